import type ts from "typescript";
import type { Members, Method } from "../detect/members";
import { NotUnderstood } from "../lower/draft";
import { say } from "../say";
import { keyText } from "../syntax/keys";
import type { TypeScript } from "../typescript";
import { spanOf } from "./common";

/**
 * What is assigned to `this` in the constructor, or to the object later, is bound to the code around it; what is copied to a prototype
 * cannot be searched for.
 */
export function checkAssigned(ts: TypeScript, members: Members): void {
  const assigned = [...members.methods.values()].find(
    (method) =>
      (ts.isExpressionStatement(method.member) || isOnPrototype(members, method)) &&
      !assignedName(ts, members, method),
  );
  if (assigned)
    throw new NotUnderstood(
      say("'{0}' is put in place by an assignment", keyText(assigned.key)),
      spanOf(assigned.declaration ?? assigned.member),
    );
}

function isOnPrototype({ prototype }: Members, { declaration }: Method): boolean {
  return prototype.some((statement) => statement === declaration);
}

/** @returns the `next` of `X.prototype.next = function () {…};` */
export function assignedName(ts: TypeScript, members: Members, method: Method): ts.Node | undefined {
  const { member } = method;
  if (!ts.isExpressionStatement(member) || !isOnPrototype(members, method)) return undefined;
  if (!ts.isBinaryExpression(member.expression)) return undefined;
  const { left } = member.expression;
  if (ts.isPropertyAccessExpression(left)) return left.name;
  return ts.isElementAccessExpression(left) ? left.argumentExpression : undefined;
}
