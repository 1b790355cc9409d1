import type ts from "typescript";
import { namesMore } from "../support/before-loop";
import { canStandBehind } from "../support/behind-loop";
import {
  canListComplete,
  isInLoopWithin,
  isInTailPosition,
  isPlainReturn,
  isTried,
  targetOf,
} from "../support/control";
import {
  commentsWithin,
  contentStart,
  Edits,
  hasBlankLineBefore,
  indentAt,
  movedText,
  rangeOf,
  trimmedEnd,
} from "../support/edits";
import { knownBehind } from "../support/known-here";
import { flagIn, leaveInstead, settingAt } from "../support/loop-flags";
import { writesOf, type Local } from "../support/loops";
import { reachedFrom } from "../support/next-round";
import { contains, isEndless, ownDescendants, siblingsOf, type EndlessLoop } from "../support/nodes";
import { definePass, startOf, type View } from "../support/view";

/**
 * `let ended = false; while (true) { if (rows.length > 0) {…; continue;} if (ended) { yield last; return; } …; if (done) { ended = true; } else {…} }`
 * → `while (true) { if (rows.length > 0) {…; continue;} …; if (done) { break; } else {…} } yield last; return;`
 *
 * Condition: the flag is a `let` that no closure knows, and one branch of the loop alone asks for it, which ends the generator. Wherever it is set the
 * round ends, outside of any `try`, and by what has been set and asked the next round does nothing before it comes to that branch. The branch names nothing that
 * the loop declares. It takes the place of the setting where it cannot stand behind the loop.
 */
export const branchBehindFlag = definePass("branch-behind-flag", (view) => {
  const { ts } = view;
  for (const loop of ownDescendants(ts, view.fn)) {
    if (!isEndless(ts, loop) || !ts.isBlock(loop.statement)) continue;
    for (const choice of ownDescendants(ts, loop.statement)) {
      const branch = ts.isIfStatement(choice) ? branchOf(view, choice, loop) : undefined;
      const settings = branch && settingsOf(view, branch, loop);
      const edits = branch && settings && rewritten(view, branch, settings, loop);
      if (edits) return edits;
    }
  }
  return undefined;
});

interface Branch {
  readonly local: Local;
  readonly choice: ts.IfStatement;
  readonly block: ts.Block;
}

/** What happens once the flag is set, which ends the generator. */
function branchOf(view: View, choice: ts.IfStatement, loop: EndlessLoop): Branch | undefined {
  const { ts } = view;
  const { thenStatement: block } = choice;
  const flag =
    ts.isBlock(block) && !choice.elseStatement ? flagIn(view, choice.expression, loop, true) : undefined;
  if (!flag || !ts.isBlock(block) || !ts.isBlock(choice.parent)) return undefined;
  const { statements } = block;
  const jumps = ownDescendants(ts, block).filter(ts.isBreakOrContinueStatement);
  const isLeft = jumps.some((jump) => {
    const target = targetOf(ts, jump);
    return !target || !contains(block, target);
  });
  if (canListComplete(ts, statements) || isLeft || isTried(ts, choice, loop)) return undefined;
  return ts.isBlock(loop.statement) && namesMore(view, statements, loop.statement)
    ? undefined
    : { local: flag.local, choice, block };
}

interface Setting {
  readonly statement: ts.Statement;
  readonly jump: ts.ContinueStatement | undefined;
}

/** Every statement that sets the flag; `undefined` where one of them leads to anything else than the branch. */
function settingsOf(view: View, { local, choice, block }: Branch, loop: EndlessLoop): Setting[] | undefined {
  const { ts } = view;
  const isNegated = ts.isPrefixUnaryExpression(choice.expression);
  const settings = writesOf(local.variable).map(({ node }) => {
    const statement = settingAt(view, node, !isNegated);
    if (!statement || contains(choice, statement) || isTried(ts, statement, loop)) return undefined;
    const siblings = siblingsOf(ts, statement);
    const next = siblings?.[siblings.indexOf(statement) + 1];
    const jump = next && ts.isContinueStatement(next) && targetOf(ts, next) === loop ? next : undefined;
    if (!jump && !isInTailPosition(ts, statement, loop.statement)) return undefined;
    const [first] = block.statements;
    const reached = reachedFrom(view, loop, knownBehind(view, statement, loop), first);
    return reached && reached === first ? { statement, jump } : undefined;
  });
  const known = settings.filter((one) => one !== undefined);
  return known.length > 0 && known.length === settings.length ? known : undefined;
}

function rewritten(view: View, branch: Branch, settings: readonly Setting[], loop: EndlessLoop) {
  const { ts } = view;
  const { local, choice, block } = branch;
  const { statements } = block;
  const isPlain =
    statements.length === 1 &&
    isPlainReturn(ts, statements[0]) &&
    commentsWithin(view, rangeOf(view, choice)).length === 0;
  const isBehind =
    !isPlain &&
    canStandBehind(view, statements, loop) &&
    !settings.some(({ statement }) => isInLoopWithin(ts, statement, loop));
  const isBare = settings.some(({ statement }) => !siblingsOf(ts, statement));
  if (!isBehind && !isPlain && (settings.length > 1 || isBare)) return undefined;
  const edits = new Edits(view).remove(local.statement).removeSpan(rangeOf(view, choice));
  for (const { statement, jump } of settings) {
    if (isBehind) {
      leaveInstead(view, edits, statement, jump);
      continue;
    }
    const indent = indentAt(view, startOf(view, statement));
    edits.replaceNode(statement, textOfBranch(view, branch, indent));
    if (jump) edits.remove(jump);
  }
  if (!isBehind) return edits.done();
  const indent = indentAt(view, startOf(view, loop));
  const blank = hasBlankLineBefore(view, choice) ? "\n" : "";
  return edits
    .insert(rangeOf(view, loop).end, `\n${blank}${indent}${textOfBranch(view, branch, indent)}`)
    .done();
}

/** What the branch does, with all that is said of it and in it. */
function textOfBranch(view: View, { choice, block }: Branch, indent: string): string {
  const from = contentStart(view, startOf(view, block) + 1);
  const range = rangeOf(view, choice);
  const said = [
    ...commentsWithin(view, { start: range.start, end: startOf(view, block) }),
    ...commentsWithin(view, { start: block.end, end: range.end }),
  ];
  const lead = said.map((comment) => `${comment}\n${indent}`).join("");
  return lead + movedText(view, { start: from, end: trimmedEnd(view, block.end - 1) }, indent);
}
