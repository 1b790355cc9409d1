import type ts from "typescript";
import { withImporters } from "../consume/lost-owners";
import type { Facts, Reference } from "../facts";
import { elementKey, memberKey } from "../syntax/keys";
import { accessKind, walk } from "../syntax/nodes";
import type { TypeScript } from "../typescript";

/**
 * @param name - of a member, as it is declared
 * @param key - the same as {@link memberKey} gives it
 * @returns the places where it is used, by its symbol, or else in its file by a name like it: an access, or the name in a pattern. `undefined`
 * where it may be used by who has its object as something else
 */
export function usesOfMember(
  ts: TypeScript,
  name: ts.Node,
  key: string,
  facts: Facts,
): readonly ts.Expression[] | undefined {
  const references = facts.references(name);
  const found = new Set(references?.flatMap(({ node }) => useAt(ts, node) ?? []));
  if (!references) for (const use of usesByText(ts, name.getSourceFile(), key)) found.add(use);
  const files = filesWith(name, references ?? [], facts);
  const member = name.parent as ts.NamedDeclaration;
  if ([...files].some((file) => facts.whereMemberIsTaken?.(member, file))) return undefined;
  for (const { node } of facts.usesOfMembers?.(new Set([key]), []) ?? [])
    if (files.has(node.getSourceFile())) for (const use of useAt(ts, node) ?? []) found.add(use);
  return [...found];
}

/** What goes by the name, of whatever it may be. */
function usesByText(ts: TypeScript, file: ts.SourceFile, key: string): readonly ts.Expression[] {
  const found: ts.Expression[] = [];
  walk(ts, file, (node) => {
    const isAccess = ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node);
    if (isAccess && elementKey(ts, node) === key) found.push(node);
    if (isInPattern(ts, node) && memberKey(ts, node) === key) found.push(node);
  });
  return found;
}

/** The files that may have the object of a member: they name that or its class, or import such a file. */
function filesWith(
  name: ts.Node,
  references: readonly Reference[],
  facts: Facts,
): ReadonlySet<ts.SourceFile> {
  const owner = (name.parent.parent as Partial<ts.NamedDeclaration>).name;
  const named = owner ? (facts.references(owner) ?? []) : [];
  const naming = [...references, ...named].map(({ sourceFile }) => sourceFile);
  return withImporters(facts, new Set([name.getSourceFile(), ...naming]));
}

/** `rows.at`, `rows["at"]`, `const { at } = rows`, `({ at: this.at } = rows)`; not where it is declared, or part of a type */
function useAt(ts: TypeScript, node: ts.Node): readonly ts.Expression[] | undefined {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node ? [parent] : undefined;
  if (ts.isElementAccessExpression(parent)) return parent.argumentExpression === node ? [parent] : undefined;
  return isInPattern(ts, node) ? [node] : undefined;
}

/** The key by which a pattern takes a member. */
function isInPattern(ts: TypeScript, node: ts.Node): node is ts.Identifier | ts.StringLiteral {
  if (!ts.isIdentifier(node) && !ts.isStringLiteral(node)) return false;
  const { parent } = node;
  if (ts.isBindingElement(parent))
    return ts.isObjectBindingPattern(parent.parent) && (parent.propertyName ?? parent.name) === node;
  if (ts.isShorthandPropertyAssignment(parent) || ts.isPropertyAssignment(parent))
    return parent.name === node && accessKind(ts, parent.parent) === "write";
  return false;
}
