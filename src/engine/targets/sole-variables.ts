import type ts from "typescript";
import { isModuleOfItsOwn } from "../syntax/exports-object";
import { hasModifier, isWithin, walk } from "../syntax/nodes";
import { isVariableName } from "../syntax/variable-name";
import type { TypeScript } from "../typescript";

/**
 * Variables that are declared where an iterator object is made, each time anew, and that nothing but the object names.
 *
 * @param literal - the object
 * @param parts - functions that are part of it, although they stand elsewhere
 * @returns their names
 */
export function soleVariables(
  ts: TypeScript,
  literal: ts.Expression,
  parts: readonly ts.Node[] = [],
): Set<string> {
  const blocks = blocksAround(ts, literal);
  const outermost = blocks.at(-1);
  if (!outermost) return new Set();
  const declared = blocks.flatMap((block) => block.statements.flatMap((one) => variablesOf(ts, one)));
  const names = new Set(declared.map(({ text }) => text));
  walk(ts, outermost, (node) => {
    if (!ts.isIdentifier(node) || !(isVariableName(ts, node) || ts.isQualifiedName(node.parent))) return;
    if ([literal, ...parts].some((part) => isWithin(node, part))) return;
    if (!declared.includes(node)) names.delete(node.text);
  });
  return names;
}

/** The blocks that run once for each object: those of the function that makes it, or of the module, without loops. */
function blocksAround(ts: TypeScript, literal: ts.Node): (ts.Block | ts.SourceFile)[] {
  const blocks: (ts.Block | ts.SourceFile)[] = [];
  for (let node = literal; !ts.isFunctionLike(node); node = node.parent) {
    if (ts.isSourceFile(node)) return isModuleOfItsOwn(ts, node) ? [...blocks, node] : blocks;
    // What belongs to a class is made once for each instance, or once for all.
    if (ts.isIterationStatement(node, false) || ts.isClassLike(node)) return [];
    if (ts.isBlock(node)) blocks.push(node);
  }
  return blocks;
}

function variablesOf(ts: TypeScript, statement: ts.Statement): ts.Identifier[] {
  if (!ts.isVariableStatement(statement) || hasModifier(ts, statement, ts.SyntaxKind.ExportKeyword))
    return [];
  return statement.declarationList.declarations.flatMap(({ name }) => (ts.isIdentifier(name) ? name : []));
}
