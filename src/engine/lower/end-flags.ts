import type ts from "typescript";
import { accessKind, isFunctionBoundary, isWithin, some, someOwn, unwrap, walk } from "../syntax/nodes";
import { isVariableName } from "../syntax/variable-name";
import type { TypeScript } from "../typescript";
import { parseDraft, type Draft } from "./draft";

/**
 * `if (isDone) return;` at the head of a loop, where `isDone` starts as `false` and is set right before the iterator ends: once a
 * generator has ended, nobody comes to ask.
 *
 * @param loop - the generator's loop
 * @param prelude - the declarations before it
 * @param own - variables that only the generator's own code names
 * @returns those exits
 */
export function endsOnlyAskedAfterTheEnd(
  ts: TypeScript,
  loop: Draft,
  prelude: string,
  own: ReadonlySet<string>,
): ReadonlySet<ts.Node> {
  const unset = declaredFalse(ts, prelude);
  const flags = [...own].filter((name) => unset.has(name) && isSetAtTheEndOnly(ts, loop, name));
  const ends = new Set<ts.Node>();
  walk(ts, loop.body, (node) => {
    if (!ts.isIfStatement(node)) return;
    const test = unwrap(ts, node.expression);
    if (!ts.isIdentifier(test) || !flags.includes(test.text)) return;
    some(ts, node.thenStatement, (inner) => {
      if (ts.isReturnStatement(inner)) ends.add(inner);
      return false;
    });
  });
  return ends;
}

/** `let isDone = false;` */
function declaredFalse(ts: TypeScript, prelude: string): ReadonlySet<string> {
  const { statements } = parseDraft(ts, `{\n${prelude}\n}`).body;
  const declarations = statements.flatMap((statement) =>
    ts.isVariableStatement(statement) ? [...statement.declarationList.declarations] : [],
  );
  const starting = declarations.filter(
    ({ initializer }) => initializer && unwrap(ts, initializer).kind === ts.SyntaxKind.FalseKeyword,
  );
  return new Set(starting.map(({ name }) => name.getText()));
}

/** Each write is `isDone = true;`, and nothing but a `return` of the same list is reached from there. */
function isSetAtTheEndOnly(ts: TypeScript, { body }: Draft, name: string): boolean {
  return !some(ts, body, (node) => {
    if (!ts.isIdentifier(node) || node.text !== name || !isVariableName(ts, node)) return false;
    return accessKind(ts, node) !== "read" && !isSetBeforeReturn(ts, body, node);
  });
}

function isSetBeforeReturn(ts: TypeScript, body: ts.Block, name: ts.Identifier): boolean {
  const assignment = name.parent;
  const statement = assignment.parent;
  if (!ts.isBinaryExpression(assignment) || !ts.isExpressionStatement(statement)) return false;
  const isSet =
    assignment.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
    unwrap(ts, assignment.right).kind === ts.SyntaxKind.TrueKeyword;
  const list = statement.parent;
  if (!isSet || !(ts.isBlock(list) || ts.isCaseOrDefaultClause(list)) || isCaught(ts, body, statement))
    return false;
  const after = list.statements.slice(list.statements.indexOf(statement) + 1);
  const end = after.findIndex((one) => ts.isReturnStatement(one) || ts.isThrowStatement(one));
  return end >= 0 && !after.slice(0, end + 1).some((one) => someOwn(ts, one, goesElsewhere(ts)));
}

function goesElsewhere(ts: TypeScript): (node: ts.Node) => boolean {
  return (node) => ts.isYieldExpression(node) || ts.isContinueStatement(node) || ts.isBreakStatement(node);
}

/** Something that fails there would be handled, and the loop go on. */
function isCaught(ts: TypeScript, body: ts.Block, statement: ts.Statement): boolean {
  for (let node: ts.Node = statement; node !== body; node = node.parent) {
    if (isFunctionBoundary(ts, node)) return true;
    const { parent } = node;
    if (ts.isTryStatement(parent) && parent.catchClause && isWithin(node, parent.tryBlock)) return true;
  }
  return false;
}
