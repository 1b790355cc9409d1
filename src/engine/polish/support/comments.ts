import type { Comment } from "../../syntax/comments";
import { isForNextLine } from "../../syntax/directives";

/**
 * Is every comment of `before`, as often as it stands there, in `after` too?
 *
 * @param mayGo - comments that need not be there any more; none when not given
 */
export function keepsComments(
  before: readonly Comment[],
  after: readonly Comment[],
  mayGo: (comment: Comment) => boolean = () => false,
): boolean {
  const counts = new Map<string, number>();
  for (const comment of after) counts.set(key(comment), (counts.get(key(comment)) ?? 0) + 1);
  return before.every((comment) => {
    const left = (counts.get(key(comment)) ?? 0) - 1;
    counts.set(key(comment), left);
    return left >= 0 || mayGo(comment);
  });
}

/** Does a comment tell a tool something about its next line, and is that line gone? */
export function isLineGone({ text, end }: Comment, before: string, after: string): boolean {
  if (!isForNextLine(text)) return false;
  const [, line = ""] = /^[ \t]*\n[ \t]*([^\n]+)/.exec(before.slice(end)) ?? [];
  return line !== "" && !after.includes(line);
}

/** A comment's words: its indentation may change. */
function key(comment: Comment): string {
  return comment.text.replace(/\s+/g, " ").trim();
}
