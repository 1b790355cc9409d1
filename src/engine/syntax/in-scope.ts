import type ts from "typescript";
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
    if (ts.isFunctionLike(parent) && bindsName(ts, parent.parameters, name)) return undefined;
    if (!ts.isBlock(parent) && !ts.isSourceFile(parent) && !ts.isModuleBlock(parent)) continue;
    const declaration = parent.statements.find((statement) => declaresName(ts, statement, name));
    if (declaration) return read(declaration);
  }
  return undefined;
}

function bindsName(ts: TypeScript, parameters: readonly ts.ParameterDeclaration[], name: string): boolean {
  return parameters.some((parameter) => !ts.isIdentifier(parameter.name) || parameter.name.text === name);
}

function declaresName(ts: TypeScript, statement: ts.Statement, name: string): boolean {
  if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement))
    return statement.name?.text === name;
  if (!ts.isVariableStatement(statement)) return false;
  return statement.declarationList.declarations.some((declaration) => declaration.name.getText() === name);
}
