import type ts from "typescript";
import type { TypeScript } from "../typescript";

/** @returns the names that `rows`, `{ limit, step }` or `[first, ...others]` declares */
export function namesBound(ts: TypeScript, bound: ts.BindingName): readonly string[] {
  return identifiersBound(ts, bound).map(({ text }) => text);
}

function identifiersBound(ts: TypeScript, bound: ts.BindingName): readonly ts.Identifier[] {
  if (ts.isIdentifier(bound)) return [bound];
  return bound.elements.flatMap((element) =>
    ts.isBindingElement(element) ? identifiersBound(ts, element.name) : [],
  );
}

/** @returns what a statement declares for those beside it: its variables, its function or its class */
export function identifiersDeclared(ts: TypeScript, statement: ts.Statement): readonly ts.Identifier[] {
  if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement))
    return statement.name ? [statement.name] : [];
  if (!ts.isVariableStatement(statement)) return [];
  return statement.declarationList.declarations.flatMap(({ name }) => identifiersBound(ts, name));
}

/** @returns the names that the parameters declare, those of `{ limit, step }` among them */
export function boundNames(ts: TypeScript, { parameters }: ts.SignatureDeclaration): Set<string> {
  return new Set(parameters.flatMap(({ name }) => namesBound(ts, name)));
}
