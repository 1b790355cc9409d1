import type ts from "typescript";
import { statementsOf } from "../../syntax/nodes";
import { breaksOf, targetOf } from "../../syntax/jumps";
import type { TypeScript } from "../../typescript";
import {
  asAssignment,
  contains,
  descendants,
  isLoop,
  isUsing,
  ownDescendants,
  parentOf,
  siblingsOf,
  type Assignment,
  type Loop,
} from "./nodes";
import type { Variable } from "./scopes";
import type { View } from "./view";

export { canComplete, canListComplete } from "../../syntax/completion";
export { breaksOf, targetOf } from "../../syntax/jumps";

/** All `continue`s of a loop, those from nested loops by label included. */
export function continuesOf(ts: TypeScript, loop: Loop): ts.ContinueStatement[] {
  return ownDescendants(ts, loop.statement)
    .filter(ts.isContinueStatement)
    .filter((jump) => targetOf(ts, jump) === loop);
}

/** Does a `try` stand around the node, below `root`? */
export function isTried(ts: TypeScript, node: ts.Node, root: ts.Node): boolean {
  for (let outer = node.parent; outer !== root; outer = outer.parent)
    if (ts.isTryStatement(outer)) return true;
  return false;
}

/** Does another loop or a `switch` stand around the node, below `root`, which a `break` there would leave instead? */
export function isInLoopWithin(ts: TypeScript, node: ts.Node, root: ts.Node): boolean {
  for (let outer = node.parent; outer !== root; outer = outer.parent)
    if (isLoop(ts, outer) || ts.isSwitchStatement(outer)) return true;
  return false;
}

/** A `break`, and the assignment right before it. */
export interface SettingBreak {
  readonly set: Assignment;
  readonly leave: ts.BreakStatement;
}

/**
 * Reads each `value = row; break;` that leaves a loop, or the statement that has a label.
 *
 * @returns `undefined` where nothing is set before one of its `break`s, a `try` stands around one, or there is none
 */
export function settingBreaks(ts: TypeScript, target: ts.Statement): SettingBreak[] | undefined {
  const breaks = breaksOf(ts, target);
  const endings = breaks.flatMap((leave) => {
    const siblings = siblingsOf(ts, leave);
    const set = asAssignment(ts, siblings?.[siblings.indexOf(leave) - 1]);
    return set && !isTried(ts, leave, target) ? [{ set, leave }] : [];
  });
  return endings.length > 0 && endings.length === breaks.length ? endings : undefined;
}

/**
 * Does nothing but the leaving of `root` come after this statement? Then the end of the statement is as good as a
 * `continue` where `root` is the body of a loop, and as a `return` where it is the body of a function: `finally`
 * blocks on the way run either way, and declarations of functions do nothing.
 */
export function isInTailPosition(ts: TypeScript, statement: ts.Node, root: ts.Node): boolean {
  for (let node = statement; node !== root; node = node.parent) {
    const { parent } = node;
    if (ts.isBlock(parent) || ts.isCaseOrDefaultClause(parent)) {
      const later = parent.statements.slice(parent.statements.indexOf(node as ts.Statement) + 1);
      if (!later.every((next) => ts.isFunctionDeclaration(next) || ts.isEmptyStatement(next))) return false;
    } else if (ts.isCaseBlock(parent)) {
      if (parent.clauses.at(-1) !== node) return false;
    } else if (ts.isTryStatement(parent)) {
      // A `return` in a `finally` block would swallow an error on its way.
      if (node === parent.finallyBlock) return false;
    } else if (!isPassage(ts, parent)) {
      return false;
    }
  }
  return true;
}

/** What ends where its last part ends. */
function isPassage(ts: TypeScript, node: ts.Node): boolean {
  return (
    ts.isIfStatement(node) ||
    ts.isLabeledStatement(node) ||
    ts.isCatchClause(node) ||
    ts.isSwitchStatement(node)
  );
}

/** `default: return;`: a clause that says with one jump what is meant. */
export function isOnlyOfClause(ts: TypeScript, { parent }: ts.Statement): boolean {
  return ts.isCaseOrDefaultClause(parent) && parent.statements.length === 1;
}

/** Is the end of this statement the end of the whole function? */
export function isAtEnd(view: View, statement: ts.Statement): boolean {
  return isInTailPosition(view.ts, statement, view.fn.body);
}

/** A `return` that gives nothing to anybody: without a value, or with one that is `undefined` for certain. */
export function isPlainReturn(ts: TypeScript, statement: ts.Statement | undefined): boolean {
  return statement !== undefined && ts.isReturnStatement(statement) && statement.expression === undefined;
}

/** `return;`, with or without braces around it. */
export function isOnlyReturn(ts: TypeScript, statement: ts.Statement | undefined): boolean {
  return onlyStatement(ts, statement, (inner) => isPlainReturn(ts, inner));
}

/** `break;`, with or without braces around it, that leaves this loop. */
export function isOnlyBreak(
  ts: TypeScript,
  statement: ts.Statement | undefined,
  loop: ts.Statement,
): boolean {
  return onlyStatement(ts, statement, (inner) => ts.isBreakStatement(inner) && targetOf(ts, inner) === loop);
}

function onlyStatement(
  ts: TypeScript,
  statement: ts.Statement | undefined,
  test: (inner: ts.Statement) => boolean,
): boolean {
  if (statement === undefined) return false;
  const [inner, ...others] = statementsOf(ts, statement);
  return inner !== undefined && others.length === 0 && test(inner);
}

/**
 * Is this what leaves the loop for good at a place where leaving the loop is the end of the function: `return;` at the
 * function's end, or `break;`?
 */
export function leavesForGood(view: View, statement: ts.Statement | undefined, loop: ts.Statement): boolean {
  const { ts } = view;
  return isOnlyBreak(ts, statement, loop) || (isOnlyReturn(ts, statement) && isAtEnd(view, loop));
}

/** The variables that the statements of a list declare for their block. */
function declaredBy(view: View, statements: readonly ts.Statement[]): Variable[] {
  return view.scopes.variables.filter(({ declaration }) => {
    const statement = statements.find((one) => contains(one, declaration));
    return statement !== undefined && isDeclaredBy(view.ts, statement, declaration);
  });
}

function isDeclaredBy(ts: TypeScript, statement: ts.Statement, name: ts.Identifier): boolean {
  if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) return statement.name === name;
  if (!ts.isVariableStatement(statement)) return false;
  let node: ts.Node = name;
  while (
    ts.isIdentifier(node) ||
    ts.isBindingElement(node) ||
    ts.isArrayBindingPattern(node) ||
    ts.isObjectBindingPattern(node)
  ) {
    node = node.parent;
  }
  return ts.isVariableDeclaration(node) && node.parent === statement.declarationList;
}

/**
 * Would a name that these statements declare mean something else once they stand in a block further out, or take another
 * name's meaning away there? What `using` holds would be released at another time, which is as bad.
 *
 * @param destination - the block they would stand in; the next one around their own when not given
 */
export function wouldCollide(
  view: View,
  statements: readonly ts.Statement[],
  destination: ts.Node | undefined = blockAround(view.ts, statements[0]),
): boolean {
  if (statements.some((one) => isUsing(view.ts, one))) return true;
  const names = new Set(declaredBy(view, statements).map(({ name }) => name));
  if (names.size === 0 || destination === undefined) return false;
  if (destination === view.fn.body && hasParameterNamed(view, names)) return true;
  for (const node of descendants(view.ts, destination)) {
    if (!view.ts.isIdentifier(node) || !names.has(node.text) || statements.some((one) => contains(one, node)))
      continue;
    if (!isInnerName(view, node, destination)) return true;
  }
  return false;
}

/** What the body of a function declares must not be called what its parameters are. */
function hasParameterNamed(view: View, names: ReadonlySet<string>): boolean {
  return view.scopes.variables.some(
    ({ name, declaration }) =>
      names.has(name) && view.fn.parameters.some((parameter) => contains(parameter.name, declaration)),
  );
}

function blockAround(ts: TypeScript, statement: ts.Statement | undefined): ts.Node | undefined {
  let node: ts.Node | undefined = statement?.parent.parent;
  while (node !== undefined && !ts.isBlock(node)) node = parentOf(node);
  return node;
}

/** The name is a property's, or belongs to a scope of its own below the block. */
function isInnerName(view: View, name: ts.Identifier, block: ts.Node): boolean {
  const variable = view.scopes.variableOf(name);
  if (variable === undefined) return isPropertyName(view.ts, name);
  if (!contains(block, variable.declaration)) return false;
  let scope: ts.Node = variable.declaration.parent;
  while (!isScopeNode(view.ts, scope)) scope = scope.parent;
  return scope !== block;
}

function isScopeNode(ts: TypeScript, node: ts.Node): boolean {
  return (
    ts.isBlock(node) ||
    ts.isFunctionLike(node) ||
    isLoop(ts, node) ||
    ts.isCatchClause(node) ||
    ts.isCaseBlock(node)
  );
}

/** Does anything outside these statements use what they declare? Then they cannot go into a block of their own. */
export function isNeededOutside(view: View, statements: readonly ts.Statement[]): boolean {
  return declaredBy(view, statements).some(({ uses }) =>
    uses.some(({ node }) => !statements.some((one) => contains(one, node))),
  );
}

/** The name of a property, where it stands: `a.name`, `{ name: b }`. */
export function isPropertyName(ts: TypeScript, node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  if (ts.isPropertyAssignment(parent)) return parent.name === node;
  return ts.isBindingElement(parent) && parent.propertyName === node;
}
