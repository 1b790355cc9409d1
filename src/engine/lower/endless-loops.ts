import type ts from "typescript";
import { walk } from "../syntax/nodes";
import { applyEdits, type TextEdit } from "../text";
import type { TypeScript } from "../typescript";

/** @returns the head of an endless `for` as its author writes it: `for (;;)`; `undefined` where it is none, or says more in a comment */
export function endlessFor(ts: TypeScript, node: ts.Node, sourceFile: ts.SourceFile): string | undefined {
  if (!ts.isForStatement(node)) return undefined;
  return /^for[ \t]*\([ \t]*;[ \t]*;[ \t]*\)/.exec(sourceFile.text.slice(node.getStart(sourceFile)))?.[0];
}

/** @returns whether it is `while (true)` or `while (1)` */
export function isEndlessWhile(ts: TypeScript, node: ts.Node): node is ts.WhileStatement {
  return ts.isWhileStatement(node) && /^(?:true|1)$/.test(node.expression.getText());
}

/**
 * Writes each `while (true)` as the author does.
 *
 * @param text - code that parses as a file
 * @param head - `for (;;)`
 */
export function withEndlessFor(ts: TypeScript, text: string, head: string): string {
  const sourceFile = ts.createSourceFile("loops.ts", text, ts.ScriptTarget.Latest, true);
  const edits: TextEdit[] = [];
  walk(ts, sourceFile, (node) => {
    if (!isEndlessWhile(ts, node)) return;
    const start = node.getStart(sourceFile);
    const [written] = /^while \(true\)/.exec(text.slice(start)) ?? [];
    if (written !== undefined) edits.push({ start, end: start + written.length, newText: head });
  });
  return applyEdits(text, edits);
}
