import type ts from "typescript";
import { classifyExit, type Exit } from "../describe/exits";
import { canComplete } from "../syntax/completion";
import { accessKind, some, walk } from "../syntax/nodes";
import type { TypeScript } from "../typescript";
import { isAgainCall } from "./again";
import type { Draft } from "./draft";

/** What a variable may hold: expressions, or `undefined` for what cannot be read off the code. */
type Held = readonly (ts.Expression | undefined)[];

/**
 * The `done` of the result that a variable holds at a place: `let result; if (c) result = { value: a, done: false }; else …`.
 * The compiler knows it too, and takes a question for it for an error.
 *
 * @returns `undefined` where that depends on the way to the place, or cannot be told
 */
export function heldDone(ts: TypeScript, draft: Draft, place: ts.Identifier): boolean | undefined {
  const name = place.text;
  if (changesProperty(ts, draft, name) || isAssignedInside(ts, draft, name)) return undefined;
  const kinds = new Set(
    heldAt(ts, draft, place, name).map((value) => classifyExit(ts, value, isAgainCall)?.kind),
  );
  const [kind, ...more] = kinds;
  return more.length > 0 ? undefined : doneOf(kind);
}

function doneOf(kind: Exit["kind"] | undefined): boolean | undefined {
  return kind === "yield" ? false : kind === "finish" ? true : undefined;
}

/** All that the last assignments before a place may have left in the variable. */
function heldAt(ts: TypeScript, draft: Draft, place: ts.Node, name: string): Held {
  const held: (ts.Expression | undefined)[] = [];
  for (let node = place; node !== draft.body; node = node.parent) {
    const { parent } = node;
    // The place may be reached once more, and from the middle of what is tried.
    if (ts.isIterationStatement(parent, false) || ts.isTryStatement(parent) || ts.isCaseBlock(parent))
      held.push(...assignedIn(ts, parent, name));
    const list = ts.isBlock(parent) || ts.isCaseOrDefaultClause(parent) ? parent.statements : [];
    const before = list.slice(
      0,
      Math.max(
        0,
        list.findIndex((statement) => statement === node),
      ),
    );
    for (const statement of [...before].reverse()) {
      held.push(...assignedIn(ts, statement, name));
      if (assignsAlways(ts, statement, name)) return held;
    }
  }
  return [...held, undefined];
}

function assignedIn(ts: TypeScript, root: ts.Node, name: string): Held {
  const values: (ts.Expression | undefined)[] = [];
  walk(ts, root, (node) => {
    if (ts.isVariableDeclaration(node) && node.initializer && isNamed(ts, node.name, name))
      values.push(node.initializer);
    if (!ts.isIdentifier(node) || node.text !== name || accessKind(ts, node) === "read") return;
    const { parent } = node;
    const isPlain =
      ts.isBinaryExpression(parent) &&
      parent.left === node &&
      parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;
    values.push(isPlain ? parent.right : undefined);
  });
  return values;
}

/** Behind the statement the variable holds what was assigned in it, whatever way was taken. */
function assignsAlways(ts: TypeScript, statement: ts.Statement, name: string): boolean {
  if (!canComplete(ts, statement)) return true;
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.some(
      (declaration) => declaration.initializer !== undefined && isNamed(ts, declaration.name, name),
    );
  if (ts.isExpressionStatement(statement)) {
    const { expression } = statement;
    return (
      ts.isBinaryExpression(expression) &&
      expression.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
      isNamed(ts, expression.left, name)
    );
  }
  if (ts.isBlock(statement)) return statement.statements.some((inner) => assignsAlways(ts, inner, name));
  return (
    ts.isIfStatement(statement) &&
    statement.elseStatement !== undefined &&
    assignsAlways(ts, statement.thenStatement, name) &&
    assignsAlways(ts, statement.elseStatement, name)
  );
}

function isNamed(ts: TypeScript, node: ts.Node, name: string): boolean {
  return ts.isIdentifier(node) && node.text === name;
}

/** `result.done = true` */
function changesProperty(ts: TypeScript, draft: Draft, name: string): boolean {
  return some(
    ts,
    draft.body,
    (node) =>
      ts.isPropertyAccessExpression(node) &&
      isNamed(ts, node.expression, name) &&
      accessKind(ts, node) !== "read",
  );
}

/** A function inside may assign it at any time. */
function isAssignedInside(ts: TypeScript, draft: Draft, name: string): boolean {
  return some(ts, draft.body, (node) => ts.isFunctionLike(node) && assignedIn(ts, node, name).length > 0);
}
