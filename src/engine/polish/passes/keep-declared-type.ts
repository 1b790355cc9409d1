import type ts from "typescript";
import { ancestor, functionAround, isUndefined } from "../../syntax/nodes";
import { Edits } from "../support/edits";
import { isEquality, isLet, isLoop, ownDescendants, type Loop } from "../support/nodes";
import type { Variable } from "../support/scopes";
import { definePass, textOf, variableAt, type View } from "../support/view";

/**
 * `let page: Page | null = null;` → `let page = null as Page | null;`, and the same for what a property is put to before a loop
 *
 * Condition: a nested function assigns the variable, and the first value is of a narrower type than the variable: nothing, or where
 * the variable's type is a union that the generator's own code reads. The compiler's flow analysis does not look into nested functions,
 * and would take the variable for its first value for ever.
 */
export const keepDeclaredType = definePass("keep-declared-type", (view) => {
  const { ts } = view;
  for (const declaration of ownDescendants(ts, view.fn)) {
    if (!ts.isVariableDeclaration(declaration)) continue;
    const { parent: list } = declaration;
    if (!ts.isVariableDeclarationList(list) || !isLet(ts, list)) continue;
    const variable = variableAt(view, declaration.name);
    if (!variable || !isWrittenInClosure(view, variable)) continue;
    const asserted = emptyValue(view, declaration) ?? narrowerValue(view, declaration, variable);
    if (!asserted) continue;
    const end = (declaration.initializer ?? declaration.type ?? declaration.name).end;
    return new Edits(view).replace({ start: declaration.name.end, end }, ` = ${asserted}`).done();
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
    const text = textOf(view, place);
    const union = context.factsOf(text)?.unionText;
    if (union === undefined || !isNarrower(view, value) || !isComparedInLoop(view, text)) continue;
    return new Edits(view).insert(value.end, ` as ${union}`).done();
  }
  return undefined;
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

/** @returns `null as Page | null`, where the variable starts with nothing */
function emptyValue(view: View, { type, initializer }: ts.VariableDeclaration): string | undefined {
  const { ts } = view;
  if (!type) return undefined;
  const text = textOf(view, type);
  if (!initializer) return /\bundefined\b/.test(text) ? `undefined as ${text}` : undefined;
  const isEmpty = isUndefined(ts, initializer) || initializer.kind === ts.SyntaxKind.NullKeyword;
  return isEmpty ? `${textOf(view, initializer)} as ${text}` : undefined;
}

/** @returns `"open" as "open" | "closed"` */
function narrowerValue(
  view: View,
  { type, initializer }: ts.VariableDeclaration,
  variable: Variable,
): string | undefined {
  const union = view.context.factsOf(variable.name)?.unionText;
  if (union === undefined || !initializer || !isNarrower(view, initializer)) return undefined;
  const reads = variable.uses.filter(({ node, reads }) => reads && isOwn(view, node));
  const matters = union === "boolean" ? reads.some(({ node }) => isCompared(view, node)) : reads.length > 0;
  return matters ? `${textOf(view, initializer)} as ${type ? textOf(view, type) : union}` : undefined;
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
