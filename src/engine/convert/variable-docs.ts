import type ts from "typescript";
import { blockText, type Draft, editDraft, insertAt, parseDraft } from "../lower/draft";
import { startWithComments } from "../lower/pieces";
import { isOfTypesOnly } from "../syntax/jsdoc";
import { find } from "../syntax/nodes";
import type { TypeScript } from "../typescript";

/** The JSDoc of what is a variable now, or a plain comment on it. */
export interface VariableDoc {
  /** What the variable may be called. */
  readonly names: readonly string[];
  readonly text: string;
  /** Behind it on its line. */
  readonly isBehind?: boolean;
  /** The parameter that takes its place, as it is declared, where its `@type` holds for that too. */
  readonly typed?: ts.ParameterDeclaration;
}

/** A body with what is said of its variables. */
export interface Documented {
  readonly block: string;
  /** What is said of variables that are gone. */
  readonly rest: readonly VariableDoc[];
}

/**
 * Puts what is said of fields with the variables that they have become: above their declaration, or behind it, as its author did, or above
 * the loop that declares them.
 *
 * @param block - the generator's body
 */
export function withVariableDocs(ts: TypeScript, block: string, docs: readonly VariableDoc[]): Documented {
  const rest: VariableDoc[] = [];
  let text = block;
  for (const doc of docs) {
    const draft = parseDraft(ts, text);
    const place = find(ts, draft.body, (node) => declares(ts, node, doc.names));
    // The type of what a loop declares is not read from above it.
    const isSaid = place && (ts.isVariableStatement(place) || !isOfTypesOnly(doc.text));
    if (!isSaid) rest.push(doc);
    else if (doc.isBehind && hasRoomBehind(ts, draft, place))
      text = blockText(editDraft(ts, draft, [insertAt(place.end, ` ${doc.text}`)]));
    else text = insertedBefore(ts, draft, place.getStart(), doc.text);
  }
  return { block: text, rest };
}

/** A declaration on one line, with nothing behind it. */
function hasRoomBehind(ts: TypeScript, { text }: Draft, place: ts.Node): boolean {
  const isOneLine = !text.slice(place.getStart(), place.end).includes("\n");
  return ts.isVariableStatement(place) && isOneLine && /^[ \t]*(?:\n|$)/.test(text.slice(place.end));
}

/** @returns the block with what is said of `return()` where the clean-up is; `undefined` where there is none */
export function withCleanupDocs(ts: TypeScript, block: string, docs: readonly string[]): string | undefined {
  const text = docs.map(asPlain).join("\n");
  if (text === "") return block;
  const draft = parseDraft(ts, block);
  const cleanup = find(ts, draft.body, (node) => ts.isTryStatement(node) && node.finallyBlock !== undefined);
  const finallyBlock = cleanup && ts.isTryStatement(cleanup) ? cleanup.finallyBlock : undefined;
  const [first] = finallyBlock?.statements ?? [];
  return first && insertedBefore(ts, draft, startWithComments(ts, first), text);
}

/** Nothing is declared where it stands, so a line of JSDoc is a line like any other. */
function asPlain(comment: string): string {
  const text = /^\/\*\*[ \t]*([^\s@][^\n]*?)[ \t]*\*\/$/.exec(comment)?.[1];
  return text === undefined ? comment : `// ${text}`;
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
