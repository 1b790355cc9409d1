import type ts from "typescript";
import type { Facts } from "../facts";
import { protocols, type IteratorKind } from "../kind";
import type { Site } from "../detect/site";
import type { TypeScript } from "../typescript";
import type { Exit } from "./exits";

/** What the author asserts about a result: `{ value, done: false } as IteratorResult<Row>`. */
export interface Asserted {
  /** What the value would have to be asserted as: "Row", "any", "unknown as Row"; `undefined` where the type has another name. */
  readonly text: string | undefined;
  /** The element type, where it is written there. */
  readonly element: ts.TypeNode | undefined;
}

/** @returns the assertion around a result literal; `undefined` when there is none */
export function assertedResult(ts: TypeScript, literal: ts.Node): Asserted | undefined {
  const types: ts.TypeNode[] = [];
  for (let node = literal; ; node = node.parent) {
    const { parent } = node as { readonly parent: ts.Node | undefined };
    if (!parent) break;
    if (ts.isAsExpression(parent) || ts.isTypeAssertionExpression(parent)) types.push(parent.type);
    else if (!isAround(ts, parent, node)) break;
  }
  const last = types.at(-1);
  if (!last || ts.isConstTypeReference(last)) return undefined;
  const element = elementOf(ts, last);
  const text = element?.getText() ?? (last.kind === ts.SyntaxKind.AnyKeyword ? "any" : undefined);
  const isForced = types.slice(0, -1).some(({ kind }) => kind === ts.SyntaxKind.UnknownKeyword);
  return { text: text !== undefined && isForced ? `unknown as ${text}` : text, element };
}

function isAround(ts: TypeScript, parent: ts.Node, node: ts.Node): boolean {
  if (ts.isConditionalExpression(parent)) return parent.condition !== node;
  return ts.isParenthesizedExpression(parent) || ts.isSatisfiesExpression(parent);
}

function elementOf(ts: TypeScript, type: ts.TypeNode): ts.TypeNode | undefined {
  if (!ts.isTypeReferenceNode(type) || !/^Iterator(?:Yield)?Result$/.test(type.typeName.getText()))
    return undefined;
  return type.typeArguments?.[0];
}

/** @returns whether a value is of its element's type only because the author says so, as far as anybody knows */
export function needsAssertions(ts: TypeScript, exits: readonly Exit[], facts: Facts): boolean {
  return exits.some((exit): boolean => {
    if (exit.kind === "choice") return needsAssertions(ts, [exit.whenTrue, exit.whenFalse], facts);
    if (exit.kind !== "yield" && exit.kind !== "computed") return false;
    const asserted = assertedResult(ts, exit.node);
    if (!asserted || !exit.value) return asserted !== undefined;
    return !asserted.element || facts.isAssignable?.(exit.value, asserted.element) !== true;
  });
}

/**
 * `return { async next() { return { done: false, value: rows.shift() }; } } as AsyncIterator<Row>;`
 *
 * @returns whether a value is of its element's type only because the author asserts it about the whole object
 */
export function areElementsAsserted(
  ts: TypeScript,
  { iterator, kind }: Site,
  exits: readonly Exit[],
  facts: Facts,
): boolean {
  const next = iterator?.methods.get("next");
  if (!iterator || !next || next.fn.type || !ts.isObjectLiteralExpression(iterator.owner)) return false;
  const element = assertedElement(ts, iterator.owner, kind);
  return element !== undefined && exits.some((exit) => isNotOfType(exit, element, facts));
}

function assertedElement(
  ts: TypeScript,
  literal: ts.ObjectLiteralExpression,
  kind: IteratorKind,
): ts.TypeNode | undefined {
  const type = assertionOf(ts, literal)?.type;
  const isOfProtocol =
    type && ts.isTypeReferenceNode(type) && protocols[kind].typeNames.has(type.typeName.getText());
  return isOfProtocol ? type.typeArguments?.[0] : undefined;
}

function isNotOfType(exit: Exit, type: ts.TypeNode, facts: Facts): boolean {
  if (exit.kind === "choice")
    return [exit.whenTrue, exit.whenFalse].some((one) => isNotOfType(one, type, facts));
  if (exit.kind !== "yield" || !exit.value) return false;
  return facts.isAssignable?.(exit.value, type) === false;
}

/** `value as Row`, or `<Row>value` */
export type Assertion = ts.AsExpression | ts.TypeAssertion;

/** @returns the first assertion that is made of a value */
export function assertionOf(ts: TypeScript, value: ts.Expression): Assertion | undefined {
  const { parent } = value;
  if (ts.isParenthesizedExpression(parent)) return assertionOf(ts, parent);
  return ts.isAsExpression(parent) || ts.isTypeAssertionExpression(parent) ? parent : undefined;
}

/**
 * @returns whether an object is by its own type what is asserted of it, and so would be a generator: `as unknown`, `as any`, `as const`,
 * a type of the protocol, or one that needs no assertion
 */
export function isSurelyMet(
  ts: TypeScript,
  facts: Facts,
  kind: IteratorKind,
  { expression, type }: Assertion,
): boolean {
  const { AnyKeyword, UnknownKeyword, NeverKeyword } = ts.SyntaxKind;
  if ([AnyKeyword, UnknownKeyword, NeverKeyword].some((keyword) => type.kind === keyword)) return true;
  const parts = ts.isIntersectionTypeNode(type) ? type.types : [type];
  const isOfProtocol = parts.every((part) => {
    const name = ts.isTypeReferenceNode(part) ? part.typeName.getText() : "";
    return name === "const" || protocols[kind].typeNames.has(name);
  });
  return isOfProtocol || facts.isAssignable?.(expression, type) === true;
}
