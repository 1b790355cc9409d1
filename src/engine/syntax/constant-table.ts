import type ts from "typescript";
import type { TypeScript } from "../typescript";
import { unwrap } from "./nodes";

/** @returns a number or a text that is written out, as a literal; equal texts are equal values */
export function literalText(ts: TypeScript, value: ts.Expression): string | undefined {
  if (ts.isStringLiteralLike(value)) return JSON.stringify(value.text);
  return ts.isNumericLiteral(value) ? value.text : undefined;
}

/** @returns whether an object holds nothing but literals, each by a name of its own: `{ START: 0, BODY: 1 }` */
export function isConstantTable(ts: TypeScript, { properties }: ts.ObjectLiteralExpression): boolean {
  const names = properties.map((one) => {
    const isConstant = ts.isPropertyAssignment(one) && literalText(ts, one.initializer) !== undefined;
    return isConstant && ts.isIdentifier(one.name) ? one.name.text : undefined;
  });
  return !names.includes(undefined) && new Set(names).size === names.length;
}

/** @returns what a variable holds, where that is `{…}` or `Object.freeze({…})` */
export function literalHeld(
  ts: TypeScript,
  { initializer }: ts.VariableDeclaration,
): ts.ObjectLiteralExpression | undefined {
  const value = initializer && unwrap(ts, initializer);
  const isFrozen = value && ts.isCallExpression(value) && value.expression.getText() === "Object.freeze";
  const [frozen] = isFrozen ? value.arguments : [];
  const object = frozen ? unwrap(ts, frozen) : value;
  return object && ts.isObjectLiteralExpression(object) ? object : undefined;
}
