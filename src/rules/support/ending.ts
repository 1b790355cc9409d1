import type ts from "typescript";
import type { Exit } from "../../engine/describe/exits";
import { canComplete } from "../../engine/syntax/completion";
import { ancestor, isFunctionBoundary, isWithin, someOwn, unwrap } from "../../engine/syntax/nodes";
import type { TypeScript } from "../../engine/typescript";
import type { PassedTest } from "./truth-tests";

/** @returns whether the sequence ends on this way for certain, and nothing is given before */
export type IsEnd = (way: PassedTest["otherwise"]) => boolean;

/** What ending means in one kind of function. */
interface Kind {
  /** Leaving by this node ends the sequence. */
  ends(result: ts.Expression | undefined, node: ts.Node): boolean;
  /** This node gives an element, or may do so. */
  gives(node: ts.Node): boolean;
  /** Running off the end of the body ends the sequence. */
  readonly atEndOfBody: boolean;
}

/** Ways out of `next()`. */
export function endsIterator(ts: TypeScript, exits: readonly Exit[]): IsEnd {
  const gives = (node: ts.Node): boolean =>
    exits.some(({ kind, node: given }) => kind !== "finish" && kind !== "throw" && isWithin(given, node));
  const finishes = (node: ts.Node): boolean =>
    exits.some(({ kind, node: end }) => kind === "finish" && isWithin(end, node));
  return isEndOf(ts, {
    ends: (result, node) => finishes(node) || (result !== undefined && isOwnReturn(ts, result)),
    gives: (node) => gives(node) && !(ts.isReturnStatement(node) && isOwnReturn(ts, node.expression)),
    atEndOfBody: false,
  });
}

/** Ways through an async generator. */
export function endsGenerator(ts: TypeScript): IsEnd {
  return isEndOf(ts, {
    ends: () => true,
    gives: (node) => someOwn(ts, node, (inner) => ts.isYieldExpression(inner)),
    atEndOfBody: true,
  });
}

/** `return this.return()` */
function isOwnReturn(ts: TypeScript, result: ts.Expression | undefined): boolean {
  if (!result) return false;
  const outer = unwrap(ts, result);
  const call = ts.isAwaitExpression(outer) ? unwrap(ts, outer.expression) : outer;
  return (
    ts.isCallExpression(call) &&
    ts.isPropertyAccessExpression(call.expression) &&
    call.expression.name.text === "return" &&
    call.expression.expression.kind === ts.SyntaxKind.ThisKeyword
  );
}

function isEndOf(ts: TypeScript, kind: Kind): IsEnd {
  return (way) => {
    if ("behind" in way) return endsBehind(way.behind);
    const { branch } = way;
    if (ts.isExpression(branch)) return kind.ends(branch, branch) && !kind.gives(branch);
    // TypeScript does not take the block of a `catch` for a statement.
    return (ts.isStatement(branch) || ts.isBlock(branch)) && endsIn(statementsOf(branch), branch);
  };

  function statementsOf(statement: ts.Statement): readonly ts.Statement[] {
    return ts.isBlock(statement) ? statement.statements : [statement];
  }

  /** @param holder - what the statements are the whole body of */
  function endsIn(statements: readonly ts.Statement[], holder: ts.Statement): boolean {
    for (const statement of statements) {
      if (kind.gives(statement)) return false;
      if (ts.isReturnStatement(statement)) return kind.ends(statement.expression, statement);
      if (ts.isBreakStatement(statement)) return endsByBreak(statement);
      if (ts.isBlock(statement) && !canComplete(ts, statement))
        return endsIn(statement.statements, statement);
      if (mayLeadElsewhere(statement)) return false;
    }
    return endsBehind(holder);
  }

  /** A jump that is not looked into, or the end of all. */
  function mayLeadElsewhere(statement: ts.Statement): boolean {
    return (
      !canComplete(ts, statement) ||
      someOwn(ts, statement, (node) => ts.isBreakOrContinueStatement(node)) ||
      ts.isLabeledStatement(statement)
    );
  }

  function endsByBreak(statement: ts.BreakStatement): boolean {
    if (statement.label) return false;
    const target = ancestor(
      statement,
      (node): node is ts.Statement => ts.isIterationStatement(node, false) || ts.isSwitchStatement(node),
    );
    return target !== undefined && ts.isIterationStatement(target, false) && endsBehind(target);
  }

  /** Goes on with what follows a statement. */
  function endsBehind(statement: ts.Node): boolean {
    const { parent } = statement;
    if (isFunctionBoundary(ts, parent)) return kind.atEndOfBody;
    if (ts.isBlock(parent)) {
      const index = parent.statements.findIndex((other) => other === statement);
      return endsIn(parent.statements.slice(index + 1), parent);
    }
    if (ts.isIfStatement(parent)) return endsBehind(parent);
    if (ts.isTryStatement(parent)) return endsIn(parent.finallyBlock?.statements ?? [], parent);
    return ts.isCatchClause(parent) && endsBehind(parent.parent);
  }
}
