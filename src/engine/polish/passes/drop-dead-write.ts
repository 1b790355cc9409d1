import type ts from "typescript";
import { isAtEnd, targetOf } from "../support/control";
import { Edits } from "../support/edits";
import { ownLet, type Local } from "../support/loops";
import { asAssignment, contains, descendants, isLoop, ownDescendants, siblingsOf } from "../support/nodes";
import type { TypeScript } from "../../typescript";
import type { Variable } from "../support/scopes";
import { isDisposable } from "../support/values";
import { definePass, type View } from "../support/view";

/**
 * `finished = true; return;` → `return;`: what a variable holds after the generator's end is nobody's business.
 *
 * Condition: the variable is a `let` that no closure knows, or such a parameter where nothing says `arguments`; what comes after the write up to the `return` or `throw`, or to the function's
 * end, does not name it or jump to where it is named, and neither does a `finally` block on the way; no `catch` can bring the generator back to life. Or
 * nothing further down names it, and no loop leads up from there to a place where the same variable is named. Or right behind it a `break`
 * leaves the loop, and the same is true of what comes behind that.
 */
export const dropDeadWrite = definePass("drop-dead-write", (view) => {
  const { ts } = view;
  for (const node of ownDescendants(ts, view.fn)) {
    if (!ts.isExpressionStatement(node)) continue;
    const assignment = asAssignment(ts, node);
    if (assignment === undefined || !isDisposable(view, assignment.value)) continue;
    const variable = view.scopes.variableOf(assignment.target);
    const local = ownLet(view, variable);
    const isGone = local
      ? isNeverRead(view, node, local)
      : variable !== undefined && isOwnParameter(view, variable) && isDead(view, node, variable);
    if (isGone) return new Edits(view).remove(node).done();
  }
  return undefined;
});

/** In a function that is not strict, `arguments` hold what was assigned as well. */
function isOwnParameter({ ts, fn }: View, { declaration, captured }: Variable): boolean {
  return (
    !captured &&
    fn.parameters.some(({ name }) => name === declaration) &&
    !descendants(ts, fn).some((node) => ts.isIdentifier(node) && node.text === "arguments")
  );
}

function isNeverRead(view: View, write: ts.Statement, local: Local): boolean {
  return (
    isDead(view, write, local.variable) || isLast(view, write, local) || isLeftBehind(view, write, local)
  );
}

/** Right behind it a `break` leaves the loops that name the variable. */
function isLeftBehind(view: View, write: ts.Statement, { variable, statement }: Local): boolean {
  const { ts } = view;
  const siblings = siblingsOf(ts, write);
  const jump = siblings?.[siblings.indexOf(write) + 1];
  const left = jump && ts.isBreakStatement(jump) ? targetOf(ts, jump) : undefined;
  if (!left || !isBeyondRescue(view, write, variable)) return false;
  for (let { parent: node } = left; !contains(node, statement); node = node.parent) {
    if (isLoop(ts, node)) return false;
  }
  return variable.uses.every(({ node }) => node.pos < left.end);
}

function isDead(view: View, write: ts.Statement, variable: Variable): boolean {
  const { ts } = view;
  const siblings = siblingsOf(ts, write);
  if (siblings === undefined || !isBeyondRescue(view, write, variable)) return false;
  for (const next of siblings.slice(siblings.indexOf(write) + 1)) {
    if (variable.uses.some((use) => contains(next, use.node)) || mayJump(view, next)) return false;
    if (ts.isReturnStatement(next) || ts.isThrowStatement(next)) return true;
  }
  return isAtEnd(view, write);
}

/** Can control leave the statement for somewhere else than the next one, by `continue` or `break`? */
function mayJump({ ts }: View, statement: ts.Statement): boolean {
  for (const node of ownDescendants(ts, statement)) {
    if (!ts.isContinueStatement(node) && !ts.isBreakStatement(node)) continue;
    if (node.label || !isCaught(ts, node, statement)) return true;
  }
  return false;
}

/** A loop or switch inside the statement is what the jump is about. */
function isCaught(ts: TypeScript, jump: ts.BreakOrContinueStatement, statement: ts.Statement): boolean {
  for (let node: ts.Node = jump; node !== statement.parent; node = node.parent) {
    if (isLoop(ts, node) || (ts.isBreakStatement(jump) && ts.isSwitchStatement(node))) return true;
  }
  return false;
}

/** No handler around it goes on, and none asks for the variable. */
function isBeyondRescue(view: View, write: ts.Node, variable: Variable): boolean {
  const { ts } = view;
  for (let node = write; node !== view.fn.body; node = node.parent) {
    const { parent } = node;
    if (!ts.isTryStatement(parent)) continue;
    if (node === parent.finallyBlock || (node === parent.tryBlock && parent.catchClause)) return false;
    const last = parent.finallyBlock;
    if (last && variable.uses.some((use) => contains(last, use.node))) return false;
  }
  return true;
}

/** No use of the variable comes further down, and there is no way up from there. */
function isLast({ ts }: View, write: ts.Statement, { variable, statement }: Local): boolean {
  for (let node: ts.Node = write; !contains(node, statement); node = node.parent) {
    if (isLoop(ts, node)) return false;
  }
  return variable.uses.every(({ node }) => node.pos < write.end);
}
