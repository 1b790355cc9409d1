import type ts from "typescript";
import { protocols, type IteratorKind } from "../kind";
import { memberKey } from "../syntax/keys";
import { hasModifier, lastStatement, unwrap, type FunctionWithBody } from "../syntax/nodes";
import type { TypeScript } from "../typescript";
import type { Method } from "./member";
import { onlyReturned } from "../syntax/returned";

/**
 * `[Symbol.iterator]() { return { next: () => this.next() }; }`: as good as `return this`, for whoever draws from it gets the object's
 * own results.
 *
 * @param members - of the object; whatever it has of the protocol is handed on, and nothing else
 * @returns the literal
 */
export function ownNextHandedOn(
  ts: TypeScript,
  { methods, kind }: { readonly methods: ReadonlyMap<string, Method>; readonly kind: IteratorKind },
): ts.ObjectLiteralExpression | undefined {
  const open = methods.get(protocols[kind].openKey);
  const returned = open && lastReturned(ts, open.fn);
  const literal = returned && unwrap(ts, returned);
  if (!literal || !ts.isObjectLiteralExpression(literal)) return undefined;
  const keys = literal.properties
    .filter((property) => !opensItself(ts, property, kind))
    .map((property) => keyHandedOn(ts, property, kind));
  const isAll = ["next", "return", "throw"].every((key) => methods.has(key) === keys.includes(key));
  return isAll && keys.includes("next") && !keys.includes(undefined) ? literal : undefined;
}

function lastReturned(ts: TypeScript, { body }: FunctionWithBody): ts.Expression | undefined {
  if (!ts.isBlock(body)) return body;
  const last = lastStatement(ts, body);
  return last && ts.isReturnStatement(last) ? last.expression : undefined;
}

/** `[Symbol.iterator]() { return this; }` */
function opensItself(ts: TypeScript, member: ts.ObjectLiteralElementLike, kind: IteratorKind): boolean {
  if (!ts.isMethodDeclaration(member) || memberKey(ts, member.name) !== protocols[kind].openKey) return false;
  if (member.asteriskToken || hasModifier(ts, member, ts.SyntaxKind.AsyncKeyword)) return false;
  const [only, ...more] = member.body?.statements ?? [];
  const given = only && more.length === 0 && ts.isReturnStatement(only) ? only.expression : undefined;
  return given !== undefined && unwrap(ts, given).kind === ts.SyntaxKind.ThisKeyword;
}

/** `next: () => this.next()`, `next: this.next.bind(this)` */
function keyHandedOn(
  ts: TypeScript,
  member: ts.ObjectLiteralElementLike,
  kind: IteratorKind,
): string | undefined {
  if (!ts.isPropertyAssignment(member)) return undefined;
  const key = memberKey(ts, member.name);
  const value = unwrap(ts, member.initializer);
  const isOwn = ts.isArrowFunction(value)
    ? callsOwn(ts, value, key, kind)
    : ts.isCallExpression(value) && bindsOwn(ts, value, key);
  return isOwn ? key : undefined;
}

/** @returns whether the function gives what a method of its object gives, called with what it is given itself, if it is given anything */
export function callsOwn(
  ts: TypeScript,
  fn: FunctionWithBody,
  key: string | undefined,
  kind: IteratorKind,
): boolean {
  if (kind === "sync" && hasModifier(ts, fn, ts.SyntaxKind.AsyncKeyword)) return false;
  const given = onlyReturned(ts, fn);
  const call = given && ts.isAwaitExpression(given) ? unwrap(ts, given.expression) : given;
  if (!call || !ts.isCallExpression(call) || call.questionDotToken || !isOwn(ts, call.expression, key))
    return false;
  const parameters = fn.parameters.map((one) => (one.initializer ? "" : one.name.getText()));
  return (
    call.arguments.length === parameters.length &&
    call.arguments.every((argument, index) => {
      const name = ts.isSpreadElement(argument) ? argument.expression : argument;
      const isRest = fn.parameters[index]?.dotDotDotToken !== undefined;
      return name.getText() === parameters[index] && ts.isSpreadElement(argument) === isRest;
    })
  );
}

/** `this.next.bind(this)` */
function bindsOwn(ts: TypeScript, call: ts.CallExpression, key: string | undefined): boolean {
  const { expression: callee, arguments: given } = call;
  const [self, ...more] = given;
  return (
    ts.isPropertyAccessExpression(callee) &&
    callee.name.text === "bind" &&
    self?.kind === ts.SyntaxKind.ThisKeyword &&
    more.length === 0 &&
    isOwn(ts, callee.expression, key)
  );
}

/** `this.next` */
function isOwn(ts: TypeScript, expression: ts.Expression, key: string | undefined): boolean {
  const callee = unwrap(ts, expression);
  return (
    ts.isPropertyAccessExpression(callee) &&
    !callee.questionDotToken &&
    callee.name.text === key &&
    callee.expression.kind === ts.SyntaxKind.ThisKeyword
  );
}
