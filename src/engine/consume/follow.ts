import type ts from "typescript";
import {
  ancestor,
  hasModifier,
  isAssignmentOperator,
  isFunctionBoundary,
  isUndefined,
  wrapped,
} from "../syntax/nodes";
import { isWhereArray } from "./array-branch";
import type { TraceContext } from "./context";
import { escapes, type Flow, merge, nowhere, used } from "./draw";
import { followArray } from "./follow-array";
import { intoPrivateField } from "./follow-field";
import { enter, type FollowContext, kept, type Position } from "./follow-context";
import { followPut } from "./follow-put";
import { followReturn } from "./follow-return";
import { inspectionOfHolder } from "./inspection";
import { drawWhole, followUse } from "./follow-use";
import { usesArguments } from "./functions";
import { expressionNamed, placeOf } from "./reference-place";
import { comesBeforeUses, type Crossing, crossing, crossingOfAssignment, direct, join } from "./repetition";
import { drawByPattern } from "./whole-draws";

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
  if (isDefault(context, outer, parent)) return followDefault(context, here, parent);
  if (ts.isReturnStatement(parent)) return followReturn(context, here, ancestor(parent, isBoundary(context)));
  if (ts.isArrowFunction(parent)) return followReturn(context, here, parent);
  if (ts.isConditionalExpression(parent)) return followConditional(context, here, parent);
  if (ts.isBinaryExpression(parent)) return followBinary(context, here, parent);
  if (ts.isPrefixUnaryExpression(parent) || isCondition(context, outer)) return nowhere;
  if (position.isPromised) return escapes(outer);
  if (position.depth > 0) return followArray(context, here, parent);
  if (isMadeText(context, outer) || isAskedForKeys(context, outer))
    return used({ kind: "inspection", node: outer });
  const inspected = inspectionOfHolder(context, outer);
  if (inspected) return used({ kind: "inspection", node: inspected });
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

/** `for (const key in iterator)` */
function isAskedForKeys({ ts }: TraceContext, { parent }: ts.Expression): boolean {
  return ts.isForInStatement(parent);
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

/** @returns whether it is `null` or `undefined` */
export function isNothing({ ts }: TraceContext, expression: ts.Expression): boolean {
  return expression.kind === ts.SyntaxKind.NullKeyword || isUndefined(ts, expression);
}

/** `x = origin`, `object.x = origin` */
function followAssignment(context: FollowContext, position: Position, parent: ts.BinaryExpression): Flow {
  const { ts } = context;
  const { left } = parent;
  if (position.depth === 0 && ts.isArrayLiteralExpression(left)) {
    const drawn = drawByPattern(context, left);
    if (drawn)
      return merge([
        drawWhole(context, position, drawn),
        follow(context, { ...position, expression: parent }),
      ]);
  }
  const given =
    intoVariable(context, position, parent) ??
    intoPrivateField(context, position, left) ??
    followPut(context, position, left);
  if (!given) return escapes(parent);
  return merge([given, follow(context, { ...position, expression: parent, isImmediate: false })]);
}

function intoVariable(
  context: FollowContext,
  position: Position,
  { left }: ts.BinaryExpression,
): Flow | undefined {
  const { ts, facts } = context;
  const declaration = ts.isIdentifier(left) ? facts.declarationOf(left) : undefined;
  if (!declaration || !isVariable(context, declaration)) return undefined;
  const { name, initializer } = declaration;
  if (!ts.isIdentifier(name)) return undefined;
  const isFirst = ts.isVariableDeclaration(declaration) && (!initializer || isNothing(context, initializer));
  const uses = usesOf(context, name);
  const isNew = isFirst && comesBeforeUses(context, declaration, left.parent, uses);
  return followName(context, isNew ? position : kept(position), {
    declaration,
    name,
    anchor: left.parent,
    from: left.parent,
    into: crossingOfAssignment(context.ts, declaration, left.parent, uses),
  });
}

/** What names a variable, its declaration left out. */
function usesOf({ facts }: FollowContext, name: ts.Identifier): readonly ts.Node[] {
  return (facts.references(name) ?? []).filter(({ isDeclaration }) => !isDeclaration).map(({ node }) => node);
}

/** A parameter is one, too, unless `arguments` may have its value. */
function isVariable(
  { ts }: TraceContext,
  declaration: ts.Declaration,
): declaration is ts.VariableDeclaration | ts.ParameterDeclaration | ts.BindingElement {
  if (ts.isVariableDeclaration(declaration) || ts.isBindingElement(declaration)) return true;
  return (
    ts.isParameter(declaration) &&
    !ts.isParameterPropertyDeclaration(declaration, declaration.parent) &&
    !usesArguments(ts, declaration.parent)
  );
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
  const { name } = declaration;
  const uses = ts.isIdentifier(name) ? usesOf(context, name) : [];
  const isNew = !ts.isIdentifier(name) || comesBeforeUses(context, declaration, declaration, uses);
  const into = crossingOfAssignment(ts, declaration, declaration, uses);
  return followPattern(context, isNew ? position : kept(position), declaration, declaration, into);
}

/** `rows = new Rows()` as a parameter, or in a pattern of one: each call that gives nothing else has one of its own. */
function isDefault(
  { ts }: TraceContext,
  value: ts.Expression,
  parent: ts.Node,
): parent is ts.ParameterDeclaration | ts.BindingElement {
  if (ts.isParameter(parent)) return parent.initializer === value;
  if (!ts.isBindingElement(parent) || parent.initializer !== value) return false;
  return ts.isParameter(ts.walkUpBindingElementsAndPatterns(parent));
}

function followDefault(
  context: FollowContext,
  position: Position,
  declaration: ts.ParameterDeclaration | ts.BindingElement,
): Flow {
  const { ts } = context;
  if (ts.isParameterPropertyDeclaration(declaration, declaration.parent)) return escapes(declaration);
  const { name } = declaration;
  const uses = ts.isIdentifier(name) ? usesOf(context, name) : [];
  const isNew = ts.isIdentifier(name) && comesBeforeUses(context, declaration, declaration, uses);
  return followPattern(context, isNew ? position : kept(position), declaration, declaration);
}

/** Where the value goes by the name, or the names, of a declaration. */
export function followPattern(
  context: FollowContext,
  position: Position,
  declaration: ts.VariableDeclaration | ts.ParameterDeclaration | ts.BindingElement,
  from: ts.Node,
  into: Crossing = direct,
): Flow {
  const { ts } = context;
  const { name } = declaration;
  if (ts.isIdentifier(name))
    return followName(context, position, { declaration, name, anchor: declaration, from, into });
  if (ts.isObjectBindingPattern(name))
    return position.depth > 0 ? takenOffArray(context, name) : takenApart(context, name);
  if (position.depth > 0) return merge(name.elements.map((one) => takenOut(context, position, one)));
  const drawn = drawByPattern(context, name);
  return drawn ? drawWhole(context, position, drawn) : escapes(declaration);
}

/** `const [first, ...others] = list;` */
function takenOut(context: FollowContext, position: Position, element: ts.ArrayBindingElement): Flow {
  if (context.ts.isOmittedExpression(element)) return nowhere;
  const depth = element.dotDotDotToken ? position.depth : position.depth - 1;
  return followPattern(context, { ...position, depth }, element, element);
}

/** `const { length } = list;` */
function takenOffArray({ ts }: FollowContext, { elements }: ts.ObjectBindingPattern): Flow {
  const isHarmless = elements.every(
    ({ propertyName, name, dotDotDotToken }) =>
      !dotDotDotToken && ts.isIdentifier(name) && (propertyName ?? name).getText() === "length",
  );
  return isHarmless ? nowhere : merge(elements.map((element) => escapes(element)));
}

/** `const { next } = iterator;` takes members off the object that they belong to. */
function takenApart({ ts, openings }: FollowContext, pattern: ts.ObjectBindingPattern): Flow {
  return merge(
    pattern.elements.map((element) => {
      const key = element.propertyName ?? element.name;
      if (element.dotDotDotToken || !ts.isIdentifier(key)) return escapes(element);
      if (openings?.member) return openings.member(key, key.text);
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

/** How a value comes to a variable, parameter or private field. */
export interface Arrival {
  readonly declaration:
    ts.VariableDeclaration | ts.ParameterDeclaration | ts.BindingElement | ts.PropertyDeclaration;
  readonly name: ts.MemberName;
  /** The node that puts the value there: one run of it, one value. */
  readonly anchor: ts.Node;
  /** The node that hands it over, where the value was before. */
  readonly from: ts.Node;
  /** What stands between that node and the declaration; nothing when not given. */
  readonly into?: Crossing;
}

/** Follows every use of a variable or parameter. Where it gets other values, too, uses cannot be told apart. */
export function followName(context: FollowContext, position: Position, arrival: Arrival): Flow {
  const { ts, facts } = context;
  const { declaration, name, anchor, from, into = direct } = arrival;
  const references = facts.references(name);
  if (!references) return escapes(name);
  const isMixed = references.some(({ node }) => isOtherWrite(context, node, anchor));
  const toAnchor = join(join(position.toAnchor, crossing(context, position.anchor, from)), into);
  const arrived = { ...position, isImmediate: false, anchor, toAnchor };
  const at = isMixed ? kept(arrived) : arrived;
  const inner = enter(context, declaration, at);
  if (inner === "known") return nowhere;
  if (!inner || (isMixed && ts.isParameter(declaration) && usesArguments(ts, declaration.parent)))
    return escapes(name);
  const isNoArray =
    !isMixed && anchor === declaration && position.depth === 0 && facts.isArray(position.expression) !== true;
  const isOutOfReach = (node: ts.Node): boolean => isNoArray && isWhereArray(ts, node, declaration);
  const flows = references.flatMap(({ node, isDeclaration }) =>
    isDeclaration || isOutOfReach(node) ? [] : [flowOfUse(inner, at, node)],
  );
  const isPublic = !ts.isParameter(declaration) && facts.isPublicApi(declaration) !== false;
  return merge(isPublic ? [...flows, used({ kind: "escapes", node: name, publicApi: true })] : flows);
}

function flowOfUse(context: FollowContext, position: Position, node: ts.Node): Flow {
  const { ts } = context;
  const place = placeOf(ts, node);
  if (place !== "value") return place === "comment" ? nowhere : used({ kind: "type", node });
  const expression = expressionNamed(ts, node);
  if (!expression) {
    const inspected = inspectionOfHolder(context, node);
    return inspected ? used({ kind: "inspection", node: inspected }) : escapes(node);
  }
  if (!isWriteTo(context, expression)) return follow(context, { ...position, expression });
  // What `x ??= other` gives may be what `x` had before.
  const { parent } = expression;
  const isAssigned = ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  return isAssigned || !ts.isExpression(parent)
    ? nowhere
    : follow(context, { ...position, expression: parent });
}

/** Another value than nothing, put into the variable by something else than what puts in the one that is followed. */
function isOtherWrite(context: TraceContext, node: ts.Node, anchor: ts.Node): boolean {
  const expression = expressionNamed(context.ts, node);
  if (!expression || !isWriteTo(context, expression) || expression.parent === anchor) return false;
  return !context.ts.isBinaryExpression(expression.parent) || !isNothing(context, expression.parent.right);
}

function isWriteTo({ ts }: TraceContext, expression: ts.Expression): boolean {
  const { parent } = wrapped(ts, expression);
  return (
    ts.isBinaryExpression(parent) &&
    parent.left === expression &&
    isAssignmentOperator(ts, parent.operatorToken.kind)
  );
}
