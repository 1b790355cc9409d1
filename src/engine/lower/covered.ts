import type ts from "typescript";
import {
  accessKind,
  isFunctionBoundary,
  isUndefined,
  some,
  someOwn,
  statementsOf,
  unwrap,
  walkOwn,
} from "../syntax/nodes";
import { isPlainValue } from "../syntax/plain-value";
import { isVariableName } from "../syntax/variable-name";
import { targetOf } from "../syntax/jumps";
import type { TextEdit } from "../text";
import type { TypeScript } from "../typescript";
import { isSwitchedOff, switchOf, type CleanupCode } from "./cleanup-switch";
import { normalized, parseStatements, removal } from "./cleanup-text";
import { declaredIn, editDraft, replaceNode, textOf, type Draft } from "./draft";
import { mayThrow } from "./may-throw";
import { mayBeRepeated, setsField } from "./repeatable";

/** What the original itself cleans up when it ends by itself. */
export interface CoveredExits {
  /** The loop without the clean-up that `finally` now does. */
  readonly draft: Draft;
  /** For how many reasons the loop says `return` without doing first what `finally` does: two for `if (done || …) return`, as for two of them. */
  readonly endsWithout: number;
  /** Some failure can leave the loop without the clean-up. */
  readonly failsWithout: boolean;
  /** Some clean-up is moved behind a `finally` block or a handler of the loop. */
  readonly isLate: boolean;
  /** Some clean-up is done both before and behind such a block, and that sets fields, which may be more than that. */
  readonly isRepeated: boolean;
  /** Some clean-up that was done in any case is done under a condition in `finally`. */
  readonly isConditional: boolean;
}

/** What counts as clean-up, and what cannot leave anything to clean up. */
export interface CleanupText extends CleanupCode {
  /** An iterator whose `next()` may fail without clean-up, because whoever fails has closed itself. */
  readonly source?: string;
  /** Exits that are never taken. */
  readonly unreached?: ReadonlySet<ts.Node>;
}

/** Takes out of the loop what `finally` now does: the same statements, or some of them, right before an exit. */
export function dropCoveredCleanup(ts: TypeScript, loop: Draft, text: CleanupText): CoveredExits {
  const wanted = wantedIn(ts, text.cleanup);
  const draft = returnsForBreaks(ts, loop, wanted);
  const flag = switchOf(ts, draft, text);
  const edits: TextEdit[] = [];
  let endsWithout = 0;
  let failsWithout = false;
  let isLate = false;
  let isRepeated = false;
  let isConditional = false;
  const isHarmless = (node: ts.Node) =>
    flag !== undefined &&
    (flag.staysSet || isPlainExit(ts, draft, node)) &&
    isSwitchedOff(ts, draft, node, flag);
  walkOwn(ts, draft.body, (node) => {
    const isEnd = ts.isReturnStatement(node);
    if (!isEnd && !ts.isThrowStatement(node)) return;
    const covered = cleanupBefore(ts, draft, node, wanted);
    if (covered) {
      const isPassing = passesOthers(ts, draft, node) || failsIntoHandler(ts, draft, node, covered, wanted);
      const removals = covered.statements.filter((one) => !isPassing || !mayBeRepeated(ts, one));
      edits.push(...removals.map((one) => removal(draft, one)));
      isLate ||= isPassing && removals.length > 0;
      isConditional ||= covered.isConditional;
      isRepeated ||= covered.statements.some(
        (one) => !removals.includes(one) && (setsField(ts, one) || isSetBetween(ts, draft, node, one)),
      );
    }
    if (covered?.isWhole || text.unreached?.has(node)) return;
    if (isHarmless(node)) return;
    if (isEnd) endsWithout += isForSeveralReasons(ts, node) ? 2 : 1;
    else failsWithout ||= !isHandled(ts, draft, node, wanted);
  });
  failsWithout ||= failsUncovered(ts, draft, { wanted, text, cleanups: edits, isHarmless });
  return { draft: editDraft(ts, draft, edits), endsWithout, failsWithout, isLate, isRepeated, isConditional };
}

/** `if (result.done || isEnough) return;` */
function isForSeveralReasons(ts: TypeScript, { parent }: ts.Node): boolean {
  const test = ts.isBlock(parent) && parent.statements.length === 1 ? parent.parent : parent;
  if (!ts.isIfStatement(test)) return false;
  const condition = unwrap(ts, test.expression);
  return ts.isBinaryExpression(condition) && condition.operatorToken.kind === ts.SyntaxKind.BarBarToken;
}

/** `close(); break;` → `close(); return;`, where the loop that is left has nothing but a `return;` behind it */
function returnsForBreaks(ts: TypeScript, draft: Draft, wanted: readonly Wanted[]): Draft {
  const edits: TextEdit[] = [];
  walkOwn(ts, draft.body, (node) => {
    if (!ts.isBreakStatement(node) || !isAllButReturn(ts, targetOf(ts, node))) return;
    if (cleanupBefore(ts, draft, node, wanted)?.isWhole) edits.push(replaceNode(draft, node, "return;"));
  });
  return editDraft(ts, draft, edits);
}

/** Does the generator end right behind the statement? */
function isAllButReturn(ts: TypeScript, statement: ts.Statement | undefined): boolean {
  if (!statement || !ts.isBlock(statement.parent)) return false;
  const { statements } = statement.parent;
  const behind = statements[statements.indexOf(statement) + 1];
  return behind !== undefined && ts.isReturnStatement(behind) && !behind.expression;
}

/** An exit that gives nothing, with no code of the loop behind it. */
function isPlainExit(ts: TypeScript, draft: Draft, node: ts.Node): boolean {
  const isExit = ts.isReturnStatement(node) || ts.isThrowStatement(node);
  return isExit && !node.expression && !passesOthers(ts, draft, node);
}

/** Does a `finally` block of the loop, or a handler of what is thrown, run between an exit and the end of the generator? */
function passesOthers(ts: TypeScript, draft: Draft, exit: ts.Statement): boolean {
  for (let node: ts.Node = exit; node !== draft.body; node = node.parent) {
    const { parent } = node;
    if (!ts.isTryStatement(parent)) continue;
    if (parent.finallyBlock && parent.finallyBlock !== node) return true;
    if (ts.isThrowStatement(exit) && parent.catchClause && parent.tryBlock === node) return true;
  }
  return false;
}

/**
 * Does a handler of the loop see that the clean-up before an exit fails? One that cleans up itself, and does nothing else, is
 * none: the clean-up is done once then.
 */
function failsIntoHandler(
  ts: TypeScript,
  draft: Draft,
  exit: ts.Statement,
  { statements }: CleanupBefore,
  wanted: readonly Wanted[],
): boolean {
  const mayFail = statements.some((one) => someOwn(ts, one, (node) => mayThrow(ts, draft, node)));
  const handler = mayFail ? handlerAround(ts, draft, exit) : undefined;
  return handler !== undefined && !cleansUp(ts, draft, handler, wanted);
}

/** The handler of the `try` in whose block the exit stands. */
function handlerAround(ts: TypeScript, draft: Draft, exit: ts.Node): ts.CatchClause | undefined {
  for (let node = exit; node !== draft.body; node = node.parent) {
    const { parent } = node;
    if (ts.isTryStatement(parent) && parent.catchClause && parent.tryBlock === node)
      return parent.catchClause;
  }
  return undefined;
}

/** Does a block that runs between an exit and the end of the generator assign what the statement assigns? */
function isSetBetween(ts: TypeScript, draft: Draft, exit: ts.Statement, statement: ts.Statement): boolean {
  const names = assignedIn(ts, statement);
  for (let node: ts.Node = exit; node !== draft.body; node = node.parent) {
    const { parent } = node;
    if (!ts.isTryStatement(parent)) continue;
    const blocks = [parent.finallyBlock, node === parent.tryBlock ? parent.catchClause : undefined];
    if (
      blocks.some(
        (block) => block && block !== node && assignedIn(ts, block).some((name) => names.includes(name)),
      )
    )
      return true;
  }
  return false;
}

function assignedIn(ts: TypeScript, root: ts.Node): string[] {
  const names: string[] = [];
  some(ts, root, (node) => {
    if (ts.isIdentifier(node) && accessKind(ts, node) !== "read") names.push(node.text);
    return false;
  });
  return names;
}

/** A statement of the clean-up, as an exit may have it. */
interface Wanted {
  readonly text: string;
  /** What is under its condition, `close(handle)` in `if (handle >= 0) close(handle);`, where the condition asks only for a variable that this is done with. */
  readonly conditional: string | undefined;
  /** Where the condition does not hold, what is under it would fail: `if (file) file.close();` */
  readonly needsTested: boolean;
}

function wantedIn(ts: TypeScript, text: string): Wanted[] {
  const { sourceFile, statements } = parseStatements(ts, text);
  return statements.map((statement) => {
    const text = normalized(statement.getText(sourceFile));
    const inner = ts.isIfStatement(statement) ? underCondition(ts, statement) : undefined;
    return {
      text,
      conditional: inner && normalized(inner.getText(sourceFile)),
      needsTested: inner !== undefined && isOfTheTested(ts, statement, inner),
    };
  });
}

/** The only statement under a condition that is about one variable, where it is done with that variable. */
function underCondition(
  ts: TypeScript,
  { expression, thenStatement, elseStatement }: ts.IfStatement,
): ts.Statement | undefined {
  const [only, ...more] = statementsOf(ts, thenStatement);
  if (!only || more.length > 0 || elseStatement || !ts.isExpressionStatement(only)) return undefined;
  const test = unwrap(ts, expression);
  const asked = ts.isBinaryExpression(test) && isPlainValue(ts, test.right) ? unwrap(ts, test.left) : test;
  return ts.isIdentifier(asked) && mentionsAny(ts, only, new Set([asked.text])) ? only : undefined;
}

/** `if (file) await file.close();` is `await file?.close();` */
function isOfTheTested(ts: TypeScript, statement: ts.Statement, inner: ts.Statement): boolean {
  const guard = guardOfStatement(ts, statement);
  const outer = ts.isExpressionStatement(inner) ? unwrap(ts, inner.expression) : undefined;
  const call = outer && ts.isAwaitExpression(outer) ? unwrap(ts, outer.expression) : outer;
  if (!call || !ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression)) return false;
  return call.expression.expression.getText() === guard;
}

interface CleanupBefore {
  readonly statements: readonly ts.Statement[];
  /** It is all that the clean-up does. */
  readonly isWhole: boolean;
  /** The clean-up does some of it under a condition that the exit does not ask. */
  readonly isConditional: boolean;
}

/** What an exit cleans up by itself, in the order of the clean-up: all of it, or a part, which must not be done twice. */
function cleanupBefore(
  ts: TypeScript,
  draft: Draft,
  exit: ts.Statement,
  wanted: readonly Wanted[],
): CleanupBefore | undefined {
  const { parent } = exit;
  if (!ts.isBlock(parent) && !ts.isCaseOrDefaultClause(parent)) return undefined;
  const local = declaredAround(ts, draft, exit);
  const before = parent.statements.slice(0, parent.statements.indexOf(exit)).reverse();
  const statements: ts.Statement[] = [];
  let place = wanted.length;
  let isConditional = false;
  for (const statement of before) {
    const text = normalized(textOf(draft, statement));
    place = wanted.findLastIndex(
      (one, index) => index < place && (one.text === text || one.conditional === text),
    );
    const found = wanted[place];
    if (!found || mentionsAny(ts, statement, local)) break;
    isConditional ||= found.text !== text && !found.needsTested;
    statements.push(statement);
  }
  if (statements.length === 0 || !canComeBefore(ts, exit, statements)) return undefined;
  return { statements, isWhole: statements.length === wanted.length, isConditional };
}

/** The names of what is declared in the blocks around an exit: in the clean-up they mean something else. */
function declaredAround(ts: TypeScript, draft: Draft, exit: ts.Statement): Set<string> {
  const names = new Set<string>();
  for (let node: ts.Node = exit.parent; node !== draft.body.parent; node = node.parent) {
    for (const name of declaredIn(ts, node)) names.add(name);
  }
  return names;
}

function mentionsAny(ts: TypeScript, root: ts.Node, names: ReadonlySet<string>): boolean {
  return some(ts, root, (node) => ts.isIdentifier(node) && names.has(node.text) && isVariableName(ts, node));
}

/** What an exit gives is worked out before `finally` runs: it must not hang on the clean-up, nor the clean-up on it. */
function canComeBefore(ts: TypeScript, exit: ts.Statement, cleanup: readonly ts.Statement[]): boolean {
  const given = ts.isReturnStatement(exit) || ts.isThrowStatement(exit) ? exit.expression : undefined;
  if (!given) return true;
  const acts = someOwn(
    ts,
    given,
    (node) => ts.isCallExpression(node) || ts.isAwaitExpression(node) || ts.isYieldExpression(node),
  );
  const names = new Set<string>();
  some(ts, given, (node) => {
    if (ts.isIdentifier(node) && isVariableName(ts, node)) names.add(node.text);
    return false;
  });
  return !acts && !cleanup.some((one) => mentionsAny(ts, one, names));
}

interface Failures {
  readonly wanted: readonly Wanted[];
  readonly text: CleanupText;
  readonly cleanups: readonly TextEdit[];
  /** Where it leaves the loop, the clean-up does nothing. */
  readonly isHarmless: (node: ts.Node) => boolean;
}

/** Is there something in the loop that may fail, outside of a `try` whose handler cleans up and throws on? */
function failsUncovered(
  ts: TypeScript,
  draft: Draft,
  { wanted, text, cleanups, isHarmless }: Failures,
): boolean {
  const acquired = guardOf(ts, text.expanded);
  let found = false;
  walkOwn(ts, draft.body, (node) => {
    if (found || cleanups.some(({ start, end }) => node.getStart() >= start && node.end <= end)) return false;
    if (acquired !== undefined && isAcquisition(ts, node, acquired)) return false;
    if (text.source !== undefined && isDrawing(ts, draft, node, text.source)) return false;
    found = mayThrow(ts, draft, node) && !isHandled(ts, draft, node, wanted) && !isHarmless(node);
    return !found;
  });
  return found;
}

/** Does it fail into a handler that cleans up and throws on, or within one? */
function isHandled(ts: TypeScript, draft: Draft, node: ts.Node, wanted: readonly Wanted[]): boolean {
  for (let current = node; current !== draft.body; current = current.parent) {
    const { parent } = current;
    if (isFunctionBoundary(ts, parent)) return true;
    if (ts.isCatchClause(parent) && cleansUp(ts, draft, parent, wanted)) return true;
    if (ts.isTryStatement(parent) && parent.tryBlock === current && parent.catchClause) {
      if (cleansUp(ts, draft, parent.catchClause, wanted)) return true;
    }
  }
  return false;
}

/** `catch (error) { clean up; throw error; }`, with nothing before that may fail itself */
function cleansUp(
  ts: TypeScript,
  draft: Draft,
  { block }: ts.CatchClause,
  wanted: readonly Wanted[],
): boolean {
  const last = block.statements.at(-1);
  if (!last || !ts.isThrowStatement(last)) return false;
  const covered = cleanupBefore(ts, draft, last, wanted);
  if (!covered?.isWhole) return false;
  const before = block.statements.slice(0, -1).filter((one) => !covered.statements.includes(one));
  return !before.some((one) =>
    someOwn(ts, one, (node) => mayThrow(ts, draft, node) || ts.isThrowStatement(node)),
  );
}

/** `await source.next()`, in a generator that is not async `source.next()` */
function isDrawing(ts: TypeScript, { form }: Draft, node: ts.Node, source: string): boolean {
  const call = form.kind === "sync" ? node : ts.isAwaitExpression(node) && node.expression;
  return (
    call !== false &&
    ts.isCallExpression(call) &&
    call.arguments.length === 0 &&
    call.expression.getText() === `${source}.next`
  );
}

/**
 * The variable without which the clean-up does nothing: `timer` in `timer?.clear();` or `if (timer) …`. What fills it may fail
 * before there is anything to clean up.
 */
function guardOf(ts: TypeScript, cleanup: string): string | undefined {
  const { statements } = parseStatements(ts, cleanup);
  const guards = new Set(statements.map((statement) => guardOfStatement(ts, statement)));
  const [guard, ...more] = guards;
  return more.length === 0 ? guard : undefined;
}

function guardOfStatement(ts: TypeScript, statement: ts.Statement): string | undefined {
  if (ts.isIfStatement(statement) && !statement.elseStatement) return testedFor(ts, statement.expression);
  if (!ts.isExpressionStatement(statement)) return undefined;
  const outer = unwrap(ts, statement.expression);
  const expression = ts.isAwaitExpression(outer) ? unwrap(ts, outer.expression) : outer;
  if (ts.isBinaryExpression(expression) && expression.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
    return isEmpty(ts, expression.right) ? expression.left.getText() : undefined;
  }
  if (!ts.isCallExpression(expression) || !ts.isPropertyAccessExpression(expression.expression))
    return undefined;
  const { questionDotToken, expression: receiver } = expression.expression;
  return questionDotToken ? receiver.getText() : undefined;
}

/** What a variable holds that nothing has filled. */
function isEmpty(ts: TypeScript, value: ts.Expression): boolean {
  return isUndefined(ts, value) || value.kind === ts.SyntaxKind.NullKeyword;
}

/** `if (timer)`, `if (timer !== undefined)`, `if (timer != null)` */
function testedFor(ts: TypeScript, condition: ts.Expression): string | undefined {
  const test = unwrap(ts, condition);
  if (ts.isIdentifier(test) || ts.isPropertyAccessExpression(test)) return test.getText();
  if (!ts.isBinaryExpression(test) || !/^(?:undefined|null)$/.test(test.right.getText())) return undefined;
  return /^!==?$/.test(test.operatorToken.getText()) ? test.left.getText() : undefined;
}

/** `timer ??= start();` or `if (!timer) timer = start();` */
function isAcquisition(ts: TypeScript, node: ts.Node, guard: string): boolean {
  if (ts.isBinaryExpression(node)) {
    return (
      node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionEqualsToken && node.left.getText() === guard
    );
  }
  if (!ts.isIfStatement(node) || node.elseStatement) return false;
  const condition = node.expression.getText().replace(/\s+/g, " ");
  const isEmptyTest = [
    `!${guard}`,
    `${guard} === undefined`,
    `${guard} === null`,
    `${guard} == null`,
  ].includes(condition);
  const [only, ...more] = statementsOf(ts, node.thenStatement);
  return (
    isEmptyTest &&
    more.length === 0 &&
    only !== undefined &&
    ts.isExpressionStatement(only) &&
    ts.isBinaryExpression(only.expression) &&
    only.expression.left.getText() === guard
  );
}

/**
 * Writes helpers out in a clean-up text, to see what it depends on: `stop();` becomes what `stop` does.
 *
 * @param around - code that declares the helpers, as functions or constants
 */
export function expandCleanup(ts: TypeScript, cleanup: string, around: string): string {
  const declared = parseStatements(ts, around);
  const { sourceFile, statements } = parseStatements(ts, cleanup);
  return statements
    .map((statement) => {
      const name = calledAlone(ts, statement);
      const body = name === undefined ? undefined : bodyOf(ts, declared.statements, name);
      return body
        ? body.statements.map((inner) => inner.getText(declared.sourceFile)).join("\n")
        : statement.getText(sourceFile);
    })
    .join("\n");
}

function calledAlone(ts: TypeScript, statement: ts.Statement): string | undefined {
  if (!ts.isExpressionStatement(statement)) return undefined;
  const outer = unwrap(ts, statement.expression);
  const call = ts.isAwaitExpression(outer) ? unwrap(ts, outer.expression) : outer;
  if (!ts.isCallExpression(call) || !ts.isIdentifier(call.expression) || call.arguments.length > 0)
    return undefined;
  return call.expression.text;
}

function bodyOf(ts: TypeScript, statements: readonly ts.Statement[], name: string): ts.Block | undefined {
  for (const statement of statements) {
    if (ts.isFunctionDeclaration(statement) && statement.name?.text === name) return statement.body;
    if (!ts.isVariableStatement(statement)) continue;
    for (const declaration of statement.declarationList.declarations) {
      const fn = declaration.initializer && unwrap(ts, declaration.initializer);
      const isNamed = ts.isIdentifier(declaration.name) && declaration.name.text === name;
      if (isNamed && fn && (ts.isArrowFunction(fn) || ts.isFunctionExpression(fn)) && ts.isBlock(fn.body))
        return fn.body;
    }
  }
  return undefined;
}
