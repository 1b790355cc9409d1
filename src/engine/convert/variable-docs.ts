import type ts from "typescript";
import { isOfTypesOnly } from "../syntax/jsdoc";
import { find } from "../syntax/nodes";
import { applyEdits } from "../text";
import type { TypeScript } from "../typescript";

/** The JSDoc of what is a variable now. */
export interface VariableDoc {
  /** What the variable may be called. */
  readonly names: readonly string[];
  readonly text: string;
}

const prefix = "async function* generated() ";

/**
 * Puts what is said of fields with the variables that they have become: above their declaration, or the loop that declares them. What
 * is said of one that is gone goes with it.
 *
 * @param block - the generator's body
 */
export function withVariableDocs(ts: TypeScript, block: string, docs: readonly VariableDoc[]): string {
  return docs.reduce((text, doc) => {
    const place = find(ts, parsed(ts, text), (node) => declares(ts, node, doc.names));
    // The type of what a loop declares is not read from above it.
    const isSaid = place && (ts.isVariableStatement(place) || !isOfTypesOnly(doc.text));
    return isSaid ? insertedBefore(text, place.getStart(), doc.text) : text;
  }, block);
}

/** @returns the block with what is said of `return()` where the clean-up is; without it, where there is none */
export function withCleanupDocs(ts: TypeScript, block: string, docs: readonly string[]): string {
  const text = docs.join("\n");
  if (text === "") return block;
  const cleanup = find(
    ts,
    parsed(ts, block),
    (node) => ts.isTryStatement(node) && node.finallyBlock !== undefined,
  );
  const finallyBlock = cleanup && ts.isTryStatement(cleanup) ? cleanup.finallyBlock : undefined;
  const [first] = finallyBlock?.statements ?? [];
  return first ? insertedBefore(block, first.getStart(), text) : block;
}

function parsed(ts: TypeScript, block: string): ts.SourceFile {
  return ts.createSourceFile("generator.ts", prefix + block, ts.ScriptTarget.Latest, true);
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

function insertedBefore(block: string, start: number, comment: string): string {
  const at = start - prefix.length;
  const line = block.slice(block.lastIndexOf("\n", at - 1) + 1, at);
  const lead = line.trim() === "" ? "" : "\n";
  return applyEdits(block, [
    { start: at, end: at, newText: `${lead}${comment}\n${line.trim() === "" ? line : ""}` },
  ]);
}
