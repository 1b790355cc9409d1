import type ts from "typescript";
import { isQuiet, isStable } from "./values";
import { asAssignment, contains, descendants } from "./nodes";
import { declarationKind, type Variable } from "./scopes";
import { startOf, textOf, variableAt, type View } from "./view";

/**
 * Writes a condition so that it can be asked at the end of a loop's round instead of where it stands.
 *
 * @param condition - stands in `statement`, a statement of the loop's body
 * @param scope - "inside": the names of the body may be used; "outside": they may not, as in the head of a `do … while`
 * @returns the condition's text, with properties of the body's constants replaced by the own variables that they were assigned to;
 * `undefined` when something after the statement could change the answer, or a name is out of reach
 */
export function askedLater(
  view: View,
  condition: ts.Expression,
  statement: ts.Statement,
  body: ts.Block,
  scope: "inside" | "outside",
): Replacement[] | undefined {
  if (!isQuiet(view, condition)) return undefined;
  const later = body.statements.slice(body.statements.indexOf(statement) + 1);
  const replacements: Replacement[] = [];
  return isSameLater(view, condition, { body, statement, later, scope, replacements })
    ? replacements
    : undefined;
}

/** A part of the condition and what takes its place. */
export interface Replacement {
  readonly node: ts.Expression;
  readonly text: string;
}

interface Move {
  readonly body: ts.Block;
  readonly statement: ts.Statement;
  readonly later: readonly ts.Statement[];
  readonly scope: "inside" | "outside";
  readonly replacements: Replacement[];
}

function isSameLater(view: View, node: ts.Node, move: Move): boolean {
  const { ts } = view;
  if (ts.isPropertyAccessExpression(node)) return isPropertySame(view, node, move);
  if (ts.isIdentifier(node)) return isNameSame(view, node, move);
  if (ts.isElementAccessExpression(node)) return move.later.length === 0 && move.scope === "inside";
  let isSame = true;
  ts.forEachChild(node, (child) => {
    isSame &&= isSameLater(view, child, move);
  });
  return isSame;
}

function isNameSame(view: View, name: ts.Identifier, move: Move): boolean {
  const { body, later, scope } = move;
  const variable = variableAt(view, name);
  if (variable === undefined) return name.text === "undefined";
  if (scope === "outside" && contains(body, variable.declaration))
    return replaceByTwin(view, name, variable, move);
  return later.length === 0 || isUnwritten(view, variable, later);
}

function isUnwritten(view: View, variable: Variable, later: readonly ts.Statement[]): boolean {
  const isConstant = ["const", "let", "parameter"].includes(declarationKind(view.ts, variable));
  if (!isConstant || (variable.captured && variable.uses.some((use) => use.writes))) return false;
  return !variable.uses.some((use) => use.writes && later.some((one) => contains(one, use.node)));
}

/** `page.next` is `cursor` when the body says `cursor = page.next`; else it must not change meanwhile. */
function isPropertySame(view: View, access: ts.PropertyAccessExpression, move: Move): boolean {
  if (replaceByTwin(view, access, variableAt(view, access.expression), move)) return true;
  if (!isSameLater(view, access.expression, move)) return false;
  return move.later.length === 0 || view.context.ownsResults === true || isStable(view, access);
}

function replaceByTwin(view: View, node: ts.Expression, object: Variable | undefined, move: Move): boolean {
  const isConstant = object !== undefined && declarationKind(view.ts, object) === "const";
  const twin = isConstant ? assignedFrom(view, node, move) : undefined;
  if (twin !== undefined) move.replacements.push({ node, text: twin });
  return twin !== undefined;
}

/** The own variable outside the loop's body that was given the same value. */
function assignedFrom(
  view: View,
  access: ts.Expression,
  { body, later, statement }: Move,
): string | undefined {
  const index = body.statements.indexOf(statement);
  for (const [at, one] of body.statements.entries()) {
    const assignment = asAssignment(view.ts, one);
    if (assignment === undefined || textOf(view, assignment.value) !== textOf(view, access)) continue;
    const variable = variableAt(view, assignment.target);
    if (variable === undefined || variable.captured || contains(body, variable.declaration)) continue;
    // With nothing but quiet statements between the two reads, both give the same.
    const between = at < index ? body.statements.slice(at + 1, index) : body.statements.slice(index + 1, at);
    if (!between.every((quiet) => isQuietAssignment(view, quiet))) continue;
    const after = at < index ? [...between, ...later] : later.filter((other) => other !== one);
    if (isUnwritten(view, variable, after) && startOf(view, one) !== startOf(view, statement))
      return variable.name;
  }
  return undefined;
}

function isQuietAssignment(view: View, statement: ts.Statement): boolean {
  const assignment = asAssignment(view.ts, statement);
  return assignment !== undefined && isQuiet(view, assignment.value);
}

/** The condition's text with its replacements made. */
export function replaced(view: View, condition: ts.Expression, replacements: readonly Replacement[]): string {
  let text = textOf(view, condition);
  const offset = startOf(view, condition);
  for (const { node, text: by } of [...replacements].sort((a, b) => b.node.pos - a.node.pos)) {
    text = text.slice(0, startOf(view, node) - offset) + by + text.slice(node.end - offset);
  }
  return text;
}

/** Every name of the condition is known outside the body. */
export function isKnownOutside(view: View, condition: ts.Expression, body: ts.Block): boolean {
  for (const node of descendants(view.ts, condition)) {
    const variable = variableAt(view, node);
    if (variable !== undefined && contains(body, variable.declaration)) return false;
  }
  return true;
}

/** Does nothing count but whether the value is truthy? */
export function isTruthAsked(view: View, node: ts.Expression): boolean {
  const { ts } = view;
  const { parent } = node;
  if (ts.isIfStatement(parent) || ts.isWhileStatement(parent) || ts.isDoStatement(parent)) return true;
  if (ts.isForStatement(parent) || ts.isConditionalExpression(parent)) return parent.condition === node;
  if (ts.isPrefixUnaryExpression(parent)) return parent.operator === ts.SyntaxKind.ExclamationToken;
  if (ts.isParenthesizedExpression(parent)) return isTruthAsked(view, parent);
  if (!ts.isBinaryExpression(parent) || !isLogical(ts, parent)) return false;
  // In `(c || false) || d` a falsy left side is not seen either, whatever the whole is asked for.
  const isSameOperator =
    ts.isBinaryExpression(node) &&
    node.operatorToken.kind === parent.operatorToken.kind &&
    parent.left === node;
  return isSameOperator || isTruthAsked(view, parent);
}

/** `&&` and `||` */
export function isLogical(ts: View["ts"], { operatorToken: { kind } }: ts.BinaryExpression): boolean {
  return kind === ts.SyntaxKind.AmpersandAmpersandToken || kind === ts.SyntaxKind.BarBarToken;
}
