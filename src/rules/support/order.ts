import type ts from "typescript";
import { canComplete, canListComplete } from "../../engine/syntax/completion";
import { isFunctionBoundary, isWithin } from "../../engine/syntax/nodes";
import type { TypeScript } from "../../engine/typescript";

/**
 * @returns whether control comes to the second statement once the first one has run, in the same call; errs on the side of "no", as
 * where each of them stands under a condition, which may exclude each other
 */
export function leadsTo(ts: TypeScript, first: ts.Statement, second: ts.Statement): boolean {
  for (let child: ts.Node = first; ; child = child.parent) {
    const { parent } = child;
    const following = statementsBehind(ts, child);
    if (isWithin(second, parent)) {
      const target = following?.findIndex((statement) => isWithin(second, statement)) ?? -1;
      return (
        target >= 0 &&
        (isAlwaysRun(ts, second, parent) ||
          (isAlwaysRun(ts, first, parent) && runsInThisCall(ts, second, parent))) &&
        canListComplete(ts, following?.slice(0, target) ?? [])
      );
    }
    if (isFunctionBoundary(ts, parent) || ts.isSourceFile(parent)) return false;
    if (following && !canListComplete(ts, following)) return false;
    if (ts.isStatement(parent) && !ts.isBlock(parent) && !canComplete(ts, parent)) return false;
  }
}

/** Behind a node, in the same list of statements. */
function statementsBehind(ts: TypeScript, child: ts.Node): readonly ts.Statement[] | undefined {
  const { parent } = child;
  if (!(ts.isBlock(parent) || ts.isSourceFile(parent) || ts.isCaseOrDefaultClause(parent))) return undefined;
  const index = parent.statements.findIndex((statement) => statement === child);
  return index < 0 ? undefined : parent.statements.slice(index + 1);
}

/** Whenever the outer node is run. */
function isAlwaysRun(ts: TypeScript, node: ts.Node, outer: ts.Node): boolean {
  for (let child = node; child.parent !== outer; child = child.parent) {
    if (!ts.isBlock(child.parent) && !isTransparent(ts, child.parent, child)) return false;
  }
  return true;
}

/** No function stands between. */
function runsInThisCall(ts: TypeScript, node: ts.Node, outer: ts.Node): boolean {
  for (let child = node.parent; child !== outer; child = child.parent) {
    if (isFunctionBoundary(ts, child)) return false;
  }
  return true;
}

/**
 * @param variable - what all runs share
 * @returns whether a loop with a list or a count runs the statement once in each round, unconditionally, and goes on afterwards
 */
export function isRunAgain(ts: TypeScript, statement: ts.Statement, variable: ts.Node): boolean {
  for (let child: ts.Node = statement; ; child = child.parent) {
    const { parent } = child;
    if (isWithin(variable, parent) && !ts.isForStatement(parent) && !ts.isForOfStatement(parent))
      return false;
    if (isCountingLoop(ts, parent) && parent.statement === child) return !isWithin(variable, parent);
    const following = statementsBehind(ts, child);
    const isPassedThrough = following ? canListComplete(ts, following) : isTransparent(ts, parent, child);
    if (!isPassedThrough || ts.isSourceFile(parent)) return false;
  }
}

function isCountingLoop(ts: TypeScript, node: ts.Node): node is ts.IterationStatement {
  if (ts.isForStatement(node)) return node.condition !== undefined && node.incrementor !== undefined;
  return ts.isForOfStatement(node) || ts.isForInStatement(node);
}

/** What the statement is always run in. */
function isTransparent(ts: TypeScript, parent: ts.Node, child: ts.Node): boolean {
  return ts.isLabeledStatement(parent) || (ts.isTryStatement(parent) && parent.tryBlock === child);
}
