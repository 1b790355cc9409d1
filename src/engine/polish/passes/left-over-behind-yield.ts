import type ts from "typescript";
import { statementsOf, unwrap } from "../../syntax/nodes";
import { applyEdits, type Span } from "../../text";
import { isEmptyTest, isNeverAmong, shiftedIn } from "../support/buffers";
import { breaksOf, canComplete, canListComplete, continuesOf, wouldCollide } from "../support/control";
import { commentsWithin, Edits, indentAt, movedText, rangeOf } from "../support/edits";
import { isUsedOnlyIn, ownLet, runsOnceFrom, writesOf, type Local } from "../support/loops";
import {
  asAssignment,
  contains,
  isEndless,
  isStrictEquality,
  ownDescendants,
  yieldedBy,
  type EndlessLoop,
} from "../support/nodes";
import { declarationKind, isNameShared, type Variable } from "../support/scopes";
import { isNothing, isObject } from "../support/values";
import { definePass, startOf, textOf, variableAt, type View } from "../support/view";

/**
 * `let previous; while (true) { if (previous) { await previous.ack(); previous = undefined; } …; previous = rows.shift()!; yield previous; }`
 * → `while (true) { …; const previous = rows.shift()!; yield previous; await previous.ack(); }`
 *
 * Condition: the variable is a `let` that no closure knows and starts with nothing. The loop begins with a branch that alone asks for it and empties it last, and ends with its setting and
 * the giving of it; no jump goes round otherwise, or leaves the loop but for good. What it is set to is there for certain: it is an object, a constant that the round has found to be there, or the first of a list that is not empty and
 * that nothing falsy is among. So the branch is taken after each value, and never before the first.
 */
export const leftOverBehindYield = definePass("left-over-behind-yield", (view) => {
  const { ts } = view;
  for (const loop of ownDescendants(ts, view.fn)) {
    if (!isEndless(ts, loop) || !ts.isBlock(loop.statement) || ts.isLabeledStatement(loop.parent)) continue;
    const rest = restOf(view, loop, loop.statement);
    if (rest) return rewritten(view, rest);
  }
  return undefined;
});

interface Rest {
  readonly local: Local;
  readonly choice: ts.IfStatement;
  /** What the branch does before it empties the variable. */
  readonly work: readonly [ts.Statement, ...ts.Statement[]];
  readonly emptying: ts.Statement;
  readonly setting: ts.Statement;
  readonly giving: ts.Statement;
  /** What it is set to, where that has a name. */
  readonly constant: Variable | undefined;
}

function restOf(view: View, loop: EndlessLoop, body: ts.Block): Rest | undefined {
  const { ts } = view;
  const { statements } = body;
  const [choice] = statements;
  const [setting, giving] = statements.slice(-2);
  if (!choice || !setting || !giving || statements.length < 3 || !ts.isIfStatement(choice)) return undefined;
  const local = choice.elseStatement ? undefined : ownLet(view, askedFor(view, choice.expression));
  const set = asAssignment(ts, setting);
  const given = yieldedBy(ts, giving);
  if (!local || !set || variableAt(view, set.target) !== local.variable) return undefined;
  const constant = variableAt(view, set.value);
  const isGiven = [local.variable, constant].includes(variableAt(view, given));
  if (!given || !isGiven || !isNothing(view, local.declaration.initializer)) return undefined;
  if (!isUsedOnlyIn(local.variable, loop) || !runsOnceFrom(view, local.statement, loop)) return undefined;
  const branch = statementsOf(ts, choice.thenStatement);
  const emptying = branch.at(-1);
  const emptied = asAssignment(ts, emptying);
  const [first, ...more] = branch.slice(0, -1);
  if (!first || !emptying || !emptied || variableAt(view, emptied.target) !== local.variable)
    return undefined;
  if (!isSameNothing(view, choice.expression, emptied.value, local.declaration.initializer)) return undefined;
  if (writesOf(local.variable).length !== 2) return undefined;
  const work: Rest["work"] = [first, ...more];
  const isNamedOnlyThere = local.variable.uses.every(({ node }) =>
    [choice, set.target, giving].some((part) => contains(part, node)),
  );
  const leaves = continuesOf(ts, loop).length > 0 || breaksOf(ts, loop).length > 0;
  const jumps = ownDescendants(ts, choice).some((one) => ts.isReturnStatement(one));
  if (!isNamedOnlyThere || leaves || jumps || !canListComplete(ts, work)) return undefined;
  const before = statements.slice(1, -2);
  const isKnown = constant ? isFound(view, constant, before) : isThere(view, set.value, before.at(-1));
  if (wouldCollide(view, work) || !isKnown) return undefined;
  return { local, choice, work, emptying, setting, giving, constant };
}

/** Reads `previous`, `previous !== undefined`, `previous !== null` and `previous != null`. */
function askedFor(view: View, test: ts.Expression): Variable | undefined {
  const { ts } = view;
  const node = unwrap(ts, test);
  if (!ts.isBinaryExpression(node)) return variableAt(view, node);
  const { kind } = node.operatorToken;
  const isUnequal =
    kind === ts.SyntaxKind.ExclamationEqualsEqualsToken || kind === ts.SyntaxKind.ExclamationEqualsToken;
  return isUnequal && isNothing(view, node.right) ? variableAt(view, node.left) : undefined;
}

/** `previous !== null` asks for one kind of nothing: it must be the one that the variable starts with and is set to. */
function isSameNothing(view: View, test: ts.Expression, ...values: (ts.Expression | undefined)[]): boolean {
  const { ts } = view;
  if (!values.every((value) => isNothing(view, value))) return false;
  const node = unwrap(ts, test);
  if (!ts.isBinaryExpression(node) || !isStrictEquality(ts, node)) return true;
  const asked = textOf(view, node.right);
  return values.every((value) => (value ? textOf(view, unwrap(ts, value)) : "undefined") === asked);
}

/** A constant of the round, which leaves where there is none. */
function isFound(view: View, constant: Variable, before: readonly ts.Statement[]): boolean {
  const { ts } = view;
  if (declarationKind(ts, constant) !== "const" || isNameShared(view.scopes, constant)) return false;
  return before.some((guard) => {
    if (!ts.isIfStatement(guard) || guard.elseStatement || canComplete(ts, guard.thenStatement)) return false;
    const test = unwrap(ts, guard.expression);
    const isNegated = ts.isPrefixUnaryExpression(test) && test.operator === ts.SyntaxKind.ExclamationToken;
    return isNegated && variableAt(view, unwrap(ts, test.operand)) === constant;
  });
}

/** An object, or the first of a list that has just been found not to be empty. */
function isThere(view: View, value: ts.Expression, before: ts.Statement | undefined): boolean {
  const { ts } = view;
  if (isObject(view, value)) return true;
  const list = variableAt(view, shiftedIn(view, value));
  if (!list || list.captured || !isNeverAmong(view, list, "falsy")) return false;
  if (!before || !ts.isIfStatement(before) || before.elseStatement) return false;
  const guard = isAbout(view, before.expression, list.name) ? lastOf(view, before.thenStatement) : undefined;
  return guard === "leaves" || (guard !== undefined && isGuard(view, guard, list.name));
}

function isGuard(view: View, guard: ts.Statement, list: string): boolean {
  const { ts } = view;
  if (!ts.isIfStatement(guard) || guard.elseStatement) return false;
  return isAbout(view, guard.expression, list) && !canListComplete(ts, [guard.thenStatement]);
}

/** `rows.length === 0` */
function isAbout(view: View, test: ts.Expression, list: string): boolean {
  return isEmptyTest(view, test) && textOf(view, unwrap(view.ts, test)).includes(`${list}.length`);
}

function lastOf({ ts }: View, branch: ts.Statement): ts.Statement | "leaves" | undefined {
  return canListComplete(ts, [branch]) ? statementsOf(ts, branch).at(-1) : "leaves";
}

function rewritten(view: View, { local, choice, work, emptying, setting, giving, constant }: Rest) {
  const [first] = work;
  const indent = indentAt(view, startOf(view, choice));
  const range = rangeOf(view, choice);
  const span = rangeOf(view, first, work.at(-1));
  const said = commentsWithin(view, { start: range.start, end: startOf(view, first) });
  const own = commentsWithin(view, rangeOf(view, first)).filter((comment) => said.includes(comment));
  const above = said.filter((comment) => !own.includes(comment));
  const below = commentsWithin(view, { start: rangeOf(view, emptying).start, end: range.end });
  // On several lines, a name of another length might ask for another layout.
  const isNamed = constant && !view.text.slice(span.start, span.end).includes("\n");
  const moved = isNamed ? named(view, span, local.variable, constant) : movedText(view, span, indent);
  const text = [...above, moved, ...below].map((line) => `\n${indent}${line}`).join("");
  const edits = new Edits(view).moveCommentsBefore(local.statement, isNamed ? giving : setting);
  if (isNamed) {
    edits.remove(setting);
    for (const { node } of local.variable.uses)
      if (contains(giving, node)) edits.replaceNode(node, constant.name);
  } else edits.insert(startOf(view, setting), "const ");
  return edits.remove(local.statement).removeSpan(range).insert(rangeOf(view, giving).end, text).done();
}

/** The text of a span, with the name of a constant in place of the variable's. */
function named(view: View, { start, end }: Span, variable: Variable, constant: Variable): string {
  const uses = variable.uses.filter(({ node }) => node.pos >= start && node.end <= end);
  const edits = uses.map(({ node }) => ({
    start: startOf(view, node) - start,
    end: node.end - start,
    newText: view.ts.isShorthandPropertyAssignment(node.parent)
      ? `${variable.name}: ${constant.name}`
      : constant.name,
  }));
  return applyEdits(view.text.slice(start, end), edits);
}
