import type ts from "typescript";
import type { Handing } from "../detect/prototype";
import { functionDeclaredBy } from "../detect/member";
import type { Site } from "../detect/site";
import type { Facts } from "../facts";
import { say } from "../say";
import { declaredInScope } from "../syntax/in-scope";
import { unwrap, type FunctionWithBody } from "../syntax/nodes";
import { spanOf } from "../targets/common";
import type { TypeScript } from "../typescript";
import type { Reason } from "../verdict";
import { membersChanged } from "./members-changed";

/**
 * `wrapFns(X.prototype, "close", "getRow")`: does the function leave all methods alone but those that it is told? Where its code is
 * out of sight, what it is told is all there is to go by.
 */
export function judgeHandings(ts: TypeScript, { iterable, iterator }: Site, facts: Facts): Reason[] {
  const handings = new Set([...(iterable?.handings ?? []), ...(iterator?.handings ?? [])]);
  return [...handings].flatMap((handing) => judgeHanding(ts, handing, facts));
}

/** The same of one of them. */
export function judgeHanding(ts: TypeScript, { call }: Handing, facts: Facts): Reason[] {
  const at = spanOf(call);
  const name = `${call.expression.getText()}()`;
  const fn = functionCalled(ts, call.expression, facts);
  const changed = fn && membersChanged(ts, fn, call);
  if (fn && !changed)
    return [
      {
        code: "not-understood",
        message: say("{0} may put another next() in place", name),
        verdict: "refused",
        at,
      },
    ];
  if (changed?.every((argument) => isHarmless(ts, argument))) return [];
  const message = say("{0}, which gets the whole prototype, may change more of it than it is told", name);
  return [{ code: "public-api", message, verdict: "review", at, cause: "prototype" }];
}

/** A name, or names, that can be seen; those of the protocol have been looked for. */
function isHarmless(ts: TypeScript, argument: ts.Expression): boolean {
  const value = unwrap(ts, argument);
  if (ts.isArrayLiteralExpression(value)) return value.elements.every((one) => isHarmless(ts, one));
  return (
    ts.isStringLiteralLike(value) ||
    ts.isNumericLiteral(value) ||
    ts.isArrowFunction(value) ||
    ts.isFunctionExpression(value)
  );
}

/** The function, where the project has it. */
function functionCalled(ts: TypeScript, callee: ts.Expression, facts: Facts): FunctionWithBody | undefined {
  const declaration: ts.Node | undefined = facts.declarationOf(
    ts.isPropertyAccessExpression(callee) ? callee.name : callee,
  );
  if (!declaration) return undefined;
  if (ts.isFunctionDeclaration(declaration)) return declaration.body && (declaration as FunctionWithBody);
  if (ts.isShorthandPropertyAssignment(declaration)) return functionNamed(ts, declaration.name);
  if (ts.isVariableDeclaration(declaration) || ts.isPropertyAssignment(declaration))
    return declaration.initializer && functionGiven(ts, declaration.initializer);
  // `exports.wrapFns = …`
  const { parent } = declaration;
  const isAssigned = ts.isBinaryExpression(parent) && parent.left === declaration;
  return isAssigned ? functionGiven(ts, parent.right) : undefined;
}

function functionGiven(ts: TypeScript, value: ts.Expression): FunctionWithBody | undefined {
  const fn = unwrap(ts, value);
  if (ts.isIdentifier(fn)) return functionNamed(ts, fn);
  return ts.isArrowFunction(fn) || ts.isFunctionExpression(fn) ? fn : undefined;
}

function functionNamed(ts: TypeScript, name: ts.Identifier): FunctionWithBody | undefined {
  return declaredInScope(ts, name, name.text, (statement) => functionDeclaredBy(ts, statement, name.text));
}
