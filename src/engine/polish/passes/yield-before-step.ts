import type ts from "typescript";
import { replaced } from "../support/conditions";
import { Edits, movedText, rangeOf, indentAt } from "../support/edits";
import { localOf } from "../support/loops";
import { contains, descendants, ownDescendants, parentOf, siblingsOf } from "../support/nodes";
import { declarationKind, isNameShared, type Variable } from "../support/scopes";
import { isNumber } from "../support/values";
import { definePass, startOf, textOf, variableAt, type View } from "../support/view";

/**
 * `const value = a; if (value > max) return; [a, b] = [b, a + b]; yield value;` → `if (a > max) return; yield a; [a, b] = [b, a + b];`,
 * and `const at = i; i++; yield read(rows[at]);` → `yield read(rows[i]); i++;`
 *
 * Condition: the constant is there only because the variable that it copies goes on before it is handed out. What stands between are assignments to
 * variables that no closure and no `catch` or `finally` knows, of values worked out from such variables and literals alone, which cannot fail: nobody sees
 * whether they happen before or after the pause, or what is handed out is worked out. That names none of them.
 */
export const yieldBeforeStep = definePass("yield-before-step", (view) => {
  const { ts } = view;
  for (const node of ownDescendants(ts, view.fn)) {
    const copy = ts.isExpressionStatement(node) ? copyOf(view, node) : undefined;
    if (!copy) continue;
    const { given, siblings } = copy;
    const end = siblings.indexOf(given);
    let first = end;
    while (first > 0 && isStep(view, siblings[first - 1], copy.value)) first--;
    const steps = siblings.slice(first, end);
    const between = siblings.slice(siblings.indexOf(copy.declared) + 1, first);
    if (!isPassable(view, copy, between, steps)) continue;
    return rewritten(view, copy, steps);
  }
  return undefined;
});

interface Copy {
  /** `yield value;` */
  readonly given: ts.ExpressionStatement;
  /** `const value = a;` */
  readonly declared: ts.Statement;
  readonly value: Variable;
  readonly original: Variable;
  readonly siblings: readonly ts.Statement[];
}

function copyOf(view: View, given: ts.ExpressionStatement): Copy | undefined {
  const { ts } = view;
  if (!ts.isYieldExpression(given.expression) || given.expression.asteriskToken) return undefined;
  const siblings = siblingsOf(ts, given);
  if (!siblings) return undefined;
  const named = view.scopes.variables.filter(({ uses }) => uses.some(({ node }) => contains(given, node)));
  return named.map((value) => readCopy(view, given, value, siblings)).find((copy) => copy !== undefined);
}

function readCopy(
  view: View,
  given: ts.ExpressionStatement,
  value: Variable,
  siblings: readonly ts.Statement[],
): Copy | undefined {
  const { ts } = view;
  const local = localOf(view, value);
  const original = variableAt(view, local?.declaration.initializer);
  if (!local || !original || local.declaration.type || !siblings.includes(local.statement)) return undefined;
  if (declarationKind(ts, value) !== "const" || value.captured || !isOwn(view, original)) return undefined;
  // A variable of that name further in would take the original's place.
  if (isNameShared(view.scopes, original)) return undefined;
  return { given, declared: local.statement, value, original, siblings };
}

/** Nobody but the steps of the generator itself sees what it holds. */
function isOwn(view: View, variable: Variable): boolean {
  const kind = declarationKind(view.ts, variable);
  return (
    (kind === "let" || kind === "parameter") &&
    !variable.captured &&
    variable.uses.every(({ node }) => !isInHandler(view, node))
  );
}

function isInHandler({ ts, fn }: View, use: ts.Node): boolean {
  for (let node: ts.Node | undefined = use; node !== undefined && node !== fn; node = parentOf(node)) {
    const outer = parentOf(node);
    if (ts.isCatchClause(node)) return true;
    if (outer && ts.isTryStatement(outer) && outer.finallyBlock === node) return true;
  }
  return false;
}

/** `n++;`, `n += 1;` for numbers, `n = n + 1;`, `[a, b] = [b, a + b];` that does not read the copy. */
function isStep(view: View, statement: ts.Statement | undefined, copy: Variable): boolean {
  const { ts } = view;
  if (!statement || !ts.isExpressionStatement(statement)) return false;
  const { expression } = statement;
  const isCounting =
    (ts.isPostfixUnaryExpression(expression) || ts.isPrefixUnaryExpression(expression)) &&
    ts.isIdentifier(expression.operand);
  const isAssignment =
    ts.isBinaryExpression(expression) &&
    expression.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
    (ts.isIdentifier(expression.left) || isPattern(view, expression.left, expression.right));
  const isAddition =
    ts.isBinaryExpression(expression) &&
    (expression.operatorToken.kind === ts.SyntaxKind.PlusEqualsToken ||
      expression.operatorToken.kind === ts.SyntaxKind.MinusEqualsToken) &&
    isNumber(view, expression.left) &&
    isNumber(view, expression.right);
  if (!isCounting && !isAssignment && !isAddition) return false;
  return descendants(ts, expression).every((part) => isPlain(view, part, copy));
}

/** `[a, b] = [x, y]` */
function isPattern({ ts }: View, left: ts.Expression, right: ts.Expression): boolean {
  return (
    ts.isArrayLiteralExpression(left) &&
    ts.isArrayLiteralExpression(right) &&
    left.elements.every((element) => ts.isIdentifier(element)) &&
    right.elements.every((element) => !ts.isSpreadElement(element))
  );
}

/** Own variables, constants that are numbers, literals, and operators that work on each of them. */
function isPlain(view: View, node: ts.Node, copy: Variable): boolean {
  const { ts } = view;
  if (ts.isIdentifier(node)) {
    const variable = variableAt(view, node);
    if (!variable || variable === copy) return false;
    return isOwn(view, variable) || (declarationKind(ts, variable) === "const" && isNumber(view, node));
  }
  // Both ask for an object on their right side.
  if (node.kind === ts.SyntaxKind.InKeyword || node.kind === ts.SyntaxKind.InstanceOfKeyword) return false;
  return (
    ts.isLiteralExpression(node) ||
    ts.isToken(node) ||
    ts.isBinaryExpression(node) ||
    ts.isConditionalExpression(node) ||
    ts.isParenthesizedExpression(node) ||
    ts.isArrayLiteralExpression(node) ||
    ts.isPrefixUnaryExpression(node) ||
    ts.isPostfixUnaryExpression(node)
  );
}

/** The steps change the original, nothing before them does, and the copy is used nowhere else. */
function isPassable(
  view: View,
  { value, original, given }: Copy,
  between: readonly ts.Statement[],
  steps: readonly ts.Statement[],
): boolean {
  const isIn = (list: readonly ts.Statement[], node: ts.Node): boolean =>
    list.some((one) => contains(one, node));
  const writes = original.uses.filter((use) => use.writes);
  const isStepped = ({ uses }: Variable): boolean =>
    uses.some((use) => use.writes && isIn(steps, use.node)) && uses.some(({ node }) => contains(given, node));
  if (view.scopes.variables.some(isStepped)) return false;
  return (
    writes.some(({ node }) => isIn(steps, node)) &&
    !writes.some(({ node }) => isIn(between, node)) &&
    value.uses.every(({ node }) => (contains(given, node) || isIn(between, node)) && isReadable(view, node))
  );
}

/** `{ value }` would need to say `{ value: a }`. */
function isReadable({ ts }: View, use: ts.Node): boolean {
  return !ts.isShorthandPropertyAssignment(use.parent);
}

function rewritten(view: View, { given, declared, value, original }: Copy, steps: readonly ts.Statement[]) {
  const [first] = steps;
  const last = steps.at(-1);
  if (!first || !last) return undefined;
  const edits = new Edits(view).remove(declared);
  for (const { node } of value.uses) if (!contains(given, node)) edits.replaceNode(node, original.name);
  const indent = indentAt(view, startOf(view, first));
  const moved = movedText(view, rangeOf(view, first, last), indent);
  const own = rangeOf(view, given);
  const named = value.uses.filter(({ node }) => contains(given, node));
  const text = replaced(
    view,
    given.expression,
    named.map(({ node }) => ({ node, text: original.name })),
  );
  const handedOut = view.text.slice(own.start, own.end).replace(textOf(view, given), () => `${text};`);
  return edits
    .replace({ start: rangeOf(view, first).start, end: own.end }, `${handedOut}\n${indent}${moved}`)
    .done();
}
