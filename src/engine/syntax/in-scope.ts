import type ts from "typescript";
import { some } from "./nodes";
import type { TypeScript } from "../typescript";

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
    if (ts.isFunctionLike(parent) && parent.parameters.some((one) => binds(ts, one.name, name)))
      return undefined;
    if (!ts.isBlock(parent) && !ts.isSourceFile(parent) && !ts.isModuleBlock(parent)) continue;
    const declaration = parent.statements.find((statement) => declaresName(ts, statement, name));
    if (declaration) return read(declaration);
  }
  return undefined;
}

function binds(ts: TypeScript, bound: ts.BindingName, name: string): boolean {
  return some(ts, bound, (node) => ts.isIdentifier(node) && node.text === name);
}

function declaresName(ts: TypeScript, statement: ts.Statement, name: string): boolean {
  if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement))
    return statement.name?.text === name;
  if (!ts.isVariableStatement(statement)) return false;
  return statement.declarationList.declarations.some((declaration) => binds(ts, declaration.name, name));
}
