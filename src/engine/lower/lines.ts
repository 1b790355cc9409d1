import type ts from "typescript";
import { walk } from "../syntax/nodes";
import { applyEdits, type TextEdit } from "../text";
import type { TypeScript } from "../typescript";

/**
 * Lays statements that share a line out over lines, as `{ const x = f(); yield x; }` needs once it holds more than the author
 * had put there. A block of one short statement stays where it is, and so does what the author wrote in one line.
 *
 * @param text - code that parses as a file, with line feeds; the new lines are not indented
 * @param source - the author's text
 */
export function onOwnLines(ts: TypeScript, text: string, source: string): string {
  const sourceFile = parse(ts, text);
  const written = flat(source);
  const breaks = new Set<number>();
  walk(ts, sourceFile, (node) => {
    const list = statementsOf(ts, node);
    if (!list || list.length === 0) return;
    const isBody = ts.isFunctionDeclaration(node.parent);
    const own = text.slice(node.getStart(sourceFile), node.end);
    if (!isBody && !own.includes("\n") && (list.length === 1 || written.includes(flat(own)))) return;
    const ends = ts.isBlock(node) ? [node.end - 1] : [];
    for (const position of [...list.map((statement) => startOf(sourceFile, statement)), ...ends]) {
      if (!isLineStart(text, position)) breaks.add(position);
    }
  });
  return applyEdits(
    text,
    [...breaks].map((position) => lineBreakAt(text, position)),
  );
}

/** Statements that go on lines of their own; those of a clause such as `case 1: return;` only when there are several. */
function statementsOf(ts: TypeScript, node: ts.Node): ts.NodeArray<ts.Statement> | undefined {
  if (ts.isBlock(node)) return node.statements;
  return ts.isCaseOrDefaultClause(node) && node.statements.length > 1 ? node.statements : undefined;
}

/** What a field became is the same as the field. */
function flat(text: string): string {
  return text.replace(/\bthis\.#?/g, "").replace(/\s+/g, " ");
}

/** Where a statement begins, the comments before it included. */
function startOf({ text }: ts.SourceFile, statement: ts.Statement): number {
  const lead = text.slice(statement.pos, statement.getStart());
  const comment = lead.search(/\/[*/]/);
  return statement.pos + (comment < 0 ? lead.length : comment);
}

/** A comment that trails the statement before stays on its line. */
function isLineStart(text: string, position: number): boolean {
  const line = text.slice(text.lastIndexOf("\n", position - 1) + 1, position);
  const trailing = /^(?:\/\/[^\n]*|\/\*[^\n]*?\*\/[ \t]*)(?:\n|$)/;
  return line.trim() === "" || trailing.test(text.slice(position));
}

function lineBreakAt(text: string, position: number): TextEdit {
  const space = /[ \t]*$/.exec(text.slice(0, position))?.[0].length ?? 0;
  return { start: position - space, end: position, newText: "\n" };
}

/**
 * Removes blank lines at the edges of blocks, two in a row and white space at the ends of lines, and puts blank lines around
 * nested function declarations. Template literals stay as they are, and so do callbacks, which their author laid out.
 *
 * @param text - code that parses as a file, with line feeds
 */
export function tidyBlankLines(ts: TypeScript, text: string): string {
  const sourceFile = parse(ts, text);
  const templates = linesOfTemplates(ts, sourceFile);
  const frozen = new Set([...templates, ...linesOfCallbacks(ts, sourceFile)]);
  const spaced = blankBefore(ts, sourceFile);
  const lines: string[] = [];
  text.split("\n").forEach((line, index) => {
    const previous = lines.at(-1)?.trim();
    if (frozen.has(index)) return void lines.push(line);
    const trimmed = templates.has(index + 1) ? line : line.trimEnd();
    if (trimmed === "" && (previous === undefined || previous === "" || previous.endsWith("{"))) return;
    if (/^\s*\}/.test(trimmed) && previous === "") lines.pop();
    if (spaced.has(index) && previous !== "" && !previous?.endsWith("{")) lines.push("");
    lines.push(trimmed);
  });
  return lines.join("\n");
}

/** Lines before which a blank line belongs: nested functions over several lines, and what comes after them. */
function blankBefore(ts: TypeScript, sourceFile: ts.SourceFile): Set<number> {
  const lineOf = (offset: number): number => sourceFile.getLineAndCharacterOfPosition(offset).line;
  const lines = new Set<number>();
  walk(ts, sourceFile, (node) => {
    if (!ts.isBlock(node)) return;
    node.statements.forEach((statement, index) => {
      const before = node.statements[index - 1];
      const isApart = [statement, before].some((one) => one && ts.isFunctionDeclaration(one));
      if (!before || !isApart) return;
      const [comment] = ts.getLeadingCommentRanges(sourceFile.text, statement.pos) ?? [];
      lines.add(lineOf(comment?.pos ?? statement.getStart(sourceFile)));
    });
  });
  return lines;
}

/** The lines inside a function that is an expression, but for generators. */
function linesOfCallbacks(ts: TypeScript, sourceFile: ts.SourceFile): Set<number> {
  const lines = new Set<number>();
  walk(ts, sourceFile, (node) => {
    const isCallback = ts.isArrowFunction(node) || (ts.isFunctionExpression(node) && !node.asteriskToken);
    if (isCallback) addInnerLines(sourceFile, node.body, lines);
  });
  return lines;
}

function addInnerLines(sourceFile: ts.SourceFile, node: ts.Node, lines: Set<number>): void {
  const first = sourceFile.getLineAndCharacterOfPosition(node.getStart(sourceFile)).line;
  const last = sourceFile.getLineAndCharacterOfPosition(node.end).line;
  for (let line = first + 1; line <= last; line++) lines.add(line);
}

/** @returns the numbers of the lines that begin inside a template literal */
export function templateLines(ts: TypeScript, text: string): Set<number> {
  return linesOfTemplates(ts, parse(ts, text));
}

function linesOfTemplates(ts: TypeScript, sourceFile: ts.SourceFile): Set<number> {
  const lines = new Set<number>();
  walk(ts, sourceFile, (node) => {
    if (
      !ts.isNoSubstitutionTemplateLiteral(node) &&
      !ts.isTemplateHead(node) &&
      !ts.isTemplateMiddleOrTemplateTail(node)
    )
      return;
    addInnerLines(sourceFile, node, lines);
  });
  return lines;
}

function parse(ts: TypeScript, text: string): ts.SourceFile {
  return ts.createSourceFile("lines.ts", text, ts.ScriptTarget.Latest, true);
}
