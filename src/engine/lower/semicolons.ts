import { walk } from "../syntax/nodes";
import { applyEdits, type TextEdit } from "../text";
import type { TypeScript } from "../typescript";
import { takesSemicolon } from "./style";

/** A line that begins with one of these would go on with the statement before it. */
const hazard = /^[([`+\-/*.,<]/;

/**
 * Takes the semicolons at the ends of lines away, for authors who write none. Where the next line would then be read as part of
 * the statement, the semicolon moves to that line's beginning.
 *
 * @param text - code that parses as a file, each statement on lines of its own
 */
export function withoutSemicolons(ts: TypeScript, text: string): string {
  const sourceFile = ts.createSourceFile("semicolons.ts", text, ts.ScriptTarget.Latest, true);
  const edits: TextEdit[] = [];
  walk(ts, sourceFile, (node) => {
    if (!takesSemicolon(ts, node) || text[node.end - 1] !== ";") return;
    const rest = text.slice(node.end);
    const gap = /^(?:[ \t]*(?:\/\/[^\n]*)?\n|[ \t]*\/\*(?:[^*]|\*(?!\/))*\*\/|[ \t]+)*/.exec(rest)?.[0] ?? "";
    const next = rest.slice(gap.length);
    if (next !== "" && !next.startsWith("}") && !gap.includes("\n")) return;
    edits.push({ start: text.slice(0, node.end - 1).trimEnd().length, end: node.end, newText: "" });
    const at = node.end + gap.length;
    if (hazard.test(next)) edits.push({ start: at, end: at, newText: ";" });
  });
  return applyEdits(text, edits);
}
