import type ts from "typescript";
import { unwrap } from "../../syntax/nodes";
import type { Use, Variable } from "./scopes";
import { variableAt, type View } from "./view";

/** Methods of strings that give a part of the text, or the whole written otherwise. */
const textMethods =
  /^(?:slice|substring|substr|charAt|trim|trimEnd|trimStart|toLowerCase|toUpperCase|padStart|padEnd|repeat|concat)$/;

/** The type that the author wrote for a variable; `undefined` also for an optional parameter. */
export function typeOf(view: View, variable: Variable): ts.TypeNode | undefined {
  const { ts } = view;
  const { parent } = variable.declaration;
  if (ts.isParameter(parent)) return parent.questionToken || parent.dotDotDotToken ? undefined : parent.type;
  return ts.isVariableDeclaration(parent) && parent.name === variable.declaration ? parent.type : undefined;
}

/** Is the value a string for certain, by its type or by what it is made of? */
export function isText(
  view: View,
  expression: ts.Expression,
  seen: ReadonlySet<Variable> = new Set(),
): boolean {
  const { ts } = view;
  const node = unwrap(ts, expression);
  if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) return true;
  if (ts.isBinaryExpression(node)) {
    const isSum = node.operatorToken.kind === ts.SyntaxKind.PlusToken;
    return isSum && (isText(view, node.left, seen) || isText(view, node.right, seen));
  }
  if (ts.isCallExpression(node)) {
    const { expression: callee } = node;
    if (!ts.isPropertyAccessExpression(callee) || ts.isOptionalChain(node)) return false;
    return textMethods.test(callee.name.text) && isText(view, callee.expression, seen);
  }
  const variable = variableAt(view, node);
  if (!variable) return false;
  if (typeOf(view, variable)?.kind === ts.SyntaxKind.StringKeyword) return true;
  return (
    // What is worked out of texts alone is one: `rest = rest.slice(1)`.
    seen.has(variable) || isTextVariable(view, variable, new Set([...seen, variable]))
  );
}

function isTextVariable(view: View, variable: Variable, seen: ReadonlySet<Variable>): boolean {
  const { ts, context } = view;
  const { parent } = variable.declaration;
  if (!ts.isVariableDeclaration(parent) || parent.name !== variable.declaration) return false;
  const { initializer, type } = parent;
  if (!initializer || type || !isText(view, initializer, seen)) return false;
  // TypeScript takes the variable for a text then, whatever is assigned to it.
  if (context.isJavaScript !== true) return true;
  return variable.uses.every((use) => !use.writes || isGivenText(view, use, seen));
}

/** `rest += chunk` (a text and anything is a text), `rest = rest.slice(1)` */
function isGivenText(view: View, { node }: Use, seen: ReadonlySet<Variable>): boolean {
  const { ts } = view;
  const { parent } = node;
  if (!ts.isBinaryExpression(parent) || parent.left !== node) return false;
  const { kind } = parent.operatorToken;
  if (kind === ts.SyntaxKind.PlusEqualsToken) return true;
  return kind === ts.SyntaxKind.EqualsToken && isText(view, parent.right, seen);
}
