import type ts from "typescript";
import { ancestor, functionAround, isAssignmentOperator, isOperand, isUndefined } from "../../syntax/nodes";
import { hasCircularType } from "../support/circular-type";
import { Edits } from "../support/edits";
import { contains, isEquality, isLet, isLoop, ownDescendants, type Loop } from "../support/nodes";
import type { Variable } from "../support/scopes";
import { isNothing } from "../support/values";
import { definePass, textOf, variableAt, type View } from "../support/view";

/**
 * `let page: Page | null = null;` → `let page = null as Page | null;`, and the same for what a property is put to before a loop
 *
 * Condition: the first value is of a narrower type than the variable, and either a nested function assigns the variable, where the
 * compiler's flow analysis does not look, so that it takes the variable for its first value for ever; or what a loop assigns to it has
 * a type that hangs on the variable's own, which the compiler finds its way out of where the variable starts with its full type; or it
 * holds nothing at first, and is read before anything else is assigned.
 */
export const keepDeclaredType = definePass("keep-declared-type", (view) => {
  const { ts } = view;
  for (const declaration of ownDescendants(ts, view.fn)) {
    if (!ts.isVariableDeclaration(declaration)) continue;
    const { parent: list } = declaration;
    if (!ts.isVariableDeclarationList(list) || !isLet(ts, list)) continue;
    const variable = variableAt(view, declaration.name);
    const asserted = variable && assertedValue(view, list.parent, declaration, variable);
    if (asserted === undefined) continue;
    const span = { start: declaration.name.end, end: declaration.end };
    return new Edits(view).replace(span, asserted).done();
  }
  return assertedInPlace(view);
});

/**
 * `this.state = "open";` before a loop that compares it → `this.state = "open" as "open" | "closed";`: a property may be assigned by
 * anybody meanwhile, which flow analysis does not see either.
 */
function assertedInPlace(view: View) {
  const { ts, fn, context } = view;
  for (const statement of fn.body.statements) {
    if (!ts.isExpressionStatement(statement) || !ts.isBinaryExpression(statement.expression)) continue;
    const { left: place, operatorToken, right: value } = statement.expression;
    if (operatorToken.kind !== ts.SyntaxKind.EqualsToken || !ts.isPropertyAccessExpression(place)) continue;
    if (ts.isAsExpression(value)) continue;
    const text = textOf(view, place);
    const union = context.factsOf(text)?.unionText;
    const matters = isNothing(view, value)
      ? isReadAsNothing(view, statement, usesOf(view, text))
      : isNarrower(view, value) && isComparedInLoop(view, text);
    if (union === undefined || !matters) continue;
    return new Edits(view).insert(value.end, ` as ${union}`).done();
  }
  return undefined;
}

interface PlaceUse {
  readonly node: ts.Expression;
  readonly writes: boolean;
}

/** The uses of a property in the generator's own code. */
function usesOf(view: View, text: string): PlaceUse[] {
  const { ts, fn } = view;
  return ownDescendants(ts, fn).flatMap((node) =>
    ts.isPropertyAccessExpression(node) && textOf(view, node) === text
      ? [{ node, writes: isAssigned(view, node) }]
      : [],
  );
}

function isAssigned({ ts }: View, node: ts.Expression): boolean {
  const { parent } = node;
  return (
    ts.isBinaryExpression(parent) &&
    parent.left === node &&
    isAssignmentOperator(ts, parent.operatorToken.kind)
  );
}

/** The compiler takes the first read behind a statement for one of what the statement assigns: no other write comes before. */
function isReadAsNothing({ ts }: View, statement: ts.Node, uses: readonly PlaceUse[]): boolean {
  const later = uses.filter(({ node }) => node.pos >= statement.end);
  const [first] = later;
  if (!first || first.writes) return false;
  return !later.some(
    ({ node, writes }) =>
      writes &&
      ancestor(node, (outer): outer is Loop => isLoop(ts, outer) && contains(outer, first.node)) !==
        undefined,
  );
}

function isComparedInLoop(view: View, text: string): boolean {
  const { ts, fn } = view;
  return ownDescendants(ts, fn).some(
    (node) =>
      ts.isPropertyAccessExpression(node) &&
      isCompared(view, node) &&
      textOf(view, node) === text &&
      ancestor(node, (outer): outer is Loop => isLoop(ts, outer)) !== undefined,
  );
}

/** @returns what stands behind the name where the first value must have the variable's whole type */
function assertedValue(
  view: View,
  statement: ts.Node,
  declaration: ts.VariableDeclaration,
  variable: Variable,
): string | undefined {
  if (isWrittenInClosure(view, variable)) {
    if (!variable.uses.some(({ node, reads }) => reads && isOwn(view, node))) return undefined;
    return emptyValue(view, declaration) ?? narrowerValue(view, declaration, variable);
  }
  const { initializer } = declaration;
  const isEmpty = initializer && !view.ts.isAsExpression(initializer) && isNothing(view, initializer);
  if (isEmpty && isReadAsNothing(view, statement, variable.uses)) return emptyValue(view, declaration);
  if (!isUnion(view, declaration, variable) || !hasCircularType(view, variable)) return undefined;
  return emptyValue(view, declaration) ?? valueOfPart(view, declaration, variable);
}

function isUnion({ ts, context }: View, { type }: ts.VariableDeclaration, { name }: Variable): boolean {
  return context.factsOf(name)?.unionText !== undefined || (type !== undefined && ts.isUnionTypeNode(type));
}

/** @returns ` = start as Element | null`, where the value may be of a part of the type only */
function valueOfPart(
  view: View,
  { type, initializer }: ts.VariableDeclaration,
  { name }: Variable,
): string | undefined {
  const unionOf = (text: string): string | undefined => view.context.factsOf(text)?.unionText;
  const whole = type ? textOf(view, type) : unionOf(name);
  if (!initializer || whole === undefined || view.ts.isAsExpression(initializer)) return undefined;
  const text = textOf(view, initializer);
  if (type ? unionOf(text) === whole : !isNarrower(view, initializer)) return undefined;
  return ` = ${isOperand(view.ts, initializer) ? text : `(${text})`} as ${whole}`;
}

/** @returns ` = null as Page | null`; a variable without a first value has its full type from the start */
function emptyValue(view: View, { type, initializer }: ts.VariableDeclaration): string | undefined {
  if (!type || !initializer || isNeverNarrowed(view, type)) return undefined;
  const text = textOf(view, type);
  if (isUndefined(view.ts, initializer)) return `: ${text}`;
  return initializer.kind === view.ts.SyntaxKind.NullKeyword ? ` = null as ${text}` : undefined;
}

/** What is put to a variable of this type says nothing of it to the compiler. */
function isNeverNarrowed({ ts }: View, { kind }: ts.TypeNode): boolean {
  return kind === ts.SyntaxKind.UnknownKeyword || kind === ts.SyntaxKind.AnyKeyword;
}

/** @returns ` = "open" as "open" | "closed"` */
function narrowerValue(
  view: View,
  { type, initializer }: ts.VariableDeclaration,
  variable: Variable,
): string | undefined {
  const union = view.context.factsOf(variable.name)?.unionText;
  if (union === undefined || !initializer || !isNarrower(view, initializer)) return undefined;
  const isWhole =
    union !== "boolean" || variable.uses.some(({ node }) => isCompared(view, node) && isOwn(view, node));
  return isWhole ? ` = ${textOf(view, initializer)} as ${type ? textOf(view, type) : union}` : undefined;
}

/** A value that says itself which one of the union it is; of a call or a variable only the compiler knows. */
function isNarrower({ ts }: View, value: ts.Expression): boolean {
  return (
    ts.isLiteralExpression(value) ||
    ts.isObjectLiteralExpression(value) ||
    ts.isArrayLiteralExpression(value) ||
    ts.isNewExpression(value) ||
    ts.isPropertyAccessExpression(value) ||
    value.kind === ts.SyntaxKind.TrueKeyword ||
    value.kind === ts.SyntaxKind.FalseKeyword
  );
}

function isCompared({ ts }: View, node: ts.Expression): boolean {
  const { parent } = node;
  return ts.isBinaryExpression(parent) ? isEquality(ts, parent) : ts.isSwitchStatement(parent);
}

function isWrittenInClosure(view: View, { uses }: Variable): boolean {
  return uses.some(({ node, writes }) => writes && !isOwn(view, node));
}

/** Flow analysis sees it: it is in no nested function. */
function isOwn({ ts, fn }: View, node: ts.Node): boolean {
  return functionAround(ts, node) === fn;
}
