import type ts from "typescript";
import { hasModifier, isInDocs } from "../syntax/nodes";
import type { TypeScript } from "../typescript";
import type { Draft } from "./drafts";
import { declaredScope, namesVariable, variablesNamed } from "../syntax/scopes";

/** What an import binds: the default name, one of the names in braces, or the whole module. */
export type ImportBinding = ts.ImportSpecifier | ts.ImportClause | ts.NamespaceImport;

/**
 * Is an import that is not needed any more?
 *
 * @param gone - the names that will have vanished from the file
 * @returns whether the binding was used, and all its uses are among `gone`
 */
export function isLeftUnused(
  ts: TypeScript,
  binding: ImportBinding,
  gone: ReadonlySet<ts.Identifier>,
  kept: ReadonlySet<ts.Identifier>,
): boolean {
  const { name } = binding;
  if (!name) return false;
  const sourceFile = binding.getSourceFile();
  const others = variablesNamed(ts, sourceFile, name.text).filter(
    (node) => node !== name && !gone.has(node) && declaredScope(ts, node) === undefined,
  );
  const isIn = (nodes: ReadonlySet<ts.Identifier>): boolean =>
    [...nodes].some(
      (node) => node.getSourceFile() === sourceFile && node.text === name.text && isLookedUp(ts, node),
    );
  return others.length === 0 && isIn(gone) && !isIn(kept);
}

function isLookedUp(ts: TypeScript, node: ts.Identifier): boolean {
  return isInDocs(ts, node) || namesVariable(ts, node);
}

/**
 * Removes bindings that are left unused, and a declaration with the last of its bindings.
 *
 * @param sourceFile - the file that all of them are in
 */
export function removeUnused(
  ts: TypeScript,
  sourceFile: ts.SourceFile,
  unused: ReadonlySet<ts.Node>,
): Draft[] {
  const declarations = sourceFile.statements.filter(
    (statement): statement is ts.ImportDeclaration =>
      ts.isImportDeclaration(statement) && bindingsOf(ts, statement).some((binding) => unused.has(binding)),
  );
  const emptied = new Set<ts.Statement>(
    declarations.filter((declaration) => bindingsOf(ts, declaration).every((binding) => unused.has(binding))),
  );
  const stays = sourceFile.statements.some(
    (statement) => !emptied.has(statement) && makesModule(ts, statement),
  );
  return declarations.flatMap((declaration) =>
    // One "export {}" is enough to keep a file a module.
    removeBindings(ts, declaration, unused, stays || declaration !== declarations[0]),
  );
}

function bindingsOf(ts: TypeScript, { importClause }: ts.ImportDeclaration): ts.Node[] {
  if (!importClause) return [];
  const { name, namedBindings } = importClause;
  const named = namedBindings && ts.isNamedImports(namedBindings) ? [...namedBindings.elements] : [];
  const namespace = namedBindings && ts.isNamespaceImport(namedBindings) ? [namedBindings] : [];
  return [...(name ? [importClause] : []), ...named, ...namespace];
}

function removeBindings(
  ts: TypeScript,
  declaration: ts.ImportDeclaration,
  removed: ReadonlySet<ts.Node>,
  staysModule: boolean,
): Draft[] {
  const clause = declaration.importClause;
  if (!clause) return [];
  const bindings = clause.namedBindings;
  const elements = bindings && ts.isNamedImports(bindings) ? bindings.elements : undefined;
  const dropsDefault = clause.name !== undefined && removed.has(clause);
  const keepsDefault = clause.name !== undefined && !dropsDefault;
  const keepsBindings =
    bindings !== undefined &&
    (elements ? elements.some((element) => !removed.has(element)) : !removed.has(bindings));
  if (!keepsDefault && !keepsBindings) return [removeDeclaration(declaration, clause, staysModule)];
  if (dropsDefault && bindings) {
    const rest = keepsBindings && elements ? removeElements(elements, removed) : [];
    return [{ start: clause.getStart(), end: bindings.getStart(), text: "" }, ...rest];
  }
  if (!keepsBindings && clause.name && bindings)
    return [{ start: clause.name.end, end: bindings.end, text: "" }];
  return elements ? removeElements(elements, removed) : [];
}

/** What stands between braces, by commas: names that are imported, or that a pattern binds. */
type Listed = ts.ImportSpecifier | ts.BindingElement;

/** Removes some elements of a list, but not all of them, with their commas and comments. */
export function removeElements(elements: ts.NodeArray<Listed>, removed: ReadonlySet<ts.Node>): Draft[] {
  const drafts: Draft[] = [];
  for (let first = 0; first < elements.length; first++) {
    let next = first;
    while (next < elements.length && isAt(elements, next, removed)) next++;
    if (next === first) continue;
    drafts.push(removeRun(elements, first, next));
    first = next;
  }
  return drafts;
}

function isAt(elements: ts.NodeArray<Listed>, index: number, removed: ReadonlySet<ts.Node>): boolean {
  const element = elements[index];
  return element !== undefined && removed.has(element);
}

function removeRun(elements: ts.NodeArray<Listed>, first: number, next: number): Draft {
  const [start, following, previous] = [elements[first], elements[next], elements[first - 1]];
  const end = elements[next - 1]?.end ?? elements.end;
  if (!start) throw new RangeError("There is no specifier to remove");
  if (following) return { start: start.getStart(), end: ownLinesOf(following).start, text: "" };
  const { lineBreak } = ownLinesOf(start);
  if (lineBreak === undefined) return { start: previous?.end ?? start.getStart(), end, text: "" };
  return { start: lineBreak, end: elements.hasTrailingComma ? elements.end : end, text: "" };
}

/** Where a specifier's own lines start: comments on the line of the one before belong to that one. */
function ownLinesOf(element: Listed): {
  readonly lineBreak: number | undefined;
  readonly start: number;
} {
  const { text } = element.getSourceFile();
  const trivia = text.slice(element.pos, element.getStart());
  const found = trivia.search(/\r?\n/);
  const own = trivia.slice(Math.max(found, 0));
  const start = element.getStart() - own.trimStart().length;
  return { lineBreak: found < 0 ? undefined : element.pos + found, start };
}

function removeDeclaration(
  declaration: ts.ImportDeclaration,
  clause: ts.ImportClause,
  staysModule: boolean,
): Draft {
  const sourceFile = declaration.getSourceFile();
  const { text } = sourceFile;
  const start = declaration.getStart(sourceFile, false);
  if (/\.[cm]?jsx?$/.test(sourceFile.fileName)) {
    // Without types to erase, the import also runs the module: that must not change.
    return { start: clause.getStart(), end: declaration.moduleSpecifier.getStart(), text: "" };
  }
  if (!staysModule) return { start, end: declaration.end, text: "export {};" };
  const before = text.slice(0, start);
  const isWholeLine = /(?:^|\n)[ \t]*$/.test(before);
  const lineEnd = isWholeLine
    ? lengthOf(/^[ \t]*(?:\/\/[^\r\n]*|\/\*[^\r\n]*?\*\/[ \t]*)?(?:\r?\n|$)/, text, declaration.end)
    : 0;
  const end = declaration.end + lineEnd;
  const isAfterBlank = lineEnd > 0 && /(?:^|\n\r?\n)[ \t]*$/.test(before);
  const blankLines = isAfterBlank ? lengthOf(/^(?:[ \t]*\r?\n)+/, text, end) : 0;
  return { start: directiveStart(text, start), end: end + blankLines, text: "" };
}

function lengthOf(pattern: RegExp, text: string, from: number): number {
  return pattern.exec(text.slice(from))?.[0].length ?? 0;
}

/** A comment that tells a tool to skip the next line goes with that line. */
function directiveStart(text: string, start: number): number {
  const directive =
    /(?:^|\n)([ \t]*\/\/[ \t]*(?:@ts-(?:ignore|expect-error)|eslint-disable-next-line)[^\n]*\n[ \t]*)$/;
  return start - (directive.exec(text.slice(0, start))?.[1]?.length ?? 0);
}

function makesModule(ts: TypeScript, statement: ts.Statement): boolean {
  return (
    ts.isImportDeclaration(statement) ||
    ts.isExportDeclaration(statement) ||
    ts.isExportAssignment(statement) ||
    (ts.isImportEqualsDeclaration(statement) && ts.isExternalModuleReference(statement.moduleReference)) ||
    hasModifier(ts, statement, ts.SyntaxKind.ExportKeyword)
  );
}
