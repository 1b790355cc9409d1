import type ts from "typescript";
import type { TypeScript } from "../typescript";
import { accessKind, isGenerator, unwrap, wrapped } from "./nodes";
import { declaredScope, sameVariable, variablesNamed } from "./scopes";

/** `function () {…}.bind(object)` */
export interface BoundFunction {
  readonly fn: ts.FunctionExpression;
  /** What `this` is in it. */
  readonly self: ts.Expression;
  readonly call: ts.CallExpression;
}

/** @returns the function where the expression is nothing but one that gets its `this` where it stands */
export function boundFunction(ts: TypeScript, expression: ts.Expression): BoundFunction | undefined {
  const call = unwrap(ts, expression);
  if (!ts.isCallExpression(call) || call.arguments.length !== 1 || call.questionDotToken) return undefined;
  const callee = call.expression;
  const [self] = call.arguments;
  if (!self || !ts.isPropertyAccessExpression(callee) || callee.name.text !== "bind") return undefined;
  const fn = unwrap(ts, callee.expression);
  if (!ts.isFunctionExpression(fn) || fn.name || isGenerator(fn) || ts.isSpreadElement(self))
    return undefined;
  return { fn, self, call };
}

/** @returns how a function expression is bound; `undefined` for other functions */
export function bindingOf(ts: TypeScript, fn: ts.Node): BoundFunction | undefined {
  if (!ts.isFunctionExpression(fn)) return undefined;
  const { parent } = wrapped(ts, fn);
  const bound =
    ts.isPropertyAccessExpression(parent) && ts.isCallExpression(parent.parent)
      ? boundFunction(ts, parent.parent)
      : undefined;
  return bound?.fn === fn ? bound : undefined;
}

/** @returns whether `this` is that of the code around: of an arrow function, and of `function () {…}.bind(this)` */
export function sharesThis(ts: TypeScript, fn: ts.Node): boolean {
  return ts.isArrowFunction(fn) || bindingOf(ts, fn)?.self.kind === ts.SyntaxKind.ThisKeyword;
}

/** @returns whether `this` is what a variable holds from its declaration on, and the function knows no other variable by that name */
export function isHeldForEver(ts: TypeScript, { fn, self }: BoundFunction): boolean {
  if (!ts.isIdentifier(self)) return false;
  const uses = sameVariable(ts, self);
  const [declared, ...more] = uses.filter((use) => declaredScope(ts, use) !== undefined);
  const isHeld =
    declared !== undefined &&
    more.length === 0 &&
    (ts.isParameter(declared.parent) ||
      (ts.isVariableDeclaration(declared.parent) &&
        declared.parent.initializer !== undefined &&
        declared.pos < self.pos)) &&
    uses.every((use) => accessKind(ts, use) === "read");
  return isHeld && variablesNamed(ts, fn, self.text).every((use) => uses.includes(use));
}
