import type ts from "typescript";
import { isRequired } from "../syntax/required";
import type { TypeScript } from "../typescript";
import type { Draft } from "./drafts";
import { removeElements } from "./unused-imports";

/** A name for a module that `require()` gives, or for a member of it. */
export interface Required {
  readonly name: ts.Identifier;
  readonly binding: ts.VariableDeclaration | ts.BindingElement;
}

/** @returns the names that `const { keep } = require("./keep");` and the like declare, where nothing else is declared with them */
export function requiredNames(ts: TypeScript, { statements }: ts.SourceFile): readonly Required[] {
  return statements.flatMap((statement): readonly Required[] => {
    const declaration = requiredBy(ts, statement);
    if (!declaration) return [];
    const { name } = declaration;
    if (ts.isIdentifier(name)) return [{ name, binding: declaration }];
    return elementsOf(ts, declaration).flatMap((binding) =>
      ts.isIdentifier(binding.name) ? [{ name: binding.name, binding }] : [],
    );
  });
}

/** Removes names that are left unused. The module goes on being loaded, for it may do something of its own. */
export function removeUnusedRequires(
  ts: TypeScript,
  { statements }: ts.SourceFile,
  unused: ReadonlySet<ts.Node>,
): Draft[] {
  return statements.flatMap((statement) => {
    const declaration = requiredBy(ts, statement);
    if (!declaration?.initializer) return [];
    const elements = elementsOf(ts, declaration);
    const isGone =
      unused.has(declaration) || (elements.length > 0 && elements.every((element) => unused.has(element)));
    if (isGone) return [{ start: statement.getStart(), end: declaration.initializer.getStart(), text: "" }];
    return ts.isObjectBindingPattern(declaration.name)
      ? removeElements(declaration.name.elements, unused)
      : [];
  });
}

function requiredBy(ts: TypeScript, statement: ts.Statement): ts.VariableDeclaration | undefined {
  if (!ts.isVariableStatement(statement) || (statement.modifiers?.length ?? 0) > 0) return undefined;
  const [declaration, ...more] = statement.declarationList.declarations;
  return declaration && more.length === 0 && isRequired(ts, declaration) ? declaration : undefined;
}

/** Those of a pattern that reads members and does nothing else: what takes the rest would take more. */
function elementsOf(ts: TypeScript, { name }: ts.VariableDeclaration): readonly ts.BindingElement[] {
  if (!ts.isObjectBindingPattern(name)) return [];
  const isPlain = ({ dotDotDotToken, initializer, name: bound, propertyName }: ts.BindingElement): boolean =>
    !dotDotDotToken &&
    !initializer &&
    ts.isIdentifier(bound) &&
    !(propertyName && ts.isComputedPropertyName(propertyName));
  return name.elements.every(isPlain) ? name.elements : [];
}
