import type ts from "typescript";
import type { TypeScript } from "../typescript";
import { declaredInScope } from "./in-scope";
import { neverThenable } from "./never-thenable";
import { accessKind, functionAround, unwrap, wrapped } from "./nodes";
import { isDeclaredName, usesOfVariable } from "./variable-name";

/**
 * `const row = await load();`, `let row; while ((row = await load())) …`, `load().then((row) => …)`: what `await` gives is no promise,
 * whatever was awaited.
 *
 * @returns whether the variable is one of the function that it is read in, and all that is ever put into it is seen to be no thenable
 */
export function holdsAwaited(ts: TypeScript, value: ts.Expression): boolean {
  const name = unwrap(ts, value);
  if (!ts.isIdentifier(name)) return false;
  const around = functionAround(ts, name);
  if (around && isFulfilledValue(ts, around, name.text)) return true;
  const declaration = declaredInScope(ts, name, name.text, (statement) =>
    ts.isVariableStatement(statement) ? declarationIn(ts, statement, name.text) : undefined,
  );
  if (!around || !declaration || functionAround(ts, declaration) !== around) return false;
  const { initializer } = declaration;
  if (initializer && !neverThenable(ts, initializer)) return false;
  return isGivenPlainAlone(ts, around, declaration.name, name.text);
}

/** `.then((row) => …)`: what a promise is fulfilled with is what `await` gives. */
function isFulfilledValue(ts: TypeScript, around: ts.SignatureDeclaration, name: string): boolean {
  if (!ts.isArrowFunction(around) && !ts.isFunctionExpression(around)) return false;
  const [parameter] = around.parameters;
  const isBare = parameter && !parameter.dotDotDotToken && !parameter.initializer;
  if (!isBare || !ts.isIdentifier(parameter.name) || parameter.name.text !== name) return false;
  const callback = wrapped(ts, around);
  const { parent: call } = callback;
  return (
    ts.isCallExpression(call) &&
    call.arguments[0] === callback &&
    ts.isPropertyAccessExpression(call.expression) &&
    call.expression.name.text === "then" &&
    isGivenPlainAlone(ts, around, parameter.name, name)
  );
}

/** Nothing is put into the variable of the function, behind its declaration, that could be thenable. */
function isGivenPlainAlone(
  ts: TypeScript,
  around: ts.SignatureDeclaration,
  declared: ts.BindingName,
  name: string,
): boolean {
  return usesOfVariable(ts, around, name).every(
    (use) =>
      use === declared ||
      (!isDeclaredName(ts, use) && (accessKind(ts, use) === "read" || isGivenPlain(ts, use))),
  );
}

function declarationIn(
  ts: TypeScript,
  { declarationList }: ts.VariableStatement,
  name: string,
): ts.VariableDeclaration | undefined {
  return declarationList.declarations.find(
    (declaration) => ts.isIdentifier(declaration.name) && declaration.name.text === name,
  );
}

/** `name = await load()`, `name += 1` */
function isGivenPlain(ts: TypeScript, use: ts.Identifier): boolean {
  const target = wrapped(ts, use);
  const { parent } = target;
  if (ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent)) return true;
  return ts.isBinaryExpression(parent) && parent.left === target && neverThenable(ts, parent);
}
