import type ts from "typescript";
import { some } from "../syntax/nodes";
import { declaredScope, encloses } from "../syntax/scopes";
import type { TypeScript } from "../typescript";

/** A result in a variable, and another draw in the same function. */
interface ReadBesideDraw {
  readonly draw: ts.Node;
  readonly read: ts.Identifier;
  /** All that puts a result into the variable. */
  readonly targets: readonly ts.Node[];
  /** All that names the variable. */
  readonly uses: readonly ts.Identifier[];
}

/** @returns whether the draw may have happened between what was put into the variable and the read of it */
export function mayBeReadAfter(ts: TypeScript, beside: ReadBesideDraw): boolean {
  const { draw, read, targets } = beside;
  const from = drawnAt(ts, draw);
  const loops = loopsAround(ts, draw);
  if (from <= read.getStart() && !isPutBetween(ts, from, beside)) {
    if (loops.length > 0 || targets.some((target) => target.getStart() < from)) return true;
  }
  return loops.some((loop) => encloses(ts, loop, read) && !isPutAnew(ts, loop, from, beside));
}

/** What a loop draws comes at its head; the arguments of a call come before it. */
function drawnAt(ts: TypeScript, draw: ts.Node): number {
  return ts.isCallExpression(draw) && ts.isPropertyAccessExpression(draw.expression)
    ? draw.getEnd()
    : draw.getStart();
}

function loopsAround(ts: TypeScript, node: ts.Node): ts.IterationStatement[] {
  const loops: ts.IterationStatement[] = [];
  for (let at = node; !ts.isFunctionLike(at) && !ts.isSourceFile(at); at = at.parent)
    if (ts.isIterationStatement(at, false)) loops.push(at);
  return loops;
}

function isPutBetween(ts: TypeScript, from: number, { read, targets }: ReadBesideDraw): boolean {
  return targets.some(
    (target) => from <= target.getStart() && target.getStart() < read.getStart() && leadsTo(ts, target, read),
  );
}

/** Each turn of the loop has a variable of its own, or puts another result into it before the read, or behind the draw. */
function isPutAnew(
  ts: TypeScript,
  loop: ts.IterationStatement,
  from: number,
  { draw, read, targets, uses }: ReadBesideDraw,
): boolean {
  if (uses.some((use) => isDeclaredIn(ts, use, loop.statement))) return true;
  return targets.some((target) => {
    if (!encloses(ts, loop, target)) return false;
    const place = placeOf(ts, target);
    if (!place || isRunOnce(ts, loop, place)) return false;
    if (target.getStart() < read.getStart() && leadsTo(ts, target, read)) return true;
    const isBehind = from <= target.getStart();
    if (ts.isForStatement(loop) && place === loop.incrementor)
      return isBehind || !encloses(ts, loop.incrementor, draw);
    return isBehind && endsTurn(ts, loop, place);
  });
}

function isDeclaredIn(ts: TypeScript, use: ts.Identifier, block: ts.Node): boolean {
  const scope = declaredScope(ts, use);
  return scope !== undefined && encloses(ts, block, scope);
}

/** `for (let result = it.next(); …; …)`: not with each turn. */
function isRunOnce(ts: TypeScript, loop: ts.IterationStatement, place: ts.Node): boolean {
  if (ts.isForStatement(loop)) return place === loop.initializer;
  return (ts.isForOfStatement(loop) || ts.isForInStatement(loop)) && place === loop.expression;
}

/** What is put there is put at the end of each turn. */
function endsTurn(ts: TypeScript, loop: ts.IterationStatement, place: ts.Node): boolean {
  if (ts.isDoStatement(loop) && place === loop.expression) return true;
  return place.parent === loop.statement && !some(ts, loop.statement, ts.isContinueStatement);
}

/** Nobody comes from before the target to the read without passing the target. */
function leadsTo(ts: TypeScript, target: ts.Node, read: ts.Node): boolean {
  const place = placeOf(ts, target);
  if (!place) return false;
  const { parent } = place;
  if (ts.isForStatement(parent) && place === parent.incrementor) return false;
  if (ts.isDoStatement(parent) && place === parent.expression) return false;
  const isOneOfMany = ts.isBlock(parent) || ts.isSourceFile(parent) || ts.isCaseOrDefaultClause(parent);
  return encloses(ts, ts.isStatement(place) && !isOneOfMany ? place : parent, read);
}

/** The statement, or the part of a statement's head, that always puts something into the target when it runs. */
function placeOf(ts: TypeScript, target: ts.Node): ts.Node | undefined {
  let at = target;
  while (isPassed(ts, at.parent, at)) at = at.parent;
  if (ts.isStatement(at)) return at;
  if (ts.isIfStatement(at.parent)) return at.parent;
  return ts.isStatement(at.parent) ? at : undefined;
}

function isPassed(ts: TypeScript, node: ts.Node, part: ts.Node): boolean {
  if (ts.isVariableDeclaration(node) || ts.isExpressionStatement(node) || ts.isVariableStatement(node))
    return true;
  if (ts.isVariableDeclarationList(node)) return true;
  if (ts.isBinaryExpression(node)) return node.left === part || isPlain(ts, node.operatorToken.kind);
  return (
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isPrefixUnaryExpression(node) ||
    ts.isPropertyAccessExpression(node)
  );
}

/** Both sides of it always run. */
function isPlain(ts: TypeScript, operator: ts.SyntaxKind): boolean {
  const { SyntaxKind } = ts;
  return (
    operator === SyntaxKind.EqualsToken ||
    operator === SyntaxKind.CommaToken ||
    operator === SyntaxKind.EqualsEqualsEqualsToken ||
    operator === SyntaxKind.ExclamationEqualsEqualsToken
  );
}
