import type ts from "typescript";
import {
  ancestor,
  hasModifier,
  isAssignmentOperator,
  isFunctionBoundary,
  isJavaScript,
  isUndefined,
  wrapped,
} from "../syntax/nodes";
import { stepInto, type TraceContext } from "./context";
import { escapes, type Flow, merge, nowhere, used } from "./draw";
import { followReturn } from "./follow-return";
import { drawWhole, followUse } from "./follow-use";
import { expressionNamed, placeOf } from "./reference-place";
import { type Crossing, crossing, direct, join } from "./repetition";
import { drawByPattern } from "./whole-draws";

/** A value on its way. */
export interface Position {
  /** The expression that has the value now. */
  readonly expression: ts.Expression;
  /** Nothing has run since it was made. */
  readonly isImmediate: boolean;
  /** It is a promise of the instance. */
  readonly isPromised: boolean;
  /** What names the instance here. */
  readonly anchor: ts.Node;
  /** What stands between the making and the anchor. */
  readonly toAnchor: Crossing;
}

/** What becomes of iterators that are opened by hand or by a loop, when those are the question rather than the iterable. */
export interface OpeningSink {
  loop(node: ts.Node, mayLeave: boolean): Flow;
  call(call: ts.CallExpression): Flow;
}

export interface FollowContext extends TraceContext {
  /** Set when the value is an iterable and only the iterators that it opens count. */
  readonly openings?: OpeningSink;
  /** The class inherits from `Iterator`, whose methods a generator has as well. */
  readonly hasHelpers?: boolean;
}

/** @returns the position of an instance at the expression that makes it */
export function atOrigin(origin: ts.Expression, isPromised = false): Position {
  return { expression: origin, isImmediate: true, isPromised, anchor: origin, toAnchor: direct };
}

/** Where the value goes from here. */
export function follow(context: FollowContext, position: Position): Flow {
  const { ts } = context;
  const outer = wrapped(ts, position.expression);
  const { parent } = outer;
  const here = { ...position, expression: outer };
  if (ts.isExpressionStatement(parent) || ts.isVoidExpression(parent) || ts.isTypeOfExpression(parent))
    return nowhere;
  if (ts.isAwaitExpression(parent)) return followAwait(context, here, parent);
  if (ts.isVariableDeclaration(parent)) return followVariable(context, here, parent);
  if (ts.isReturnStatement(parent)) return followReturn(context, here, ancestor(parent, isBoundary(context)));
  if (ts.isArrowFunction(parent)) return followReturn(context, here, parent);
  if (ts.isConditionalExpression(parent)) return followConditional(context, here, parent);
  if (ts.isBinaryExpression(parent)) return followBinary(context, here, parent);
  if (ts.isPrefixUnaryExpression(parent) || isCondition(context, outer)) return nowhere;
  if (position.isPromised) return escapes(outer);
  if (isMadeText(context, outer)) return used({ kind: "inspection", node: outer });
  return followUse(context, here, parent);
}

function isBoundary({ ts }: TraceContext): (node: ts.Node) => node is ts.SignatureDeclaration {
  return (node): node is ts.SignatureDeclaration => isFunctionBoundary(ts, node);
}

/** Only whether it is there is asked. */
function isCondition({ ts }: TraceContext, node: ts.Expression): boolean {
  const { parent } = node;
  if (ts.isIfStatement(parent) || ts.isWhileStatement(parent) || ts.isDoStatement(parent)) return true;
  return ts.isForStatement(parent) && parent.condition === node;
}

/** `${iterator}`, `table[iterator]`: it is asked for a text. */
function isMadeText({ ts }: TraceContext, node: ts.Expression): boolean {
  const { parent } = node;
  if (ts.isElementAccessExpression(parent)) return parent.argumentExpression === node;
  return ts.isTemplateSpan(parent) && !ts.isTaggedTemplateExpression(parent.parent.parent);
}

function followAwait(context: FollowContext, position: Position, parent: ts.AwaitExpression): Flow {
  const isInstance = position.isPromised || context.facts.isThenable(position.expression) === false;
  if (!isInstance) return escapes(parent);
  return follow(context, { ...position, expression: parent, isImmediate: false, isPromised: false });
}

function followConditional(
  context: FollowContext,
  position: Position,
  parent: ts.ConditionalExpression,
): Flow {
  if (parent.condition === position.expression) return nowhere;
  return follow(context, { ...position, expression: parent, isImmediate: false });
}

function followBinary(context: FollowContext, position: Position, parent: ts.BinaryExpression): Flow {
  const { ts } = context;
  const { left, right, operatorToken } = parent;
  const isLeft = left === position.expression;
  switch (operatorToken.kind) {
    case ts.SyntaxKind.CommaToken:
      return isLeft ? nowhere : follow(context, { ...position, expression: parent });
    case ts.SyntaxKind.BarBarToken:
    case ts.SyntaxKind.QuestionQuestionToken:
      return follow(context, { ...position, expression: parent, isImmediate: false });
    case ts.SyntaxKind.AmpersandAmpersandToken:
      return isLeft ? nowhere : follow(context, { ...position, expression: parent, isImmediate: false });
    case ts.SyntaxKind.EqualsToken:
      return isLeft ? nowhere : followAssignment(context, position, parent);
    case ts.SyntaxKind.EqualsEqualsToken:
    case ts.SyntaxKind.EqualsEqualsEqualsToken:
    case ts.SyntaxKind.ExclamationEqualsToken:
    case ts.SyntaxKind.ExclamationEqualsEqualsToken:
      return isNothing(context, isLeft ? right : left) ? nowhere : used({ kind: "identity", node: parent });
    case ts.SyntaxKind.InstanceOfKeyword:
      return used({ kind: "identity", node: parent });
    case ts.SyntaxKind.PlusToken:
      return used({ kind: "inspection", node: parent });
    case ts.SyntaxKind.InKeyword:
      return !isLeft && ts.isStringLiteralLike(left)
        ? used({ kind: "member", node: parent, member: left.text })
        : escapes(parent);
    default:
      return escapes(parent);
  }
}

function isNothing({ ts }: TraceContext, expression: ts.Expression): boolean {
  return expression.kind === ts.SyntaxKind.NullKeyword || isUndefined(ts, expression);
}

/** `x = origin`, where nothing else but null and undefined is ever put into `x`. */
function followAssignment(context: FollowContext, position: Position, parent: ts.BinaryExpression): Flow {
  const { ts, facts } = context;
  const { left } = parent;
  const drawn = ts.isArrayLiteralExpression(left) ? drawByPattern(context, left) : undefined;
  if (drawn) {
    return merge([drawWhole(context, position, drawn), follow(context, { ...position, expression: parent })]);
  }
  const named = ts.isPropertyAccessExpression(left) ? left.name : left;
  const declaration = facts.declarationOf(named);
  if (!declaration || !(isNamedVariable(context, declaration) || isPrivateField(context, declaration)))
    return escapes(parent);
  const { initializer, name } = declaration;
  if (initializer && !isNothing(context, initializer)) return escapes(parent);
  const toVariable = followName(context, position, { declaration, name, anchor: parent, from: parent });
  return merge([toVariable, follow(context, { ...position, expression: parent, isImmediate: false })]);
}

function isNamedVariable(
  { ts }: FollowContext,
  node: ts.Node,
): node is NamedDeclaration<ts.VariableDeclaration> {
  return ts.isVariableDeclaration(node) && ts.isIdentifier(node.name);
}

/** Only code of its class knows it, and types tell which. */
function isPrivateField(
  { ts }: FollowContext,
  node: ts.Node,
): node is NamedDeclaration<ts.PropertyDeclaration> {
  if (!ts.isPropertyDeclaration(node)) return false;
  if (ts.isPrivateIdentifier(node.name)) return true;
  const isPrivate = hasModifier(ts, node, ts.SyntaxKind.PrivateKeyword);
  return isPrivate && !isJavaScript(node) && ts.isIdentifier(node.name);
}

function followVariable(
  context: FollowContext,
  position: Position,
  declaration: ts.VariableDeclaration,
): Flow {
  const { ts } = context;
  if (ts.isVariableDeclarationList(declaration.parent) && isUsing(context, declaration.parent)) {
    const member = context.kind === "async" ? "[Symbol.asyncDispose]" : "[Symbol.dispose]";
    return used({ kind: "member", node: declaration, member });
  }
  const drawn = ts.isArrayBindingPattern(declaration.name)
    ? drawByPattern(context, declaration.name)
    : undefined;
  if (drawn) return drawWhole(context, position, drawn);
  const { name } = declaration;
  if (ts.isObjectBindingPattern(name)) return takenApart(context, name);
  if (!ts.isIdentifier(name)) return escapes(declaration);
  return followName(context, position, { declaration, name, anchor: declaration, from: declaration });
}

/** `const { next } = iterator;` takes members off the object that they belong to. */
function takenApart({ ts }: FollowContext, pattern: ts.ObjectBindingPattern): Flow {
  return merge(
    pattern.elements.map((element) => {
      const key = element.propertyName ?? element.name;
      if (element.dotDotDotToken || !ts.isIdentifier(key)) return escapes(element);
      return used({ kind: "member", node: element, member: key.text });
    }),
  );
}

function isUsing({ ts }: TraceContext, list: ts.VariableDeclarationList): boolean {
  return (
    /^(?:await\s+)?using\b/.test(list.getText()) &&
    !hasModifier(ts, list.parent, ts.SyntaxKind.DeclareKeyword)
  );
}

type NamedDeclaration<D> = D & { readonly name: ts.Identifier | ts.PrivateIdentifier };

/** How a value comes to a variable, parameter or private field. */
export interface Arrival {
  readonly declaration: ts.VariableDeclaration | ts.ParameterDeclaration | ts.PropertyDeclaration;
  readonly name: ts.Identifier | ts.PrivateIdentifier;
  /** The node that puts the value there: one run of it, one value. */
  readonly anchor: ts.Node;
  /** The node that hands it over, where the value was before. */
  readonly from: ts.Node;
}

/** Follows every use of a variable or parameter. */
export function followName(context: FollowContext, position: Position, arrival: Arrival): Flow {
  const { ts, facts } = context;
  const { declaration, name, anchor, from } = arrival;
  const inner = stepInto(context, declaration);
  const references = inner && facts.references(name);
  if (!references) return escapes(name);
  const toAnchor = join(position.toAnchor, crossing(context, position.anchor, from));
  const flows = references.flatMap(({ node, isDeclaration }) => {
    if (isDeclaration) return [];
    const place = placeOf(ts, node);
    if (place !== "value") return place === "comment" ? [] : [used({ kind: "type", node })];
    const expression = expressionNamed(ts, node);
    if (!expression) return [escapes(node)];
    if (isWriteTo(context, expression)) return flowOfWrite(context, expression, anchor);
    return [follow(inner, { ...position, expression, isImmediate: false, anchor, toAnchor })];
  });
  const isPublic = ts.isVariableDeclaration(declaration) && facts.isPublicApi(declaration) !== false;
  return merge(isPublic ? [...flows, used({ kind: "escapes", node: name, publicApi: true })] : flows);
}

function isWriteTo({ ts }: TraceContext, expression: ts.Expression): boolean {
  const { parent } = wrapped(ts, expression);
  return (
    ts.isBinaryExpression(parent) &&
    parent.left === expression &&
    isAssignmentOperator(ts, parent.operatorToken.kind)
  );
}

/** Another value in the same variable: uses cannot be told apart, unless it is nothing. */
function flowOfWrite(context: TraceContext, expression: ts.Expression, anchor: ts.Node): readonly Flow[] {
  const { parent } = expression;
  if (parent === anchor) return [];
  const assignsNothing = context.ts.isBinaryExpression(parent) && isNothing(context, parent.right);
  return assignsNothing ? [] : [escapes(parent)];
}
