import type ts from "typescript";
import { unwrap } from "../../syntax/nodes";
import { Edits } from "../support/edits";
import { asAssignment, ownDescendants } from "../support/nodes";
import { isConstantLiteral, isStable } from "../support/values";
import { definePass, textOf, type View } from "../support/view";

/** Methods and functions whose second call right after the first does nothing. */
const idempotentMethods =
  /^(?:releaseLock|abort|removeEventListener|off|removeListener|unsubscribe|clear|removeAllListeners)$/;
const idempotentFunctions = /^(?:clearTimeout|clearInterval|clearImmediate)$/;

/**
 * `try { …; clearInterval(timer); return; } finally { clearInterval(timer); }` → `try { …; return; } finally { clearInterval(timer); }`
 *
 * Condition: the statements right before the `return` or `throw` are the very statements that the nearest `finally` starts with, and doing each
 * twice in a row is known to be the same as doing it once: clearing a timer, releasing a reader's lock, aborting, removing a listener, setting a constant.
 * Anything else (`await file.close()`) is left: that it may be called twice is for its author to say.
 */
export const dropDuplicateCleanup = definePass("drop-duplicate-cleanup", (view) => {
  const { ts } = view;
  for (const exit of ownDescendants(ts, view.fn)) {
    if ((!ts.isReturnStatement(exit) && !ts.isThrowStatement(exit)) || !ts.isBlock(exit.parent)) continue;
    const block = nextFinally(view, exit);
    if (
      block === undefined ||
      (exit.expression && !isConstantLiteral(view, exit.expression) && !isNewError(ts, exit))
    )
      continue;
    const { statements } = exit.parent;
    const at = statements.indexOf(exit);
    for (let count = Math.min(at, block.statements.length); count > 0; count--) {
      const before = statements.slice(at - count, at);
      const isSame = before.every((one, index) => isRepeated(view, one, block.statements[index]));
      if (!isSame) continue;
      const edits = new Edits(view);
      for (const one of before) edits.remove(one);
      return edits.done();
    }
  }
  return undefined;
});

/** `throw new Error(…)`: making the error first or last is the same. */
function isNewError(ts: View["ts"], exit: ts.ReturnStatement | ts.ThrowStatement): boolean {
  return (
    exit.expression !== undefined && (ts.isNewExpression(exit.expression) || ts.isIdentifier(exit.expression))
  );
}

/** The `finally` block that runs next after the exit; none when a `catch` comes first. */
function nextFinally(view: View, exit: ts.Statement): ts.Block | undefined {
  const { ts } = view;
  for (let node: ts.Node = exit; node !== view.fn.body; node = node.parent) {
    const { parent } = node;
    if (!ts.isTryStatement(parent) || node === parent.finallyBlock) continue;
    const isCaught =
      node === parent.tryBlock && parent.catchClause !== undefined && ts.isThrowStatement(exit);
    if (isCaught) return undefined;
    if (parent.finallyBlock) return parent.finallyBlock;
  }
  return undefined;
}

function isRepeated(view: View, statement: ts.Statement, last: ts.Statement | undefined): boolean {
  if (last === undefined || textOf(view, statement) !== textOf(view, last)) return false;
  const assignment = asAssignment(view.ts, statement);
  if (assignment !== undefined) return isConstantLiteral(view, assignment.value);
  return isIdempotentCall(view, statement);
}

function isIdempotentCall(view: View, statement: ts.Statement): boolean {
  const { ts } = view;
  const call = ts.isExpressionStatement(statement) ? unwrap(ts, statement.expression) : undefined;
  if (!call || !ts.isCallExpression(call)) return false;
  const isSteady = call.arguments.every(
    (argument) =>
      isStable(view, argument) || ts.isIdentifier(argument) || ts.isPropertyAccessExpression(argument),
  );
  if (!isSteady) return false;
  const callee = call.expression;
  if (ts.isIdentifier(callee)) return idempotentFunctions.test(callee.text);
  return ts.isPropertyAccessExpression(callee) && idempotentMethods.test(callee.name.text);
}
