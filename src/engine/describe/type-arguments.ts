import type ts from "typescript";
import { some, walk } from "../syntax/nodes";
import { mentionsName } from "../text";
import type { TypeScript } from "../typescript";
import type { Annotation } from "./annotation";

/**
 * Says of one instance what is said of a generic class: `Paged<Issue>` gives issues where `Paged<T>` gives `T[]` or `T`.
 *
 * @param types - the type arguments, as text; those that are left out are the defaults of their parameters
 * @returns `undefined` where they are not one for each type parameter, or the types declare names themselves that could be meant
 */
export function withTypeArguments(
  ts: TypeScript,
  annotation: Annotation,
  parameters: readonly ts.TypeParameterDeclaration[],
  types: readonly string[],
): Annotation | undefined {
  const defaults = parameters.slice(types.length).map((parameter) => parameter.default?.getText());
  if (types.length === 0 && defaults.every((one) => one === undefined)) return annotation;
  const filled = [...types, ...defaults];
  if (filled.length !== parameters.length || filled.includes(undefined)) return undefined;
  const names = parameters.map(({ name }) => name.text);
  // `class Rows<T, U = T>`: what the second one is hangs on the first.
  const isLinked = names.some((name) => defaults.some((one) => one && mentionsName(one, name)));
  if (isLinked) return undefined;
  const given = new Map(names.map((name, index) => [name, filled[index] ?? ""]));
  const element = substituted(ts, annotation.element, given);
  const final = annotation.final === undefined ? undefined : substituted(ts, annotation.final, given);
  const isLost = element === undefined || (annotation.final !== undefined && final === undefined);
  return isLost ? undefined : { element, final };
}

function substituted(ts: TypeScript, type: string, given: ReadonlyMap<string, string>): string | undefined {
  const head = "type T = ";
  const sourceFile = ts.createSourceFile("type.ts", head + type, ts.ScriptTarget.Latest, true);
  if (some(ts, sourceFile, (node) => declaresNames(ts, node, given))) return undefined;
  const places: ts.Identifier[] = [];
  walk(ts, sourceFile, (node) => {
    if (ts.isIdentifier(node) && isTypeName(ts, node) && given.has(node.text)) places.push(node);
  });
  return places
    .reduceRight(
      (text, place) =>
        text.slice(0, place.getStart()) +
        inPlaceOf(ts, place, given.get(place.text) ?? "") +
        text.slice(place.end),
      sourceFile.text,
    )
    .slice(head.length);
}

/**
 * `infer U`, `[K in Keys]` and `<U>() => U` may name what the class calls so, or what a type argument does, something else; `typeof x`
 * names a value.
 */
function declaresNames(ts: TypeScript, node: ts.Node, given: ReadonlyMap<string, string>): boolean {
  if (!ts.isTypeParameterDeclaration(node)) return ts.isTypeQueryNode(node);
  const words = [...given].flatMap(([name, text]) => [name, ...(text.match(/[\w$]+/g) ?? [])]);
  return words.includes(node.name.text);
}

function isTypeName(ts: TypeScript, { parent }: ts.Identifier): boolean {
  return ts.isTypeReferenceNode(parent);
}

/** A union is taken for one type only where it stands alone. */
function inPlaceOf(ts: TypeScript, { parent }: ts.Identifier, text: string): string {
  const around = parent.parent;
  const standsAlone =
    ts.isTypeAliasDeclaration(around) ||
    ts.isTypeReferenceNode(around) ||
    ts.isTupleTypeNode(around) ||
    ts.isPropertySignature(around);
  return standsAlone || /^(?:[\w.]+|\{[^{}]*\})$/.test(text) ? text : `(${text})`;
}
