import type ts from "typescript";
import { accessKind, isFunctionBoundary, isWithin, some, someOwn, unwrap, walk } from "../syntax/nodes";
import { isVariableName } from "../syntax/variable-name";
import type { TypeScript } from "../typescript";
import { parseDraft, type Draft } from "./draft";

/**
 * `if (isDone) return;` at the head of a loop, where `isDone` starts as `false` and is set right before the iterator ends: once a
 * generator has ended, nobody comes to ask. So it is with `if (!isOpen) return;`, where `isOpen` starts as `true`.
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
  const declared = declaredFlags(ts, prelude);
  const flags = [...own].flatMap((name) => {
    const starts = declared.get(name);
    return starts !== undefined && isSetAtTheEndOnly(ts, loop, name, !starts) ? [{ name, starts }] : [];
  });
  const ends = new Set<ts.Node>();
  walk(ts, loop.body, (node) => {
    if (!ts.isIfStatement(node) || !flags.some((flag) => asksWhetherSet(ts, node, flag))) return;
    some(ts, node.thenStatement, (inner) => {
      if (ts.isReturnStatement(inner)) ends.add(inner);
      return false;
    });
  });
  return ends;
}

/** `if (isDone)`, `if (!isOpen)` */
function asksWhetherSet(
  ts: TypeScript,
  { expression }: ts.IfStatement,
  { name, starts }: { readonly name: string; readonly starts: boolean },
): boolean {
  const test = unwrap(ts, expression);
  const isNegated = ts.isPrefixUnaryExpression(test) && test.operator === ts.SyntaxKind.ExclamationToken;
  const asked = isNegated ? unwrap(ts, test.operand) : test;
  return isNegated === starts && ts.isIdentifier(asked) && asked.text === name;
}

/** `let isDone = false;`, `let isOpen = true;`: what they start with */
function declaredFlags(ts: TypeScript, prelude: string): ReadonlyMap<string, boolean> {
  const { TrueKeyword, FalseKeyword } = ts.SyntaxKind;
  const { statements } = parseDraft(ts, `{\n${prelude}\n}`).body;
  const declarations = statements.flatMap((statement) =>
    ts.isVariableStatement(statement) ? [...statement.declarationList.declarations] : [],
  );
  return new Map(
    declarations.flatMap(({ name, initializer }) => {
      const kind = initializer && unwrap(ts, initializer).kind;
      return kind === TrueKeyword || kind === FalseKeyword ? [[name.getText(), kind === TrueKeyword]] : [];
    }),
  );
}

/** Each write is `isDone = true;`, and nothing but a `return` of the same list is reached from there. */
function isSetAtTheEndOnly(ts: TypeScript, { body }: Draft, name: string, value: boolean): boolean {
  return !some(ts, body, (node) => {
    if (!ts.isIdentifier(node) || node.text !== name || !isVariableName(ts, node)) return false;
    return accessKind(ts, node) !== "read" && !isSetBeforeReturn(ts, body, node, value);
  });
}

function isSetBeforeReturn(ts: TypeScript, body: ts.Block, name: ts.Identifier, value: boolean): boolean {
  const assignment = name.parent;
  const statement = assignment.parent;
  if (!ts.isBinaryExpression(assignment) || !ts.isExpressionStatement(statement)) return false;
  const isSet =
    assignment.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
    unwrap(ts, assignment.right).kind === ts.SyntaxKind[value ? "TrueKeyword" : "FalseKeyword"];
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
