import type ts from "typescript";
import type { Facts } from "../facts";
import type { TypeScript } from "../typescript";

/** @returns the name of the interface, of the language or a library, that declares the member which stands behind a dot */
export function libraryOwner(ts: TypeScript, name: ts.MemberName, facts: Facts): string | undefined {
  const owner = facts.declarationOf(name)?.parent;
  if (!owner || !ts.isInterfaceDeclaration(owner) || !owner.getSourceFile().isDeclarationFile)
    return undefined;
  return owner.name.text;
}
