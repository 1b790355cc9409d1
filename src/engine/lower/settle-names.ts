import type ts from "typescript";
import { applyEdits, type TextEdit } from "../text";
import type { TypeScript } from "../typescript";
import { openedBy } from "../syntax/opened-by";
import { usesOfVariable } from "../syntax/variable-name";

const head = "async function* generated(";

/**
 * Gives variables of the finished body their own names back, where what had forced them to take another one is gone, or is a
 * constant that can take the other name instead. The one that draws from what is called so becomes `iterator`.
 *
 * @param block - the body, braces included
 * @param parameters - the function's parameter list
 * @param invented - own names by the names that the variables have
 * @returns the body
 */
export function settleNames(
  ts: TypeScript,
  block: string,
  parameters: string,
  invented: ReadonlyMap<string, string>,
): string {
  let current = block;
  for (const name of invented.keys()) current = settleOne(ts, current, parameters, name, invented);
  return current;
}

function settleOne(
  ts: TypeScript,
  block: string,
  parameters: string,
  name: string,
  invented: ReadonlyMap<string, string>,
): string {
  const own = invented.get(name) ?? name;
  const prefix = `${head}${parameters}) `;
  const text = prefix + block;
  const sourceFile = ts.createSourceFile("names.ts", text, ts.ScriptTarget.Latest, true);
  const uses = usesOfVariable(ts, sourceFile, name);
  const rivals = usesOfVariable(ts, sourceFile, own);
  if (uses.length === 0 || !uses.some((node) => isPlainDeclaration(ts, node))) return block;
  const isFree = rivals.length === 0 || (!isNextOf(name, own) && isSwappable(ts, rivals, prefix.length));
  if (!isFree && !isOnlyIterator(ts, sourceFile, name, invented)) return block;
  const edits = isFree
    ? [...renamed(ts, uses, own), ...renamed(ts, rivals, name)]
    : renamed(ts, uses, "iterator");
  if (edits.some(({ start }) => start < prefix.length)) return block;
  return applyEdits(text, edits).slice(prefix.length);
}

/** `const currentRows = rows[Symbol.iterator]();`, where no other variable is of that kind, and none is called `iterator`. */
function isOnlyIterator(
  ts: TypeScript,
  sourceFile: ts.SourceFile,
  name: string,
  invented: ReadonlyMap<string, string>,
): boolean {
  const [drawn, ...more] = [...invented].filter(([each, own]) =>
    usesOfVariable(ts, sourceFile, each).some((node) => drawsFrom(ts, node, own)),
  );
  return drawn?.[0] === name && more.length === 0 && usesOfVariable(ts, sourceFile, "iterator").length === 0;
}

function drawsFrom(ts: TypeScript, { parent }: ts.Identifier, own: string): boolean {
  if (!ts.isVariableDeclaration(parent) || !parent.initializer) return false;
  const { initializer } = parent;
  const sources = ["asyncIterator", "iterator"].map((symbol) => openedBy(ts, initializer, symbol));
  return sources.some((source) => source && ts.isIdentifier(source) && source.text === own);
}

/** `next` beside the author's own `current` says what each of them is. */
function isNextOf(name: string, own: string): boolean {
  return own.startsWith("current") && name === own.replace("current", "next");
}

/**
 * One constant of that name, and every use of the name means it. Where it is taken out of an object or put into one by that name,
 * the swap would need `{ own: name }`, which reads worse.
 */
function isSwappable(ts: TypeScript, rivals: readonly ts.Identifier[], bodyStart: number): boolean {
  const [declaration, ...more] = rivals.filter((node) => isDeclaration(node));
  if (!declaration || more.length > 0 || !isPlainDeclaration(ts, declaration)) return false;
  const scope = ts.findAncestor(declaration, (node) => ts.isBlock(node));
  return rivals.every(
    (node) =>
      node.pos >= bodyStart &&
      !ts.isShorthandPropertyAssignment(node.parent) &&
      ts.findAncestor(node, (outer) => outer === scope) !== undefined,
  );
}

function isDeclaration(node: ts.Identifier): boolean {
  const { parent } = node;
  return "name" in parent && parent.name === node && !("expression" in parent);
}

function isPlainDeclaration(ts: TypeScript, node: ts.Identifier): boolean {
  return ts.isVariableDeclaration(node.parent) && node.parent.name === node;
}

function renamed(ts: TypeScript, nodes: readonly ts.Identifier[], newName: string): TextEdit[] {
  return nodes.map((node) => {
    const newText = ts.isShorthandPropertyAssignment(node.parent) ? `${node.text}: ${newName}` : newName;
    return { start: node.getStart(), end: node.end, newText };
  });
}
