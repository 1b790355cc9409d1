import type ts from "typescript";
import { walk } from "./nodes";
import type { TypeScript } from "../typescript";

/** @returns whether the identifier names a variable, not a property, label or object key */
export function isVariableName(ts: TypeScript, node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent) || ts.isClassElement(parent) || ts.isTypeElement(parent)) {
    return parent.name !== node;
  }
  if (ts.isBindingElement(parent)) return parent.propertyName !== node;
  return (
    !ts.isLabeledStatement(parent) && !ts.isBreakOrContinueStatement(parent) && !ts.isQualifiedName(parent)
  );
}

/** @returns whether this is where a variable, parameter, function or class of the name is declared, and no use of it */
export function isDeclaredName(ts: TypeScript, use: ts.Identifier): boolean {
  const { parent } = use;
  return "name" in parent && parent.name === use && !ts.isShorthandPropertyAssignment(parent);
}

/** What is asked of a whole file is asked for many names. A file's nodes never change. */
const filesUses = new WeakMap<ts.SourceFile, ReadonlyMap<string, readonly ts.Identifier[]>>();

/** @returns the uses of variables of this name in the code, where they are declared included */
export function usesOfVariable(ts: TypeScript, root: ts.Node, name: string): readonly ts.Identifier[] {
  if (!ts.isSourceFile(root)) return variableNames(ts, root, (text) => text === name).get(name) ?? [];
  const uses = filesUses.get(root) ?? variableNames(ts, root, () => true);
  filesUses.set(root, uses);
  return uses.get(name) ?? [];
}

function variableNames(
  ts: TypeScript,
  root: ts.Node,
  isAskedFor: (text: string) => boolean,
): Map<string, ts.Identifier[]> {
  const found = new Map<string, ts.Identifier[]>();
  walk(ts, root, (node) => {
    if (!ts.isIdentifier(node) || !isAskedFor(node.text) || !isVariableName(ts, node)) return;
    const uses = found.get(node.text);
    if (uses) uses.push(node);
    else found.set(node.text, [node]);
  });
  return found;
}
