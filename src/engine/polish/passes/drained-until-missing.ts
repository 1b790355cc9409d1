import type ts from "typescript";
import { isNeverAmong, isOwnList, missingTest, shiftedIn } from "../support/buffers";
import { leavesForGood } from "../support/control";
import { commentsWithin, Edits } from "../support/edits";
import {
  asDeclaration,
  contains,
  isConst,
  isEndless,
  ownDescendants,
  type EndlessLoop,
} from "../support/nodes";
import type { Variable } from "../support/scopes";
import { definePass, startOf, variableAt, type View } from "../support/view";

/**
 * `const rest = [...items]; while (true) { const item = rest.shift(); if (item === undefined) return; … }`
 * → `const rest = [...items]; for (const item of rest) { if (item === undefined) return; … }`
 *
 * Condition: nobody but the loop names the list, and nobody else holds it, so that nobody sees that it is not emptied any more; each round
 * shifts once, first thing, and `undefined`, which is what an empty list gives, ends the loop. What ends it may be an element, too, so the test
 * stays, but where the type of the list says that none of them does.
 */
export const drainedUntilMissing = definePass("drained-until-missing", (view) => {
  const { ts } = view;
  for (const loop of ownDescendants(ts, view.fn)) {
    if (!isEndless(ts, loop)) continue;
    const drain = drainOf(view, loop);
    if (!drain) continue;
    const { list, first, element, guard } = drain;
    const edits = new Edits(view)
      .replace(
        { start: startOf(view, loop), end: startOf(view, loop.statement) },
        `for (const ${element.text} of ${list.name}) `,
      )
      .remove(first);
    return (isNeverMissing(view, list, guard, element) ? edits.remove(guard) : edits).done();
  }
  return undefined;
});

interface Drain {
  readonly list: Variable;
  /** `const item = rest.shift();` */
  readonly first: ts.Statement;
  readonly element: ts.Identifier;
  readonly guard: ts.IfStatement;
}

function drainOf(view: View, loop: EndlessLoop): Drain | undefined {
  const { ts } = view;
  if (!ts.isBlock(loop.statement)) return undefined;
  const [first, guard] = loop.statement.statements;
  const declaration = asDeclaration(ts, first);
  if (!first || !ts.isVariableStatement(first) || !guard || !ts.isIfStatement(guard)) return undefined;
  if (!declaration?.initializer || !ts.isIdentifier(declaration.name)) return undefined;
  if (!isConst(ts, first.declarationList) || declaration.type) return undefined;
  const list = listShifted(view, declaration.initializer, loop);
  if (!list || !isOwnList(view, list, loop)) return undefined;
  return endsAtMissing(view, guard, declaration.name, loop)
    ? { list, first, element: declaration.name, guard }
    : undefined;
}

/** The list that `rest.shift()` is called on, where that is all that the loop does with it. */
function listShifted(view: View, initializer: ts.Expression, loop: EndlessLoop): Variable | undefined {
  const list = variableAt(view, shiftedIn(view, initializer));
  if (!list || list.captured) return undefined;
  return list.uses.filter(({ node }) => contains(loop, node)).length === 1 ? list : undefined;
}

/** `if (item === undefined) return;`, or anything else that `undefined` is sure to pass */
function endsAtMissing(
  view: View,
  guard: ts.IfStatement,
  element: ts.Identifier,
  loop: EndlessLoop,
): boolean {
  return (
    !guard.elseStatement &&
    leavesForGood(view, guard.thenStatement, loop) &&
    missingTest(view.ts, guard.expression, element)?.isThere === false
  );
}

/** No element passes the test, and nothing is said of it. */
function isNeverMissing(view: View, list: Variable, guard: ts.IfStatement, element: ts.Identifier): boolean {
  const test = missingTest(view.ts, guard.expression, element);
  const span = { start: guard.pos, end: guard.end };
  return (
    test !== undefined && isNeverAmong(view, list, test.never) && commentsWithin(view, span).length === 0
  );
}
