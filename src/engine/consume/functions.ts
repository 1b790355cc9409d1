import type ts from "typescript";
import { protocols } from "../kind";
import { memberKey } from "../syntax/keys";
import {
  accessKind,
  type FunctionWithBody,
  hasModifier,
  isConst,
  isGenerator,
  isJavaScript,
  some,
  someOwn,
  unwrap,
  wrapped,
} from "../syntax/nodes";
import { bindingOf } from "../syntax/bound-function";
import { isDescribedValue } from "../syntax/put-in-place";
import type { TypeScript } from "../typescript";
import { drawByCall, drawByNew } from "./whole-draws";
import type { TraceContext } from "./context";

/** @returns the call whose callee this expression is, through parentheses and assertions */
export function callOf(ts: TypeScript, callee: ts.Expression): ts.CallExpression | undefined {
  const outer = wrapped(ts, callee);
  return ts.isCallExpression(outer.parent) && outer.parent.expression === outer ? outer.parent : undefined;
}

/** @returns where an expression that names a function or getter gives what that makes: the call, or the place where a getter is read */
export function givenBy(
  ts: TypeScript,
  expression: ts.Expression,
  maker: ts.Node,
): ts.Expression | undefined {
  if (!ts.isGetAccessor(maker)) return callOf(ts, expression);
  return accessKind(ts, expression) === "read" ? expression : undefined;
}

/** @returns whether the name is `rows` in `const { rows } = table;`, where a getter gives the rows: several uses of it are of one value */
export function isTakenOff(ts: TypeScript, name: ts.Node, maker: ts.Node): boolean {
  return ts.isGetAccessor(maker) && ts.isBindingElement(name.parent);
}

/**
 * The name by which all calls of a function can be found: of a declaration, of a `const` that holds it, of a static or private method.
 * Other methods may be called on values whose type is not known, or be overridden.
 */
export function nameOfFunction(
  ts: TypeScript,
  fn: ts.Node,
): ts.Identifier | ts.PrivateIdentifier | undefined {
  if (ts.isFunctionDeclaration(fn)) return fn.name;
  if (ts.isMethodDeclaration(fn))
    return isOneMethod(ts, fn) && isPlainName(ts, fn.name) ? fn.name : undefined;
  if (!ts.isArrowFunction(fn) && !ts.isFunctionExpression(fn)) return undefined;
  const outer = wrapped(ts, fn);
  const { parent } = outer;
  if (ts.isVariableDeclaration(parent) && parent.initializer === outer && isConst(ts, parent)) {
    return ts.isIdentifier(parent.name) ? parent.name : undefined;
  }
  if (ts.isPropertyDeclaration(parent) && parent.initializer === outer && isOneMethod(ts, parent)) {
    return isPlainName(ts, parent.name) ? parent.name : undefined;
  }
  return undefined;
}

function isPlainName(ts: TypeScript, name: ts.PropertyName): name is ts.Identifier | ts.PrivateIdentifier {
  return ts.isIdentifier(name) || ts.isPrivateIdentifier(name);
}

/**
 * The name of a method or getter, or of a member that holds a function, whose calls are found as far as its object is in sight.
 *
 * @returns `undefined` for what is no member, and in JavaScript, where a member may be called on a value whose type nobody knows
 */
export function nameOfMember(
  ts: TypeScript,
  fn: ts.SignatureDeclaration,
): ts.Identifier | ts.PrivateIdentifier | undefined {
  const member = ts.isMethodDeclaration(fn) || ts.isGetAccessor(fn) ? fn : holderOf(ts, fn);
  if (isDescribedValue(ts, fn)) return undefined;
  if (!member || isJavaScript(member) || !isPlainName(ts, member.name)) return undefined;
  return member.name;
}

function holderOf(
  ts: TypeScript,
  fn: ts.SignatureDeclaration,
): ts.PropertyDeclaration | ts.PropertyAssignment | undefined {
  if (!ts.isArrowFunction(fn) && !ts.isFunctionExpression(fn)) return undefined;
  const outer = wrapped(ts, fn);
  const { parent } = outer;
  const isMember = ts.isPropertyDeclaration(parent) || ts.isPropertyAssignment(parent);
  return isMember && parent.initializer === outer ? parent : undefined;
}

/** No subclass and no untyped value can put another method in its place. */
function isOneMethod(ts: TypeScript, member: ts.MethodDeclaration | ts.PropertyDeclaration): boolean {
  return (
    ts.isPrivateIdentifier(member.name) ||
    hasModifier(ts, member, ts.SyntaxKind.PrivateKeyword) ||
    hasModifier(ts, member, ts.SyntaxKind.StaticKeyword)
  );
}

/**
 * The one function that a call of this declaration runs: itself, or what its `const` holds.
 *
 * @returns `undefined` where the body is out of sight or another one may run in its place
 */
export function calledFunction(ts: TypeScript, declaration: ts.Declaration): FunctionWithBody | undefined {
  const fn = ts.isVariableDeclaration(declaration) ? heldFunction(ts, declaration) : declaration;
  if (!fn || !nameOfFunction(ts, fn)) return undefined;
  return hasBody(ts, fn) ? fn : undefined;
}

function heldFunction(ts: TypeScript, { initializer }: ts.VariableDeclaration): ts.Expression | undefined {
  return initializer && unwrap(ts, initializer);
}

/** @returns whether it is a function whose code is in sight, and no constructor */
export function hasBody(ts: TypeScript, fn: ts.Node): fn is FunctionWithBody {
  return (
    (ts.isFunctionDeclaration(fn) ||
      ts.isMethodDeclaration(fn) ||
      ts.isArrowFunction(fn) ||
      ts.isFunctionExpression(fn)) &&
    fn.body !== undefined
  );
}

/** @returns the function that stands here, or that the name here is of; `undefined` where another one may run in its place */
export function functionOf({ ts, facts }: TraceContext, value: ts.Expression): FunctionWithBody | undefined {
  const fn = unwrap(ts, value);
  if (ts.isArrowFunction(fn) || ts.isFunctionExpression(fn)) return fn;
  const declaration = ts.isIdentifier(fn) ? facts.declarationOf(fn) : undefined;
  return declaration && calledFunction(ts, declaration);
}

/** @returns whether a function may get at what it is given without naming a parameter */
export function usesArguments(ts: TypeScript, fn: ts.SignatureDeclaration): boolean {
  return some(ts, fn, (node) => ts.isIdentifier(node) && node.text === "arguments");
}

/** @returns whether the code after the call runs only when all that the function does itself with an iterator is over */
export function isWaitedFor(
  { ts, kind }: TraceContext,
  call: ts.CallExpression | ts.NewExpression,
  fn: ts.Node,
): boolean {
  if (isGenerator(fn)) return false;
  const isAsync = hasModifier(ts, fn, ts.SyntaxKind.AsyncKeyword);
  // What is not async is over when it returns, unless it has to wait for values in callbacks.
  if (!isAsync) return kind === "sync";
  return ts.isAwaitExpression(wrapped(ts, call).parent);
}

/** @returns the class or object literal whose `[Symbol.asyncIterator]` this function is */
export function ownerOfOpener(
  { ts, kind }: TraceContext,
  fn: ts.SignatureDeclaration,
): ts.ClassLikeDeclaration | ts.ObjectLiteralExpression | undefined {
  const outer = ts.isExpression(fn) ? wrapped(ts, bindingOf(ts, fn)?.call ?? fn) : fn;
  const member = ts.isMethodDeclaration(outer) ? outer : outer.parent;
  if (
    !ts.isMethodDeclaration(member) &&
    !ts.isPropertyDeclaration(member) &&
    !ts.isPropertyAssignment(member)
  ) {
    return undefined;
  }
  if (memberKey(ts, member.name) !== protocols[kind].openKey) return undefined;
  const { parent } = member;
  return ts.isClassLike(parent) || ts.isObjectLiteralExpression(parent) ? parent : undefined;
}

/**
 * Does a method give what it was called on, so that calls can be strung together: `new List().add(1).add(2)`?
 *
 * @returns `undefined` where it is not seen to
 */
export function givesItself(
  context: TraceContext,
  access: ts.PropertyAccessExpression | ts.ElementAccessExpression,
): "itself" | "promised" | undefined {
  const { ts, facts } = context;
  const name = ts.isPropertyAccessExpression(access) ? access.name : access.argumentExpression;
  const declaration = facts.declarationOf(name);
  const fn = declaration && methodOf(ts, declaration);
  if (!fn) return undefined;
  const isSaid = fn.type?.kind === ts.SyntaxKind.ThisType;
  if (!isSaid && !returnsThis(context, fn)) return undefined;
  return hasModifier(ts, fn, ts.SyntaxKind.AsyncKeyword) ? "promised" : "itself";
}

function methodOf(ts: TypeScript, declaration: ts.Declaration): ts.SignatureDeclaration | undefined {
  if (ts.isFunctionLike(declaration)) return declaration;
  if (!ts.isPropertyDeclaration(declaration) && !ts.isPropertyAssignment(declaration)) return undefined;
  const value = declaration.initializer && unwrap(ts, declaration.initializer);
  return value && (ts.isArrowFunction(value) || ts.isFunctionExpression(value)) ? value : undefined;
}

function returnsThis(context: TraceContext, fn: ts.SignatureDeclaration): boolean {
  const { ts } = context;
  if (!hasBody(ts, fn)) return false;
  const isThis = (value: ts.Expression | undefined): boolean =>
    value !== undefined &&
    someOwn(
      ts,
      value,
      (node) => node.kind === ts.SyntaxKind.ThisKeyword && isHandedOver(context, node as ts.ThisExpression),
    );
  if (!ts.isBlock(fn.body)) return isThis(fn.body);
  return someOwn(ts, fn.body, (node) => ts.isReturnStatement(node) && isThis(node.expression));
}

/** Neither asked for a member nor drawn from, as in `[...this]`: `return this`, `return done ? this : other`. */
function isHandedOver(context: TraceContext, self: ts.Expression): boolean {
  const { ts } = context;
  const { parent } = self;
  if (ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent)) return false;
  if (ts.isSpreadElement(parent)) return !ts.isArrayLiteralExpression(parent.parent);
  if (ts.isNewExpression(parent)) return drawByNew(context, self, parent) === undefined;
  return !ts.isCallExpression(parent) || drawByCall(context, self, parent) === undefined;
}
