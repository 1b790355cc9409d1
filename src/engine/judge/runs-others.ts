import type ts from "typescript";
import { settersOf } from "./accessors-in-sight";
import { isOfPlatform } from "./of-platform";
import type { Facts } from "../facts";
import { isPure } from "../lower/effects";
import { someOwn, unwrap } from "../syntax/nodes";
import { isNothing } from "../syntax/plain-value";
import { propertyRead, propertySet } from "../syntax/property-reads";
import { isTextMethod } from "../syntax/text-methods";
import type { TypeScript } from "../typescript";

/**
 * @param body - of a function
 * @param seen - the bodies of getters and setters that are looked into already
 * @returns whether it runs code that it does not hold itself: it calls, makes or awaits something, draws from what is no array, asks an
 *   object for its text or number, or reads or sets what a getter or setter works out by such means
 */
export function runsOthers(
  ts: TypeScript,
  body: ts.Node,
  facts: Facts,
  seen: readonly ts.Node[] = [],
): boolean {
  return someOwn(
    ts,
    body,
    (node) => callsOthers(ts, node, facts) || runsOthersUncalled(ts, node, facts, seen),
  );
}

/** @returns whether this very node runs code of others without a call */
export function runsOthersUncalled(
  ts: TypeScript,
  node: ts.Node,
  facts: Facts,
  seen: readonly ts.Node[] = [],
): boolean {
  return (
    drawsFromOthers(ts, node, facts) ||
    convertsObject(ts, node, facts) ||
    copiesFromGetters(ts, node, facts) ||
    readsGetter(ts, node, facts, seen) ||
    runsSetter(ts, node, facts, seen)
  );
}

function callsOthers(ts: TypeScript, node: ts.Node, facts: Facts): boolean {
  return (
    (ts.isCallExpression(node) &&
      !isTextMethod(ts, node, facts) &&
      !/^Promise\.resolve$/.test(node.expression.getText())) ||
    (ts.isNewExpression(node) && !isPause(ts, node, facts)) ||
    (ts.isAwaitExpression(node) && !isPause(ts, unwrap(ts, node.expression), facts)) ||
    ts.isThrowStatement(node) ||
    ts.isTaggedTemplateExpression(node)
  );
}

/** `new Promise((resolve) => setTimeout(resolve, 100))`: it comes to an end by itself, and does not fail. */
function isPause(ts: TypeScript, node: ts.Node, facts: Facts): boolean {
  if (!ts.isNewExpression(node) || !isOfPlatform(node.expression, facts)) return false;
  const [executor, ...more] = node.arguments ?? [];
  if (
    !executor ||
    more.length > 0 ||
    node.expression.getText() !== "Promise" ||
    !ts.isArrowFunction(executor)
  )
    return false;
  const call = onlyCall(ts, executor.body);
  const [resolve, ...delay] = call?.arguments ?? [];
  const [parameter, ...others] = executor.parameters;
  if (!call || !resolve || !parameter || others.length > 0) return false;
  const isTimer = /^(?:setTimeout|setImmediate)$/.test(call.expression.getText());
  return (
    isTimer &&
    isOfPlatform(call.expression, facts) &&
    ts.isIdentifier(resolve) &&
    resolve.text === parameter.name.getText() &&
    delay.every((one) => facts.isNumber?.(one) === true && isPure(ts, one))
  );
}

function onlyCall(ts: TypeScript, body: ts.ConciseBody): ts.CallExpression | undefined {
  if (!ts.isBlock(body)) return ts.isCallExpression(body) ? body : undefined;
  const [only, ...more] = body.statements;
  const isCall = only && ts.isExpressionStatement(only) && ts.isCallExpression(only.expression);
  return isCall && more.length === 0 ? only.expression : undefined;
}

/** `for (const row of rows)`, `[...rows]`, `const [key, value] = row`: of an array, nobody else's code runs. */
function drawsFromOthers(ts: TypeScript, node: ts.Node, facts: Facts): boolean {
  const drawn = drawnIn(ts, node);
  return drawn !== undefined && facts.isArray(drawn) !== true && !ts.isArrayLiteralExpression(drawn);
}

/** @returns what a loop, a spread or a list of names draws from */
export function drawnIn(ts: TypeScript, node: ts.Node): ts.Expression | undefined {
  if (ts.isForOfStatement(node)) return node.expression;
  if (ts.isSpreadElement(node)) return node.expression;
  if (ts.isVariableDeclaration(node) && ts.isArrayBindingPattern(node.name)) return node.initializer;
  const isAssigned =
    ts.isBinaryExpression(node) &&
    node.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
    ts.isArrayLiteralExpression(node.left);
  return isAssigned ? node.right : undefined;
}

/** `${row}`, `first < second`, `-amount` of objects: their `toString()` or `valueOf()` is called. */
function convertsObject(ts: TypeScript, node: ts.Node, facts: Facts): boolean {
  if (ts.isTemplateSpan(node)) return facts.isPrimitive(node.expression) !== true;
  return convertsKnownObject(ts, node, facts);
}

/** @returns whether it does that to what is an object by its type */
export function convertsKnownObject(ts: TypeScript, node: ts.Node, facts: Facts): boolean {
  return operandsConverted(ts, node).some((operand) => facts.mayBeObject?.(unwrap(ts, operand)) === true);
}

/** @returns what an operator, or a template, makes a number or a text of */
export function operandsConverted(ts: TypeScript, node: ts.Node): readonly ts.Expression[] {
  if (ts.isTemplateSpan(node)) return [node.expression];
  if (ts.isPostfixUnaryExpression(node)) return [node.operand];
  if (ts.isPrefixUnaryExpression(node))
    return node.operator === ts.SyntaxKind.ExclamationToken ? [] : [node.operand];
  if (!ts.isBinaryExpression(node)) return [];
  const { left, right } = node;
  const operator = node.operatorToken.getText();
  if (operator === "in") return [left];
  if (asTheyAre.has(operator)) return [];
  const isForNothing = /^[!=]=$/.test(operator) && [left, right].some((side) => isNothing(ts, side));
  return isForNothing ? [] : [left, right];
}

/** Comparisons for identity, logic and plain assignments take their operands as they are. */
const asTheyAre = new Set(["=", "&&=", "||=", "??=", "&&", "||", "??", "===", "!==", ",", "instanceof"]);

/** `{ ...row }` of what has getters, whatever those do */
export function copiesFromGetters(ts: TypeScript, node: ts.Node, facts: Facts): boolean {
  return ts.isSpreadAssignment(node) && facts.hasGetters?.(node.expression) === true;
}

/** A getter whose code is in sight, and does more than read and count. */
function readsGetter(ts: TypeScript, node: ts.Node, facts: Facts, seen: readonly ts.Node[]): boolean {
  const body = getterRead(ts, node, facts)?.body;
  return body !== undefined && !seen.includes(body) && runsOthers(ts, body, facts, [...seen, body]);
}

/** @returns the getter in sight that is run to read what the node reads */
export function getterRead(
  ts: TypeScript,
  node: ts.Node,
  facts: Facts,
): ts.GetAccessorDeclaration | undefined {
  const name = propertyRead(ts, node);
  return name && facts.getterOf?.(name);
}

/** A setter whose code is in sight, and does more than keep what it is given. */
function runsSetter(ts: TypeScript, node: ts.Node, facts: Facts, seen: readonly ts.Node[]): boolean {
  const set = propertySet(ts, node);
  if (!set) return false;
  return settersOf(ts, set, facts).some(
    ({ body }) => body !== undefined && !seen.includes(body) && runsOthers(ts, body, facts, [...seen, body]),
  );
}
