import type ts from "typescript";
import { unwrap } from "../../syntax/nodes";
import { isShortCircuit } from "../../syntax/operators";
import { contains, isUsing, siblingsOf, withLabel } from "./nodes";
import { declarationKind, type Use, type Variable } from "./scopes";
import { isDisposable, isQuiet, isStable } from "./values";
import { startOf, textOf, variableAt, type View } from "./view";

/** A `let` or `const` with one variable and a statement of its own. */
export interface Local {
  readonly variable: Variable;
  readonly statement: ts.VariableStatement;
  readonly declaration: ts.VariableDeclaration;
}

/**
 * @returns the variable's own statement; `undefined` when it shares one, or is a parameter, or is destructured, and for `using`, which
 * does more than to hold a value
 */
export function localOf({ ts }: View, variable: Variable): Local | undefined {
  const { parent } = variable.declaration;
  if (!ts.isVariableDeclaration(parent) || parent.name !== variable.declaration) return undefined;
  const list = parent.parent;
  if (!ts.isVariableDeclarationList(list) || list.declarations.length !== 1) return undefined;
  return ts.isVariableStatement(list.parent) && !isUsing(ts, list.parent)
    ? { variable, statement: list.parent, declaration: parent }
    : undefined;
}

/** The same, for a `let` that no nested function knows: its value is nobody else's business. */
export function ownLet(view: View, variable: Variable | undefined): Local | undefined {
  if (variable === undefined || variable.captured || declarationKind(view.ts, variable) !== "let")
    return undefined;
  return localOf(view, variable);
}

/** Are all uses inside this node? */
export function isUsedOnlyIn(variable: Variable, node: ts.Node): boolean {
  return variable.uses.every((use) => contains(node, use.node));
}

/** The uses that write. */
export function writesOf(variable: Variable): Use[] {
  return variable.uses.filter((use) => use.writes);
}

/**
 * Can the initial value of a variable be worked out right before a loop, instead of where it is declared now? The way
 * between must lead through blocks that run once, and pass nothing that could change the value or be changed by it.
 */
export function canMoveInitializer(view: View, local: Local, loop: ts.Statement): boolean {
  const { ts } = view;
  const { statement, declaration } = local;
  if (!runsOnceFrom(view, statement, loop)) return false;
  if (declaration.initializer === undefined || isStable(view, declaration.initializer)) return true;
  return isRightBefore(view, statement, loop) && ts.isBlock(loop.parent);
}

/** The loop runs at most once for each run of the statement, and after it. */
export function runsOnceFrom(view: View, statement: ts.Statement, loop: ts.Statement): boolean {
  const { ts } = view;
  let node: ts.Node = loop;
  while (node.parent !== statement.parent) {
    node = node.parent;
    const isPassage =
      ts.isBlock(node) ||
      ts.isLabeledStatement(node) ||
      ts.isIfStatement(node) ||
      (ts.isTryStatement(node) && contains(node.tryBlock, loop));
    if (!isPassage) return false;
  }
  return node.pos > statement.pos;
}

/** Only declarations with quiet initial values stand between the two statements of one list. */
export function isRightBefore(view: View, statement: ts.Statement, loop: ts.Statement): boolean {
  const outer = withLabel(view.ts, loop);
  const siblings = siblingsOf(view.ts, statement);
  if (!siblings?.includes(outer)) return false;
  return siblings
    .slice(siblings.indexOf(statement) + 1, siblings.indexOf(outer))
    .every((between) => isQuietDeclaration(view, between));
}

/** A declaration of variables whose initial values have no effect, or of a function. */
export function isQuietDeclaration({ ts, ...rest }: View, statement: ts.Statement): boolean {
  const view = { ts, ...rest };
  if (ts.isFunctionDeclaration(statement)) return true;
  return (
    ts.isVariableStatement(statement) &&
    statement.declarationList.declarations.every(
      ({ name, initializer }) => ts.isIdentifier(name) && (!initializer || isDisposable(view, initializer)),
    )
  );
}

/**
 * Is the expression evaluated in every round of a loop's body, before anything else there could have an effect?
 *
 * @param body - the loop's block
 */
export function isEvaluatedFirst(view: View, expression: ts.Expression, body: ts.Block): boolean {
  const { ts } = view;
  for (let node: ts.Node = expression; node !== body; node = node.parent) {
    const { parent } = node;
    if (ts.isBlock(parent)) return parent === body && parent.statements[0] === node;
    if (!isAlwaysEvaluated(ts, parent, node)) return false;
    const isLoud = ts.forEachChild(parent, (child) => {
      const isBefore = child.end <= startOf(view, node) && isExpressionNode(ts, parent, child);
      return (isBefore && !isQuiet(view, child as ts.Expression)) || undefined;
    });
    if (isLoud) return false;
  }
  return false;
}

function isExpressionNode(ts: View["ts"], parent: ts.Node, child: ts.Node): boolean {
  if (ts.isVariableDeclaration(parent)) return false;
  if (ts.isPropertyAccessExpression(parent)) return child === parent.expression;
  if (ts.isPropertyAssignment(parent)) return child === parent.initializer;
  if (ts.isVariableDeclarationList(parent)) return false;
  return ts.isExpression(child);
}

/** Is a part evaluated whenever the whole is? */
export function isAlwaysEvaluated(ts: View["ts"], whole: ts.Node, part: ts.Node): boolean {
  if (ts.isBinaryExpression(whole)) {
    return !isShortCircuit(ts, whole.operatorToken.kind) || part === whole.left;
  }
  if (ts.isConditionalExpression(whole)) return part === whole.condition;
  if (ts.isIfStatement(whole)) return part === whole.expression;
  if (ts.isVariableDeclarationList(whole)) return whole.declarations[0] === part;
  if (
    ts.isPropertyAccessExpression(whole) ||
    ts.isElementAccessExpression(whole) ||
    ts.isCallExpression(whole)
  ) {
    return !ts.isOptionalChain(whole);
  }
  return (
    (ts.isExpression(whole) ||
      ts.isExpressionStatement(whole) ||
      ts.isVariableStatement(whole) ||
      (ts.isVariableDeclaration(whole) && ts.isIdentifier(whole.name)) ||
      ts.isVariableDeclaration(whole) ||
      ts.isReturnStatement(whole) ||
      ts.isThrowStatement(whole) ||
      ts.isPropertyAssignment(whole) ||
      ts.isTemplateSpan(whole) ||
      ts.isSpreadElement(whole)) &&
    !ts.isFunctionLike(whole)
  );
}

/** The plain name inside parentheses and assertions. */
export function nameOf(view: View, expression: ts.Expression | undefined): Variable | undefined {
  return expression === undefined ? undefined : variableAt(view, unwrap(view.ts, expression));
}

/** A `let` or `const` with a statement of its own that no nested function knows. */
export function ownLocal(view: View, variable: Variable): Local | undefined {
  if (variable.captured) return undefined;
  const kind = declarationKind(view.ts, variable);
  return kind === "let" || kind === "const" ? localOf(view, variable) : undefined;
}

/** `Page | undefined`: said only because there was no page at first. */
export function admitsNothing({ ts }: View, type: ts.TypeNode): boolean {
  return ts.isUnionTypeNode(type) && type.types.some((part) => /^(?:undefined|null)$/.test(part.getText()));
}

/** `i++`, `++i` or `i += 1` */
export function isStepByOne(view: View, step: ts.Expression, { name }: Variable): boolean {
  return [`${name}++`, `++${name}`, `${name} += 1`].includes(textOf(view, step));
}
