import type ts from "typescript";
import { isLengthRead, nonEmptyList } from "../support/buffers";
import { breaksOf, continuesOf } from "../support/control";
import { statementsOf } from "../../syntax/nodes";
import { commentsWithin, Edits } from "../support/edits";
import { isUsedOnlyIn, ownLocal, runsOnceFrom } from "../support/loops";
import { contains, isLoop, ownDescendants } from "../support/nodes";
import { isFreshArray } from "../support/values";
import { definePass, startOf, textOf, type View } from "../support/view";

/**
 * `const buffer = []; while (c) { …; buffer.push(...page.items); …; while (buffer.length > 0) {…} }`
 * → `while (c) { …; const buffer = [...page.items]; …; while (buffer.length > 0) {…} }`
 * and so does `for (const item of page.items) buffer.push(item);`
 *
 * Condition: nobody but the push and the handing out at the end of the round names the buffer, but to ask for its length between the two, nothing breaks out of the handing out and no `continue` skips it: so the
 * buffer is empty whenever it is refilled.
 */
export const refillToAssignment = definePass("refill-to-assignment", (view) => {
  const { ts } = view;
  for (const loop of ownDescendants(ts, view.fn)) {
    if (!isLoop(ts, loop) || !ts.isBlock(loop.statement)) continue;
    const { statements } = loop.statement;
    const drain = statements.at(-1);
    if (
      !drain ||
      !ts.isWhileStatement(drain) ||
      breaksOf(ts, drain).length > 0 ||
      continuesOf(ts, loop).length > 0
    )
      continue;
    const buffer = nonEmptyList(view, drain.expression);
    const local = buffer && ownLocal(view, buffer);
    if (!local || !isUsedOnlyIn(buffer, loop) || !runsOnceFrom(view, local.statement, loop)) continue;
    const { initializer, type } = local.declaration;
    if (!initializer || !ts.isArrayLiteralExpression(initializer) || initializer.elements.length > 0)
      continue;
    const [use] = buffer.uses;
    const refill = use && statements.find((statement) => contains(statement, use.node));
    const pushed = use && pushedOnto(view, use.node, refill);
    if (!refill || pushed === undefined) continue;
    const others = buffer.uses.filter(({ node }) => node !== use.node && !contains(drain, node));
    if (others.some(({ node }) => node.pos < refill.end || !isLengthRead(view, node))) continue;
    const annotation = type === undefined ? "" : `: ${textOf(view, type)}`;
    return new Edits(view)
      .remove(local.statement)
      .replaceNode(refill, `const ${buffer.name}${annotation} = ${pushed};`)
      .done();
  }
  return undefined;
});

/** Reads `buffer.push(a, ...b);` as `[a, ...b]`, and `for (const a of b) buffer.push(a);` as `[...b]`. */
function pushedOnto(
  view: View,
  buffer: ts.Identifier,
  statement: ts.Statement | undefined,
): string | undefined {
  const { ts } = view;
  const access = buffer.parent;
  if (!statement) return undefined;
  if (!ts.isPropertyAccessExpression(access) || access.name.text !== "push" || access.questionDotToken)
    return undefined;
  const call = access.parent;
  if (!ts.isCallExpression(call)) return undefined;
  if (ts.isForOfStatement(statement)) return copiedOneByOne(view, call, statement);
  if (!ts.isExpressionStatement(statement)) return undefined;
  if (statement.expression !== call || call.arguments.length === 0) return undefined;
  const [only, ...others] = call.arguments;
  // A list that was made for this alone needs no copy.
  if (only && ts.isSpreadElement(only) && others.length === 0 && isMadeHere(view, only.expression)) {
    return textOf(view, only.expression);
  }
  return `[${call.arguments.map((argument) => textOf(view, argument)).join(", ")}]`;
}

/** Reads `for (const item of page.items) buffer.push(item);` as `[...page.items]`. */
function copiedOneByOne(view: View, push: ts.CallExpression, loop: ts.ForOfStatement): string | undefined {
  const { ts } = view;
  const { initializer, awaitModifier, expression } = loop;
  if (awaitModifier || !ts.isVariableDeclarationList(initializer)) return undefined;
  const [declaration] = initializer.declarations;
  const [only, ...others] = statementsOf(ts, loop.statement);
  const [item, ...more] = push.arguments;
  if (!declaration || !ts.isIdentifier(declaration.name) || !item || more.length > 0) return undefined;
  if (!only || !ts.isExpressionStatement(only) || only.expression !== push || others.length > 0)
    return undefined;
  const isElement = ts.isIdentifier(item) && item.text === declaration.name.text;
  const isSaid = commentsWithin(view, { start: startOf(view, loop), end: loop.end }).length > 0;
  return isElement && !isSaid ? `[...${textOf(view, expression)}]` : undefined;
}

function isMadeHere({ ts, ...rest }: View, list: ts.Expression): boolean {
  return ts.isCallExpression(list) && isFreshArray({ ts, ...rest }, list);
}
