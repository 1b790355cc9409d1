import type ts from "typescript";
import type { Facts, Reference } from "../facts";
import { accessKind, functionAround } from "../syntax/nodes";
import { writtenBoolean } from "../syntax/plain-value";
import type { TypeScript } from "../typescript";
import { mayBePut } from "./outside-fields";

/** @returns what a flag is set to, wherever it is: `let isFirst = true; … isFirst = false;` */
export function flagSetTo(ts: TypeScript, node: ts.Expression, facts: Facts): boolean | undefined {
  const place = placeNamed(ts, node, facts);
  if (!place || writtenBoolean(ts, place.first) === undefined) return undefined;
  const values = place
    .uses()
    .map((use) => flagGiven(ts, use))
    .filter((value) => value !== "read");
  return new Set(values).size === 1 ? values[0] : undefined;
}

/** @returns the whole number that a counter begins with, where all that ever happens to it is that whole numbers are added: `let given = 0; … given++;` */
export function countedUpFrom(ts: TypeScript, node: ts.Expression, facts: Facts): number | undefined {
  const place = placeNamed(ts, node, facts);
  const start = place && wholeNumber(ts, place.first);
  if (!place || start === undefined) return undefined;
  return place.uses().every((use) => isReadOrCounted(ts, use)) ? start : undefined;
}

interface Place {
  /** What it holds at first. */
  readonly first: ts.Expression | undefined;
  /** All names that stand for it, but for those of declarations. */
  uses(): readonly ts.Node[];
}

/** @returns the variable or field, of which every use is known */
function placeNamed(ts: TypeScript, node: ts.Expression, facts: Facts): Place | undefined {
  const name = ts.isPropertyAccessExpression(node) ? node.name : node;
  const declaration = facts.declarationOf(name);
  if (!declaration || !(ts.isVariableDeclaration(declaration) || ts.isPropertyDeclaration(declaration)))
    return undefined;
  if (!declaration.initializer || mayBePut(ts, facts, declaration)) return undefined;
  const references = facts.references(declaration.name);
  const isVar = ts.isVariableDeclaration(declaration) && !isBlockScoped(ts, declaration);
  if (!references || (isVar && !isSetOnce(ts, declaration, references))) return undefined;
  return {
    first: declaration.initializer,
    uses: () => references.flatMap((one) => (one.isDeclaration ? [] : [one.node])),
  };
}

/**
 * A `var` gets its first value again whenever its statement is run again, and whoever knows it before loses what they set. Neither happens to one of a
 * function, in no loop and with no other declaration, that nothing names before, as functions may that are declared there.
 */
function isSetOnce(
  ts: TypeScript,
  declaration: ts.VariableDeclaration,
  references: readonly Reference[],
): boolean {
  const fn = functionAround(ts, declaration);
  if (!fn) return false;
  const isAgain = (node: ts.Node): boolean => ts.isIterationStatement(node, false);
  const isEarly = ({ node }: Reference): boolean =>
    node.pos < declaration.pos || isUpTo(node, fn, (outer) => ts.isFunctionDeclaration(outer));
  return (
    !isUpTo(declaration, fn, isAgain) &&
    references.filter(({ isDeclaration }) => isDeclaration).length === 1 &&
    !references.some((one) => !one.isDeclaration && isEarly(one))
  );
}

/** Is there such a node around, up to the function? */
function isUpTo(node: ts.Node, fn: ts.Node, test: (node: ts.Node) => boolean): boolean {
  for (let outer = node.parent; outer !== fn; outer = outer.parent) if (test(outer)) return true;
  return false;
}

function isBlockScoped(ts: TypeScript, declaration: ts.VariableDeclaration): boolean {
  return (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.BlockScoped) !== 0;
}

/** @returns the name, or the whole `this.name`; `undefined` for what is no such place */
function accessAt(ts: TypeScript, reference: ts.Node): ts.Expression | undefined {
  if (!ts.isIdentifier(reference) && !ts.isPrivateIdentifier(reference)) return undefined;
  const { parent } = reference;
  const access = ts.isPropertyAccessExpression(parent) && parent.name === reference ? parent : reference;
  return ts.isExpression(access) ? access : undefined;
}

function isReadOrCounted(ts: TypeScript, reference: ts.Node): boolean {
  const access = accessAt(ts, reference);
  if (!access) return false;
  if (accessKind(ts, access) === "read") return true;
  const { parent } = access;
  if (ts.isPostfixUnaryExpression(parent) || ts.isPrefixUnaryExpression(parent))
    return parent.operator === ts.SyntaxKind.PlusPlusToken;
  if (!ts.isBinaryExpression(parent) || parent.left !== access) return false;
  return (
    parent.operatorToken.kind === ts.SyntaxKind.PlusEqualsToken && wholeNumber(ts, parent.right) !== undefined
  );
}

/** `3`, and no fraction, nor what is below zero */
function wholeNumber(ts: TypeScript, value: ts.Expression | undefined): number | undefined {
  return value && ts.isNumericLiteral(value) && /^\d{1,9}$/.test(value.text) ? Number(value.text) : undefined;
}

function flagGiven(ts: TypeScript, reference: ts.Node): boolean | "read" | undefined {
  const access = accessAt(ts, reference);
  if (!access) return undefined;
  if (accessKind(ts, access) === "read") return "read";
  const { parent: whole } = access;
  const isPlain =
    ts.isBinaryExpression(whole) &&
    whole.left === access &&
    whole.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  return isPlain ? writtenBoolean(ts, whole.right) : undefined;
}
