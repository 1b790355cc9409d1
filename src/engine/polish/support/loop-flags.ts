import type ts from "typescript";
import { unwrap } from "../../syntax/nodes";
import { conjunctsOf } from "../../syntax/operators";
import { commentsWithin, rangeOf, type Edits } from "./edits";
import { isUsedOnlyIn, ownLet, runsOnceFrom, type Local } from "./loops";
import { asAssignment, contains } from "./nodes";
import { booleanOf, isQuiet } from "./values";
import { variableAt, type View } from "./view";

/** A variable that ends a loop. */
export interface Flag {
  readonly local: Local;
  /** `!done`, `hasMore` */
  readonly condition: ts.Expression;
  /** The flag's value that ends the loop. */
  readonly end: boolean;
}

/**
 * Reads `while (!done)`, `while (hasMore)` and `while (!done && …)`.
 *
 * @returns the flag: a `let` that no closure knows and nothing but the loop uses, asked for once, before anything in the condition that has
 * an effect, and that lets the first round begin
 */
export function flagOf(view: View, loop: ts.WhileStatement): Flag | undefined {
  for (const condition of conjunctsOf(view.ts, loop.expression)) {
    const flag = flagIn(view, condition, loop);
    if (flag !== undefined) return flag;
    if (!isQuiet(view, condition)) return undefined;
  }
  return undefined;
}

/**
 * Reads `!done` or `hasMore`.
 *
 * @param endsLoop - the loop ends when the condition holds, such as a guard's, rather than when it does not
 * @returns the flag: as {@link flagOf} gives it, if what stands before it in a round does not matter
 */
export function flagIn(
  view: View,
  condition: ts.Expression,
  loop: ts.WhileStatement,
  endsLoop = false,
): Flag | undefined {
  const { ts } = view;
  const isNegated =
    ts.isPrefixUnaryExpression(condition) && condition.operator === ts.SyntaxKind.ExclamationToken;
  const read = isNegated ? unwrap(ts, condition.operand) : condition;
  const local = ownLet(view, variableAt(view, read));
  if (!local || !runsOnceFrom(view, local.statement, loop)) return undefined;
  const { variable, declaration, statement } = local;
  const { initializer } = declaration;
  // What has no value yet is as good as `false`.
  const start = initializer ? booleanOf(view, initializer) : false;
  const end = isNegated !== endsLoop;
  if (start !== !end || contains(loop, statement)) return undefined;
  const reads = variable.uses.filter((use) => use.reads);
  return reads.length === 1 && isUsedOnlyIn(variable, loop) ? { local, condition, end } : undefined;
}

/** @returns the statement `flag = end;` that a name of the flag stands in */
export function settingAt(view: View, name: ts.Node, end: boolean): ts.Statement | undefined {
  const { ts } = view;
  const { parent } = name.parent;
  const assignment = ts.isExpressionStatement(parent) ? asAssignment(ts, parent) : undefined;
  const isSetting = assignment?.target === name && booleanOf(view, assignment.value) === end;
  return isSetting ? assignment.statement : undefined;
}

/**
 * Puts a jump out of the loop in the place of a setting, and of the jump behind it. It needs no braces where the block
 * holds, and says, nothing else.
 */
export function leaveInstead(
  view: View,
  edits: Edits,
  setting: ts.Statement,
  jump: ts.Statement | undefined,
  exit: "return;" | "break;" = "break;",
): void {
  const { ts } = view;
  const { parent: block } = setting;
  const isOnly =
    ts.isBlock(block) &&
    ts.isIfStatement(block.parent) &&
    block.statements.every((one) => one === setting || one === jump) &&
    commentsWithin(view, { start: block.pos, end: rangeOf(view, block.parent).end }).length === 0;
  if (isOnly) {
    edits.replaceNode(block, exit);
    return;
  }
  edits.replaceNode(setting, exit);
  if (jump) edits.remove(jump);
}
