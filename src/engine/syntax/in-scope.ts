import type ts from "typescript";
import type { TypeScript } from "../typescript";
import { identifiersDeclared, namesBound } from "./bound-names";

/**
 * Looks a name up among the statements of the blocks around a node.
 *
 * @param read - what the nearest statement that declares the name comes to
 * @returns `undefined` also where a parameter has that name, or the module gets it from elsewhere
 */
export function declaredInScope<T>(
  ts: TypeScript,
  from: ts.Node,
  name: string,
  read: (statement: ts.Statement) => T | undefined,
): T | undefined {
  for (let node = from; !ts.isSourceFile(node); node = node.parent) {
    const { parent } = node;
    if (ts.isFunctionLike(parent) && parent.parameters.some((one) => namesBound(ts, one.name).includes(name)))
      return undefined;
    if (!ts.isBlock(parent) && !ts.isSourceFile(parent) && !ts.isModuleBlock(parent)) continue;
    const declaration = declarationsIn(ts, parent).get(name);
    if (declaration) return read(declaration);
  }
  return undefined;
}

type Block = ts.Block | ts.SourceFile | ts.ModuleBlock;

const known = new WeakMap<Block, ReadonlyMap<string, ts.Statement>>();

function declarationsIn(ts: TypeScript, block: Block): ReadonlyMap<string, ts.Statement> {
  const before = known.get(block);
  if (before) return before;
  const found = new Map<string, ts.Statement>();
  for (const statement of block.statements)
    for (const { text } of identifiersDeclared(ts, statement))
      if (!found.has(text)) found.set(text, statement);
  known.set(block, found);
  return found;
}
