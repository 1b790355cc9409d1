import type ts from "typescript";
import { classifyExit, exitsOf, type Exit } from "../describe/exits";
import type { Method } from "../detect/members";
import type { Facts } from "../facts";
import { isPure, touchesNothing } from "../lower/effects";
import { bodyStatements, isUndefined, someOwn, unwrap, type FunctionWithBody } from "../syntax/nodes";
import type { TypeScript } from "../typescript";
import type { OwnCode } from "./own-code";
import { isSteady } from "./steady";

/** The methods that are asked about, and what is known besides. */
interface StabilityQuestion {
  readonly next: Method;
  readonly returns: Method | undefined;
  readonly facts: Facts;
}

/**
 * Does `next()` go on saying done once it has said so, without doing anything else? True when every finishing path is a
 * guard that reads nothing but the iterator's own state, or sets a flag that the first guard reads.
 */
export function staysDone(ts: TypeScript, question: StabilityQuestion): boolean {
  const { fn } = question.next;
  const own: OwnCode = { next: fn, closing: question.returns?.fn, facts: question.facts };
  if (!ts.isBlock(fn.body)) return isGuardExpression(ts, fn, own);
  const statements = bodyStatements(ts, fn);
  const flag = guardFlag(ts, statements[0], own);
  let isQuiet = true;
  for (const statement of statements) {
    const finishes = finishesIn(ts, statement);
    if (finishes.length > 0 && !isQuiet && !finishes.every((finish) => setsFlag(ts, finish, flag)))
      return false;
    if (finishes.length > 0 && isQuiet && !isGuard(ts, statement, own)) {
      if (!finishes.every((finish) => setsFlag(ts, finish, flag))) return false;
    }
    isQuiet &&= isGuard(ts, statement, own);
  }
  return true;
}

/**
 * For an iterator that stays at its end: does it give a value with `done: true` again and again? A generator gives its final value once.
 */
export function repeatsFinalValue(ts: TypeScript, question: StabilityQuestion): boolean {
  const { fn } = question.next;
  const own: OwnCode = { next: fn, closing: question.returns?.fn, facts: question.facts };
  const { body } = fn;
  if (!ts.isBlock(body))
    return hasFinalValue(
      ts,
      classifyExit(ts, body, () => false),
    );
  const statements = bodyStatements(ts, fn);
  const flag = guardFlag(ts, statements[0], own);
  return statements
    .flatMap((statement) => finishesIn(ts, statement))
    .some(
      (finish) =>
        !setsFlag(ts, finish, flag) &&
        hasFinalValue(
          ts,
          classifyExit(ts, finish.expression, () => false),
        ),
    );
}

function hasFinalValue(ts: TypeScript, exit: Exit | undefined): boolean {
  if (exit?.kind === "choice") return hasFinalValue(ts, exit.whenTrue) || hasFinalValue(ts, exit.whenFalse);
  if (exit?.kind !== "finish" && exit?.kind !== "computed") return false;
  return exit.value !== undefined && !isUndefined(ts, exit.value);
}

function isGuardExpression(ts: TypeScript, fn: FunctionWithBody, own: OwnCode): boolean {
  if (ts.isBlock(fn.body)) return false;
  const exit = classifyExit(ts, fn.body, () => false);
  if (exit?.kind === "yield") return true;
  if (exit?.kind === "finish")
    return endsQuietly(ts, fn.body) && (exit.value === undefined || isPure(ts, exit.value));
  return (
    exit?.kind === "choice" &&
    isSteady(ts, exit.condition, sideOfEnd(exit), own) &&
    (exit.whenTrue.kind === "finish" ||
      (exit.whenTrue.kind === "yield" && exit.whenFalse.kind === "finish")) &&
    endsQuietly(ts, fn.body)
  );
}

/** `if (condition) return { done: true … };` or `return condition ? done : …`, with a condition that only reads */
function isGuard(ts: TypeScript, statement: ts.Statement, own: OwnCode): boolean {
  if (ts.isReturnStatement(statement)) {
    if (!endsQuietly(ts, statement.expression)) return false;
    const exit = classifyExit(ts, statement.expression, () => false);
    if (exit?.kind === "finish") return !exit.value || isPure(ts, exit.value);
    if (exit?.kind === "choice") return isSteady(ts, exit.condition, sideOfEnd(exit), own);
    return (
      exit?.kind === "computed" &&
      isSteady(ts, exit.done, true, own) &&
      (!exit.value || isPure(ts, exit.value))
    );
  }
  if (!ts.isIfStatement(statement) || !isSteady(ts, statement.expression, true, own)) return false;
  const then = ts.isBlock(statement.thenStatement)
    ? statement.thenStatement.statements
    : [statement.thenStatement];
  const [only, ...more] = then;
  if (more.length > 0 || !only || !ts.isReturnStatement(only) || !endsQuietly(ts, only.expression))
    return false;
  return !statement.elseStatement || finishesIn(ts, statement.elseStatement).length === 0;
}

/** What the condition says at the end, where the end is on one side alone. */
function sideOfEnd({ whenTrue, whenFalse }: Extract<Exit, { kind: "choice" }>): boolean | undefined {
  if (whenTrue.kind === "yield") return false;
  return whenFalse.kind === "yield" ? true : undefined;
}

/** Does no result that may be the end set anything on its way, as `(this.index = 0, { done: true, value: undefined })` does? */
function endsQuietly(ts: TypeScript, expression: ts.Expression | undefined): boolean {
  if (!expression) return true;
  const node = unwrap(ts, expression);
  if (ts.isConditionalExpression(node)) {
    return endsQuietly(ts, node.whenTrue) && endsQuietly(ts, node.whenFalse);
  }
  const exit = classifyExit(ts, node, () => false);
  return exit?.kind === "yield" || touchesNothing(ts, node);
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
  if (statement.expression && alwaysGoesOn(ts, statement.expression)) return false;
  const exit = classifyExit(ts, statement.expression, () => false);
  return exit !== undefined && exit.kind !== "yield" && exit.kind !== "throw";
}

/** `loaded.then((value) => ({ value, done: false }))` */
function alwaysGoesOn(ts: TypeScript, expression: ts.Expression): boolean {
  const call = unwrap(ts, expression);
  if (!ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression)) return false;
  const [callback, ...more] = call.arguments;
  if (call.expression.name.text !== "then" || !callback || more.length > 0) return false;
  const fn = unwrap(ts, callback);
  if (!ts.isArrowFunction(fn) || ts.isBlock(fn.body)) return false;
  return classifyExit(ts, fn.body, () => false)?.kind === "yield";
}

/** `if (this.done) return …` */
function guardFlag(ts: TypeScript, statement: ts.Statement | undefined, own: OwnCode): string | undefined {
  if (!statement || !ts.isIfStatement(statement) || !isGuard(ts, statement, own)) return undefined;
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

/** Does next() do nothing but give the end, always the same? Then it makes no difference when, how often, or behind what it is called. */
export function givesNothing(ts: TypeScript, { fn }: Method): boolean {
  if (ts.isBlock(fn.body)) {
    const [only, ...more] = fn.body.statements;
    if (!only || more.length > 0 || !ts.isReturnStatement(only)) return false;
  }
  const [exit, ...others] = exitsOf(ts, fn, () => false);
  return exit?.kind === "finish" && others.length === 0 && !exit.value && exit.extras.length === 0;
}
