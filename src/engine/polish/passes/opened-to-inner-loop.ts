import type ts from "typescript";
import { statementsOf } from "../../syntax/nodes";
import { belowLength } from "../support/buffers";
import { breaksOf, canListComplete, isInTailPosition, targetOf, wouldCollide } from "../support/control";
import { Edits, indentAt, indentUnit, trimmedEnd } from "../support/edits";
import { isUsedOnlyIn, ownLet, writesOf, type Local } from "../support/loops";
import {
  asAssignment,
  contains,
  isEndless,
  isLoop,
  ownDescendants,
  parentOf,
  siblingsOf,
  withLabel,
} from "../support/nodes";
import { isOnlyRead } from "../support/only-read";
import { holdsNothingBefore, isUsedAnyway, leadText, openingOf } from "../support/openings";
import { isNothing, isOpened } from "../support/values";
import { definePass, startOf, textOf, variableAt, type View } from "../support/view";

/**
 * `let x; while (true) { if (!x) { …; x = open(); } const r = await x.next(); if (r.done) { x = undefined; continue; } yield r.value; }`
 * → `while (true) { …; const x = open(); while (true) { const r = await x.next(); if (r.done) break; yield r.value; } }`, and
 * `while (true) { if (x) { const r = x.next(); if (!r.done) { yield r.value; continue; } x = null; } …; x = open(); }` → the same
 *
 * Condition: the loop is endless; `x` is a `let` that no closure knows, holds nothing before the loop, and is set at two places alone: where it is opened, which gives an object
 * for certain or is followed by a call of its method in any case, and where it is emptied, which leads to the next round. What is done to open it reads it not, and
 * nothing reads it once it is emptied. No jump leaves the loop from behind the opening.
 */
export const openedToInnerLoop = definePass("opened-to-inner-loop", (view) => {
  const { ts } = view;
  for (const loop of ownDescendants(ts, view.fn)) {
    if (!ts.isWhileStatement(loop) || !ts.isBlock(loop.statement) || withLabel(ts, loop) !== loop) continue;
    const { statements } = loop.statement;
    const found = openedFirst(view, statements) ?? openedLast(view, statements);
    const emptied = found && emptiedIn(view, loop, found);
    if (!emptied || !holdsWhileOpen(view, loop, found, emptied) || !isFree(view, loop, loop.statement, found))
      continue;
    const edits = new Edits(view).remove(found.local.statement);
    leaveInstead(view, edits, emptied, found.isLast ? "" : indentUnit);
    return found.isLast
      ? movedAhead(view, edits, loop.statement, found)
      : wrapped(view, edits, loop.statement, found);
  }
  return undefined;
});

/** What opens the variable, and what is done with it. */
interface Round {
  readonly local: Local;
  readonly value: ts.Expression;
  /** What is done before it opens. */
  readonly lead: readonly ts.Statement[];
  /** What is done with what is open. */
  readonly work: readonly ts.Statement[];
  /** The value that it has while it is empty; `undefined` where `null` and `undefined` are as good. */
  readonly empty: string | undefined;
  /** It is opened at the end of a round. */
  readonly isLast: boolean;
}

/** `if (!x) { …; x = open(); } work` */
function openedFirst(view: View, [first, ...work]: readonly ts.Statement[]): Round | undefined {
  const opening = first && openingOf(view, first);
  if (!opening || opening.expression || work.length === 0) return undefined;
  const { local, value, lead } = opening;
  if (!isOpened(view, local.variable, value) && !isUsedAnyway(view, opening, first, work[0]))
    return undefined;
  const isStrict = view.ts.isIfStatement(first) && /[^=!]===/.test(textOf(view, first.expression));
  return { local, value, lead, work, empty: isStrict ? startText(view, local) : undefined, isLast: false };
}

/** `if (x) { work } …; x = open();` */
function openedLast(view: View, [first, ...rest]: readonly ts.Statement[]): Round | undefined {
  const { ts } = view;
  const assignment = asAssignment(ts, rest.at(-1));
  const local = assignment && ownLet(view, variableAt(view, assignment.target));
  if (!local || !first || !ts.isIfStatement(first) || first.elseStatement) return undefined;
  if (!ts.isBlock(first.thenStatement) || !isOpened(view, local.variable, assignment.value)) return undefined;
  const { name } = local.variable;
  const start = startText(view, local);
  const test = textOf(view, first.expression);
  if (![name, `${name} != null`, `${name} !== ${start}`].includes(test)) return undefined;
  return {
    local,
    value: assignment.value,
    lead: rest.slice(0, -1),
    work: first.thenStatement.statements,
    empty: test.includes("!==") ? start : undefined,
    isLast: true,
  };
}

function startText(view: View, { declaration: { initializer } }: Local): string {
  return initializer ? textOf(view, initializer) : "undefined";
}

/** @returns the statement that empties the variable, where the next round comes behind it */
function emptiedIn(view: View, loop: ts.WhileStatement, round: Round): ts.Statement | undefined {
  const { ts } = view;
  const { local, work, value, empty } = round;
  const writes = writesOf(local.variable).filter(({ node }) => !isTargetOf(ts, node, value));
  const [write, ...others] = writes;
  const emptied = write && parentOf(write.node)?.parent;
  const assignment = emptied && asAssignment(ts, emptied as ts.Statement);
  if (!assignment || others.length > 0 || assignment.target !== write.node) return undefined;
  if (!work.some((one) => contains(one, assignment.statement))) return undefined;
  if (!isNothing(view, assignment.value)) return undefined;
  if (empty !== undefined && textOf(view, assignment.value) !== empty) return undefined;
  return endsRound(view, loop, round, assignment.statement) ? assignment.statement : undefined;
}

/** The loop is endless; or it is over once a list is used up that nobody changes, and goes on to the next element where the last one is emptied alone. */
function holdsWhileOpen(
  view: View,
  loop: ts.WhileStatement,
  { isLast }: Round,
  emptied: ts.Statement,
): boolean {
  const { ts } = view;
  if (isEndless(ts, loop)) return true;
  const test = belowLength(view, loop.expression);
  const index = test && ownLet(view, variableAt(view, test.index));
  if (!test || !index || index.variable.captured || isLast || !isOnlyRead(view, test.list)) return false;
  const list = siblingsOf(ts, emptied) ?? [];
  return writesOf(index.variable).every(
    ({ node }) =>
      !contains(loop, node) || list.some((one) => ts.isExpressionStatement(one) && contains(one, node)),
  );
}

/** It is the left side of the assignment that opens. */
function isTargetOf(ts: View["ts"], node: ts.Node, value: ts.Expression): boolean {
  const { parent } = node;
  return ts.isBinaryExpression(parent) && parent.left === node && contains(parent, value);
}

/** Behind the statement the round is over, without a look at the variable. */
function endsRound(
  view: View,
  loop: ts.WhileStatement,
  { local, work, isLast }: Round,
  emptied: ts.Statement,
): boolean {
  const { ts } = view;
  if (breakableAround(ts, emptied) !== loop) return false;
  const list = siblingsOf(ts, emptied) ?? [emptied];
  const last = list.at(-1) ?? emptied;
  const isRead = local.variable.uses.some(
    ({ node, reads }) => reads && node.pos >= emptied.end && node.end <= last.end,
  );
  if (isRead) return false;
  if (ts.isContinueStatement(last)) return targetOf(ts, last) === loop;
  const [first] = work;
  const root = isLast && first ? first.parent : loop.statement;
  return canListComplete(ts, list) && isInTailPosition(ts, last, root);
}

function breakableAround(ts: View["ts"], node: ts.Node): ts.Node | undefined {
  for (let around = parentOf(node); around; around = parentOf(around))
    if (isLoop(ts, around) || ts.isSwitchStatement(around) || ts.isFunctionLike(around)) return around;
  return undefined;
}

/** The variable is the loop's own, holds nothing before it, and no name or jump means something else in a loop inside. */
function isFree(
  view: View,
  loop: ts.WhileStatement,
  body: ts.Block,
  { local, lead, work, value, isLast }: Round,
): boolean {
  const { ts } = view;
  const { variable, statement } = local;
  if (statement.declarationList.declarations.length !== 1) return false;
  if (!holdsNothingBefore(view, local, loop) || !isUsedOnlyIn(variable, loop)) return false;
  const isReadBefore = variable.uses.some(
    ({ node, reads }) => reads && [...lead, value].some((one) => contains(one, node)),
  );
  const isLeft = breaksOf(ts, loop).some((jump) => work.some((one) => contains(one, jump)));
  return !isReadBefore && !isLeft && (isLast || lead.length === 0 || !wouldCollide(view, lead, body));
}

/** The round ends with a jump out of the inner loop, and the variable needs not be emptied. */
function leaveInstead(view: View, edits: Edits, emptied: ts.Statement, deeper: string): void {
  const { ts } = view;
  const last = (siblingsOf(ts, emptied) ?? [emptied]).at(-1) ?? emptied;
  if (last === emptied) {
    edits.replaceNode(emptied, "break;");
    return;
  }
  edits.remove(emptied);
  if (ts.isContinueStatement(last)) edits.replaceNode(last, "break;");
  else edits.insert(last.end, `\n${indentAt(view, startOf(view, last))}${deeper}break;`);
}

function declarationText(view: View, { local, value }: Round): string {
  return `const ${local.variable.name} = ${textOf(view, value)};`;
}

/** What stands behind the opening goes into a loop of its own. */
function wrapped(view: View, edits: Edits, body: ts.Block, round: Round) {
  const [opening] = body.statements;
  if (!opening) return undefined;
  const start = startOf(view, opening);
  const indent = indentAt(view, start);
  const end = trimmedEnd(view, body.end - 1);
  const head = `${leadText(view, round, indent)}${declarationText(view, round)}\n${indent}while (true) {`;
  return edits
    .replace({ start, end: opening.end }, head)
    .shift({ start: opening.end, end }, 1)
    .insert(end, `\n${indent}}`)
    .done();
}

/** What opens comes first, and the branch becomes the loop. */
function movedAhead(view: View, edits: Edits, body: ts.Block, round: Round) {
  const { ts } = view;
  const [choice, ...rest] = body.statements;
  const [first] = rest;
  const last = rest.at(-1);
  if (!choice || !ts.isIfStatement(choice) || !first || !last) return undefined;
  const start = startOf(view, choice);
  const indent = indentAt(view, start);
  const head = `${leadText(view, round, indent)}${declarationText(view, round)}\n${indent}while (true) {`;
  const open = startOf(view, choice.thenStatement) + 1;
  return statementsOf(ts, choice.thenStatement).length === 0
    ? undefined
    : edits.replace({ start, end: open }, head).replace({ start: choice.end, end: last.end }, "").done();
}
