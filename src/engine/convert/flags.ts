import type ts from "typescript";
import type { Facts, Reference } from "../facts";
import { accessKind, functionAround } from "../syntax/nodes";
import { writtenBoolean } from "../syntax/plain-value";
import type { TypeScript } from "../typescript";
import { mayBePut } from "./outside-fields";

/** @returns what a flag is set to, wherever it is: `let isFirst = true; … isFirst = false;` */
export function flagSetTo(ts: TypeScript, node: ts.Expression, facts: Facts): boolean | undefined {
  const name = ts.isPropertyAccessExpression(node) ? node.name : node;
  const declaration = facts.declarationOf(name);
  if (!declaration || !(ts.isVariableDeclaration(declaration) || ts.isPropertyDeclaration(declaration)))
    return undefined;
  if (writtenBoolean(ts, declaration.initializer) === undefined || mayBePut(ts, facts, declaration))
    return undefined;
  const references = facts.references(declaration.name);
  const isVar = ts.isVariableDeclaration(declaration) && !isBlockScoped(ts, declaration);
  if (isVar && !(references && isSetOnce(ts, declaration, references))) return undefined;
  const values = references
    ?.flatMap((reference) => (reference.isDeclaration ? [] : [flagGiven(ts, reference.node)]))
    .filter((value) => value !== "read");
  const given = new Set(values);
  return given.size === 1 ? values?.[0] : undefined;
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

function flagGiven(ts: TypeScript, reference: ts.Node): boolean | "read" | undefined {
  if (!ts.isIdentifier(reference) && !ts.isPrivateIdentifier(reference)) return undefined;
  const { parent } = reference;
  const access = ts.isPropertyAccessExpression(parent) && parent.name === reference ? parent : reference;
  if (!ts.isExpression(access)) return undefined;
  if (accessKind(ts, access) === "read") return "read";
  const { parent: whole } = access;
  const isPlain =
    ts.isBinaryExpression(whole) &&
    whole.left === access &&
    whole.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  return isPlain ? writtenBoolean(ts, whole.right) : undefined;
}
