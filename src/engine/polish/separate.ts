import type ts from "typescript";
import { someOwn } from "../syntax/nodes";
import type { TextEdit } from "../text";
import type { TypeScript } from "../typescript";
import type { GeneratedBody } from "./pass";
import { ownDescendants } from "./support/nodes";

/**
 * Gives each variable a statement of its own: `let i = 0, done = false;` → `let i = 0; let done = false;`. The passes look at such
 * statements only.
 *
 * @returns the edits; none where each variable has one already
 */
export function separateVariables(ts: TypeScript, { sourceFile, fn, text }: GeneratedBody): TextEdit[] {
  return ownDescendants(ts, fn.body).flatMap((node) => {
    if (!ts.isVariableStatement(node)) return [];
    const { declarations } = node.declarationList;
    const start = node.getStart(sourceFile);
    const isLet = text.startsWith("let", start);
    if (!isLet || /\/[/*]/.test(text.slice(start, node.end))) return [];
    const indent = /[ \t]*$/.exec(text.slice(0, start))?.[0] ?? "";
    return declarations.slice(1).map((declaration, index) => ({
      start: declarations[index]?.end ?? start,
      end: declaration.getStart(sourceFile),
      newText: `;\n${indent}let `,
    }));
  });
}

/** How many variables live as long as the generator, or as a block that is not a loop's. */
export function countLasting(ts: TypeScript, { fn }: GeneratedBody): number {
  let count = 0;
  someOwn(ts, fn.body, (node) => {
    if (ts.isVariableDeclaration(node) && !isInLoop(ts, node)) count++;
    return false;
  });
  return count;
}

function isInLoop(ts: TypeScript, node: ts.Node): boolean {
  for (let current = node; !ts.isFunctionLike(current); current = current.parent) {
    if (ts.isIterationStatement(current, false)) return true;
  }
  return false;
}
