import type ts from "typescript";
import { applyEdits } from "../text";
import type { TypeScript } from "../typescript";
import { walk } from "../syntax/nodes";
import type { BraceStyle } from "./braces";
import { templateLines } from "./lines";

/** How the author lays out code. */
export interface Layout {
  /** One level: a tab or some spaces. */
  readonly unit: string;
  readonly newLine: "\n" | "\r\n";
}

/** What else of an author's habits tells how deep a line stands. */
export interface Habits {
  readonly braces: BraceStyle;
  /** `case` stands no deeper than its `switch`. */
  readonly flatCases: boolean;
}

const defaultSpaces = 2;

/** @returns the layout that most of the file follows; two spaces where nothing is indented */
export function layoutOf(text: string): Layout {
  const newLine = text.includes("\r\n") ? "\r\n" : "\n";
  const tabs = text.match(/^\t+\S/gm)?.length ?? 0;
  const steps = new Map<number, number>();
  let spaced = 0;
  let previous = 0;
  for (const [, spaces = ""] of text.matchAll(/^( *)[^\s*]/gm)) {
    const step = spaces.length - previous;
    if (step > 1) steps.set(step, (steps.get(step) ?? 0) + 1);
    if (spaces.length > 0) spaced++;
    previous = spaces.length;
  }
  if (tabs > spaced) return { unit: "\t", newLine };
  const [best] = [...steps].sort((a, b) => b[1] - a[1]);
  return { unit: " ".repeat(best?.[0] ?? defaultSpaces), newLine };
}

/** @returns the white space that the line of this offset begins with */
export function indentationAt(text: string, offset: number): string {
  const lineStart = text.lastIndexOf("\n", offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(lineStart))?.[0] ?? "";
}

/**
 * Indents code afresh by its nesting; nothing else on a line changes.
 *
 * @param text - code that parses as a file, with line feeds
 * @param unit - one level
 * @param habits - the author's; braces on lines of their own stand no deeper than what they belong to
 */
export function indent(ts: TypeScript, text: string, unit: string, habits?: Habits): string {
  const split = splitComments(ts, text);
  return joinComments(indented(ts, split, unit, habits));
}

const mark = "/*\u2063*/";

/** The formatter leaves lines alone that begin with a comment and go on with a statement: the statement gets a line of its own for now. */
function splitComments(ts: TypeScript, text: string): string {
  if (!text.includes("*/")) return text;
  const sourceFile = ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest, true);
  const ends = new Set<number>();
  walk(ts, sourceFile, (node) => {
    if (!ts.isStatement(node)) return;
    const start = node.getStart(sourceFile);
    const comment = ts.getLeadingCommentRanges(text, node.pos)?.at(-1);
    if (!comment || text.slice(comment.end, start).includes("\n")) return;
    if (isIndentation(text, comment.pos, comment.pos)) ends.add(comment.end);
  });
  return applyEdits(
    text,
    [...ends].map((end) => ({ start: end, end, newText: `${mark}\n` })),
  );
}

function joinComments(text: string): string {
  return text.split(mark).reduce((before, after) => before + after.replace(/^\n[ \t]*/, " "));
}

function indented(ts: TypeScript, text: string, unit: string, habits?: Habits): string {
  const tabSize = unit === "\t" ? 4 : unit.length;
  const edits = formatter(ts, text).getFormattingEditsForDocument(fileName, {
    indentSize: tabSize,
    tabSize,
    convertTabsToSpaces: unit !== "\t",
    newLineCharacter: "\n",
    indentStyle: ts.IndentStyle.Smart,
    indentSwitchCase: habits?.flatCases !== true,
    placeOpenBraceOnNewLineForControlBlocks: habits?.braces.control === true,
    placeOpenBraceOnNewLineForFunctions: habits?.braces.functions === true,
  });
  const kept = edits
    .map(({ span, newText }) => ({ start: span.start, end: span.start + span.length, newText }))
    .filter(({ start, end }) => isIndentation(text, start, end));
  const formatted = applyEdits(
    text,
    kept.map((edit) => ({ ...edit, newText: edit.newText.replace(/^.*\n/s, "") })),
  );
  return withDeeperBranches(ts, text, formatted, unit === "\t" ? unit : "  ");
}

/**
 * What begins behind a `?` or `:` stands as deep as that, or one step deeper, as Prettier has it. The formatter knows the first way only.
 *
 * @param text - as it was
 * @param formatted - the same lines
 * @param step - what they are moved by where they stood deeper
 */
function withDeeperBranches(ts: TypeScript, text: string, formatted: string, step: string): string {
  const lines = text.split("\n");
  const result = formatted.split("\n");
  const depths = result.map(depthOf);
  const branches = branchesOnLines(ts, text).filter(
    ({ first, last }) => isDeeper(lines[first], lines[last]) && depths[first] === depths[last],
  );
  if (branches.length === 0) return formatted;
  const frozen = templateLines(ts, text);
  for (const { first, last } of branches) {
    for (let line = first + 1; line <= last; line++)
      if (result[line] !== "" && !frozen.has(line)) result[line] = step + (result[line] ?? "");
  }
  return result.join("\n");
}

function depthOf(line: string): string {
  return /^[ \t]*/.exec(line)?.[0] ?? "";
}

function isDeeper(first = "", last = ""): boolean {
  return ["  ", "\t"].some((step) => depthOf(last) === depthOf(first) + step);
}

/** The branches of choices that begin on a line with their `?` or `:`, and end on one that closes what they have opened. */
function branchesOnLines(ts: TypeScript, text: string): { first: number; last: number }[] {
  if (!/^[ \t]*[?:] /m.test(text)) return [];
  const sourceFile = ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest, true);
  const lineOf = (offset: number): number => sourceFile.getLineAndCharacterOfPosition(offset).line;
  const lines = text.split("\n");
  const found: { first: number; last: number }[] = [];
  walk(ts, sourceFile, (node) => {
    if (!ts.isConditionalExpression(node)) return;
    for (const branch of [node.whenTrue, node.whenFalse]) {
      const first = lineOf(branch.getStart(sourceFile));
      const last = lineOf(branch.end);
      const isOpened = /^[ \t]*[?:] /.test(lines[first] ?? "");
      if (last > first && isOpened && /^[ \t]*[)\]}]/.test(lines[last] ?? "")) found.push({ first, last });
    }
  });
  return found;
}

const fileName = "layout.ts";

/** The formatter of the host's TypeScript; it looks at syntax alone, so no program is ever made. */
function formatter(ts: TypeScript, text: string): ts.LanguageService {
  const snapshot = ts.ScriptSnapshot.fromString(text);
  return ts.createLanguageService({
    getCompilationSettings: () => ({}),
    getScriptFileNames: () => [fileName],
    getScriptVersion: () => "1",
    getScriptSnapshot: () => snapshot,
    getCurrentDirectory: () => "",
    getDefaultLibFileName: () => "",
    fileExists: () => false,
    readFile: () => undefined,
  });
}

function isIndentation(text: string, start: number, end: number): boolean {
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  return /^[ \t]*$/.test(text.slice(lineStart, end));
}

/**
 * Moves code to another level.
 *
 * @param base - put before every line but the first, empty lines and lines that begin inside a template literal
 */
export function shift(ts: TypeScript, text: string, base: string): string {
  if (base === "") return text;
  const frozen = templateLines(ts, text);
  return text
    .split("\n")
    .map((line, index) => (index === 0 || line === "" || frozen.has(index) ? line : base + line))
    .join("\n");
}
