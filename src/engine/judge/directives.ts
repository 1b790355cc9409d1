import type ts from "typescript";
import { say } from "../say";
import { classifyExit } from "../describe/exits";
import type { Members } from "../detect/members";
import { commentsIn, type Comment } from "../syntax/comments";
import { walkOwn } from "../syntax/nodes";
import { directiveAbove } from "../syntax/result-comments";
import type { TypeScript } from "../typescript";
import type { Reason } from "../verdict";

/**
 * `// @ts-expect-error` in code that moves: where the compiler has nothing to object to any more, it objects to the comment.
 *
 * @param sources - the code that moves
 * @see https://www.typescriptlang.org/docs/handbook/release-notes/typescript-3-9.html#-ts-expect-error-comments
 */
export function judgeDirectives(
  ts: TypeScript,
  sources: readonly ts.Node[],
  members: Members | undefined,
): Reason[] {
  const gone = members ? ends(ts, members) : [];
  for (const source of sources) {
    const file = source.getSourceFile();
    if (!file.text.slice(source.pos, source.end).includes("@ts-expect-error")) continue;
    const comment = commentsIn(ts, file, { start: source.pos, end: source.end }).find(
      ({ text, start }) =>
        /^\/[/*]+\s*@ts-expect-error\b/.test(text) && !gone.some((one) => one.start === start),
    );
    if (!comment) continue;
    const { start, end } = comment;
    return [
      {
        code: "not-understood",
        message: say("an error of types is expected here, which a generator may not have"),
        verdict: "refused",
        at: { fileName: file.fileName, start, end },
      },
    ];
  }
  return [];
}

/** Those above a result that says the end and no more: `return { done: true };`, of which nothing is left that has a type. */
function ends(ts: TypeScript, { owner, methods }: Members): readonly Comment[] {
  const file = owner.getSourceFile();
  const found: Comment[] = [];
  for (const key of ["next", "return"]) {
    const fn = methods.get(key)?.fn;
    if (!fn) continue;
    walkOwn(ts, fn.body, (node) => {
      if (!ts.isReturnStatement(node) || node.expression?.getText().includes("\n")) return;
      const exit = classifyExit(ts, node.expression, () => false);
      const comment = exit?.kind === "finish" && !exit.value ? directiveAbove(ts, file, node) : undefined;
      if (comment) found.push(comment);
    });
  }
  return found;
}
