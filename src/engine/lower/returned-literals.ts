import type ts from "typescript";
import { unwrap, walk } from "../syntax/nodes";
import { usesOfVariable } from "../syntax/variable-name";
import type { TextEdit } from "../text";
import type { TypeScript } from "../typescript";
import { editDraft, textOf, type Draft } from "./draft";

/** `const result = { value, done: false }; return result;` → `return { value, done: false };`, where nothing else names the result. */
export function returnLiterals(ts: TypeScript, draft: Draft): Draft {
  const edits: TextEdit[] = [];
  walk(ts, draft.body, (node) => {
    if (!ts.isBlock(node)) return;
    node.statements.forEach((statement, index) => {
      const held = heldLiteral(ts, statement);
      const next = node.statements[index + 1];
      if (!held || !next || !ts.isReturnStatement(next) || !next.expression) return;
      const isIt = ts.isIdentifier(next.expression) && next.expression.text === held.name;
      if (!isIt || usesOfVariable(ts, node, held.name).length > 2) return;
      const start = statement.getStart(draft.sourceFile);
      if (/\/[/*]/.test(draft.text.slice(held.literal.end, next.end))) return;
      edits.push({ start, end: next.end, newText: `return ${textOf(draft, held.literal)};` });
    });
  });
  return editDraft(ts, draft, edits);
}

function heldLiteral(
  ts: TypeScript,
  statement: ts.Statement,
): { name: string; literal: ts.Expression } | undefined {
  if (!ts.isVariableStatement(statement)) return undefined;
  const [declaration, ...more] = statement.declarationList.declarations;
  if (!declaration?.initializer || more.length > 0 || !ts.isIdentifier(declaration.name)) return undefined;
  const isLiteral = ts.isObjectLiteralExpression(unwrap(ts, declaration.initializer));
  return isLiteral ? { name: declaration.name.text, literal: declaration.initializer } : undefined;
}
