import type ts from "typescript";
import { assemble, type Assembled, type Forwarding, type Parts } from "../lower/assemble";
import { indent } from "../lower/layout";
import { mergeNextValues } from "../lower/next-value";
import { withOuterLets } from "../lower/outer-lets";
import { once } from "../once";
import { polish } from "../polish";
import type { PolishContext } from "../polish/pass";
import { protocols, type Protocol } from "../kind";
import { say } from "../say";
import { some, someOwn, walk } from "../syntax/nodes";
import type { Plan } from "../targets/plan";
import type { TextEdit } from "../text";
import type { TypeScript } from "../typescript";
import type { Reason } from "../verdict";
import { finish } from "./finish";

/** A plan, assembled: what it costs is known, and the text can be had. */
export interface Realized {
  readonly reasons: readonly Reason[];
  /** `return()` does something besides giving a result. */
  readonly hasCleanup: boolean;
  /**
   * The same with a loop over the source, which closes the source when the loop is left.
   *
   * @returns `undefined` where that is no other text
   */
  idiomatic(): Idiomatic | undefined;
  /** @returns the edits of the declaring file */
  edits(name: string): TextEdit[];
}

export interface Idiomatic extends Realized {
  readonly form: Protocol["loop"] | "yield*";
}

/** What turning a plan into text needs. */
export interface Realization {
  readonly ts: TypeScript;
  readonly sourceFile: ts.SourceFile;
  readonly plan: Plan;
  readonly context: PolishContext;
}

/**
 * Assembles a plan's generator. Polishing waits until the text is asked for, except where the verdict depends on it.
 *
 * @throws NotUnderstood when a part cannot be lowered
 */
export function realize(realization: Realization): Realized {
  const { ts, plan, context } = realization;
  const assembled: Assembled =
    typeof plan.parts === "string"
      ? { block: plan.parts, reasons: [] }
      : assemble(ts, knowing(unixParts(plan.parts), context));
  const forwarded = assembled.forwarding && forwardingText(realization, assembled.forwarding);
  if (forwarded)
    return withText(
      { ...realization, literal: assembled.forwarding.block },
      true,
      [...plan.reasons, ...forwarded.reasons],
      () => forwarded.text,
    );
  const { hasCleanup = false } = assembled;
  const whole = { ...realization, literal: assembled.block };
  const plain = once(() => polished(realization, assembled.block, context));
  const reasons = [...plan.reasons, ...assembled.reasons];
  return {
    ...withText(whole, hasCleanup, reasons, plain),
    idiomatic: () => {
      const found = idiomaticText(realization, assembled.block, plain);
      if (found === undefined) return undefined;
      const { text, opensLater } = found;
      const { head, loop } = loopOf(context);
      const form = head.test(text) ? loop : "yield*";
      const closes = opensLater ? opensSourceLater(plan) : closesSource(plan);
      return { ...withText(whole, hasCleanup, [...reasons, closes], () => text), form };
    },
  };
}

function withText(
  realization: Realization & { readonly literal: string },
  hasCleanup: boolean,
  reasons: readonly Reason[],
  text: () => string,
): Realized {
  return {
    reasons,
    hasCleanup,
    idiomatic: () => undefined,
    edits: (name) => finish(realization, text(), name),
  };
}

/** The text with a `for await` in place of drawing by hand; `undefined` where nothing is drawn by hand or it cannot be had. */
function idiomaticText(
  realization: Realization,
  block: string,
  plain: () => string,
): { readonly text: string; readonly opensLater: boolean } | undefined {
  const { context } = realization;
  if (context.mayCloseSource || !block.includes(".next(")) return undefined;
  for (const mayOpenSourceLater of [false, true]) {
    const text = polished(realization, block, { ...context, mayCloseSource: true, mayOpenSourceLater });
    const draws = loopOf(context).head.test(text) || /\byield\* /.test(text);
    if (draws && text !== plain()) return { text, opensLater: mayOpenSourceLater };
  }
  return undefined;
}

/** The loop that closes what it draws from. */
function loopOf({ kind = "async" }: PolishContext): { head: RegExp; loop: Protocol["loop"] } {
  const head = kind === "async" ? /\bfor await \(/ : /\bfor \(const [^;]*? of /;
  return { head, loop: protocols[kind].loop };
}

function closesSource(
  { parts }: Plan,
  message = say(
    "the source will be closed when the loop is left early or an error is thrown; today it stays open",
  ),
): Reason {
  return {
    code: "closes-source",
    message,
    verdict: "review",
    ...(typeof parts !== "string" && parts.at && { at: parts.at }),
  };
}

function opensSourceLater(plan: Plan): Reason {
  return closesSource(
    plan,
    say(
      "the source will be opened after the first value, and closed when the loop is left early or an error is thrown; today it is opened before that, and stays open",
    ),
  );
}

/** A `for await` closes the source where `return()` did; where the body itself may throw, it does so then as well. */
function forwardingText(
  realization: Realization,
  { block, source, closesOnFailure, closesOnEnd, mayFailToClose }: Forwarding,
): { text: string; reasons: Reason[] } | undefined {
  const { ts, plan, context } = realization;
  const text = polished(realization, block, { ...context, mayCloseSource: true });
  const sourceFile = parsed(ts, text);
  const loops = countLoops(ts, sourceFile);
  const moreLoops = once(() => loops - countLoops(ts, parsed(ts, polished(realization, block, context))));
  if (!isDrawnByLoop(ts, sourceFile, source, moreLoops)) return undefined;
  const closesInner = loops > 1 && moreLoops() > 1;
  const closesMore = closingMore({
    onFailure: !closesOnFailure && (closesInner || mayBodyThrow(ts, sourceFile)),
    onEnd: !closesOnEnd && mayBodyLeave(ts, sourceFile),
    closesInner,
  });
  return {
    text,
    reasons: [
      ...(closesMore === undefined ? [] : [closesSource(plan, closesMore)]),
      ...(mayFailToClose && !isGenerator(context, source) ? [leavesWithoutFailing(plan)] : []),
    ],
  };
}

/**
 * The iterator is gone, for the loop opens it, or it is what one loop draws from and nothing else.
 *
 * @param moreLoops - how many loops there are that there are not where nothing may close the source; a name can be gone just because
 *   another stands for it
 */
function isDrawnByLoop(
  ts: TypeScript,
  sourceFile: ts.SourceFile,
  source: string,
  moreLoops: () => number,
): boolean {
  const [root] = source.split(".");
  const left = nodesNamed(ts, sourceFile, root === "this" ? source : (root ?? source));
  const [only, ...more] = left;
  if (!only) return root !== "this" && moreLoops() > 0 && !drawsByHand(ts, sourceFile);
  return more.length === 0 && only.getText() === source && isLoopedOver(ts, only);
}

function nodesNamed(ts: TypeScript, sourceFile: ts.SourceFile, text: string): ts.Node[] {
  const found: ts.Node[] = [];
  walk(ts, sourceFile, (node) => {
    const isName = ts.isIdentifier(node) || ts.isPropertyAccessExpression(node);
    if (isName && node.getText() === text) found.push(node);
  });
  return found;
}

function drawsByHand(ts: TypeScript, sourceFile: ts.SourceFile): boolean {
  return some(
    ts,
    sourceFile,
    (node) =>
      ts.isCallExpression(node) &&
      ts.isPropertyAccessExpression(node.expression) &&
      node.expression.name.text === "next",
  );
}

/** `for await (const row of rows)`, `yield* rows` */
function isLoopedOver(ts: TypeScript, node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isForOfStatement(parent)) return parent.expression === node;
  return ts.isYieldExpression(parent) && parent.asteriskToken !== undefined;
}

/** What is a generator has a `return()` for certain. */
function isGenerator(context: PolishContext, source: string): boolean {
  return context.factsOf(source)?.isGenerator === true;
}

function parsed(ts: TypeScript, block: string): ts.SourceFile {
  return ts.createSourceFile("g.ts", `async function* g() ${block}`, ts.ScriptTarget.Latest, true);
}

/** What closes that which it draws from. */
function countLoops(ts: TypeScript, sourceFile: ts.SourceFile): number {
  let count = 0;
  walk(ts, sourceFile, (node) => {
    if (ts.isForOfStatement(node) || (ts.isYieldExpression(node) && node.asteriskToken)) count++;
  });
  return count;
}

interface ClosingMore {
  /** An error between two elements closes the source, and did not. */
  readonly onFailure: boolean;
  /** So does an end before the source's own. */
  readonly onEnd: boolean;
  /** What is drawn from for one element of the source is closed where the loop is left, and was not. */
  readonly closesInner: boolean;
}

function closingMore(more: ClosingMore): string | undefined {
  const { onFailure, onEnd, closesInner } = more;
  if (closesInner) return closingInner(more);
  if (onFailure && onEnd)
    return say(
      "an error between two elements, and an end before the source's own, will close the source too; today only leaving the loop does",
    );
  if (onFailure)
    return say("an error between two elements will close the source too; today only leaving the loop does");
  return onEnd
    ? say("an end before the source's own will close the source too; today only leaving the loop does")
    : undefined;
}

function closingInner({ onFailure, onEnd }: ClosingMore): string {
  if (onFailure && onEnd)
    return say(
      "leaving the loop, an error between two elements, and an end before the source's own will close the source and the inner iterator; today only leaving the loop closes anything, and that is the source",
    );
  if (onFailure)
    return say(
      "leaving the loop, and an error between two elements, will close the source and the inner iterator; today only leaving the loop closes anything, and that is the source",
    );
  return onEnd
    ? say(
        "leaving the loop, and an end before the source's own, will close the source and the inner iterator; today only leaving the loop closes anything, and that is the source",
      )
    : say("leaving the loop will close the inner iterator too; today it closes only the source");
}

function leavesWithoutFailing({ parts }: Plan): Reason {
  return {
    code: "closes-on-break",
    message: say(
      "leaving the loop fails today where the source has no return(); a generator goes without it then",
    ),
    verdict: "review",
    ...(typeof parts !== "string" && parts.at && { at: parts.at }),
  };
}

/** The generator ends while the loop has more to come. */
function mayBodyLeave(ts: TypeScript, sourceFile: ts.SourceFile): boolean {
  return some(
    ts,
    sourceFile,
    (node) =>
      ts.isForOfStatement(node) &&
      someOwn(
        ts,
        node.statement,
        (inner) => ts.isReturnStatement(inner) || ts.isBreakStatement(inner) || isLabelledContinue(ts, inner),
      ),
  );
}

function isLabelledContinue(ts: TypeScript, node: ts.Node): boolean {
  return ts.isContinueStatement(node) && node.label !== undefined;
}

function mayBodyThrow(ts: TypeScript, sourceFile: ts.SourceFile): boolean {
  let mayThrow = false;
  walk(ts, sourceFile, (node) => {
    if (!ts.isForOfStatement(node)) return;
    mayThrow ||= some(
      ts,
      node.statement,
      (inner) =>
        ts.isCallExpression(inner) ||
        ts.isNewExpression(inner) ||
        ts.isThrowStatement(inner) ||
        ts.isAwaitExpression(inner) ||
        ts.isPropertyAccessExpression(inner),
    );
  });
  return mayThrow;
}

/** Lowering knows of expressions what polishing does. */
function knowing(parts: Parts, known: PolishContext): Parts {
  return { ...parts, context: { ...parts.context, factsOf: (text) => known.factsOf(text) } };
}

function unixParts(parts: Parts): Parts {
  return {
    ...parts,
    prelude: trimmed(unix(parts.prelude)),
    next: unix(parts.next),
    cleanup: parts.cleanup && { ...parts.cleanup, block: unix(parts.cleanup.block) },
    helpers: parts.helpers.map((helper) => ({
      ...helper,
      block: unix(helper.block),
      declaration: unix(helper.declaration),
    })),
  };
}

/** At most one blank line is left at the end. */
function trimmed(prelude: string): string {
  const text = prelude.trim();
  return text !== "" && /\n[ \t]*\n\s*$/.test(prelude) ? `${text}\n` : text;
}

function unix(text: string): string {
  return text.replace(/\r\n/g, "\n");
}

function polished({ ts, plan }: Realization, block: string, context: PolishContext): string {
  const isOurs = typeof plan.parts !== "string";
  const body = isOurs ? mergeNextValues(ts, unix(block), plan.ownVariables) : unix(block);
  const literal = indent(ts, `async function* generated(${unix(plan.parameters)}) ${body}`, "  ");
  return bodyOf(ts, polish(ts, isOurs ? withOuterLets(ts, literal) : literal, context));
}

/** @returns the block of a function's text, braces included */
function bodyOf(ts: TypeScript, text: string): string {
  const sourceFile = ts.createSourceFile(
    "generated.ts",
    text,
    ts.ScriptTarget.Latest,
    true,
    ts.ScriptKind.TS,
  );
  const [fn] = sourceFile.statements;
  if (!fn || !ts.isFunctionDeclaration(fn) || !fn.body)
    throw new Error("Polish gave something else than a function");
  const block = text.slice(fn.body.getStart(sourceFile), fn.body.end);
  return /^\{\s*\}$/.test(block) ? "{}" : block;
}
