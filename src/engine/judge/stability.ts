import type ts from "typescript";
import { classifyExit } from "../describe/exits";
import type { Method } from "../detect/members";
import { isPure } from "../lower/effects";
import { bodyStatements, someOwn } from "../syntax/nodes";
import type { TypeScript } from "../typescript";

/**
 * Does `next()` go on saying done once it has said so, without doing anything else? True when every finishing path is a
 * guard that only reads, or sets a flag that the first guard reads.
 */
export function staysDone(ts: TypeScript, { fn }: Method): boolean {
  if (!ts.isBlock(fn.body)) return isGuardExpression(ts, fn.body);
  const statements = bodyStatements(ts, fn);
  const flag = guardFlag(ts, statements[0]);
  let isQuiet = true;
  for (const statement of statements) {
    const finishes = finishesIn(ts, statement);
    if (finishes.length > 0 && !isQuiet && !finishes.every((finish) => setsFlag(ts, finish, flag)))
      return false;
    if (finishes.length > 0 && isQuiet && !isGuard(ts, statement)) {
      if (!finishes.every((finish) => setsFlag(ts, finish, flag))) return false;
    }
    isQuiet &&= isGuard(ts, statement);
  }
  return true;
}

function isGuardExpression(ts: TypeScript, body: ts.Expression): boolean {
  const exit = classifyExit(ts, body, () => false);
  return exit?.kind === "choice" && isPure(ts, exit.condition) && exit.whenTrue.kind === "finish";
}

/** `if (condition) return { done: true … };` or `return condition ? done : …`, with a condition that only reads */
function isGuard(ts: TypeScript, statement: ts.Statement): boolean {
  if (ts.isReturnStatement(statement)) {
    const exit = classifyExit(ts, statement.expression, () => false);
    if (exit?.kind === "finish") return !exit.value || isPure(ts, exit.value);
    if (exit?.kind === "choice") return isPure(ts, exit.condition);
    return exit?.kind === "computed" && isPure(ts, exit.done) && (!exit.value || isPure(ts, exit.value));
  }
  if (!ts.isIfStatement(statement) || !isPure(ts, statement.expression)) return false;
  const then = ts.isBlock(statement.thenStatement)
    ? statement.thenStatement.statements
    : [statement.thenStatement];
  const [only, ...more] = then;
  if (more.length > 0 || !only || !ts.isReturnStatement(only)) return false;
  return !statement.elseStatement || finishesIn(ts, statement.elseStatement).length === 0;
}

function finishesIn(ts: TypeScript, statement: ts.Statement): ts.ReturnStatement[] {
  const found: ts.ReturnStatement[] = [];
  someOwn(ts, statement, (node) => {
    if (ts.isReturnStatement(node) && mayFinish(ts, node)) found.push(node);
    return false;
  });
  if (ts.isReturnStatement(statement) && mayFinish(ts, statement) && !found.includes(statement))
    found.push(statement);
  return found;
}

function mayFinish(ts: TypeScript, statement: ts.ReturnStatement): boolean {
  const exit = classifyExit(ts, statement.expression, () => false);
  return exit !== undefined && exit.kind !== "yield" && exit.kind !== "throw";
}

/** `if (this.done) return …` */
function guardFlag(ts: TypeScript, statement: ts.Statement | undefined): string | undefined {
  if (!statement || !ts.isIfStatement(statement) || !isGuard(ts, statement)) return undefined;
  return statement.expression.getText();
}

/** `this.done = true; return …` */
function setsFlag(ts: TypeScript, finish: ts.ReturnStatement, flag: string | undefined): boolean {
  if (flag === undefined || !ts.isBlock(finish.parent)) return false;
  return finish.parent.statements.some(
    (statement) =>
      ts.isExpressionStatement(statement) &&
      ts.isBinaryExpression(statement.expression) &&
      statement.expression.left.getText() === flag &&
      statement.expression.right.kind === ts.SyntaxKind.TrueKeyword,
  );
}

/** @returns whether something in the method may throw or reject; errs on the side of "yes" */
export function mayFail(ts: TypeScript, { fn }: Method): boolean {
  return someOwn(
    ts,
    fn.body,
    (node) =>
      (ts.isCallExpression(node) && !/^Promise\.resolve$/.test(node.expression.getText())) ||
      ts.isNewExpression(node) ||
      ts.isAwaitExpression(node) ||
      ts.isThrowStatement(node) ||
      ts.isTaggedTemplateExpression(node),
  );
}
