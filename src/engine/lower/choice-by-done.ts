import type ts from "typescript";
import { unwrap } from "../syntax/nodes";
import type { TypeScript } from "../typescript";
import { textOf, type Draft } from "./draft";
import { isPure, writesName } from "./effects";
import { negated, withoutDoubleNegation } from "./negate";

/** A value that is chosen by what also says whether this is the end. */
export interface ChoiceByDone {
  readonly whenDone: ts.Expression;
  readonly otherwise: ts.Expression;
}

/**
 * `{ done, value: done ? undefined : rows[index++] }` says twice which of the two it is.
 *
 * @param doneFirst - `done` stands in front of the value, so that what the value does cannot change it
 * @returns `undefined` where the value is no such choice, or may change what is asked
 */
export function choiceByDone(
  ts: TypeScript,
  draft: Draft,
  { done, value, doneFirst }: { done: ts.Expression; value: ts.Expression; doneFirst: boolean },
): ChoiceByDone | undefined {
  const choice = choiceIn(ts, unwrap(ts, value));
  if (!choice) return undefined;
  const { condition, whenTrue, whenFalse } = choice;
  if (!isPure(ts, done, draft.form.acting) || !isPure(ts, condition, draft.form.acting)) return undefined;
  if (!doneFirst && !isSettled(ts, done, [whenTrue, whenFalse])) return undefined;
  const [asked, test] = [plain(ts, done), plain(ts, condition)];
  if (textOf(draft, asked) === textOf(draft, test)) return { whenDone: whenTrue, otherwise: whenFalse };
  const isOpposite =
    negated(ts, draft.sourceFile, asked) === textOf(draft, test) ||
    negated(ts, draft.sourceFile, test) === textOf(draft, asked);
  return isOpposite ? { whenDone: whenFalse, otherwise: whenTrue } : undefined;
}

interface Choice {
  readonly condition: ts.Expression;
  readonly whenTrue: ts.Expression;
  readonly whenFalse: ts.Expression;
}

/** `node ? node.value : undefined`, or `node && node.value`, which is `node` itself where there is none */
function choiceIn(ts: TypeScript, value: ts.Expression): Choice | undefined {
  if (ts.isConditionalExpression(value)) return value;
  const isBoth =
    ts.isBinaryExpression(value) && value.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken;
  return isBoth ? { condition: value.left, whenTrue: value.right, whenFalse: value.left } : undefined;
}

/** Cannot change between the choice and the question: a variable, or what a result says of itself. */
function isSettled(ts: TypeScript, done: ts.Expression, parts: readonly ts.Expression[]): boolean {
  const inner = plain(ts, done);
  const bare = ts.isPrefixUnaryExpression(inner) ? plain(ts, inner.operand) : inner;
  const root = ts.isPropertyAccessExpression(bare) && bare.name.text === "done" ? bare.expression : bare;
  if (ts.isIdentifier(root)) return !parts.some((part) => writesName(ts, part, root.text));
  return parts.every((part) => isPure(ts, part));
}

/** Without parentheses and a double negation. */
function plain(ts: TypeScript, expression: ts.Expression): ts.Expression {
  return unwrap(ts, withoutDoubleNegation(ts, expression));
}
