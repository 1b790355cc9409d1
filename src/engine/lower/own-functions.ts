import { isWithin } from "../syntax/nodes";
import { usesOfVariable } from "../syntax/variable-name";
import type { TypeScript } from "../typescript";
import { blockText, declaredIn, namesIn, parseDraft, type Draft } from "./draft";
import { localFunction, type LocalFunction } from "./local-functions";

/** What `next()` is made of, and what stands before it. */
export interface Surrounded {
  readonly prelude: string;
  readonly next: string;
}

/**
 * A function beside `next()` that nothing else needs may as well be one that `next()` declares for itself.
 *
 * @param others - texts in which the function must not occur
 * @returns each way to move one of them, the other code as it was
 */
export function withFunctionMoved(
  ts: TypeScript,
  { prelude, next }: Surrounded,
  others: readonly string[],
): (Surrounded & { readonly name: string })[] {
  const before = parseDraft(ts, `{\n${prelude}\n}`);
  const body = parseDraft(ts, next);
  return before.body.statements.flatMap((statement) => {
    const local = localFunction(ts, statement);
    if (!local || !isMovable(ts, before, body, local)) return [];
    const name = local.name.text;
    if (others.some((text) => usesOfVariable(ts, parseDraft(ts, `{\n${text}\n}`).body, name).length > 0))
      return [];
    const whole = before.text.slice(statement.pos, statement.end).trim();
    const { start, end } = { start: before.body.getStart() + 1, end: before.body.end - 1 };
    return {
      name,
      prelude: (before.text.slice(start, statement.pos) + before.text.slice(statement.end, end)).trim(),
      next: `{\n${whole}\n${blockText(body).slice(1)}`,
    };
  });
}

/** It is used, by nothing but itself and `next()`, and what it names is the same there. */
function isMovable(
  ts: TypeScript,
  before: Draft,
  body: Draft,
  { fn, name, statement }: LocalFunction,
): boolean {
  const isUsedBeside = usesOfVariable(ts, before.body, name.text).some((use) => !isWithin(use, statement));
  const declared = declaredIn(ts, body.body);
  return (
    !isUsedBeside &&
    usesOfVariable(ts, body.body, name.text).length > 0 &&
    ![name.text, ...namesIn(ts, fn)].some((one) => declared.has(one))
  );
}
