import type ts from "typescript";
import type { ResultPart } from "../engine/facts";
import { accessKind, find, isJavaScript, wrapped } from "../engine/syntax/nodes";
import { mayBeObject } from "../engine/syntax/objects";
import { isComparison } from "../engine/syntax/operators";
import { usesOfVariable } from "../engine/syntax/variable-name";
import type { TypeScript } from "../engine/typescript";
import { hangsOnTypeParameter, isRefused, isStrict, resultsOf, strictParts } from "./result-types";
import type { TypeContext } from "./type-context";
import { checksNull } from "./types";
import { wantedTypes } from "./wanted-types";

/** What is looked for, and where it does not count. */
interface Question {
  readonly context: TypeContext;
  readonly part: ResultPart;
  /** Where the part is declared, of the results that are followed. */
  readonly declared: ReadonlySet<ts.Node>;
  readonly makers: readonly ts.SignatureDeclaration[];
  /** Whether such a result can be had from a value of that type, as far as it has been asked. */
  readonly known: Map<ts.Type, boolean>;
  /** Goes with the conversion. */
  readonly isGone: (node: ts.Node) => boolean;
}

/**
 * The `done` of a hand-written result is a boolean; as far as types say, that of a generator's may be `undefined`. Its `value` may be
 * `undefined`; at the end, that of a generator's is `void`. Where in this file would the code not compile with a generator's?
 *
 * @param makers - the functions that give the results, the iterator, or the iterable
 * @param isGone - knows the code that the conversion replaces
 * @returns the first such place
 */
export function whereResultIsWanted(
  context: TypeContext,
  part: ResultPart,
  makers: readonly ts.SignatureDeclaration[],
  file: ts.SourceFile,
  isGone: (node: ts.Node) => boolean,
): ts.Node | undefined {
  const { ts, program } = context;
  const options = program.getCompilerOptions();
  if (!checksNull(ts, options) || !isChecked(file, options)) return undefined;
  const declared = strictParts(context, makers, part);
  if (declared.size === 0) return undefined;
  const question: Question = { context, part, declared, makers, known: new Map(), isGone };
  return find(ts, file, (node) => !isGone(node) && isWantedAt(question, node));
}

function isChecked(file: ts.SourceFile, { checkJs }: ts.CompilerOptions): boolean {
  if (/^\s*\/\/\s*@ts-nocheck\b/m.test(file.text)) return false;
  return !isJavaScript(file) || checkJs === true || /^\s*\/\/\s*@ts-check\b/m.test(file.text);
}

function isWantedAt(question: Question, node: ts.Node): boolean {
  const { ts } = question.context;
  if (ts.isClassLike(node)) return isPromisedByClass(question, node);
  if (isPart(question, node)) return !isTakenWell(question, node);
  if (ts.isBindingElement(node)) return isTakenOut(question, node) && !isElementTakenWell(question, node);
  return mayBeMaker(ts, node) && isWantedWhole(question, node);
}

function mayBeMaker(ts: TypeScript, node: ts.Node): node is ts.Expression {
  return (
    mayBeObject(ts, node) ||
    ts.isFunctionExpression(node) ||
    ts.isArrowFunction(node) ||
    ts.isConditionalExpression(node)
  );
}

/** A result, an iterator, an iterable, or what makes them, is taken for one of another type. */
function isWantedWhole(question: Question, expression: ts.Expression): boolean {
  const { context, makers } = question;
  const { ts, checker } = context;
  if (accessKind(ts, expression) === "write" || isAsserted(ts, expression)) return false;
  if (isWrittenOut(question, expression)) return false;
  // What it is awaited for is looked at with the `await`.
  if (ts.isAwaitExpression(expression.parent)) return false;
  const given = checker.getTypeAtLocation(expression);
  if (!givesResult(question, given)) return false;
  if (isTakenApart(ts, expression)) return !isAssignedWell(question, expression.parent.left);
  const changes = new Set([...makers, ...classesOf(ts, given)]);
  const passesElements = !isOfElement(question, given);
  return wantedOf(context, expression)
    .flatMap((type) => resultsOf(context, type, { changes, part: question.part, passesElements }))
    .some((result) => isOthers(question, result));
}

/** Such a result can be had from an element of a value of that type, as of a list of iterators. */
function isOfElement({ context, part, declared }: Question, type: ts.Type): boolean {
  const drawn = new Set(resultsOf(context, type, { passesElements: true }));
  return resultsOf(context, type).some(
    (result) => !drawn.has(result) && isStrict(context, result, part, declared),
  );
}

/** A result that says itself what is looked for, in code that stays: another iterator's, whose maker gives this one as well. */
function isWrittenOut({ context, declared }: Question, expression: ts.Expression): boolean {
  return (
    context.ts.isObjectLiteralExpression(expression) &&
    expression.properties.some((property) => declared.has(property))
  );
}

/** What an instance of a class gives changes where it is wanted as such an instance, too. */
function classesOf(ts: TypeScript, type: ts.Type): readonly ts.Type[] {
  const isOfClass = ({ symbol }: { readonly symbol?: ts.Symbol }): boolean =>
    symbol !== undefined && (symbol.flags & ts.SymbolFlags.Class) !== 0;
  return (type.isUnion() ? type.types : [type]).filter(isOfClass);
}

function givesResult({ context, part, declared, known }: Question, type: ts.Type): boolean {
  const answer =
    known.get(type) ?? resultsOf(context, type).some((result) => isStrict(context, result, part, declared));
  known.set(type, answer);
  return answer;
}

/** A result's type that stays what it is. */
function isOthers({ context, part, isGone }: Question, result: ts.Type): boolean {
  const { ts, checker } = context;
  const property = checker.getPropertyOfType(result, part);
  if (!property || property.declarations?.every(isGone) === true) return false;
  // What `{ value: T }` makes of it goes on elsewhere.
  const isOpen = part === "value" && hangsOnTypeParameter(ts, checker.getTypeOfSymbol(property));
  return isOpen || isStrict(context, result, part);
}

/** A parameter that takes anything hands it on as what it is. */
function wantedOf(context: TypeContext, expression: ts.Expression): readonly ts.Type[] {
  const { ts, checker } = context;
  const { parent } = expression;
  const index = ts.isCallExpression(parent) ? parent.arguments.indexOf(expression) : -1;
  if (!ts.isCallExpression(parent) || index < 0) return wantedTypes(context, expression);
  const [type] = parametersOf(context, parent).slice(index);
  const declared = type && checker.getTypeFromTypeNode(type);
  if (!declared || !isOfCall(context, declared, parent)) return wantedTypes(context, expression);
  const constraint = checker.getBaseConstraintOfType(declared);
  return constraint ? [constraint] : [];
}

/** A type parameter of the function itself: one of its object, as of a map's `set()`, is given already. */
function isOfCall({ ts, checker }: TypeContext, type: ts.Type, call: ts.CallExpression): boolean {
  if ((type.flags & ts.TypeFlags.TypeParameter) === 0) return false;
  const declaration = checker.getResolvedSignature(call)?.getDeclaration();
  const own = declaration?.typeParameters?.map((parameter) => checker.getTypeAtLocation(parameter)) ?? [];
  return own.includes(type);
}

/** The types of the parameters as they are written. */
function parametersOf(
  { ts, checker }: TypeContext,
  call: ts.CallExpression,
): readonly (ts.TypeNode | undefined)[] {
  const declaration = checker.getResolvedSignature(call)?.getDeclaration();
  if (!declaration || ts.isJSDocSignature(declaration)) return [];
  return declaration.parameters.map(({ type }) => type);
}

/** What is asserted has only to be comparable. */
function isAsserted(ts: TypeScript, { parent }: ts.Expression): boolean {
  return ts.isAsExpression(parent) || ts.isTypeAssertionExpression(parent);
}

/** `class Rows extends Table implements Steps`, where one of them says what the class's method gives. */
function isPromisedByClass(question: Question, owner: ts.ClassLikeDeclaration): boolean {
  const { context, makers } = question;
  const { checker } = context;
  const own = makers.filter(({ parent }) => parent === owner);
  if (own.length === 0) return false;
  return (owner.heritageClauses ?? [])
    .flatMap(({ types }) => types.map((type) => checker.getTypeAtLocation(type)))
    .flatMap((type) => own.flatMap((maker) => promisedOf(question, type, maker)))
    .some((result) => isOthers(question, result));
}

/** A method that has a name of its own gives what is said of that name, whatever else can be had of the type; `next()` is the iterator's. */
function promisedOf(
  { context }: Question,
  type: ts.Type,
  { name }: ts.SignatureDeclaration,
): readonly ts.Type[] {
  const { ts, checker } = context;
  if (!name || !ts.isIdentifier(name) || name.text === "next") return resultsOf(context, type);
  const property = checker.getPropertyOfType(type, name.text);
  return property ? resultsOf(context, checker.getTypeOfSymbol(property)) : [];
}

/** `result.done` */
function isPart({ context, part, declared }: Question, node: ts.Node): node is ts.Expression {
  const { ts, checker } = context;
  if (!ts.isPropertyAccessExpression(node) || node.name.text !== part) return false;
  return checker.getSymbolAtLocation(node.name)?.declarations?.some((one) => declared.has(one)) ?? false;
}

/** `const { done } = it.next()` */
function isTakenOut({ context, part, declared }: Question, node: ts.BindingElement): boolean {
  const { ts, checker } = context;
  const key = node.propertyName ?? node.name;
  if (!ts.isIdentifier(key) || key.text !== part || !ts.isObjectBindingPattern(node.parent)) return false;
  const property = checker.getPropertyOfType(checker.getTypeAtLocation(node.parent), part);
  return property?.declarations?.some((one) => declared.has(one)) ?? false;
}

function isElementTakenWell(question: Question, element: ts.BindingElement): boolean {
  if (element.initializer) return true;
  return question.context.ts.isIdentifier(element.name) && areUsesFine(question, element.name);
}

type TakenApart = ts.Expression & {
  readonly parent: ts.BinaryExpression & { readonly left: ts.ObjectLiteralExpression };
};

/** `({ value, done } = it.next())` */
function isTakenApart(ts: TypeScript, expression: ts.Expression): expression is TakenApart {
  const { parent } = expression;
  return (
    ts.isBinaryExpression(parent) &&
    parent.right === expression &&
    parent.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
    ts.isObjectLiteralExpression(parent.left)
  );
}

/** What it goes to has no type but that of such a part, or one that takes a generator's. */
function isAssignedWell(question: Question, { properties }: ts.ObjectLiteralExpression): boolean {
  const { context, part } = question;
  const { ts, checker } = context;
  const property = properties.find(({ name }) => name && ts.isIdentifier(name) && name.text === part);
  if (!property) return true;
  const symbol = ts.isShorthandPropertyAssignment(property)
    ? checker.getShorthandAssignmentValueSymbol(property)
    : ts.isPropertyAssignment(property)
      ? checker.getSymbolAtLocation(property.initializer)
      : undefined;
  const declaration = symbol?.valueDeclaration;
  if (!symbol || !declaration) return false;
  if (ts.isBindingElement(declaration) && isTakenOut(question, declaration)) return true;
  return !isRefused(ts, checker.getTypeOfSymbol(symbol), part);
}

/** Of a variable that has no type but what it is given. */
function areUsesFine(question: Question, name: ts.Identifier): boolean {
  const { ts, checker } = question.context;
  const symbol = checker.getSymbolAtLocation(name);
  const isUse = (use: ts.Identifier): boolean => use !== name && namedBy(question.context, use) === symbol;
  return usesOfVariable(ts, name.getSourceFile(), name.text)
    .filter(isUse)
    .every((use) => isTarget(ts, use) || isTakenWell(question, use));
}

function namedBy({ ts, checker }: TypeContext, name: ts.Identifier): ts.Symbol | undefined {
  return ts.isShorthandPropertyAssignment(name.parent)
    ? checker.getShorthandAssignmentValueSymbol(name.parent)
    : checker.getSymbolAtLocation(name);
}

function isTarget(ts: TypeScript, name: ts.Identifier): boolean {
  const { parent } = name;
  return accessKind(ts, ts.isShorthandPropertyAssignment(parent) ? parent.parent : name) === "write";
}

/** Would the code compile with what a generator gives? */
function isTakenWell(question: Question, expression: ts.Expression): boolean {
  const { context, part } = question;
  const { ts } = context;
  const outer = wrapped(ts, expression);
  if (outer !== expression && !ts.isParenthesizedExpression(expression.parent)) return true;
  const { parent } = outer;
  if (isAsked(ts, parent, outer)) return true;
  if (ts.isBinaryExpression(parent)) return isOperandTakenWell(question, parent, outer);
  if (ts.isConditionalExpression(parent)) return isTakenWell(question, parent);
  if (ts.isVariableDeclaration(parent) && !parent.type && !ts.getJSDocType(parent))
    return ts.isIdentifier(parent.name) && areUsesFine(question, parent.name);
  const wanted = wantedOf(context, outer);
  if (wanted.length === 0) return part === "value" ? !isHandedOn(ts, parent) : ts.isCallExpression(parent);
  return wanted.every((type) => !isRefused(ts, type, part));
}

/** Without a type that says what is wanted, it gives its own to what is around, or to what a call makes of it. */
function isHandedOn(ts: TypeScript, parent: ts.Node): boolean {
  return (
    ts.isCallExpression(parent) ||
    ts.isNewExpression(parent) ||
    ts.isReturnStatement(parent) ||
    ts.isArrowFunction(parent) ||
    ts.isObjectLiteralElement(parent) ||
    ts.isArrayLiteralExpression(parent) ||
    ts.isPropertyDeclaration(parent)
  );
}

/** Only whether it counts as true is looked at, or nothing. */
function isAsked(ts: TypeScript, parent: ts.Node, node: ts.Expression): boolean {
  if (ts.isIfStatement(parent) || ts.isWhileStatement(parent) || ts.isDoStatement(parent)) return true;
  if (ts.isForStatement(parent) || ts.isSwitchStatement(parent) || ts.isCaseClause(parent)) return true;
  if (ts.isConditionalExpression(parent)) return parent.condition === node;
  return (
    ts.isPrefixUnaryExpression(parent) ||
    ts.isExpressionStatement(parent) ||
    ts.isVoidExpression(parent) ||
    ts.isTypeOfExpression(parent) ||
    ts.isTemplateSpan(parent)
  );
}

function isOperandTakenWell(question: Question, parent: ts.BinaryExpression, node: ts.Expression): boolean {
  const { context, part } = question;
  const { ts } = context;
  const { AmpersandAmpersandToken, BarBarToken, QuestionQuestionToken } = ts.SyntaxKind;
  const operator = parent.operatorToken.kind;
  if (isComparison(ts, operator)) return part === "value" || !tellsApart(question, parent, node);
  const isChoice = [AmpersandAmpersandToken, BarBarToken, QuestionQuestionToken].includes(operator);
  if (!isChoice) return wantedOf(context, node).every((type) => !isRefused(ts, type, part));
  if (parent.left === node && operator !== AmpersandAmpersandToken) return true;
  return isTakenWell(question, parent);
}

/** `done === false`, where each kind of result has its own: what is behind `else` may be either of a generator's. */
function tellsApart({ context }: Question, parent: ts.BinaryExpression, done: ts.Expression): boolean {
  const { ts, checker } = context;
  const other = parent.left === done ? parent.right : parent.left;
  if (other.kind !== ts.SyntaxKind.FalseKeyword || !ts.isPropertyAccessExpression(done)) return false;
  const type = checker.getTypeAtLocation(done.expression);
  return type.isUnion() && type.types.every((result) => isOneBoolean(context, result));
}

function isOneBoolean({ ts, checker }: TypeContext, result: ts.Type): boolean {
  const done = checker.getPropertyOfType(result, "done");
  return done !== undefined && (checker.getTypeOfSymbol(done).flags & ts.TypeFlags.BooleanLiteral) !== 0;
}
