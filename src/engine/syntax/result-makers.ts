import type ts from "typescript";
import type { TypeScript } from "../typescript";
import { declaredInScope } from "./in-scope";
import { memberKey } from "./keys";
import { accessKind, decoratorOf, hasModifier, some, unwrap, type FunctionWithBody } from "./nodes";
import { constantResult, resultHelper, type ResultHelper } from "./result-helpers";
import { isKnownHere, isPrivate, type StaticMethod } from "./static-methods";

/** A helper that makes results, or a constant that holds one. */
export type ResultMaker = ResultHelper & { readonly isConstant?: boolean };

/** @returns the helper or constant that a name stands for, seen from a node */
export function resultMakerNamed(ts: TypeScript, from: ts.Node, name: string): ResultMaker | undefined {
  return declaredInScope(ts, from, name, (statement) => resultMaker(ts, statement)?.maker);
}

/**
 * @returns the helper that `Rows.final` is, a static method that nothing else is ever put in the place of; none where it is private: that would be left with
 * nobody to call it, unless it moves along as a helper of the class
 */
export function resultMakerOfClass(
  ts: TypeScript,
  from: ts.Node,
  { expression, name }: ts.PropertyAccessExpression,
): ResultMaker | undefined {
  if (!ts.isIdentifier(expression)) return undefined;
  return declaredInScope(ts, from, expression.text, (statement) => {
    const method = ts.isClassDeclaration(statement) ? staticMethod(ts, statement, name.text) : undefined;
    if (!method || isPrivate(ts, method)) return undefined;
    if (!ts.isClassDeclaration(statement) || !isKnownHere(ts, statement, method)) return undefined;
    const isReplaced = some(
      ts,
      statement.getSourceFile(),
      (node) =>
        ts.isPropertyAccessExpression(node) &&
        node.name.text === name.text &&
        accessKind(ts, node) !== "read",
    );
    return isReplaced ? undefined : resultHelper(ts, method);
  });
}

function staticMethod(
  ts: TypeScript,
  { members }: ts.ClassDeclaration,
  key: string,
): StaticMethod | undefined {
  const named = members.filter(
    (member) =>
      member.name !== undefined &&
      hasModifier(ts, member, ts.SyntaxKind.StaticKeyword) &&
      memberKey(ts, member.name) === key,
  );
  const [only, ...more] = named;
  const isPlain = only && more.length === 0 && ts.isMethodDeclaration(only) && !decoratorOf(ts, only);
  return isPlain && only.body ? (only as StaticMethod) : undefined;
}

/** `result(…)`, `return END`, and the branches of what is returned: @returns whether the name stands where a result may be given */
export function mayGive(ts: TypeScript, { parent }: ts.Identifier): boolean {
  return (
    ts.isCallExpression(parent) ||
    ts.isReturnStatement(parent) ||
    ts.isConditionalExpression(parent) ||
    ts.isAwaitExpression(parent) ||
    ts.isArrowFunction(parent)
  );
}

/** @returns the helper or constant that a statement declares, and its name */
export function resultMaker(
  ts: TypeScript,
  statement: ts.Statement,
): { readonly name: ts.Identifier; readonly maker: ResultMaker } | undefined {
  if (ts.isFunctionDeclaration(statement)) {
    const { name, body } = statement;
    const maker = body && resultHelper(ts, statement as FunctionWithBody);
    return name && maker && { name, maker };
  }
  if (!ts.isVariableStatement(statement)) return undefined;
  const [declaration, ...more] = statement.declarationList.declarations;
  const isConst = (statement.declarationList.flags & ts.NodeFlags.Const) !== 0;
  if (!isConst || !declaration?.initializer || more.length > 0 || !ts.isIdentifier(declaration.name)) {
    return undefined;
  }
  const value = unwrap(ts, declaration.initializer);
  const isFunction = ts.isArrowFunction(value) || ts.isFunctionExpression(value);
  const maker = isFunction
    ? declaration.type
      ? undefined
      : resultHelper(ts, value)
    : constantMaker(ts, value);
  return maker && { name: declaration.name, maker };
}

function constantMaker(ts: TypeScript, value: ts.Expression): ResultMaker | undefined {
  const constant = constantResult(ts, value);
  return constant && { ...constant, isConstant: true };
}
