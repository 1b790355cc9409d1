import type ts from "typescript";
import { neverReassigned } from "../syntax/never-reassigned";
import { accessKind, isConst } from "../syntax/nodes";
import { nodesOfKind } from "../syntax/nodes-of-kind";
import { isRequired } from "../syntax/required";
import { usesOfVariable } from "../syntax/variable-name";
import type { TypeScript } from "../typescript";

/** @returns the names that a file gives to what it imports, or gets from `require()` at its top */
export function importedNames(ts: TypeScript, { statements }: ts.SourceFile): readonly ts.Identifier[] {
  return statements.flatMap((statement) => {
    if (ts.isVariableStatement(statement)) return requiredNames(ts, statement);
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

/** `const { makeIterator, limit: most } = require("./iterators");`, `const iterators = require("./iterators");` */
function requiredNames(ts: TypeScript, { declarationList }: ts.VariableStatement): readonly ts.Identifier[] {
  return declarationList.declarations.flatMap((declaration) => {
    if (!isRequired(ts, declaration)) return [];
    const { name } = declaration;
    if (ts.isIdentifier(name)) return neverReassigned(ts, declaration) ? [name] : [];
    if (!ts.isObjectBindingPattern(name)) return [];
    return name.elements.flatMap((element) => {
      const bound = element.initializer || element.dotDotDotToken ? undefined : element.name;
      if (!bound || !ts.isIdentifier(bound)) return [];
      const uses = usesOfVariable(ts, bound.getSourceFile(), bound.text);
      return isConst(ts, declaration) || uses.every((use) => accessKind(ts, use) === "read") ? [bound] : [];
    });
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
  return declared.some(
    ({ name }) => name && name !== imported && ts.isIdentifier(name) && name.text === imported.text,
  );
}
