import type ts from "typescript";
import { isWithin, walk } from "../syntax/nodes";
import type { TypeScript } from "../typescript";

/**
 * Variables that are declared where an iterator object is made, each time anew, and that nothing but the object names.
 *
 * @param literal - the object
 * @returns their names
 */
export function soleVariables(ts: TypeScript, literal: ts.Expression): Set<string> {
  const blocks = blocksAround(ts, literal);
  const outermost = blocks.at(-1);
  if (!outermost) return new Set();
  const declared = blocks.flatMap((block) => block.statements.flatMap((one) => variablesOf(ts, one)));
  const names = new Set(declared.map(({ text }) => text));
  walk(ts, outermost, (node) => {
    if (!ts.isIdentifier(node) || isWithin(node, literal)) return;
    if (!declared.includes(node)) names.delete(node.text);
  });
  return names;
}

/** The blocks that run once for each object: those of the function that makes it, without loops. */
function blocksAround(ts: TypeScript, literal: ts.Node): ts.Block[] {
  const blocks: ts.Block[] = [];
  for (let node = literal; !ts.isSourceFile(node) && !ts.isFunctionLike(node); node = node.parent) {
    if (ts.isIterationStatement(node, false)) return [];
    if (ts.isBlock(node)) blocks.push(node);
  }
  return blocks;
}

function variablesOf(ts: TypeScript, statement: ts.Statement): ts.Identifier[] {
  if (!ts.isVariableStatement(statement)) return [];
  return statement.declarationList.declarations.flatMap(({ name }) => (ts.isIdentifier(name) ? name : []));
}
