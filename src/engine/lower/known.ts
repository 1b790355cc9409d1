import type ts from "typescript";
import { canComplete, hasOwnBreak } from "../syntax/completion";
import { isAssignmentOperator, isFunctionBoundary, isWithin, some, unwrap } from "../syntax/nodes";
import type { TypeScript } from "../typescript";
import { isPure } from "./effects";

/**
 * What is known of a condition where a node stands, because of an `if` around it, one before it that leaves when it holds, a loop
 * before it that goes on as long as it does not, or because it is set right there.
 *
 * @param root - the function's block; conditions are not looked for outside
 * @param text - the condition, a variable or property: `done`, `result.done`
 * @param own - variables that no other code assigns
 * @returns `undefined` when nothing is known, or when something between may change it
 */
export function knownCondition(
  ts: TypeScript,
  root: ts.Node,
  node: ts.Node,
  text: string,
  own: ReadonlySet<string> = new Set(),
): boolean | undefined {
  const tested = knownFromTest(ts, node, text);
  const isSteady = own.has(text.split(".")[0] ?? "") || isOwnHere(ts, root, text);
  if (tested !== undefined || !isSteady) return tested;
  for (let current = node; current !== root; current = current.parent) {
    const { parent } = current;
    const asked = conditionOf(ts, parent, current);
    const fromLoop = asked && !writes(ts, asked, text) ? implied(ts, asked, text, true) : undefined;
    if (fromLoop !== undefined) return fromLoop;
    if (mayComeFromElsewhere(ts, parent, current) && writes(ts, parent, text)) return undefined;
    if (ts.isBlock(parent) || ts.isCaseOrDefaultClause(parent)) {
      const known = knownFromBefore(ts, parent.statements, current, text);
      if (known !== undefined) return known === "changed" ? undefined : known;
    }
    if (ts.isIfStatement(parent) && current !== parent.expression) {
      const known = implied(ts, parent.expression, text, isWithin(current, parent.thenStatement));
      if (known !== undefined) return known;
    }
  }
  return undefined;
}

/**
 * The `if` that leads straight to this statement, with nothing between that could change a thing: `if (page.done) return page;`, or the
 * one right before it that leaves when it holds.
 */
function knownFromTest(ts: TypeScript, node: ts.Node, text: string): boolean | undefined {
  let statement = node;
  while (!ts.isStatement(statement)) statement = statement.parent;
  const before = ts.isBlock(statement.parent)
    ? statement.parent.statements[statement.parent.statements.findIndex((one) => one === statement) - 1]
    : undefined;
  if (before && ts.isIfStatement(before) && !before.elseStatement && isPure(ts, before.expression)) {
    const isLeft = !canComplete(ts, before.thenStatement);
    const known = isLeft ? implied(ts, before.expression, text, false) : undefined;
    if (known !== undefined) return known;
  }
  const isFirst = ts.isBlock(statement.parent) && statement.parent.statements[0] === statement;
  const branch = isFirst ? statement.parent : statement;
  const { parent } = branch;
  if (!ts.isIfStatement(parent) || !isPure(ts, parent.expression)) return undefined;
  return implied(ts, parent.expression, text, branch === parent.thenStatement);
}

/** The condition that is asked right before each round of a loop. */
function conditionOf(ts: TypeScript, parent: ts.Node, body: ts.Node): ts.Expression | undefined {
  if (ts.isWhileStatement(parent) && parent.statement === body) return parent.expression;
  return ts.isForStatement(parent) && parent.statement === body ? parent.condition : undefined;
}

/** Do other ways lead to a part of a statement than those that the code before it shows: another round, clause, or a failure? */
function mayComeFromElsewhere(ts: TypeScript, parent: ts.Node, part: ts.Node): boolean {
  if (ts.isTryStatement(parent)) return parent.tryBlock !== part;
  return ts.isIterationStatement(parent, false) || ts.isCaseBlock(parent);
}

/** Only what nobody else can assign stays known over an `await`. */
function isOwnHere(ts: TypeScript, root: ts.Node, text: string): boolean {
  const name = text.split(".")[0];
  const isDeclared = some(ts, root, (node) => {
    if (!ts.isVariableDeclaration(node) && !ts.isBindingElement(node)) return false;
    return ts.isIdentifier(node.name) && node.name.text === name;
  });
  return isDeclared && !some(ts, root, (node) => isFunctionBoundary(ts, node) && writes(ts, node, text));
}

/** The nearest statement before that settles the condition: `if (done) return …;`, `while (!done) …`, `done = true;` */
function knownFromBefore(
  ts: TypeScript,
  statements: readonly ts.Statement[],
  current: ts.Node,
  text: string,
): boolean | "changed" | undefined {
  const index = statements.findIndex((statement) => statement === current);
  for (const statement of statements.slice(0, Math.max(0, index)).reverse()) {
    const denied = deniedBehind(ts, statement, text);
    const known = denied && implied(ts, denied, text, false);
    if (known !== undefined) return known;
    const set = setTo(ts, statement, text);
    if (set !== undefined) return set;
    if (writes(ts, statement, text)) return "changed";
  }
  return undefined;
}

/** The condition that does not hold where the code goes on: of an `if` that leaves, or of a loop that ends by itself only. */
function deniedBehind(ts: TypeScript, statement: ts.Statement, text: string): ts.Expression | undefined {
  if (ts.isIfStatement(statement)) {
    const isLeft = !statement.elseStatement && !canComplete(ts, statement.thenStatement);
    return isLeft ? statement.expression : undefined;
  }
  if (!ts.isWhileStatement(statement) && !ts.isDoStatement(statement)) return undefined;
  const { expression } = statement;
  return hasOwnBreak(ts, statement.statement) || writes(ts, expression, text) ? undefined : expression;
}

/** `done = true;` */
function setTo(ts: TypeScript, statement: ts.Statement, text: string): boolean | undefined {
  if (!ts.isExpressionStatement(statement) || !ts.isBinaryExpression(statement.expression)) return undefined;
  const { left } = statement.expression;
  return ts.isIdentifier(left) && left.text === text ? assignedBoolean(ts, statement.expression) : undefined;
}

/** @returns the outcome of `this.ended = true`; `undefined` where something else is assigned, or nothing is */
export function assignedBoolean(ts: TypeScript, expression: ts.Expression): boolean | undefined {
  const node = unwrap(ts, expression);
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return undefined;
  const { kind } = unwrap(ts, node.right);
  if (kind === ts.SyntaxKind.TrueKeyword) return true;
  return kind === ts.SyntaxKind.FalseKeyword ? false : undefined;
}

/** What a test says of the condition when it came out so: `!done`, `limit === 0 || done` */
function implied(ts: TypeScript, test: ts.Expression, text: string, outcome: boolean): boolean | undefined {
  const inner = unwrap(ts, test);
  if (inner.getText() === text) return outcome;
  if (ts.isPrefixUnaryExpression(inner) && inner.operator === ts.SyntaxKind.ExclamationToken) {
    return implied(ts, inner.operand, text, !outcome);
  }
  if (!ts.isBinaryExpression(inner)) return undefined;
  const { kind } = inner.operatorToken;
  const holdsForBoth =
    (kind === ts.SyntaxKind.BarBarToken && !outcome) ||
    (kind === ts.SyntaxKind.AmpersandAmpersandToken && outcome);
  if (!holdsForBoth) return undefined;
  return implied(ts, inner.left, text, outcome) ?? implied(ts, inner.right, text, outcome);
}

/** Is the variable that the condition names, or its property, declared or assigned in this code? */
function writes(ts: TypeScript, root: ts.Node, text: string): boolean {
  const name = text.split(".")[0];
  return some(ts, root, (node) => {
    if (ts.isBinaryExpression(node) && isAssignmentOperator(ts, node.operatorToken.kind)) {
      const target = node.left.getText();
      return target === text || target === name || /^[[{(]/.test(target);
    }
    if (ts.isPostfixUnaryExpression(node)) return node.operand.getText() === text;
    const isDeclaration = ts.isVariableDeclaration(node) || ts.isBindingElement(node);
    return isDeclaration && ts.isIdentifier(node.name) && node.name.text === name;
  });
}
