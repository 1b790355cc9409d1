import type ts from "typescript";
import { breaksOf, canListComplete, continuesOf, wouldCollide } from "../support/control";
import { commentsWithin, Edits, indentAt, indentUnit, movedText, rangeOf } from "../support/edits";
import { reachedFrom } from "../support/next-round";
import { contains, isConst, isEndless, ownDescendants, type EndlessLoop } from "../support/nodes";
import { knownBefore } from "../support/known-here";
import { negate } from "../support/negate";
import { definePass, startOf, textOf, type View } from "../support/view";

/**
 * `let rest = ""; while (true) { const at = rest.indexOf("\n"); if (at >= 0) { yield rest.slice(0, at); …; continue; } rest += await read(); }`
 * → `let rest = ""; while (true) { rest += await read(); while (true) { const at = rest.indexOf("\n"); if (at < 0) break; yield rest.slice(0, at); …; } }`
 *
 * Condition: the loop is endless, and begins with a branch that goes round. By what variables start with, the first round does nothing before it comes to
 * what stands behind that branch, which waits for something, gives no value, comes to its end, and leads to the next round in no other way. No `break` of the branch leaves the
 * loop, and neither part names what the other declares.
 */
export const bufferLoopInside = definePass("buffer-loop-inside", (view) => {
  const { ts } = view;
  for (const loop of ownDescendants(ts, view.fn)) {
    if (!isEndless(ts, loop) || ts.isLabeledStatement(loop.parent)) continue;
    const parts = partsOf(view, loop);
    if (!parts || reachedFrom(view, loop, knownBefore(view, loop), parts.rest[0]) !== parts.rest[0]) continue;
    const edits = rewritten(view, parts);
    if (edits) return edits;
  }
  return undefined;
});

interface Parts {
  /** What is asked before the branch. */
  readonly asked: readonly ts.Statement[];
  readonly choice: ts.IfStatement;
  readonly branch: readonly ts.Statement[];
  readonly jump: ts.Statement;
  readonly rest: readonly [ts.Statement, ...ts.Statement[]];
}

function partsOf(view: View, loop: EndlessLoop): Parts | undefined {
  const { ts } = view;
  if (!ts.isBlock(loop.statement)) return undefined;
  const { statements } = loop.statement;
  const at = statements.findIndex((one) => !isConstant(view, one));
  const choice = statements[at];
  const [first, ...more] = statements.slice(at + 1);
  if (!choice || !first || !ts.isIfStatement(choice) || choice.elseStatement) return undefined;
  const { thenStatement: block } = choice;
  const jump = ts.isBlock(block) ? block.statements.at(-1) : undefined;
  if (!jump || !ts.isBlock(block) || !ts.isContinueStatement(jump) || jump.label) return undefined;
  const rest: Parts["rest"] = [first, ...more];
  const within = rest.flatMap((one) => ownDescendants(ts, one));
  if (!within.some(ts.isAwaitExpression) || within.some(ts.isYieldExpression)) return undefined;
  if (!canListComplete(ts, rest)) return undefined;
  if (continuesOf(ts, loop).some((one) => !contains(block, one))) return undefined;
  if (breaksOf(ts, loop).some((one) => contains(block, one)) || wouldCollide(view, rest)) return undefined;
  const asked = statements.slice(0, at);
  const namesAsked = view.scopes.variables.some(
    ({ declaration, uses }) =>
      asked.some((one) => contains(one, declaration)) &&
      uses.some(({ node }) => rest.some((one) => contains(one, node))),
  );
  return namesAsked ? undefined : { asked, choice, branch: block.statements.slice(0, -1), jump, rest };
}

function isConstant({ ts }: View, statement: ts.Statement): boolean {
  return ts.isVariableStatement(statement) && isConst(ts, statement.declarationList);
}

function rewritten(view: View, { asked, choice, branch, jump, rest }: Parts) {
  const [first] = rest;
  const last = rest.at(-1) ?? first;
  const opening = asked[0] ?? choice;
  const condition = textOf(view, choice.expression);
  const exit = asked.length > 0 ? (negate(view, choice.expression) ?? `!(${condition})`) : undefined;
  const [begin] = branch;
  if (!begin || condition.includes("\n")) return undefined;
  const indent = indentAt(view, startOf(view, opening));
  const inner = indent + indentUnit;
  const whole = { start: rangeOf(view, opening).start, end: rangeOf(view, choice).end };
  const inside = { start: startOf(view, choice.thenStatement) + 1, end: choice.thenStatement.end };
  const text = (from: ts.Statement, to: ts.Statement): string =>
    movedText(view, rangeOf(view, from, to), inner);
  const said = [
    ...commentsWithin(view, { start: rangeOf(view, choice).start, end: inside.start }),
    ...commentsWithin(view, { start: rangeOf(view, jump).start, end: whole.end }),
  ];
  const lines = [
    `${indent}while (${exit === undefined ? condition : "true"}) {`,
    ...asked.map((one) => inner + text(one, one)),
    ...said.map((comment) => inner + comment),
    ...(exit === undefined ? [] : [`${inner}if (${exit}) break;`]),
    inner + text(begin, branch.at(-1) ?? begin),
    `${indent}}`,
  ];
  return new Edits(view)
    .removeSpan(whole)
    .insert(rangeOf(view, last).end, `\n${lines.join("\n")}`)
    .done();
}
