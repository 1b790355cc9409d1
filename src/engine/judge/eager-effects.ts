import type ts from "typescript";
import type { Facts } from "../facts";
import { readsChangeable } from "../syntax/changeable";
import { classAround, thisContainer } from "../syntax/class-around";
import { memberKey } from "../syntax/keys";
import { accessKind, functionAround, hasModifier, isFunctionBoundary, unwrap } from "../syntax/nodes";
import { isPrimitiveBySyntax } from "../syntax/never-thenable";
import { isThis } from "../syntax/this-alias";
import type { TypeScript } from "../typescript";
import { mayDivideBigInts } from "./big-integers";
import { usesOfMember } from "./member-uses";
import { isOfPlatform } from "./of-platform";
import { drawnIn, operandsConverted } from "./runs-others";

/** What is known of the code that runs later. */
export interface Surrounding {
  readonly facts: Facts;
  /** All code that moves: what it declares, nobody else assigns. */
  readonly sources: readonly ts.Node[];
  /** The object of which `this` speaks is there already, and others may assign its fields until the first draw. */
  readonly isOwnerThere: boolean;
}

/** @returns the first thing in an eager part that does something, may throw, or reads what may change; function bodies wait anyway */
export function firstEffect(ts: TypeScript, node: ts.Node, around: Surrounding): ts.Node | undefined {
  if (ts.isClassLike(node)) return isMadeQuietly(ts, node) ? undefined : node;
  if (isFunctionBoundary(ts, node) || ts.isTypeNode(node)) return undefined;
  const { facts } = around;
  if (ts.isNewExpression(node) && makesEmpty(ts, node, facts)) return undefined;
  if (ts.isCallExpression(node)) {
    const opened = arrayOpened(ts, node, facts);
    if (opened) return firstEffect(ts, opened, around);
    const text = textAsked(ts, node, facts);
    if (text) return firstEffect(ts, text, around);
  }
  if (isEffect(ts, node, around)) return node;
  return ts.forEachChild(node, (child) => firstEffect(ts, child, around));
}

/** A class whose making runs nothing: no part is static, worked out, or of another class. */
function isMadeQuietly(
  ts: TypeScript,
  { heritageClauses, members, modifiers }: ts.ClassLikeDeclaration,
): boolean {
  const isOfItself = (member: ts.ClassElement) =>
    !ts.isClassStaticBlockDeclaration(member) &&
    !hasModifier(ts, member, ts.SyntaxKind.StaticKeyword) &&
    !(member.name && ts.isComputedPropertyName(member.name));
  return !heritageClauses && !modifiers?.some(ts.isDecorator) && members.every(isOfItself);
}

const harmlessConstructors = new Set([
  "Map",
  "Set",
  "WeakMap",
  "WeakSet",
  "Array",
  "Error",
  "AbortController",
]);

/** `new Map()`, where that is the platform's: it is as empty later. */
function makesEmpty(
  ts: TypeScript,
  { expression, arguments: given }: ts.NewExpression,
  facts: Facts,
): boolean {
  return (
    ts.isIdentifier(expression) &&
    harmlessConstructors.has(expression.text) &&
    isOfPlatform(expression, facts) &&
    !given?.length
  );
}

/** The array of `keys[Symbol.iterator]()` or `items.entries()`: its position counts from the first draw either way. */
function arrayOpened(ts: TypeScript, node: ts.CallExpression, facts: Facts): ts.Expression | undefined {
  const callee = node.expression;
  if (node.arguments.length > 0) return undefined;
  if (!ts.isPropertyAccessExpression(callee) && !ts.isElementAccessExpression(callee)) return undefined;
  const isOpening = ts.isPropertyAccessExpression(callee)
    ? /^(?:values|entries|keys)$/.test(callee.name.text)
    : callee.argumentExpression.getText() === "Symbol.iterator";
  if (!isOpening) return undefined;
  return facts.isArray(callee.expression) === true ? callee.expression : undefined;
}

const makingOfText =
  /^(?:at|charAt|charCodeAt|codePointAt|indexOf|slice|split|substring|toLowerCase|toUpperCase|trim|trimEnd|trimStart)$/;

/** The text of `line.trim()` or `text.split(" ")`: what is made of it is the same later, and nobody else has it. */
function textAsked(ts: TypeScript, node: ts.CallExpression, facts: Facts): ts.Expression | undefined {
  const callee = node.expression;
  if (!ts.isPropertyAccessExpression(callee) || callee.questionDotToken || node.questionDotToken)
    return undefined;
  const isGivenPlain = node.arguments.every(
    (one) => ts.isLiteralExpression(one) && !ts.isRegularExpressionLiteral(one),
  );
  if (!isGivenPlain || !makingOfText.test(callee.name.text)) return undefined;
  const text = unwrap(ts, callee.expression);
  const isText = ts.isStringLiteralLike(text) || facts.typeText?.(text) === "string";
  return isText ? text : undefined;
}

function isEffect(ts: TypeScript, node: ts.Node, around: Surrounding): boolean {
  if (ts.isIdentifier(node)) return readsChangeable(ts, node, around.facts, around.sources);
  if (ts.isPropertyAccessExpression(node)) return isLiveRead(ts, node, around);
  if (ts.isBinaryExpression(node)) return hasEffectAsOperator(ts, node, around.facts);
  if (ts.isPrefixUnaryExpression(node) || ts.isTemplateSpan(node))
    return convertsUnknown(ts, node, around.facts);
  if (ts.isObjectBindingPattern(node)) return !isOfOwnFields(ts, node);
  if (ts.isArrayBindingPattern(node)) return !isOfListWritten(ts, node);
  return !isWithoutEffect(ts, node);
}

/** Parts of the language that do nothing but what their own parts do. */
function isWithoutEffect(ts: TypeScript, node: ts.Node): boolean {
  const { SyntaxKind } = ts;
  const isStatement =
    ts.isBlock(node) ||
    ts.isEmptyStatement(node) ||
    ts.isExpressionStatement(node) ||
    ts.isVariableStatement(node) ||
    ts.isVariableDeclarationList(node) ||
    ts.isVariableDeclaration(node) ||
    ts.isBindingElement(node) ||
    ts.isIfStatement(node) ||
    ts.isReturnStatement(node);
  const isValue =
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isTypeAssertionExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isConditionalExpression(node) ||
    ts.isPostfixUnaryExpression(node) ||
    ts.isTypeOfExpression(node) ||
    ts.isVoidExpression(node) ||
    ts.isTemplateExpression(node) ||
    ts.isArrayLiteralExpression(node) ||
    ts.isObjectLiteralExpression(node) ||
    ts.isPropertyAssignment(node) ||
    ts.isShorthandPropertyAssignment(node) ||
    ts.isOmittedExpression(node);
  const isToken = node.kind <= SyntaxKind.LastToken;
  return isStatement || isValue || isToken || ts.isPropertyDeclaration(node) || ts.isParameter(node);
}

/** Reads or writes a property that others may change until the first draw. */
function isLiveRead(ts: TypeScript, node: ts.PropertyAccessExpression, around: Surrounding): boolean {
  if (isOwnField(ts, node)) {
    return around.isOwnerThere && (accessKind(ts, node) !== "read" || mayBeAssigned(ts, node, around.facts));
  }
  if (isEnumMemberAbove(ts, node, around.facts)) return false;
  // Whoever says that it is there has no type that says so.
  if (ts.isNonNullExpression(node.expression)) return true;
  return around.facts.isPrimitive(node.expression) !== true;
}

/** `State.Idle` of an enum that stands above, in the same file: it is there, and nobody assigns its members. */
function isEnumMemberAbove(ts: TypeScript, node: ts.PropertyAccessExpression, facts: Facts): boolean {
  const member = facts.declarationOf(node.name);
  if (!member || !ts.isEnumMember(member) || accessKind(ts, node) !== "read") return false;
  const { parent: owner } = member;
  return (
    ts.isSourceFile(owner.parent) &&
    owner.parent === node.getSourceFile() &&
    owner.end <= node.pos &&
    !hasModifier(ts, owner, ts.SyntaxKind.DeclareKeyword)
  );
}

/** `first < second`, `name + rows` ask objects for their text or number as they are now; `key in options` looks into one. */
function hasEffectAsOperator(ts: TypeScript, node: ts.BinaryExpression, facts: Facts): boolean {
  const looksInside = /^(?:in|instanceof)$/.test(node.operatorToken.getText());
  if (looksInside || drawnIn(ts, node) !== undefined || ts.isObjectLiteralExpression(node.left)) return true;
  return mayDivideBigInts(ts, node, facts) || convertsUnknown(ts, node, facts);
}

/** Asks for the number or text of what may be an object. */
function convertsUnknown(ts: TypeScript, node: ts.Node, facts: Facts): boolean {
  return !operandsConverted(ts, node).every((operand) => isPrimitive(ts, operand, facts));
}

function isPrimitive(ts: TypeScript, expression: ts.Expression, facts: Facts): boolean {
  return isPrimitiveBySyntax(ts, expression) || facts.isPrimitive(expression) === true;
}

/** `[previous, current] = [0, 1]`: nobody sees that list being iterated. */
function isOfListWritten(ts: TypeScript, { parent }: ts.ArrayBindingPattern): boolean {
  if (!ts.isVariableDeclaration(parent) || !parent.initializer) return false;
  return ts.isArrayLiteralExpression(unwrap(ts, parent.initializer));
}

/** `const { rows } = this;` of fields that are `readonly`: it is what `this.rows` is. */
function isOfOwnFields(ts: TypeScript, { parent, elements }: ts.ObjectBindingPattern): boolean {
  const isOfThis =
    ts.isVariableDeclaration(parent) &&
    parent.initializer !== undefined &&
    unwrap(ts, parent.initializer).kind === ts.SyntaxKind.ThisKeyword;
  const method = isOfThis ? thisContainer(ts, parent) : undefined;
  const owner = method && ts.isMethodDeclaration(method) ? classAround(ts, parent) : undefined;
  if (!owner) return false;
  const fields = new Set(readonlyFields(ts, owner));
  return elements.every(({ name, propertyName = name, initializer, dotDotDotToken }) => {
    const isPlain = ts.isIdentifier(name) && ts.isIdentifier(propertyName) && !initializer && !dotDotDotToken;
    return isPlain && fields.has(propertyName.text);
  });
}

function readonlyFields(ts: TypeScript, { members }: ts.ClassLikeDeclaration): readonly string[] {
  const { ReadonlyKeyword, StaticKeyword } = ts.SyntaxKind;
  const declared = members.flatMap((member): readonly (ts.PropertyDeclaration | ts.ParameterDeclaration)[] =>
    ts.isPropertyDeclaration(member)
      ? [member]
      : ts.isConstructorDeclaration(member)
        ? member.parameters
        : [],
  );
  return declared
    .filter((one) => hasModifier(ts, one, ReadonlyKeyword) && !hasModifier(ts, one, StaticKeyword))
    .map(({ name }) => name.getText());
}

function isOwnField(ts: TypeScript, node: ts.PropertyAccessExpression): boolean {
  return isThis(ts, node.expression);
}

/** A field that somebody assigns, other than the constructor, or that is worked out when it is read; or nobody knows. */
function mayBeAssigned(ts: TypeScript, read: ts.PropertyAccessExpression, facts: Facts): boolean {
  const { name } = read;
  const declaration = facts.declarationOf(name);
  if (!declaration || ts.isAccessor(declaration)) return true;
  if (hasModifier(ts, declaration, ts.SyntaxKind.ReadonlyKeyword)) return false;
  const declared = ts.getNameOfDeclaration(declaration);
  if (!declared || !facts.references(name)) return true;
  const uses = usesOfMember(ts, declared, memberKey(ts, name) ?? name.text, facts);
  return (
    !uses ||
    uses.some(
      (use) => accessKind(ts, use) !== "read" && (isInConstructor(ts, read) || !isInConstructor(ts, use)),
    )
  );
}

function isInConstructor(ts: TypeScript, node: ts.Node): boolean {
  const fn = functionAround(ts, node);
  return fn !== undefined && ts.isConstructorDeclaration(fn);
}
