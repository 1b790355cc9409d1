import type ts from "typescript";
import { canListComplete, hasOwnBreak, isEndless } from "../syntax/completion";
import { someOwn, walkOwn } from "../syntax/nodes";
import type { TextEdit } from "../text";
import type { TypeScript } from "../typescript";
import { declaredIn, insertAt, namesIn, replaceNode, textOf, type Draft } from "./draft";
import { negated } from "./negate";

type TestedLoop = ts.WhileStatement | ts.ForStatement;

/**
 * What is done where a loop has run to its end goes into the loop, so that nothing leaves that but what it delivers:
 *
 * `while (more()) {…} return end;` → `while (true) { if (!more()) { return end; } … }`
 *
 * Condition: the loop has a test, no `break` leaves it, what follows gives a result on every path and jumps nowhere, and no name of
 * it or of the test means something else inside the loop.
 *
 * @param root - whose loops are meant
 * @param delivers - does a statement hold what is delivered?
 * @returns the edits of one loop; `undefined` where there is none
 */
export function loopClosed(
  ts: TypeScript,
  draft: Draft,
  root: ts.Block,
  delivers: (statement: ts.Statement) => boolean,
): TextEdit[] | undefined {
  let edits: TextEdit[] | undefined;
  walkOwn(ts, root, (node) => {
    if (edits || !ts.isBlock(node)) return;
    const index = node.statements.findIndex(delivers);
    const loop = node.statements[index];
    const rest = node.statements.slice(index + 1);
    if (loop && isClosable(ts, loop, rest)) edits = closed(ts, draft, loop, rest);
  });
  return edits;
}

function closed(
  ts: TypeScript,
  draft: Draft,
  loop: TestedLoop,
  rest: readonly ts.Statement[],
): TextEdit[] | undefined {
  const test = testOf(ts, loop);
  const [first] = rest;
  const last = rest.at(-1);
  if (!test || !first || !last) return undefined;
  const end = draft.text.slice(first.getFullStart(), last.end).trim();
  const guard = `if (${negated(ts, draft.sourceFile, test)}) {\n${end}\n}\n`;
  return [
    replaceNode(draft, test, ts.isWhileStatement(loop) ? "true" : ""),
    ...withGuard(ts, draft, loop, guard),
    { start: loop.end, end: last.end, newText: "" },
  ];
}

function testOf(ts: TypeScript, loop: TestedLoop): ts.Expression | undefined {
  return ts.isWhileStatement(loop) ? loop.expression : loop.condition;
}

function withGuard(ts: TypeScript, draft: Draft, { statement }: TestedLoop, guard: string): TextEdit[] {
  if (ts.isBlock(statement)) return [insertAt(statement.getStart(draft.sourceFile) + 1, `\n${guard}`)];
  const text = `{\n${guard}${textOf(draft, statement)}\n}`;
  return [{ start: statement.getStart(draft.sourceFile), end: statement.end, newText: text }];
}

function isClosable(ts: TypeScript, loop: ts.Statement, rest: readonly ts.Statement[]): loop is TestedLoop {
  if (!ts.isWhileStatement(loop) && !ts.isForStatement(loop)) return false;
  if (isEndless(ts, loop) || hasOwnBreak(ts, loop.statement) || canListComplete(ts, rest)) return false;
  if (rest.some((statement) => ts.isFunctionDeclaration(statement) || mayJump(ts, statement))) return false;
  const test = testOf(ts, loop);
  const inside = declaredIn(ts, loop.statement);
  const ofHead = ts.isForStatement(loop) && loop.initializer ? declaredIn(ts, loop.initializer) : [];
  const moved = new Set(rest.flatMap((statement) => [...namesIn(ts, statement)]));
  const asked = test ? namesIn(ts, test) : new Set<string>();
  return (
    ![...inside].some((name) => moved.has(name) || asked.has(name)) &&
    ![...ofHead].some((name) => moved.has(name))
  );
}

/** Somewhere in it, where it does not matter whether that leaves the statement. */
function mayJump(ts: TypeScript, statement: ts.Statement): boolean {
  return someOwn(ts, statement, (node) => ts.isBreakOrContinueStatement(node));
}
