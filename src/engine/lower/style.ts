import type ts from "typescript";
import { walk } from "../syntax/nodes";
import type { TypeScript } from "../typescript";
import { bodyForm } from "./bare-bodies";
import { braceStyleOf, type BraceStyle } from "./braces";
import { endlessFor, isEndlessWhile } from "./endless-loops";
import { indentationAt } from "./layout";
import { isLonghand } from "./shorthand";

/** What a file shows of its author's habits, besides the indentation. */
export interface Style {
  /** Statements end in `;`. */
  readonly semicolons: boolean;
  /** `if (done) return;` stands on one line, without braces. */
  readonly bareJumps: boolean;
  /** A branch that holds one short statement has no braces, and stands on a line of its own. */
  readonly bareBodies: boolean;
  /** `{ id }`, and nowhere `{ id: id }`. */
  readonly shorthand: boolean;
  /** Lists over several lines end in a comma. */
  readonly trailingCommas: boolean;
  /** `for (;;)` as it is written here, where no `while (true)` is. */
  readonly endlessFor: string | undefined;
  /** Variables are declared with `var`, and nowhere otherwise. */
  readonly vars: boolean;
  /** `case` stands no deeper than its `switch`. */
  readonly flatCases: boolean;
  readonly braces: BraceStyle;
  /** Columns that a line may take. */
  readonly width: number;
}

/** A line that nobody would break, whatever the file's other lines are like. */
const leastWidth = 100;
const mostWidth = 120;

/** Each offer of a file asks for them. A file's nodes never change. */
const filesStyles = new WeakMap<ts.SourceFile, Style>();

/** @returns the author's habits; where the file shows none, those of most code */
export function styleOf(ts: TypeScript, sourceFile: ts.SourceFile): Style {
  const style = filesStyles.get(sourceFile) ?? readStyle(ts, sourceFile);
  filesStyles.set(sourceFile, style);
  return style;
}

function readStyle(ts: TypeScript, sourceFile: ts.SourceFile): Style {
  const seen = {
    with: 0,
    without: 0,
    bare: 0,
    longhand: 0,
    trailing: 0,
    open: 0,
    var: 0,
    scoped: 0,
    flat: 0,
    deep: 0,
  };
  const bodies = { bare: 0, braced: 0 };
  const loops = { for: new Set<string>(), while: 0 };
  walk(ts, sourceFile, (node) => {
    if (takesSemicolon(ts, node)) {
      if (sourceFile.text[node.end - 1] === ";") seen.with++;
      else seen.without++;
    }
    if (isBareJump(ts, node, sourceFile)) seen.bare++;
    const body = bodyForm(ts, node, sourceFile);
    if (body) bodies[body]++;
    if (isLonghand(ts, node)) seen.longhand++;
    if (ts.isVariableDeclarationList(node)) seen[isVar(ts, node) ? "var" : "scoped"]++;
    if (ts.isCaseOrDefaultClause(node)) seen[isFlat(sourceFile, node) ? "flat" : "deep"]++;
    const endless = endlessFor(ts, node, sourceFile);
    if (endless !== undefined) loops.for.add(endless);
    if (isEndlessWhile(ts, node)) loops.while++;
    const list = listOf(ts, node);
    if (list && isOverLines(sourceFile, list)) {
      if (list.hasTrailingComma) seen.trailing++;
      else seen.open++;
    }
  });
  return {
    semicolons: seen.with >= seen.without,
    bareJumps: seen.bare > 0,
    bareBodies: bodies.bare > 0 && bodies.braced === 0,
    shorthand: seen.longhand === 0,
    trailingCommas: seen.trailing >= seen.open,
    endlessFor: loops.while === 0 ? [...loops.for][0] : undefined,
    vars: seen.var > 0 && seen.scoped === 0,
    flatCases: seen.flat > seen.deep,
    braces: braceStyleOf(ts, sourceFile),
    width: widthOf(sourceFile.text),
  };
}

/** @returns whether the statement ends in a semicolon, written or not */
export function takesSemicolon(ts: TypeScript, node: ts.Node): node is ts.Statement {
  return (
    ts.isExpressionStatement(node) ||
    ts.isVariableStatement(node) ||
    ts.isReturnStatement(node) ||
    ts.isThrowStatement(node) ||
    ts.isBreakOrContinueStatement(node) ||
    ts.isDoStatement(node) ||
    ts.isImportDeclaration(node)
  );
}

/** It begins a line as deep as that of its `switch`. */
function isFlat(sourceFile: ts.SourceFile, clause: ts.CaseOrDefaultClause): boolean {
  const start = clause.getStart(sourceFile);
  const { text } = sourceFile;
  const own = indentationAt(text, start);
  const isFirst = text.slice(0, start).endsWith(`\n${own}`);
  return isFirst && own === indentationAt(text, clause.parent.parent.getStart(sourceFile));
}

function isVar(ts: TypeScript, { flags }: ts.VariableDeclarationList): boolean {
  return (flags & ts.NodeFlags.BlockScoped) === 0;
}

function isBareJump(ts: TypeScript, node: ts.Node, sourceFile: ts.SourceFile): boolean {
  if (!ts.isIfStatement(node) || node.elseStatement) return false;
  const { thenStatement } = node;
  const isJump =
    ts.isReturnStatement(thenStatement) ||
    ts.isBreakOrContinueStatement(thenStatement) ||
    ts.isThrowStatement(thenStatement);
  return (
    isJump &&
    !sourceFile.text.slice(node.getStart(sourceFile), thenStatement.getStart(sourceFile)).includes("\n")
  );
}

function listOf(ts: TypeScript, node: ts.Node): ts.NodeArray<ts.Node> | undefined {
  if (ts.isObjectLiteralExpression(node)) return node.properties;
  if (ts.isArrayLiteralExpression(node)) return node.elements;
  return ts.isFunctionLike(node) && node.parameters.length > 0 ? node.parameters : undefined;
}

/** The last element and the bracket behind it stand on different lines. */
function isOverLines({ text }: ts.SourceFile, list: ts.NodeArray<ts.Node>): boolean {
  const last = list.at(-1);
  if (!last) return false;
  return /^\s*,?[ \t]*(?:\/\/[^\n]*)?\r?\n/.test(text.slice(last.end));
}

function widthOf(text: string): number {
  const lines = text
    .split(/\r?\n/)
    .filter((line) => !/^\s*(?:\/\/|\/?\*|import\b)|https?:|[`"']\S*$/.test(line));
  const longest = lines.reduce((most, line) => Math.max(most, line.length), 0);
  return Math.min(mostWidth, Math.max(leastWidth, longest));
}
