import type ts from "typescript";
import type { IteratorKind } from "../kind";
import { declaredInScope } from "../syntax/in-scope";
import { neverReassigned } from "../syntax/never-reassigned";
import { lastStatement, some, unwrap, wrapped, type FunctionWithBody } from "../syntax/nodes";
import type { TypeScript } from "../typescript";
import { membersOf, type Members } from "./members";
import { classDeclaredBy } from "./owner";

/** @returns the literal, or the class of a `new` expression, when it is declared in a scope around. */
export function iteratorMadeBy(ts: TypeScript, made: ts.Expression, kind: IteratorKind): Members | undefined {
  const expression = unwrap(ts, made);
  if (ts.isObjectLiteralExpression(expression)) return membersOf(ts, expression, kind);
  if (!ts.isNewExpression(expression)) return undefined;
  const own = unwrap(ts, expression.expression);
  if (ts.isClassExpression(own)) return creationOf(ts, own) && membersOf(ts, own, kind);
  if (!ts.isIdentifier(expression.expression)) return undefined;
  const { text } = expression.expression;
  const declared = declaredInScope(ts, expression, text, (statement) => classDeclaredBy(ts, statement, text));
  return declared && membersOf(ts, declared, kind);
}

/**
 * `new (class { … })()`: what this makes is the only instance of the class, unless that names itself.
 *
 * @returns the `new` expression
 */
export function creationOf(ts: TypeScript, owner: ts.Node): ts.NewExpression | undefined {
  if (!ts.isClassExpression(owner)) return undefined;
  const callee = wrapped(ts, owner);
  const { parent } = callee;
  if (!ts.isNewExpression(parent) || parent.expression !== callee) return undefined;
  const own = owner.name?.text;
  const makesMore = some(
    ts,
    owner,
    (node) =>
      ts.isIdentifier(node) &&
      node !== owner.name &&
      (node.text === "constructor" || (own !== undefined && node.text === own)),
  );
  return makesMore ? undefined : parent;
}

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
