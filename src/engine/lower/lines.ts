import type ts from "typescript";
import { walk } from "../syntax/nodes";
import { applyEdits, type TextEdit } from "../text";
import type { TypeScript } from "../typescript";

/**
 * Lays statements that share a line out over lines, as `{ const x = f(); yield x; }` needs once it holds more than the author
 * had put there. A block of one short statement stays where it is.
 *
 * @param text - code that parses as a file, with line feeds; the new lines are not indented
 */
export function onOwnLines(ts: TypeScript, text: string): string {
  const sourceFile = parse(ts, text);
  const breaks = new Set<number>();
  walk(ts, sourceFile, (node) => {
    if (!ts.isBlock(node) || node.statements.length === 0) return;
    const isBody = ts.isFunctionDeclaration(node.parent);
    if (node.statements.length === 1 && !isBody && isOneLine(sourceFile, node)) return;
    for (const position of starts(sourceFile, node)) if (!isLineStart(text, position)) breaks.add(position);
  });
  return applyEdits(text, [...breaks].map((position) => lineBreakAt(text, position)));
}

/** Where the lines of a block begin: its statements with the comments before them, and its closing brace. */
function starts(sourceFile: ts.SourceFile, block: ts.Block): number[] {
  const statements = block.statements.map((statement) => {
    const lead = sourceFile.text.slice(statement.pos, statement.getStart(sourceFile));
    const comment = lead.search(/\/[*/]/);
    return comment < 0 ? statement.getStart(sourceFile) : statement.pos + comment;
  });
  return [...statements, block.end - 1];
}

function isOneLine(sourceFile: ts.SourceFile, block: ts.Block): boolean {
  return !sourceFile.text.slice(block.getStart(sourceFile), block.end).includes("\n");
}

/** A comment that trails the statement before stays on its line. */
function isLineStart(text: string, position: number): boolean {
  const line = text.slice(text.lastIndexOf("\n", position - 1) + 1, position);
  const isTrailing = /^(?:\/\/|\/\*)/.test(text.slice(position)) && !/[{;]\s*$/.test(line);
  return line.trim() === "" || isTrailing || (/^\/[/*]/.test(text.slice(position)) && isLastOfLine(text, position));
}

function isLastOfLine(text: string, position: number): boolean {
  return /^(?:\/\/[^\n]*|\/\*[^\n]*?\*\/[ \t]*)(?:\n|$)/.test(text.slice(position));
}

function lineBreakAt(text: string, position: number): TextEdit {
  const space = /[ \t]*$/.exec(text.slice(0, position))?.[0].length ?? 0;
  return { start: position - space, end: position, newText: "\n" };
}

/**
 * Removes blank lines at the edges of blocks, two in a row and white space at the ends of lines, and puts blank lines around
 * nested function declarations. Template literals stay as they are.
 *
 * @param text - code that parses as a file, with line feeds
 */
export function tidyBlankLines(ts: TypeScript, text: string): string {
  const frozen = templateLines(ts, text);
  const spaced = blankBefore(ts, text);
  const lines: string[] = [];
  text.split("\n").forEach((line, index) => {
    const previous = lines.at(-1)?.trim();
    if (frozen.has(index)) return void lines.push(line);
    const trimmed = frozen.has(index + 1) ? line : line.trimEnd();
    if (trimmed === "" && (previous === undefined || previous === "" || previous.endsWith("{"))) return;
    if (/^\s*\}/.test(trimmed) && previous === "") lines.pop();
    if (spaced.has(index) && previous !== "" && !previous?.endsWith("{")) lines.push("");
    lines.push(trimmed);
  });
  return lines.join("\n");
}

/** Lines before which a blank line belongs: nested functions over several lines, and what comes after them. */
function blankBefore(ts: TypeScript, text: string): Set<number> {
  const sourceFile = parse(ts, text);
  const lineOf = (offset: number): number => sourceFile.getLineAndCharacterOfPosition(offset).line;
  const lines = new Set<number>();
  walk(ts, sourceFile, (node) => {
    if (!ts.isBlock(node)) return;
    node.statements.forEach((statement, index) => {
      const before = node.statements[index - 1];
      const isApart = [statement, before].some((one) => one && ts.isFunctionDeclaration(one));
      if (!before || !isApart) return;
      const [comment] = ts.getLeadingCommentRanges(text, statement.pos) ?? [];
      lines.add(lineOf(comment?.pos ?? statement.getStart(sourceFile)));
    });
  });
  return lines;
}

/** @returns the numbers of the lines that begin inside a template literal */
export function templateLines(ts: TypeScript, text: string): Set<number> {
  const sourceFile = parse(ts, text);
  const lines = new Set<number>();
  walk(ts, sourceFile, (node) => {
    if (!ts.isNoSubstitutionTemplateLiteral(node) && !ts.isTemplateHead(node) && !ts.isTemplateMiddleOrTemplateTail(node)) return;
    const first = sourceFile.getLineAndCharacterOfPosition(node.getStart(sourceFile)).line;
    const last = sourceFile.getLineAndCharacterOfPosition(node.end).line;
    for (let line = first + 1; line <= last; line++) lines.add(line);
  });
  return lines;
}

function parse(ts: TypeScript, text: string): ts.SourceFile {
  return ts.createSourceFile("lines.ts", text, ts.ScriptTarget.Latest, true);
}
