import type ts from "typescript";
import type { Facts } from "../facts";
import type { TypeScript } from "../typescript";

/** @returns the value of an enum's member as a literal, `0` or `"open"`; `undefined` for anything else, and where it is worked out */
export function enumValueOf(ts: TypeScript, node: ts.Expression, facts: Facts): string | undefined {
  if (!ts.isPropertyAccessExpression(node)) return undefined;
  const member = facts.declarationOf(node.name);
  return member && ts.isEnumMember(member) ? valueOf(ts, member) : undefined;
}

/** One without a value of its own has one more than the member before it, and the first one has 0. */
function valueOf(ts: TypeScript, member: ts.EnumMember): string | undefined {
  const { initializer, parent } = member;
  if (initializer && ts.isStringLiteralLike(initializer)) return JSON.stringify(initializer.text);
  if (initializer) return ts.isNumericLiteral(initializer) ? initializer.text : undefined;
  const before = parent.members[parent.members.indexOf(member) - 1];
  if (!before) return "0";
  const value = Number(valueOf(ts, before));
  return Number.isInteger(value) ? String(value + 1) : undefined;
}
