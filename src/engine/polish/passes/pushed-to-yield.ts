import type ts from "typescript";
import { nonEmptyList, shiftOf } from "../support/buffers";
import { breaksOf, isInTailPosition, isTried } from "../support/control";
import { commentsWithin, Edits, rangeOf } from "../support/edits";
import { isUsedOnlyIn, ownLocal, runsOnceFrom } from "../support/loops";
import { contains, isLoop, ownDescendants, siblingsOf, yieldedBy } from "../support/nodes";
import { isNeverWritten, type Variable } from "../support/scopes";
import { statementsOf } from "../../syntax/nodes";
import { isArray, isDisposable, isFreshArray } from "../support/values";
import { definePass, textOf, variableAt, type View } from "../support/view";

/**
 * `const rows = []; while (c) { …; if (a) rows.push(last); else rows.push(...parts); while (rows.length > 0) yield rows.shift(); }`
 * → `while (c) { …; if (a) yield last; else yield* parts; }`
 *
 * Condition: the list is an array of the generator's own that starts empty, and nothing but the handing out at the end of each round and some `push()` names it. Behind a `push()` comes
 * nothing but another one, whose argument does nothing, and then the handing out, outside of any `try`: so the list is empty whenever something is put in, and what is put in is given next. What is spread
 * is an array that was made for that.
 */
export const pushedToYield = definePass("pushed-to-yield", (view) => {
  const { ts } = view;
  for (const loop of ownDescendants(ts, view.fn)) {
    if (!isLoop(ts, loop) || !ts.isBlock(loop.statement)) continue;
    const drain = loop.statement.statements.at(-1);
    const list = drain && ts.isWhileStatement(drain) ? drainedBy(view, drain) : undefined;
    const local = list && ownLocal(view, list);
    if (!drain || !list || !local || !isUsedOnlyIn(list, loop) || !isNeverWritten(list)) continue;
    const { initializer } = local.declaration;
    const isEmpty =
      initializer && ts.isArrayLiteralExpression(initializer) && initializer.elements.length === 0;
    if (!isEmpty || contains(loop, local.statement) || !runsOnceFrom(view, local.statement, loop)) continue;
    const names = list.uses.filter(({ node }) => !contains(drain, node));
    const pushes = names.map(({ node }) => pushOf(view, node, loop, drain));
    const known = pushes.filter((one) => one !== undefined);
    if (known.length === 0 || known.length !== pushes.length) continue;
    const edits = new Edits(view).remove(local.statement).remove(drain);
    for (const { statement, text } of known) edits.replaceNode(statement.expression, text);
    return edits.done();
  }
  return undefined;
});

/** Reads `while (rows.length > 0) yield rows.shift();`. */
function drainedBy(view: View, drain: ts.WhileStatement): Variable | undefined {
  const { ts } = view;
  const list = nonEmptyList(view, drain.expression);
  const [only, ...others] = statementsOf(ts, drain.statement);
  const given = only && others.length === 0 ? yieldedBy(ts, only) : undefined;
  if (!list || !given || breaksOf(ts, drain).length > 0) return undefined;
  if (commentsWithin(view, rangeOf(view, drain)).length > 0) return undefined;
  const isShifted = list.uses.some(({ node }) => contains(drain, node) && shiftOf(view, node) === given);
  return isShifted && list.uses.filter(({ node }) => contains(drain, node)).length === 2 ? list : undefined;
}

interface Push {
  readonly statement: ts.ExpressionStatement;
  readonly text: string;
}

function pushOf(view: View, name: ts.Identifier, loop: ts.Statement, drain: ts.Statement): Push | undefined {
  const { ts } = view;
  const access = name.parent;
  const call = access.parent;
  if (!ts.isPropertyAccessExpression(access) || access.name.text !== "push" || access.questionDotToken)
    return undefined;
  if (!ts.isCallExpression(call) || call.expression !== access || !ts.isExpressionStatement(call.parent))
    return undefined;
  const { parent: statement } = call;
  const [given, ...more] = call.arguments;
  if (!given || more.length > 0 || isTried(ts, statement, loop)) return undefined;
  if (!isLast(view, statement, drain)) return undefined;
  if (!ts.isSpreadElement(given)) return { statement, text: `yield ${textOf(view, given)}` };
  // An error that is thrown into the generator would go to the array's iterator, which takes none.
  if (view.context.hasThrow === true) return undefined;
  const isMade = isFreshArray(view, given.expression) || isLastUse(view, given.expression);
  return isMade ? { statement, text: `yield* ${textOf(view, given.expression)}` } : undefined;
}

/** Nothing but further pushes comes between the statement and the handing out. */
function isLast(view: View, statement: ts.Statement, drain: ts.Statement): boolean {
  const { ts } = view;
  const siblings = siblingsOf(ts, statement) ?? [];
  const later = siblings.filter((one) => one.pos >= statement.end && one !== drain);
  const last = later.at(-1) ?? statement;
  const isPush = (one: ts.Statement): boolean => {
    if (!ts.isExpressionStatement(one) || !ts.isCallExpression(one.expression)) return false;
    const { expression: callee, arguments: given } = one.expression;
    const isPushed = ts.isPropertyAccessExpression(callee) && callee.name.text === "push";
    return isPushed && given.every((value) => !ts.isSpreadElement(value) && isDisposable(view, value));
  };
  return later.every(isPush) && isBefore(view, last, drain);
}

/** Does only the end of what stands around a statement come between it and another one? */
function isBefore({ ts }: View, statement: ts.Statement, next: ts.Statement): boolean {
  const siblings = siblingsOf(ts, next) ?? [];
  const before = siblings[siblings.indexOf(next) - 1];
  return (
    before !== undefined &&
    contains(before, statement) &&
    (before === statement || isInTailPosition(ts, statement, before))
  );
}

/** A list that was made here, and that nobody names any more. */
function isLastUse(view: View, list: ts.Expression): boolean {
  const variable = variableAt(view, list);
  const local = variable && ownLocal(view, variable);
  const value = local?.declaration.initializer;
  if (!variable || !value || !isNeverWritten(variable)) return false;
  const isMade = isFreshArray(view, value) || (view.context.ownsResults === true && isArray(view, list));
  return isMade && variable.uses.every(({ node }) => node.pos <= list.pos);
}
