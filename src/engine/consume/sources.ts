import type ts from "typescript";
import { accessKind, hasModifier, isUndefined, unwrap, wrapped, realParameters } from "../syntax/nodes";
import type { FollowContext } from "./follow-context";
import { callOf, nameOfFunction } from "./functions";
import { type Field, fieldNamed } from "./fields";
import { makersOf } from "./makers";
import { expressionNamed, placeOf } from "./reference-place";
import { isGlobal } from "./whole-draws";

/** Methods that give an array that nobody has yet. */
const copying: ReadonlySet<string> = new Set([
  "slice",
  "concat",
  "filter",
  "map",
  "flatMap",
  "flat",
  "splice",
  "toReversed",
  "toSorted",
  "toSpliced",
  "with",
]);

/**
 * The expressions that make the objects which this one may stand for: array literals, `new X()`, copies.
 *
 * @returns `undefined` where one comes from out of sight
 */
export function sourcesOf(
  context: FollowContext,
  expression: ts.Expression,
  seen = new Set<ts.Node>(),
): readonly ts.Expression[] | undefined {
  const { ts } = context;
  const value = unwrap(ts, expression);
  if (ts.isArrayLiteralExpression(value) || ts.isNewExpression(value)) return [value];
  if (value.kind === ts.SyntaxKind.NullKeyword || isUndefined(ts, value)) return [];
  if (ts.isCallExpression(value)) return isCopy(context, value) ? [value] : undefined;
  if (ts.isConditionalExpression(value)) return ofAll(context, [value.whenTrue, value.whenFalse], seen);
  if (ts.isBinaryExpression(value)) return ofBinary(context, value, seen);
  if (ts.isIdentifier(value)) return ofName(context, value, seen);
  if (!ts.isPropertyAccessExpression(value)) return undefined;
  const field = fieldNamed(context, value.name);
  return field && ofField(context, field, seen);
}

function ofAll(
  context: FollowContext,
  values: readonly (ts.Expression | undefined)[],
  seen: Set<ts.Node>,
): readonly ts.Expression[] | undefined {
  const found: ts.Expression[] = [];
  for (const value of values) {
    const sources = value && sourcesOf(context, value, seen);
    if (!sources) return undefined;
    found.push(...sources);
  }
  return found;
}

function ofBinary(
  context: FollowContext,
  { left, right, operatorToken }: ts.BinaryExpression,
  seen: Set<ts.Node>,
): readonly ts.Expression[] | undefined {
  const { ts } = context;
  switch (operatorToken.kind) {
    case ts.SyntaxKind.BarBarToken:
    case ts.SyntaxKind.QuestionQuestionToken:
    case ts.SyntaxKind.BarBarEqualsToken:
    case ts.SyntaxKind.QuestionQuestionEqualsToken:
      return ofAll(context, [left, right], seen);
    case ts.SyntaxKind.EqualsToken:
    case ts.SyntaxKind.CommaToken:
      return sourcesOf(context, right, seen);
    default:
      return undefined;
  }
}

function isCopy(context: FollowContext, { expression: callee }: ts.CallExpression): boolean {
  const { ts, facts } = context;
  if (!ts.isPropertyAccessExpression(callee)) return false;
  if (callee.getText() === "Array.from") return isGlobal(context, callee);
  return copying.has(callee.name.text) && facts.isArray(callee.expression) === true;
}

function ofName(
  context: FollowContext,
  name: ts.Identifier,
  seen: Set<ts.Node>,
): readonly ts.Expression[] | undefined {
  const { ts, facts } = context;
  const declaration = facts.declarationOf(name);
  if (!declaration) return undefined;
  if (seen.has(declaration)) return [];
  seen.add(declaration);
  if (ts.isParameter(declaration)) {
    const given = ofParameter(context, declaration);
    return given && ofWritten(context, declaration, given, seen);
  }
  if (!ts.isVariableDeclaration(declaration) || !ts.isVariableDeclarationList(declaration.parent))
    return undefined;
  const holder = declaration.parent.parent;
  const isTold = ts.isVariableStatement(holder)
    ? !hasModifier(ts, holder, ts.SyntaxKind.DeclareKeyword)
    : ts.isForStatement(holder);
  if (!isTold) return undefined;
  return ofWritten(context, declaration, declaration.initializer ? [declaration.initializer] : [], seen);
}

/** @param given - what it has to begin with */
function ofWritten(
  context: FollowContext,
  { name }: ts.VariableDeclaration | ts.ParameterDeclaration | ts.PropertyDeclaration,
  given: readonly (ts.Expression | undefined)[],
  seen: Set<ts.Node>,
): readonly ts.Expression[] | undefined {
  const { ts, facts } = context;
  const isName = ts.isIdentifier(name) || ts.isPrivateIdentifier(name);
  const references = isName ? facts.references(name) : undefined;
  if (!references) return undefined;
  const written = references.flatMap(({ node, isDeclaration }) => {
    if (isDeclaration || placeOf(ts, node) !== "value") return [];
    const expression = expressionNamed(ts, node);
    if (!expression || accessKind(ts, expression) === "read") return [];
    return [assignedTo(context, expression)];
  });
  return ofAll(context, [...given, ...written], seen);
}

/** The value of `target = value`, `target ??= value`; `undefined` for other ways to write. */
function assignedTo({ ts }: FollowContext, target: ts.Expression): ts.Expression | undefined {
  const outer = wrapped(ts, target);
  const { parent } = outer;
  if (!ts.isBinaryExpression(parent) || parent.left !== outer) return undefined;
  switch (parent.operatorToken.kind) {
    case ts.SyntaxKind.EqualsToken:
    case ts.SyntaxKind.BarBarEqualsToken:
    case ts.SyntaxKind.QuestionQuestionEqualsToken:
      return parent.right;
    default:
      return undefined;
  }
}

function ofField(
  context: FollowContext,
  field: Field,
  seen: Set<ts.Node>,
): readonly ts.Expression[] | undefined {
  const { ts } = context;
  if (seen.has(field)) return [];
  seen.add(field);
  const given = ts.isParameter(field)
    ? ofParameter(context, field)
    : field.initializer
      ? [field.initializer]
      : [];
  return given && ofWritten(context, field, given, seen);
}

/** What all calls give for it; one that gives nothing has what the parameter has by default. */
function ofParameter(
  context: FollowContext,
  parameter: ts.ParameterDeclaration,
): readonly ts.Expression[] | undefined {
  const { ts } = context;
  const { parent: fn, dotDotDotToken, initializer } = parameter;
  if (dotDotDotToken || !ts.isIdentifier(parameter.name)) return undefined;
  const index = realParameters(ts, fn).indexOf(parameter);
  const calls = callsOf(context, fn);
  const given = calls?.map((each) => each.arguments ?? []);
  if (!given || given.some((each) => each.slice(0, index + 1).some((one) => ts.isSpreadElement(one))))
    return undefined;
  const values = given.flatMap((each) => each[index] ?? []);
  return initializer ? [...values, initializer] : values;
}

/** @returns all calls of a function, or of the class that a constructor belongs to; `undefined` where there may be others */
function callsOf(
  context: FollowContext,
  fn: ts.SignatureDeclaration,
): readonly (ts.CallExpression | ts.NewExpression)[] | undefined {
  const { ts, facts } = context;
  if (ts.isConstructorDeclaration(fn)) return constructionsOf(context, fn);
  const name = nameOfFunction(ts, fn);
  if (!name || facts.isPublicApi(name.parent) !== false) return undefined;
  const references = facts.references(name);
  if (!references) return undefined;
  const calls: ts.CallExpression[] = [];
  for (const { node, isDeclaration } of references) {
    if (isDeclaration || placeOf(ts, node) !== "value") continue;
    const expression = expressionNamed(ts, node);
    const call = expression && callOf(ts, expression);
    if (!call) return undefined;
    calls.push(call);
  }
  return calls;
}

function constructionsOf(
  context: FollowContext,
  { parent: owner }: ts.ConstructorDeclaration,
): readonly ts.NewExpression[] | undefined {
  const { ts } = context;
  if (!owner.name) return undefined;
  const { origins, symbolUses, complete } = makersOf({ ...context, path: [] }, owner.name, "new");
  const isLost = symbolUses.some(({ kind, isHeritage }) => kind === "escapes" || isHeritage);
  if (!complete || isLost) return undefined;
  const made = origins.map(({ expression }) => expression);
  return made.every((one) => ts.isNewExpression(one)) ? made : undefined;
}
