import type ts from "typescript";
import { nodesOfKind } from "../syntax/nodes-of-kind";
import type { TypeScript } from "../typescript";

/** @returns the names that a file gives to what it imports */
export function importedNames(ts: TypeScript, { statements }: ts.SourceFile): readonly ts.Identifier[] {
  return statements.flatMap((statement) => {
    const clause = ts.isImportDeclaration(statement) ? statement.importClause : undefined;
    if (!clause) return [];
    const { name, namedBindings } = clause;
    const named = !namedBindings
      ? []
      : ts.isNamedImports(namedBindings)
        ? namedBindings.elements.map((element) => element.name)
        : [namedBindings.name];
    return [...(name ? [name] : []), ...named];
  });
}

/** @returns whether the name stands for something else somewhere in the file */
export function isHidden(ts: TypeScript, imported: ts.Identifier): boolean {
  const declared: readonly { readonly name?: ts.Node }[] = [
    ...nodesOfKind(ts, imported.getSourceFile(), ts.isVariableDeclaration),
    ...nodesOfKind(ts, imported.getSourceFile(), ts.isParameter),
    ...nodesOfKind(ts, imported.getSourceFile(), ts.isBindingElement),
    ...nodesOfKind(ts, imported.getSourceFile(), ts.isFunctionDeclaration),
    ...nodesOfKind(ts, imported.getSourceFile(), ts.isFunctionExpression),
    ...nodesOfKind(ts, imported.getSourceFile(), ts.isClassLike),
  ];
  return declared.some(({ name }) => name && ts.isIdentifier(name) && name.text === imported.text);
}
