import type ts from "typescript";
import { applyEdits, type TextEdit } from "../text";
import type { TypeScript } from "../typescript";
import { usesOfVariable } from "../syntax/variable-name";

const head = "async function* generated(";

/**
 * Gives variables of the finished body their own names back, where what had forced them to take another one is gone, or is a
 * constant that can take the other name instead.
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
  for (const [name, own] of invented) current = settleOne(ts, current, parameters, name, own);
  return current;
}

function settleOne(ts: TypeScript, block: string, parameters: string, name: string, own: string): string {
  const prefix = `${head}${parameters}) `;
  const text = prefix + block;
  const sourceFile = ts.createSourceFile("names.ts", text, ts.ScriptTarget.Latest, true);
  const uses = usesOfVariable(ts, sourceFile, name);
  const rivals = usesOfVariable(ts, sourceFile, own);
  if (uses.length === 0 || !uses.some((node) => isPlainDeclaration(ts, node))) return block;
  if (rivals.length > 0 && (isNextOf(name, own) || !isSwappable(ts, rivals, prefix.length))) return block;
  const edits = [...renamed(ts, uses, own), ...renamed(ts, rivals, name)];
  if (edits.some(({ start }) => start < prefix.length)) return block;
  return applyEdits(text, edits).slice(prefix.length);
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
