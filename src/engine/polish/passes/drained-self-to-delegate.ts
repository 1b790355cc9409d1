import type ts from "typescript";
import { statementsOf, unwrap } from "../../syntax/nodes";
import { isInTailPosition, targetOf } from "../support/control";
import { Edits } from "../support/edits";
import { ownLet } from "../support/loops";
import {
  asAssignment,
  asDeclaration,
  isEndless,
  ownDescendants,
  siblingsOf,
  type Assignment,
  type EndlessLoop,
} from "../support/nodes";
import type { Variable } from "../support/scopes";
import { isNothing } from "../support/values";
import { definePass, textOf, variableAt, type View } from "../support/view";

/**
 * `while (true) { if (inner) { const r = inner.next(); if (!r.done) { yield r.value; continue; } inner = undefined; } …; inner = walk(child); }`
 * → `while (true) { …; yield* walk(child); }`
 *
 * Condition: what is drawn from is the generator itself, called with something else, and it has no `try`: so nobody can tell that
 * `yield*` closes it. The variable is a `let` that no closure knows, holds nothing at first, and is asked for at the head of each round
 * alone; each of its values is set where the round ends.
 */
export const drainedSelfToDelegate = definePass("drained-self-to-delegate", (view) => {
  const { ts, context, fn } = view;
  if (context.selfName === undefined || context.hasThrow === true) return undefined;
  if (ownDescendants(ts, fn).some((node) => ts.isTryStatement(node))) return undefined;
  for (const loop of ownDescendants(ts, fn)) {
    const drain = isEndless(ts, loop) ? drainOf(view, loop) : undefined;
    const local = drain && ownLet(view, drain.variable);
    if (!drain || !local || !isNothing(view, local.declaration.initializer)) continue;
    const edits = new Edits(view).remove(local.statement).remove(drain.statement);
    for (const { statement, value } of drain.fills)
      edits.replaceNode(statement, `yield* ${textOf(view, value)};`);
    return edits.done();
  }
  return undefined;
});

interface Drain {
  readonly variable: Variable;
  readonly statement: ts.IfStatement;
  readonly fills: readonly Assignment[];
}

function drainOf(view: View, loop: EndlessLoop): Drain | undefined {
  const { ts } = view;
  const [statement] = statementsOf(ts, loop.statement);
  if (!statement || !ts.isIfStatement(statement) || statement.elseStatement) return undefined;
  const variable = variableAt(view, statement.expression);
  if (!variable || !isDraining(view, loop, statement, variable)) return undefined;
  const fills = ownDescendants(ts, loop.statement)
    .filter(ts.isExpressionStatement)
    .flatMap((one) => asAssignment(ts, one) ?? [])
    .filter(
      ({ target, statement: set }) => variableAt(view, target) === variable && set.pos >= statement.end,
    );
  // The test, the call of next(), and the reset; and what declares it is no use.
  const isAll = variable.uses.length === fills.length + 3;
  return isAll && fills.length > 0 && fills.every((fill) => isFill(view, loop, fill))
    ? { variable, statement, fills }
    : undefined;
}

/** `if (inner) { const r = inner.next(); if (!r.done) { yield r.value; continue; } inner = undefined; }` */
function isDraining(view: View, loop: EndlessLoop, test: ts.IfStatement, variable: Variable): boolean {
  const { ts } = view;
  const [asked, given, reset, ...more] = statementsOf(ts, test.thenStatement);
  const declaration = asDeclaration(ts, asked);
  const set = asAssignment(ts, reset);
  if (!declaration?.initializer || !ts.isIdentifier(declaration.name) || !given || !set || more.length > 0)
    return false;
  if (variableAt(view, set.target) !== variable || !isNothing(view, set.value)) return false;
  return drawsFrom(view, declaration.initializer, variable) && isGivenOn(view, loop, given, declaration.name);
}

/** `await inner.next()`, in a generator that is not async `inner.next()` */
function drawsFrom({ ts, context, ...rest }: View, drawn: ts.Expression, variable: Variable): boolean {
  const view = { ts, context, ...rest };
  const outer = unwrap(ts, drawn);
  if (context.kind !== "sync" && !ts.isAwaitExpression(outer)) return false;
  const call = ts.isAwaitExpression(outer) ? unwrap(ts, outer.expression) : outer;
  if (!ts.isCallExpression(call) || call.arguments.length > 0) return false;
  const { expression: callee } = call;
  return (
    ts.isPropertyAccessExpression(callee) &&
    callee.name.text === "next" &&
    variableAt(view, callee.expression) === variable
  );
}

/** `if (!r.done) { yield r.value; continue; }` */
function isGivenOn(view: View, loop: EndlessLoop, statement: ts.Statement, { text }: ts.Identifier): boolean {
  const { ts } = view;
  if (!ts.isIfStatement(statement) || statement.elseStatement) return false;
  const [given, goOn, ...more] = statementsOf(ts, statement.thenStatement);
  if (!given || !goOn || more.length > 0 || !ts.isContinueStatement(goOn)) return false;
  return (
    textOf(view, statement.expression) === `!${text}.done` &&
    textOf(view, given) === `yield ${text}.value;` &&
    targetOf(ts, goOn) === loop
  );
}

/** `inner = walk(child);`, behind which the round is over */
function isFill(view: View, loop: EndlessLoop, { statement, value }: Assignment): boolean {
  const { ts, context } = view;
  const call = unwrap(ts, value);
  if (!ts.isCallExpression(call) || !ts.isIdentifier(call.expression)) return false;
  if (call.expression.text !== context.selfName || variableAt(view, call.expression)) return false;
  const siblings = siblingsOf(ts, statement);
  const behind = siblings?.[siblings.indexOf(statement) + 1];
  if (behind && ts.isContinueStatement(behind)) return targetOf(ts, behind) === loop;
  return isInTailPosition(ts, statement, loop.statement);
}
