import type ts from "typescript";
import { walk } from "../syntax/nodes";
import { isVariableName } from "../syntax/variable-name";
import { applyEdits, type TextEdit } from "../text";
import type { TypeScript } from "../typescript";
import type { Draft } from "./draft";

/** One name to be replaced by another. */
export interface Renaming {
  readonly from: string;
  readonly to: string;
}

/** @returns the node's text with every variable of one name called by another, shorthand properties spelt out */
export function renamedText(
  ts: TypeScript,
  draft: Draft,
  node: ts.Node,
  renaming: Renaming | undefined,
): string {
  const offset = node.getStart(draft.sourceFile);
  const text = draft.text.slice(offset, node.end);
  if (!renaming) return text;
  const edits: TextEdit[] = [];
  walk(ts, node, (child) => {
    if (!ts.isIdentifier(child) || child.text !== renaming.from || !isVariableName(ts, child)) return;
    const newText = ts.isShorthandPropertyAssignment(child.parent)
      ? `${renaming.from}: ${renaming.to}`
      : renaming.to;
    edits.push({ start: child.getStart(draft.sourceFile) - offset, end: child.end - offset, newText });
  });
  return applyEdits(text, edits);
}
