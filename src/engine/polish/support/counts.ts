import type ts from "typescript";
import { accessKind, isAssignmentOperator, some, unwrap } from "../../syntax/nodes";
import { descendants } from "./nodes";
import type { Variable } from "./scopes";
import { isNumber } from "./values";
import { textOf, variableAt, type View } from "./view";

/**
 * Is it, or is it worked out from, what the generator counts itself, or how many there are: `i`, where there is `i++`, `n - 1` of such an
 * `n`, `rows.length`, `seen.size`? What others give, such as `await score()`, is none.
 */
export function isCount(view: View, expression: ts.Expression): boolean {
  return [expression, ...descendants(view.ts, expression)].some((node) => isCountItself(view, node));
}

function isCountItself(view: View, node: ts.Node): boolean {
  const { ts } = view;
  const variable = variableAt(view, node);
  if (variable) return isOwnCount(view, variable);
  if (ts.isCallExpression(node)) return isPlace(view, node);
  if (!ts.isPropertyAccessExpression(node) && !ts.isIdentifier(node)) return false;
  if (ts.isPropertyAccessExpression(node) && /^(?:length|size)$/.test(node.name.text)) return true;
  const text = textOf(view, node);
  for (const other of descendants(ts, view.fn)) {
    if (ts.isExpression(other) && textOf(view, other) === text && isStep(view, other)) return true;
  }
  return false;
}

/** `text.indexOf("\n")`: where something is, or -1 */
function isPlace(view: View, node: ts.Node): boolean {
  const { ts } = view;
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return false;
  return /^(?:indexOf|lastIndexOf)$/.test(node.expression.name.text) && isNumber(view, node);
}

/** All that it ever holds is worked out here: nothing is called, waited for or taken out of a list for it. */
function isOwnCount(view: View, { declaration, uses }: Variable): boolean {
  const { ts } = view;
  const { parent } = declaration;
  const writes = uses.filter((use) => use.writes);
  const isGiven = !ts.isVariableDeclaration(parent) || parent.name !== declaration;
  if (isGiven) return writes.some(({ node }) => isStep(view, node));
  const values = [parent.initializer, ...writes.map(({ node }) => assignedTo(view, node))];
  return values.every(
    (value) => value === undefined || isPlace(view, unwrap(ts, value)) || !comesFromElsewhere(view, value),
  );
}

/** The value of an assignment, also of one to several names. */
function assignedTo({ ts }: View, target: ts.Node): ts.Expression | undefined {
  for (let node = target; !ts.isStatement(node.parent); node = node.parent) {
    const { parent } = node;
    if (ts.isBinaryExpression(parent) && isAssignmentOperator(ts, parent.operatorToken.kind))
      return parent.left === node ? parent.right : undefined;
  }
  return undefined;
}

function comesFromElsewhere({ ts }: View, value: ts.Expression): boolean {
  return some(
    ts,
    value,
    (node) =>
      ts.isCallExpression(node) ||
      ts.isAwaitExpression(node) ||
      ts.isYieldExpression(node) ||
      ts.isElementAccessExpression(node),
  );
}

/** `i++`, `i += 2`, `i = i + 1` */
function isStep(view: View, node: ts.Expression): boolean {
  const { ts } = view;
  const access = accessKind(ts, node);
  if (access === "update") return true;
  const { parent } = node;
  if (access !== "write" || !ts.isBinaryExpression(parent)) return false;
  const { right } = parent;
  return ts.isBinaryExpression(right) && textOf(view, right.left) === textOf(view, node);
}
