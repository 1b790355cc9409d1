import type ts from "typescript";
import { accessKind, functionAround } from "./nodes";
import type { TypeScript } from "../typescript";
import { isDeclaredName, usesOfVariable } from "./variable-name";

/** @returns whether the variable holds what it is made with, and nothing else as long as it is in scope; by the text alone */
export function neverReassigned(ts: TypeScript, declaration: ts.VariableDeclaration): boolean {
  const list = declaration.parent;
  if (!ts.isVariableDeclarationList(list) || !ts.isIdentifier(declaration.name)) return false;
  if ((list.flags & ts.NodeFlags.Const) !== 0) return true;
  const around = functionAround(ts, declaration);
  const body = around && "body" in around ? around.body : undefined;
  const block = list.parent.parent;
  // In a loop's body, a 'var' is made anew each time, and closures see the last one.
  const isOnce = (list.flags & ts.NodeFlags.Let) !== 0 || block === body || ts.isSourceFile(block);
  if (!ts.isVariableStatement(list.parent) || !isOnce) return false;
  const uses = usesOfVariable(ts, around ?? declaration.getSourceFile(), declaration.name.text);
  return uses.every(
    (use) => use === declaration.name || (accessKind(ts, use) === "read" && !isDeclaredName(ts, use)),
  );
}
