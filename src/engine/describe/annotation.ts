import type ts from "typescript";
import type { Site } from "../detect/site";
import { unwrap, wrapped } from "../syntax/nodes";
import type { TypeScript } from "../typescript";

const protocolType = /^Async(?:Iterator|IterableIterator|Iterable|Generator|IteratorObject)$/;

/** The type arguments that the author wrote for the iterator, as text: element, and final value where it was given. */
export interface Annotation {
  readonly element: string;
  readonly final: string | undefined;
}

/**
 * Reads what the author wrote about the iterator's types: an `implements` clause, the return type of
 * `[Symbol.asyncIterator]()`, of `next()`, of the function around, or an assertion.
 *
 * @param fromHeritage - an `implements` clause counts; not where the class stays and goes on saying so
 * @returns `undefined` where the author left the types to be inferred
 */
export function annotationOf(ts: TypeScript, site: Site, fromHeritage = true): Annotation | undefined {
  const types = [
    ...(site.open ? [site.open.fn.type] : []),
    ...openOf(site),
    ...(site.factory ? [site.factory.fn.type] : []),
    ...(fromHeritage ? heritage(ts, site) : []),
    ...assertions(ts, site),
  ];
  const next = site.iterator?.methods.get("next")?.fn.type;
  const found = firstOf([...types, next], (type) => fromProtocolType(ts, type) ?? fromNextType(ts, type));
  return found && !found.final && site.isClosedByHand ? { ...found, final: "void" } : found;
}

function firstOf(
  types: readonly (ts.TypeNode | undefined)[],
  read: (type: ts.TypeNode) => Annotation | undefined,
): Annotation | undefined {
  for (const type of types) {
    const found = type && read(type);
    if (found) return found;
  }
  return undefined;
}

function openOf(site: Site): (ts.TypeNode | undefined)[] {
  return [site.iterable?.methods.get("@@asyncIterator")?.fn.type];
}

function heritage(ts: TypeScript, site: Site): ts.ExpressionWithTypeArguments[] {
  const owners = [site.iterator?.owner, site.iterable?.owner];
  return owners.flatMap((owner) =>
    owner && ts.isClassLike(owner)
      ? (owner.heritageClauses ?? []).flatMap((clause) => [...clause.types])
      : [],
  );
}

function assertions(ts: TypeScript, site: Site): ts.TypeNode[] {
  const owners = [site.iterator?.owner, site.iterable?.owner];
  return owners.flatMap((owner) =>
    owner && ts.isObjectLiteralExpression(owner) ? assertedTypes(ts, owner) : [],
  );
}

/** @returns the types asserted of a literal, or declared for the variable it initialises */
export function assertedTypes(ts: TypeScript, literal: ts.Expression): ts.TypeNode[] {
  const types: ts.TypeNode[] = [];
  const outer = wrapped(ts, literal);
  for (let node: ts.Node = literal.parent; node !== outer.parent; node = node.parent) {
    if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node) || ts.isTypeAssertionExpression(node)) {
      types.push(node.type);
    }
  }
  if (ts.isVariableDeclaration(outer.parent) && outer.parent.type) types.push(outer.parent.type);
  return types;
}

function fromProtocolType(ts: TypeScript, type: ts.TypeNode): Annotation | undefined {
  const name = ts.isTypeReferenceNode(type)
    ? type.typeName
    : ts.isExpressionWithTypeArguments(type)
      ? unwrap(ts, type.expression)
      : undefined;
  if (!name || !ts.isIdentifier(name) || !protocolType.test(name.text)) return undefined;
  return fromArguments((type as ts.NodeWithTypeArguments).typeArguments);
}

/** `Promise<IteratorResult<T, R>>` */
function fromNextType(ts: TypeScript, type: ts.TypeNode): Annotation | undefined {
  if (!ts.isTypeReferenceNode(type) || !ts.isIdentifier(type.typeName)) return undefined;
  if (type.typeName.text === "Promise") {
    const [inner] = type.typeArguments ?? [];
    return inner && fromNextType(ts, inner);
  }
  return type.typeName.text === "IteratorResult" ? fromArguments(type.typeArguments) : undefined;
}

/** What `AsyncGenerator<T>` says as well, or better. */
const unsaid = new Set(["any", "unknown"]);

function fromArguments(types: ts.NodeArray<ts.TypeNode> | undefined): Annotation | undefined {
  const [element, final] = types ?? [];
  if (!element) return undefined;
  const finalText = final?.getText();
  return { element: element.getText(), final: finalText && !unsaid.has(finalText) ? finalText : undefined };
}

/** @returns the generator's type as an engineer would write it: `AsyncGenerator<number>` */
export function generatorType(annotation: Annotation): string {
  const { element, final } = annotation;
  return final ? `AsyncGenerator<${element}, ${final}>` : `AsyncGenerator<${element}>`;
}
