import type ts from "typescript";
import { isJavaScript, unwrap } from "../engine/syntax/nodes";
import type { TypeContext } from "./type-context";

/** Calls that lead to calls; nobody writes more of them. */
const mostCalls = 5;

/**
 * Looks through a constant and through calls of what is sure to be this function: one that is declared by itself, or a private method.
 *
 * @returns the expression whose value it is, where the function's whole body is `return …;`; `undefined` when there is none
 */
export function givenBy(context: TypeContext, expression: ts.Expression): ts.Expression | undefined {
  const { ts } = context;
  let given: ts.Expression | undefined;
  let node = unwrap(ts, expression);
  for (let calls = 0; calls < mostCalls; calls++) {
    const inner = ts.isCallExpression(node) ? returnedBy(context, node) : constantAt(context, node);
    if (!inner) return given;
    given = inner;
    node = unwrap(ts, inner);
  }
  return undefined;
}

/** The value of a constant that is no part of a pattern. */
function constantAt({ ts, checker }: TypeContext, node: ts.Expression): ts.Expression | undefined {
  if (!ts.isIdentifier(node)) return undefined;
  const declaration = checker.getSymbolAtLocation(node)?.valueDeclaration;
  if (!declaration || !ts.isVariableDeclaration(declaration) || !ts.isIdentifier(declaration.name))
    return undefined;
  const isConstant = (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
  return isConstant ? declaration.initializer : undefined;
}

function returnedBy({ ts, checker }: TypeContext, call: ts.CallExpression): ts.Expression | undefined {
  if (call.questionDotToken) return undefined;
  const name = ts.isPropertyAccessExpression(call.expression) ? call.expression.name : call.expression;
  const symbol = checker.getSymbolAtLocation(name);
  const [declaration, ...others] = symbol?.declarations ?? [];
  if (!declaration || others.length > 0) return undefined;
  // JavaScript may put another function in its place.
  const isSure =
    (ts.isFunctionDeclaration(declaration) && !isJavaScript(declaration)) ||
    (ts.isMethodDeclaration(declaration) && isPrivate(ts, declaration));
  if (!isSure || !declaration.body || declaration.asteriskToken || isAsync(ts, declaration)) return undefined;
  const [only, ...more] = declaration.body.statements;
  return only && more.length === 0 && ts.isReturnStatement(only) ? only.expression : undefined;
}

/** No other class has a method of this name that would be called in its place. */
function isPrivate(ts: TypeContext["ts"], method: ts.MethodDeclaration): boolean {
  if (ts.isPrivateIdentifier(method.name)) return true;
  return (ts.getCombinedModifierFlags(method) & ts.ModifierFlags.Private) !== 0;
}

function isAsync(ts: TypeContext["ts"], fn: ts.Declaration): boolean {
  return (ts.getCombinedModifierFlags(fn) & ts.ModifierFlags.Async) !== 0;
}
