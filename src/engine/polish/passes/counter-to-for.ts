import type ts from "typescript";
import { continuesOf } from "../support/control";
import { Edits } from "../support/edits";
import {
  canMoveInitializer,
  isAlwaysEvaluated,
  isUsedOnlyIn,
  ownLet,
  writesOf,
  type Local,
} from "../support/loops";
import { contains, descendants, isEndless, ownDescendants } from "../support/nodes";
import { isBigInt, isNumber, isStable } from "../support/values";
import { definePass, startOf, textOf, variableAt, type View } from "../support/view";

/**
 * `let i = 0; while (i < n) { …; yield i++; }` → `for (let i = 0; i < n; i++) { …; yield i; }`
 *
 * Condition: the counter is a `let` that no closure knows (in a `for` each round has a fresh one), is named in the loop's condition and
 * nowhere outside the loop, and is stepped at one place. That place is passed in every round that comes to its end: it belongs to a
 * statement of the body itself, and no `continue` stands before it. Nothing reads the counter after the step, so the step
 * may wait for the end of the round; an exit or an error in between leaves the loop, and nobody asks for the counter again. What the
 * step names is declared outside of the loop: the head of a `for` does not see what its body declares. Where the step's own value is
 * used, the counter is a number or a bigint at first: of `"1"`, of a date or of `null`, `i++` gives a number, which `i` is not yet.
 */
export const counterToFor = definePass("counter-to-for", toFor, { forgetsPosition: true });

function toFor(view: View) {
  const { ts } = view;
  for (const loop of ownDescendants(ts, view.fn)) {
    if (!ts.isWhileStatement(loop) || isEndless(ts, loop) || !ts.isBlock(loop.statement)) continue;
    for (const node of ownDescendants(ts, loop.expression)) {
      const local = ts.isIdentifier(node) ? ownLet(view, view.scopes.variableOf(node)) : undefined;
      const step = local && stepOf(view, local, loop, loop.statement);
      if (local === undefined || step === undefined) continue;
      return withCounterInHead(view, loop, local, step);
    }
  }
  return undefined;
}

/** Where and how a counter is stepped. */
export interface Step {
  /** `i++`, `i += 2` */
  readonly text: string;
  /** The whole statement goes, or the expression that takes its place. */
  readonly statement?: ts.Statement;
  readonly expression?: ts.Expression;
}

/** @returns the step of a counter of this loop, if that may wait for the end of the round */
export function stepOf(view: View, local: Local, loop: ts.WhileStatement, body: ts.Block): Step | undefined {
  const { variable } = local;
  const [write, ...others] = writesOf(variable);
  if (write === undefined || others.length > 0 || !isUsedOnlyIn(variable, loop)) return undefined;
  if (!local.declaration.initializer || !canMoveInitializer(view, local, loop)) return undefined;
  const { node } = write;
  const statement = passingStatement(view, node, loop, body);
  if (statement === undefined) return undefined;
  if (variable.uses.some((use) => use.node.pos > node.pos && !isInStep(use.node, node))) return undefined;
  if (namesWhatIsIn(view, body, node.parent)) return undefined;
  const step = asStep(view, node, statement);
  return step?.expression && !startsAsNumber(view, local) ? undefined : step;
}

/** Every later value is one then, too: the step is all that sets the counter. */
function startsAsNumber(view: View, { declaration: { name, initializer } }: Local): boolean {
  const isIt = (one: ts.Expression): boolean => isNumber(view, one) || isBigInt(view, one);
  if (initializer && isIt(initializer)) return true;
  // In JavaScript a variable is of its first value's type, which may be a guess.
  return view.context.isJavaScript !== true && view.ts.isIdentifier(name) && isIt(name);
}

/** @returns the statement of the body that a name stands in, if every round that comes to its end evaluates it */
export function passingStatement(
  view: View,
  name: ts.Node,
  loop: ts.WhileStatement,
  body: ts.Block,
): ts.Statement | undefined {
  const statement = body.statements.find((one) => contains(one, name));
  const isLeftOut = continuesOf(view.ts, loop).some((jump) => jump.pos < name.pos);
  return statement && !isLeftOut && isPassedBy(view, name, statement) ? statement : undefined;
}

/** Does the step name a variable that is declared in the loop's body? */
function namesWhatIsIn(view: View, body: ts.Block, step: ts.Node): boolean {
  return descendants(view.ts, step).some((part) => {
    const declared = variableAt(view, part)?.declaration;
    return declared !== undefined && contains(body, declared);
  });
}

/** Is the name evaluated whenever the statement is: not in a branch, nor in a function? */
function isPassedBy({ ts }: View, name: ts.Node, statement: ts.Statement): boolean {
  for (let node = name; node !== statement; node = node.parent) {
    if (!isAlwaysEvaluated(ts, node.parent, node)) return false;
  }
  return true;
}

function isInStep(use: ts.Node, target: ts.Node): boolean {
  return use.pos >= target.parent.pos && use.end <= target.parent.end;
}

function asStep(view: View, name: ts.Identifier, statement: ts.Statement): Step | undefined {
  const { ts } = view;
  const { parent } = name;
  const isStatement = ts.isExpressionStatement(statement) && statement.expression === parent;
  if (ts.isPostfixUnaryExpression(parent)) {
    const text = textOf(view, parent);
    return isStatement ? { text, statement } : { text, expression: parent };
  }
  if (!isStatement) return undefined;
  if (ts.isPrefixUnaryExpression(parent)) return { text: textOf(view, parent), statement };
  if (!ts.isBinaryExpression(parent) || parent.left !== name) return undefined;
  return isSteadyStep(view, parent, name) ? { text: textOf(view, parent), statement } : undefined;
}

/** `i += step`, `i = i + step` with a step that is the same whenever it is worked out. */
function isSteadyStep(
  view: View,
  { operatorToken, right }: ts.BinaryExpression,
  name: ts.Identifier,
): boolean {
  const { ts } = view;
  if (operatorToken.kind !== ts.SyntaxKind.EqualsToken) return isStable(view, right);
  if (!ts.isBinaryExpression(right)) return false;
  return textOf(view, right.left) === name.text && isStable(view, right.right);
}

/** Writes the counter into the head of the loop. */
export function withCounterInHead(
  view: View,
  loop: ts.WhileStatement,
  { statement, declaration }: Local,
  step: Step,
) {
  const edits = new Edits(view).remove(statement, declaration);
  const head = { start: startOf(view, loop), end: startOf(view, loop.statement) };
  const condition = isEndless(view.ts, loop) ? " " : ` ${textOf(view, loop.expression)}`;
  edits.replace(head, `for (let ${textOf(view, declaration)};${condition}; ${step.text}) `);
  if (step.statement) edits.removeStep(step.statement);
  if (step.expression && view.ts.isPostfixUnaryExpression(step.expression)) {
    edits.replaceNode(step.expression, textOf(view, step.expression.operand));
  }
  return edits.done();
}
