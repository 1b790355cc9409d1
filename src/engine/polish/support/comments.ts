import type ts from "typescript";
import type { Comment } from "../../syntax/comments";
import { isForNextLine, saysFallsThrough } from "../../syntax/directives";
import { walk } from "../../syntax/nodes";
import { isOfProtocolOnly } from "../../syntax/protocol-comments";
import type { TypeScript } from "../../typescript";

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
  const next = saysFallsThrough(text) ? /^\s*\n[ \t]*([^\n]+)/ : /^[ \t]*\n[ \t]*([^\n]+)/;
  const [, line = ""] = next.exec(before.slice(end)) ?? [];
  return line !== "" && !after.includes(line);
}

/** Does it say nothing but where the iterator is, or that it moves on? That goes with the variable or the step. */
export function isOfPosition({ text }: Pick<Comment, "text">, names: readonly string[]): boolean {
  return (
    !text.startsWith("/**") &&
    (["variable", "step"] as const).some((place) => isOfProtocolOnly(text, place, names))
  );
}

/** @returns all names in a code */
export function identifiersIn(ts: TypeScript, root: ts.Node): string[] {
  const names = new Set<string>();
  walk(ts, root, (node) => {
    if (ts.isIdentifier(node)) names.add(node.text);
  });
  return [...names];
}

/** A comment's words: its indentation may change. */
function key(comment: Comment): string {
  return comment.text.replace(/\s+/g, " ").trim();
}
