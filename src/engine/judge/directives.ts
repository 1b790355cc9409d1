import type ts from "typescript";
import { say } from "../say";
import { commentsIn } from "../syntax/comments";
import type { TypeScript } from "../typescript";
import type { Reason } from "../verdict";

/**
 * `// @ts-expect-error` in code that moves: where the compiler has nothing to object to any more, it objects to the comment.
 *
 * @param sources - the code that moves
 * @see https://www.typescriptlang.org/docs/handbook/release-notes/typescript-3-9.html#-ts-expect-error-comments
 */
export function judgeDirectives(ts: TypeScript, sources: readonly ts.Node[]): Reason[] {
  for (const source of sources) {
    const file = source.getSourceFile();
    if (!file.text.slice(source.pos, source.end).includes("@ts-expect-error")) continue;
    const comment = commentsIn(ts, file, { start: source.pos, end: source.end }).find(({ text }) =>
      /^\/[/*]+\s*@ts-expect-error\b/.test(text),
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
