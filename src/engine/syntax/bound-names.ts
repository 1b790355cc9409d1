import type ts from "typescript";
import type { TypeScript } from "../typescript";

/** @returns the names that `rows`, `{ limit, step }` or `[first, ...others]` declares */
export function namesBound(ts: TypeScript, bound: ts.BindingName): readonly string[] {
  if (ts.isIdentifier(bound)) return [bound.text];
  return bound.elements.flatMap((element) =>
    ts.isBindingElement(element) ? namesBound(ts, element.name) : [],
  );
}

/** @returns the names that the parameters declare, those of `{ limit, step }` among them */
export function boundNames(ts: TypeScript, { parameters }: ts.SignatureDeclaration): Set<string> {
  return new Set(parameters.flatMap(({ name }) => namesBound(ts, name)));
}
