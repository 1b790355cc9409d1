import type ts from "typescript";
import type { Facts } from "../facts";
import { isConstantTable, literalHeld, literalText } from "../syntax/constant-table";
import { accessKind, ancestor, wrapped } from "../syntax/nodes";
import type { TypeScript } from "../typescript";

/**
 * @returns the value of an enum's member, or of a constant in a table, as a literal, `0` or `"open"`; `undefined` for anything else, and where
 *   it is worked out
 */
export function enumValueOf(ts: TypeScript, node: ts.Expression, facts: Facts): string | undefined {
  if (!ts.isPropertyAccessExpression(node)) return undefined;
  const member = facts.declarationOf(node.name);
  if (!member) return undefined;
  if (ts.isEnumMember(member)) return valueOf(ts, member);
  return ts.isPropertyAssignment(member) && isOfTable(ts, member, facts)
    ? literalText(ts, member.initializer)
    : undefined;
}

/** One without a value of its own has one more than the member before it, and the first one has 0. */
function valueOf(ts: TypeScript, member: ts.EnumMember): string | undefined {
  const { initializer, parent } = member;
  if (initializer) return literalText(ts, initializer);
  const before = parent.members[parent.members.indexOf(member) - 1];
  if (!before) return "0";
  const value = Number(valueOf(ts, before));
  return Number.isInteger(value) ? String(value + 1) : undefined;
}

/** `const STATES = { START: 0, BODY: 1 };`, of which nobody does more than to read what it holds */
function isOfTable(ts: TypeScript, { parent: table }: ts.PropertyAssignment, facts: Facts): boolean {
  const declaration = ancestor(table, ts.isVariableDeclaration.bind(ts));
  if (!declaration || literalHeld(ts, declaration) !== table || !isConstantTable(ts, table)) return false;
  const isConst = (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
  if (!isConst || facts.isPublicApi(declaration) !== false) return false;
  const references = facts.references(declaration.name);
  return references?.every(({ node, isDeclaration }) => isDeclaration || isOnlyLookedUp(ts, node)) ?? false;
}

/** `STATES.START`, `STATES[key]`, `typeof STATES` as a type */
function isOnlyLookedUp(ts: TypeScript, name: ts.Node): boolean {
  const { parent } = name;
  if (ts.isTypeQueryNode(parent)) return true;
  const isRead = ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent);
  if (!isRead || parent.expression !== name || accessKind(ts, parent) !== "read") return false;
  const whole = wrapped(ts, parent);
  return !ts.isCallExpression(whole.parent) || whole.parent.expression !== whole;
}
