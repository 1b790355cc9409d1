import type ts from "typescript";
import { walk } from "../syntax/nodes";
import { applyEdits, type TextEdit } from "../text";
import type { TypeScript } from "../typescript";

/**
 * Writes `if (done) return;` on one line where the block holds nothing else: what the author had to spread over lines was
 * `return { value: undefined, done: true };`.
 *
 * @param text - code that parses as a file
 * @param width - columns that the line may take from the `if` on
 */
export function withBareReturns(ts: TypeScript, text: string, width: number): string {
  const sourceFile = ts.createSourceFile("jumps.ts", text, ts.ScriptTarget.Latest, true);
  const edits: TextEdit[] = [];
  walk(ts, sourceFile, (node) => {
    if (!ts.isIfStatement(node) || node.elseStatement || !ts.isBlock(node.thenStatement)) return;
    const { thenStatement } = node;
    const start = thenStatement.getStart(sourceFile);
    if (!/^\{\s*return;?\s*\}$/.test(text.slice(start, thenStatement.end))) return;
    const head = text.slice(node.getStart(sourceFile), start);
    if (head.includes("\n") || head.length + "return;".length > width || isElseBranch(ts, node)) return;
    edits.push({ start, end: thenStatement.end, newText: "return;" });
  });
  return applyEdits(text, edits);
}

function isElseBranch(ts: TypeScript, node: ts.IfStatement): boolean {
  return ts.isIfStatement(node.parent) && node.parent.elseStatement === node;
}
