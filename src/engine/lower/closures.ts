import type ts from "typescript";
import { isFunctionBoundary, isUndefined, some } from "../syntax/nodes";
import type { TextEdit } from "../text";
import type { TypeScript } from "../typescript";
import { writesName } from "./effects";
import { editDraft, type Draft } from "./draft";

/**
 * `let page: Page | null = null;` becomes `let page = null as Page | null;` where only a nested function assigns it: the
 * compiler's flow analysis does not look there, and would take it for null for ever.
 */
export function castEmptyValues(ts: TypeScript, draft: Draft): Draft {
  const edits: TextEdit[] = [];
  for (const statement of draft.body.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    for (const declaration of statement.declarationList.declarations) {
      const edit = castOf(ts, draft, declaration);
      if (edit) edits.push(edit);
    }
  }
  return editDraft(ts, draft, edits);
}

function castOf(
  ts: TypeScript,
  draft: Draft,
  { name, type, initializer }: ts.VariableDeclaration,
): TextEdit | undefined {
  if (!ts.isIdentifier(name) || !type || !isWrittenInClosure(ts, draft.body, name.text)) return undefined;
  const text = type.getText(draft.sourceFile);
  if (initializer && !isUndefined(ts, initializer) && initializer.kind !== ts.SyntaxKind.NullKeyword)
    return undefined;
  if (!initializer && !/\bundefined\b/.test(text)) return undefined;
  const value = initializer ? initializer.getText(draft.sourceFile) : "undefined";
  return { start: name.end, end: initializer?.end ?? type.end, newText: ` = ${value} as ${text}` };
}

function isWrittenInClosure(ts: TypeScript, body: ts.Node, name: string): boolean {
  return some(ts, body, (node) => isFunctionBoundary(ts, node) && writesName(ts, node, name));
}
