import type ts from "typescript";
import type { Facts } from "../facts";
import { isField, ownerOfField } from "../syntax/fields";
import { hasModifier } from "../syntax/nodes";
import type { TypeScript } from "../typescript";
import type { Conversion } from "./conversion";

/** Tells whether code out of sight may put something else in a field. */
export type FromOutside = (declaration: ts.Declaration) => boolean;

/**
 * Where code outside the project is said to draw one value after the other, a conversion may be safe. Such code may still put another list
 * in a field that everybody may write.
 *
 * @returns whether it may, of a declaration
 */
export function fromOutside({
  ts,
  facts,
  options,
}: Pick<Conversion, "ts" | "facts" | "options">): FromOutside {
  return options.outsideConsumers === "serial"
    ? (declaration) => mayBePut(ts, facts, declaration)
    : () => false;
}

/** @returns whether the declaration is a field's, and code that is out of sight may assign it */
export function mayBePut(ts: TypeScript, facts: Facts, declaration: ts.Declaration): boolean {
  if (!isField(ts, declaration) || ts.isPrivateIdentifier(declaration.name)) return false;
  const isPrivate = hasModifier(ts, declaration, ts.SyntaxKind.PrivateKeyword);
  return !isPrivate && facts.isPublicApi(ownerOfField(declaration)) !== false;
}
