import type ts from "typescript";
import { walk } from "../syntax/nodes";
import { applyEdits, type TextEdit } from "../text";
import type { TypeScript } from "../typescript";

/**
 * Writes `{ id }` for `{ id: id }`, which is what `{ id: this.id }` has become.
 *
 * @param text - code that parses as a file
 */
export function withShorthand(ts: TypeScript, text: string): string {
  const sourceFile = ts.createSourceFile("shorthand.ts", text, ts.ScriptTarget.Latest, true);
  const edits: TextEdit[] = [];
  walk(ts, sourceFile, (node) => {
    if (isLonghand(ts, node))
      edits.push({ start: node.getStart(), end: node.end, newText: node.name.getText() });
  });
  return applyEdits(text, edits);
}

/** @returns whether the node is `id: id` in an object literal */
export function isLonghand(ts: TypeScript, node: ts.Node): node is ts.PropertyAssignment {
  return (
    ts.isPropertyAssignment(node) &&
    ts.isIdentifier(node.name) &&
    ts.isIdentifier(node.initializer) &&
    node.name.text === node.initializer.text &&
    node.getText() === `${node.name.text}: ${node.name.text}`
  );
}
