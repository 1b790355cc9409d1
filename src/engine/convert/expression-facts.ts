import type ts from "typescript";
import type { ExpressionFacts } from "../expression-facts";
import type { Facts } from "../facts";
import type { IteratorKind } from "../kind";
import { isVariableName } from "../syntax/variable-name";
import { once } from "../once";
import type { Renderer } from "../lower/render";
import {
  accessKind,
  ancestor,
  hasModifier,
  isConst,
  isJavaScript,
  some,
  someOwn,
  unwrap,
  walk,
} from "../syntax/nodes";
import { isQuietGenerator } from "../syntax/quiet-generator";
import { isTextMethod } from "../syntax/text-methods";
import type { TypeScript } from "../typescript";
import { isInPlatformTypes, isOfPlatform } from "../judge/of-platform";
import { endsFlow, neverComesBack, promisesNever } from "../describe/never-back";
import { enumValueOf } from "./enum-values";
import { countedUpFrom, flagSetTo } from "./flags";
import type { FromOutside } from "./outside-fields";
import { isGivenArrays, isGivenQuiet } from "./given-arrays";
import { isGivenNumbers, mayBeGivenOther } from "./given-numbers";
import { givesParsed, type OwnFunction } from "./parsed";
import { showsNaN } from "./shows-nan";

/**
 * Carries what the host knows of expressions over to the generated body, where they are known by their text.
 *
 * @param roots - the source that the body was made of
 * @param render - gives an expression the text that it has in the body
 * @returns answers for expressions whose every occurrence agrees
 */
export function expressionFacts(
  ts: TypeScript,
  roots: readonly ts.Node[],
  render: Renderer,
  facts: Facts,
  mayBePut: FromOutside,
): (text: string) => ExpressionFacts | undefined {
  const byText = new Map<string, ts.Expression[]>();
  for (const root of roots) {
    walk(ts, root, (node) => {
      if (!isSubject(ts, node)) return;
      const text = onOneLine(render.node(node));
      byText.set(text, [...(byText.get(text) ?? []), node]);
    });
  }
  const known = new Map<string, ExpressionFacts | undefined>();
  return (given) => {
    const text = onOneLine(given);
    if (!known.has(text)) known.set(text, agreedOn(ts, byText.get(text) ?? [], facts, mayBePut));
    return known.get(text);
  };
}

/** A chain may stand on several lines here, and on one there. */
function onOneLine(text: string): string {
  return text.replace(/\s+(?=\??\.)/g, "");
}

/**
 * In JavaScript, what is assigned to is of any type; what is read there is of the types of all that is assigned. (Of a list, TypeScript
 * says so too soon.)
 */
function readAlone(ts: TypeScript, nodes: readonly ts.Expression[]): readonly ts.Expression[] {
  const read = nodes.filter((node) => !(isJavaScript(node) && accessKind(ts, node) === "write"));
  return read.length > 0 ? read : nodes;
}

function agreedOn(
  ts: TypeScript,
  nodes: readonly ts.Expression[],
  facts: Facts,
  mayBePut: FromOutside,
): ExpressionFacts | undefined {
  const agreed = agree(nodes.map((node) => factsOf(ts, node, facts, mayBePut)));
  if (nodes.some(ts.isElementAccessExpression.bind(ts))) return agreed;
  // Worked out only when they are asked for: they take searches through the project, and through all names in scope.
  const mayBeNaN = once(() =>
    nodes.some((node) => facts.isNumber?.(node) !== false && showsNaN(ts, node, facts)),
  );
  const isArray = once(() => agreed?.isArray ?? nodes.every((node) => isGivenArrays(ts, node, facts)));
  const isNumber = once(() =>
    agreed?.isNumber === true && nodes.some((node) => mayBeGivenOther(ts, node, facts))
      ? undefined
      : (agreed?.isNumber ?? (nodes.every((node) => isGivenNumbers(ts, node, facts)) || undefined)),
  );
  const read = readAlone(ts, nodes);
  const isSelfIterator = once(() => theSame(read, (node) => facts.isSelfIterator?.(node)));
  const isGenerator = once(() => theSame(read, (node) => facts.isGenerator?.(node)));
  const isQuiet = once(() => nodes.every((node) => isGivenQuiet(ts, node, facts)));
  const unionText = once(() => theSame(nodes, (node) => facts.unionText?.(node)));
  const typeText = once(() => theSame(nodes, (node) => facts.typeText?.(node)));
  const takesArgument = once(() => theSame(nodes, (node) => functionTakesArgument(ts, node, facts)));
  const hasPlainSignature = once(() => theSame(nodes, (node) => facts.hasPlainSignature?.(node)));
  const isNeverEnd = once(() => theSame(nodes, (node) => facts.isNeverEnd?.(node)));
  const isNeverEndHere = once(() => theSame(nodes, (node) => facts.isNeverEndHere?.(node)));
  const enumValue = once(() => theSame(nodes, (node) => enumValueOf(ts, node, facts)));
  const ofPlatform = once(() => nodes.every((node) => isPlatformName(ts, node, facts)));
  const never = once(() => theSame(nodes, (node) => facts.neverAmong?.(node)));
  const onlySetTo = once(() => theSame(nodes, (node) => flagSetTo(ts, node, facts)));
  const countsUpFrom = once(() => theSame(nodes, (node) => countedUpFrom(ts, node, facts)));
  return (
    agreed && {
      ...agreed,
      get isArray() {
        return isArray();
      },
      get isSelfIterator() {
        return isSelfIterator();
      },
      get isGenerator() {
        return isGenerator();
      },
      get isNumber() {
        return isNumber();
      },
      // What is never anything but an array that is given is put in there once.
      get isStable() {
        return agreed.isStable ?? (agreed.isArray === undefined && isArray());
      },
      get closesQuietly() {
        return agreed.closesQuietly ?? (isArray() || isQuiet());
      },
      get mayBeNaN() {
        return mayBeNaN();
      },
      get unionText() {
        return unionText();
      },
      get typeText() {
        return typeText();
      },
      get takesArgument() {
        return takesArgument();
      },
      get hasPlainSignature() {
        return hasPlainSignature();
      },
      get isNeverEnd() {
        return isNeverEnd();
      },
      get isNeverEndHere() {
        return isNeverEndHere();
      },
      get enumValue() {
        return enumValue();
      },
      get isOfPlatform() {
        return ofPlatform();
      },
      get neverAmong() {
        return never();
      },
      get onlySetTo() {
        return onlySetTo();
      },
      get countsUpFrom() {
        return countsUpFrom();
      },
    }
  );
}

/** @returns the answer that all nodes give, if they do */
function theSame<T>(nodes: readonly ts.Expression[], ask: (node: ts.Expression) => T): T | undefined {
  const answers = new Set(nodes.map(ask));
  return answers.size === 1 ? [...answers][0] : undefined;
}

function isSubject(ts: TypeScript, node: ts.Node): node is ts.Expression {
  return isPlace(ts, node) || isCall(ts, node) || isFallback(ts, node) || ts.isElementAccessExpression(node);
}

/** `limit || 100`, `limit ?? 100`: what there is of both together, no part tells. */
function isFallback(ts: TypeScript, node: ts.Node): boolean {
  if (!ts.isBinaryExpression(node)) return false;
  const { kind } = node.operatorToken;
  return kind === ts.SyntaxKind.BarBarToken || kind === ts.SyntaxKind.QuestionQuestionToken;
}

function isPlace(ts: TypeScript, node: ts.Node): boolean {
  return (ts.isIdentifier(node) && isVariableName(ts, node)) || ts.isPropertyAccessExpression(node);
}

/** Each call may give something else, so what is known of it is what its type says of all that it gives. */
function isCall(ts: TypeScript, node: ts.Node): boolean {
  return ts.isCallExpression(node) || ts.isNewExpression(node) || ts.isAwaitExpression(node);
}

function factsOf(ts: TypeScript, node: ts.Expression, facts: Facts, mayBePut: FromOutside): ExpressionFacts {
  // There may be nothing at an index, whatever the type says; but that is no promise either.
  if (ts.isElementAccessExpression(node)) return clean({ isThenable: facts.isThenable(node) });
  if (isFallback(ts, node))
    return clean({ isNumber: facts.isNumber?.(node), isBigInt: facts.isBigInt?.(node) });
  const isObject = facts.isObject?.(node);
  if (isCall(ts, node)) {
    return clean({
      isObject,
      isNumber: facts.isNumber?.(node),
      isBigInt: facts.isBigInt?.(node),
      isThenable: facts.isThenable(node),
      isNoPromise: isNoPromise(ts, node, facts) || undefined,
      isQuietCall: isTextMethod(ts, node, facts) || undefined,
      neverComesBack: neverComesBack(ts, node, facts) || undefined,
      endsFlow: endsFlow(ts, node, facts) || undefined,
      neverGivesResult: promisesNever(ts, node, facts) || undefined,
      closesQuietly: facts.closesQuietly?.(node),
      isQuietGenerator: givesQuietGenerator(ts, node, "async", facts) || undefined,
      isQuietSyncGenerator: givesQuietGenerator(ts, node, "sync", facts) || undefined,
      isTypedByPlace: facts.isTypedByPlace?.(node) === true || undefined,
      isFresh: givesParsed(ts, node, facts, (call) => ownFunctionCalled(ts, call, facts)) || undefined,
    });
  }
  const isArray = facts.isArray(node);
  const isNumber = facts.isNumber?.(node);
  const isSelfIterator = facts.isSelfIterator?.(node);
  const isSelfSyncIterator = facts.isSelfSyncIterator?.(node);
  return clean({
    isArray,
    isObject,
    isNumber,
    isBigInt: facts.isBigInt?.(node),
    isIterable: facts.isIterable(node),
    isAsyncIterable: facts.isAsyncIterable(node),
    isPrimitive: facts.isPrimitive(node),
    isThenable: facts.isThenable(node),
    isStable:
      isArray || isNumber || isSelfIterator || isSelfSyncIterator
        ? isStable(ts, node, facts, mayBePut)
        : undefined,
    isConstant: isConstantName(ts, node, facts) || undefined,
    closesQuietly: facts.closesQuietly?.(node) ?? isArray,
    isSelfIterator,
    isSelfSyncIterator,
  });
}

/** @returns whether the function that the name stands for has a parameter, or looks at its arguments without one */
function functionTakesArgument(ts: TypeScript, node: ts.Expression, facts: Facts): boolean | undefined {
  const name = ts.isPropertyAccessExpression(node) ? node.name : node;
  const declaration = facts.declarationOf(name);
  const fn = declaration && functionOf(ts, declaration);
  if (!fn?.body) return undefined;
  const { body, parameters } = fn;
  return parameters.length > 0 || some(ts, body, (one) => ts.isIdentifier(one) && one.text === "arguments");
}

/** What it declares is that function for good, and is called as it is written. */
function functionOf(ts: TypeScript, declaration: ts.Declaration) {
  if (ts.isFunctionDeclaration(declaration)) return declaration;
  const isConstant = ts.isVariableDeclaration(declaration) && isConst(ts, declaration);
  const isField =
    ts.isPropertyDeclaration(declaration) && hasModifier(ts, declaration, ts.SyntaxKind.PrivateKeyword);
  if (!(isConstant || isField) || declaration.type) return undefined;
  const value = declaration.initializer && unwrap(ts, declaration.initializer);
  return value && (ts.isArrowFunction(value) || ts.isFunctionExpression(value)) ? value : undefined;
}

/** `() => void` may be the type of a function that gives a promise; of one that is seen, or the platform's, it is not. */
function isNoPromise(ts: TypeScript, node: ts.Expression, facts: Facts): boolean {
  if (!ts.isCallExpression(node)) return false;
  if (facts.typeText?.(node) !== undefined) return facts.isThenable(node) === false;
  const { expression } = node;
  const callee = ts.isPropertyAccessExpression(expression) ? expression.name : expression;
  const declaration = ts.isMemberName(callee) ? facts.declarationOf(callee) : undefined;
  if (!declaration) return false;
  if (ts.isMethodSignature(declaration))
    return isInPlatformTypes(declaration) && declaration.type?.kind === ts.SyntaxKind.VoidKeyword;
  return isOwnFunction(ts, declaration) && givesNothing(ts, declaration);
}

/** The call of a function, or of a private method, that is what it says for good. */
function givesQuietGenerator(ts: TypeScript, node: ts.Expression, kind: IteratorKind, facts: Facts): boolean {
  if (!ts.isCallExpression(node)) return false;
  const closesQuietly = (source: ts.Expression) =>
    facts.isArray(source) === true || facts.closesQuietly?.(source) === true;
  const fn = functionCalled(ts, node, facts);
  return fn !== undefined && isQuietGenerator(ts, fn, kind, closesQuietly) && !isReplaced(ts, fn, facts);
}

function functionCalled(
  ts: TypeScript,
  { expression }: ts.CallExpression,
  facts: Facts,
): OwnFunction | undefined {
  const callee = ts.isPropertyAccessExpression(expression) ? expression.name : expression;
  const fn = ts.isMemberName(callee) ? facts.declarationOf(callee) : undefined;
  return fn && isOwnFunction(ts, fn) ? fn : undefined;
}

/** The same, where nothing else is put in its place. */
function ownFunctionCalled(ts: TypeScript, call: ts.CallExpression, facts: Facts): OwnFunction | undefined {
  const fn = functionCalled(ts, call, facts);
  return fn && !isReplaced(ts, fn, facts) ? fn : undefined;
}

function isOwnFunction(ts: TypeScript, node: ts.Declaration): node is OwnFunction {
  if (!ts.isMethodDeclaration(node)) return ts.isFunctionDeclaration(node);
  return ts.isPrivateIdentifier(node.name) || hasModifier(ts, node, ts.SyntaxKind.PrivateKeyword);
}

/** Something else is put in the function's place, or may be. */
function isReplaced(ts: TypeScript, { name }: OwnFunction, facts: Facts): boolean {
  if (!name || ts.isPrivateIdentifier(name)) return false;
  const references = facts.references(name);
  return !references?.every(({ node, isDeclaration }) => {
    const { parent } = node;
    const access = ts.isPropertyAccessExpression(parent) && parent.name === node ? parent : node;
    return isDeclaration || !ts.isExpression(access) || accessKind(ts, access) === "read";
  });
}

function isPlatformName(ts: TypeScript, node: ts.Expression, facts: Facts): boolean {
  return ts.isIdentifier(node) && isOfPlatform(node, facts);
}

function givesNothing(ts: TypeScript, fn: OwnFunction): boolean {
  const isPlain = !fn.asteriskToken && !hasModifier(ts, fn, ts.SyntaxKind.AsyncKeyword);
  const gives = (node: ts.Node) => ts.isReturnStatement(node) && node.expression !== undefined;
  return fn.body !== undefined && isPlain && !someOwn(ts, fn.body, gives);
}

/** Does nothing assign the variable or field once it has its first value? */
function isStable(
  ts: TypeScript,
  node: ts.Expression,
  facts: Facts,
  mayBePut: FromOutside,
): boolean | undefined {
  const name = ts.isPropertyAccessExpression(node) ? node.name : node;
  const declaration = facts.declarationOf(name);
  if (declaration && ts.isBindingElement(declaration)) return isConstant(ts, declaration) || undefined;
  if (!declaration || !isFieldOrVariable(ts, declaration)) return undefined;
  if (hasModifier(ts, declaration, ts.SyntaxKind.ReadonlyKeyword)) return true;
  if (isConstant(ts, declaration)) return true;
  if (mayBePut(declaration)) return undefined;
  const references = facts.references(declaration.name);
  return references?.every(
    (reference) => reference.isDeclaration || isReadOrFirst(ts, reference.node, declaration),
  )
    ? true
    : undefined;
}

function isConstantName(ts: TypeScript, node: ts.Expression, facts: Facts): boolean {
  const declaration = ts.isIdentifier(node) ? facts.declarationOf(node) : undefined;
  return declaration !== undefined && ts.isVariableDeclaration(declaration) && isConstant(ts, declaration);
}

function isConstant(ts: TypeScript, declaration: ts.Declaration): boolean {
  return (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
}

type FieldOrVariable = ts.VariableDeclaration | ts.ParameterDeclaration | ts.PropertyDeclaration;

function isFieldOrVariable(ts: TypeScript, node: ts.Declaration): node is FieldOrVariable {
  return ts.isVariableDeclaration(node) || ts.isParameter(node) || ts.isPropertyDeclaration(node);
}

/** A read, or an assignment in the constructor of the field's own class. */
function isReadOrFirst(ts: TypeScript, reference: ts.Node, declaration: FieldOrVariable): boolean {
  const { parent } = reference;
  const access = ts.isPropertyAccessExpression(parent) && parent.name === reference ? parent : reference;
  if (!ts.isExpression(access) || accessKind(ts, access) === "read") return true;
  const scope = ancestor(reference, ts.isFunctionLike.bind(ts));
  return (
    ts.isPropertyDeclaration(declaration) &&
    scope !== undefined &&
    ts.isConstructorDeclaration(scope) &&
    scope.parent === declaration.parent
  );
}

type Answers = Readonly<Record<string, boolean | undefined>>;

function clean(answers: Answers): ExpressionFacts {
  return Object.fromEntries(Object.entries(answers).filter(([, answer]) => answer !== undefined));
}

function agree(all: readonly ExpressionFacts[]): ExpressionFacts | undefined {
  const [first, ...more] = all;
  if (!first) return undefined;
  const agreed = Object.entries(first).filter(([key, answer]) =>
    more.every((other) => other[key as keyof ExpressionFacts] === answer),
  );
  return Object.fromEntries(agreed);
}
