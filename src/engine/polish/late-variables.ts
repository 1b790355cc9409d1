import type ts from "typescript";
import type { TypeScript } from "../typescript";
import type { GeneratedBody } from "./pass";
import { isTruthAsked } from "./support/conditions";
import { contains, isEquality } from "./support/nodes";
import type { Variable } from "./support/scopes";
import { isNothing } from "./support/values";
import { isAlwaysEvaluated, localOf } from "./support/loops";
import type { View } from "./support/view";

/**
 * Finds the variables that are set late, such as a source that the first round opens: each question for one of them is whether it has
 * been set, and not what it has been set to. The types do not tell the two apart: they also say of a function that it gives an object
 * where its author knows better and asks.
 *
 * @param view - the body as it was lowered, which no pass has changed yet
 * @returns their names
 */
export function lateVariables(view: View): ReadonlySet<string> {
  const { variables } = view.scopes;
  const late = variables.filter((variable) => isSetLate(view, variable)).map(({ name }) => name);
  return new Set(late.filter((name) => variables.filter((variable) => variable.name === name).length === 1));
}

/** It holds nothing at first, and what asks for it comes before it is set, or cleans up; or it is used as an object as soon as it is set. */
function isSetLate(view: View, variable: Variable): boolean {
  const local = localOf(view, variable);
  if (!local || !isNothing(view, local.declaration.initializer)) return false;
  const firstSet = variable.uses.find(({ node, writes }) => writes && !isEmptied(view, node));
  if (!firstSet) return false;
  const set = runningAt(view, firstSet.node);
  const { parent } = set;
  const isOwnValue = (node: ts.Node): boolean =>
    view.ts.isBinaryExpression(parent) && parent.left === set && contains(parent.right, node);
  // What it is set to is worked out before: `page = await fetch(page?.next)`.
  const isBefore = (node: ts.Node): boolean => node.pos < set.pos || isOwnValue(node);
  const isAskedBehind = variable.uses.some(
    ({ node }) => isQuestion(view, node) && !isBefore(node) && !isCleaningUp(view.ts, node, view.fn),
  );
  if (!isAskedBehind) return true;
  const next = variable.uses.find(({ node, writes }) => !writes && !isBefore(node));
  return next !== undefined && isMember(view.ts, next.node) && isReachedFrom(view.ts, set, next.node);
}

/** Where what stands in a local function runs first, as far as its name tells. */
function runningAt(view: View, node: ts.Node): ts.Node {
  const { ts } = view;
  for (let outer: ts.Node = node; outer !== view.fn; outer = outer.parent) {
    if (!ts.isFunctionLike(outer)) continue;
    const { parent } = outer;
    const name = ts.isVariableDeclaration(parent) ? parent.name : outer.name;
    const call = name && view.scopes.variableOf(name)?.uses.find(({ reads }) => reads);
    return call && !contains(outer, call.node) ? call.node : node;
  }
  return node;
}

/** `source = undefined;` */
function isEmptied(view: View, { parent }: ts.Identifier): boolean {
  return view.ts.isBinaryExpression(parent) && isNothing(view, parent.right);
}

/** `source.read()`, which fails where there is nothing */
function isMember(ts: TypeScript, name: ts.Identifier): boolean {
  const { parent } = name;
  return (
    (ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent)) &&
    parent.expression === name &&
    !parent.questionDotToken
  );
}

/** What stands there is evaluated in each run of the list that the other stands in, if nothing left it before. */
function isReachedFrom(ts: TypeScript, from: ts.Node, node: ts.Node): boolean {
  for (let inner = node; !contains(inner.parent, from); inner = inner.parent) {
    const { parent } = inner;
    if (ts.isTryStatement(parent) ? parent.tryBlock !== inner : !isEvaluatedWith(ts, parent, inner))
      return false;
  }
  return true;
}

function isEvaluatedWith(ts: TypeScript, outer: ts.Node, part: ts.Node): boolean {
  if (ts.isFunctionLike(outer) || ts.isCatchClause(outer) || ts.isCaseOrDefaultClause(outer)) return false;
  if (ts.isIfStatement(outer) || ts.isWhileStatement(outer)) return outer.expression === part;
  if (ts.isIterationStatement(outer, false)) return false;
  return !ts.isExpression(outer) || isAlwaysEvaluated(ts, outer, part);
}

/** `source?.close()`, `if (source)`, `source === undefined` */
function isQuestion(view: View, name: ts.Identifier): boolean {
  const { ts } = view;
  const { parent } = name;
  if (ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent))
    return parent.expression === name && parent.questionDotToken !== undefined;
  if (ts.isCallExpression(parent)) return parent.expression === name && parent.questionDotToken !== undefined;
  if (ts.isBinaryExpression(parent) && isEquality(ts, parent)) return true;
  return isTruthAsked(view, name);
}

function isCleaningUp(ts: TypeScript, node: ts.Node, fn: GeneratedBody["fn"]): boolean {
  for (let outer: ts.Node = node; outer !== fn; outer = outer.parent) {
    const { parent } = outer;
    if (ts.isTryStatement(parent) && parent.finallyBlock && contains(parent.finallyBlock, node)) return true;
  }
  return false;
}
