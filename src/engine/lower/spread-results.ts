import type ts from "typescript";
import { memberKey } from "../syntax/keys";
import { some, walkOwn } from "../syntax/nodes";
import type { TypeScript } from "../typescript";
import { editDraft, replaceNode, textOf, type Draft } from "./draft";

/**
 * A result that takes `done` over from another one says so: `{ ...result, value: map(result.value) }`
 * → `{ done: result.done, value: map(result.value) }`.
 */
export function withoutSpreads(ts: TypeScript, draft: Draft): Draft {
  const spreads: ts.SpreadAssignment[] = [];
  walkOwn(ts, draft.body, (node) => {
    if (!ts.isReturnStatement(node) || !node.expression) return;
    spreads.push(
      ...literalsIn(ts, node.expression).flatMap((literal) => takenOver(ts, draft, literal) ?? []),
    );
  });
  return editDraft(
    ts,
    draft,
    spreads.map((spread) => replaceNode(draft, spread, `done: ${textOf(draft, spread.expression)}.done`)),
  );
}

/** The literals that an expression can give. */
function literalsIn(ts: TypeScript, expression: ts.Expression): ts.ObjectLiteralExpression[] {
  if (ts.isObjectLiteralExpression(expression)) return [expression];
  if (ts.isParenthesizedExpression(expression) || ts.isAsExpression(expression))
    return literalsIn(ts, expression.expression);
  if (!ts.isConditionalExpression(expression)) return [];
  return [expression.whenTrue, expression.whenFalse].flatMap((branch) => literalsIn(ts, branch));
}

/** The spread of a variable, whose `done` is asked for elsewhere, beside which nothing is said but the value. */
function takenOver(
  ts: TypeScript,
  draft: Draft,
  { properties }: ts.ObjectLiteralExpression,
): ts.SpreadAssignment | undefined {
  const [spread, value, ...more] = properties;
  if (!spread || !value || more.length > 0) return undefined;
  if (!ts.isSpreadAssignment(spread) || !ts.isIdentifier(spread.expression)) return undefined;
  const isNamed = ts.isPropertyAssignment(value) || ts.isShorthandPropertyAssignment(value);
  if (!isNamed || memberKey(ts, value.name) !== "value") return undefined;
  return isAskedForDone(ts, draft, spread.expression.text) ? spread : undefined;
}

/** Otherwise it need not be a result at all. */
function isAskedForDone(ts: TypeScript, { body }: Draft, name: string): boolean {
  return some(
    ts,
    body,
    (node) =>
      ts.isPropertyAccessExpression(node) &&
      node.name.text === "done" &&
      ts.isIdentifier(node.expression) &&
      node.expression.text === name,
  );
}
