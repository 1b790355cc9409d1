import type ts from "typescript";
import type { TypeScript } from "../typescript";
import { isWithin, some, statementsOf, unwrap, wrapped } from "./nodes";

/**
 * `if (!(this instanceof Rows)) return new Rows(items);` at the head of a constructor function: who leaves `new` out gets an instance as
 * well, made of the same arguments.
 *
 * @param fn - the function, or the variable that it is put in
 */
export function newGuardOf(ts: TypeScript, fn: ts.Node): ts.IfStatement | undefined {
  if (ts.isVariableDeclaration(fn)) {
    const value = fn.initializer && unwrap(ts, fn.initializer);
    return value && ts.isFunctionExpression(value) ? newGuardOf(ts, value) : undefined;
  }
  if (!ts.isFunctionDeclaration(fn) && !ts.isFunctionExpression(fn)) return undefined;
  const first = fn.body?.statements.find((statement) => !isDirective(ts, statement));
  if (!first || !ts.isIfStatement(first) || first.elseStatement) return undefined;
  const [returned, ...more] = statementsOf(ts, first.thenStatement);
  if (!returned || more.length > 0 || !ts.isReturnStatement(returned) || !returned.expression)
    return undefined;
  const made = unwrap(ts, returned.expression);
  const names = namesOf(ts, fn);
  if (!ts.isNewExpression(made) || !isNamed(ts, made.expression, names)) return undefined;
  const isGuard = asksForNew(ts, first.expression, names) && isGivenOn(ts, fn, made);
  return isGuard ? first : undefined;
}

/** @returns whether the node stands in such a guard of the function */
export function isInNewGuard(ts: TypeScript, fn: ts.Node, node: ts.Node): boolean {
  const guard = newGuardOf(ts, fn);
  return guard !== undefined && isWithin(node, guard);
}

function isDirective(ts: TypeScript, statement: ts.Statement): boolean {
  return ts.isExpressionStatement(statement) && ts.isStringLiteral(statement.expression);
}

/** Its own name, and that of the variable it is put in. */
function namesOf(ts: TypeScript, fn: ts.FunctionDeclaration | ts.FunctionExpression): ReadonlySet<string> {
  const holder = ts.isFunctionExpression(fn) ? wrapped(ts, fn).parent : undefined;
  const isConstant = holder && ts.isVariableDeclaration(holder) && ts.isIdentifier(holder.name);
  return new Set([...(fn.name ? [fn.name.text] : []), ...(isConstant ? [holder.name.getText()] : [])]);
}

function isNamed(ts: TypeScript, node: ts.Expression, names: ReadonlySet<string>): boolean {
  return ts.isIdentifier(node) && names.has(node.text);
}

/** `!(this instanceof Rows)`, `!new.target` */
function asksForNew(ts: TypeScript, condition: ts.Expression, names: ReadonlySet<string>): boolean {
  const negated = unwrap(ts, condition);
  if (!ts.isPrefixUnaryExpression(negated) || negated.operator !== ts.SyntaxKind.ExclamationToken)
    return false;
  const asked = unwrap(ts, negated.operand);
  if (ts.isMetaProperty(asked)) return asked.keywordToken === ts.SyntaxKind.NewKeyword;
  return (
    ts.isBinaryExpression(asked) &&
    asked.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword &&
    asked.left.kind === ts.SyntaxKind.ThisKeyword &&
    isNamed(ts, asked.right, names)
  );
}

/** All that the function is given, in its order, and nothing of it by `arguments`. */
function isGivenOn(
  ts: TypeScript,
  fn: ts.FunctionDeclaration | ts.FunctionExpression,
  made: ts.NewExpression,
): boolean {
  const given: readonly ts.Expression[] = made.arguments ?? [];
  const isSame = fn.parameters.every(({ name, initializer, dotDotDotToken }, at) => {
    const argument = given[at];
    const isPlain = ts.isIdentifier(name) && !initializer && !dotDotDotToken;
    return isPlain && argument && ts.isIdentifier(argument) && argument.text === name.text;
  });
  const asksForAll = some(ts, fn, (node) => ts.isIdentifier(node) && node.text === "arguments");
  return isSame && given.length === fn.parameters.length && !asksForAll;
}
