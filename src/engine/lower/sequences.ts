import type ts from "typescript";
import { walkOwn } from "../syntax/nodes";
import type { TextEdit } from "../text";
import type { TypeScript } from "../typescript";
import { editDraft, replaceNode, textOf, type Draft } from "./draft";

/** `return (count++, { value, done: false });` → `count++; return { value, done: false };`, and the same in one of two alternatives */
export function splitSequences(ts: TypeScript, draft: Draft): Draft {
  const edits: TextEdit[] = [];
  walkOwn(ts, draft.body, (node) => {
    if (!ts.isReturnStatement(node) || !node.expression) return;
    const returned = withoutParentheses(ts, node.expression);
    const isSplit =
      isSequence(ts, returned) || (ts.isConditionalExpression(returned) && hasSequence(ts, returned));
    if (!isSplit) return;
    const text = returnedText(ts, draft, returned);
    const isInList = ts.isBlock(node.parent) || ts.isCaseOrDefaultClause(node.parent);
    edits.push(replaceNode(draft, node, isInList ? text : `{\n${text}\n}`));
  });
  return editDraft(ts, draft, edits);
}

/** An assertion says what type the whole has, so what stands in one stays as it is. */
function withoutParentheses(ts: TypeScript, expression: ts.Expression): ts.Expression {
  return ts.isParenthesizedExpression(expression)
    ? withoutParentheses(ts, expression.expression)
    : expression;
}

function hasSequence(ts: TypeScript, { whenTrue, whenFalse }: ts.ConditionalExpression): boolean {
  return [whenTrue, whenFalse].some((branch) => {
    const inner = withoutParentheses(ts, branch);
    return isSequence(ts, inner) || (ts.isConditionalExpression(inner) && hasSequence(ts, inner));
  });
}

function isSequence(ts: TypeScript, node: ts.Expression): node is ts.BinaryExpression {
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.CommaToken;
}

function returnedText(ts: TypeScript, draft: Draft, expression: ts.Expression): string {
  const inner = withoutParentheses(ts, expression);
  if (isSequence(ts, inner)) {
    return `${effectText(ts, draft, inner.left)}\n${returnedText(ts, draft, inner.right)}`;
  }
  if (ts.isConditionalExpression(inner) && hasSequence(ts, inner)) {
    const whenTrue = returnedText(ts, draft, inner.whenTrue);
    return `if (${textOf(draft, inner.condition)}) {\n${whenTrue}\n}\n${returnedText(ts, draft, inner.whenFalse)}`;
  }
  return `return ${textOf(draft, expression)};`;
}

function effectText(ts: TypeScript, draft: Draft, expression: ts.Expression): string {
  const inner = withoutParentheses(ts, expression);
  if (isSequence(ts, inner))
    return `${effectText(ts, draft, inner.left)}\n${effectText(ts, draft, inner.right)}`;
  const text = textOf(draft, inner);
  return /^(?:\{|function\b|class\b|let\s*\[)/.test(text) ? `(${text});` : `${text};`;
}
