import type ts from "typescript";
import type { IteratorKind } from "../kind";
import { isUndefined, isWithin, someOwn, unwrap, wrapped } from "../syntax/nodes";
import type { TypeScript } from "../typescript";
import { chainOn } from "./result-chain";

/** What has the result of a call, and whether a failure of the call is caught right there. */
export interface Settled {
  readonly expression: ts.Expression;
  readonly swallowsError: boolean;
  /** What has the result in place of the expression: `show` in `await it.next().then(show)`. */
  readonly handler?: ts.Expression;
}

/**
 * The call of `next()` with what waits for it before anything else happens: nothing in the sync protocol; else `await it.next()`, also
 * with a chain in between, and in tests `await expect(it.next()).resolves.toEqual(…)` and `await assert.rejects(it.next())`.
 */
export function settledNext(
  ts: TypeScript,
  call: ts.CallExpression,
  kind: IteratorKind,
): Settled | undefined {
  if (kind === "sync") return { expression: call, swallowsError: false };
  const outer = wrapped(ts, call);
  if (ts.isAwaitExpression(outer.parent)) return { expression: outer.parent, swallowsError: false };
  const chain = chainOn(ts, outer);
  if (chain && ts.isAwaitExpression(chain.end.parent)) {
    const { handler, swallowsError } = chain;
    return { expression: chain.end.parent, swallowsError, ...(handler && { handler }) };
  }
  const assertion = assertionAround(ts, outer);
  if (!assertion || !ts.isAwaitExpression(assertion.parent)) return undefined;
  return { expression: assertion.parent, swallowsError: true };
}

function assertionAround(ts: TypeScript, promise: ts.Expression): ts.CallExpression | undefined {
  const { parent: call } = promise;
  if (!ts.isCallExpression(call) || call.arguments[0] !== promise) return undefined;
  const callee = call.expression.getText();
  if (/^assert\.(?:rejects|doesNotReject)$/.test(callee)) return call;
  if (callee !== "expect") return undefined;
  const members: string[] = [];
  let outer: ts.Expression = call;
  for (let access = outer.parent; ts.isPropertyAccessExpression(access); access = access.parent) {
    outer = access;
    members.push(access.name.text);
  }
  const waits = members[0] === "resolves" || members[0] === "rejects";
  return waits && ts.isCallExpression(outer.parent) && outer.parent.expression === outer
    ? outer.parent
    : undefined;
}

/**
 * The loop that these calls of `next()` make together, when they surely ask no more once one of them has said done.
 *
 * Recognised: a test right after the only call (`const r = await it.next(); if (r.done) break;`), and a loop that runs while its result
 * variable is not done, with at most one call before it.
 *
 * @param calls - all calls on one instance, each settled before the next one
 */
export function serialLoop(
  ts: TypeScript,
  calls: readonly ts.Expression[],
): ts.IterationStatement | undefined {
  const inside = calls.filter((call) => loopAround(ts, call));
  const [drawing] = inside;
  if (inside.length !== 1 || !drawing) return undefined;
  const loop = loopAround(ts, drawing);
  if (!loop) return undefined;
  const before = calls.filter((call) => call !== drawing);
  if (before.length === 0 && isTestedAtOnce(ts, drawing, loop)) return loop;
  return isGuardedByCondition(ts, drawing, before, loop) ? loop : undefined;
}

/** The innermost loop that repeats the node, in the same function. */
function loopAround(ts: TypeScript, node: ts.Node): ts.IterationStatement | undefined {
  let child = node;
  while (!ts.isFunctionLike(child.parent) && !ts.isSourceFile(child.parent)) {
    const { parent } = child;
    if (ts.isIterationStatement(parent, false) && !isRunOnce(ts, parent, child)) return parent;
    child = parent;
  }
  return undefined;
}

function isRunOnce(ts: TypeScript, loop: ts.IterationStatement, part: ts.Node): boolean {
  if (ts.isForStatement(loop)) return part === loop.initializer;
  return (ts.isForOfStatement(loop) || ts.isForInStatement(loop)) && part === loop.expression;
}

/** `const r = await it.next(); if (r.done) break;`, both directly in the loop's body, or in a `try` of it. */
function isTestedAtOnce(ts: TypeScript, drawing: ts.Expression, loop: ts.IterationStatement): boolean {
  const result = resultOf(ts, drawing);
  const test = result?.statement && statementBehind(ts, result.statement);
  if (!test || !ts.isIfStatement(test)) return false;
  return (
    saysDone(ts, test.expression, result) &&
    leavesLoop(ts, test.thenStatement) &&
    leavesAround(ts, test, loop.statement)
  );
}

/** What runs next; behind `try { r = await it.next(); } catch { … }` that is what stands behind the `try`. */
function statementBehind(ts: TypeScript, statement: ts.Node): ts.Statement | undefined {
  const { parent: block } = statement;
  if (!ts.isBlock(block)) return undefined;
  const { statements } = block;
  const index = statements.findIndex((one) => one === statement);
  const following = index < 0 ? undefined : statements[index + 1];
  if (following || index < 0 || !ts.isExpressionStatement(statement)) return following;
  const { parent: attempt } = block;
  const isAttempt = ts.isTryStatement(attempt) && attempt.tryBlock === block && !attempt.finallyBlock;
  if (!isAttempt || !ts.isBlock(attempt.parent)) return undefined;
  return attempt.parent.statements[attempt.parent.statements.indexOf(attempt) + 1];
}

/** Nothing around the test keeps it from leaving: a `finally` may jump, and a `catch` may go on where leaving fails. */
function leavesAround(ts: TypeScript, test: ts.IfStatement, body: ts.Statement): boolean {
  for (let block: ts.Node = test.parent; block !== body;) {
    const { parent: attempt } = block;
    if (!ts.isBlock(block) || !ts.isTryStatement(attempt)) return false;
    if (attempt.tryBlock !== block || attempt.finallyBlock || !isPlainExit(ts, test.thenStatement))
      return false;
    block = attempt.parent;
  }
  return ts.isBlock(body);
}

/** `break;`, `return;`, `return all;` and nothing before it */
function isPlainExit(ts: TypeScript, statement: ts.Statement): boolean {
  const statements: readonly ts.Statement[] = ts.isBlock(statement) ? statement.statements : [statement];
  const [only, ...more] = statements;
  if (!only || more.length > 0) return false;
  if (!ts.isReturnStatement(only)) return ts.isBreakStatement(only);
  return !only.expression || ts.isIdentifier(only.expression);
}

/** What keeps the result of one call. */
interface Result {
  readonly statement: ts.Node | undefined;
  /** The variable that holds the result, or the one that holds its `done`. */
  readonly name: string;
  readonly holds: "result" | "done";
}

function resultOf(ts: TypeScript, drawing: ts.Expression): Result | undefined {
  const outer = wrapped(ts, drawing);
  const { parent } = outer;
  if (ts.isVariableDeclaration(parent)) return named(ts, parent.name, parent.parent.parent);
  if (!ts.isBinaryExpression(parent) || parent.operatorToken.kind !== ts.SyntaxKind.EqualsToken)
    return undefined;
  const assignment = wrapped(ts, parent).parent;
  const statement = ts.isExpressionStatement(assignment) ? assignment : undefined;
  if (ts.isIdentifier(parent.left)) return { statement, name: parent.left.text, holds: "result" };
  return ts.isObjectLiteralExpression(parent.left) ? doneTarget(ts, parent.left, statement) : undefined;
}

function named(ts: TypeScript, name: ts.BindingName, statement: ts.Node): Result | undefined {
  if (ts.isIdentifier(name)) return { statement, name: name.text, holds: "result" };
  if (!ts.isObjectBindingPattern(name)) return undefined;
  const done = name.elements.find((element) => (element.propertyName ?? element.name).getText() === "done");
  if (!done || !ts.isIdentifier(done.name) || (done.initializer && !isFalse(ts, done.initializer)))
    return undefined;
  return { statement, name: done.name.text, holds: "done" };
}

function isFalse(ts: TypeScript, node: ts.Node): boolean {
  return node.kind === ts.SyntaxKind.FalseKeyword;
}

/** `({ done, value } = await it.next())` */
function doneTarget(
  ts: TypeScript,
  target: ts.ObjectLiteralExpression,
  statement: ts.Node | undefined,
): Result | undefined {
  for (const property of target.properties) {
    if (property.name?.getText() !== "done") continue;
    if (ts.isShorthandPropertyAssignment(property)) return { statement, name: "done", holds: "done" };
    if (ts.isPropertyAssignment(property) && ts.isIdentifier(property.initializer)) {
      return { statement, name: property.initializer.text, holds: "done" };
    }
  }
  return undefined;
}

/** Is the expression true whenever the result is done? */
function saysDone(
  ts: TypeScript,
  expression: ts.Expression,
  result: Pick<Result, "name" | "holds">,
): boolean {
  const node = unwrap(ts, expression);
  if (isDoneItself(ts, node, result)) return true;
  if (!ts.isBinaryExpression(node)) return false;
  const { left, right, operatorToken } = node;
  switch (operatorToken.kind) {
    case ts.SyntaxKind.BarBarToken:
      return saysDone(ts, left, result) || saysDone(ts, right, result);
    case ts.SyntaxKind.EqualsEqualsEqualsToken:
      return right.kind === ts.SyntaxKind.TrueKeyword && isDoneItself(ts, unwrap(ts, left), result);
    default:
      return false;
  }
}

/** Is the expression false whenever the result is done? */
function saysNotDone(
  ts: TypeScript,
  expression: ts.Expression,
  result: Pick<Result, "name" | "holds">,
): boolean {
  const node = unwrap(ts, expression);
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
    return saysDone(ts, node.operand, result);
  }
  if (!ts.isBinaryExpression(node)) return false;
  const { left, right, operatorToken } = node;
  switch (operatorToken.kind) {
    case ts.SyntaxKind.AmpersandAmpersandToken:
      return saysNotDone(ts, left, result) || saysNotDone(ts, right, result);
    case ts.SyntaxKind.EqualsEqualsEqualsToken:
      return isFalse(ts, right) && isDoneItself(ts, unwrap(ts, left), result);
    case ts.SyntaxKind.ExclamationEqualsEqualsToken:
      return right.kind === ts.SyntaxKind.TrueKeyword && isDoneItself(ts, unwrap(ts, left), result);
    default:
      return false;
  }
}

/** `done`, `r.done`, `r?.done`, `(r = await it.next()).done` */
function isDoneItself(ts: TypeScript, node: ts.Expression, result: Pick<Result, "name" | "holds">): boolean {
  if (result.holds === "done") return ts.isIdentifier(node) && node.text === result.name;
  if (!ts.isPropertyAccessExpression(node) || node.name.text !== "done") return false;
  const object = unwrap(ts, node.expression);
  if (ts.isIdentifier(object)) return object.text === result.name;
  return (
    ts.isBinaryExpression(object) &&
    object.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
    ts.isIdentifier(object.left) &&
    object.left.text === result.name
  );
}

function leavesLoop(ts: TypeScript, statement: ts.Statement): boolean {
  if (someOwn(ts, statement, ts.isContinueStatement)) return false;
  const last = ts.isBlock(statement) ? statement.statements.at(-1) : statement;
  return (
    last !== undefined &&
    (ts.isReturnStatement(last) || ts.isThrowStatement(last) || (ts.isBreakStatement(last) && !last.label))
  );
}

/** `while (!r.done) { …; r = await it.next(); }`, where `r` is only ever written by `next()`. */
function isGuardedByCondition(
  ts: TypeScript,
  drawing: ts.Expression,
  before: readonly ts.Expression[],
  loop: ts.IterationStatement,
): boolean {
  const condition = conditionOf(ts, loop);
  // A declaration in the body would be another variable than the one that the condition reads.
  const isDeclared = ts.isVariableDeclaration(wrapped(ts, drawing).parent);
  const result = isDeclared ? undefined : (resultOf(ts, drawing) ?? immediateResult(ts, drawing));
  if (!condition || !result || before.length > 1) return false;
  if (before.some((call) => !isSameResult(ts, call, result) || call.pos > drawing.pos)) return false;
  if (!saysNotDone(ts, condition, result)) return isDirectTest(ts, condition, drawing);
  return writesOf(ts, loop, result.name).every((write) => isWithin(drawing, write));
}

function conditionOf(ts: TypeScript, loop: ts.IterationStatement): ts.Expression | undefined {
  if (ts.isForStatement(loop)) return loop.condition;
  return ts.isWhileStatement(loop) || ts.isDoStatement(loop) ? loop.expression : undefined;
}

/** `while (!(await it.next()).done)` keeps nothing. */
function immediateResult(ts: TypeScript, drawing: ts.Expression): Result | undefined {
  const { parent } = wrapped(ts, drawing);
  const isRead = ts.isPropertyAccessExpression(parent) && parent.name.text === "done";
  return isRead ? { statement: undefined, name: "", holds: "result" } : undefined;
}

function isDirectTest(ts: TypeScript, condition: ts.Expression, drawing: ts.Expression): boolean {
  const node = unwrap(ts, condition);
  if (!ts.isPrefixUnaryExpression(node) || node.operator !== ts.SyntaxKind.ExclamationToken) return false;
  const operand = unwrap(ts, node.operand);
  return (
    ts.isPropertyAccessExpression(operand) &&
    operand.name.text === "done" &&
    unwrap(ts, operand.expression) === drawing
  );
}

function isSameResult(ts: TypeScript, call: ts.Expression, result: Result): boolean {
  const other = resultOf(ts, call);
  return other?.name === result.name && other.holds === result.holds;
}

function writesOf(ts: TypeScript, loop: ts.IterationStatement, name: string): readonly ts.Node[] {
  const writes: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isBinaryExpression(node) && writesName(ts, node, name)) writes.push(node);
    ts.forEachChild(node, visit);
  };
  visit(loop.statement);
  if (ts.isForStatement(loop) && loop.incrementor) visit(loop.incrementor);
  return writes;
}

function writesName(ts: TypeScript, { left, operatorToken }: ts.BinaryExpression, name: string): boolean {
  const { FirstAssignment, LastAssignment } = ts.SyntaxKind;
  if (operatorToken.kind < FirstAssignment || operatorToken.kind > LastAssignment) return false;
  return someOwn(ts, left, (node) => ts.isIdentifier(node) && node.text === name);
}

/** @returns whether the call passes nothing, or only `undefined` */
export function passesNothing(ts: TypeScript, call: ts.CallExpression): boolean {
  return call.arguments.every((argument) => isUndefined(ts, argument));
}
