import type ts from "typescript";
import { some, someOwn, walk } from "../syntax/nodes";
import { applyEdits, type TextEdit } from "../text";
import type { TypeScript } from "../typescript";
import { blockText, parseDraft, replaceNode, textOf, type Draft } from "./draft";
import { usesOfVariable } from "../syntax/variable-name";

/** `const next = count + 1; … count = next;` in one list of statements. */
interface NextValue {
  readonly constant: ts.Statement;
  readonly assignment: ts.Statement;
  /** The constant. */
  readonly from: string;
  /** The variable that it is kept in. */
  readonly to: string;
  /** `count++;`, or `count += step;` */
  readonly step: string;
}

/**
 * Lets a variable go on to its next value at once, where the author kept that in a constant until it was sure that the iterator
 * goes on: what the variable holds after the end, nobody sees.
 *
 * @param block - a generator's block, braces included
 * @param own - variables that only the generator sees
 */
export function mergeNextValues(ts: TypeScript, block: string, own: ReadonlySet<string>): string {
  const draft = parseDraft(ts, block);
  let found: NextValue | undefined;
  walk(ts, draft.body, (node) => {
    if (ts.isBlock(node)) found ??= inList(ts, draft, node.statements, own);
  });
  return found ? mergeNextValues(ts, merged(ts, draft, found), own) : block;
}

function inList(
  ts: TypeScript,
  draft: Draft,
  list: readonly ts.Statement[],
  own: ReadonlySet<string>,
): NextValue | undefined {
  for (const [index, constant] of list.entries()) {
    const next = nextValueOf(ts, draft, constant);
    if (!next || !own.has(next.to)) continue;
    const at = list.findIndex((other, position) => position > index && isAssignment(ts, other, next));
    const assignment = list[at];
    const isUnseen =
      assignment && mayMerge(ts, draft, { ...next, constant, assignment }, list.slice(index), at - index);
    if (isUnseen) return { ...next, constant, assignment };
  }
  return undefined;
}

/** `const next = count + 1;` */
function nextValueOf(
  ts: TypeScript,
  draft: Draft,
  statement: ts.Statement,
): Pick<NextValue, "from" | "to" | "step"> | undefined {
  if (!ts.isVariableStatement(statement) || (statement.declarationList.flags & ts.NodeFlags.Const) === 0)
    return undefined;
  const [declaration, ...more] = statement.declarationList.declarations;
  const value = declaration?.initializer;
  if (!declaration || !value || more.length > 0 || declaration.type || !ts.isIdentifier(declaration.name))
    return undefined;
  if (!ts.isBinaryExpression(value) || !ts.isIdentifier(value.left)) return undefined;
  const { left, right, operatorToken } = value;
  const isPlus = operatorToken.kind === ts.SyntaxKind.PlusToken;
  if (!isPlus && operatorToken.kind !== ts.SyntaxKind.MinusToken) return undefined;
  const sign = isPlus ? "+" : "-";
  const amount = textOf(draft, right);
  const step = amount === "1" ? `${left.text}${sign}${sign};` : `${left.text} ${sign}= ${amount};`;
  return { from: declaration.name.text, to: left.text, step };
}

function isAssignment(
  ts: TypeScript,
  statement: ts.Statement,
  { from, to }: Pick<NextValue, "from" | "to">,
): boolean {
  if (!ts.isExpressionStatement(statement) || !ts.isBinaryExpression(statement.expression)) return false;
  const { left, right, operatorToken } = statement.expression;
  const isPlain =
    operatorToken.kind === ts.SyntaxKind.EqualsToken && ts.isIdentifier(left) && ts.isIdentifier(right);
  return isPlain && left.text === to && right.text === from;
}

/** Between the two nobody can see the variable, and behind them it stays what the constant is. */
function mayMerge(
  ts: TypeScript,
  draft: Draft,
  { constant, assignment, from, to }: NextValue,
  rest: readonly ts.Statement[],
  at: number,
): boolean {
  const between = rest.slice(1, at);
  const names = (node: ts.Node, name: string): number => usesOfVariable(ts, node, name).length;
  const inRest = (name: string): number => rest.reduce((sum, statement) => sum + names(statement, name), 0);
  return (
    names(constant, to) === 1 &&
    between.every((statement) => names(statement, to) === 0 && !mayGoOn(ts, statement)) &&
    rest.slice(at + 1).every((statement) => names(statement, to) === 0) &&
    inRest(from) === names(draft.body, from) &&
    onlyDeclaredOutside(ts, draft, rest, to) &&
    !isCaught(ts, constant) &&
    rest.every((statement) => !isCaptured(ts, statement, from)) &&
    (ts.getLeadingCommentRanges(draft.text, assignment.pos) ?? []).length === 0
  );
}

function onlyDeclaredOutside(
  ts: TypeScript,
  draft: Draft,
  rest: readonly ts.Statement[],
  name: string,
): boolean {
  const outside = usesOfVariable(ts, draft.body, name).filter(
    (node) => !rest.some((statement) => node.pos >= statement.pos && node.end <= statement.end),
  );
  return outside.length <= 1 && outside.every(({ parent }) => ts.isVariableDeclaration(parent));
}

/** An error may be caught, and the generator goes on. */
function isCaught(ts: TypeScript, node: ts.Node): boolean {
  return (
    ts.findAncestor(node, (outer) => ts.isTryStatement(outer) && outer.catchClause !== undefined) !==
    undefined
  );
}

/** It may leave the list and the generator goes on all the same, with the variable as it was. */
function mayGoOn(ts: TypeScript, statement: ts.Statement): boolean {
  return someOwn(
    ts,
    statement,
    (node) => ts.isBreakOrContinueStatement(node) || ts.isYieldExpression(node) || ts.isTryStatement(node),
  );
}

function isCaptured(ts: TypeScript, statement: ts.Node, name: string): boolean {
  return some(ts, statement, (node) => ts.isFunctionLike(node) && usesOfVariable(ts, node, name).length > 0);
}

function merged(ts: TypeScript, draft: Draft, { constant, assignment, from, to, step }: NextValue): string {
  const uses = usesOfVariable(ts, draft.body, from).filter(
    (node) =>
      !(node.pos >= constant.pos && node.end <= constant.end) &&
      !(node.pos >= assignment.pos && node.end <= assignment.end),
  );
  const edits: TextEdit[] = uses.map((node) =>
    replaceNode(draft, node, ts.isShorthandPropertyAssignment(node.parent) ? `${from}: ${to}` : to),
  );
  edits.push(replaceNode(draft, constant, step), { start: assignment.pos, end: assignment.end, newText: "" });
  return applyEdits(draft.text, edits).slice(draft.text.length - blockText(draft).length);
}
