import type ts from "typescript";
import { isFunctionBoundary } from "../../syntax/nodes";
import { Edits } from "../support/edits";
import { contains, isLet, siblingsOf } from "../support/nodes";
import { localOf, type Local } from "../support/loops";
import { isNamedAlike } from "../support/named-alike";
import { declarationKind, isNeverWritten, type Variable } from "../support/scopes";
import { definePass, variableAt, type View } from "../support/view";

/**
 * `const end = last;` → `last` everywhere, for a parameter or a constant; `const self = this;` → `this` everywhere.
 *
 * Condition: the alias is a constant, or a `var` for `this` that nothing writes or reads too early, what it stands for is a parameter or one of the function's outermost variables that nothing writes, or
 * `this`, or a variable outside that nothing writes, as the facts say, or a constant there, where the alias has no type of its own, and at every use the name means the same there (`this`: only arrow functions in between). Or it is a variable of the head of the `for` around, which only
 * the head writes. Or it is a `let` that no closure knows and no other variable is named like, and the alias, whose name is the same but for `current` before it or a number behind,
 * is read nowhere but in its own block before anything there writes the `let`. Or it is a constant of the same block, and the alias, named alike, has no type of its own.
 */
export const inlineAlias = definePass("inline-alias", (view) => {
  const { ts } = view;
  for (const variable of view.scopes.variables) {
    const local = localOf(view, variable);
    const initializer = local?.declaration.initializer;
    if (!local || !initializer) continue;
    if (declarationKind(ts, variable) !== "const" && !isThisForGood(view, local)) continue;
    if (!standsForItself(view, initializer, variable)) continue;
    const edits = new Edits(view).remove(local.statement);
    for (const { node } of variable.uses) {
      const isShorthand = ts.isShorthandPropertyAssignment(node.parent);
      edits.replaceNode(
        node,
        isShorthand ? `${variable.name}: ${initializer.getText()}` : initializer.getText(),
      );
    }
    return edits.done();
  }
  return undefined;
});

/** `var self = this;`, a statement of the function's own that runs before anything asks for it */
function isThisForGood({ ts, fn }: View, { variable, statement, declaration }: Local): boolean {
  return (
    declaration.initializer?.kind === ts.SyntaxKind.ThisKeyword &&
    declarationKind(ts, variable) === "var" &&
    statement.parent === fn.body &&
    isNeverWritten(variable) &&
    variable.uses.every(({ node }) => node.pos >= statement.end)
  );
}

function standsForItself(view: View, original: ts.Expression, alias: Variable): boolean {
  const { ts } = view;
  if (original.kind === ts.SyntaxKind.ThisKeyword)
    return alias.uses.every(({ node }) => hasSameThis(view, node));
  const variable = variableAt(view, original);
  if (!variable) return isOutsideForGood(view, original, alias);
  if (isRoundOf(view, variable, alias)) return isOnlyOne(view, variable);
  if (isReadInTime(view, variable, alias)) return isOnlyOne(view, variable);
  if (!isNeverWritten(variable)) return false;
  const { statement } = localOf(view, variable) ?? {};
  if (statement && isConstantBeside(view, variable, alias))
    return isOnlyOneIn(view, variable, statement.parent);
  const isOutermost = statement?.parent === view.fn.body;
  if (declarationKind(ts, variable) !== "parameter" && !isOutermost) return false;
  return isOnlyOne(view, variable);
}

/** A name from outside the function, which nothing inside takes. */
function isOutsideForGood(view: View, original: ts.Expression, alias: Variable): boolean {
  if (!view.ts.isIdentifier(original)) return false;
  const known = view.context.factsOf(original.text);
  const isConstant = known?.isConstant === true && !localOf(view, alias)?.declaration.type;
  return (
    (known?.isStable === true || isConstant) &&
    view.scopes.variables.every(({ name }) => name !== original.text)
  );
}

/** `const value = next; const current = value;`: both are declared by the same list of statements. */
function isConstantBeside(view: View, variable: Variable, alias: Variable): boolean {
  const own = localOf(view, variable)?.statement;
  const other = localOf(view, alias);
  const isConstant =
    declarationKind(view.ts, variable) === "const" && isNamedAlike(variable.name, alias.name);
  return (
    isConstant &&
    own !== undefined &&
    own.parent === other?.statement.parent &&
    !other.declaration.type &&
    own.end <= other.statement.pos
  );
}

/** Further in, no other variable of that name would take its place. */
function isOnlyOneIn(view: View, variable: Variable, block: ts.Node): boolean {
  return view.scopes.variables.every(
    (other) => other === variable || other.name !== variable.name || !contains(block, other.declaration),
  );
}

/** Another variable of that name further in would take its place. */
function isOnlyOne(view: View, variable: Variable): boolean {
  return view.scopes.variables.every((other) => other === variable || other.name !== variable.name);
}

/** `const currentItem = item; …currentItem.next…; item = node;` */
function isReadInTime(view: View, variable: Variable, alias: Variable): boolean {
  const { ts } = view;
  const local = localOf(view, alias);
  const siblings = local && siblingsOf(ts, local.statement);
  if (!siblings || variable.captured || alias.captured || declarationKind(ts, variable) !== "let")
    return false;
  if (!isNamedAlike(variable.name, alias.name) && !isNamedAlike(alias.name, variable.name)) return false;
  const behind = siblings.slice(siblings.indexOf(local.statement) + 1);
  const last = behind.findLastIndex((one) => alias.uses.some(({ node }) => contains(one, node)));
  const asked = behind.slice(0, last + 1);
  return (
    alias.uses.every(({ node }) => asked.some((one) => contains(one, node))) &&
    !variable.uses.some(({ node, writes }) => writes && asked.some((one) => contains(one, node)))
  );
}

/** `for (let i = 0; i < n; i++) { const current = i; … }`: a variable of the head that the body does not write, and each round has one of its own. */
function isRoundOf(view: View, variable: Variable, alias: Variable): boolean {
  const { ts } = view;
  const list = variable.declaration.parent.parent;
  const loop = list.parent;
  if (!ts.isVariableDeclarationList(list) || !isLet(ts, list)) return false;
  if (!ts.isForStatement(loop) || loop.initializer !== list) return false;
  return (
    variable.uses.every(({ node, writes }) => !writes || !contains(loop.statement, node)) &&
    alias.uses.every(({ node }) => contains(loop.statement, node))
  );
}

function hasSameThis(view: View, use: ts.Node): boolean {
  const { ts } = view;
  for (let node = use.parent; node !== view.fn; node = node.parent) {
    if (isFunctionBoundary(ts, node) && !ts.isArrowFunction(node)) return false;
  }
  return true;
}
