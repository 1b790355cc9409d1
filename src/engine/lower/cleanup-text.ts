import type ts from "typescript";
import type { TextEdit } from "../text";
import type { TypeScript } from "../typescript";
import type { Draft } from "./draft";

/** Optional or not: it is the same clean-up. Awaited or not is another thing. */
export function normalized(text: string): string {
  return text.replace(/\?\./g, ".").replace(/\s+/g, " ").replace(/;$/, "").trim();
}

/** @returns the statements of a text, and the file that holds them */
export function parseStatements(
  ts: TypeScript,
  text: string,
): { sourceFile: ts.SourceFile; statements: readonly ts.Statement[] } {
  const sourceFile = ts.createSourceFile(
    "c.ts",
    `async function* f() {${text}}`,
    ts.ScriptTarget.Latest,
    true,
  );
  const [fn] = sourceFile.statements;
  return { sourceFile, statements: fn && ts.isFunctionDeclaration(fn) ? (fn.body?.statements ?? []) : [] };
}

/** Takes a statement away, up to the next one. */
export function removal(draft: Draft, statement: ts.Statement): TextEdit {
  const { end } = statement;
  const space = /^\s*/.exec(draft.text.slice(end))?.[0].length ?? 0;
  return { start: statement.getStart(draft.sourceFile), end: end + space, newText: "" };
}
