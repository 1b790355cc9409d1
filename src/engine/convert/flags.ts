import type ts from "typescript";
import type { Facts } from "../facts";
import { accessKind } from "../syntax/nodes";
import { writtenBoolean } from "../syntax/plain-value";
import type { TypeScript } from "../typescript";
import { mayBePut } from "./outside-fields";

/** @returns what a flag is set to, wherever it is: `let isFirst = true; … isFirst = false;` */
export function flagSetTo(ts: TypeScript, node: ts.Expression, facts: Facts): boolean | undefined {
  const name = ts.isPropertyAccessExpression(node) ? node.name : node;
  const declaration = facts.declarationOf(name);
  if (!declaration || !(ts.isVariableDeclaration(declaration) || ts.isPropertyDeclaration(declaration)))
    return undefined;
  // A `var` gets its first value again whenever its statement is run again.
  const isVar = ts.isVariableDeclaration(declaration) && !isBlockScoped(ts, declaration);
  if (isVar) return undefined;
  if (writtenBoolean(ts, declaration.initializer) === undefined || mayBePut(ts, facts, declaration))
    return undefined;
  const values = facts
    .references(declaration.name)
    ?.flatMap((reference) => (reference.isDeclaration ? [] : [flagGiven(ts, reference.node)]))
    .filter((value) => value !== "read");
  const given = new Set(values);
  return given.size === 1 ? values?.[0] : undefined;
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
