import type ts from "typescript";
import { functionAround, unwrap } from "../../syntax/nodes";
import { breaksOf, canComplete, continuesOf, isInTailPosition, wouldCollide } from "../support/control";
import { commentsWithin, Edits, hasBlankLineBefore, indentAt, movedText, rangeOf } from "../support/edits";
import { isUsedOnlyIn, localOf, ownLet, runsOnceFrom, writesOf, type Local } from "../support/loops";
import { asAssignment, contains, isEndless, ownDescendants, withLabel } from "../support/nodes";
import { emptyTest, isUsedAnyway } from "../support/openings";
import { declarationKind, isNeverWritten, type Variable } from "../support/scopes";
import { booleanOf, isConstantLiteral, isNothing, isOpened, writtenNumber } from "../support/values";
import { definePass, startOf, textOf, variableAt, type View } from "../support/view";

/**
 * `let started = false; while (true) { if (!started) { started = true; open(); } … }` → `open(); while (true) { … }`,
 * and `let i = -1; while (true) { if (i < 0) { open(); i = 0; } … i++; }` → `let i = -1; open(); i = 0; while (true) { … i++; }`
 *
 * Condition: the `if` is the first statement of an endless loop, or of a `do … while`, and has no `else`; the flag is a `let` that no closure knows, is tested here only,
 * and is set once, by a statement of the branch itself: so the branch runs in the first round only, before anything else. A number may be such a
 * flag too, where the test is true for what it starts with, false for what the branch sets it to, and nothing else happens to it than counting up. The
 * branch may end with `continue`, also within an `if`, which leads to the first round of the new loop, but holds no other one; in a `do … while`, which
 * asks its condition then, it holds none.
 *
 * `let source; while (true) { if (!source) { source = open(); yield first; continue; } … }` → `let source; source = open(); yield first; while (true) { … }`
 *
 * Condition: the same, with a `let` that holds nothing before the loop, and that every assignment gives an object for certain, of which none is in a function that
 * anything but the branch could call. The branch assigns it by a statement of its own; or what comes behind the branch, with no `continue` in between, calls a method of what it
 * opened, in any case: had nothing been opened, that would end the generator, and so the value of that one assignment need not be known.
 * Where the test asks for nothing but `undefined` or `null`, it may be given a number, a text or a truth value as well, and be stepped.
 */
export const firstRoundBeforeLoop = definePass("first-round-before-loop", (view) => {
  const { ts } = view;
  for (const loop of ownDescendants(ts, view.fn)) {
    const isEntered = isEndless(ts, loop) || ts.isDoStatement(loop);
    if (!isEntered || !ts.isBlock(loop.statement) || !ts.isBlock(withLabel(ts, loop).parent)) continue;
    const [choice] = loop.statement.statements;
    if (!choice || !ts.isIfStatement(choice) || choice.elseStatement || !ts.isBlock(choice.thenStatement))
      continue;
    if (!isEnteredFromAbove(view, loop, choice.thenStatement)) continue;
    const round = { choice, block: choice.thenStatement, second: loop.statement.statements[1] };
    if (isUnsetNumber(view, choice, choice.thenStatement, loop) || isOpening(view, round, loop))
      return movedOut(view, loop, round);
    const local = flagOf(view, choice.expression, loop);
    const set = local && settingOf(view, local, choice, choice.thenStatement);
    if (local === undefined || set === undefined) continue;
    return movedOut(view, loop, { ...round, flag: { local, set } });
  }
  return undefined;
});

/** Reads `!flag` for a flag that starts as `false`, or as nothing at all, or `flag` for one that starts as `true`. */
function flagOf(view: View, condition: ts.Expression, loop: ts.Statement): Local | undefined {
  const { ts } = view;
  const node = unwrap(ts, condition);
  const isNegated = ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken;
  const name = isNegated ? unwrap(ts, node.operand) : node;
  const local = ownLet(view, view.scopes.variableOf(name));
  const start = local?.declaration.initializer;
  const isStart = booleanOf(view, start) === !isNegated || (isNegated && isNothing(view, start));
  if (local === undefined || !isStart) return undefined;
  return isUsedOnlyIn(local.variable, loop) && runsOnceFrom(view, local.statement, loop) ? local : undefined;
}

function settingOf(
  view: View,
  { variable }: Local,
  choice: ts.IfStatement,
  block: ts.Block,
): ts.Statement | undefined {
  const [write, ...others] = writesOf(variable);
  if (write === undefined || others.length > 0 || variable.uses.length !== 2) return undefined;
  const statement = block.statements.find((one) => contains(one, write.node));
  const assignment = asAssignment(view.ts, statement);
  if (assignment?.target !== write.node) return undefined;
  return booleanOf(view, assignment.value) === (textOf(view, choice.expression) !== variable.name)
    ? statement
    : undefined;
}

/** `let i = -1; … if (i < 0) { …; i = 0; }`: a number that is out of range before the first round, and never again. */
function isUnsetNumber(view: View, choice: ts.IfStatement, block: ts.Block, loop: ts.Statement): boolean {
  const { ts } = view;
  const test = choice.expression;
  if (!ts.isBinaryExpression(test)) return false;
  const bound = writtenNumber(view, test.right);
  const local = ownLet(view, variableAt(view, test.left));
  const start = local && writtenNumber(view, local.declaration.initializer);
  if (!local || start === undefined || bound === undefined || !runsOnceFrom(view, local.statement, loop))
    return false;
  if (!isUsedOnlyIn(local.variable, loop)) return false;
  const writes = writesOf(local.variable);
  const settings = block.statements.flatMap((one) => {
    const assignment = asAssignment(ts, one);
    const value = writtenNumber(view, assignment?.value);
    return assignment && value !== undefined && writes.some(({ node }) => node === assignment.target)
      ? [value]
      : [];
  });
  const [set, ...others] = settings;
  if (set === undefined || others.length > 0) return false;
  const isOnlyCounted = writes
    .filter(({ node }) => !contains(block, node))
    .every(({ node }) => {
      const { parent } = node;
      const isStep = ts.isPostfixUnaryExpression(parent) || ts.isPrefixUnaryExpression(parent);
      return isStep && parent.operator === ts.SyntaxKind.PlusPlusToken;
    });
  const isWrittenOnceInside = writes.filter(({ node }) => contains(block, node)).length === 1;
  const { kind } = test.operatorToken;
  return isOnlyCounted && isWrittenOnceInside && turnsFalse(ts, kind, start, set, bound);
}

/** Is the comparison true for `start`, and false for `set` and all that is greater? */
function turnsFalse(ts: View["ts"], kind: ts.SyntaxKind, start: number, set: number, bound: number): boolean {
  switch (kind) {
    case ts.SyntaxKind.LessThanToken:
      return start < bound && set >= bound;
    case ts.SyntaxKind.LessThanEqualsToken:
      return start <= bound && set > bound;
    case ts.SyntaxKind.EqualsEqualsToken:
    case ts.SyntaxKind.EqualsEqualsEqualsToken:
      return start === bound && set > bound;
    default:
      return false;
  }
}

/** `let source; … if (!source) { source = open(); … }`: empty before the first round, and never again. */
function isOpening(view: View, { choice, block, second }: FirstRound, loop: ts.Statement): boolean {
  const { ts } = view;
  const asked = ownDescendants(ts, choice.expression).map((node) => variableAt(view, node));
  const variable = asked.find((one) => one !== undefined);
  const local = variable && declarationKind(ts, variable) === "let" ? localOf(view, variable) : undefined;
  const test = local && emptyTest(view, choice.expression, local);
  if (!variable || !local || !test || contains(loop, local.statement)) return false;
  if (!isNothing(view, local.declaration.initializer) || !runsOnceFrom(view, local.statement, loop))
    return false;
  const opening = openingIn(view, variable, block);
  const isValue = (value: ts.Expression): boolean =>
    isOpened(view, variable, value) ||
    (test === "nullish" && isConstantLiteral(view, value) && !isNothing(view, value));
  const isSure = opening !== undefined && isValue(opening);
  const isFilled = writesOf(variable).every(({ node }) => {
    if (test === "nullish" && isStepped(view, node, loop)) return true;
    const value = givenAt(view, node, loop, block);
    return value !== undefined && (value === opening || isValue(value));
  });
  if (!isFilled || isSure) return isFilled;
  const whole = { local, value: opening ?? choice.expression, lead: [], expression: undefined };
  return (
    canComplete(ts, block) &&
    isUsedAnyway(view, { ...whole, isForNullish: test === "nullish" }, choice, second)
  );
}

/** `page++`, `page += 2`: a number or a text, whatever it was before */
function isStepped({ ts, fn }: View, name: ts.Node, loop: ts.Statement): boolean {
  const { parent } = name;
  if (functionAround(ts, name) !== fn || !contains(loop, name)) return false;
  if (ts.isPostfixUnaryExpression(parent) || ts.isPrefixUnaryExpression(parent)) return true;
  if (!ts.isBinaryExpression(parent) || parent.left !== name) return false;
  const { kind } = parent.operatorToken;
  return kind === ts.SyntaxKind.PlusEqualsToken || kind === ts.SyntaxKind.MinusEqualsToken;
}

/** @returns what the branch puts a variable to, by the only write that it has, a statement of its own */
function openingIn(view: View, variable: Variable, block: ts.Block): ts.Expression | undefined {
  const [write, ...others] = writesOf(variable).filter(({ node }) => contains(block, node));
  if (!write || others.length > 0) return undefined;
  const assignments = block.statements.map((one) => asAssignment(view.ts, one));
  return assignments.find((one) => one?.target === write.node)?.value;
}

/** @returns what a plain assignment gives a variable, in the loop or in a function that only the branch makes or calls */
function givenAt(view: View, name: ts.Node, loop: ts.Statement, block: ts.Block): ts.Expression | undefined {
  const { ts, fn } = view;
  const { parent } = name;
  const isPlain =
    ts.isBinaryExpression(parent) &&
    parent.left === name &&
    parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  if (!isPlain) return undefined;
  const isOwn = functionAround(ts, name) === fn;
  return (isOwn ? contains(loop, name) : isMadeFor(view, name, block)) ? parent.right : undefined;
}

/** The name stands in a function in the block, or in one with a name that nothing but the block uses. */
function isMadeFor(view: View, name: ts.Node, block: ts.Block): boolean {
  const { ts, fn } = view;
  let outer: ts.Node = name;
  while (functionAround(ts, outer) !== fn) outer = outer.parent;
  if (contains(block, outer)) return true;
  const declared = ts.isFunctionDeclaration(outer) ? outer.name : ownNameOf(view, outer);
  const variable = variableAt(view, declared);
  return variable !== undefined && isNeverWritten(variable) && isUsedOnlyIn(variable, block);
}

/** `const open = async () => {…};` */
function ownNameOf({ ts }: View, { parent }: ts.Node): ts.Identifier | undefined {
  return ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name) ? parent.name : undefined;
}

/** First without what leads to the second round, where the branch is over: the loop's first round is that then. */
function movedOut(view: View, loop: EnteredLoop, round: FirstRound) {
  const inner = jumpsIn(view, loop, round.block).filter(({ parent }) => parent !== round.block);
  if (inner.length === 0) return rewritten(view, loop, round);
  const edits = new Edits(view);
  for (const jump of inner) edits.drop(jump);
  return edits.done();
}

function jumpsIn({ ts }: View, loop: EnteredLoop, block: ts.Block): readonly ts.ContinueStatement[] {
  return continuesOf(ts, loop).filter((jump) => contains(block, jump));
}

/** No `continue` of the branch but at its ends, and no name that means something else outside. */
function isEnteredFromAbove(view: View, loop: EnteredLoop, block: ts.Block): boolean {
  const { ts } = view;
  const jumps = jumpsIn(view, loop, block);
  if (wouldCollide(view, block.statements, withLabel(ts, loop).parent)) return false;
  if (breaksOf(ts, loop).some((jump) => contains(block, jump))) return false;
  if (ts.isDoStatement(loop) && jumps.length > 0) return false;
  const isLast = jumps.length === 1 && jumps[0]?.parent === block;
  return (isLast || canComplete(ts, block)) && jumps.every((jump) => isInTailPosition(ts, jump, block));
}

/** A loop whose first round is made in any case. */
type EnteredLoop = ts.WhileStatement | ts.DoStatement;

interface FirstRound {
  readonly choice: ts.IfStatement;
  readonly block: ts.Block;
  /** A flag that is of no use any more, and the statement that sets it. */
  readonly flag?: { readonly local: Local; readonly set: ts.Statement };
  /** What comes behind it in the loop. */
  readonly second: ts.Statement | undefined;
}

function rewritten(view: View, loop: ts.Statement, { choice, block, flag, second }: FirstRound) {
  const { ts } = view;
  const whole = withLabel(ts, loop);
  const start = startOf(view, whole);
  const indent = indentAt(view, start);
  const kept = block.statements.filter((one) => one !== flag?.set && !ts.isContinueStatement(one));
  const edits = new Edits(view).moveCommentsBefore(choice, whole);
  if (flag) edits.remove(flag.local.statement);
  const lead = kept.map((one, index) => {
    const next = kept[index + 1] ?? second;
    const blank = next && hasBlankLineBefore(view, next) ? "\n" : "";
    return `${movedText(view, rangeOf(view, one), indent)}\n${blank}${indent}`;
  });
  edits.insert(start, lead.join(""));
  const moved = kept.flatMap((one) => commentsWithin(view, rangeOf(view, one)));
  const own = commentsWithin(view, { start: startOf(view, choice), end: choice.end });
  for (const comment of moved) own.splice(own.indexOf(comment), 1);
  const span = { start: startOf(view, choice), end: choice.end };
  return edits.removeSpan(span, own).done();
}
