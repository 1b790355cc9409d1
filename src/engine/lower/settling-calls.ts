import type ts from "typescript";
import { canListComplete } from "../syntax/completion";
import { isFunctionBoundary, isUndefined, some } from "../syntax/nodes";
import { applyEdits, type TextEdit } from "../text";
import type { TypeScript } from "../typescript";
import { parseDraft, textOf, type Draft } from "./draft";

/** What an executor calls the two functions that settle its promise. */
export interface Names {
  readonly resolve: string;
  readonly reject: string | undefined;
}

/** @returns whether the expression is a plain name, and this one */
export function isName(ts: TypeScript, expression: ts.Node | undefined, name: string | undefined): boolean {
  return expression !== undefined && ts.isIdentifier(expression) && expression.text === name;
}

/** @returns whether the code has something to do with the settling of the promise */
export function mentions(ts: TypeScript, root: ts.Node, { resolve, reject }: Names): boolean {
  return some(ts, root, (node) => isName(ts, node, resolve) || isName(ts, node, reject));
}

/** Puts something else in the place of a node, such as of a call that starts a timer; what is below it is left alone then. */
export type Instead = (node: ts.Node) => TextEdit | undefined;

/**
 * The text of a block with `return` and `throw` in place of the calls that settle the promise, each of which is the last thing on its
 * path.
 *
 * @returns the block, braces included; `undefined` where a path does not end so
 */
export function returningBlock(
  ts: TypeScript,
  draft: Draft,
  body: ts.Block,
  names: Names,
  instead?: Instead,
): string | undefined {
  const edits: (TextEdit | undefined)[] = [];
  const visit = (node: ts.Node): void => {
    const other = instead?.(node);
    if (other) {
      edits.push(other);
      return;
    }
    if (isName(ts, node, names.resolve) || isName(ts, node, names.reject))
      edits.push(settlingEdit(ts, draft, node, body, names));
    ts.forEachChild(node, visit);
  };
  visit(body);
  const known = edits.flatMap((edit) => edit ?? []);
  if (known.length !== edits.length || known.length === 0) return undefined;
  const start = body.getStart(draft.sourceFile);
  const shifted = known.map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start }));
  const text = applyEdits(textOf(draft, body), shifted);
  return canListComplete(ts, parseDraft(ts, text).body.statements) ? undefined : text;
}

function settlingEdit(
  ts: TypeScript,
  draft: Draft,
  name: ts.Node,
  body: ts.Block,
  names: Names,
): TextEdit | undefined {
  const call = name.parent;
  if (!ts.isCallExpression(call) || call.expression !== name) return undefined;
  const [given, ...others] = call.arguments;
  if (!given || others.length > 0 || ts.isSpreadElement(given) || mentions(ts, given, names))
    return undefined;
  const place = lastOnPath(ts, draft, call.parent, body);
  const word = isName(ts, name, names.resolve) ? "return" : "throw";
  return place && { ...place, newText: `${word} ${textOf(draft, given)};` };
}

/** The span of a statement. */
interface Place {
  readonly start: number;
  readonly end: number;
}

/**
 * @param statement - what may be one that only calls
 * @param body - of the function around it
 * @returns where it stands, a bare `return;` behind it included; `undefined` where something comes after it but the function's end, or it
 *   stands in a function of its own, or in a `try` whose handlers would see what is thrown, or wait for what is returned
 */
export function lastOnPath(
  ts: TypeScript,
  draft: Draft,
  statement: ts.Node,
  body: ts.Block,
): Place | undefined {
  const isReturned = ts.isReturnStatement(statement);
  if (!isReturned && !ts.isExpressionStatement(statement)) return undefined;
  if (isInNested(ts, statement, body)) return undefined;
  const start = statement.getStart(draft.sourceFile);
  const left = bareReturnBehind(ts, draft, statement);
  if (left) return { start, end: left.end };
  return isReturned || isLast(ts, statement, body) ? { start, end: statement.end } : undefined;
}

/** `resolve(result); return;` */
function bareReturnBehind(ts: TypeScript, draft: Draft, statement: ts.Statement): ts.Statement | undefined {
  const { parent } = statement;
  if (!ts.isBlock(parent)) return undefined;
  const next = parent.statements[parent.statements.indexOf(statement) + 1];
  if (!next || !ts.isReturnStatement(next)) return undefined;
  const isBare = !next.expression || isUndefined(ts, next.expression);
  const between = draft.text.slice(statement.end, next.getStart(draft.sourceFile));
  return isBare && between.trim() === "" ? next : undefined;
}

function isLast(ts: TypeScript, statement: ts.Statement, body: ts.Block): boolean {
  for (let node: ts.Node = statement; node !== body; node = node.parent) {
    const { parent } = node;
    if (ts.isBlock(parent)) {
      if (parent.statements.at(-1) !== node) return false;
    } else if (!ts.isIfStatement(parent)) return false;
  }
  return true;
}

function isInNested(ts: TypeScript, statement: ts.Statement, body: ts.Block): boolean {
  for (let node: ts.Node = statement; node !== body; node = node.parent) {
    if (isFunctionBoundary(ts, node) || ts.isTryStatement(node)) return true;
  }
  return false;
}
