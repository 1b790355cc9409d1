import type ts from "typescript";
import { say } from "../../engine/say";
import type { TextEdit } from "../../engine/text";
import type { TypeScript } from "../../engine/typescript";
import type { Finding, Fix } from "../rule";
import { suppressionsIn, tokenWithTrivia, type Suppression } from "./comments";

/** @returns what hosts offer behind a finding's own fixes: to suppress it on its line, and its rule in the file */
export function disableFixes(ts: TypeScript, sourceFile: ts.SourceFile, finding: Finding): Fix[] {
  const offered: [string, TextEdit | undefined][] = [
    [say("Disable {0} for this line", finding.rule), disableLine(ts, sourceFile, finding)],
    [say("Disable {0} for this file", finding.rule), disableFile(ts, sourceFile, finding)],
  ];
  return offered.flatMap(([title, edit]) =>
    edit ? [{ title, safe: false, edits: () => [{ fileName: sourceFile.fileName, edits: [edit] }] }] : [],
  );
}

/**
 * A comment above the line; a comment that is there already takes the rule in. Where the line begins inside a template or JSX text
 * there is no place for a comment above it, so it goes to the end of the line.
 */
function disableLine(
  ts: TypeScript,
  sourceFile: ts.SourceFile,
  { rule, span }: Finding,
): TextEdit | undefined {
  const { text } = sourceFile;
  const { line } = sourceFile.getLineAndCharacterOfPosition(span.start);
  const there = suppressionsIn(ts, sourceFile).find(
    (each) => each.kind === "next-line" && each.line + 1 === line && each.rules.length > 0,
  );
  if (there) return addTo(there, rule);
  const start = sourceFile.getPositionOfLineAndCharacter(line, 0);
  const end = sourceFile.getLineEndOfPosition(start);
  if (isCodeBetweenTokens(ts, sourceFile, start)) {
    const indent = /^[ \t]*/.exec(text.slice(start, end))?.[0] ?? "";
    return insertion(start, `${indent}// yieldwise-disable-next-line ${rule}${lineBreakOf(text)}`);
  }
  const isFree = isCodeBetweenTokens(ts, sourceFile, end) && !text.slice(span.end, end).includes("//");
  return isFree ? insertion(end, ` // yieldwise-disable-line ${rule}`) : undefined;
}

/** A comment at the head of the file, behind `#!`. */
function disableFile(ts: TypeScript, sourceFile: ts.SourceFile, { rule }: Finding): TextEdit | undefined {
  const { text } = sourceFile;
  const [first] = sourceFile.statements;
  const there = suppressionsIn(ts, sourceFile).find(
    (each) =>
      each.kind === "disable" &&
      each.rules.length > 0 &&
      each.span.end <= (first?.getStart(sourceFile) ?? text.length),
  );
  if (there) return addTo(there, rule);
  const start = /^#!.*(?:\r?\n|$)/.exec(text)?.[0].length ?? 0;
  return insertion(start, `/* yieldwise-disable ${rule} */${lineBreakOf(text)}`);
}

function addTo({ rules }: Suppression, rule: string): TextEdit | undefined {
  const last = rules.at(-1);
  return last && insertion(last.span.end, `, ${rule}`);
}

/** Not inside a template, a string that goes over lines, or JSX text, where a comment would be text. */
function isCodeBetweenTokens(ts: TypeScript, sourceFile: ts.SourceFile, position: number): boolean {
  const token = tokenWithTrivia(ts, sourceFile, position);
  return token.kind !== ts.SyntaxKind.JsxText && position <= token.getStart(sourceFile);
}

function insertion(at: number, newText: string): TextEdit {
  return { start: at, end: at, newText };
}

function lineBreakOf(text: string): string {
  return text.includes("\r\n") ? "\r\n" : "\n";
}
