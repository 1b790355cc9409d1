import { walk } from "../syntax/nodes";
import { isVariableName } from "../syntax/variable-name";
import { applyEdits, type TextEdit } from "../text";
import type { TypeScript } from "../typescript";

const head = "async function* generated() ";

/**
 * @param block - a body in which the generator calls itself
 * @param from - what it calls itself there
 * @returns the body with the name that the generator will have
 */
export function withOwnName(ts: TypeScript, block: string, from: string, name: string): string {
  const sourceFile = ts.createSourceFile("own.ts", head + block, ts.ScriptTarget.Latest, true);
  const edits: TextEdit[] = [];
  walk(ts, sourceFile, (node) => {
    if (!ts.isIdentifier(node) || node.text !== from || !isVariableName(ts, node)) return;
    edits.push({ start: node.getStart(sourceFile), end: node.end, newText: name });
  });
  return applyEdits(sourceFile.text, edits).slice(head.length);
}
