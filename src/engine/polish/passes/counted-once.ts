import type ts from "typescript";
import { unwrap } from "../../syntax/nodes";
import { breaksOf, continuesOf, isAtEnd, wouldCollide } from "../support/control";
import { Edits } from "../support/edits";
import { contains, isLet, ownDescendants, withLabel } from "../support/nodes";
import type { Variable } from "../support/scopes";
import { writtenNumber } from "../support/values";
import { definePass, startOf, variableAt, type View } from "../support/view";

/**
 * `for (let i = 0; i === 0; i++) { yield read(i); }` → `yield read(0);`
 *
 * Condition: the head alone sets the counter, which no closure knows, and all its numbers are written out: the condition holds for the first of them, and not
 * for the second, so there is one round. Something is given in it: what its author only counts stays as it is written. Jumps to a second round leave the loop, which is the end of the function then. No
 * name of the body means something else outside it, and the number can stand where the counter is read.
 */
export const countedOnce = definePass("counted-once", (view) => {
  const { ts } = view;
  for (const loop of ownDescendants(ts, view.fn)) {
    if (!ts.isForStatement(loop) || !ts.isBlock(loop.statement)) continue;
    const counter = counterOf(view, loop);
    const whole = withLabel(ts, loop);
    if (!counter || !ts.isBlock(whole.parent) || wouldCollide(view, loop.statement.statements, whole.parent))
      continue;
    if (!ownDescendants(ts, loop.statement).some((one) => ts.isYieldExpression(one))) continue;
    const jumps = [...continuesOf(ts, loop), ...breaksOf(ts, loop)];
    if (jumps.length > 0 && !isAtEnd(view, whole)) continue;
    const edits = new Edits(view);
    for (const jump of jumps) edits.replaceNode(jump, "return;");
    for (const read of counter.reads) edits.replaceNode(read, counter.start);
    return edits.unwrap(startOf(view, whole), loop.statement, whole.end).done();
  }
  return undefined;
});

interface Counter {
  /** The only number that the body sees. */
  readonly start: string;
  /** Where it sees it. */
  readonly reads: readonly ts.Identifier[];
}

/** Reads `let i = 0; i === 0; i++`, and whatever else is true for the first number alone. */
function counterOf(view: View, loop: ts.ForStatement): Counter | undefined {
  const { ts } = view;
  const { initializer, condition, incrementor, statement: body } = loop;
  if (!initializer || !condition || !incrementor || !ts.isVariableDeclarationList(initializer))
    return undefined;
  const [declaration, ...others] = initializer.declarations;
  const variable = variableAt(view, declaration?.name);
  const start = numberOf(view, declaration?.initializer);
  const step = stepOf(view, incrementor, variable);
  const asked = unwrap(ts, condition);
  if (!variable || variable.captured || others.length > 0 || !isLet(ts, initializer)) return undefined;
  if (start === undefined || step === undefined || !ts.isBinaryExpression(asked)) return undefined;
  if (!isAsked(view, asked, variable, start) || isAsked(view, asked, variable, start + step) !== false)
    return undefined;
  const uses = variable.uses.filter(({ node }) => contains(body, node));
  return uses.every(({ node, writes }) => !writes && canBeNumber(ts, node, start))
    ? { start: String(start), reads: uses.map(({ node }) => node) }
    : undefined;
}

/** `{ i }` and `i.toString()` cannot have a number in that place. */
function canBeNumber(ts: View["ts"], { parent }: ts.Identifier, start: number): boolean {
  if (start < 0 || ts.isShorthandPropertyAssignment(parent)) return false;
  return !ts.isPropertyAccessExpression(parent) && !ts.isTypeQueryNode(parent);
}

/** @returns by how much `i++`, `i += 2`, `--i` … changes the counter */
function stepOf(view: View, step: ts.Expression, variable: Variable | undefined): number | undefined {
  const { ts } = view;
  if (ts.isPostfixUnaryExpression(step) || ts.isPrefixUnaryExpression(step)) {
    if (!variable || variableAt(view, step.operand) !== variable) return undefined;
    if (step.operator === ts.SyntaxKind.PlusPlusToken) return 1;
    return step.operator === ts.SyntaxKind.MinusMinusToken ? -1 : undefined;
  }
  if (!ts.isBinaryExpression(step) || !variable || variableAt(view, step.left) !== variable) return undefined;
  const width = numberOf(view, step.right);
  if (width === undefined) return undefined;
  if (step.operatorToken.kind === ts.SyntaxKind.PlusEqualsToken) return width;
  return step.operatorToken.kind === ts.SyntaxKind.MinusEqualsToken ? -width : undefined;
}

/** @returns whether a comparison of the counter with a number holds for this value of it */
function isAsked(
  view: View,
  { left, operatorToken: { kind }, right }: ts.BinaryExpression,
  variable: Variable,
  value: number,
): boolean | undefined {
  const valueOf = (side: ts.Expression): number | undefined =>
    variableAt(view, unwrap(view.ts, side)) === variable ? value : numberOf(view, side);
  const [a, b] = [valueOf(left), valueOf(right)];
  return a === undefined || b === undefined ? undefined : compare(view.ts, kind, a, b);
}

function compare({ SyntaxKind }: View["ts"], kind: ts.SyntaxKind, a: number, b: number): boolean | undefined {
  switch (kind) {
    case SyntaxKind.LessThanToken:
      return a < b;
    case SyntaxKind.LessThanEqualsToken:
      return a <= b;
    case SyntaxKind.GreaterThanToken:
      return a > b;
    case SyntaxKind.GreaterThanEqualsToken:
      return a >= b;
    case SyntaxKind.EqualsEqualsToken:
    case SyntaxKind.EqualsEqualsEqualsToken:
      return a === b;
    case SyntaxKind.ExclamationEqualsToken:
    case SyntaxKind.ExclamationEqualsEqualsToken:
      return a !== b;
    default:
      return undefined;
  }
}

/** A whole number that is written out, such that counting from it is exact. */
function numberOf(view: View, expression: ts.Expression | undefined): number | undefined {
  const number = writtenNumber(view, expression);
  return Number.isInteger(number) && Math.abs(number ?? 0) < 1e9 ? number : undefined;
}
