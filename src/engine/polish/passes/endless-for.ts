import { Edits } from "../support/edits";
import { ownDescendants } from "../support/nodes";
import { definePass, startOf } from "../support/view";

/** `for (;;)` and `do { … } while (true);` → `while (true)`: the one way to write it that the other passes know. Always exact. */
export const endlessFor = definePass("endless-for", (view) => {
  const { ts } = view;
  for (const loop of ownDescendants(ts, view.fn)) {
    if (ts.isDoStatement(loop) && loop.expression.kind === ts.SyntaxKind.TrueKeyword) {
      const { statement } = loop;
      return new Edits(view)
        .replace({ start: startOf(view, loop), end: startOf(view, statement) }, "while (true) ")
        .replace({ start: statement.end, end: loop.end }, "")
        .done();
    }
    if (!ts.isForStatement(loop) || loop.initializer || loop.condition || loop.incrementor) continue;
    const head = { start: startOf(view, loop), end: startOf(view, loop.statement) };
    return new Edits(view).replace(head, "while (true) ").done();
  }
  return undefined;
});
