import type ts from "typescript";
import type { TypeScript } from "../typescript";
import { neverReassigned } from "./never-reassigned";
import { lastStatement, unwrap, type FunctionWithBody } from "./nodes";

/**
 * @returns what the function's last statement returns, a constant that is declared just for that looked through
 */
export function returnedBy(ts: TypeScript, fn: FunctionWithBody): ts.Expression | undefined {
  if (!ts.isBlock(fn.body)) return fn.body;
  const last = lastStatement(ts, fn.body);
  if (!last || !ts.isReturnStatement(last) || !last.expression) return undefined;
  const expression = unwrap(ts, last.expression);
  if (!ts.isIdentifier(expression)) return last.expression;
  return constantBefore(ts, fn.body, expression.text) ?? last.expression;
}

function constantBefore(ts: TypeScript, block: ts.Block, name: string): ts.Expression | undefined {
  for (const statement of block.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    const [declaration, ...more] = statement.declarationList.declarations;
    if (!declaration || more.length > 0 || !ts.isIdentifier(declaration.name)) continue;
    if (declaration.name.text === name && neverReassigned(ts, declaration)) return declaration.initializer;
  }
  return undefined;
}
