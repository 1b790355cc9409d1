import type ts from "typescript";
import { classifyExit, type Exit } from "../describe/exits";
import { say } from "../say";
import { someOwn, unwrap, walkOwn } from "../syntax/nodes";
import type { TypeScript } from "../typescript";
import { isAgainCall } from "./again";
import { NotUnderstood, type Draft } from "./draft";

/** A `return` inside a `try` that gives an element, or may. */
export interface Delivery {
  readonly statement: ts.ReturnStatement;
  readonly exit: Exit;
}

/** A `try` statement that delivers elements, and where it does. */
export interface Found {
  readonly statement: ts.TryStatement;
  readonly deliveries: readonly Delivery[];
}

/**
 * @param isNextAsync - what fails in `next()` is a promise that rejects
 * @returns of those `try` statements that deliver the last one in the order of the text, which holds no other one that does
 * @throws NotUnderstood when `next()` calls itself, or a promise rejects, where a handler or `finally` would see something else of it
 */
export function innermostTry(ts: TypeScript, draft: Draft, isNextAsync: boolean): Found | undefined {
  let found: Found | undefined;
  walkOwn(ts, draft.body, (node) => {
    if (!ts.isTryStatement(node)) return;
    if (node.finallyBlock && callsAgain(ts, guardedBlocks(node))) {
      throw new NotUnderstood(say("next() calls itself before a finally block has run"));
    }
    if (!isNextAsync && node.catchClause && callsAgain(ts, [node.tryBlock])) {
      throw new NotUnderstood(
        say("next() calls itself inside try, whose handler sees each failure once more"),
      );
    }
    if (node.catchClause && returnsRejection(ts, node.tryBlock)) {
      throw new NotUnderstood(say("a rejected promise leaves a try block, whose handler does not see it"));
    }
    const deliveries = deliveriesOf(ts, node);
    if (deliveries.length > 0) found = { statement: node, deliveries };
  });
  return found;
}

/** What a `finally` block runs behind. */
function guardedBlocks({ tryBlock, catchClause }: ts.TryStatement): ts.Block[] {
  return catchClause ? [tryBlock, catchClause.block] : [tryBlock];
}

/** The inner `next()` has begun before the outer `finally`; a loop would run it the other way round. */
function callsAgain(ts: TypeScript, blocks: readonly ts.Block[]): boolean {
  return blocks.some((block) =>
    someOwn(
      ts,
      block,
      (node) =>
        ts.isReturnStatement(node) && classifyExit(ts, node.expression, isAgainCall)?.kind === "again",
    ),
  );
}

/** `return Promise.reject(error)`: a `throw` in its place would be caught. */
function returnsRejection(ts: TypeScript, block: ts.Block): boolean {
  return someOwn(
    ts,
    block,
    (node) => ts.isReturnStatement(node) && classifyExit(ts, node.expression, isAgainCall)?.kind === "throw",
  );
}

/** A handler that simply ends in a value delivers it with others that are values, also where nothing guards it. */
export function protectedBlocks(
  ts: TypeScript,
  { tryBlock, catchClause, finallyBlock }: ts.TryStatement,
): ts.Block[] {
  if (!catchClause) return [tryBlock];
  const last = catchClause.block.statements.at(-1);
  const exit =
    last && ts.isReturnStatement(last) ? classifyExit(ts, last.expression, isAgainCall) : undefined;
  const isPlain = exit?.kind === "yield" && deliveriesIn(ts, catchClause.block).length === 1;
  const tried = isPlain ? deliveriesIn(ts, tryBlock) : [];
  const isJoined = tried.length > 0 && tried.every((delivery) => delivery.exit.kind === "yield");
  const isNeeded = finallyBlock !== undefined || isJoined;
  return isNeeded ? [tryBlock, catchClause.block] : [tryBlock];
}

/** @returns what all blocks of the statement deliver that it protects */
export function deliveriesOf(ts: TypeScript, statement: ts.TryStatement): Delivery[] {
  return protectedBlocks(ts, statement).flatMap((block) => deliveriesIn(ts, block));
}

/**
 * @returns what a block delivers, of nested functions nothing
 * @throws NotUnderstood when `next()` awaits itself there, or a result would be taken for what it is not outside of the block
 */
export function deliveriesIn(ts: TypeScript, block: ts.Block): Delivery[] {
  const deliveries: Delivery[] = [];
  walkOwn(ts, block, (node) => {
    if (!ts.isReturnStatement(node)) return;
    const exit = classifyExit(ts, node.expression, isAgainCall);
    if (exit?.kind === "again" && exit.awaited) {
      throw new NotUnderstood(say("next() awaits itself inside try"));
    }
    if (exit?.kind === "delegate" && isNarrowedResult(ts, block, node.expression)) {
      throw new NotUnderstood(
        say("a result that is declared with a type and made on the spot leaves a try block"),
      );
    }
    if (exit && delivers(exit)) deliveries.push({ statement: node, exit });
  });
  return deliveries;
}

/**
 * `const result: IteratorResult<T> = { value, done: false }`: outside the block the compiler still knows which kind of result
 * it is, and takes a question for its `done` for an error.
 */
function isNarrowedResult(ts: TypeScript, block: ts.Block, expression: ts.Expression | undefined): boolean {
  const result = expression && unwrap(ts, expression);
  if (!result || !ts.isIdentifier(result)) return false;
  return someOwn(
    ts,
    block,
    (node) =>
      ts.isVariableDeclaration(node) &&
      node.type !== undefined &&
      node.initializer !== undefined &&
      ts.isIdentifier(node.name) &&
      node.name.text === result.text &&
      ts.isObjectLiteralExpression(unwrap(ts, node.initializer)),
  );
}

function delivers(exit: Exit): boolean {
  if (exit.kind === "choice") return delivers(exit.whenTrue) || delivers(exit.whenFalse);
  return (
    exit.kind === "yield" || exit.kind === "computed" || exit.kind === "delegate" || exit.kind === "chain"
  );
}

/** The same, with the type of the elements as their author wrote it. */
export type Typed = Found & { readonly elementType: string | undefined };

/** @returns whether the statement is a delivery, or holds one */
export function hasDelivery(ts: TypeScript, statement: ts.Statement): boolean {
  return someOwn(ts, statement, (node) => {
    if (!ts.isReturnStatement(node)) return false;
    const exit = classifyExit(ts, node.expression, isAgainCall);
    return exit !== undefined && delivers(exit);
  });
}
