import type ts from "typescript";
import { walk } from "../syntax/nodes";
import { applyEdits, type Span, type TextEdit } from "../text";
import type { TypeScript } from "../typescript";

/** Which braces and words their author puts on lines of their own. */
export interface BraceStyle {
  /** The `{` of loops and branches. */
  readonly control: boolean;
  /** The `{` of functions and methods. */
  readonly functions: boolean;
  /** `else`, `catch` and `finally` behind a `}`. */
  readonly words: boolean;
}

/** @returns what most of the file's blocks that are spread over lines look like */
export function braceStyleOf(ts: TypeScript, sourceFile: ts.SourceFile): BraceStyle {
  const { text } = sourceFile;
  const seen = { control: 0, functions: 0, words: 0, blocks: 0 };
  const count = (kind: keyof typeof seen, gap: string): void => {
    if (gap.trim() === "") seen[kind] += gap.includes("\n") ? 1 : -1;
  };
  walk(ts, sourceFile, (node) => {
    const word = wordBehind(ts, node);
    if (word) count("words", text.slice(word.start, word.end));
    if (!ts.isBlock(node) || !isSpread(text, node)) return;
    const gap = gapBefore(text, node);
    if (isOfControl(ts, node)) {
      seen.blocks++;
      count("control", gap);
    } else if (isOfNamedFunction(ts, node)) count("functions", gap);
  });
  const functions = seen.functions > 0;
  return { control: seen.blocks > 0 ? seen.control > 0 : functions, functions, words: seen.words > 0 };
}

/**
 * Puts braces, and the words behind them, on lines of their own, where the author does. What stands so already stays.
 *
 * @param text - code that parses as a file, with line feeds; the new lines are not indented
 */
export function withOwnBraces(ts: TypeScript, text: string, style: BraceStyle): string {
  if (!style.control && !style.functions && !style.words) return text;
  const sourceFile = ts.createSourceFile("braces.ts", text, ts.ScriptTarget.Latest, true);
  const edits: TextEdit[] = [];
  walk(ts, sourceFile, (node) => {
    const word = style.words ? wordBehind(ts, node) : undefined;
    if (word && /^[ \t]*$/.test(text.slice(word.start, word.end))) edits.push({ ...word, newText: "\n" });
    if (!ts.isBlock(node) || !isSpread(text, node)) return;
    const isNested = ts.isFunctionDeclaration(node.parent) && node.parent.parent !== sourceFile;
    if (!(style.control && isOfControl(ts, node)) && !(style.functions && isNested)) return;
    const start = node.getStart(sourceFile);
    const gap = gapBefore(text, node);
    if (!gap.includes("\n")) edits.push({ start: start - gap.length, end: start, newText: "\n" });
  });
  return applyEdits(text, edits);
}

function isSpread(text: string, block: ts.Block): boolean {
  return text.slice(block.getStart(), block.end).includes("\n");
}

function gapBefore(text: string, block: ts.Block): string {
  return /\s*$/.exec(text.slice(0, block.getStart()))?.[0] ?? "";
}

function isOfControl(ts: TypeScript, { parent }: ts.Block): boolean {
  return (
    ts.isIfStatement(parent) ||
    ts.isIterationStatement(parent, false) ||
    ts.isTryStatement(parent) ||
    ts.isCatchClause(parent)
  );
}

function isOfNamedFunction(ts: TypeScript, { parent }: ts.Block): boolean {
  return ts.isFunctionDeclaration(parent) || ts.isClassElement(parent);
}

/** The space between a `}` and the `else`, `catch` or `finally` behind it. */
function wordBehind(ts: TypeScript, node: ts.Node): Span | undefined {
  const before = blockBeforeWord(ts, node);
  if (!before || !ts.isBlock(before)) return undefined;
  const space = /^\s*/.exec(before.getSourceFile().text.slice(before.end))?.[0] ?? "";
  return { start: before.end, end: before.end + space.length };
}

function blockBeforeWord(ts: TypeScript, node: ts.Node): ts.Statement | undefined {
  if (ts.isIfStatement(node)) return node.elseStatement && node.thenStatement;
  return ts.isTryStatement(node) ? node.tryBlock : undefined;
}
