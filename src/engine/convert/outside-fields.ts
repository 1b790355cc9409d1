import type ts from "typescript";
import { hasModifier } from "../syntax/nodes";
import type { Conversion } from "./conversion";
import type { FromOutside } from "./expression-facts";

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
  if (options.outsideConsumers !== "serial") return () => false;
  return (declaration) => {
    const owner = ownerOf(ts, declaration);
    const { name } = declaration as ts.NamedDeclaration;
    if (!owner || !name || ts.isPrivateIdentifier(name)) return false;
    return !hasModifier(ts, declaration, ts.SyntaxKind.PrivateKeyword) && facts.isPublicApi(owner) !== false;
  };
}

/** The class, where a field is declared. */
function ownerOf(ts: Conversion["ts"], declaration: ts.Declaration): ts.Node | undefined {
  if (ts.isPropertyDeclaration(declaration)) return declaration.parent;
  const isField =
    ts.isParameter(declaration) && ts.isParameterPropertyDeclaration(declaration, declaration.parent);
  return isField ? declaration.parent.parent : undefined;
}
