import type ts from "typescript";
import { unwrap } from "../../syntax/nodes";
import { localOf } from "./loops";
import { declarationKind, type Variable } from "./scopes";
import { isFreshArray } from "./values";
import { variableAt, type View } from "./view";

/** An array of the function's own that stays as it was made: of a constant, or of the rest of the arguments. */
export function isOnlyRead(view: View, list: ts.Expression): boolean {
  const { ts } = view;
  const variable = variableAt(view, unwrap(ts, list));
  if (!variable || variable.captured || !isMadeForIt(view, variable)) return false;
  return variable.uses.every(({ node: { parent }, node }) => {
    if (ts.isElementAccessExpression(parent)) return parent.expression === node && isPlainRead(view, parent);
    return (
      ts.isPropertyAccessExpression(parent) && parent.name.text === "length" && isPlainRead(view, parent)
    );
  });
}

function isMadeForIt(view: View, variable: Variable): boolean {
  const { declaration } = variable;
  const { parent } = declaration;
  if (view.ts.isParameter(parent)) return parent.name === declaration && parent.dotDotDotToken !== undefined;
  const isConstant = declarationKind(view.ts, variable) === "const";
  const made = isConstant ? localOf(view, variable)?.declaration.initializer : undefined;
  return made !== undefined && isFreshArray(view, made);
}

/** Not assigned, not deleted, and not called (a call would have the list as its `this`). */
export function isPlainRead(
  { ts }: View,
  read: ts.ElementAccessExpression | ts.PropertyAccessExpression,
): boolean {
  let node: ts.Node = read;
  while (ts.isNonNullExpression(node.parent) || ts.isParenthesizedExpression(node.parent)) node = node.parent;
  const { parent } = node;
  if (ts.isCallExpression(parent) || ts.isTaggedTemplateExpression(parent)) {
    return !(ts.isCallExpression(parent) ? parent.expression === node : parent.tag === node);
  }
  if (ts.isDeleteExpression(parent)) return false;
  if (ts.isPostfixUnaryExpression(parent)) return false;
  if (ts.isPrefixUnaryExpression(parent)) {
    return (
      parent.operator !== ts.SyntaxKind.PlusPlusToken && parent.operator !== ts.SyntaxKind.MinusMinusToken
    );
  }
  return !ts.isBinaryExpression(parent) || parent.left !== node || !isAssigning(ts, parent);
}

function isAssigning(ts: View["ts"], { operatorToken: { kind } }: ts.BinaryExpression): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}
