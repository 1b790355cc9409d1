import type ts from "typescript";
import { accessKind, isUndefined, outerThis, unwrap, walk, wrapped } from "../syntax/nodes";
import { namesVariable, sameVariable } from "../syntax/scopes";
import { isThis } from "../syntax/this-alias";
import type { TypeScript } from "../typescript";

/** What a value must keep to: stay true or false, only grow or shrink, be or not be what is written, or stay as it is. */
export type Need =
  | { readonly kind: "true" | "false" | "same" }
  /** As far as `bound` is enough; without one nobody knows how far. */
  | { readonly kind: "up" | "down"; readonly bound?: ts.Expression | undefined }
  | { readonly kind: "is" | "isNot"; readonly text: string };

/** @returns whether the value still keeps to it behind this use of the variable or field */
export function keepsValue(ts: TypeScript, use: ts.Expression, need: Need): boolean {
  if (accessKind(ts, use) === "read") return true;
  const { parent } = wrapped(ts, use);
  if (ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent))
    return need.kind === (parent.operator === ts.SyntaxKind.PlusPlusToken ? "up" : "down");
  if (!ts.isBinaryExpression(parent)) return false;
  const { kind } = parent.operatorToken;
  if (kind === ts.SyntaxKind.EqualsToken)
    return isKept(ts, parent.right, need) || reachesBound(ts, use, parent.right, need);
  const direction =
    kind === ts.SyntaxKind.PlusEqualsToken
      ? "up"
      : kind === ts.SyntaxKind.MinusEqualsToken
        ? "down"
        : undefined;
  return need.kind === direction && ts.isNumericLiteral(unwrap(ts, parent.right));
}

function isKept(ts: TypeScript, given: ts.Expression, need: Need): boolean {
  const value = unwrap(ts, given);
  const text = writtenText(ts, value);
  switch (need.kind) {
    case "true":
      return /^(?:true|[1-9]\d*)$/.test(text) || ts.isObjectLiteralExpression(value);
    case "false":
      return /^(?:false|undefined|null|0)$/.test(text);
    case "up":
    case "down":
      return text === (need.kind === "up" ? "Infinity" : "-Infinity");
    case "is":
      return text === need.text;
    case "isNot":
      return text !== need.text && isPlain(ts, value, text);
    case "same":
      return false;
  }
}

/** @returns the same for all that is the same value: `1.0` is `1`, and `void 0` is `undefined` */
export function writtenText(ts: TypeScript, given: ts.Expression): string {
  const value = unwrap(ts, given);
  if (isUndefined(ts, value)) return "undefined";
  return ts.isNumericLiteral(value) ? value.text : value.getText();
}

/** `this.at = this.end`, of the same object; a variable by the name of the bound may be another one there. */
function reachesBound(ts: TypeScript, use: ts.Expression, given: ts.Expression, need: Need): boolean {
  if ((need.kind !== "up" && need.kind !== "down") || !need.bound) return false;
  const value = unwrap(ts, given);
  const bound = unwrap(ts, need.bound);
  if (value.getText() !== bound.getText()) return false;
  const target = unwrap(ts, use);
  const isOfThis = ts.isPropertyAccessExpression(target) && isThis(ts, target.expression);
  if (!isOfThis && outerThis(ts, value)) return false;
  const names = variablesIn(ts, bound);
  return variablesIn(ts, value).every((name, at) => {
    const other = names[at];
    return other !== undefined && sameVariable(ts, name).includes(other);
  });
}

function variablesIn(ts: TypeScript, root: ts.Node): readonly ts.Identifier[] {
  const found: ts.Identifier[] = [];
  walk(ts, root, (node) => {
    if (ts.isIdentifier(node) && namesVariable(ts, node)) found.push(node);
  });
  return found;
}

/** Written out, and of a kind that is like nothing else. */
function isPlain(ts: TypeScript, value: ts.Expression, text: string): boolean {
  return ts.isObjectLiteralExpression(value) || ts.isNumericLiteral(value) || /^(?:true|false)$/.test(text);
}

const reading =
  /^(?:at|concat|entries|every|filter|find|findIndex|findLast|findLastIndex|flat|flatMap|forEach|includes|indexOf|join|keys|lastIndexOf|map|reduce|reduceRight|slice|some|toReversed|toSorted|toSpliced|values|with)$/;

/** @returns whether the length still keeps to it behind this use of the list or string, which may also give the list away */
export function keepsLength(ts: TypeScript, use: ts.Expression, need: Need, isText: boolean): boolean {
  const access = accessKind(ts, use);
  const outer = wrapped(ts, use);
  const { parent } = outer;
  if (access !== "read") return isEmptied(ts, parent, need) || isLengthened(ts, parent, need, isText);
  if (isText || ts.isExpressionStatement(parent)) return true;
  if (ts.isElementAccessExpression(parent) && parent.expression === outer)
    return accessKind(ts, parent) === "read" && !isCallee(ts, parent);
  if (ts.isForOfStatement(parent) || ts.isSpreadElement(parent)) return true;
  if (!ts.isPropertyAccessExpression(parent)) return isOnlyAsked(ts, parent);
  return keepsThrough(ts, parent, need);
}

/** `items["push"](…)` */
function isCallee(ts: TypeScript, node: ts.Expression): boolean {
  const outer = wrapped(ts, node);
  return ts.isCallExpression(outer.parent) && outer.parent.expression === outer;
}

/** `items = []` */
function isEmptied(ts: TypeScript, parent: ts.Node, need: Need): boolean {
  if (need.kind !== "down" || !ts.isBinaryExpression(parent)) return false;
  if (parent.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return false;
  const value = unwrap(ts, parent.right);
  if (ts.isStringLiteralLike(value)) return value.text === "";
  return ts.isArrayLiteralExpression(value) && value.elements.length === 0;
}

/** `text += more` */
function isLengthened(ts: TypeScript, parent: ts.Node, need: Need, isText: boolean): boolean {
  if (!isText || need.kind !== "up" || !ts.isBinaryExpression(parent)) return false;
  return parent.operatorToken.kind === ts.SyntaxKind.PlusEqualsToken;
}

/** `!items`, `items && …`, `items === others` */
function isOnlyAsked(ts: TypeScript, parent: ts.Node): boolean {
  if (ts.isPrefixUnaryExpression(parent) || ts.isIfStatement(parent)) return true;
  if (!ts.isBinaryExpression(parent)) return false;
  const { EqualsEqualsEqualsToken, ExclamationEqualsEqualsToken } = ts.SyntaxKind;
  const { kind } = parent.operatorToken;
  return kind === EqualsEqualsEqualsToken || kind === ExclamationEqualsEqualsToken;
}

/** `items.length`, `items.map(…)`, `items.shift()` */
function keepsThrough(ts: TypeScript, member: ts.PropertyAccessExpression, need: Need): boolean {
  const { text } = member.name;
  const { parent } = member;
  if (text === "length") {
    if (accessKind(ts, member) === "read") return true;
    const isZero = ts.isBinaryExpression(parent) && unwrap(ts, parent.right).getText() === "0";
    return isZero && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken && need.kind === "down";
  }
  if (!ts.isCallExpression(parent) || parent.expression !== member) return false;
  if (reading.test(text)) return true;
  if (need.kind === "up") return text === "push" || text === "unshift";
  if (need.kind !== "down") return false;
  return /^(?:shift|pop)$/.test(text) || (text === "splice" && isOnlyTaking(ts, parent));
}

/** `splice(at, count)`, which puts nothing in the place of what it takes. */
function isOnlyTaking(ts: TypeScript, { arguments: given }: ts.CallExpression): boolean {
  return given.length <= 2 && !given.some((argument) => ts.isSpreadElement(argument));
}
