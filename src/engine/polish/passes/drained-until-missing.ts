import type ts from "typescript";
import { isUndefined, unwrap } from "../../syntax/nodes";
import { elementType, isOwnList, shiftOf } from "../support/buffers";
import { isAtEnd, isOnlyBreak, isOnlyReturn } from "../support/control";
import { commentsWithin, Edits } from "../support/edits";
import {
  asDeclaration,
  contains,
  isConst,
  isEndless,
  ownDescendants,
  type EndlessLoop,
} from "../support/nodes";
import type { Variable } from "../support/scopes";
import { typeOf } from "../support/values";
import { definePass, startOf, textOf, variableAt, type View } from "../support/view";

/**
 * `const rest = [...items]; while (true) { const item = rest.shift(); if (item === undefined) return; … }`
 * → `const rest = [...items]; for (const item of rest) { if (item === undefined) return; … }`
 *
 * Condition: nobody but the loop names the list, and nobody else holds it, so that nobody sees that it is not emptied any more; each round
 * shifts once, first thing, and `undefined`, which is what an empty list gives, ends the loop. What ends it may be an element, too, so the test
 * stays, but where the list is declared as one of strings, numbers, bigints or booleans, and only what is missing is tested for.
 */
export const drainedUntilMissing = definePass("drained-until-missing", (view) => {
  const { ts } = view;
  for (const loop of ownDescendants(ts, view.fn)) {
    const drain = isEndless(ts, loop) ? drainOf(view, loop) : undefined;
    if (!drain || !isEndless(ts, loop)) continue;
    const { list, first, element, guard } = drain;
    const edits = new Edits(view)
      .replace(
        { start: startOf(view, loop), end: startOf(view, loop.statement) },
        `for (const ${element} of ${list.name}) `,
      )
      .remove(first);
    return (isNeverMissing(view, list, guard) ? edits.remove(guard) : edits).done();
  }
  return undefined;
});

interface Drain {
  readonly list: Variable;
  /** `const item = rest.shift();` */
  readonly first: ts.Statement;
  readonly element: string;
  readonly guard: ts.IfStatement;
}

function drainOf(view: View, loop: EndlessLoop): Drain | undefined {
  const { ts } = view;
  if (!ts.isBlock(loop.statement)) return undefined;
  const [first, guard] = loop.statement.statements;
  const declaration = asDeclaration(ts, first);
  if (!first || !ts.isVariableStatement(first) || !guard || !ts.isIfStatement(guard)) return undefined;
  if (!declaration?.initializer || !ts.isIdentifier(declaration.name)) return undefined;
  if (!isConst(ts, first.declarationList) || declaration.type) return undefined;
  const list = listShifted(view, declaration.initializer, loop);
  if (!list || !isOwnList(view, list, loop)) return undefined;
  return endsAtMissing(view, guard, declaration.name, loop)
    ? { list, first, element: declaration.name.text, guard }
    : undefined;
}

/** The list that `rest.shift()` is called on, where that is all that the loop does with it. */
function listShifted(view: View, initializer: ts.Expression, loop: EndlessLoop): Variable | undefined {
  const { ts } = view;
  const call = unwrap(ts, initializer);
  if (!ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression)) return undefined;
  const name = unwrap(ts, call.expression.expression);
  const list = variableAt(view, name);
  if (!list || list.captured || !ts.isIdentifier(name) || shiftOf(view, name) === undefined) return undefined;
  return list.uses.filter(({ node }) => contains(loop, node)).length === 1 ? list : undefined;
}

/** `if (item === undefined) return;`, or anything else that `undefined` is sure to pass */
function endsAtMissing(
  view: View,
  guard: ts.IfStatement,
  element: ts.Identifier,
  loop: EndlessLoop,
): boolean {
  const { ts } = view;
  if (guard.elseStatement) return false;
  const isLeft =
    isOnlyBreak(ts, guard.thenStatement, loop) ||
    (isAtEnd(view, loop) && isOnlyReturn(ts, guard.thenStatement));
  const test = unwrap(ts, guard.expression);
  const isFalsy =
    ts.isPrefixUnaryExpression(test) &&
    test.operator === ts.SyntaxKind.ExclamationToken &&
    isNamed(ts, test.operand, element);
  return isLeft && (isFalsy || asksForMissing(ts, test, element));
}

/** `item === undefined`, `item == null` */
function asksForMissing(ts: View["ts"], test: ts.Expression, element: ts.Identifier): boolean {
  if (!ts.isBinaryExpression(test) || !isNamed(ts, test.left, element)) return false;
  const { EqualsEqualsToken, EqualsEqualsEqualsToken, NullKeyword } = ts.SyntaxKind;
  const { kind } = test.operatorToken;
  const isLoose = kind === EqualsEqualsToken;
  if (!isLoose && kind !== EqualsEqualsEqualsToken) return false;
  return isUndefined(ts, test.right) || (isLoose && unwrap(ts, test.right).kind === NullKeyword);
}

function isNamed(ts: View["ts"], node: ts.Expression, { text }: ts.Identifier): boolean {
  const name = unwrap(ts, node);
  return ts.isIdentifier(name) && name.text === text;
}

/** No element passes the test, and nothing is said of it. */
function isNeverMissing(view: View, list: Variable, guard: ts.IfStatement): boolean {
  const { ts } = view;
  const declared = typeOf(view, list);
  const element = declared && elementType(ts, declared);
  const isPlain = element !== undefined && /^(?:string|number|bigint|boolean)$/.test(textOf(view, element));
  const isTest = ts.isBinaryExpression(unwrap(ts, guard.expression));
  const span = { start: guard.pos, end: guard.end };
  return isPlain && isTest && commentsWithin(view, span).length === 0;
}
