import type ts from "typescript";
import { blockText, type Draft, editDraft, insertAt, parseDraft } from "../lower/draft";
import { isOfTypesOnly } from "../syntax/jsdoc";
import { find } from "../syntax/nodes";
import type { TypeScript } from "../typescript";

/** The JSDoc of what is a variable now. */
export interface VariableDoc {
  /** What the variable may be called. */
  readonly names: readonly string[];
  readonly text: string;
}

/**
 * Puts what is said of fields with the variables that they have become: above their declaration, or the loop that declares them. What
 * is said of one that is gone goes with it.
 *
 * @param block - the generator's body
 */
export function withVariableDocs(ts: TypeScript, block: string, docs: readonly VariableDoc[]): string {
  return docs.reduce((text, doc) => {
    const draft = parseDraft(ts, text);
    const place = find(ts, draft.body, (node) => declares(ts, node, doc.names));
    // The type of what a loop declares is not read from above it.
    const isSaid = place && (ts.isVariableStatement(place) || !isOfTypesOnly(doc.text));
    return isSaid ? insertedBefore(ts, draft, place.getStart(), doc.text) : text;
  }, block);
}

/** @returns the block with what is said of `return()` where the clean-up is; without it, where there is none */
export function withCleanupDocs(ts: TypeScript, block: string, docs: readonly string[]): string {
  const text = docs.join("\n");
  if (text === "") return block;
  const draft = parseDraft(ts, block);
  const cleanup = find(ts, draft.body, (node) => ts.isTryStatement(node) && node.finallyBlock !== undefined);
  const finallyBlock = cleanup && ts.isTryStatement(cleanup) ? cleanup.finallyBlock : undefined;
  const [first] = finallyBlock?.statements ?? [];
  return first ? insertedBefore(ts, draft, first.getStart(), text) : block;
}

function declares(ts: TypeScript, node: ts.Node, names: readonly string[]): boolean {
  const list = ts.isVariableStatement(node)
    ? node.declarationList
    : ts.isForStatement(node) || ts.isForOfStatement(node)
      ? node.initializer
      : undefined;
  return (
    list !== undefined &&
    ts.isVariableDeclarationList(list) &&
    list.declarations.some(({ name }) => ts.isIdentifier(name) && names.includes(name.text))
  );
}

function insertedBefore(ts: TypeScript, draft: Draft, at: number, comment: string): string {
  const { text } = draft;
  const line = text.slice(text.lastIndexOf("\n", at - 1) + 1, at);
  const lead = line.trim() === "" ? "" : "\n";
  const newText = `${lead}${comment}\n${line.trim() === "" ? line : ""}`;
  return blockText(editDraft(ts, draft, [insertAt(at, newText)]));
}
