import type ts from "typescript";
import { isOfPlatform } from "./of-platform";
import { calledFunction } from "../consume/functions";
import type { Facts } from "../facts";
import { isFunctionBoundary, someOwn, unwrap, type FunctionWithBody } from "../syntax/nodes";
import type { TypeScript } from "../typescript";
import { runsOthersUncalled } from "./runs-others";

/** Methods of arrays that run no code but their own, whatever the elements are. */
const ofArrays =
  /^(?:push|pop|shift|unshift|splice|slice|at|fill|reverse|indexOf|lastIndexOf|includes|keys|values|entries)$/;

/** What the language makes without running code of others. */
const madeQuietly = /^(?:(?:Type|Range|Syntax|Reference)?Error|Map|Set|WeakMap|WeakSet|Array)$/;

/** Calls go this deep through functions in sight. */
const deepest = 3;

/**
 * Can what the function calls come back to who calls it? Not where it only works with arrays and numbers, and calls functions in sight
 * that do no more.
 *
 * @returns `false` only when all that it calls is in sight
 */
export function mayComeBack(ts: TypeScript, fn: FunctionWithBody, facts: Facts, depth = 0): boolean {
  return someOwn(ts, fn.body, (node) => {
    if (ts.isTaggedTemplateExpression(node) || ts.isAwaitExpression(node)) return true;
    if (runsOthersUncalled(ts, node, facts)) return true;
    if (ts.isNewExpression(node))
      return !madeQuietly.test(node.expression.getText()) || !isPlainly(ts, node.arguments, facts);
    return ts.isCallExpression(node) && !staysAway(ts, node, facts, depth);
  });
}

function staysAway(ts: TypeScript, call: ts.CallExpression, facts: Facts, depth: number): boolean {
  const hasFunction = call.arguments.some(
    (given) => ts.isSpreadElement(given) || isFunctionBoundary(ts, unwrap(ts, given)),
  );
  if (hasFunction) return false;
  const callee = unwrap(ts, call.expression);
  if (ts.isPropertyAccessExpression(callee))
    return isMath(callee, facts)
      ? isPlainly(ts, call.arguments, facts)
      : ofArrays.test(callee.name.text) && facts.isArray(callee.expression) === true;
  const declaration = ts.isIdentifier(callee) ? facts.declarationOf(callee) : undefined;
  const called = declaration && calledFunction(ts, declaration);
  return (
    called !== undefined &&
    depth < deepest &&
    isStraight(ts, called) &&
    !mayComeBack(ts, called, facts, depth + 1)
  );
}

/** Its parameters are names and nothing else: a default value or a pattern runs code as well. */
function isStraight(ts: TypeScript, { parameters }: FunctionWithBody): boolean {
  return parameters.every(({ name, initializer }) => ts.isIdentifier(name) && !initializer);
}

/** `Math.floor(n)`, of the language itself. */
function isMath({ expression }: ts.PropertyAccessExpression, facts: Facts): boolean {
  return expression.getText() === "Math" && isOfPlatform(expression, facts);
}

/** `new Map(rows)` draws from the rows, and `Math.max(row)` may ask the row; a text or a number does nothing. */
function isPlainly(ts: TypeScript, given: readonly ts.Expression[] | undefined, facts: Facts): boolean {
  return (given ?? []).every((one) => ts.isStringLiteralLike(one) || facts.isPrimitive(one) === true);
}
