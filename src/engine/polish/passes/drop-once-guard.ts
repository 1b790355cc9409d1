import type ts from "typescript";
import { isFunctionBoundary, isWithin, unwrap } from "../../syntax/nodes";
import { isOnlyReturn } from "../support/control";
import { Edits } from "../support/edits";
import { areFoldable } from "../support/known-flags";
import { localOf, nameOf, type Local } from "../support/loops";
import { asAssignment, isLoop, parentOf } from "../support/nodes";
import { declarationKind, type Variable } from "../support/scopes";
import { booleanOf } from "../support/values";
import { definePass, startOf, variableAt, type View } from "../support/view";

/**
 * `let closed = false; function close() { if (closed) return; closed = true; … } … close();` → `function close() { … } … close();`,
 * and the same of `if (!closed) { closed = true; … }`, where that is all that the function does
 *
 * Condition: the flag is a `let` of the generator's body, which begins with `true` or `false`; nothing asks for it but the guard, with which the function begins,
 * and nothing sets it but the statement behind. The function is called at one place alone, outside of loops and of other functions: so that runs once at most,
 * and meets the flag as it began.
 *
 * `try { while (!closed) … } finally { close(); }` → `try { while (true) … } finally { close(); }`
 *
 * Condition: the same, and what else asks for the flag are conditions inside a `try` whose `finally` has the call, not in other functions: it is as it
 * began there. No branch that never runs holds a comment.
 */
export const dropOnceGuard = definePass("drop-once-guard", (view) => {
  for (const variable of view.scopes.variables) {
    const local = localOf(view, variable);
    const helper = local && helperOf(view, local);
    const guard = helper && guardIn(view, helper, local);
    const call = guard && onlyCall(view, helper, local);
    if (!call) continue;
    const others = variable.uses.map(({ node }) => node).filter((node) => !isWithin(node, helper.body));
    if (others.length === 0) return dropped(view, local, guard);
    const value = guard.start;
    const isKnown = others.every((node) => isBeforeClosing(view, node, call));
    if (!isKnown || !areFoldable(view, others, { variable, value })) continue;
    const edits = new Edits(view);
    for (const node of others) edits.replaceNode(node, String(value));
    return edits.done();
  }
  return undefined;
});

/** The function that asks for the flag and sets it. */
function helperOf(view: View, { variable, statement }: Local): Helper | undefined {
  if (declarationKind(view.ts, variable) !== "let" || statement.parent !== view.fn.body) return undefined;
  const [set, ...more] = variable.uses.filter(({ writes }) => writes);
  const helper = set && more.length === 0 ? helperAround(view, set.node) : undefined;
  if (!helper) return undefined;
  const within = variable.uses.filter(({ node }) => isWithin(node, helper.body));
  return within.length === 2 ? helper : undefined;
}

/** Does the node belong to a `try` of the generator's own code whose `finally` has the call? */
function isBeforeClosing({ ts, fn }: View, node: ts.Node, call: ts.Node): boolean {
  for (let inner = node; inner !== fn; inner = inner.parent) {
    const { parent } = inner;
    if (isFunctionBoundary(ts, inner)) return false;
    if (!ts.isTryStatement(parent) || parent.tryBlock !== inner) continue;
    if (parent.finallyBlock && isWithin(call, parent.finallyBlock)) return true;
  }
  return false;
}

interface Guard {
  /** What the flag begins with. */
  readonly start: boolean;
  /** `if (closed) return;` or `if (!closed) { … }` */
  readonly whole: ts.IfStatement;
  /** `closed = true;` */
  readonly setting: ts.Statement;
  /** What runs where the flag lets through, if that is not what stands behind. */
  readonly inner?: ts.Block;
}

/** The guard that a function begins with, where the first value of the flag lets through. */
function guardIn(
  view: View,
  { body, made: { parameters } }: Helper,
  { variable, declaration }: Local,
): Guard | undefined {
  const { ts } = view;
  const start = booleanOf(view, declaration.initializer);
  const [whole, behind, ...rest] = body.statements;
  if (start === undefined || !whole || !ts.isIfStatement(whole) || whole.elseStatement) return undefined;
  const condition = unwrap(ts, whole.expression);
  const isNegated =
    ts.isPrefixUnaryExpression(condition) && condition.operator === ts.SyntaxKind.ExclamationToken;
  if (nameOf(view, isNegated ? condition.operand : condition) !== variable) return undefined;
  const { thenStatement: inner } = whole;
  if (isNegated === start) {
    const isGuard = isOnlyReturn(ts, inner) && rest.length > 0;
    return isGuard && behind && isSetting(view, behind, variable)
      ? { start, whole, setting: behind }
      : undefined;
  }
  if (behind || !ts.isBlock(inner)) return undefined;
  const [setting, ...others] = inner.statements;
  // A parameter might be called as what the inner block declares.
  const isAll = others.length > 0 && parameters.length === 0;
  return isAll && setting && isSetting(view, setting, variable)
    ? { start, whole, setting, inner }
    : undefined;
}

function isSetting(view: View, statement: ts.Statement, flag: Variable): boolean {
  const assignment = asAssignment(view.ts, statement);
  return (
    assignment !== undefined &&
    booleanOf(view, assignment.value) !== undefined &&
    variableAt(view, assignment.target) === flag
  );
}

interface Helper {
  readonly made: ts.FunctionDeclaration | ts.FunctionExpression | ts.ArrowFunction;
  readonly body: ts.Block;
}

/** The function right around the node, where it is one inside the generator that runs when it is called. */
function helperAround({ ts, fn }: View, node: ts.Node): Helper | undefined {
  let outer: ts.Node | undefined = node;
  while (outer && !isFunctionBoundary(ts, outer)) outer = parentOf(outer);
  if (!outer || outer === fn) return undefined;
  if (!ts.isArrowFunction(outer) && !ts.isFunctionDeclaration(outer) && !ts.isFunctionExpression(outer))
    return undefined;
  const { body } = outer;
  return body && ts.isBlock(body) && !outer.asteriskToken ? { body, made: outer } : undefined;
}

/** The name that a function is known by: that of its declaration, or of the variable that begins with it. */
function nameOfHelper({ ts }: View, { made }: Helper): ts.Node | undefined {
  if (ts.isFunctionDeclaration(made)) return made.name;
  if (ts.isFunctionExpression(made) && made.name) return undefined;
  return ts.isVariableDeclaration(made.parent) ? made.parent.name : undefined;
}

/** The call that is all that is known of the function: one of the generator's own code, which runs once at most, and when the flag is there. */
function onlyCall(view: View, helper: Helper, { statement }: Local): ts.CallExpression | undefined {
  const { ts, fn } = view;
  const variable = variableAt(view, nameOfHelper(view, helper));
  const [use, ...more] = variable?.uses ?? [];
  const call = use?.node.parent;
  if (!use || !call || more.length > 0 || !ts.isCallExpression(call)) return undefined;
  if (call.expression !== use.node || call.pos < statement.end) return undefined;
  for (let outer: ts.Node = call; outer !== fn; outer = outer.parent)
    if (isLoop(ts, outer) || isFunctionBoundary(ts, outer)) return undefined;
  return call;
}

function dropped(view: View, { statement }: Local, { whole, setting, inner }: Guard) {
  const edits = new Edits(view).remove(statement);
  if (inner) return edits.unwrap(startOf(view, whole), inner, whole.end, setting).done();
  return edits.remove(whole).remove(setting).done();
}
