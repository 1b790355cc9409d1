import type ts from "typescript";
import type { MemberNamed } from "../facts";
import { failingOperation } from "./failing-operators";
import { accessKind, isDestructuringTarget } from "./nodes";
import type { TypeScript } from "../typescript";

/** @returns whether a property is read here that does something then, or an object is asked for its number or text */
export function isActingRead(ts: TypeScript, node: ts.Node, acting?: ReadonlySet<string>): boolean {
  if (acting === undefined || acting.size === 0) return false;
  const name = propertyRead(ts, node);
  if (name !== undefined) return acting.has(name.text);
  const mark = operation(ts, node);
  return mark !== undefined && acting.has(mark);
}

/** @returns the name of the property that a member access or a part of a pattern reads */
export function propertyRead(ts: TypeScript, node: ts.Node): MemberNamed | undefined {
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) return memberAt(ts, node);
  if (ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node))
    return ts.isIdentifier(node.name) && isDestructuringTarget(ts, node) ? node.name : undefined;
  if (!ts.isBindingElement(node) || !ts.isObjectBindingPattern(node.parent)) return undefined;
  const name = node.propertyName ?? node.name;
  return ts.isIdentifier(name) ? name : undefined;
}

/** @returns the name of the member, where it is written down */
function memberAt(
  ts: TypeScript,
  access: ts.PropertyAccessExpression | ts.ElementAccessExpression,
): MemberNamed | undefined {
  if (ts.isPropertyAccessExpression(access)) return access.name;
  return ts.isStringLiteralLike(access.argumentExpression) ? access.argumentExpression : undefined;
}

/** @returns the name of the member that is set here: `row.name = …`, `row["name"]++` */
export function propertySet(ts: TypeScript, node: ts.Node): MemberNamed | undefined {
  const isAccess = ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node);
  return isAccess && accessKind(ts, node) !== "read" ? memberAt(ts, node) : undefined;
}

/** Stands among the names of what acts for a setter that may fail. */
export function setting(name: string): string {
  return `set ${name}`;
}

/** Stands there for operations that may be of bigints. */
export const dividing = "/";

/**
 * Stands there for an operation that may ask an object for its number or text, or copy what getters give; the same for those that one
 * may become: `n = n + 1` and `n++`, `a < b` and `a >= b`.
 */
export function operation(ts: TypeScript, node: ts.Node): string | undefined {
  if (ts.isTemplateSpan(node)) return "of `";
  if (ts.isSpreadAssignment(node)) return "of ...";
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node))
    return operationBy(ts.tokenToString(node.operator) ?? "");
  return ts.isBinaryExpression(node) ? operationBy(node.operatorToken.getText()) : undefined;
}

function operationBy(operator: string): string {
  if (/^[<>]=?$/.test(operator)) return "of <";
  if (/^[!=]=$/.test(operator)) return "of ==";
  if (/^(?:\+\+|--)$/.test(operator)) return `of ${operator.charAt(0)}`;
  return `of ${/^[!=]==$/.test(operator) ? operator : operator.replace(/(?<=.)=$/, "")}`;
}

/** @returns whether the node sets what has a setter that may fail, takes something apart, or may divide bigints by zero */
export function mayFailUncalled(ts: TypeScript, node: ts.Node, acting?: ReadonlySet<string>): boolean {
  if (takesApart(ts, node)) return true;
  if (acting === undefined || acting.size === 0) return false;
  const set = propertySet(ts, node);
  if (set) return acting.has(setting(set.text));
  return acting.has(dividing) && failingOperation(ts, node) !== undefined;
}

/** `({ name } = row)`, `[first] = rows` */
function takesApart(ts: TypeScript, node: ts.Node): boolean {
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return false;
  return ts.isObjectLiteralExpression(node.left) || ts.isArrayLiteralExpression(node.left);
}
