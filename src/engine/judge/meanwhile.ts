import type ts from "typescript";
import type { Facts } from "../facts";
import { isWithin, some, unwrap, wrapped } from "../syntax/nodes";
import { sameVariable } from "../syntax/scopes";
import type { TypeScript } from "../typescript";

/** What is known of the code around. */
export interface Surroundings {
  readonly facts: Facts;
  /** Is every run of this function over, and what it gives waited for, before the iterator's own method has settled? */
  isWaitedFor(fn: ts.Node): boolean;
}

/**
 * @param value - a function where it stands, or a name of one where that is used
 * @param isAwaited - what the function gives must have been waited for as well, since some of its code runs until then
 * @returns whether it can be run there only while the code around it runs, and not by anybody who has kept it
 */
export function isRunThere(
  ts: TypeScript,
  value: ts.Node,
  isAwaited: boolean,
  around: Surroundings,
): boolean {
  const outer = ts.isExpression(value) ? wrapped(ts, value) : value;
  const { parent } = outer;
  if (ts.isNewExpression(parent)) return !isAwaited && isPromise(ts, parent);
  if (!ts.isCallExpression(parent)) return false;
  if (parent.expression === outer) return !isAwaited || isWaitedFor(ts, parent, around);
  const callee = unwrap(ts, parent.expression);
  if (isTimer(ts, callee)) return !isAwaited && settlesPromise(ts, value, parent, around);
  if (!ts.isPropertyAccessExpression(callee)) return false;
  const { text } = callee.name;
  if (chaining.test(text)) return isWaitedFor(ts, parent, around);
  if (!isWalk(text, callee.expression, around.facts)) return false;
  return !isAwaited || (text === "map" && isWaitedFor(ts, parent, around));
}

const chaining = /^(?:then|catch|finally)$/;
const walking =
  /^(?:map|flatMap|filter|forEach|some|every|find|findIndex|findLast|findLastIndex|reduce|reduceRight|sort)$/;

/** A list of the language's own calls it there and then, for each of its elements. */
function isWalk(method: string, list: ts.Expression, facts: Facts): boolean {
  if (facts.isArray(list) === true) return walking.test(method);
  return method === "forEach" && facts.closesQuietly?.(list) === true;
}

/** A promise, or a list of promises, that the code around waits for, whichever way it takes. */
function isWaitedFor(ts: TypeScript, given: ts.Expression, around: Surroundings): boolean {
  const outer = wrapped(ts, given);
  const { parent } = outer;
  if (ts.isAwaitExpression(parent)) return true;
  if (ts.isReturnStatement(parent)) return isGivenOn(ts, parent, around);
  if (ts.isArrowFunction(parent)) return parent.body === outer && around.isWaitedFor(parent);
  if (ts.isConditionalExpression(parent))
    return parent.condition !== outer && isWaitedFor(ts, parent, around);
  if (ts.isBinaryExpression(parent)) return isChoice(ts, parent) && isWaitedFor(ts, parent, around);
  if (ts.isArrayLiteralExpression(parent)) return isWaitedFor(ts, parent, around);
  if (ts.isCallExpression(parent))
    return gathersAll(ts, parent, around.facts) && isWaitedFor(ts, parent, around);
  if (!ts.isPropertyAccessExpression(parent) || parent.expression !== outer) return false;
  const call = parent.parent;
  const isChained =
    ts.isCallExpression(call) && call.expression === parent && chaining.test(parent.name.text);
  return isChained && isWaitedFor(ts, call, around);
}

function isGivenOn(ts: TypeScript, node: ts.Node, around: Surroundings): boolean {
  const fn = ts.findAncestor(node, (one) => ts.isFunctionLike(one));
  return fn !== undefined && around.isWaitedFor(fn);
}

/** `a ?? b`, `a || b`, `a && b` */
function isChoice(ts: TypeScript, { operatorToken }: ts.BinaryExpression): boolean {
  const { AmpersandAmpersandToken, BarBarToken, QuestionQuestionToken } = ts.SyntaxKind;
  return [AmpersandAmpersandToken, BarBarToken, QuestionQuestionToken].some(
    (kind) => kind === operatorToken.kind,
  );
}

/** `Promise.all([…])`; who goes on where one of them has failed has been told of an error. */
function gathersAll(ts: TypeScript, { expression }: ts.CallExpression, facts: Facts): boolean {
  const isOne = /^Promise\.all(?:Settled)?$/.test(expression.getText());
  return isOne && ts.isPropertyAccessExpression(expression) && facts.isArray(expression.expression) !== true;
}

function isPromise(ts: TypeScript, { expression }: ts.NewExpression): boolean {
  return ts.isIdentifier(expression) && expression.text === "Promise";
}

function isTimer(ts: TypeScript, callee: ts.Expression): boolean {
  return ts.isIdentifier(callee) && /^(?:setTimeout|setImmediate|queueMicrotask)$/.test(callee.text);
}

/** `await new Promise((resolve) => setTimeout(() => { …; resolve(); }))`: nothing else settles what is waited for. */
function settlesPromise(
  ts: TypeScript,
  callback: ts.Node,
  timer: ts.CallExpression,
  around: Surroundings,
): boolean {
  const executor = ts.findAncestor(timer, (one) => ts.isFunctionLike(one));
  if (!executor || (!ts.isArrowFunction(executor) && !ts.isFunctionExpression(executor))) return false;
  const promise = wrapped(ts, executor).parent;
  if (!ts.isNewExpression(promise) || !isPromise(ts, promise)) return false;
  const isSettledThere = executor.parameters.every(
    ({ name }) =>
      ts.isIdentifier(name) &&
      sameVariable(ts, name).every((use) => use === name || isWithin(use, callback)) &&
      !isHandedOn(ts, callback, name.text),
  );
  return isSettledThere && isWaitedFor(ts, promise, around);
}

/** To a function within, which may settle it without what stands behind. */
function isHandedOn(ts: TypeScript, callback: ts.Node, name: string): boolean {
  return some(ts, callback, (node) => ts.isIdentifier(node) && node.text === name && !isCalled(ts, node));
}

function isCalled(ts: TypeScript, use: ts.Node): boolean {
  return ts.isCallExpression(use.parent) && use.parent.expression === use;
}
