import type ts from "typescript";
import type { NeverAmong } from "../../facts";
import { accessKind, isUndefined, unwrap } from "../../syntax/nodes";
import { ownLocal } from "./loops";
import { isParsedList } from "./parsed";
import { asAssignment, contains, descendants, isEquality, isStrictEquality, siblingsOf } from "./nodes";
import { isNeverWritten, type Use, type Variable } from "./scopes";
import { typeOf } from "./texts";
import { isArray, isFreshArray } from "./values";
import { textOf, variableAt, type View } from "./view";

/**
 * Reads a test that a list has something left: `buffer.length > 0`, `buffer.length`, `buffer.length !== 0`,
 * `index < buffer.length`.
 *
 * @returns the list's variable
 */
export function isNonEmptyTest(view: View, condition: ts.Expression): boolean {
  return nonEmptyList(view, condition) !== undefined;
}

/** @returns the list that the condition says is not empty; an own variable that holds an array */
export function nonEmptyList(view: View, condition: ts.Expression): Variable | undefined {
  const { ts } = view;
  const node = unwrap(ts, condition);
  if (!ts.isBinaryExpression(node)) return listOfLength(view, node);
  const { left, right } = node;
  switch (node.operatorToken.kind) {
    case ts.SyntaxKind.GreaterThanToken:
    case ts.SyntaxKind.ExclamationEqualsEqualsToken:
    case ts.SyntaxKind.ExclamationEqualsToken:
      return textOf(view, right) === "0" ? listOfLength(view, left) : undefined;
    case ts.SyntaxKind.LessThanToken:
      return isOwnCounter(view, left) ? listOfLength(view, right) : undefined;
    default:
      return undefined;
  }
}

/** Reads the opposite: `buffer.length === 0`, `!buffer.length`, `index >= buffer.length`. */
export function isEmptyTest(view: View, condition: ts.Expression): boolean {
  const { ts } = view;
  const node = unwrap(ts, condition);
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
    return listOfLength(view, node.operand) !== undefined;
  }
  if (!ts.isBinaryExpression(node)) return false;
  const { left, right } = node;
  switch (node.operatorToken.kind) {
    case ts.SyntaxKind.EqualsEqualsEqualsToken:
    case ts.SyntaxKind.EqualsEqualsToken:
      return textOf(view, right) === "0" && listOfLength(view, left) !== undefined;
    case ts.SyntaxKind.GreaterThanEqualsToken:
      return isOwnCounter(view, left) && listOfLength(view, right) !== undefined;
    default:
      return false;
  }
}

/** Reads `index < rows.length`, of anybody's list. */
export function belowLength(
  { ts }: View,
  condition: ts.Expression,
): { readonly index: ts.Expression; readonly list: ts.Expression } | undefined {
  const node = unwrap(ts, condition);
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.LessThanToken)
    return undefined;
  const { left, right } = node;
  return ts.isPropertyAccessExpression(right) && right.name.text === "length"
    ? { index: left, list: right.expression }
    : undefined;
}

function listOfLength(view: View, expression: ts.Expression): Variable | undefined {
  const { ts } = view;
  const node = unwrap(ts, expression);
  if (!ts.isPropertyAccessExpression(node) || node.name.text !== "length" || node.questionDotToken)
    return undefined;
  const variable = variableAt(view, unwrap(ts, node.expression));
  if (!variable || !ownLocal(view, variable)) return undefined;
  return isArray(view, node.expression) || isArrayOrNothing(view, variable) ? variable : undefined;
}

/** `string[] | null`: of nothing, nobody reads the length. */
function isArrayOrNothing(view: View, variable: Variable): boolean {
  const { ts, context } = view;
  const type = typeOf(view, variable);
  if (!type || !ts.isUnionTypeNode(type) || context.ownArrayIterators) return false;
  const lists = type.types.filter((part) => elementType(ts, part) !== undefined);
  const others = type.types.filter((part) => !lists.includes(part));
  return lists.length === 1 && others.every((part) => /^(?:undefined|null)$/.test(textOf(view, part)));
}

function isOwnCounter(view: View, expression: ts.Expression): boolean {
  const variable = variableAt(view, unwrap(view.ts, expression));
  return variable !== undefined && ownLocal(view, variable) !== undefined;
}

/** Reads `buffer.shift()`, with `!` or a type assertion around it or not; gives the outermost of these. */
export function shiftOf({ ts }: View, use: ts.Identifier): ts.Expression | undefined {
  const access = use.parent;
  if (!ts.isPropertyAccessExpression(access) || access.name.text !== "shift" || access.questionDotToken)
    return undefined;
  const call = access.parent;
  if (!ts.isCallExpression(call) || call.expression !== access || call.arguments.length > 0) return undefined;
  let outer: ts.Expression = call;
  while (ts.isNonNullExpression(outer.parent) || ts.isParenthesizedExpression(outer.parent))
    outer = outer.parent;
  return outer;
}

/** @returns the name of the list that an expression takes the first element of: `rows` of `rows.shift()` */
export function shiftedIn(view: View, expression: ts.Expression): ts.Identifier | undefined {
  const { ts } = view;
  const call = unwrap(ts, expression);
  if (!ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression)) return undefined;
  const { expression: name } = call.expression;
  return ts.isIdentifier(name) && shiftOf(view, name) !== undefined ? name : undefined;
}

/**
 * Do two tests for an empty list give the same answer at the second one's place? They do when they are written the same, and
 * also when the first is `index >= list.length`, the second asks for the length alone, and the index was set to 0 before. Where the first one
 * says no, so does the second one behind the block, if the index is never below zero.
 *
 * @param fetch - the block that the first test guards; the second is its last statement, or stands behind it
 * @param isOnlyTest - nothing but the first test decides whether the block runs
 */
export function isSameEmptyTest(
  view: View,
  first: ts.Expression,
  second: ts.Expression,
  fetch: ts.Block,
  isOnlyTest: boolean,
): boolean {
  const { ts } = view;
  if (!isEmptyTest(view, second)) return false;
  if (textOf(view, first) === textOf(view, unwrap(ts, second))) return true;
  if (!ts.isBinaryExpression(first)) return false;
  const index = variableAt(view, unwrap(ts, first.left));
  if (index === undefined || lengthIn(view, first) !== lengthIn(view, second)) return false;
  if (!contains(fetch, second) && !(isOnlyTest && isNeverNegative(view, index))) return false;
  const writes = index.uses.filter(({ node, writes }) => writes && contains(fetch, node));
  const [write, ...others] = writes;
  const reset = fetch.statements
    .map((one) => asAssignment(ts, one))
    .find((one) => one?.target === write?.node);
  return others.length === 0 && reset !== undefined && textOf(view, reset.value) === "0";
}

/** A counter that starts at a number, is put to numbers, and only ever goes up. */
function isNeverNegative(view: View, { declaration, uses }: Variable): boolean {
  const { ts } = view;
  const isCount = (value: ts.Expression | undefined): boolean =>
    value !== undefined && ts.isNumericLiteral(value);
  if (!ts.isVariableDeclaration(declaration.parent) || !isCount(declaration.parent.initializer)) return false;
  return uses.every(({ node, writes }) => {
    const { parent } = node;
    if (!writes) return true;
    if (ts.isPostfixUnaryExpression(parent) || ts.isPrefixUnaryExpression(parent))
      return parent.operator === ts.SyntaxKind.PlusPlusToken;
    if (!ts.isBinaryExpression(parent) || parent.left !== node) return false;
    const { kind } = parent.operatorToken;
    const isUp = kind === ts.SyntaxKind.EqualsToken || kind === ts.SyntaxKind.PlusEqualsToken;
    return isUp && isCount(parent.right);
  });
}

/** The variable whose length a test asks for. */
function lengthIn(view: View, test: ts.Expression): Variable | undefined {
  for (const node of descendants(view.ts, test)) {
    const variable = view.ts.isPropertyAccessExpression(node) ? listOfLength(view, node) : undefined;
    if (variable !== undefined) return variable;
  }
  return undefined;
}

/** `rows.length`, which is only read. */
export function isLengthRead({ ts }: View, { parent }: ts.Identifier): boolean {
  if (!ts.isPropertyAccessExpression(parent) || parent.name.text !== "length") return false;
  return accessKind(ts, parent) === "read";
}

/**
 * A list that is made right here for the loop behind it, that nobody else holds, and that nothing else names, but to ask for its length
 * before.
 */
export function isOwnList(view: View, list: Variable, loop: ts.Statement): boolean {
  const local = ownLocal(view, list);
  const siblings = siblingsOf(view.ts, loop);
  if (!local?.declaration.initializer || !siblings?.includes(local.statement)) return false;
  const isUsedRightly = ({ node }: Use): boolean =>
    contains(loop, node) || (node.end <= loop.pos && isLengthRead(view, node));
  if (!isNeverWritten(list) || !list.uses.every(isUsedRightly)) return false;
  const { initializer } = local.declaration;
  return (
    view.context.ownsResults === true || isFreshArray(view, initializer) || isParsedList(view, initializer)
  );
}

/** `string`, for `string[]`, `readonly string[]` and `Array<string>` */
export function elementType(ts: View["ts"], list: ts.TypeNode): ts.TypeNode | undefined {
  const type = ts.isTypeOperatorNode(list) ? list.type : list;
  if (ts.isArrayTypeNode(type)) return type.elementType;
  const isArray = ts.isTypeReferenceNode(type) && /^(?:Readonly)?Array$/.test(type.typeName.getText());
  return isArray ? type.typeArguments?.[0] : undefined;
}

/** Does the type of a list say that what is missing, or all that is falsy, is never among its elements? */
export function isNeverAmong(view: View, list: Variable, what: NeverAmong): boolean {
  const { ts, context } = view;
  const known = context.factsOf(list.name)?.neverAmong;
  if (known === what || known === "falsy") return true;
  const declared = typeOf(view, list);
  const element = declared && elementType(ts, declared);
  if (what !== "missing" || !element) return false;
  return /^(?:string|number|bigint|boolean)$/.test(textOf(view, element));
}

/** A test whether there was an element. */
export interface MissingTest {
  /** What must never be among the elements for the test to be about that. */
  readonly never: NeverAmong;
  /** It holds where there was one. */
  readonly isThere: boolean;
}

/** Reads `item === undefined`, `item == null` and `!item`, and their opposites. */
export function missingTest(
  ts: View["ts"],
  condition: ts.Expression,
  element: ts.Identifier,
): MissingTest | undefined {
  const test = unwrap(ts, condition);
  const isElement = (node: ts.Expression): boolean => {
    const name = unwrap(ts, node);
    return ts.isIdentifier(name) && name.text === element.text;
  };
  if (isElement(test)) return { never: "falsy", isThere: true };
  if (ts.isPrefixUnaryExpression(test)) {
    const isNot = test.operator === ts.SyntaxKind.ExclamationToken && isElement(test.operand);
    return isNot ? { never: "falsy", isThere: false } : undefined;
  }
  if (!ts.isBinaryExpression(test) || !isEquality(ts, test) || !isElement(test.left)) return undefined;
  const isLoose = !isStrictEquality(ts, test);
  const isNull = unwrap(ts, test.right).kind === ts.SyntaxKind.NullKeyword;
  if (!isUndefined(ts, test.right) && !(isLoose && isNull)) return undefined;
  const { ExclamationEqualsToken, ExclamationEqualsEqualsToken } = ts.SyntaxKind;
  const { kind } = test.operatorToken;
  return {
    never: "missing",
    isThere: kind === ExclamationEqualsToken || kind === ExclamationEqualsEqualsToken,
  };
}
