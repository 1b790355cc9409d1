import type ts from "typescript";
import type { TypeScript } from "../typescript";
import { neverReassigned } from "./never-reassigned";
import { lastStatement, unwrap, type FunctionWithBody } from "./nodes";

/**
 * @returns what the function's last statement returns, a constant that is declared just for that looked through
 */
export function returnedBy(ts: TypeScript, fn: FunctionWithBody): ts.Expression | undefined {
  return ts.isBlock(fn.body) ? returnedIn(ts, fn.body) : fn.body;
}

/** @returns what a function gives that does nothing else; `undefined` for a generator, whose `return` gives nothing to who calls it */
export function onlyReturned(ts: TypeScript, fn: FunctionWithBody): ts.Expression | undefined {
  if ("asteriskToken" in fn && fn.asteriskToken) return undefined;
  if (!ts.isBlock(fn.body)) return unwrap(ts, fn.body);
  const [only, ...others] = fn.body.statements;
  if (!only || others.length > 0 || !ts.isReturnStatement(only)) return undefined;
  return only.expression && unwrap(ts, only.expression);
}

/** @returns what the block returns that is the function's last statement: `{ let i = 0; { return {…}; } }` */
export function returnedInBlock(ts: TypeScript, fn: FunctionWithBody): ts.Expression | undefined {
  const last = ts.isBlock(fn.body) ? lastStatement(ts, fn.body) : undefined;
  return last && ts.isBlock(last) ? returnedIn(ts, last) : undefined;
}

function returnedIn(ts: TypeScript, block: ts.Block): ts.Expression | undefined {
  const last = lastStatement(ts, block);
  if (!last || !ts.isReturnStatement(last) || !last.expression) return undefined;
  const expression = unwrap(ts, last.expression);
  if (!ts.isIdentifier(expression)) return last.expression;
  return constantBefore(ts, block, expression.text) ?? last.expression;
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
