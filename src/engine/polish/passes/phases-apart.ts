import type ts from "typescript";
import { unwrap } from "../../syntax/nodes";
import {
  breaksOf,
  canComplete,
  canListComplete,
  continuesOf,
  isInTailPosition,
  wouldCollide,
} from "../support/control";
import { namesMore } from "../support/before-loop";
import { commentsWithin, Edits, indentAt, movedText, rangeOf } from "../support/edits";
import { isUsedOnlyIn, ownLet, runsOnceFrom, writesOf, type Local } from "../support/loops";
import { asAssignment, contains, isEndless, isLoop, ownDescendants } from "../support/nodes";
import { booleanOf } from "../support/values";
import { definePass, startOf, variableAt, type View } from "../support/view";

/**
 * `let over = false; while (true) { if (!over) { …; if (c) { over = true; open(); yield a; continue; } yield b; continue; } yield c; }`
 * → `while (true) { …; if (c) break; yield b; } open(); yield a; while (true) { yield c; }`, and the same with a branch that comes to its end where it has set the flag
 *
 * Condition: the flag is a `let` that no closure knows, tested by the first statement of an endless loop and nowhere else, and set once, by a statement of a list that
 * ends the round or the branch, with nothing in between that goes round too. The branch comes to its end in no other way: so all rounds up to there
 * are the first loop's, and all behind it the second one's. What comes with the setting names nothing that the branch declares outside of it; no `break` leaves the loop.
 */
export const phasesApart = definePass("phases-apart", (view) => {
  const { ts } = view;
  for (const loop of ownDescendants(ts, view.fn)) {
    if (!isEndless(ts, loop) || !ts.isBlock(loop.statement) || !ts.isBlock(loop.parent)) continue;
    const phases = phasesOf(view, loop, loop.statement);
    if (phases) return rewritten(view, loop, loop.parent, phases);
  }
  return undefined;
});

interface Phases {
  readonly local: Local;
  readonly choice: ts.IfStatement;
  readonly first: ts.Block;
  readonly second: readonly ts.Statement[];
  /** The block in which the first phase is found to be over. */
  readonly turn: ts.Block;
  readonly setting: ts.Statement;
  readonly jump: ts.Statement | undefined;
  /** What is done between the two. */
  readonly between: readonly ts.Statement[];
}

function phasesOf(view: View, loop: ts.WhileStatement, body: ts.Block): Phases | undefined {
  const { ts } = view;
  const [choice, ...second] = body.statements;
  if (!choice || !ts.isIfStatement(choice) || choice.elseStatement || second.length === 0) return undefined;
  const { thenStatement: first } = choice;
  const local = ts.isBlock(first) ? unsetFlag(view, choice.expression, loop) : undefined;
  if (!local || !ts.isBlock(first) || breaksOf(ts, loop).length > 0) return undefined;
  const [write, ...more] = writesOf(local.variable);
  const setting = write && settingOf(view, write.node, first);
  const turn = setting?.parent;
  if (!setting || !turn || !ts.isBlock(turn) || more.length > 0 || local.variable.uses.length !== 2)
    return undefined;
  const last = turn.statements.at(-1);
  const jumps = continuesOf(ts, loop);
  const jump = last && ts.isContinueStatement(last) && jumps.includes(last) ? last : undefined;
  const isEnd = jump !== undefined || isInTailPosition(ts, turn, first);
  const from = turn === first ? turn.statements.indexOf(setting) : 0;
  const between = turn.statements.slice(from).filter((one) => one !== setting && one !== jump);
  if (!isEnd || between.some((one) => jumps.some((inner) => contains(one, inner)))) return undefined;
  if (canComplete(ts, first, (one) => one === setting)) return undefined;
  if (isInside(view, turn, first)) return undefined;
  return { local, choice, first, second, turn, setting, jump, between };
}

/** Reads `!over` for a flag that starts as `false`, or `more` for one that starts as `true`. */
function unsetFlag(view: View, condition: ts.Expression, loop: ts.Statement): Local | undefined {
  const { ts } = view;
  const node = unwrap(ts, condition);
  const isNegated = ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken;
  const local = ownLet(view, variableAt(view, isNegated ? unwrap(ts, node.operand) : node));
  if (!local || booleanOf(view, local.declaration.initializer) !== !isNegated) return undefined;
  const [write] = writesOf(local.variable);
  const assignment = write?.node.parent;
  const isTurned =
    assignment !== undefined &&
    ts.isBinaryExpression(assignment) &&
    booleanOf(view, assignment.right) === isNegated;
  return isTurned && isUsedOnlyIn(local.variable, loop) && runsOnceFrom(view, local.statement, loop)
    ? local
    : undefined;
}

function settingOf(view: View, name: ts.Node, first: ts.Block): ts.Statement | undefined {
  const { ts } = view;
  const { parent: statement } = name.parent;
  const isSetting = ts.isExpressionStatement(statement) && asAssignment(ts, statement)?.target === name;
  return isSetting && contains(first, statement) ? statement : undefined;
}

/** A `break` there would leave something else than the loop, or pass clean-up on its way. */
function isInside({ ts }: View, turn: ts.Node, first: ts.Block): boolean {
  for (let node = turn; node !== first; node = node.parent)
    if (isLoop(ts, node) || ts.isSwitchStatement(node) || ts.isTryStatement(node)) return true;
  return false;
}

function rewritten(view: View, loop: ts.WhileStatement, parent: ts.Block, phases: Phases) {
  const { ts } = view;
  const { local, choice, first, turn, between } = phases;
  const edits = new Edits(view).remove(local.statement);
  const [opening] = between;
  const isMoved =
    opening !== undefined &&
    canListComplete(ts, between) &&
    !wouldCollide(view, between, parent) &&
    !namesMore(view, between, first);
  const indent = indentAt(view, startOf(view, loop));
  const moved = isMoved ? between.map((one) => indent + movedText(view, rangeOf(view, one), indent)) : [];
  if (isOnlyTurn(view, phases, isMoved)) edits.replaceNode(turn, "break;");
  else leaveBy(view, edits, phases, isMoved);
  const { end } = rangeOf(view, choice);
  const lines = ["", `${indent}}`, ...moved, `${indent}while (true) {`];
  return edits.unwrap(startOf(view, choice), first, choice.end).insert(end, lines.join("\n")).done();
}

/** Nothing is left of the block but the way out, not even a comment. */
function isOnlyTurn(view: View, { first, turn, between, setting, jump }: Phases, isMoved: boolean): boolean {
  const kept = turn.statements.filter((one) => one !== setting && one !== jump);
  const isEmpty = turn !== first && (isMoved ? kept.length === between.length : kept.length === 0);
  const comments = commentsWithin(view, { start: turn.pos, end: turn.end });
  const moved = isMoved ? between.flatMap((one) => commentsWithin(view, rangeOf(view, one))) : [];
  return isEmpty && view.ts.isIfStatement(turn.parent) && comments.length === moved.length;
}

/** The way out of the loop takes the place of the setting and the jump. */
function leaveBy(view: View, edits: Edits, { turn, setting, jump, between }: Phases, isMoved: boolean): void {
  const last = turn.statements.at(-1) ?? setting;
  const { end } = rangeOf(view, last);
  const isBehind = (one: ts.Statement): boolean => one.pos >= setting.end;
  if (isMoved) for (const one of between) if (jump || !isBehind(one)) edits.removeSpan(rangeOf(view, one));
  if (jump) edits.remove(setting).replaceNode(jump, "break;");
  else if (isMoved) {
    const said = commentsWithin(view, { start: setting.end, end: rangeOf(view, setting).end });
    edits.replace({ start: startOf(view, setting), end }, ["break;", ...said].join(" "));
  } else if (last === setting) edits.replaceNode(setting, "break;");
  else edits.remove(setting).insert(end, `\n${indentAt(view, startOf(view, last))}break;`);
}
