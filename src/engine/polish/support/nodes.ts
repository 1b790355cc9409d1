import type ts from "typescript";
import { isFunctionBoundary } from "../../syntax/nodes";
import type { TypeScript } from "../../typescript";

export type Loop =
  ts.WhileStatement | ts.DoStatement | ts.ForStatement | ts.ForOfStatement | ts.ForInStatement;

export function isLoop(ts: TypeScript, node: ts.Node): node is Loop {
  return (
    ts.isWhileStatement(node) ||
    ts.isDoStatement(node) ||
    ts.isForStatement(node) ||
    ts.isForOfStatement(node) ||
    ts.isForInStatement(node)
  );
}

/** Every pass goes through the whole function, and most steps leave it as it is for dozens of them. */
const listed = { all: new WeakMap<ts.Node, ts.Node[]>(), own: new WeakMap<ts.Node, ts.Node[]>() };

/** The node and everything below it in the order of the text, nested functions included. */
export function descendants(ts: TypeScript, node: ts.Node): readonly ts.Node[] {
  return listOf(ts, node, listed.all, () => true);
}

/** Like {@link descendants}, but stays out of nested functions (the node itself may be a function). */
export function ownDescendants(ts: TypeScript, node: ts.Node): readonly ts.Node[] {
  return listOf(ts, node, listed.own, (inner) => !isFunctionBoundary(ts, inner));
}

function listOf(
  ts: TypeScript,
  root: ts.Node,
  lists: WeakMap<ts.Node, ts.Node[]>,
  enters: (node: ts.Node) => boolean,
): readonly ts.Node[] {
  const known = lists.get(root);
  if (known) return known;
  const list = [root];
  const add = (node: ts.Node): void => {
    list.push(node);
    if (enters(node)) ts.forEachChild(node, add);
  };
  ts.forEachChild(root, add);
  lists.set(root, list);
  return list;
}

/** Is `inner` the node `outer` or below it? */
export function contains(outer: ts.Node, inner: ts.Node): boolean {
  return inner.pos >= outer.pos && inner.end <= outer.end;
}

/** A loop that only an exit, a `break` or an error leaves: `while (true) {…}`. */
export type EndlessLoop = ts.WhileStatement & { readonly expression: ts.TrueLiteral };

export function isEndless(ts: TypeScript, node: ts.Node): node is EndlessLoop {
  return ts.isWhileStatement(node) && node.expression.kind === ts.SyntaxKind.TrueKeyword;
}

/** @returns the loop with its label, if it has one */
export function withLabel(ts: TypeScript, loop: ts.Statement): ts.Statement {
  return ts.isLabeledStatement(loop.parent) ? loop.parent : loop;
}

/** The statement lists that a node may be an element of. */
export function siblingsOf(ts: TypeScript, statement: ts.Statement): readonly ts.Statement[] | undefined {
  const { parent } = statement;
  if (ts.isBlock(parent) || ts.isCaseOrDefaultClause(parent)) return parent.statements;
  return undefined;
}

/** `x += 1`, `x = 1`, `x ??= 1`, …: the assignment that an expression statement makes to a plain identifier. */
export interface Assignment {
  readonly statement: ts.ExpressionStatement;
  readonly target: ts.Identifier;
  readonly value: ts.Expression;
}

/** Reads a statement of the form `name = value;`. */
export function asAssignment(ts: TypeScript, statement: ts.Statement | undefined): Assignment | undefined {
  if (statement === undefined || !ts.isExpressionStatement(statement)) return undefined;
  const { expression } = statement;
  if (!ts.isBinaryExpression(expression) || expression.operatorToken.kind !== ts.SyntaxKind.EqualsToken) {
    return undefined;
  }
  return ts.isIdentifier(expression.left)
    ? { statement, target: expression.left, value: expression.right }
    : undefined;
}

/** @returns `value` of the statement `yield value;` */
export function yieldedBy(ts: TypeScript, statement: ts.Statement): ts.Expression | undefined {
  const yielded = ts.isExpressionStatement(statement) ? statement.expression : undefined;
  return yielded && ts.isYieldExpression(yielded) && !yielded.asteriskToken ? yielded.expression : undefined;
}

/** Reads a statement that declares exactly one variable. */
export function asDeclaration(
  ts: TypeScript,
  statement: ts.Statement | undefined,
): ts.VariableDeclaration | undefined {
  if (statement === undefined || !ts.isVariableStatement(statement)) return undefined;
  const [declaration, ...others] = statement.declarationList.declarations;
  return others.length === 0 ? declaration : undefined;
}

/** `const`, and not `using`. */
export function isConst(ts: TypeScript, list: ts.VariableDeclarationList): boolean {
  const { BlockScoped, Const } = ts.NodeFlags;
  return (list.flags & BlockScoped & ~Const) === 0 && (list.flags & Const) !== 0;
}

/** `let`. */
export function isLet(ts: TypeScript, list: ts.VariableDeclarationList): boolean {
  const { BlockScoped, Let } = ts.NodeFlags;
  return (list.flags & BlockScoped & ~Let) === 0 && (list.flags & Let) !== 0;
}

/** A statement `using x = …;` or `await using x = …;`: what it holds is released at the end of its block. */
export function isUsing(ts: TypeScript, statement: ts.Statement): boolean {
  if (!ts.isVariableStatement(statement)) return false;
  const { declarationList: list } = statement;
  return (list.flags & ts.NodeFlags.BlockScoped) !== 0 && !isLet(ts, list) && !isConst(ts, list);
}

/** The node's parent; none for a file, whatever the type says. */
export function parentOf(node: ts.Node): ts.Node | undefined {
  return node.parent;
}

/** `===` and `!==` */
export function isStrictEquality(ts: TypeScript, { operatorToken: { kind } }: ts.BinaryExpression): boolean {
  return (
    kind === ts.SyntaxKind.EqualsEqualsEqualsToken || kind === ts.SyntaxKind.ExclamationEqualsEqualsToken
  );
}

/** `==`, `===`, `!=` and `!==` */
export function isEquality(ts: TypeScript, node: ts.BinaryExpression): boolean {
  const { kind } = node.operatorToken;
  const isLoose = kind === ts.SyntaxKind.EqualsEqualsToken || kind === ts.SyntaxKind.ExclamationEqualsToken;
  return isLoose || isStrictEquality(ts, node);
}
