import type ts from "typescript";
import { commentsIn } from "../syntax/comments";
import { isModuleOfItsOwn } from "../syntax/exports-object";
import { hasModifier, isConst, walk } from "../syntax/nodes";
import { resultMaker } from "../syntax/result-makers";
import { variablesNamed } from "../syntax/scopes";
import type { TextEdit } from "../text";
import type { TypeScript } from "../typescript";

/** @returns the functions that nothing names but what the edits take away, and that no edit touches; all of their comments have moved */
export function functionsLeft(
  ts: TypeScript,
  sourceFile: ts.SourceFile,
  edits: readonly TextEdit[],
): ts.Statement[] {
  const taken = edits.map(({ start, end }) => sourceFile.text.slice(start, end)).join("\n");
  const found: ts.Statement[] = [];
  walk(ts, sourceFile, (node) => {
    const isScope = ts.isBlock(node) || (ts.isSourceFile(node) && isModuleOfItsOwn(ts, node));
    if (!isScope) return;
    found.push(
      ...node.statements.filter((statement) => {
        const name = functionName(ts, statement);
        if (!name || !taken.includes(name.text) || resultMaker(ts, statement)) return false;
        return isLeftBy(ts, statement, name, edits);
      }),
    );
  });
  return found;
}

function isLeftBy(
  ts: TypeScript,
  statement: ts.Statement,
  name: ts.Identifier,
  edits: readonly TextEdit[],
): boolean {
  if (!isBare(ts, statement) || hasModifier(ts, statement, ts.SyntaxKind.ExportKeyword)) return false;
  const uses = variablesNamed(ts, statement.parent, name.text).filter((node) => node !== name);
  const span = { start: statement.getStart(), end: statement.end };
  return (
    uses.length > 0 &&
    !edits.some(({ start, end }) => start <= span.end && span.start <= end) &&
    uses.every((use) => isTaken(use, edits)) &&
    commentsIn(ts, statement.getSourceFile(), span).every(({ text }) =>
      edits.some(({ newText }) => newText.includes(text)),
    )
  );
}

/**
 * @param after - the file with the edits made
 * @returns whether no edit names a function that {@link functionsLeft} has found: what is left of the name, in other scopes, was there before
 */
export function isNamedNoMore(
  ts: TypeScript,
  statement: ts.Statement,
  after: ts.SourceFile,
  edits: readonly TextEdit[],
): boolean {
  const name = functionName(ts, statement);
  if (!name) return false;
  const kept = variablesNamed(ts, statement.getSourceFile(), name.text).filter((use) => !isTaken(use, edits));
  return variablesNamed(ts, after, name.text).length === kept.length;
}

function isTaken(node: ts.Node, edits: readonly TextEdit[]): boolean {
  return edits.some(({ start, end }) => start <= node.getStart() && node.end <= end);
}

/** The name in `function next() {…}` and `const next = () => {…};` */
function functionName(ts: TypeScript, statement: ts.Statement): ts.Identifier | undefined {
  if (ts.isFunctionDeclaration(statement)) return statement.body && statement.name;
  if (!ts.isVariableStatement(statement)) return undefined;
  const [declaration, ...more] = statement.declarationList.declarations;
  const value = declaration?.initializer;
  if (!value || more.length > 0 || !isConst(ts, declaration) || !ts.isIdentifier(declaration.name))
    return undefined;
  return ts.isArrowFunction(value) || ts.isFunctionExpression(value) ? declaration.name : undefined;
}

/** @returns whether no comment stands before the statement */
export function isBare(ts: TypeScript, statement: ts.Statement): boolean {
  return (ts.getLeadingCommentRanges(statement.getSourceFile().text, statement.pos) ?? []).length === 0;
}
