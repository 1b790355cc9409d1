import type ts from "typescript";
import { blockText, editDraft, namesIn, parseDraft, type Draft } from "../lower/draft";
import { startWithComments } from "../lower/pieces";
import { commentsIn, type Comment } from "../syntax/comments";
import { isOfProtocolOnly } from "../syntax/protocol-comments";
import type { TextEdit } from "../text";
import type { TypeScript } from "../typescript";

/**
 * Takes away what is said of variables that were polished away, where it tells nothing but what they were for: `// set by return()`, behind
 * a flag. Elsewhere it would be read as said of its new neighbour.
 *
 * @param block - the generator's body
 * @param literal - the same before it was polished
 */
export function withoutGoneComments(ts: TypeScript, block: string, literal: string): string {
  const draft = parseDraft(ts, block);
  const names = namesIn(ts, draft.body);
  const gone = saidOfVariables(ts, parseDraft(ts, literal), new Set(names)).filter((one) =>
    isOfProtocolOnly(one.text, "gone", [...one.names, ...names]),
  );
  const comments = commentsIn(ts, draft.sourceFile);
  const edits = gone.flatMap(({ text }) => {
    const [comment, ...others] = comments.filter((one) => one.text === text);
    return comment && others.length === 0 ? [removal(draft.text, comment)] : [];
  });
  return edits.length > 0 ? blockText(editDraft(ts, draft, edits)) : block;
}

interface Said {
  readonly names: readonly string[];
  readonly text: string;
}

/** What stands above, or behind on their lines, the declarations of which no name is left. */
function saidOfVariables(ts: TypeScript, draft: Draft, left: ReadonlySet<string>): Said[] {
  const comments = commentsIn(ts, draft.sourceFile).filter(({ text }) => !text.startsWith("/**"));
  return draft.body.statements.filter(ts.isVariableStatement).flatMap((statement) => {
    const names = statement.declarationList.declarations.map(({ name }) => name.getText());
    if (names.some((name) => left.has(name))) return [];
    const said = comments.filter((comment) => isSaidOf(ts, draft.text, statement, comment));
    return said.map(({ text }) => ({ names, text }));
  });
}

function isSaidOf(ts: TypeScript, text: string, statement: ts.Statement, { start, end }: Comment): boolean {
  const isAbove = startWithComments(ts, statement) <= start && end <= statement.getStart();
  return isAbove || (start >= statement.end && /^[ \t]*$/.test(text.slice(statement.end, start)));
}

/** With its line, where it has one for itself. */
function removal(text: string, { start, end }: Comment): TextEdit {
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const isAlone = text.slice(lineStart, start).trim() === "" && /^[ \t]*\n/.test(text.slice(end));
  if (isAlone) return { start: lineStart, end: text.indexOf("\n", end) + 1, newText: "" };
  return { start: text.slice(0, start).trimEnd().length, end, newText: "" };
}
