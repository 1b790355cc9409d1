import type ts from "typescript";
import type { Members } from "../detect/members";
import { say } from "../say";
import { find } from "../syntax/nodes";
import { spanOf } from "../targets/common";
import type { TypeScript } from "../typescript";
import type { Reason } from "../verdict";

/** Markup within an iterator is not taken over: its code is put together again as text that is parsed without. */
export function judgeMarkup(ts: TypeScript, { methods }: Members): Reason[] {
  const isMarkup = (node: ts.Node): boolean => ts.isJsxOpeningLikeElement(node) || ts.isJsxFragment(node);
  const [markup] = [...methods.values()].flatMap(({ fn }) => find(ts, fn.body, isMarkup) ?? []);
  if (!markup) return [];
  return [
    {
      code: "not-understood",
      message: say("there is JSX in it, which is not taken over into a generator"),
      verdict: "refused",
      at: spanOf(markup),
    },
  ];
}
