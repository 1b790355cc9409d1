import type ts from "typescript";
import type { Method } from "../detect/members";
import type { Facts } from "../facts";
import { isDestructuringTarget, someOwn, unwrap, type FunctionWithBody } from "../syntax/nodes";
import { isNeverMissing } from "../syntax/present";
import { propertySet } from "../syntax/property-reads";
import { declaredScope, variablesNamed } from "../syntax/scopes";
import { isThis } from "../syntax/this-alias";
import type { TypeScript } from "../typescript";
import { settersOf } from "./accessors-in-sight";
import { mayDivideBigInts, mayMixBigInts } from "./big-integers";
import { drawnIn, getterRead, runsOthers } from "./runs-others";

/** @returns whether something in the method may throw or reject; errs on the side of "yes" */
export function mayFail(ts: TypeScript, { fn }: Pick<Method, "fn">, facts: Facts): boolean {
  return failsWithin(ts, fn, facts, []);
}

function failsWithin(ts: TypeScript, fn: Code, facts: Facts, seen: readonly ts.Node[]): boolean {
  const { body } = fn;
  if (!body || seen.includes(body)) return false;
  const inner = [...seen, body];
  return (
    runsOthers(ts, body, facts) ||
    someOwn(
      ts,
      body,
      (node) =>
        mayMissObject(ts, node, fn, facts) ||
        mayMissPart(ts, node) ||
        mayDivideBigInts(ts, node, facts) ||
        mayMixBigInts(ts, node, facts) ||
        mayCutBelowNothing(ts, node) ||
        accessorsRun(ts, node, facts).some((accessor) => failsWithin(ts, accessor, facts, inner)),
    )
  );
}

/** A function, getter or setter, which may be declared only. */
type Code = FunctionWithBody | ts.AccessorDeclaration;

function accessorsRun(ts: TypeScript, node: ts.Node, facts: Facts): readonly ts.AccessorDeclaration[] {
  const getter = getterRead(ts, node, facts);
  const set = propertySet(ts, node);
  return [...(getter ? [getter] : []), ...(set ? settersOf(ts, set, facts) : [])];
}

/** `const { row: { name } } = page`, `for (const { name } of rows)`: of a part, no type says that it is there. */
function mayMissPart(ts: TypeScript, node: ts.Node): boolean {
  if (ts.isBindingElement(node)) return !ts.isIdentifier(node.name);
  if (ts.isForOfStatement(node)) {
    const { initializer } = node;
    return ts.isVariableDeclarationList(initializer)
      ? initializer.declarations.some(({ name }) => !ts.isIdentifier(name))
      : isPattern(ts, initializer);
  }
  return isPattern(ts, node) && isDestructuringTarget(ts, node);
}

function isPattern(ts: TypeScript, node: ts.Node): boolean {
  return ts.isObjectLiteralExpression(node) || ts.isArrayLiteralExpression(node);
}

/** @returns whether it is something like `rows.length--`: there is no list of less than nothing */
export function mayCutBelowNothing(ts: TypeScript, node: ts.Node): boolean {
  if (propertySet(ts, node)?.text !== "length") return false;
  const { parent } = node;
  const isPlain = ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  return !(isPlain && ts.isNumericLiteral(unwrap(ts, parent.right)));
}

/** `row.name`, `rows[0].name`, `const { name } = row`, `"name" in row` or `for (const cell of row)`, where there may be no row. */
function mayMissObject(ts: TypeScript, node: ts.Node, fn: Code, facts: Facts): boolean {
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node))
    return !ts.isOptionalChain(node) && !isPresent(ts, node.expression, fn, facts);
  const value = drawnIn(ts, node) ?? takenApart(ts, node);
  return value !== undefined && !isPresent(ts, value, fn, facts);
}

/** What `const { name } = row`, `({ name } = row)` and `"name" in row` are about. */
function takenApart(ts: TypeScript, node: ts.Node): ts.Expression | undefined {
  if (ts.isVariableDeclaration(node) && ts.isObjectBindingPattern(node.name)) return node.initializer;
  if (!ts.isBinaryExpression(node)) return undefined;
  const { left, operatorToken, right } = node;
  const isTakenApart = operatorToken.kind === ts.SyntaxKind.EqualsToken && ts.isObjectLiteralExpression(left);
  return isTakenApart || operatorToken.kind === ts.SyntaxKind.InKeyword ? right : undefined;
}

/** A type that allows no `undefined` is believed of what lives longer than the call; that of an element says nothing about gaps. */
function isPresent(ts: TypeScript, expression: ts.Expression, fn: Code, facts: Facts): boolean {
  const value = unwrap(ts, expression);
  if (isThis(ts, value) || value.kind === ts.SyntaxKind.SuperKeyword) return true;
  const isState = ts.isIdentifier(value)
    ? !isDeclaredIn(ts, fn, value.text)
    : ts.isPropertyAccessExpression(value) && isPresent(ts, value.expression, fn, facts);
  return isState && isNeverMissing(value, facts);
}

function isDeclaredIn(ts: TypeScript, fn: Code, name: string): boolean {
  return variablesNamed(ts, fn, name).some((node) => declaredScope(ts, node) !== undefined);
}
