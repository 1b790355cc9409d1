import type ts from "typescript";
import { commentsIn, startsLine, type Comment } from "../syntax/comments";
import { goesWithCode, isForNextLine } from "../syntax/directives";
import { walkOwn } from "../syntax/nodes";
import { directiveAbove, resultComments } from "../syntax/result-comments";
import type { TextEdit } from "../text";
import type { TypeScript } from "../typescript";
import { editDraft, replaceNode, type Draft } from "./draft";

/**
 * Puts statements in the place of one that returns a result, with the comments that mean something without it.
 *
 * @param statements - what the result becomes
 */
export function exitEdits(
  ts: TypeScript,
  draft: Draft,
  statement: ts.ReturnStatement,
  statements: readonly string[],
): TextEdit[] {
  const directive = statements.every(isBareJump) && directiveAbove(ts, draft.sourceFile, statement);
  const gone = [...resultComments(ts, draft.sourceFile, statement), ...(directive ? [directive] : [])];
  const behind = statements.length > 1 ? commentBehind(draft, statement) : "";
  const isSaid = behind !== "" && !gone.some(({ start }) => start >= statement.end);
  const lines = statements.map((one, index) => (index === 0 && isSaid ? one + behind : one));
  const newText = inPlace({ ts, draft, statement, gone }, lines);
  const edit = replaceNode(draft, statement, newText);
  const around = gone.filter(({ start, end }) => end <= edit.start || start >= edit.end + behind.length);
  const start = newText.startsWith("{\n") ? startOfBody(ts, draft, statement) : edit.start;
  return [
    { start, end: edit.end + behind.length, newText: start < edit.start ? ` ${newText}` : newText },
    ...around.map((comment) => removal(draft, comment)),
  ];
}

/** The compiler has nothing to say of it. */
function isBareJump(statement: string): boolean {
  return /^(?:return|break|continue);?$/.test(statement.trim());
}

/** Where a block begins that takes the place of a statement without braces: behind the `)` or `else`, which may be on the line above. */
function startOfBody(ts: TypeScript, draft: Draft, statement: ts.Statement): number {
  const start = statement.getStart(draft.sourceFile);
  const space = /\s*\n\s*$/.exec(draft.text.slice(0, start))?.[0].length ?? 0;
  const isBody = !ts.isCaseOrDefaultClause(statement.parent);
  return isBody && statement.pos === start - space ? statement.pos : start;
}

/** @returns the body of `return()` without what is said of its results alone, none of which is left */
export function withoutResultComments(ts: TypeScript, draft: Draft): Draft {
  const edits: TextEdit[] = [];
  walkOwn(ts, draft.body, (node) => {
    if (!ts.isReturnStatement(node)) return;
    for (const comment of resultComments(ts, draft.sourceFile, node, "result"))
      edits.push(removal(draft, comment));
    const directive = directiveAbove(ts, draft.sourceFile, node);
    if (directive) edits.push(removal(draft, directive));
  });
  return editDraft(ts, draft, edits);
}

/** The comment at the end of the line belongs to the first of several statements. */
function commentBehind(draft: Draft, { end }: ts.Node): string {
  return /^[ \t]*\/\/[^\n]*/.exec(draft.text.slice(end))?.[0] ?? "";
}

/** Takes a comment with the space between it and what stands before it on its line, or else what comes below. */
function removal({ text }: Draft, { start, end }: Comment): TextEdit {
  if (startsLine(text, start))
    return { start, end: end + (/^\s*/.exec(text.slice(end))?.[0].length ?? 0), newText: "" };
  return { start: text.slice(0, start).trimEnd().length, end, newText: "" };
}

interface Exiting {
  readonly ts: TypeScript;
  readonly draft: Draft;
  readonly statement: ts.ReturnStatement;
  /** Comments that mean nothing any more. */
  readonly gone: readonly Comment[];
}

/** Comments inside the returned expression that no kept part carries go before the statements, or behind the one. */
function inPlace({ ts, draft, statement, gone }: Exiting, statements: readonly string[]): string {
  const whole = statements.join("\n");
  const span = { start: statement.getStart(draft.sourceFile), end: statement.end };
  const isGone = ({ start }: Comment): boolean => gone.some((one) => one.start === start);
  const found = commentsIn(ts, draft.sourceFile, span).filter(
    (comment) => !whole.includes(comment.text) && !isGone(comment),
  );
  const comments = found.filter(({ text }) => !goesWithCode(text));
  const written = found
    .filter(({ text }) => isForNextLine(text))
    .reduce((lines, comment) => withSuppression(draft, lines, comment), statements)
    .join("\n");
  const [behind] = found;
  const staysBehind = behind !== undefined && isBehind(draft, statement, found, statements);
  const above = staysBehind ? [] : comments.map(({ text }) => text);
  const [first = "", ...jump] = statements;
  const below = staysBehind ? [`${first} ${behind.text}`, ...jump].join("\n") : written;
  const text = [...above, below].filter((part) => part !== "").join("\n");
  const { parent } = statement;
  const isListed = ts.isBlock(parent) || ts.isCaseOrDefaultClause(parent);
  const declares = statements.some((line) => line.startsWith("const "));
  if (isListed && !(declares && ts.isCaseOrDefaultClause(parent))) return text;
  return statements.length === 1 && above.length === 0 && !declares ? text : `{\n${text}\n}`;
}

/** One comment at the end of a line: `value: row, // the header included` stays behind what becomes of it. */
function isBehind(
  { text }: Draft,
  { end }: ts.Node,
  [comment, ...more]: readonly Comment[],
  [statement = "", ...others]: readonly string[],
): boolean {
  return (
    comment?.isLine === true &&
    more.length === 0 &&
    !goesWithCode(comment.text) &&
    others.every((other) => /^continue\b/.test(other)) &&
    !startsLine(text, comment.start) &&
    /^(?:yield|return)\b[^\n]*;$/.test(statement) &&
    /^[ \t]*(?:\n|$)/.test(text.slice(end))
  );
}

/** What a linter is told about the value of a result goes above the statement with that value, if there is one, and else with the result. */
function withSuppression(
  draft: Draft,
  statements: readonly string[],
  { text, end }: Comment,
): readonly string[] {
  const [, value = ""] =
    /^[ \t]*\n[ \t]*(?:\w+:[ \t]*)?([^\n]*?),?[ \t]*(?:\n|$)/.exec(draft.text.slice(end)) ?? [];
  const at = value === "" ? -1 : statements.findIndex((one) => one.includes(value));
  return statements.map((one, index) => (index === at ? `${text}\n${one}` : one));
}
