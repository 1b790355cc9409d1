import type ts from "typescript";
import { isFunctionBoundary } from "../syntax/nodes";
import type { TypeScript } from "../typescript";

/** Where the walk is inside the loop's body. */
interface Place {
  /** An unlabelled `break` goes no further than an inner loop or `switch`. */
  readonly catchesBreak: boolean;
  /** An error goes no further than an inner `try` with `catch`. */
  readonly catchesError: boolean;
  /** Labels inside the body: jumping to them stays inside. */
  readonly labels: readonly string[];
}

/**
 * Can the body of this loop leave it before the iterator is done: by a jump outward, by a `yield` that never comes back, or by an
 * error? A call, a property access, an `await` may always throw.
 */
export function leavesEarly(ts: TypeScript, loop: ts.ForOfStatement): boolean {
  if (ts.isVariableDeclarationList(loop.initializer)) {
    const [declaration] = loop.initializer.declarations;
    if (declaration && !ts.isIdentifier(declaration.name)) return true; // destructuring may throw
  } else if (!ts.isIdentifier(loop.initializer)) {
    return true;
  }
  return canLeave(ts, loop.statement, { catchesBreak: false, catchesError: false, labels: [] });
}

function canLeave(ts: TypeScript, node: ts.Node, place: Place): boolean {
  if (isFunctionBoundary(ts, node)) return ts.isClassLike(node) && !place.catchesError;
  if (jumpsOut(ts, node, place)) return true;
  if (!place.catchesError && mayThrow(ts, node)) return true;
  if (ts.isTryStatement(node)) return tryCanLeave(ts, node, place);
  const inner = placeInside(ts, node, place);
  return ts.forEachChild(node, (child) => canLeave(ts, child, inner) || undefined) ?? false;
}

function tryCanLeave(ts: TypeScript, node: ts.TryStatement, place: Place): boolean {
  const { tryBlock, catchClause, finallyBlock } = node;
  if (canLeave(ts, tryBlock, catchClause ? { ...place, catchesError: true } : place)) return true;
  return [catchClause, finallyBlock].some((part) => part !== undefined && canLeave(ts, part, place));
}

function placeInside(ts: TypeScript, node: ts.Node, place: Place): Place {
  if (ts.isIterationStatement(node, false) || ts.isSwitchStatement(node))
    return { ...place, catchesBreak: true };
  if (ts.isLabeledStatement(node)) return { ...place, labels: [...place.labels, node.label.text] };
  return place;
}

/** A `continue` of the loop itself, by name, is counted too: it is rare, and counting it is harmless. */
function jumpsOut(ts: TypeScript, node: ts.Node, place: Place): boolean {
  if (ts.isReturnStatement(node) || ts.isYieldExpression(node)) return true;
  if (ts.isThrowStatement(node)) return !place.catchesError;
  if (!ts.isBreakOrContinueStatement(node)) return false;
  if (node.label) return !place.labels.includes(node.label.text);
  return ts.isBreakStatement(node) && !place.catchesBreak;
}

/** Everything but literals, plain names, plain assignments to them and operators that no operand makes fail. */
function mayThrow(ts: TypeScript, node: ts.Node): boolean {
  return (
    ts.isCallExpression(node) ||
    ts.isNewExpression(node) ||
    ts.isAwaitExpression(node) ||
    ts.isTaggedTemplateExpression(node) ||
    ts.isPropertyAccessExpression(node) ||
    ts.isElementAccessExpression(node) ||
    ts.isSpreadElement(node) ||
    ts.isSpreadAssignment(node) ||
    ts.isDeleteExpression(node) ||
    ts.isForOfStatement(node) ||
    ts.isForInStatement(node) ||
    ts.isTemplateExpression(node) ||
    ts.isPrefixUnaryExpression(node) ||
    ts.isComputedPropertyName(node) ||
    ts.isBindingElement(node) ||
    ts.isJsxOpeningLikeElement(node) ||
    (ts.isVariableDeclaration(node) && !ts.isIdentifier(node.name)) ||
    (ts.isBinaryExpression(node) && !isHarmlessOperator(ts, node))
  );
}

function isHarmlessOperator(ts: TypeScript, { left, operatorToken }: ts.BinaryExpression): boolean {
  switch (operatorToken.kind) {
    case ts.SyntaxKind.EqualsToken:
      return ts.isIdentifier(left);
    case ts.SyntaxKind.EqualsEqualsEqualsToken:
    case ts.SyntaxKind.ExclamationEqualsEqualsToken:
    case ts.SyntaxKind.AmpersandAmpersandToken:
    case ts.SyntaxKind.BarBarToken:
    case ts.SyntaxKind.QuestionQuestionToken:
    case ts.SyntaxKind.CommaToken:
      return true;
    default:
      return false;
  }
}
