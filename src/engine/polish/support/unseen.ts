import type ts from "typescript";
import { unwrap } from "../../syntax/nodes";
import { isUsedOnlyIn, ownLet } from "./loops";
import { asAssignment, asDeclaration, isUsing } from "./nodes";
import type { Variable } from "./scopes";
import { isArray, isDisposable, isNumber } from "./values";
import { variableAt, type View } from "./view";

/** @returns whether it makes no difference to anybody that the statement ran, once the loop has been left */
export function isUnseen(view: View, statement: ts.Statement, loop: ts.Statement): boolean {
  const { ts } = view;
  const declaration = asDeclaration(ts, statement);
  if (declaration) {
    const { name, initializer } = declaration;
    return (
      !isUsing(ts, statement) && ts.isIdentifier(name) && (!initializer || cannotFail(view, initializer))
    );
  }
  const written = writtenBy(view, statement);
  if (!written || !ownLet(view, written.variable) || !isUsedOnlyIn(written.variable, loop)) return false;
  return written.value === undefined || cannotFail(view, written.value);
}

interface Written {
  readonly variable: Variable;
  readonly value: ts.Expression | undefined;
}

/** Reads `x = value;`, `x += value;` for numbers, and `x++;`. */
function writtenBy(view: View, statement: ts.Statement): Written | undefined {
  const { ts } = view;
  if (!ts.isExpressionStatement(statement)) return undefined;
  const assignment = asAssignment(ts, statement);
  const variable = assignment && variableAt(view, assignment.target);
  if (variable) return { variable, value: assignment.value };
  const { expression } = statement;
  const isStep = ts.isPostfixUnaryExpression(expression) || ts.isPrefixUnaryExpression(expression);
  const stepped = isStep ? variableAt(view, expression.operand) : undefined;
  if (isStep)
    return stepped && isNumber(view, expression.operand)
      ? { variable: stepped, value: undefined }
      : undefined;
  if (!ts.isBinaryExpression(expression)) return undefined;
  const target = variableAt(view, expression.left);
  return target && isNumber(view, expression.left)
    ? { variable: target, value: expression.right }
    : undefined;
}

/** A value without effect, or an element of what is an array for certain. */
function cannotFail(view: View, value: ts.Expression): boolean {
  const { ts } = view;
  const node = unwrap(ts, value);
  if (isDisposable(view, node)) return true;
  return (
    ts.isElementAccessExpression(node) &&
    isArray(view, node.expression) &&
    isDisposable(view, node.expression) &&
    isDisposable(view, node.argumentExpression) &&
    isNumber(view, node.argumentExpression)
  );
}
