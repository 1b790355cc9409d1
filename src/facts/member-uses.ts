import type ts from "typescript";
import type { MemberUse } from "../engine/facts";
import { isWithin, walk } from "../engine/syntax/nodes";
import { codeFiles } from "./module-graph";
import type { TypeContext } from "./type-context";

/**
 * Where is a member of an object used, as far as types tell, or may be used, since the type of the object is not known?
 *
 * @param names - of members
 * @param parts - the code that declares them, which is passed over
 * @returns the places in all of the project
 */
export function usesOfMembers(
  context: TypeContext,
  names: ReadonlySet<string>,
  parts: readonly ts.Node[],
): readonly MemberUse[] {
  const { ts, program } = context;
  const found: MemberUse[] = [];
  for (const file of codeFiles(program)) {
    if (![...names].some((name) => file.text.includes(name))) continue;
    walk(ts, file, (node) => {
      const use = useAt(context, node, names, parts);
      if (use) found.push(use);
    });
  }
  return found;
}

function useAt(
  context: TypeContext,
  node: ts.Node,
  names: ReadonlySet<string>,
  parts: readonly ts.Node[],
): MemberUse | undefined {
  const { checker } = context;
  const access = accessAt(context, node);
  if (!access || !names.has(access.key.text) || parts.some((part) => isWithin(node, part))) return undefined;
  const declarations = checker.getSymbolAtLocation(access.key)?.declarations ?? [];
  const isSure = declarations.some((declaration) => parts.some((part) => isWithin(declaration, part)));
  if (!isSure && !isUnknown(context, access.object)) return undefined;
  return { node: access.key, member: access.key.text, isSure };
}

interface MemberAccess {
  readonly object: ts.Node;
  readonly key: ts.Identifier | ts.StringLiteralLike;
}

/** `rows.count`, `rows["count"]`, `const { count } = rows` */
function accessAt({ ts }: TypeContext, node: ts.Node): MemberAccess | undefined {
  if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.name))
    return { object: node.expression, key: node.name };
  if (ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression))
    return { object: node.expression, key: node.argumentExpression };
  if (!ts.isBindingElement(node) || !ts.isObjectBindingPattern(node.parent)) return undefined;
  const key = node.propertyName ?? node.name;
  return ts.isIdentifier(key) && !node.dotDotDotToken ? { object: node.parent, key } : undefined;
}

function isUnknown({ ts, checker }: TypeContext, object: ts.Node): boolean {
  return (checker.getTypeAtLocation(object).flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0;
}
