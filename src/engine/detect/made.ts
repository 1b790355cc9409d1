import type ts from "typescript";
import type { IteratorKind } from "../kind";
import { declaredInScope } from "../syntax/in-scope";
import { some, unwrap, wrapped } from "../syntax/nodes";
import type { TypeScript } from "../typescript";
import { takerCalled } from "./given-next";
import { membersOf, type Members } from "./members";
import { classDeclaredBy } from "./owner";

/** @returns the literal, what a function makes of a `next` that it is given, or the class of a `new` expression, when it is declared in a scope around. */
export function iteratorMadeBy(ts: TypeScript, made: ts.Expression, kind: IteratorKind): Members | undefined {
  const expression = unwrap(ts, made);
  if (ts.isObjectLiteralExpression(expression)) return membersOf(ts, expression, kind);
  if (ts.isCallExpression(expression)) return takerCalled(ts, expression) && membersOf(ts, expression, kind);
  if (!ts.isNewExpression(expression)) return undefined;
  if (takerCalled(ts, expression)) return membersOf(ts, expression, kind);
  const own = unwrap(ts, expression.expression);
  if (ts.isClassExpression(own)) return creationOf(ts, own) && membersOf(ts, own, kind);
  if (!ts.isIdentifier(expression.expression)) return undefined;
  const { text } = expression.expression;
  const declared = declaredInScope(ts, expression, text, (statement) => classDeclaredBy(ts, statement, text));
  return declared && membersOf(ts, declared, kind);
}

/**
 * `new (class { … })()`: what this makes is the only instance of the class, unless that names itself.
 *
 * @returns the `new` expression
 */
export function creationOf(ts: TypeScript, owner: ts.Node): ts.NewExpression | undefined {
  if (!ts.isClassExpression(owner)) return undefined;
  const callee = wrapped(ts, owner);
  const { parent } = callee;
  if (!ts.isNewExpression(parent) || parent.expression !== callee) return undefined;
  const own = owner.name?.text;
  const makesMore = some(
    ts,
    owner,
    (node) =>
      ts.isIdentifier(node) &&
      node !== owner.name &&
      (node.text === "constructor" || (own !== undefined && node.text === own)),
  );
  return makesMore ? undefined : parent;
}
