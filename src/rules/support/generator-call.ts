import type ts from "typescript";
import {
  functionAround,
  hasModifier,
  isAsyncGenerator,
  isGenerator,
  unwrap,
} from "../../engine/syntax/nodes";
import type { TypeScript } from "../../engine/typescript";
import type { RuleContext } from "../rule";

/** @returns whether the expression calls an async generator: nothing of it has run yet, and it can be gone through once */
export function callsAsyncGenerator(
  { ts, facts }: RuleContext,
  expression: ts.Expression,
): expression is ts.CallExpression {
  const call = unwrap(ts, expression);
  const name = ts.isCallExpression(call) && !call.questionDotToken ? calledName(ts, call) : undefined;
  const declaration = name && facts.declarationOf(name);
  if (!declaration) return false;
  return makesAsyncGenerator(ts, declaration);
}

/** @returns `pages` of `pages()`, `this.pages()` and `api.pages()` */
export function calledName(ts: TypeScript, call: ts.CallExpression): ts.Identifier | undefined {
  const callee = unwrap(ts, call.expression);
  if (ts.isIdentifier(callee)) return callee;
  return ts.isPropertyAccessExpression(callee) && ts.isIdentifier(callee.name) ? callee.name : undefined;
}

/** An async generator function, also as the value of a constant or property; or a signature that promises one. */
function makesAsyncGenerator(ts: TypeScript, declaration: ts.Declaration): boolean {
  if (isAsyncGenerator(ts, declaration)) return true;
  if (
    (ts.isVariableDeclaration(declaration) && isConst(ts, declaration)) ||
    ts.isPropertyAssignment(declaration)
  ) {
    return declaration.initializer !== undefined && isAsyncGenerator(ts, unwrap(ts, declaration.initializer));
  }
  const isSignature =
    ts.isMethodSignature(declaration) ||
    ((ts.isFunctionDeclaration(declaration) || ts.isMethodDeclaration(declaration)) && !declaration.body);
  return isSignature && declaration.type !== undefined && isAsyncGeneratorType(ts, declaration.type);
}

function isConst(ts: TypeScript, { parent }: ts.VariableDeclaration): boolean {
  return (parent.flags & ts.NodeFlags.Const) !== 0;
}

/** Other functions than generators may give an `AsyncIterable`, and begin to work when they are called. */
function isAsyncGeneratorType(ts: TypeScript, type: ts.TypeNode): boolean {
  return ts.isTypeReferenceNode(type) && type.typeName.getText() === "AsyncGenerator";
}

/** @returns whether an `await` may be put where this node stands */
export function canAwait({ ts, sourceFile }: RuleContext, node: ts.Node): boolean {
  const fn = functionAround(ts, node);
  if (!fn) return ts.isExternalModule(sourceFile) && !isCommonJs(ts, sourceFile);
  return hasModifier(ts, fn, ts.SyntaxKind.AsyncKeyword) && !isInParameter(node, fn);
}

/** @returns whether the node stands in the body of an async generator */
export function isInAsyncGenerator(context: RuleContext, node: ts.Node): boolean {
  const fn = functionAround(context.ts, node);
  return fn !== undefined && isGenerator(fn) && canAwait(context, node);
}

function isInParameter(node: ts.Node, fn: ts.SignatureDeclaration): boolean {
  return fn.parameters.some((parameter) => node.pos >= parameter.pos && node.end <= parameter.end);
}

/** Whatever its text says, such a file becomes a CommonJS module, which has no `await` outside functions. */
function isCommonJs(ts: TypeScript, { fileName, impliedNodeFormat }: ts.SourceFile): boolean {
  return /\.c[jt]s$/.test(fileName) || impliedNodeFormat === ts.ModuleKind.CommonJS;
}
