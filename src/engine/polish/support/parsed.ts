import type ts from "typescript";
import { accessKind, unwrap } from "../../syntax/nodes";
import { descendants } from "./nodes";
import { isNeverWritten, type Variable } from "./scopes";
import { textOf, variableAt, type View } from "./view";

/**
 * Is it a list that was just made out of text, as `(await response.json()).items` is, and that nobody else holds? `page.items ?? []` is one, too.
 *
 * What is made out of text is a tree: each part of it is held by one place alone, until somebody puts it elsewhere. So the page, and all on the
 * way to the list, is only asked for other parts, and the list itself is taken at one place, beside which others ask for its length.
 */
export function isParsedList(view: View, expression: ts.Expression): boolean {
  const { ts } = view;
  const node = unwrap(ts, expression);
  if (ts.isBinaryExpression(node)) {
    const { kind } = node.operatorToken;
    const isFallback = kind === ts.SyntaxKind.QuestionQuestionToken || kind === ts.SyntaxKind.BarBarToken;
    const isEmpty = ts.isArrayLiteralExpression(unwrap(ts, node.right));
    return isFallback && isEmpty && isParsedList(view, node.left);
  }
  if (isParsed(view, node)) return true;
  const path = pathOf(view, node);
  return path !== undefined && isParsedVariable(view, path.root) && isTakenOnce(view, path.root, node);
}

function isParsed(view: View, node: ts.Expression): boolean {
  const { ts } = view;
  const whole = ts.isPropertyAccessExpression(node) ? unwrap(ts, node.expression) : node;
  return (
    view.context.factsOf(textOf(view, whole))?.isFresh === true && whole.kind !== ts.SyntaxKind.Identifier
  );
}

/** The variable at the start of `page.data.items`. */
function pathOf(view: View, node: ts.Expression): { root: Variable } | undefined {
  const { ts } = view;
  let start = node;
  while (ts.isPropertyAccessExpression(start)) start = unwrap(ts, start.expression);
  const root = variableAt(view, start);
  return root && !root.captured ? { root } : undefined;
}

/** A constant that holds what was made out of text, or a part that was taken out of that. */
function isParsedVariable(view: View, root: Variable): boolean {
  const { ts } = view;
  let place: ts.Node = root.declaration.parent;
  const isPlain = (one: ts.BindingElement): boolean => !one.dotDotDotToken && !one.initializer;
  while (ts.isBindingElement(place) && isPlain(place) && ts.isObjectBindingPattern(place.parent))
    place = place.parent.parent;
  if (!ts.isVariableDeclaration(place) || !place.initializer || !isNeverWritten(root)) return false;
  const value = unwrap(ts, place.initializer);
  return view.context.factsOf(textOf(view, value))?.isFresh === true;
}

/** Each use of the root leads elsewhere, but for the one that takes the list. */
function isTakenOnce(view: View, root: Variable, list: ts.Expression): boolean {
  const { ts } = view;
  const path = keysOf(view, list);
  return root.uses.every(({ node }) => {
    let access: ts.Expression = node;
    const keys: string[] = [];
    for (;;) {
      if (access === list) return true;
      const { parent } = access;
      const isWay = ts.isPropertyAccessExpression(parent) || ts.isNonNullExpression(parent);
      if (!isWay || parent.expression !== access) return false;
      access = parent;
      if (ts.isPropertyAccessExpression(parent)) keys.push(parent.name.text);
      const isOther = keys.some((key, at) => at < path.length && key !== path[at]);
      const isLength = keys.length === path.length + 1 && keys.at(-1) === "length";
      if (isOther || isLength) return isOnlyRead(view, access);
    }
  });
}

/** It is neither written nor called. */
function isOnlyRead({ ts }: View, access: ts.Expression): boolean {
  if (accessKind(ts, access) !== "read") return false;
  let outer: ts.Expression = access;
  while (ts.isPropertyAccessExpression(outer.parent)) outer = outer.parent;
  return !ts.isCallExpression(outer.parent) || outer.parent.expression !== outer;
}

function keysOf({ ts }: View, node: ts.Expression): string[] {
  return descendants(ts, node)
    .filter((one) => ts.isPropertyAccessExpression(one))
    .map((one) => one.name.text)
    .reverse();
}
