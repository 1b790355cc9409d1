import type ts from "typescript";
import type { Facts } from "../facts";
import { isInPlatformTypes } from "../judge/of-platform";
import { isConst, unwrap, walkOwn } from "../syntax/nodes";
import { usesOfVariable } from "../syntax/variable-name";
import type { TypeScript } from "../typescript";

/** A function that is what it says for good: one of the file's own, or a private method. */
export type OwnFunction = ts.FunctionDeclaration | ts.MethodDeclaration;

/**
 * @param ownFunction - the function that a call is sure to call
 * @returns whether a call gives what was just made out of text, or the promise of that, so that nobody else holds any part of it:
 *   `JSON.parse(text)`, `response.json()`, and what a function of one's own makes of these alone
 */
export function givesParsed(
  ts: TypeScript,
  node: ts.Expression,
  facts: Facts,
  ownFunction: (call: ts.CallExpression) => OwnFunction | undefined,
  depth = 2,
): boolean {
  const inner = unwrap(ts, node);
  const call = ts.isAwaitExpression(inner) ? unwrap(ts, inner.expression) : inner;
  if (!ts.isCallExpression(call) || call.questionDotToken) return false;
  const { expression: callee } = call;
  if (ts.isPropertyAccessExpression(callee) && isParser(ts, callee, call, facts)) return true;
  const fn = depth > 0 ? ownFunction(call) : undefined;
  if (!fn?.body || fn.asteriskToken) return false;
  const returned: (ts.Expression | undefined)[] = [];
  walkOwn(ts, fn.body, (one) => {
    if (ts.isReturnStatement(one)) returned.push(one.expression);
  });
  const isParsed = (value: ts.Expression): boolean => givesParsed(ts, value, facts, ownFunction, depth - 1);
  const { body } = fn;
  return (
    returned.length > 0 && returned.every((one) => one && isOnlyHandedOut(ts, one, body, facts, isParsed))
  );
}

/** `return response.json();`, or `const data = await response.json(); return data;` */
function isOnlyHandedOut(
  ts: TypeScript,
  value: ts.Expression,
  body: ts.Block,
  facts: Facts,
  isParsed: (value: ts.Expression) => boolean,
): boolean {
  const node = unwrap(ts, value);
  if (!ts.isIdentifier(node)) return isParsed(node);
  const declaration = facts.declarationOf(node);
  if (!declaration || !ts.isVariableDeclaration(declaration) || !isConst(ts, declaration)) return false;
  const isOnly = usesOfVariable(ts, body, node.text).every((use) => use === node || use === declaration.name);
  return isOnly && declaration.initializer !== undefined && isParsed(declaration.initializer);
}

/**
 * The platform's `JSON.parse()` without a function that puts in something else, and its `json()` of responses, where nothing in the
 * project stands in for one.
 */
function isParser(
  ts: TypeScript,
  { expression, name }: ts.PropertyAccessExpression,
  call: ts.CallExpression,
  facts: Facts,
): boolean {
  const isParse =
    name.text === "parse" &&
    ts.isIdentifier(expression) &&
    expression.text === "JSON" &&
    call.arguments.length === 1;
  const isJson = name.text === "json" && call.arguments.length === 0;
  if (!isParse && !isJson) return false;
  // A test may give the same list again and again where the platform would read a new one.
  if (isJson && facts.declaresMember?.("json") !== false) return false;
  const declarations = facts.declarationsOf?.(name) ?? [];
  return declarations.length > 0 && declarations.every(isOfPlatform);
}

/** Node.js takes its `Response` from a package of its own. */
function isOfPlatform(declaration: ts.Declaration): boolean {
  return isInPlatformTypes(declaration) || declaration.getSourceFile().fileName.includes("/undici-types/");
}
