import type ts from "typescript";
import { say } from "../say";
import { canComplete, canListComplete } from "../syntax/completion";
import { isFunctionBoundary, walkOwn } from "../syntax/nodes";
import type { TextEdit } from "../text";
import type { TypeScript } from "../typescript";
import { insertAt, NotUnderstood, type Draft } from "./draft";
import { protectedBlocks, hasDelivery } from "./try-deliveries";

interface Tail {
  readonly ts: TypeScript;
  readonly draft: Draft;
  readonly edits: TextEdit[];
  /** What a path says that delivers nothing, where it may do so. */
  readonly goesOn: string | undefined;
  /** Collects the deliveries that have a loop to leave. */
  readonly leaving: Set<ts.ReturnStatement>;
}

/**
 * Every path through the block must end in its last statement, so that running off its end means "deliver":
 * `if (c) return a; rest` becomes `if (c) … else { rest }`.
 *
 * @param end - where the list ends
 */
function tailify(tail: Tail, statements: readonly ts.Statement[], end: number): void {
  const { ts } = tail;
  const index = statements.findIndex((statement) => hasDelivery(ts, statement));
  const statement = statements[index];
  if (!statement) {
    goOn(tail, statements, end);
    return;
  }
  const rest = statements.slice(index + 1);
  if (ts.isIfStatement(statement)) {
    tailifyBranches(tail, statement, rest);
    return;
  }
  if (rest.length > 0) throw new NotUnderstood(say("a value is delivered from the middle of a try block"));
  if (ts.isBlock(statement)) tailifyBranch(tail, statement);
  else if (isEndlessLoop(ts, statement)) leaveLoop(tail, statement);
  else if (!ts.isReturnStatement(statement)) {
    throw new NotUnderstood(say("a value is delivered from a loop or switch inside try"));
  }
}

/** Nothing leaves it but what it delivers, or fails with. */
function isEndlessLoop(ts: TypeScript, statement: ts.Statement): statement is ts.IterationStatement {
  return ts.isIterationStatement(statement, false) && !canComplete(ts, statement);
}

/** `while (true) { … return { value: row, done: false }; }` → `while (true) { … value = row; break; }` */
function leaveLoop({ ts, leaving }: Tail, loop: ts.IterationStatement): void {
  walkOwn(ts, loop.statement, (node) => {
    if (!ts.isReturnStatement(node) || !hasDelivery(ts, node)) return;
    if (leftByBreak(ts, node) !== loop)
      throw new NotUnderstood(say("a value is delivered from a loop or switch inside try"));
    leaving.add(node);
  });
}

/** The loop or `switch` that a `break` in this place would leave; `undefined` for a `try` whose `finally` runs on the way. */
function leftByBreak(ts: TypeScript, node: ts.Node): ts.Node | undefined {
  for (let current = node.parent; ; current = current.parent) {
    if (ts.isTryStatement(current) || isFunctionBoundary(ts, current)) return undefined;
    if (ts.isIterationStatement(current, false) || ts.isSwitchStatement(current)) return current;
  }
}

function tailifyBranches(tail: Tail, statement: ts.IfStatement, rest: readonly ts.Statement[]): void {
  const { ts, edits, goesOn } = tail;
  const { thenStatement, elseStatement } = statement;
  const last = rest.at(-1);
  if (last && (elseStatement || canComplete(ts, thenStatement))) {
    throw new NotUnderstood(say("a value is delivered from the middle of a try block"));
  }
  tailifyBranch(tail, thenStatement);
  if (elseStatement) tailifyBranch(tail, elseStatement);
  else if (last) {
    edits.push(insertAt(statement.end, " else {"));
    tailify(tail, rest, last.end);
    edits.push(insertAt(last.end, "\n}"));
  } else if (goesOn !== undefined) {
    edits.push(insertAt(statement.end, ` else {\n${goesOn}\n}`));
  }
}

/** Makes each path through a branch end in its last statement. */
export function tailifyBranch(tail: Tail, branch: ts.Statement): void {
  const { ts, draft, edits, goesOn } = tail;
  if (ts.isBlock(branch)) tailify(tail, branch.statements, branch.end - 1);
  else if (hasDelivery(ts, branch)) tailify(tail, [branch], branch.end);
  else if (goesOn !== undefined && canComplete(ts, branch)) {
    edits.push(insertAt(branch.getStart(draft.sourceFile), "{\n"), insertAt(branch.end, `\n${goesOn}\n}`));
  }
}

/** A path that delivers nothing must not run into the delivery. */
function goOn({ ts, edits, goesOn }: Tail, statements: readonly ts.Statement[], end: number): void {
  if (goesOn === undefined || !canListComplete(ts, statements)) return;
  const last = statements.at(-1);
  edits.push(last ? insertAt(last.end, `\n${goesOn}`) : insertAt(end, `\n${goesOn}\n`));
}

/** Paths that ran on after the `try` must not run into the delivery that now stands there. */
export function closePaths(
  ts: TypeScript,
  draft: Draft,
  statement: ts.TryStatement,
  following: readonly ts.Statement[],
): TextEdit[] {
  const edits: TextEdit[] = [];
  const endsLoop = goesOnBehind(ts, statement, following);
  if (canComplete(ts, statement.tryBlock) && !endsLoop) {
    throw new NotUnderstood(say("a try block may go on without delivering a value"));
  }
  const handler = statement.catchClause?.block;
  if (!handler || !canComplete(ts, handler)) return edits;
  if (endsLoop) {
    const isClosed = protectedBlocks(ts, statement).includes(handler) && hasDelivery(ts, handler);
    return isClosed ? edits : [...edits, insertAt(handler.end - 1, "continue;\n")];
  }
  const first = following.at(0);
  const last = following.at(-1);
  if (!first || !last || statement.finallyBlock) {
    throw new NotUnderstood(say("a catch block may go on without delivering a value"));
  }
  const goesOn = canListComplete(ts, following);
  if (goesOn && !isTailOfLoop(ts, last)) {
    throw new NotUnderstood(say("a catch block may go on without delivering a value"));
  }
  const start = statement.end;
  const moved = draft.text.slice(start, last.end).trim();
  const text = goesOn ? `${moved}\ncontinue;\n` : `${moved}\n`;
  return [...edits, insertAt(handler.end - 1, text), { start, end: last.end, newText: "" }];
}

/** @returns whether nothing stands behind the `try`, and a path that delivers nothing comes to the next round of a loop */
export function goesOnBehind(
  ts: TypeScript,
  statement: ts.TryStatement,
  following: readonly ts.Statement[],
): boolean {
  return following.length === 0 && isTailOfLoop(ts, statement);
}

/** @returns whether nothing runs after the statement but the next turn of the loop around it */
function isTailOfLoop(ts: TypeScript, statement: ts.Statement): boolean {
  let current: ts.Node = statement;
  for (;;) {
    const { parent } = current;
    if (ts.isIterationStatement(parent, false)) return true;
    if (ts.isBlock(parent)) {
      if (parent.statements.at(-1) !== current || ts.isTryStatement(parent.parent)) return false;
    } else if (!ts.isIfStatement(parent)) {
      return false;
    }
    current = parent;
  }
}
