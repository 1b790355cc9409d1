import type ts from "typescript";
import type { TypeScript } from "../typescript";
import { declaredInScope } from "./in-scope";
import { neverThenable } from "./never-thenable";
import { accessKind, functionAround, unwrap, wrapped } from "./nodes";
import { isDeclaredName, usesOfVariable } from "./variable-name";

/**
 * `const row = await load();`, `let row; while ((row = await load())) …`: what `await` gives is no promise, whatever was awaited.
 *
 * @returns whether the variable is one of the function that it is read in, and all that is ever put into it is seen to be no thenable
 */
export function holdsAwaited(ts: TypeScript, value: ts.Expression): boolean {
  const name = unwrap(ts, value);
  if (!ts.isIdentifier(name)) return false;
  const around = functionAround(ts, name);
  const declaration = declaredInScope(ts, name, name.text, (statement) =>
    ts.isVariableStatement(statement) ? declarationIn(ts, statement, name.text) : undefined,
  );
  if (!around || !declaration || functionAround(ts, declaration) !== around) return false;
  const { initializer } = declaration;
  if (initializer && !neverThenable(ts, initializer)) return false;
  return usesOfVariable(ts, around, name.text).every(
    (use) =>
      use === declaration.name ||
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
