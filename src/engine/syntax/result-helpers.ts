import type ts from "typescript";
import { memberKey } from "./keys";
import { hasModifier, isUndefined, unwrap, type FunctionWithBody } from "./nodes";
import { onlyReturned } from "./returned";
import type { TypeScript } from "../typescript";

/** A function that does nothing but make a result of its arguments: `const item = (value) => ({ value, done: false });` */
export interface ResultHelper {
  readonly parameters: readonly string[];
  readonly isAsync: boolean;
  /** The properties of the result in the order of the text. */
  readonly parts: readonly ResultPart[];
  /** It takes a value whose type would be another one without the helper. */
  readonly losesType?: boolean;
}

/** `done: true`, or the parameter that stands there. */
export interface ResultPart {
  readonly key: "value" | "done";
  readonly text: string;
  /** The index of the parameter; `undefined` for a literal. */
  readonly parameter: number | undefined;
}

/** @returns the helper that this function is; `undefined` where it does anything else */
export function resultHelper(ts: TypeScript, fn: FunctionWithBody): ResultHelper | undefined {
  const parameters = plainParameters(ts, fn);
  const returned = onlyReturned(ts, fn);
  const literal = returned && givenTo(ts, "Promise.resolve", returned);
  if (!parameters || !literal || !ts.isObjectLiteralExpression(literal)) return undefined;
  const parts = resultParts(ts, literal, parameters);
  if (!parts) return undefined;
  const losesType = isTypeLost(ts, fn, parts);
  const isAsync = hasModifier(ts, fn, ts.SyntaxKind.AsyncKeyword);
  return { parameters, isAsync, parts, ...(losesType && { losesType }) };
}

/** @returns whether a call of the helper is what it makes of its arguments, by its type as well */
export function keepsType(
  ts: TypeScript,
  { losesType, parts }: ResultHelper,
  given: readonly ts.Expression[],
): boolean {
  if (losesType !== true) return true;
  const argument = (key: ResultPart["key"]): ts.Expression | undefined => {
    const parameter = parts.find((part) => part.key === key)?.parameter;
    return parameter === undefined ? undefined : given[parameter];
  };
  const value = argument("value");
  const isEmpty = value === undefined || isUndefined(ts, value);
  return isEmpty && (isEnd(parts) || argument("done")?.kind === ts.SyntaxKind.TrueKeyword);
}

function isEnd(parts: readonly ResultPart[]): boolean {
  return parts.some(({ key, text }) => key === "done" && text === "true");
}

/** @returns the result that an expression always is: `{ done: true, value: undefined }`; nothing of it depends on anything */
export function constantResult(ts: TypeScript, expression: ts.Expression): ResultHelper | undefined {
  const literal = givenTo(ts, "Object.freeze", expression);
  if (!ts.isObjectLiteralExpression(literal)) return undefined;
  const parts = resultParts(ts, literal, []);
  return parts && isEnd(parts) ? { parameters: [], isAsync: false, parts } : undefined;
}

/** @returns the text of the result literal that the helper makes of these arguments */
export function resultText({ parts }: ResultHelper, argumentTexts: readonly string[]): string {
  const properties = parts.map(({ key, text, parameter }) => {
    const value = parameter === undefined ? text : (argumentTexts[parameter] ?? "undefined");
    return value === key ? key : `${key}: ${value}`;
  });
  return `{ ${properties.join(", ")} }`;
}

function plainParameters(ts: TypeScript, fn: FunctionWithBody): string[] | undefined {
  const names: string[] = [];
  for (const { name, initializer, dotDotDotToken } of fn.parameters) {
    if (!ts.isIdentifier(name) || initializer || dotDotDotToken || name.text === "this") return undefined;
    names.push(name.text);
  }
  return names;
}

/** @returns what `Promise.resolve(result)` or `Object.freeze(result)` is given; without such a call, the expression itself */
function givenTo(ts: TypeScript, callee: string, expression: ts.Expression): ts.Expression {
  const call = unwrap(ts, expression);
  const [argument, ...others] = ts.isCallExpression(call) ? call.arguments : [];
  const isCalled = ts.isCallExpression(call) && call.expression.getText() === callee && others.length === 0;
  return isCalled && argument ? unwrap(ts, argument) : call;
}

function resultParts(
  ts: TypeScript,
  literal: ts.ObjectLiteralExpression,
  parameters: readonly string[],
): ResultPart[] | undefined {
  const parts: ResultPart[] = [];
  for (const property of literal.properties) {
    const key = property.name && memberKey(ts, property.name);
    if (key !== "value" && key !== "done") return undefined;
    const expression = ts.isPropertyAssignment(property)
      ? unwrap(ts, property.initializer)
      : ts.isShorthandPropertyAssignment(property)
        ? property.name
        : undefined;
    const part = expression && partOf(ts, key, expression, parameters);
    const isTwice = parts.some((other) => other.key === key || isSameParameter(other, part));
    if (!part || isTwice) return undefined;
    parts.push(part);
  }
  return parts.length > 0 ? parts : undefined;
}

function isSameParameter(one: ResultPart, other: ResultPart | undefined): boolean {
  return one.parameter !== undefined && one.parameter === other?.parameter;
}

function partOf(
  ts: TypeScript,
  key: ResultPart["key"],
  expression: ts.Expression,
  parameters: readonly string[],
): ResultPart | undefined {
  if (isUndefined(ts, expression)) return { key, text: "undefined", parameter: undefined };
  const isBoolean =
    expression.kind === ts.SyntaxKind.TrueKeyword || expression.kind === ts.SyntaxKind.FalseKeyword;
  if (isBoolean && key === "done") return { key, text: expression.getText(), parameter: undefined };
  const parameter = ts.isIdentifier(expression) ? parameters.indexOf(expression.text) : -1;
  return parameter < 0 ? undefined : { key, text: expression.getText(), parameter };
}

/**
 * A value whose parameter is of type `any` or `unknown`, or that the helper says is something else: without the helper, the compiler
 * may object to it.
 */
function isTypeLost(ts: TypeScript, fn: FunctionWithBody, parts: readonly ResultPart[]): boolean {
  const value = parts.find(({ key }) => key === "value");
  const type = value?.parameter === undefined ? undefined : fn.parameters[value.parameter]?.type;
  if (!type) return false;
  if (type.kind === ts.SyntaxKind.AnyKeyword || type.kind === ts.SyntaxKind.UnknownKeyword) return true;
  const asserted = assertedElement(ts, fn);
  return asserted !== undefined && asserted !== type.getText();
}

/** `Row` in `({ value, done: false }) as IteratorResult<Row>`; an empty text where another type is asserted */
function assertedElement(ts: TypeScript, fn: FunctionWithBody): string | undefined {
  let expression = onlyReturned(ts, fn);
  while (expression && ts.isParenthesizedExpression(expression)) expression = expression.expression;
  if (!expression || !(ts.isAsExpression(expression) || ts.isTypeAssertionExpression(expression))) {
    return undefined;
  }
  if (ts.isConstTypeReference(expression.type)) return undefined;
  const [element] = ts.isTypeReferenceNode(expression.type) ? (expression.type.typeArguments ?? []) : [];
  return element?.getText() ?? "";
}
