import type ts from "typescript";
import type { ExpressionFacts } from "../expression-facts";
import { isAssignmentOperator, isFunctionBoundary, some, unwrap, walk } from "../syntax/nodes";
import { isShortCircuit } from "../syntax/operators";
import type { TypeScript } from "../typescript";
import { textOf, type Draft } from "./draft";

type Read = ts.PropertyAccessExpression | ts.ElementAccessExpression;

/** Where an expression stands that is to be left out, and what is known there. */
export interface Surroundings {
  /** What is worked out in any case, and fails before the expression could. */
  readonly before: readonly ts.Node[];
  readonly factsOf: ((expressionText: string) => ExpressionFacts | undefined) | undefined;
}

/**
 * @returns whether a member is read of what may be missing, which fails: of an element, as there may be none at an index whatever its type
 * says, or of what nothing shows to be there
 */
export function mayReadOffMissing(
  ts: TypeScript,
  draft: Draft,
  expression: ts.Expression,
  { before, factsOf }: Surroundings,
): boolean {
  return readsIn(ts, expression).some((read) => {
    const object = unwrap(ts, read.expression);
    if (isThere(ts, object)) return false;
    if (!ts.isIdentifier(object) && !ts.isPropertyAccessExpression(object)) return true;
    const text = textOf(draft, object);
    if (before.some((node) => readsOff(ts, draft, node, text)) && !isReset(ts, draft, text)) return false;
    const known = factsOf?.(text);
    const isKnown = known?.isObject === true || known?.isArray === true || known?.isOfPlatform === true;
    return !isKnown || isSetToElement(ts, draft, text);
  });
}

/** @returns what is worked out before the code at a statement, whatever way led there: conditions around it and statements in front */
export function workedOutBefore(ts: TypeScript, body: ts.Block, statement: ts.Statement): ts.Node[] {
  const found: ts.Node[] = [];
  for (let node: ts.Node = statement; node !== body; node = node.parent) {
    const { parent } = node;
    if (ts.isIfStatement(parent)) found.push(parent.expression);
    if (ts.isBlock(parent))
      found.push(...parent.statements.slice(0, parent.statements.indexOf(node as ts.Statement)));
  }
  return found;
}

function isThere(ts: TypeScript, object: ts.Expression): boolean {
  return (
    object.kind === ts.SyntaxKind.ThisKeyword ||
    object.kind === ts.SyntaxKind.SuperKeyword ||
    ts.isLiteralExpression(object) ||
    ts.isTemplateExpression(object) ||
    ts.isArrayLiteralExpression(object) ||
    ts.isObjectLiteralExpression(object)
  );
}

function readsIn(ts: TypeScript, root: ts.Node): Read[] {
  const found: Read[] = [];
  some(ts, root, (node) => {
    if (isRead(ts, node)) found.push(node);
    return false;
  });
  return found;
}

/** `a?.b.c` reads nothing where there is no `a`. */
function isRead(ts: TypeScript, node: ts.Node): node is Read {
  if (!ts.isPropertyAccessExpression(node) && !ts.isElementAccessExpression(node)) return false;
  return !ts.isOptionalChain(node);
}

/** Is a member of it read there whichever way the code goes? */
function readsOff(ts: TypeScript, draft: Draft, node: ts.Node, text: string): boolean {
  if (isFunctionBoundary(ts, node)) return false;
  if (isRead(ts, node) && textOf(draft, unwrap(ts, node.expression)) === text) return true;
  return alwaysWorkedOut(ts, node).some((child) => readsOff(ts, draft, child, text));
}

function alwaysWorkedOut(ts: TypeScript, node: ts.Node): readonly ts.Node[] {
  if (ts.isIfStatement(node)) return [node.expression];
  if (ts.isConditionalExpression(node)) return [node.condition];
  if (ts.isBinaryExpression(node) && isShortCircuit(ts, node.operatorToken.kind)) return [node.left];
  if (ts.isOptionalChain(node)) return [node.expression];
  if (ts.isIterationStatement(node, false) || ts.isTryStatement(node) || ts.isSwitchStatement(node))
    return [];
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => {
    children.push(child);
  });
  return children;
}

/** Is it set to something else, but where it is declared? */
function isReset(ts: TypeScript, draft: Draft, text: string): boolean {
  return valuesOf(ts, draft, text).some(({ isDeclared }) => !isDeclared);
}

/** `const row = rows[index];` has the type of rows, and is none at the end. */
function isSetToElement(ts: TypeScript, draft: Draft, text: string): boolean {
  return valuesOf(ts, draft, text).some(({ value }) => value === undefined || mayBeElement(ts, value));
}

interface Setting {
  readonly isDeclared: boolean;
  /** `undefined` where it is taken out of something by a pattern. */
  readonly value: ts.Expression | undefined;
}

function valuesOf(ts: TypeScript, draft: Draft, text: string): Setting[] {
  const found: Setting[] = [];
  walk(ts, draft.body, (node) => {
    if (
      ts.isVariableDeclaration(node) &&
      ts.isIdentifier(node.name) &&
      node.name.text === text &&
      node.initializer
    )
      found.push({ isDeclared: true, value: node.initializer });
    if (ts.isBindingElement(node) && ts.isIdentifier(node.name) && node.name.text === text)
      found.push({ isDeclared: true, value: undefined });
    if (ts.isBinaryExpression(node) && isAssignmentOperator(ts, node.operatorToken.kind)) {
      if (textOf(draft, node.left) === text) found.push({ isDeclared: false, value: node.right });
    }
  });
  return found;
}

function mayBeElement(ts: TypeScript, value: ts.Expression): boolean {
  const node = unwrap(ts, value);
  if (ts.isElementAccessExpression(node)) return true;
  if (ts.isConditionalExpression(node))
    return mayBeElement(ts, node.whenTrue) || mayBeElement(ts, node.whenFalse);
  return ts.isBinaryExpression(node) && (mayBeElement(ts, node.left) || mayBeElement(ts, node.right));
}
