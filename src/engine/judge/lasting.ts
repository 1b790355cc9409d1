import type ts from "typescript";
import { isUndefined, some, unwrap } from "../syntax/nodes";
import { isNothing } from "../syntax/plain-value";
import { namesVariable } from "../syntax/scopes";
import { isThis } from "../syntax/this-alias";
import type { TypeScript } from "../typescript";
import { keepsLength, keepsValue, writtenText, type Need } from "./kept-state";
import type { OwnCode } from "./own-code";
import { sharesList } from "./shared-list";
import { isTextDeclared, stateNamed } from "./state-uses";

/**
 * Nobody asks what the condition is made of here: it reads state. The iterator's own code leaves it alone once the end has come, for
 * every `next()` stops at it then. Other code may not: `push()` fills the list that was empty.
 *
 * @param isEnd - what the condition says at the end; `undefined` where it may be either
 * @returns whether code that is not the iterator's own may bring a condition about that says something else than at the end
 */
export function mayComeUndone(
  ts: TypeScript,
  condition: ts.Expression,
  isEnd: boolean | undefined,
  own: OwnCode,
): boolean {
  const need: Need = isEnd === undefined ? same : { kind: isEnd ? "true" : "false" };
  return breaks(ts, condition, need, { ...own, isMixed: readsOwnState(ts, condition, own) });
}

interface Asked extends OwnCode {
  /** The end hangs on state that no other iterator has: others that share the rest may go on behind it. */
  readonly isMixed: boolean;
}

/** Where all of it is shared, it is the end for all of them. */
function readsOwnState(ts: TypeScript, condition: ts.Expression, own: OwnCode): boolean {
  return some(ts, condition, (node) => {
    const isField = ts.isPropertyAccessExpression(node) && isOfThis(ts, node);
    const isVariable = ts.isIdentifier(node) && namesVariable(ts, node) && !isUndefined(ts, node);
    if (!isField && !isVariable) return false;
    const state = stateNamed(ts, node, own);
    return state !== undefined && state !== "fixed" && !state.isShared;
  });
}

const same: Need = { kind: "same" };

function breaks(ts: TypeScript, expression: ts.Expression, need: Need, own: Asked): boolean {
  const node = unwrap(ts, expression);
  if (ts.isPrefixUnaryExpression(node)) {
    const isNegated = node.operator === ts.SyntaxKind.ExclamationToken;
    return breaks(ts, node.operand, isNegated ? opposite(need) : same, own);
  }
  if (ts.isBinaryExpression(node))
    return operandsOf(ts, node, need).some(([operand, wanted]) => breaks(ts, operand, wanted, own));
  if (ts.isPropertyAccessExpression(node) && !isOfThis(ts, node)) return breaksLength(ts, node, need, own);
  if (ts.isIdentifier(node) || ts.isPropertyAccessExpression(node)) return breaksValue(ts, node, need, own);
  let isBroken = false;
  ts.forEachChild(node, (child) => {
    if (ts.isExpression(child)) isBroken ||= breaks(ts, child, same, own);
  });
  return isBroken;
}

function isOfThis(ts: TypeScript, { expression }: ts.PropertyAccessExpression): boolean {
  return isThis(ts, expression);
}

function opposite(need: Need): Need {
  if (need.kind === "true") return { kind: "false" };
  return need.kind === "false" ? { kind: "true" } : same;
}

type Wanted = readonly [ts.Expression, Need];

/** What each side must keep to, so that the whole does. */
function operandsOf(ts: TypeScript, node: ts.BinaryExpression, need: Need): readonly Wanted[] {
  const { left, right, operatorToken } = node;
  const { kind } = operatorToken;
  const isAsked = need.kind === "true" || need.kind === "false";
  if (kind === ts.SyntaxKind.AmpersandAmpersandToken || kind === ts.SyntaxKind.BarBarToken)
    return both(node, isAsked ? need : same);
  if (kind === ts.SyntaxKind.PlusToken && (need.kind === "up" || need.kind === "down"))
    return both(node, { kind: need.kind });
  if (!isAsked) return both(node, same);
  const isTrue = need.kind === "true";
  const rising = risingSide(ts, node);
  if (rising) {
    const [up, down] = isTrue === (rising === left) ? [left, right] : [right, left];
    const isEnough = isTrue === countsEqual(ts, kind);
    return [
      [up, { kind: "up", bound: isEnough ? down : undefined }],
      [down, { kind: "down", bound: isEnough ? up : undefined }],
    ];
  }
  const isEqual = equality(ts, kind);
  if (isEqual === undefined || !isWritten(ts, right)) return both(node, same);
  const wanted = isEqual === isTrue ? "is" : "isNot";
  // `0 == false` and the like: only what is there at all is loosely unequal to what is not.
  if (wanted === "isNot" && isLoose(ts, kind) && !isNothing(ts, right)) return both(node, same);
  return [[left, { kind: wanted, text: writtenText(ts, right) }]];
}

/** `>=` and `<=` are true of equals. */
function countsEqual(ts: TypeScript, kind: ts.SyntaxKind): boolean {
  return kind === ts.SyntaxKind.GreaterThanEqualsToken || kind === ts.SyntaxKind.LessThanEqualsToken;
}

function isLoose(ts: TypeScript, kind: ts.SyntaxKind): boolean {
  return kind === ts.SyntaxKind.EqualsEqualsToken || kind === ts.SyntaxKind.ExclamationEqualsToken;
}

function both({ left, right }: ts.BinaryExpression, need: Need): readonly Wanted[] {
  return [
    [left, need],
    [right, need],
  ];
}

/** The side that makes a comparison come true by growing. */
function risingSide(ts: TypeScript, { left, right, operatorToken }: ts.BinaryExpression) {
  const { kind } = operatorToken;
  if (kind === ts.SyntaxKind.GreaterThanToken || kind === ts.SyntaxKind.GreaterThanEqualsToken) return left;
  return kind === ts.SyntaxKind.LessThanToken || kind === ts.SyntaxKind.LessThanEqualsToken
    ? right
    : undefined;
}

function equality(ts: TypeScript, kind: ts.SyntaxKind): boolean | undefined {
  const { EqualsEqualsEqualsToken, EqualsEqualsToken } = ts.SyntaxKind;
  const { ExclamationEqualsEqualsToken, ExclamationEqualsToken } = ts.SyntaxKind;
  if (kind === EqualsEqualsEqualsToken || kind === EqualsEqualsToken) return true;
  return kind === ExclamationEqualsEqualsToken || kind === ExclamationEqualsToken ? false : undefined;
}

/** `0`, `"end"`, `null`, `undefined` */
function isWritten(ts: TypeScript, expression: ts.Expression): boolean {
  const value = unwrap(ts, expression);
  const { NullKeyword, TrueKeyword, FalseKeyword } = ts.SyntaxKind;
  return (
    ts.isLiteralExpression(value) ||
    [NullKeyword, TrueKeyword, FalseKeyword].some((kind) => value.kind === kind) ||
    (ts.isIdentifier(value) && value.text === "undefined")
  );
}

function breaksValue(
  ts: TypeScript,
  name: ts.Identifier | ts.PropertyAccessExpression,
  need: Need,
  own: Asked,
): boolean {
  const state = stateNamed(ts, name, own);
  if (state === "fixed") return false;
  if (state === undefined) return true;
  const isShared = own.isMixed && state.isShared;
  return state.uses.some((use) => !keepsValue(ts, use, need) && state.isForeign(use, isShared));
}

/** `items.length`: the list may be another one, and whoever has it may change it. */
function breaksLength(
  ts: TypeScript,
  { expression }: ts.PropertyAccessExpression,
  need: Need,
  own: Asked,
): boolean {
  const list = unwrap(ts, expression);
  if (!ts.isIdentifier(list) && !ts.isPropertyAccessExpression(list)) return true;
  const state = stateNamed(ts, list, own);
  if (state === undefined || state === "fixed") return state === undefined;
  const wanted = lengthNeed(need);
  const isText = isTextDeclared(ts, state.declared);
  const isShared = own.isMixed && state.isShared;
  return state.uses.some(
    (use) =>
      !keepsLength(ts, use, wanted, isText) &&
      (state.isForeign(use, isShared) || (!isText && sharesList(ts, use))),
  );
}

/** A length is never below zero. */
function lengthNeed(need: Need): Need {
  const isNone = need.kind === "false" || (need.kind === "is" && need.text === "0");
  if (isNone) return { kind: "down" };
  const isSome = need.kind === "true" || (need.kind === "isNot" && need.text === "0");
  return isSome ? { kind: "up" } : need;
}
