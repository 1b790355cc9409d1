import type ts from "typescript";
import { statementsOf, unwrap } from "../../syntax/nodes";
import { booleanOf, isDisposable } from "./values";
import { textOf, type View } from "./view";

/** `{ value: v, done: false }` */
export interface WrittenResult {
  /** The value's text. */
  readonly value: string;
  /** The value, where it is written by itself: not with `{ value }`, and not left out. */
  readonly node?: ts.Expression;
  /** Leaving the value out makes no difference. */
  readonly isDisposable: boolean;
  readonly done: boolean;
}

/** @returns what a literal with nothing but `value` and a constant `done` gives; without `done`, it is not done */
export function resultIn(view: View, expression: ts.Expression): WrittenResult | undefined {
  const { ts } = view;
  const literal = unwrap(ts, expression);
  if (!ts.isObjectLiteralExpression(literal)) return undefined;
  let result: WrittenResult | undefined = { value: "undefined", isDisposable: true, done: false };
  for (const member of literal.properties) {
    const key = member.name?.getText();
    if (ts.isShorthandPropertyAssignment(member) && key === "value") result = { ...result, value: "value" };
    else if (!ts.isPropertyAssignment(member)) return undefined;
    else if (key === "value") {
      const { initializer: node } = member;
      result = { ...result, value: textOf(view, node), node, isDisposable: isDisposable(view, node) };
    } else {
      const done = key === "done" ? booleanOf(view, member.initializer) : undefined;
      if (done === undefined) return undefined;
      result = { ...result, done };
    }
  }
  return result;
}

/** @returns how often `if (result.done) return …; yield result.value;` names the result; 0 when it is something else. */
export function readsOf(view: View, [test, ...relay]: readonly ts.Statement[], name: string): number {
  const { ts } = view;
  if (
    !test ||
    !ts.isIfStatement(test) ||
    test.elseStatement ||
    textOf(view, test.expression) !== `${name}.done`
  )
    return 0;
  if (!isRelay(view, relay, name)) return 0;
  const [exit, ...others] = statementsOf(ts, test.thenStatement);
  if (!exit || others.length > 0 || !ts.isReturnStatement(exit)) return 0;
  if (!exit.expression) return 2;
  return textOf(view, exit.expression) === `${name}.value` ? 3 : 0;
}

/** `yield result.value;` */
export function isRelay(view: View, [relay, ...others]: readonly ts.Statement[], name: string): boolean {
  if (!relay || others.length > 0 || !view.ts.isExpressionStatement(relay)) return false;
  return textOf(view, relay.expression) === `yield ${name}.value`;
}
