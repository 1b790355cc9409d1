import type ts from "typescript";
import { classAround } from "../syntax/class-around";
import { accessKind, decoratorOf, isConst, isJavaScript, unwrap, walkOwn } from "../syntax/nodes";
import type { Reference } from "../facts";
import type { TraceContext } from "./context";
import { makersOf } from "./makers";
import { expressionNamed } from "./reference-place";

type MethodWithBody = ts.MethodDeclaration & { readonly body: ts.Block };

/** The method that a call runs. */
export interface ExactMethod {
  readonly fn: MethodWithBody;
  readonly owner: ts.ClassLikeDeclaration;
  /** All that name it. */
  readonly references: readonly Reference[];
}

/**
 * The method that a call runs for certain: its object is known to be of that very class, and nothing
 * that is seen to be about it puts another method in its place.
 *
 * @param access - what is called
 * @param declaration - what its name refers to
 */
export function exactMethod(
  context: TraceContext,
  access: ts.Expression,
  declaration: ts.Declaration,
): ExactMethod | undefined {
  const { ts } = context;
  if (!ts.isPropertyAccessExpression(access) || !ts.isMethodDeclaration(declaration)) return undefined;
  const { parent: owner, body } = declaration;
  if (!body || !ts.isClassLike(owner) || isJavaScript(declaration)) return undefined;
  if (!isOf(context, access.expression, owner)) return undefined;
  const references = referencesTo(context, owner, declaration);
  return references && { fn: declaration as MethodWithBody, owner, references };
}

/** `this` in the class, `new X()`, a `const` that holds one, and what gives itself: `new X().add(1)` */
function isOf(context: TraceContext, object: ts.Expression, owner: ts.ClassLikeDeclaration): boolean {
  const { ts, facts } = context;
  const value = unwrap(ts, object);
  if (value.kind === ts.SyntaxKind.ThisKeyword) return classAround(ts, value) === owner;
  if (ts.isNewExpression(value))
    return ts.isIdentifier(value.expression) && facts.declarationOf(value.expression) === owner;
  if (ts.isCallExpression(value)) return givesItself(context, value, owner);
  const declaration = ts.isIdentifier(value) ? facts.declarationOf(value) : undefined;
  if (!declaration || !ts.isVariableDeclaration(declaration) || !isConst(ts, declaration)) return false;
  return declaration.initializer !== undefined && isOf(context, declaration.initializer, owner);
}

function givesItself(
  context: TraceContext,
  { expression: callee }: ts.CallExpression,
  owner: ts.ClassLikeDeclaration,
): boolean {
  const { ts, facts } = context;
  const declaration = ts.isPropertyAccessExpression(callee) ? facts.declarationOf(callee.name) : undefined;
  if (declaration?.parent !== owner) return false;
  const method = exactMethod(context, callee, declaration)?.fn;
  if (!method || method.asteriskToken || method.modifiers?.length) return false;
  const given: (ts.Expression | undefined)[] = [];
  walkOwn(ts, method.body, (node) => {
    if (ts.isReturnStatement(node)) given.push(node.expression);
  });
  return given.length > 0 && given.every((value) => value?.kind === ts.SyntaxKind.ThisKeyword);
}

/** @returns what names the method; `undefined` where an heir, a decorator, the prototype or an assignment may have another one by that name */
function referencesTo(
  context: TraceContext,
  owner: ts.ClassLikeDeclaration,
  method: ts.MethodDeclaration,
): readonly Reference[] | undefined {
  const { ts, facts } = context;
  if (!owner.name || (decoratorOf(ts, owner) ?? decoratorOf(ts, method))) return undefined;
  const { symbolUses, complete } = makersOf({ ...context, path: [] }, owner.name, "new");
  const isChanged = symbolUses.some(
    ({ kind, isHeritage, node }) =>
      kind === "escapes" ||
      isHeritage === true ||
      (ts.isPropertyAccessExpression(node) && node.name.text === "prototype") ||
      (ts.isElementAccessExpression(node) && !ts.isCallExpression(node.parent)),
  );
  const references = complete && !isChanged ? facts.references(method.name) : undefined;
  const isPut = references?.some(({ node }) => {
    const expression = expressionNamed(ts, node);
    return expression && accessKind(ts, expression) !== "read";
  });
  return isPut ? undefined : references;
}
