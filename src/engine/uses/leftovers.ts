import type ts from "typescript";
import { takerDeclaredBy } from "../detect/given-next";
import { resultMaker } from "../syntax/result-makers";
import { holdsPlatformAnswer } from "../detect/platform";
import { iteratorKinds } from "../kind";
import { isModuleOfItsOwn } from "../syntax/exports-object";
import { isConstantTable, literalHeld, literalText } from "../syntax/constant-table";
import { declaresSymbol } from "../syntax/keys";
import { ancestor, hasModifier, isJavaScript, some, walk } from "../syntax/nodes";
import { applyEdits, type TextEdit } from "../text";
import type { TypeScript } from "../typescript";
import { settleDrafts, type Draft } from "./drafts";
import { functionsLeft, isBare, isNamedNoMore } from "./functions-left";
import { variablesNamed } from "../syntax/scopes";
import { removeUnused } from "./unused-imports";
import { removeUnusedRequires, requiredNames } from "./unused-requires";

/**
 * Finds what edits leave unused in a module: imports, tables of constants, constants that hold `Symbol.asyncIterator` or `Symbol.iterator`, functions and constants that
 * give results, functions that make iterators of a `next`, functions that have moved, and types.
 *
 * @param edits - all edits of the file
 * @returns further edits, none of which overlaps those
 */
export function leftovers(
  ts: TypeScript,
  sourceFile: ts.SourceFile,
  edits: readonly TextEdit[],
): readonly TextEdit[] {
  const removable = [
    ...sourceFile.statements.filter((statement) => isRemovable(ts, statement)),
    ...innerRemovable(ts, sourceFile),
  ];
  const functions = functionsLeft(ts, sourceFile, edits);
  const imported = importedNames(ts, sourceFile);
  if (removable.length + functions.length + imported.length === 0) return [];
  let found: readonly TextEdit[] = [];
  // What goes may have been all that named another one.
  for (let count = -1; ;) {
    const unused = unusedWithout(ts, sourceFile, { imported, removable, functions }, [...edits, ...found]);
    const isMore = unused.imports.size + unused.statements.length > count;
    count = unused.imports.size + unused.statements.length;
    if (!isMore || count === 0) return found;
    found = [
      ...settleDrafts(sourceFile.text, removeUnused(ts, sourceFile, unused.imports)),
      ...settleDrafts(sourceFile.text, removeUnusedRequires(ts, sourceFile, unused.imports)),
      ...settleDrafts(sourceFile.text, removeStatements(unused.statements, edits)),
    ].filter(({ start, end }) => !edits.some((edit) => edit.start < end && start < edit.end));
  }
}

interface Candidates {
  readonly imported: readonly Imported[];
  readonly removable: readonly ts.Statement[];
  /** What {@link functionsLeft} gives. */
  readonly functions: readonly ts.Statement[];
}

interface Unused {
  readonly imports: ReadonlySet<ts.Node>;
  readonly statements: readonly ts.Statement[];
}

/** What only the text that the edits take away has named. */
function unusedWithout(
  ts: TypeScript,
  sourceFile: ts.SourceFile,
  { imported, removable, functions }: Candidates,
  edits: readonly TextEdit[],
): Unused {
  const after = ts.createSourceFile(
    sourceFile.fileName,
    applyEdits(sourceFile.text, edits),
    ts.ScriptTarget.Latest,
    true,
  );
  const isLeft = (name: ts.Identifier | undefined): boolean =>
    name !== undefined && isUsed(ts, sourceFile, name.text) && !isUsed(ts, after, name.text);
  const imports = imported.filter(({ name }) => isLeft(name)).map(({ binding }) => binding);
  return {
    imports: new Set(imports),
    statements: [
      ...removable.filter((statement) => isLeft(removableName(ts, statement))),
      ...functions.filter((statement) => isNamedNoMore(ts, statement, after, edits)),
    ],
  };
}

interface Imported {
  readonly name: ts.Identifier | undefined;
  readonly binding: ts.Node;
}

/** JSX may need a namespace or default import that nothing names. */
function importedNames(ts: TypeScript, sourceFile: ts.SourceFile): Imported[] {
  const hasJsx = some(ts, sourceFile, (node) => ts.isJsxOpeningLikeElement(node) || ts.isJsxFragment(node));
  const imported = sourceFile.statements.flatMap((statement): Imported[] => {
    const clause = ts.isImportDeclaration(statement) ? statement.importClause : undefined;
    const bindings = clause?.namedBindings;
    if (!clause) return [];
    if (bindings && ts.isNamedImports(bindings)) {
      const named = bindings.elements.map((element) => ({ name: element.name, binding: element }));
      return hasJsx ? named : [{ name: clause.name, binding: clause }, ...named];
    }
    if (hasJsx) return [];
    const namespace = bindings ? [{ name: bindings.name, binding: bindings }] : [];
    return [{ name: clause.name, binding: clause }, ...namespace];
  });
  return hasJsx ? imported : [...imported, ...requiredNames(ts, sourceFile)];
}

/** More than its declaration names it, which may do so itself where it is a type's. In JavaScript, types are named in comments. */
function isUsed(ts: TypeScript, sourceFile: ts.SourceFile, name: string): boolean {
  const named = variablesNamed(ts, sourceFile, name).filter((node) => !isWithinOwnType(ts, node));
  if (named.length > 1) return true;
  const escaped = name.replace(/\$/g, "\\$");
  const inComment = isJavaScript(sourceFile)
    ? `\\{[^}\\n]*(?<![\\w$])${escaped}(?![\\w$])`
    : `@link(?:code|plain)?\\s+${escaped}(?![\\w$])`;
  return new RegExp(inComment).test(commentsOf(sourceFile.text));
}

/** `interface Row { parent?: Row }`, `class Rows { [Symbol.iterator](): Rows {…} }` */
function isWithinOwnType(ts: TypeScript, node: ts.Identifier): boolean {
  const own = ancestor(
    node,
    (one): one is TypeDeclaration | ts.ClassDeclaration =>
      (isType(ts, one) || ts.isClassDeclaration(one)) && one.name?.text === node.text,
  );
  return own !== undefined && node.parent !== own;
}

function commentsOf(text: string): string {
  return (text.match(/\/\*\*[\s\S]*?\*\//g) ?? []).join("\n");
}

/** In a script, other scripts may name it; what the author commented on is left to the author. */
function isRemovable(ts: TypeScript, statement: ts.Statement): boolean {
  if (!isModuleOfItsOwn(ts, statement.getSourceFile())) return false;
  const isOwnType =
    isType(ts, statement) &&
    isBare(ts, statement) &&
    !hasModifier(ts, statement, ts.SyntaxKind.ExportKeyword);
  return isOwnType || isOwnRemovable(ts, statement);
}

type TypeDeclaration = ts.TypeAliasDeclaration | ts.InterfaceDeclaration;

function isType(ts: TypeScript, node: ts.Node): node is TypeDeclaration {
  return ts.isTypeAliasDeclaration(node) || ts.isInterfaceDeclaration(node);
}

/** The same, declared in functions and namespaces: nobody outside can name them. */
function innerRemovable(ts: TypeScript, sourceFile: ts.SourceFile): ts.Statement[] {
  const found: ts.Statement[] = [];
  walk(ts, sourceFile, (node) => {
    if (!ts.isBlock(node) && !ts.isModuleBlock(node)) return;
    found.push(...node.statements.filter((statement) => isOwnRemovable(ts, statement)));
  });
  return found;
}

function isOwnRemovable(ts: TypeScript, statement: ts.Statement): boolean {
  if (!isBare(ts, statement) || hasModifier(ts, statement, ts.SyntaxKind.ExportKeyword)) return false;
  return !isType(ts, statement) && removableName(ts, statement) !== undefined;
}

function removableName(ts: TypeScript, statement: ts.Statement): ts.Identifier | undefined {
  if (isType(ts, statement)) return statement.name;
  return (
    symbolConstant(ts, statement) ??
    constantsOf(ts, statement) ??
    resultMaker(ts, statement)?.name ??
    takerDeclaredBy(ts, statement)
  );
}

/** `enum State { Start, End }`, `const STATES = { START: 0, END: 1 };` */
function constantsOf(ts: TypeScript, statement: ts.Statement): ts.Identifier | undefined {
  if (ts.isEnumDeclaration(statement)) {
    const isPlain = ({ initializer }: ts.EnumMember) =>
      !initializer || literalText(ts, initializer) !== undefined;
    return statement.members.every(isPlain) ? statement.name : undefined;
  }
  const [declaration, ...more] = ts.isVariableStatement(statement)
    ? statement.declarationList.declarations
    : [];
  if (!declaration || more.length > 0 || !ts.isIdentifier(declaration.name)) return undefined;
  const object = literalHeld(ts, declaration);
  return object && isConstantTable(ts, object) ? declaration.name : undefined;
}

/** `const asyncIterator = Symbol.asyncIterator;`, or the same taken out of `Symbol`, or whether the platform has that */
function symbolConstant(ts: TypeScript, statement: ts.Statement): ts.Identifier | undefined {
  if (!ts.isVariableStatement(statement)) return undefined;
  const [declaration, ...more] = statement.declarationList.declarations;
  if (!declaration || more.length > 0) return undefined;
  const { name } = declaration;
  const [element, ...others] = ts.isObjectBindingPattern(name) ? name.elements : [];
  const constant = others.length > 0 ? undefined : (element?.name ?? name);
  if (!constant || !ts.isIdentifier(constant)) return undefined;
  if (holdsPlatformAnswer(ts, declaration)) return constant;
  return iteratorKinds.some((kind) => declaresSymbol(ts, declaration, constant.text, kind))
    ? constant
    : undefined;
}

/** From the last to the first: where what is behind one takes the line break with it, that one takes the line break before it. */
function removeStatements(statements: readonly ts.Statement[], edits: readonly TextEdit[]): Draft[] {
  const drafts: Draft[] = [];
  for (const statement of [...statements].sort((a, b) => b.pos - a.pos)) {
    const isFollowed = [...edits, ...drafts].some(({ start, end }) => start === statement.end && start < end);
    const draft = isFollowed ? withLineBreakBefore(statement) : withLine(statement);
    // What goes behind this one may take the line break between them.
    const end = Math.min(draft.end, drafts.at(-1)?.start ?? draft.end);
    drafts.push({ ...draft, end });
  }
  return drafts;
}

function withLineBreakBefore(statement: ts.Statement): Draft {
  const before = statement.getSourceFile().text.slice(0, statement.getStart());
  const lineBreak = /\r?\n[ \t]*$/.exec(before)?.[0] ?? "";
  return { start: statement.getStart() - lineBreak.length, end: statement.end, text: "" };
}

/** The statement with its line, and with the blank lines behind it where there is one before it, too, or a block begins. */
function withLine(statement: ts.Statement): Draft {
  const { text } = statement.getSourceFile();
  const [indentation = ""] = /[ \t]*$/.exec(text.slice(0, statement.getStart())) ?? [];
  const start = statement.getStart() - indentation.length;
  const isFirst = /(?:^|\{[ \t]*\r?\n|\n[ \t]*\r?\n)$/.test(text.slice(0, start));
  const behind = isFirst ? /^(?:[ \t]*\r?\n)+/ : /^[ \t]*\r?\n/;
  const length = behind.exec(text.slice(statement.end))?.[0].length ?? 0;
  return { start, end: statement.end + length, text: "" };
}
