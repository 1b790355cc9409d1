import type ts from "typescript";
import type { TypeScript } from "../typescript";
import { isFunctionBoundary, walkOwn } from "./nodes";

/** The loop that a `continue` goes on with, or the loop, switch or labelled statement that a `break` leaves. */
export function targetOf(ts: TypeScript, jump: ts.BreakOrContinueStatement): ts.Statement | undefined {
  const { label } = jump;
  for (let inner: ts.Node = jump; !ts.isSourceFile(inner); inner = inner.parent) {
    const node = inner.parent;
    if (isFunctionBoundary(ts, node)) return undefined;
    if (label !== undefined) {
      if (ts.isLabeledStatement(node) && node.label.text === label.text) return labelled(ts, node);
    } else if (
      ts.isIterationStatement(node, false) ||
      (ts.isSwitchStatement(node) && ts.isBreakStatement(jump))
    ) {
      return node;
    }
  }
  return undefined;
}

function labelled(ts: TypeScript, statement: ts.LabeledStatement): ts.Statement {
  let inner = statement.statement;
  while (ts.isLabeledStatement(inner)) inner = inner.statement;
  return inner;
}

/** All `break`s that leave this very loop, or the statement that has a label. */
export function breaksOf(ts: TypeScript, target: ts.Statement): ts.BreakStatement[] {
  const found: ts.BreakStatement[] = [];
  walkOwn(ts, target, (node) => {
    if (ts.isBreakStatement(node) && targetOf(ts, node) === target) found.push(node);
  });
  return found;
}
