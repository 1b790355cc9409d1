import type ts from "typescript";
import { promiseExecutor, type Executor } from "../describe/exits";
import { holdsAwaited } from "../syntax/holds-awaited";
import { declaredInScope } from "../syntax/in-scope";
import { memberKey } from "../syntax/keys";
import { neverThenable } from "../syntax/never-thenable";
import { functionAround, some, unwrap, wrapped } from "../syntax/nodes";
import { hasOtherMeaning } from "../syntax/own-meaning";
import { isDeclaredName, usesOfVariable } from "../syntax/variable-name";
import type { TypeScript } from "../typescript";

/**
 * Does syntax alone say that what an iterator result, or a promise of one, holds as `value` is no thenable? Of
 * `new Promise((resolve) => setTimeout(() => resolve({ value: i++, done: false })))`, of a variable that nothing else is done with than
 * to put such values into it, and of the result as it is written.
 *
 * @returns `true` when it is sure; `false` means "not known"
 */
export function givesPlainValue(ts: TypeScript, result: ts.Expression): boolean {
  const outer = unwrap(ts, result);
  const given = ts.isAwaitExpression(outer) ? unwrap(ts, outer.expression) : outer;
  if (ts.isObjectLiteralExpression(given)) return isPlainResult(ts, given);
  if (ts.isIdentifier(given)) return holdsPlainResult(ts, given);
  const executor = promiseExecutor(ts, given);
  return executor !== undefined && isSettledPlainly(ts, executor);
}

function isPlain(ts: TypeScript, value: ts.Expression): boolean {
  return neverThenable(ts, value) || holdsAwaited(ts, value);
}

/** A `then` of its own would be asked for the result. */
function isPlainResult(ts: TypeScript, { properties }: ts.ObjectLiteralExpression): boolean {
  return properties.every((property) => {
    const key = property.name && memberKey(ts, property.name);
    if (key === "done") return true;
    if (key !== "value") return false;
    if (ts.isShorthandPropertyAssignment(property)) return isPlain(ts, property.name);
    return ts.isPropertyAssignment(property) && isPlain(ts, property.initializer);
  });
}

/** `const result = { value: undefined, done: false }; result.value = "…"; return result;` */
function holdsPlainResult(ts: TypeScript, name: ts.Identifier): boolean {
  const around = functionAround(ts, name);
  const declaration = declaredInScope(ts, name, name.text, (statement) =>
    ts.isVariableStatement(statement)
      ? statement.declarationList.declarations.find((one) => one.name.getText() === name.text)
      : undefined,
  );
  const made = declaration?.initializer && unwrap(ts, declaration.initializer);
  if (!around || !declaration || functionAround(ts, declaration) !== around) return false;
  if (!made || !ts.isObjectLiteralExpression(made) || !isPlainResult(ts, made)) return false;
  return usesOfVariable(ts, around, name.text).every(
    (use) => use === name || use === declaration.name || keepsPlain(ts, use),
  );
}

/** It is returned, one of its two properties is read, or something is put into one that is no thenable. */
function keepsPlain(ts: TypeScript, use: ts.Identifier): boolean {
  if (isDeclaredName(ts, use)) return false;
  const outer = wrapped(ts, use);
  const { parent } = outer;
  if (ts.isReturnStatement(parent)) return true;
  if (!ts.isPropertyAccessExpression(parent) || parent.expression !== outer) return false;
  const { text } = parent.name;
  if (text === "done") return isReadOrAssigned(ts, parent, () => true);
  return text === "value" && isReadOrAssigned(ts, parent, (value) => isPlain(ts, value));
}

function isReadOrAssigned(
  ts: TypeScript,
  access: ts.PropertyAccessExpression,
  may: (value: ts.Expression) => boolean,
): boolean {
  const outer = wrapped(ts, access);
  const { parent } = outer;
  if (ts.isBinaryExpression(parent) && parent.left === outer) {
    const isSet = parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;
    return isSet ? may(parent.right) : neverThenable(ts, parent);
  }
  if (ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent)) return true;
  return (
    ts.isIfStatement(parent) ||
    ts.isConditionalExpression(parent) ||
    (ts.isBinaryExpression(parent) && neverThenable(ts, parent))
  );
}

/** Everything that the promise may be settled with is seen, and plain. */
function isSettledPlainly(ts: TypeScript, { fn, resolve }: Executor): boolean {
  if (!resolve || some(ts, fn, (node) => ts.isIdentifier(node) && node.text === "arguments")) return false;
  return usesOfVariable(ts, fn, resolve.text).every((use) => {
    if (use === resolve) return true;
    const call = use.parent;
    if (!ts.isCallExpression(call)) return false;
    if (call.expression === use) return isPlainOrNone(ts, call.arguments[0]);
    return isLaterCall(ts, call, use) && isPlainOrNone(ts, call.arguments[2]);
  });
}

function isPlainOrNone(ts: TypeScript, result: ts.Expression | undefined): boolean {
  return result === undefined || (!ts.isSpreadElement(result) && givesPlainValue(ts, result));
}

/** `setTimeout(resolve, 100, result)` */
function isLaterCall(
  ts: TypeScript,
  { expression, arguments: given }: ts.CallExpression,
  use: ts.Node,
): boolean {
  return (
    ts.isIdentifier(expression) &&
    expression.text === "setTimeout" &&
    !hasOtherMeaning(expression) &&
    given[0] === use &&
    !given.some((one) => ts.isSpreadElement(one))
  );
}
