import type ts from "typescript";
import { withVars } from "../lower/author-vars";
import { withBareBodies } from "../lower/bare-bodies";
import { withBareReturns } from "../lower/bare-jumps";
import { withOwnLets } from "../lower/author-lets";
import { withEndlessFor } from "../lower/endless-loops";
import { assertionsAround, withAssertedVariables } from "../lower/definite";
import { alignComments } from "../lower/block-comments";
import { withOwnBraces } from "../lower/braces";
import { indent, indentationAt, layoutOf, shift, type Layout } from "../lower/layout";
import { onOwnLines, tidyBlankLines } from "../lower/lines";
import { withoutSemicolons } from "../lower/semicolons";
import { settleNames } from "../lower/settle-names";
import { withOuterVars } from "../lower/outer-lets";
import { onTheAuthorsLine } from "../lower/one-line";
import { withShorthand } from "../lower/shorthand";
import { styleOf, type Style } from "../lower/style";
import { isJavaScript } from "../syntax/nodes";
import { wrapParameters } from "../targets/header";
import type { PolishContext } from "../polish/pass";
import type { Plan } from "../targets/plan";
import type { Span, TextEdit } from "../text";
import type { TypeScript } from "../typescript";
import { documented } from "./generator-doc";
import { withoutGoneComments } from "./gone-comments";
import { withOwnName } from "./own-name";
import { lostComments } from "./lost-comments";
import { withLostComments } from "./placed-comments";
import { withoutHalfRegions, withWholeRegions } from "./regions";
import { renamedInDoc, renamedInLost } from "./renamed-in-comments";

/** What turning a polished body into edits needs. */
export interface Finishing {
  readonly ts: TypeScript;
  readonly sourceFile: ts.SourceFile;
  readonly plan: Plan;
  readonly context: Pick<PolishContext, "kind">;
  /** The body before it was polished. */
  readonly literal: string;
}

/**
 * Prints a polished body in the author's style where the plan wants it, comments of what is gone included.
 *
 * @param body - the block, braces included
 * @param name - the function's name, when the plan renames
 * @returns the edits of the declaring file
 */
export function finish(
  { ts, sourceFile, plan, context, literal }: Finishing,
  body: string,
  name: string,
): TextEdit[] {
  const { text: source } = sourceFile;
  const layout = layoutOf(source);
  const style = styleOf(ts, sourceFile);
  const said = withoutHalfRegions(ts, withoutGoneComments(ts, body, literal));
  const own = plan.selfName === undefined ? said : withOwnName(ts, said, plan.selfName, name);
  const named = settleNames(ts, own, plan.parameters, plan.render.invented);
  const printedAs = plan.print(named, name).text;
  const { kind = "async" } = context;
  const found = lostComments(ts, sourceFile, { plan, kind, literal, printed: printedAs });
  const lost = renamedInLost(found, plan, name);
  const isTypeScript = !isJavaScript(sourceFile);
  const complete = asserted(ts, withLostComments(ts, named, lost), isTypeScript);
  const base = indentationAt(source, plan.replaced.start);
  const block = laidOut(ts, complete, { layout, style, sourceFile });
  const printed = plan.print(block, name);
  const at = printed.text.lastIndexOf(block);
  const header = wrapParameters(ts, printed.text.slice(0, at), plan.parameters, {
    layout,
    style,
    indentation: base.length,
    original: source.slice(plan.replaced.start, plan.replaced.end),
  });
  const { text: above, edits } = documented(ts, sourceFile, plan, lost, layout.newLine);
  const isApart = style.braces.functions && block.includes("\n") && !isExpression.test(header);
  const laid =
    shiftLines(above + (isApart ? `${header.trimEnd()}\n` : header), base) +
    (isApart ? base : "") +
    shift(ts, block, base) +
    printed.text.slice(at + block.length);
  const newText =
    style.semicolons && above === ""
      ? onTheAuthorsLine(ts, { source, ...plan.replaced }, laid, prefix + block)
      : laid;
  const made = {
    start: plan.replaced.start,
    end: plan.replaced.end,
    newText: newText.replace(/\n/g, layout.newLine),
  };
  const isCalledThere = isTypeScript && printed.text.startsWith(")(", at + block.length);
  const around = isCalledThere ? assertionsAround(ts, sourceFile, plan.replaced, complete) : [];
  const staying = around.filter(
    ({ start }) => !plan.removed?.some((gone) => gone.start <= start && start < gone.end),
  );
  const others = [...(printed.more ?? []), ...renamedInDoc(ts, sourceFile, plan, name)];
  const more = others.filter(
    ({ start, end }) => !edits.some((edit) => edit.start < end && edit.start <= start && start < edit.end),
  );
  const removed = withWholeRegions(ts, sourceFile, plan.removed ?? []);
  return [made, ...staying, ...edits, ...removals(source, removed), ...more];
}

function asserted(ts: TypeScript, block: string, isTypeScript: boolean): string {
  return isTypeScript ? withAssertedVariables(ts, prefix + block).slice(prefix.length) : block;
}

/** A function without a statement of its own. */
const isExpression = /[(=:,]\s*(?:async )?function\b/;

const prefix = "async function* generated() ";

/** How a body is to be laid out, and the file that it comes from. */
interface Surrounding {
  readonly layout: Layout;
  readonly style: Style;
  readonly sourceFile: ts.SourceFile;
}

function laidOut(ts: TypeScript, block: string, { layout, style, sourceFile }: Surrounding): string {
  let text = onOwnLines(ts, prefix + block, sourceFile.text);
  text = withOwnLets(ts, text, sourceFile);
  if (style.endlessFor !== undefined) text = withEndlessFor(ts, text, style.endlessFor);
  text = style.vars ? withVars(ts, text) : withOuterVars(ts, text, sourceFile);
  if (style.shorthand) text = withShorthand(ts, text);
  if (style.bareJumps) text = withBareReturns(ts, text, style.width);
  if (style.bareBodies) text = withBareBodies(ts, text);
  text = tidyBlankLines(ts, text);
  text = withOwnBraces(ts, text, style.braces);
  text = alignComments(ts, indent(ts, text, layout.unit, style));
  return (style.semicolons ? text : withoutSemicolons(ts, text)).slice(prefix.length);
}

function shiftLines(text: string, base: string): string {
  return text.replace(/\n(?!\n|$)/g, `\n${base}`);
}

/**
 * Removed members go with the blank line behind them when nothing of the class's body is left before them, unless its author begins
 * it with one.
 */
function removals(source: string, removed: readonly Span[]): TextEdit[] {
  const ordered = [...removed].sort((a, b) => a.start - b.start);
  let opened = -1;
  let beginsBlank = false;
  return ordered.map(({ start, end }, index) => {
    const isAtOpening = source.slice(0, start).trimEnd().endsWith("{");
    const isFirst = isAtOpening || (opened >= 0 && source.slice(opened, start).trim() === "");
    if (isAtOpening) beginsBlank = blankLinesAt(source, source.slice(0, start).trimEnd().length) > 0;
    opened = isFirst ? end : -1;
    const blank = isFirst && !beginsBlank ? blankLinesAt(source, end) : 0;
    const next = ordered[index + 1]?.start ?? source.length;
    return { start, end: end + blank > next ? end : end + blank, newText: "" };
  });
}

function blankLinesAt(source: string, offset: number): number {
  return /^(?:[ \t]*\r?\n(?=[ \t]*\r?\n))+/.exec(source.slice(offset))?.[0].length ?? 0;
}
