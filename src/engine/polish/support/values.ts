import type ts from "typescript";
import { protocols } from "../../kind";
import { isAssignmentOperator, isUndefined, unwrap } from "../../syntax/nodes";
import { writtenBoolean } from "../../syntax/plain-value";
import { openedBy } from "../../syntax/opened-by";
import { isActingRead, mayFailUncalled } from "../../syntax/property-reads";
import type { IteratorKind } from "../../kind";
import { isQuietGenerator } from "../../syntax/quiet-generator";
import { declarationKind, isNeverWritten, type Variable } from "./scopes";
import { isText, typeOf } from "./texts";
import { textOf, variableAt, type View } from "./view";

/** Functions of the language that give numbers, as they are written. */
const numberFunctions = /^(?:Number|parseInt|parseFloat|Number\.\w+|Math\.\w+|Date\.now|performance\.now)$/;
const arrayFunctions = /^(?:Object\.(?:keys|values|entries)|Array\.(?:from|of))$/;
const arrayMethods =
  /^(?:map|filter|slice|concat|flat|flatMap|splice|sort|reverse|toSorted|toReversed|toSpliced|with)$/;

/**
 * Is the value a number for certain, as far as types tell, and not `NaN`, as far as the project shows? A bound that others give from
 * outside of the project is taken for a real number.
 */
export function isRealNumber(view: View, expression: ts.Expression): boolean {
  return isNumber(view, expression) && !mayBeNaN(view, expression);
}

function mayBeNaN(view: View, node: ts.Node): boolean {
  const { ts } = view;
  if (ts.isFunctionLike(node)) return false;
  if (view.context.factsOf(textOf(view, node))?.mayBeNaN === true) return true;
  // `Number(text) || 10`: what is falsy has gone.
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.BarBarToken)
    return mayBeNaN(view, node.right);
  return ts.forEachChild(node, (child) => mayBeNaN(view, child) || undefined) ?? false;
}

/** Is the value a bigint for certain, as far as types tell? */
export function isBigInt(view: View, expression: ts.Expression): boolean {
  const { ts } = view;
  const node = unwrap(ts, expression);
  if (ts.isBigIntLiteral(node) || view.context.factsOf(textOf(view, node))?.isBigInt === true) return true;
  if (ts.isPrefixUnaryExpression(node))
    return node.operator === ts.SyntaxKind.MinusToken && isBigInt(view, node.operand);
  if (ts.isPostfixUnaryExpression(node)) return isBigInt(view, node.operand);
  if (ts.isBinaryExpression(node) && isArithmetic(ts, node.operatorToken.kind))
    return isBigInt(view, node.left) && isBigInt(view, node.right);
  const variable = variableAt(view, node);
  return variable !== undefined && typeOf(view, variable)?.kind === ts.SyntaxKind.BigIntKeyword;
}

/** Is the value a number for certain, as far as types tell? `NaN` is one, too. */
export function isNumber(
  view: View,
  expression: ts.Expression,
  seen: ReadonlySet<Variable> = new Set(),
): boolean {
  const { ts } = view;
  const node = unwrap(ts, expression);
  if (view.context.factsOf(textOf(view, node))?.isNumber === true) return true;
  if (ts.isNumericLiteral(node)) return true;
  if (ts.isPrefixUnaryExpression(node)) {
    return node.operator === ts.SyntaxKind.PlusToken
      ? isNumber(view, node.operand, seen)
      : node.operator !== ts.SyntaxKind.ExclamationToken && isNumber(view, node.operand, seen);
  }
  if (ts.isPostfixUnaryExpression(node)) return isNumber(view, node.operand, seen);
  if (ts.isConditionalExpression(node)) {
    return isNumber(view, node.whenTrue, seen) && isNumber(view, node.whenFalse, seen);
  }
  if (ts.isBinaryExpression(node)) return isNumericOperation(view, node, seen);
  if (ts.isPropertyAccessExpression(node)) {
    return node.name.text === "length" && (isArray(view, node.expression) || isText(view, node.expression));
  }
  if (ts.isCallExpression(node)) {
    return isNumberCall(view, node);
  }
  const variable = variableAt(view, node);
  return (
    variable !== undefined &&
    // What is worked out of numbers alone is one: `i = i + 1`.
    (seen.has(variable) || isNumberVariable(view, variable, new Set([...seen, variable])))
  );
}

/** `Math.min(…)`, `text.indexOf(…)` */
function isNumberCall(view: View, { expression }: ts.CallExpression): boolean {
  if (numberFunctions.test(textOf(view, expression))) return isFromOutside(view, expression);
  if (!view.ts.isPropertyAccessExpression(expression)) return false;
  const { name, expression: receiver } = expression;
  return /^(?:indexOf|lastIndexOf)$/.test(name.text) && (isText(view, receiver) || isArray(view, receiver));
}

function isNumericOperation(view: View, node: ts.BinaryExpression, seen: ReadonlySet<Variable>): boolean {
  if (!isArithmetic(view.ts, node.operatorToken.kind)) return false;
  return isNumber(view, node.left, seen) && isNumber(view, node.right, seen);
}

function isArithmetic(ts: View["ts"], operator: ts.SyntaxKind): boolean {
  switch (operator) {
    case ts.SyntaxKind.PlusToken:
    case ts.SyntaxKind.MinusToken:
    case ts.SyntaxKind.AsteriskToken:
    case ts.SyntaxKind.AsteriskAsteriskToken:
    case ts.SyntaxKind.SlashToken:
    case ts.SyntaxKind.PercentToken:
      return true;
    default:
      return false;
  }
}

function isNumberVariable(view: View, variable: Variable, seen: ReadonlySet<Variable>): boolean {
  const { ts } = view;
  const declared = typeOf(view, variable);
  if (declared !== undefined) return declared.kind === ts.SyntaxKind.NumberKeyword;
  return everyValue(
    view,
    variable,
    (value) => isNumber(view, value, seen),
    (use) => {
      const { parent } = use;
      if (ts.isPostfixUnaryExpression(parent) || ts.isPrefixUnaryExpression(parent)) return true;
      return ts.isBinaryExpression(parent) && isNumber(view, parent.right, seen);
    },
  );
}

/** Does the test hold for the initial value and for everything that is ever assigned to a variable? */
function everyValue(
  view: View,
  variable: Variable,
  test: (value: ts.Expression) => boolean,
  testUpdate: (use: ts.Identifier) => boolean,
): boolean {
  const { ts } = view;
  const { parent } = variable.declaration;
  if (!ts.isVariableDeclaration(parent) || parent.name !== variable.declaration || !parent.initializer)
    return false;
  return (
    test(parent.initializer) &&
    variable.uses.every(({ node, reads, writes }) => {
      if (!writes) return true;
      if (reads) return testUpdate(node);
      return ts.isBinaryExpression(node.parent) && node.parent.left === node && test(node.parent.right);
    })
  );
}

/** Is the value a real array for certain? */
export function isArray(
  view: View,
  expression: ts.Expression,
  seen: ReadonlySet<Variable> = new Set(),
): boolean {
  const { ts } = view;
  // What an author asserts counts as what they declare does.
  if (ts.isAsExpression(expression) && isArrayType(view, expression.type)) return true;
  const node = unwrap(ts, expression);
  if (view.context.factsOf(textOf(view, node))?.isArray === true) return true;
  if (view.context.ownArrayIterators === "given") return false;
  if (ts.isArrayLiteralExpression(node)) return true;
  if (ts.isCallExpression(node)) return isArrayCall(view, node, seen);
  const variable = variableAt(view, node);
  if (variable === undefined || seen.has(variable)) return false;
  const declared = typeOf(view, variable);
  if (declared !== undefined) return isArrayType(view, declared);
  return everyValue(
    view,
    variable,
    (value) => isArray(view, value, new Set([...seen, variable])),
    () => false,
  );
}

function isArrayCall(view: View, call: ts.CallExpression, seen: ReadonlySet<Variable>): boolean {
  const { ts } = view;
  const callee = call.expression;
  if (!ts.isPropertyAccessExpression(callee) || call.questionDotToken) return false;
  if (arrayFunctions.test(textOf(view, callee))) return isFromOutside(view, callee);
  if (callee.name.text === "split") return isText(view, callee.expression);
  return arrayMethods.test(callee.name.text) && isArray(view, callee.expression, seen);
}

function isArrayType(view: View, type: ts.TypeNode): boolean {
  const { ts } = view;
  if (view.context.ownArrayIterators) return false;
  if (ts.isArrayTypeNode(type) || ts.isTupleTypeNode(type)) return true;
  if (ts.isTypeOperatorNode(type)) {
    return type.operator === ts.SyntaxKind.ReadonlyKeyword && isArrayType(view, type.type);
  }
  if (ts.isParenthesizedTypeNode(type)) return isArrayType(view, type.type);
  if (!ts.isTypeReferenceNode(type) || !ts.isIdentifier(type.typeName)) return false;
  return type.typeName.text === "Array" || type.typeName.text === "ReadonlyArray";
}

/** An array, or the text of a string, a Map or a Set: iterating it has no effect, and neither has stopping early. */
export function closesQuietly(view: View, expression: ts.Expression): boolean {
  const { ts } = view;
  const node = unwrap(ts, expression);
  if (isArray(view, node) || ts.isStringLiteralLike(node)) return true;
  if (view.context.factsOf(textOf(view, node))?.closesQuietly === true) return true;
  if (ts.isNewExpression(node)) return /^(?:Map|Set)$/.test(textOf(view, node.expression));
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    const { name, expression: receiver } = node.expression;
    return /^(?:keys|values|entries)$/.test(name.text) && closesQuietly(view, receiver);
  }
  const variable = variableAt(view, node);
  if (variable === undefined) return false;
  const declared = typeOf(view, variable);
  if (declared !== undefined) return isQuietType(view, declared);
  const { parent } = variable.declaration;
  const initializer = ts.isVariableDeclaration(parent) ? parent.initializer : undefined;
  return isNeverWritten(variable) && initializer !== undefined && closesQuietly(view, initializer);
}

/** A call of a generator of that kind of the project's own, which can be closed without an effect. */
export function givesQuietGenerator(view: View, expression: ts.Expression, kind: IteratorKind): boolean {
  const { ts } = view;
  const node = unwrap(ts, expression);
  if (!ts.isCallExpression(node)) return false;
  const helper = variableAt(view, node.expression);
  if (!helper) {
    const known = view.context.factsOf(textOf(view, node));
    return (kind === "async" ? known?.isQuietGenerator : known?.isQuietSyncGenerator) === true;
  }
  const { parent: fn } = helper.declaration;
  if (!ts.isFunctionDeclaration(fn) || !isNeverWritten(helper)) return false;
  return isQuietGenerator(ts, fn, kind, (source) => closesQuietly(view, source));
}

function isQuietType(view: View, type: ts.TypeNode): boolean {
  const { ts } = view;
  if (type.kind === ts.SyntaxKind.StringKeyword) return true;
  if (view.context.ownCollectionIterators === true) return false;
  if (!ts.isTypeReferenceNode(type) || !ts.isIdentifier(type.typeName)) return false;
  return /^(?:Map|Set|ReadonlyMap|ReadonlySet)$/.test(type.typeName.text);
}

/** An array that was made just here, so that nobody else can hold it. */
export function isFreshArray(view: View, expression: ts.Expression): boolean {
  const { ts } = view;
  const node = unwrap(ts, expression);
  if (view.context.factsOf(textOf(view, node))?.isFresh === true) return true;
  if (ts.isArrayLiteralExpression(node)) return true;
  if (!ts.isCallExpression(node) || !isArrayCall(view, node, new Set())) return false;
  const { expression: callee } = node;
  const givesItself = ts.isPropertyAccessExpression(callee) && /^(?:sort|reverse)$/.test(callee.name.text);
  return !givesItself || isFreshArray(view, callee.expression);
}

/** The name at the start of `a.b.c` belongs to no variable of the generated function. */
function isFromOutside(view: View, expression: ts.Expression): boolean {
  let node: ts.Expression = expression;
  while (view.ts.isPropertyAccessExpression(node)) node = node.expression;
  return view.ts.isIdentifier(node) && variableAt(view, node) === undefined;
}

/**
 * Does the expression mean the same value wherever in the generator it is evaluated: a literal, a variable that nothing
 * assigns, or what the facts say is stable?
 */
export function isStable(view: View, expression: ts.Expression): boolean {
  const { ts } = view;
  const node = unwrap(ts, expression);
  if (view.context.factsOf(textOf(view, node))?.isStable === true) return true;
  if (node.kind === ts.SyntaxKind.ThisKeyword || isConstantLiteral(view, node)) return true;
  if (ts.isBinaryExpression(node)) {
    return isNumber(view, node) && isStable(view, node.left) && isStable(view, node.right);
  }
  const variable = variableAt(view, node);
  return variable !== undefined && isNeverWritten(variable) && declarationKind(ts, variable) !== "other";
}

/** Holds a variable nothing at first: no initial value, `undefined`, `null`, or one of these with a type asserted? */
export function isNothing({ ts }: View, initializer: ts.Expression | undefined): boolean {
  if (initializer === undefined) return true;
  const value = unwrap(ts, initializer);
  return isUndefined(ts, value) || value.kind === ts.SyntaxKind.NullKeyword;
}

/** `new Reader()`, `[]`, `{}`: an object, whatever types say. */
export function isMadeHere({ ts }: View, expression: ts.Expression): boolean {
  const node = unwrap(ts, expression);
  return ts.isNewExpression(node) || ts.isArrayLiteralExpression(node) || ts.isObjectLiteralExpression(node);
}

/** The value of a number that is written out, with or without a minus. */
export function writtenNumber({ ts }: View, expression: ts.Expression | undefined): number | undefined {
  const node = expression && unwrap(ts, expression);
  if (!node) return undefined;
  if (ts.isNumericLiteral(node)) return Number(node.text);
  return ts.isPrefixUnaryExpression(node) &&
    node.operator === ts.SyntaxKind.MinusToken &&
    ts.isNumericLiteral(node.operand)
    ? -Number(node.operand.text)
    : undefined;
}

/** Is what the expression gives an object, as far as types tell, and so neither missing nor falsy? */
export function isObject(view: View, expression: ts.Expression): boolean {
  const node = unwrap(view.ts, expression);
  if (isMadeHere(view, node)) return true;
  return view.context.factsOf(textOf(view, node))?.isObject === true;
}

/** The same, of what a variable is set to: what its author asks for may be nothing, unless the question is whether it has been set. */
export function isOpened(view: View, { name }: Variable, expression: ts.Expression): boolean {
  const isSure = view.late.has(name) || opensIterator(view, expression);
  return isMadeHere(view, expression) || (isSure && isObject(view, expression));
}

/**
 * `rows[Symbol.iterator]()`, which gives an object wherever something iterates.
 *
 * @see https://tc39.es/ecma262/#sec-getiteratorfrommethod
 */
function opensIterator({ ts }: View, expression: ts.Expression): boolean {
  const opening = unwrap(ts, expression);
  return [protocols.async, protocols.sync].some(({ symbol }) => openedBy(ts, opening, symbol) !== undefined);
}

/** A literal without parts that could differ from one evaluation to the next. */
export function isConstantLiteral(view: View, expression: ts.Expression): boolean {
  const { ts } = view;
  const node = unwrap(ts, expression);
  if (ts.isPrefixUnaryExpression(node)) return ts.isNumericLiteral(node.operand);
  return (
    ts.isStringLiteralLike(node) ||
    ts.isNumericLiteral(node) ||
    ts.isBigIntLiteral(node) ||
    node.kind === ts.SyntaxKind.TrueKeyword ||
    node.kind === ts.SyntaxKind.FalseKeyword ||
    node.kind === ts.SyntaxKind.NullKeyword ||
    isUndefined(ts, node)
  );
}

/**
 * The value of a literal or of an enum's member, such that equal texts are equal values.
 *
 * @returns `undefined` for anything else
 */
export function constantText(view: View, expression: ts.Expression): string | undefined {
  const { ts, context } = view;
  const node = unwrap(ts, expression);
  if (ts.isStringLiteralLike(node)) return JSON.stringify(node.text);
  if (isConstantLiteral(view, node)) return textOf(view, node);
  return ts.isPropertyAccessExpression(node) ? context.factsOf(textOf(view, node))?.enumValue : undefined;
}

/**
 * Does evaluating the expression change nothing that anybody could see? It may throw where something is missing. A
 * getter counts as a read, unless it is seen to do something.
 */
export function isQuiet(view: View, expression: ts.Expression): boolean {
  const { ts } = view;
  const node = unwrap(ts, expression);
  if (isConstantLiteral(view, node) || ts.isIdentifier(node) || node.kind === ts.SyntaxKind.ThisKeyword)
    return true;
  if (isActingRead(ts, node, view.context.acting)) return false;
  if (ts.isPropertyAccessExpression(node)) return isQuiet(view, node.expression);
  if (ts.isElementAccessExpression(node)) {
    return isQuiet(view, node.expression) && isQuiet(view, node.argumentExpression);
  }
  if (ts.isPrefixUnaryExpression(node)) {
    const steps =
      node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken;
    return !steps && isQuiet(view, node.operand);
  }
  if (ts.isTypeOfExpression(node) || ts.isVoidExpression(node)) return isQuiet(view, node.expression);
  if (ts.isBinaryExpression(node)) {
    const kind = node.operatorToken.kind;
    return !isAssignmentOperator(ts, kind) && isQuiet(view, node.left) && isQuiet(view, node.right);
  }
  if (ts.isConditionalExpression(node)) {
    return isQuiet(view, node.condition) && isQuiet(view, node.whenTrue) && isQuiet(view, node.whenFalse);
  }
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) return true;
  if (ts.isTemplateExpression(node))
    return node.templateSpans.every(
      (span) => !isActingRead(ts, span, view.context.acting) && isQuiet(view, span.expression),
    );
  if (ts.isArrayLiteralExpression(node)) {
    return node.elements.every((element) => !ts.isSpreadElement(element) && isQuiet(view, element));
  }
  if (ts.isObjectLiteralExpression(node)) {
    return node.properties.every(
      (member) =>
        ts.isShorthandPropertyAssignment(member) ||
        (ts.isPropertyAssignment(member) && isQuiet(view, member.initializer)),
    );
  }
  return ts.isNewExpression(node) && isEmptyCollection(view, node);
}

function isEmptyCollection(view: View, node: ts.NewExpression): boolean {
  return (
    /^(?:Map|Set|WeakMap|WeakSet|Array)$/.test(textOf(view, node.expression)) &&
    isFromOutside(view, node.expression) &&
    (node.arguments?.length ?? 0) === 0
  );
}

/** Can the expression be left out without anybody noticing: is it quiet, and can it not throw either? */
export function isDisposable(view: View, expression: ts.Expression): boolean {
  const { ts } = view;
  if (!isQuiet(view, expression)) return false;
  return !someNode(view, expression, (node) => {
    if (mayFailUncalled(ts, node, view.context.acting) || isAskedFor(ts, node)) return true;
    if (ts.isElementAccessExpression(node))
      return !isArray(view, node.expression) && !isOwnElement(view, node);
    if (!ts.isPropertyAccessExpression(node) || node.questionDotToken) return false;
    // `this.total` and `page.next` are there for certain or the code around them would fail too; `a.b.c` is not.
    return !ts.isIdentifier(node.expression) && node.expression.kind !== ts.SyntaxKind.ThisKeyword;
  });
}

/** `key in row`, where that may be no object */
function isAskedFor(ts: View["ts"], node: ts.Node): boolean {
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.InKeyword;
}

/** `this[index]`, by a key that is a number or a text for certain: `this` is there, or the code around would fail too. */
function isOwnElement(
  view: View,
  { expression, argumentExpression, questionDotToken }: ts.ElementAccessExpression,
): boolean {
  return isThis(view, expression) && !questionDotToken && isPlainKey(view, argumentExpression);
}

/** `this`, or the `self` of `const self = this;` */
function isThis(view: View, node: ts.Expression): boolean {
  const { ts } = view;
  if (node.kind === ts.SyntaxKind.ThisKeyword) return true;
  const variable = variableAt(view, node);
  const { parent } = variable?.declaration ?? {};
  return (
    variable !== undefined &&
    declarationKind(ts, variable) === "const" &&
    parent !== undefined &&
    ts.isVariableDeclaration(parent) &&
    parent.initializer?.kind === ts.SyntaxKind.ThisKeyword
  );
}

function isPlainKey(view: View, key: ts.Expression): boolean {
  const { ts } = view;
  const node = unwrap(ts, key);
  if (ts.isConditionalExpression(node))
    return isPlainKey(view, node.whenTrue) && isPlainKey(view, node.whenFalse);
  return isText(view, node) || isNumber(view, node);
}

function someNode(view: View, root: ts.Node, test: (node: ts.Node) => boolean): boolean {
  if (view.ts.isFunctionLike(root)) return false;
  if (test(root)) return true;
  return view.ts.forEachChild(root, (child) => someNode(view, child, test) || undefined) ?? false;
}

/** The literal `true` or `false`. */
export function booleanOf({ ts }: View, expression: ts.Expression | undefined): boolean | undefined {
  return writtenBoolean(ts, expression);
}
