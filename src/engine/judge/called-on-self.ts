import type ts from "typescript";
import type { Model } from "../describe/model";
import { selfUse } from "../describe/self";
import type { Field, Members } from "../detect/members";
import type { Facts } from "../facts";
import { calledFunction } from "../consume/functions";
import { say } from "../say";
import { someOwn, unwrap } from "../syntax/nodes";
import { spanOf } from "../targets/common";
import type { Plan } from "../targets/plan";
import { isThis } from "../syntax/this-alias";
import type { TypeScript } from "../typescript";
import type { Reason } from "../verdict";

/**
 * `this.format(row)` calls what is in the field on the iterator; once the field is a variable, `format(row)` calls it on nothing. That
 * matters to a function that looks at its `this`.
 */
export function judgeCalledOnSelf(
  ts: TypeScript,
  plan: Plan,
  { site, usage }: Model,
  facts: Facts,
): Reason[] {
  const members = site.iterator ?? site.iterable;
  if (!members || plan.relation === "loses-protocol") return [];
  for (const { key, isCall, node } of selfUse(ts, members).accesses) {
    const field = members.fields.get(key);
    if (!field || !isCall) continue;
    const values = [field.initializer, ...givenTo(ts, members, field, usage.instances)];
    if (!asksForThis(ts, field) && !values.some((value) => value && looksAtThis(ts, value, facts))) continue;
    return [
      {
        code: "identity",
        message: say("'{0}' is called on the iterator, which its function looks at as 'this'", key),
        verdict: "review",
        at: spanOf(node),
      },
    ];
  }
  return [];
}

/** `format: (this: Rows, row: Row) => string` */
function asksForThis(ts: TypeScript, { member }: Field): boolean {
  const type = "type" in member ? member.type : undefined;
  if (!type || !ts.isFunctionTypeNode(type)) return false;
  return type.parameters.some(({ name }) => name.getText() === "this");
}

/** The arguments of the parameter that the field is set from. */
function givenTo(
  ts: TypeScript,
  { construct }: Members,
  { key, member }: Field,
  instances: Model["usage"]["instances"],
): ts.Expression[] {
  const parameters = construct?.parameters ?? [];
  const set = construct?.body.statements.flatMap((statement) => assignedTo(ts, statement, key) ?? []).at(0);
  const index = parameters.findIndex(
    (parameter) => parameter === member || parameter.name.getText() === set?.getText(),
  );
  if (index < 0) return [];
  return instances.flatMap(({ origin }) => {
    const made = unwrap(ts, origin);
    return (
      (ts.isNewExpression(made) || ts.isCallExpression(made) ? made.arguments?.[index] : undefined) ?? []
    );
  });
}

/** The value of `this.format = format;` */
function assignedTo(ts: TypeScript, statement: ts.Statement, key: string): ts.Expression | undefined {
  if (!ts.isExpressionStatement(statement) || !ts.isBinaryExpression(statement.expression)) return undefined;
  const { left, right } = statement.expression;
  const isField = ts.isPropertyAccessExpression(left) && isThis(ts, left.expression);
  return isField && left.name.text === key ? right : undefined;
}

function looksAtThis(ts: TypeScript, value: ts.Expression, facts: Facts): boolean {
  const expression = unwrap(ts, value);
  if (ts.isFunctionExpression(expression)) return usesOwnThis(ts, expression.body);
  const name = ts.isPropertyAccessExpression(expression) ? expression.name : expression;
  if (!ts.isIdentifier(name)) return false;
  const declaration = facts.declarationOf(name);
  const fn = declaration && calledFunction(ts, declaration);
  return fn !== undefined && !ts.isArrowFunction(fn) && usesOwnThis(ts, fn.body);
}

/** Arrow functions inside have the same `this`; that is more than is asked for here. */
function usesOwnThis(ts: TypeScript, body: ts.Node): boolean {
  return someOwn(ts, body, (node) => node.kind === ts.SyntaxKind.ThisKeyword);
}
