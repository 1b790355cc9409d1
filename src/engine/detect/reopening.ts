import type ts from "typescript";
import { accessKind, functionAround, unwrap } from "../syntax/nodes";
import { usesOfVariable } from "../syntax/variable-name";
import { onlyReturned, returnedBy } from "../syntax/returned";
import type { TypeScript } from "../typescript";
import { iteratorMadeBy } from "./made";
import type { Members, Method } from "./members";
import type { Factory } from "./site";

/**
 * `values() { …; return { next: …, [Symbol.iterator]: () => this.values() }; }`
 *
 * @param open - the method of the literal that the function returns
 * @returns the call of that same function, with what it was given itself
 */
export function callOfMaker(ts: TypeScript, { fn }: Factory, open: Method): ts.CallExpression | undefined {
  const call = onlyReturned(ts, open.fn);
  if (!call || !ts.isCallExpression(call)) return undefined;
  const { expression: callee } = call;
  const isSame = ts.isIdentifier(callee)
    ? ts.isFunctionDeclaration(fn) && fn.name?.text === callee.text
    : isOwnMethod(ts, callee, fn, open);
  return isSame && areOwnParameters(ts, call, fn) ? call : undefined;
}

/**
 * `[Symbol.iterator]() { return new Rows(this.table, this.filter); }` of the class `Rows` itself, or `return this.clone();`, which does
 * that
 *
 * @param open - the class's method
 */
export function ownInstanceOf(ts: TypeScript, members: Members, open: Method): ts.NewExpression | undefined {
  const returned = returnedBy(ts, open.fn);
  const given = returned && unwrap(ts, returned);
  const made = given && ts.isCallExpression(given) ? copyBy(ts, members, given) : given;
  if (!made || !ts.isNewExpression(made) || !ts.isClassLike(members.owner)) return undefined;
  return iteratorMadeBy(ts, made, members.kind)?.owner === members.owner ? made : undefined;
}

/** What `this.clone()` returns. */
function copyBy(
  ts: TypeScript,
  { methods }: Members,
  { expression: callee, arguments: given }: ts.CallExpression,
): ts.Expression | undefined {
  if (given.length > 0 || !ts.isPropertyAccessExpression(callee)) return undefined;
  if (callee.expression.kind !== ts.SyntaxKind.ThisKeyword) return undefined;
  const method = methods.get(callee.name.text);
  return method?.fn.parameters.length === 0 ? onlyReturned(ts, method.fn) : undefined;
}

/** `this.values`, where an arrow function has the method's own `this` */
function isOwnMethod(ts: TypeScript, callee: ts.Expression, fn: ts.Node, open: Method): boolean {
  return (
    ts.isPropertyAccessExpression(callee) &&
    callee.expression.kind === ts.SyntaxKind.ThisKeyword &&
    ts.isArrowFunction(open.fn) &&
    functionAround(ts, open.fn) === fn &&
    ts.isMethodDeclaration(fn) &&
    fn.name.getText() === callee.name.text
  );
}

/** Those that still are what they were. */
function areOwnParameters(ts: TypeScript, call: ts.CallExpression, fn: Factory["fn"]): boolean {
  const names = fn.parameters.map(({ name, dotDotDotToken }) => (dotDotDotToken ? "" : name.getText()));
  return (
    call.arguments.length === names.length &&
    call.arguments.every((given, index) => ts.isIdentifier(given) && given.text === names[index]) &&
    names.every((name) => usesOfVariable(ts, fn.body, name).every((use) => accessKind(ts, use) === "read"))
  );
}
