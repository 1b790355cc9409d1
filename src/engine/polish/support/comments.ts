import type { Comment } from "../../syntax/comments";

/** Is every comment of `before`, as often as it stands there, in `after` too? */
export function keepsComments(before: readonly Comment[], after: readonly Comment[]): boolean {
  const counts = new Map<string, number>();
  for (const comment of after) counts.set(key(comment), (counts.get(key(comment)) ?? 0) + 1);
  return before.every((comment) => {
    const left = (counts.get(key(comment)) ?? 0) - 1;
    counts.set(key(comment), left);
    return left >= 0;
  });
}

/** A comment's words: its indentation may change. */
function key(comment: Comment): string {
  return comment.text.replace(/\s+/g, " ").trim();
}
