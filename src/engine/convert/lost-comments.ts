import type ts from "typescript";
import { startWithComments } from "../lower/pieces";
import { protocols, type IteratorKind } from "../kind";
import { commentsIn, dedented } from "../syntax/comments";
import { goesWithCode } from "../syntax/directives";
import { elementKey, memberKey } from "../syntax/keys";
import { isJavaScript, some, someOwn, walk } from "../syntax/nodes";
import type { Plan } from "../targets/plan";
import { applyEdits } from "../text";
import type { TypeScript } from "../typescript";

/** What the author wrote about parts that are gone, by where it goes. */
export interface LostComments {
  /** The JSDoc of a constructor whose function takes its parameters, or of a `next()` that a method takes the place of: above those. */
  readonly above: readonly string[];
  /** At the top of the body. */
  readonly top: readonly string[];
  /** About `next()`: above the statement that yields. */
  readonly atLoop: readonly string[];
  /** Behind what closed a block: at the end of the body. */
  readonly bottom: readonly string[];
}

/**
 * Finds the comments of the ranges that go which are neither in the printed text nor beside it.
 *
 * @param printed - the generator's text
 * @param kind - of the iterator
 */
export function lostComments(
  ts: TypeScript,
  sourceFile: ts.SourceFile,
  plan: Plan,
  printed: string,
  kind: IteratorKind,
): LostComments {
  const kept = [printed, ...plan.kept].map(flat).join("\n");
  const lost = {
    above: [] as string[],
    top: [] as string[],
    atLoop: [] as string[],
    bottom: [] as string[],
  };
  for (const span of [plan.replaced, ...(plan.removed ?? [])]) {
    for (const comment of commentsIn(ts, sourceFile, span)) {
      const { text, start } = comment;
      if (kept.includes(flat(text)) || goesWithCode(text)) continue;
      const own = dedented(sourceFile.text, comment);
      const typed = plan.renames && isJavaScript(sourceFile) ? splitTag(own, kind) : undefined;
      const isDoc =
        text.startsWith("/**") && (plan.renames !== undefined || isUndocumented(sourceFile, plan));
      const rest = typed ? typed.rest : own;
      if (typed) lost.above.push(typed.tag);
      if (rest !== undefined) lost[placeOf(ts, sourceFile, { pos: start, isDoc, plan })].push(rest);
    }
  }
  return lost;
}

/** A method of a class takes the place of another that has no comment. */
function isUndocumented({ text }: ts.SourceFile, { relation, replaced }: Plan): boolean {
  return relation === "loses-protocol" && !text.slice(0, replaced.start).trimEnd().endsWith("*/");
}

const resultTags: Readonly<Record<IteratorKind, RegExp>> = {
  async: /^([ \t]*\*?[ \t]*|\/\*\*[ \t]*)@returns? \{Promise<IteratorResult<(.+?)(?:, ?any)?>>\}(.*)$/,
  sync: /^([ \t]*\*?[ \t]*|\/\*\*[ \t]*)@returns? \{IteratorResult<(.+?)(?:, ?any)?>\}(.*)$/,
};

/** In JavaScript, what a comment says of the type of `next()` gives the type of the generator; the rest stays a comment. */
function splitTag(
  comment: string,
  kind: IteratorKind,
): { tag: string; rest: string | undefined } | undefined {
  const resultTag = resultTags[kind];
  const lines = comment.split("\n");
  const found = lines
    .map((line) => resultTag.exec(line.replace(/\*\/$/, "")))
    .findIndex((match) => match !== null);
  const match = resultTag.exec((lines[found] ?? "").replace(/\*\/$/, ""));
  if (!match) return undefined;
  const [, , type = "", text = ""] = match;
  const others = lines.length === 1 ? [] : lines.filter((_, index) => index !== found);
  const isEmpty = others.every((line) => /^[\s/*]*$/.test(line));
  return {
    tag: `/** @returns {${protocols[kind].generatorType}<${type}>}${text.trimEnd()} */`,
    rest: isEmpty ? undefined : others.join("\n"),
  };
}

interface Lost {
  readonly pos: number;
  /** It may go above the function or method. */
  readonly isDoc: boolean;
  readonly plan: Plan;
}

function placeOf(ts: TypeScript, sourceFile: ts.SourceFile, { pos, isDoc, plan }: Lost): keyof LostComments {
  const member = memberAt(ts, sourceFile, pos);
  if (isDoc && member && ts.isConstructorDeclaration(member)) return "above";
  if (member && isNext(ts, member)) return isDoc && plan.renames === undefined ? "above" : "atLoop";
  if (isBehindEnd(sourceFile, pos)) return "bottom";
  return isAboutIterator(ts, sourceFile, pos) ? "atLoop" : "top";
}

/** The comment trails a line that only closes what was opened before. */
function isBehindEnd({ text }: ts.SourceFile, pos: number): boolean {
  return /^\s*\}[)\];,\s]*$/.test(text.slice(text.lastIndexOf("\n", pos - 1) + 1, pos));
}

/** The comment stands between the parentheses of `next()`, or above the statement that returns the iterator. */
function isAboutIterator(ts: TypeScript, sourceFile: ts.SourceFile, pos: number): boolean {
  let isFound = false;
  walk(ts, sourceFile, (node) => {
    if (node.pos > pos || node.end <= pos) return false;
    const isReturn = ts.isReturnStatement(node) && pos < node.getStart();
    const isHead = isNext(ts, node) && pos > node.getStart();
    isFound ||= isHead || (isReturn && some(ts, node, (inner) => isNext(ts, inner)));
    return true;
  });
  return isFound;
}

/** `next() {…}`, or `X.prototype.next = function () {…};` */
function isNext(ts: TypeScript, node: ts.Node): boolean {
  if (ts.isExpressionStatement(node)) {
    return ts.isBinaryExpression(node.expression) && elementKey(ts, node.expression.left) === "next";
  }
  if (!ts.isClassElement(node) && !ts.isObjectLiteralElement(node)) return false;
  return node.name !== undefined && memberKey(ts, node.name) === "next";
}

/** The member, or the statement that adds one, in front of which the comment stands. */
function memberAt(ts: TypeScript, sourceFile: ts.SourceFile, pos: number): ts.Node | undefined {
  let found: ts.Node | undefined;
  walk(ts, sourceFile, (node) => {
    if (node.pos > pos || node.end <= pos) return false;
    const isMember = ts.isClassElement(node) || ts.isObjectLiteralElement(node);
    if ((isMember || isNext(ts, node)) && pos < node.getStart() && startWithComments(ts, node) <= pos)
      found = node;
    return true;
  });
  return found;
}

/** @returns the block with the comments in their places */
export function withLostComments(
  ts: TypeScript,
  block: string,
  { top, atLoop, bottom }: LostComments,
): string {
  if (bottom.length > 0) {
    const end = block.trimEnd().slice(0, -1).trimEnd();
    return withLostComments(ts, `${end}\n${bottom.join("\n")}\n}`, { above: [], top, atLoop, bottom: [] });
  }
  const located = atLoop.length > 0 ? aboveLoop(ts, block, atLoop) : block;
  const first = located === undefined ? [...top, ...atLoop] : top;
  const rest = located ?? block;
  return first.length === 0 ? rest : `{\n${first.join("\n")}\n${rest.slice(1).trimStart()}`;
}

const prefix = "async function* generated() ";

function aboveLoop(ts: TypeScript, block: string, comments: readonly string[]): string | undefined {
  const text = prefix + block;
  const sourceFile = ts.createSourceFile("loop.ts", text, ts.ScriptTarget.Latest, true);
  const [fn] = sourceFile.statements;
  if (!fn || !ts.isFunctionDeclaration(fn) || !fn.body) return undefined;
  const place = yielding(ts, fn.body);
  if (!place) return undefined;
  const start = ownStart(ts, text, place.statement);
  const lead = place.isFirst ? "\n" : "\n\n";
  const before = /\s*$/.exec(text.slice(0, start))?.[0].length ?? 0;
  const newText = `${lead}${comments.join("\n")}\n`;
  return applyEdits(text, [{ start: start - before, end: start, newText }]).slice(prefix.length);
}

/** Where a statement begins with the comments above it, but for those that a blank line divides from it. */
function ownStart(ts: TypeScript, text: string, statement: ts.Statement): number {
  const start = startWithComments(ts, statement);
  const above = text.slice(start, statement.getStart());
  const blank = [...above.matchAll(/\n[ \t]*\n[ \t]*/g)].at(-1);
  return blank ? start + blank.index + blank[0].length : start;
}

/** The first statement that yields; what stands in `try` is looked at for itself. */
function yielding(
  ts: TypeScript,
  block: ts.Block,
): { statement: ts.Statement; isFirst: boolean } | undefined {
  const statement = block.statements.find((one) => someOwn(ts, one, (node) => ts.isYieldExpression(node)));
  if (!statement) return undefined;
  const inner = ts.isTryStatement(statement) ? yielding(ts, statement.tryBlock) : undefined;
  return inner ?? { statement, isFirst: statement === block.statements[0] };
}

function flat(text: string): string {
  return text.replace(/\s+/g, " ");
}
