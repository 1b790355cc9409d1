import type ts from "typescript";
import { walk } from "../syntax/nodes";
import { applyEdits, type TextEdit } from "../text";
import type { TypeScript } from "../typescript";

/** How the branches that hold one short statement are written. */
export type BodyForm = "bare" | "braced";

/** @returns how an author writes the branch of an `if` that has no `else` and is none, where the statement in it begins a line */
export function bodyForm(ts: TypeScript, node: ts.Node, { text }: ts.SourceFile): BodyForm | undefined {
  if (!ts.isIfStatement(node) || node.elseStatement || isElse(ts, node)) return undefined;
  const { thenStatement } = node;
  const only = ts.isBlock(thenStatement) ? onlyStatement(thenStatement) : thenStatement;
  if (!only || !isShort(ts, only) || !/\n\s*$/.test(text.slice(0, only.getStart()))) return undefined;
  return only === thenStatement ? "bare" : "braced";
}

/**
 * Takes the braces around one short statement away: what had to be put in braces on the way may have become
 * one statement again.
 *
 * @param text - code that parses as a file; the lines are not indented anew
 */
export function withBareBodies(ts: TypeScript, text: string): string {
  const sourceFile = ts.createSourceFile("bodies.ts", text, ts.ScriptTarget.Latest, true);
  const edits: TextEdit[] = [];
  walk(ts, sourceFile, (node) => {
    if (bodyForm(ts, node, sourceFile) !== "braced" || !ts.isIfStatement(node)) return;
    const { thenStatement } = node;
    const start = thenStatement.getStart(sourceFile);
    const inside = /^\{\s*\n([^\n]+)\n\s*\}$/.exec(text.slice(start, thenStatement.end))?.[1];
    if (inside === undefined || /\/[/*]/.test(inside)) return;
    const space = /[ \t]*$/.exec(text.slice(0, start))?.[0].length ?? 0;
    edits.push({ start: start - space, end: thenStatement.end, newText: `\n${inside}` });
  });
  return applyEdits(text, edits);
}

function isElse(ts: TypeScript, node: ts.IfStatement): boolean {
  return ts.isIfStatement(node.parent) && node.parent.elseStatement === node;
}

function onlyStatement({ statements }: ts.Block): ts.Statement | undefined {
  return statements.length === 1 ? statements[0] : undefined;
}

function isShort(ts: TypeScript, statement: ts.Statement): boolean {
  return (
    ts.isExpressionStatement(statement) ||
    ts.isReturnStatement(statement) ||
    ts.isThrowStatement(statement) ||
    ts.isBreakOrContinueStatement(statement)
  );
}
