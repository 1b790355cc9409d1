import type ts from "typescript";
import type { TextEdit } from "../../text";
import { isAsserted, unwrap, wrapped } from "../../syntax/nodes";
import { isTruthAsked } from "../support/conditions";
import { Edits } from "../support/edits";
import { ownLet, writesOf, type Local } from "../support/loops";
import { contains, isLoop, isStrictEquality } from "../support/nodes";
import { booleanOf, isNothing } from "../support/values";
import { definePass, textOf, type View } from "../support/view";

/**
 * `let socket: Socket | undefined; if (socket) socket.close(); …` → `let socket: Socket | undefined; …`, and likewise
 * `socket && (await socket.ask())` → `undefined`, `socket ?? open()` → `open()`, `socket ??= open()` → `socket = open()`,
 * `socket?.close();` goes, `phase === "b"` → `false`.
 * The compiler follows a variable's values, too, and takes what is asked of a `socket` that was never opened for a mistake.
 *
 * Condition: the variable is a `let` that no closure knows, and starts with a constant; nothing writes it before it is asked for, nor in a loop that
 * leads back to there. Unless it starts with nothing, or its type is one of several, it is written later: else it is something that the author gave a name.
 */
export const foldFirstValue = definePass("fold-first-value", (view) => {
  for (const variable of view.scopes.variables) {
    const local = ownLet(view, variable);
    const first = local && firstValueOf(view, local);
    if (!first) continue;
    for (const { node, reads, writes } of variable.uses) {
      if (!reads || mayBeWritten(view, local, node)) continue;
      const edits = writes ? plainAssignment(view, node, first) : folded(view, node, first);
      if (edits) return edits;
    }
  }
  return undefined;
});

/** What a variable starts with: a literal, or nothing. */
interface FirstValue {
  readonly text: string;
  /** The same for the same value, however it is written. */
  readonly key: string;
  readonly isTruthy: boolean;
  readonly isMissing: boolean;
}

function firstValueOf(view: View, { variable, declaration }: Local): FirstValue | undefined {
  const { initializer, type } = declaration;
  if (!initializer) return { text: "undefined", key: "undefined", isTruthy: false, isMissing: true };
  const isOneOfSeveral = type !== undefined && view.ts.isUnionTypeNode(type);
  const isNamed = !isOneOfSeveral && (isAsserted(view.ts, initializer) || !isNothing(view, initializer));
  return isNamed && writesOf(variable).length === 0 ? undefined : literalValue(view, initializer);
}

function literalValue(view: View, expression: ts.Expression): FirstValue | undefined {
  const node = unwrap(view.ts, expression);
  const key = keyOf(view, node);
  if (key === undefined) return undefined;
  const isMissing = isNothing(view, node);
  const isTruthy = !isMissing && !/^(?:false|0n?|"")$/.test(key);
  return { text: textOf(view, node), key, isTruthy, isMissing };
}

function keyOf(view: View, node: ts.Expression): string | undefined {
  const { ts } = view;
  if (ts.isStringLiteralLike(node)) return JSON.stringify(node.text);
  if (ts.isNumericLiteral(node)) return node.text;
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.MinusToken)
    return ts.isNumericLiteral(node.operand) ? String(-Number(node.operand.text)) : undefined;
  const isWord = isNothing(view, node) || booleanOf(view, node) !== undefined;
  return isWord ? textOf(view, node) : undefined;
}

/** Something may have been written by the time that the variable is asked for. */
function mayBeWritten({ ts }: View, { variable, statement }: Local, use: ts.Node): boolean {
  const writes = writesOf(variable);
  if (writes.some(({ node }) => node.pos < use.pos)) return true;
  for (let outer = use.parent; !contains(outer, statement); outer = outer.parent) {
    if (isLoop(ts, outer) && writes.some(({ node }) => contains(outer, node))) return true;
  }
  return false;
}

function folded(view: View, use: ts.Identifier, first: FirstValue): readonly TextEdit[] | undefined {
  const { ts } = view;
  const edits = new Edits(view);
  if (isTruthAsked(view, use)) return edits.replaceNode(use, String(first.isTruthy)).done();
  const { parent } = use;
  if (ts.isBinaryExpression(parent)) return foldedOperand(view, use, parent, first);
  const isOptional = "questionDotToken" in parent && parent.questionDotToken !== undefined;
  return first.isMissing && isOptional ? withoutChain(view, use) : undefined;
}

function foldedOperand(view: View, use: ts.Identifier, whole: ts.BinaryExpression, first: FirstValue) {
  const equal = equality(view, use, whole, first);
  if (equal !== undefined) return new Edits(view).replaceNode(whole, String(equal)).done();
  if (whole.left !== use) return undefined;
  const isLeft = settles(view, whole.operatorToken.kind, first);
  if (isLeft === undefined) return undefined;
  return isLeft
    ? withValue(view, whole, first.text)
    : new Edits(view).replaceNode(whole, textOf(view, withoutParentheses(view, whole))).done();
}

/** The right side, without the parentheses that only the operator asked for: `socket ?? (await open())` */
function withoutParentheses({ ts }: View, { right, parent }: ts.BinaryExpression): ts.Expression {
  const isAlone = ts.isVariableDeclaration(parent) || ts.isReturnStatement(parent);
  return isAlone && ts.isParenthesizedExpression(right) ? right.expression : right;
}

/** `socket ??= open()` → `socket = open()` */
function plainAssignment(view: View, use: ts.Identifier, first: FirstValue) {
  const { ts } = view;
  const { parent } = use;
  if (!ts.isBinaryExpression(parent)) return undefined;
  const { kind } = parent.operatorToken;
  // The compiler takes an empty list, and what is added to it, by the type that the variable has only where that is asked.
  if (ts.isParenthesizedExpression(parent.parent)) return undefined;
  const assigns =
    (kind === ts.SyntaxKind.QuestionQuestionEqualsToken && first.isMissing) ||
    (kind === ts.SyntaxKind.BarBarEqualsToken && !first.isTruthy);
  return assigns ? new Edits(view).replaceNode(parent.operatorToken, "=").done() : undefined;
}

/** Is the left side the value of the whole? `undefined` where the operator is none that asks. */
function settles({ ts }: View, operator: ts.SyntaxKind, first: FirstValue): boolean | undefined {
  switch (operator) {
    case ts.SyntaxKind.AmpersandAmpersandToken:
      return !first.isTruthy;
    case ts.SyntaxKind.BarBarToken:
      return first.isTruthy;
    case ts.SyntaxKind.QuestionQuestionToken:
      return !first.isMissing;
    default:
      return undefined;
  }
}

function equality(view: View, use: ts.Identifier, whole: ts.BinaryExpression, first: FirstValue) {
  const { ts } = view;
  const { kind } = whole.operatorToken;
  const other = literalValue(view, whole.left === use ? whole.right : whole.left);
  if (!other) return undefined;
  const isStrict = isStrictEquality(ts, whole);
  const isLoose = kind === ts.SyntaxKind.EqualsEqualsToken || kind === ts.SyntaxKind.ExclamationEqualsToken;
  if (!isStrict && !(isLoose && other.isMissing)) return undefined;
  const isSame = isStrict ? other.key === first.key : first.isMissing;
  const asksForSame =
    kind === ts.SyntaxKind.EqualsEqualsEqualsToken || kind === ts.SyntaxKind.EqualsEqualsToken;
  return isSame === asksForSame;
}

/** `socket?.close();` does nothing, and `socket?.name` is nothing. */
function withoutChain(view: View, use: ts.Identifier) {
  const { ts } = view;
  let chain: ts.Expression = use;
  while (ts.isOptionalChain(chain.parent) && chain.parent.expression === chain) chain = chain.parent;
  const whole = ts.isAwaitExpression(chain.parent) ? chain.parent : chain;
  const { parent } = whole;
  if (!ts.isExpressionStatement(parent)) return withValue(view, chain, "undefined");
  if (!ts.isBlock(parent.parent)) return undefined;
  return new Edits(view).remove(parent).done();
}

/** A variable that would be set to `undefined` is declared without a value. */
function withValue(view: View, node: ts.Expression, text: string) {
  const { ts } = view;
  const whole = wrapped(ts, node);
  const { parent } = whole;
  const isDeclared = ts.isVariableDeclaration(parent) && parent.initializer === whole;
  if (!isDeclared || text !== "undefined" || !ts.isIdentifier(parent.name))
    return new Edits(view).replaceNode(node, text).done();
  const variable = view.scopes.variableOf(parent.name);
  if (!variable || !ownLet(view, variable)) return new Edits(view).replaceNode(node, text).done();
  return new Edits(view).replace({ start: parent.name.end, end: whole.end }, "").done();
}
