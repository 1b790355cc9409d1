import type ts from "typescript";
import type { Site } from "../detect/site";
import { canListComplete } from "../syntax/completion";
import { declaredInScope } from "../syntax/in-scope";
import { accessKind, isConst, isGenerator, unwrap, walk, type FunctionWithBody } from "../syntax/nodes";
import { usesOfVariable } from "../syntax/variable-name";
import type { TypeScript } from "../typescript";
import { exitsOf } from "./exits";

/**
 * @returns the names of functions around a site whose results its methods hand on, and which never give the end; those whose type says
 * that they may are left out, since the compiler goes by that
 */
export function elementMakersInScope(ts: TypeScript, { iterator }: Site): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { fn } of iterator?.methods.values() ?? []) {
    walk(ts, fn.body, (node) => {
      if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) return;
      const { text } = node.expression;
      if (!found.has(text) && givesElements(ts, fn, text, new Set())) found.add(text);
    });
  }
  return found;
}

function givesElements(ts: TypeScript, from: ts.Node, name: string, seen: ReadonlySet<string>): boolean {
  if (seen.has(name)) return false;
  const fn = declaredInScope(ts, from, name, (statement) => functionDeclared(ts, statement, name));
  if (!fn || fn.type || isGenerator(fn)) return false;
  if (ts.isBlock(fn.body) && canListComplete(ts, fn.body.statements)) return false;
  const exits = exitsOf(ts, fn, () => false);
  return (
    exits.length > 0 &&
    exits.every((exit) => {
      if (exit.kind === "yield" || exit.kind === "throw") return true;
      const call = exit.kind === "delegate" ? unwrap(ts, exit.result) : undefined;
      if (!call || !ts.isCallExpression(call) || !ts.isIdentifier(call.expression)) return false;
      return givesElements(ts, fn, call.expression.text, new Set([...seen, name]));
    })
  );
}

/** The function that a statement gives a name for good. */
function functionDeclared(
  ts: TypeScript,
  statement: ts.Statement,
  name: string,
): FunctionWithBody | undefined {
  if (ts.isFunctionDeclaration(statement)) {
    const isWritten = usesOfVariable(ts, statement.getSourceFile(), name).some(
      (use) => use !== statement.name && accessKind(ts, use) !== "read",
    );
    return statement.body && !isWritten ? (statement as FunctionWithBody) : undefined;
  }
  if (!ts.isVariableStatement(statement)) return undefined;
  const declaration = statement.declarationList.declarations.find((one) => one.name.getText() === name);
  if (!declaration?.initializer || declaration.type || !isConst(ts, declaration)) return undefined;
  const value = unwrap(ts, declaration.initializer);
  return ts.isArrowFunction(value) || ts.isFunctionExpression(value) ? value : undefined;
}
