import type ts from "typescript";
import { spanOf } from "../targets/common";
import { say } from "../say";
import { decoratorOf } from "../syntax/nodes";
import type { TypeScript } from "../typescript";
import type { Reason } from "../verdict";

/**
 * `@memoize pages() { … }`: a decorator gets the function, and may look at it, call it when it likes, and keep or replace what it gives.
 *
 * @param sources - the code that moves
 * @see https://github.com/tc39/proposal-decorators
 */
export function judgeDecorators(ts: TypeScript, sources: readonly ts.Node[]): Reason[] {
  const decorator = sources.map((source) => decoratorOf(ts, source)).find((found) => found !== undefined);
  if (!decorator) return [];
  return [
    {
      code: "identity",
      message: say(
        "{0} gets the function, and what it does with what that gives is not known",
        decorator.getText(),
      ),
      verdict: "refused",
      at: spanOf(decorator),
    },
  ];
}
