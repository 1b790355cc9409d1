import type ts from "typescript";
import { unwrap } from "../../syntax/nodes";
import { canComplete, continuesOf, isInTailPosition, wouldCollide } from "../support/control";
import { commentsWithin, Edits, hasBlankLineBefore, indentAt, movedText, rangeOf } from "../support/edits";
import { isUsedOnlyIn, ownLet, runsOnceFrom, writesOf, type Local } from "../support/loops";
import { asAssignment, contains, isEndless, ownDescendants } from "../support/nodes";
import { booleanOf } from "../support/values";
import { definePass, startOf, textOf, type View } from "../support/view";

/**
 * `let started = false; while (true) { if (!started) { started = true; open(); } … }` → `open(); while (true) { … }`
 *
 * Condition: the `if` is the first statement of an endless loop and has no `else`; the flag is a `let` that no closure knows, is tested here only,
 * and is set once, by a statement of the branch itself: so the branch runs in the first round only, before anything else. It may end
 * with `continue`, which leads to the first round of the new loop, but holds no other one.
 */
export const firstRoundBeforeLoop = definePass("first-round-before-loop", (view) => {
  const { ts } = view;
  for (const loop of ownDescendants(ts, view.fn)) {
    if (!isEndless(ts, loop) || !ts.isBlock(loop.statement) || !ts.isBlock(loop.parent)) continue;
    const [choice] = loop.statement.statements;
    if (!choice || !ts.isIfStatement(choice) || choice.elseStatement || !ts.isBlock(choice.thenStatement))
      continue;
    const local = flagOf(view, choice.expression, loop);
    const set = local && settingOf(view, local, choice, choice.thenStatement);
    if (local === undefined || set === undefined || !isEnteredFromAbove(view, loop, choice.thenStatement))
      continue;
    return rewritten(view, loop, {
      choice,
      block: choice.thenStatement,
      local,
      set,
      second: loop.statement.statements[1],
    });
  }
  return undefined;
});

/** Reads `!flag` for a flag that starts as `false`, or `flag` for one that starts as `true`. */
function flagOf(view: View, condition: ts.Expression, loop: ts.Statement): Local | undefined {
  const { ts } = view;
  const node = unwrap(ts, condition);
  const isNegated = ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken;
  const name = isNegated ? unwrap(ts, node.operand) : node;
  const local = ownLet(view, view.scopes.variableOf(name));
  if (local === undefined || booleanOf(view, local.declaration.initializer) !== !isNegated) return undefined;
  return isUsedOnlyIn(local.variable, loop) && runsOnceFrom(view, local.statement, loop) ? local : undefined;
}

function settingOf(
  view: View,
  { variable }: Local,
  choice: ts.IfStatement,
  block: ts.Block,
): ts.Statement | undefined {
  const [write, ...others] = writesOf(variable);
  if (write === undefined || others.length > 0 || variable.uses.length !== 2) return undefined;
  const statement = block.statements.find((one) => contains(one, write.node));
  const assignment = asAssignment(view.ts, statement);
  if (assignment?.target !== write.node) return undefined;
  return booleanOf(view, assignment.value) === (textOf(view, choice.expression) !== variable.name)
    ? statement
    : undefined;
}

/** No `continue` of the branch but one at its very end, and no name that means something else outside. */
function isEnteredFromAbove(view: View, loop: ts.WhileStatement, block: ts.Block): boolean {
  const { ts } = view;
  const jumps = continuesOf(ts, loop).filter((jump) => contains(block, jump));
  if (wouldCollide(view, block.statements, loop.parent)) return false;
  if (jumps.length === 0) return canComplete(ts, block);
  return (
    jumps.length === 1 && jumps.every((jump) => jump.parent === block && isInTailPosition(ts, jump, block))
  );
}

interface FirstRound {
  readonly choice: ts.IfStatement;
  readonly block: ts.Block;
  readonly local: Local;
  readonly set: ts.Statement;
  /** What comes behind it in the loop. */
  readonly second: ts.Statement | undefined;
}

function rewritten(view: View, loop: ts.Statement, { choice, block, local, set, second }: FirstRound) {
  const { ts } = view;
  const start = startOf(view, loop);
  const indent = indentAt(view, start);
  const kept = block.statements.filter((one) => one !== set && !ts.isContinueStatement(one));
  const edits = new Edits(view).remove(local.statement);
  const lead = kept.map((one, index) => {
    const next = kept[index + 1] ?? second;
    const blank = next && hasBlankLineBefore(view, next) ? "\n" : "";
    return `${movedText(view, rangeOf(view, one), indent)}\n${blank}${indent}`;
  });
  edits.insert(start, lead.join(""));
  const moved = kept.flatMap((one) => commentsWithin(view, rangeOf(view, one)));
  const own = commentsWithin(view, { start: startOf(view, choice), end: choice.end });
  for (const comment of moved) own.splice(own.indexOf(comment), 1);
  const span = { start: startOf(view, choice), end: choice.end };
  return edits.moveCommentsBefore(choice, loop).removeSpan(span, own).done();
}
