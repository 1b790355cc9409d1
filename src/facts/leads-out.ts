import type ts from "typescript";
import { isWithin } from "../engine/syntax/nodes";
import { usesOfVariable } from "../engine/syntax/variable-name";
import type { TypeScript } from "../engine/typescript";
import { isExportedDeclaration } from "./exports";

/**
 * `export class Numbers extends Table {…}`, `export function open() { return new Table(); }`: what is not exported itself may be had by what
 * is.
 *
 * @param declaration - at the top level of a file, and not exported
 * @returns whether something that is exported names it, or names what names it
 */
export function leadsOut(
  ts: TypeScript,
  declaration: ts.Node,
  seen: ReadonlySet<ts.Node> = new Set(),
): boolean {
  const { name } = declaration as Partial<ts.NamedDeclaration>;
  if (!name || !ts.isIdentifier(name) || seen.has(declaration)) return false;
  const path = new Set([...seen, declaration]);
  const users = usesOfVariable(ts, declaration.getSourceFile(), name.text)
    .filter((use) => !isWithin(use, declaration))
    .flatMap((use) => declarationsAround(ts, use));
  return users.some((user) => isExportedDeclaration(ts, user) || leadsOut(ts, user, path));
}

/** What the top-level statement declares that a node stands in. */
function declarationsAround(ts: TypeScript, node: ts.Node): readonly ts.Node[] {
  const statement = ts.findAncestor(node, (one) => ts.isSourceFile(one.parent));
  if (!statement) return [];
  return ts.isVariableStatement(statement) ? statement.declarationList.declarations : [statement];
}
