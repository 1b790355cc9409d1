import type ts from "typescript";
import { accessKind, unwrap, walk, wrapped, type FunctionWithBody } from "../syntax/nodes";
import { usesOfVariable } from "../syntax/variable-name";
import type { TypeScript } from "../typescript";

/**
 * Reads a function that gets an object as its first argument: which of its members can it change?
 *
 * @returns the arguments that say their names; `undefined` where the function may change any member
 */
export function membersChanged(
  ts: TypeScript,
  fn: FunctionWithBody,
  call: ts.CallExpression,
): readonly ts.Expression[] | undefined {
  const [object] = fn.parameters;
  if (!object || !ts.isIdentifier(object.name) || object.dotDotDotToken) return undefined;
  const { text } = object.name;
  const found = new Set<ts.Expression>();
  for (const use of usesOfVariable(ts, fn.body, text)) {
    const key = keyChanged(ts, use);
    const isGivenBack = ts.isReturnStatement(use.parent) && ts.isExpressionStatement(call.parent);
    if (key === "none" || isGivenBack) continue;
    const from = key && argumentsIn(ts, fn, key);
    if (!from) return undefined;
    for (const index of from) for (const argument of argumentsAt(call.arguments, index)) found.add(argument);
  }
  return [...found];
}

/** Which arguments: the one at this place, or those from there on. */
interface Place {
  readonly index: number;
  readonly isRest: boolean;
}

function argumentsAt(given: readonly ts.Expression[], { index, isRest }: Place): readonly ts.Expression[] {
  return given.slice(Math.max(index, 1), isRest ? undefined : index + 1);
}

/** The key of `object[key]` and of `Object.defineProperty(object, key, …)`; "none" for `object.name`, which is read. */
function keyChanged(ts: TypeScript, use: ts.Identifier): ts.Expression | "none" | undefined {
  const object = wrapped(ts, use);
  const { parent } = object;
  if (ts.isElementAccessExpression(parent) && parent.expression === object) return parent.argumentExpression;
  if (ts.isPropertyAccessExpression(parent) && parent.expression === object) {
    const isCalled = ts.isCallExpression(parent.parent) && parent.parent.expression === parent;
    return accessKind(ts, parent) === "read" && !isCalled ? "none" : undefined;
  }
  if (!ts.isCallExpression(parent) || parent.arguments[0] !== object) return undefined;
  const isByKey = /^(?:Object|Reflect)\.(?:defineProperty|getOwnPropertyDescriptor|get|set|has|hasOwn)$/;
  return isByKey.test(parent.expression.getText()) ? parent.arguments[1] : undefined;
}

/** Where the value of an expression comes from: `name`, `names[i]`, `arguments[i]`. */
function argumentsIn(
  ts: TypeScript,
  fn: FunctionWithBody,
  expression: ts.Expression,
): readonly Place[] | undefined {
  const value = unwrap(ts, expression);
  if (ts.isIdentifier(value)) return argumentsNamed(ts, fn, value);
  if (ts.isElementAccessExpression(value)) return argumentsIn(ts, fn, value.expression);
  if (!ts.isCallExpression(value) || !ts.isPropertyAccessExpression(value.expression)) return undefined;
  const { expression: receiver, name } = value.expression;
  if (name.text === "slice") return argumentsIn(ts, fn, receiver);
  const [first] = value.arguments;
  const isCopy = /^(?:Array\.from|Array\.prototype\.slice\.call|\[\]\.slice\.call)$/;
  return first && isCopy.test(value.expression.getText()) ? argumentsIn(ts, fn, first) : undefined;
}

function argumentsNamed(
  ts: TypeScript,
  fn: FunctionWithBody,
  name: ts.Identifier,
): readonly Place[] | undefined {
  if (name.text === "arguments") return [{ index: 1, isRest: true }];
  const declared = declarationsOf(ts, fn, name.text);
  const [declaration, ...more] = declared;
  if (!declaration || more.length > 0 || isWritten(ts, fn, name.text)) return undefined;
  if (ts.isParameter(declaration)) {
    const index = fn.parameters.indexOf(declaration);
    if (index >= 0) return [{ index, isRest: declaration.dotDotDotToken !== undefined }];
    const list = listGoneThrough(ts, declaration);
    return list && argumentsIn(ts, fn, list);
  }
  const loop = declaration.parent.parent;
  const value = ts.isForOfStatement(loop) ? loop.expression : declaration.initializer;
  return value && argumentsIn(ts, fn, value);
}

type Declaration = ts.VariableDeclaration | ts.ParameterDeclaration;

function declarationsOf(ts: TypeScript, fn: FunctionWithBody, name: string): readonly Declaration[] {
  const found: Declaration[] = [];
  walk(ts, fn, (node) => {
    const isOne = ts.isVariableDeclaration(node) || ts.isParameter(node);
    if (isOne && ts.isIdentifier(node.name) && node.name.text === name) found.push(node);
  });
  return found;
}

/** What the name stands for may be another value later. */
function isWritten(ts: TypeScript, fn: FunctionWithBody, name: string): boolean {
  return usesOfVariable(ts, fn.body, name).some((use) => accessKind(ts, use) !== "read");
}

/** `names.forEach((name) => …)` */
function listGoneThrough(ts: TypeScript, parameter: ts.ParameterDeclaration): ts.Expression | undefined {
  const callback = parameter.parent;
  const call = callback.parent;
  if (!ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression)) return undefined;
  const isFirst = call.arguments[0] === callback && callback.parameters[0] === parameter;
  return isFirst && call.expression.name.text === "forEach" ? call.expression.expression : undefined;
}
