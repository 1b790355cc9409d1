import type ts from "typescript";
import { canComplete } from "../support/control";
import { Edits } from "../support/edits";
import { flagOf } from "../support/loop-flags";
import { writesOf } from "../support/loops";
import { asAssignment, ownDescendants } from "../support/nodes";
import type { Variable } from "../support/scopes";
import { isDisposable } from "../support/values";
import { definePass, textOf, type View } from "../support/view";

/**
 * `let ended = false; while (!ended) { …; ended = rows.length === 0; if (rows.length === 0) return; … }`
 * → `while (true) { …; if (rows.length === 0) return; … }`
 *
 * Condition: the flag is a `let` that no closure knows, asked for by the loop's condition alone, and set by one statement of the body; right behind
 * that comes the same test once more, which does nothing else and leads out wherever it holds. So the flag never holds where it is asked for.
 */
export const flagBesideExit = definePass("flag-beside-exit", (view) => {
  const { ts } = view;
  for (const loop of ownDescendants(ts, view.fn)) {
    if (!ts.isWhileStatement(loop) || !ts.isBlock(loop.statement)) continue;
    const flag = flagOf(view, loop);
    const set = flag?.end === true ? setBesideExit(view, loop.statement, flag.local.variable) : undefined;
    if (!flag || !set) continue;
    return new Edits(view)
      .remove(flag.local.statement)
      .replaceNode(flag.condition, "true")
      .remove(set)
      .done();
  }
  return undefined;
});

/** `ended = test; if (test) return;` */
function setBesideExit(view: View, body: ts.Block, flag: Variable): ts.Statement | undefined {
  const { ts } = view;
  const [write, ...more] = writesOf(flag);
  const at = body.statements.findIndex((one) => asAssignment(ts, one)?.target === write?.node);
  const set = asAssignment(ts, body.statements[at]);
  const guard = body.statements[at + 1];
  if (!set || more.length > 0 || !guard || !ts.isIfStatement(guard) || guard.elseStatement) return undefined;
  const isSame = textOf(view, guard.expression) === textOf(view, set.value);
  return isSame && isDisposable(view, set.value) && leadsOut(view, guard.thenStatement)
    ? set.statement
    : undefined;
}

function leadsOut({ ts }: View, branch: ts.Statement): boolean {
  return !canComplete(ts, branch) && !ownDescendants(ts, branch).some((one) => ts.isContinueStatement(one));
}
