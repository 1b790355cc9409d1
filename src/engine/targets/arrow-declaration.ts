import type ts from "typescript";
import { accessKind, find, isConst, isJavaScript, usesUsing, type FunctionWithBody } from "../syntax/nodes";
import { declaredScope } from "../syntax/scopes";
import { usesOfVariable } from "../syntax/variable-name";
import type { TypeScript } from "../typescript";
import { isUsedBefore } from "./early-use";

/** `const pages = (url) => ({ … });`, in whose place `function* pages(url) { … }` can stand. */
export interface ArrowDeclaration {
  readonly statement: ts.VariableStatement;
  readonly name: ts.Identifier;
}

/**
 * There is no arrow of a generator. What was written as one is a declaration then, if that makes no difference: a declared function is
 * there from the start of its block, can be assigned to, and in a script it is a property of the global object.
 *
 * @returns the constant that holds the function and nothing else; `undefined` where it has to stay
 * @see https://tc39.es/ecma262/#sec-block-level-function-declarations-web-legacy-compatibility-semantics
 */
export function arrowDeclaration(ts: TypeScript, fn: FunctionWithBody): ArrowDeclaration | undefined {
  if (!ts.isArrowFunction(fn)) return undefined;
  const { parent: declaration } = fn;
  if (!ts.isVariableDeclaration(declaration) || declaration.initializer !== fn) return undefined;
  const { name, parent: list } = declaration;
  const isTyped = declaration.type !== undefined;
  if (!ts.isIdentifier(name) || isTyped || !ts.isVariableDeclarationList(list)) return undefined;
  const statement = list.parent;
  const isConstant = isConst(ts, declaration) && !usesUsing(ts, list);
  if (!ts.isVariableStatement(statement) || list.declarations.length > 1 || !isConstant) return undefined;
  const { parent: block } = statement;
  if (!isBodyOfFunction(ts, block) && !(ts.isSourceFile(block) && hasScopeOfItsOwn(ts, block)))
    return undefined;
  if (hasCommentWithin(statement, fn) || isSaidToBeVariable(statement)) return undefined;
  if (isDeclaredElsewhere(ts, block, name) || isWritten(ts, block, name)) return undefined;
  return isUsedBefore(ts, statement, name) ? undefined : { statement, name };
}

/** A block further in is no place for declarations of functions, as linters and older targets of the compiler have it. */
function isBodyOfFunction(ts: TypeScript, block: ts.Node): block is ts.Block {
  return ts.isBlock(block) && ts.isFunctionLike(block.parent);
}

/** What a module declares is its own; what a script declares as a function is everybody's. */
function hasScopeOfItsOwn(ts: TypeScript, file: ts.SourceFile): boolean {
  if (ts.isExternalModule(file) || /\.[cm][jt]sx?$/.test(file.fileName)) return true;
  return isJavaScript(file) && ["require", "module", "exports"].some((name) => isFromOutside(ts, file, name));
}

/** The file uses the name, and does not declare it. */
function isFromOutside(ts: TypeScript, file: ts.SourceFile, name: string): boolean {
  const uses = usesOfVariable(ts, file, name);
  return uses.length > 0 && uses.every((use) => declaredScope(ts, use) === undefined);
}

/** A comment between the name and the function would have no place. */
function hasCommentWithin(statement: ts.VariableStatement, fn: ts.ArrowFunction): boolean {
  const { text } = statement.getSourceFile();
  const around = text.slice(statement.getStart(), fn.getStart()) + text.slice(fn.end, statement.end);
  return /\/[/*]/.test(around);
}

/** `@type {…}` says what the variable is, as a type behind its name does. */
function isSaidToBeVariable(statement: ts.VariableStatement): boolean {
  const above = statement.getFullText().slice(0, statement.getLeadingTriviaWidth());
  return /@(?:type|satisfies|const|constant|var|member|enum)\b/.test(above);
}

/** A namespace of that name would be merged with the function; a function in a block further in takes its place in sloppy code. */
function isDeclaredElsewhere(ts: TypeScript, block: ts.Node, { text }: ts.Identifier): boolean {
  const other = find(
    ts,
    block,
    (node) => (ts.isFunctionDeclaration(node) || ts.isModuleDeclaration(node)) && node.name?.text === text,
  );
  return other !== undefined;
}

/** To write to a constant fails, to write to a function does not. */
function isWritten(ts: TypeScript, block: ts.Node, name: ts.Identifier): boolean {
  return usesOfVariable(ts, block, name.text).some((use) => use !== name && accessKind(ts, use) !== "read");
}
