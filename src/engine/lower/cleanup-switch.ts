import type ts from "typescript";
import { breaksOf } from "../syntax/jumps";
import { accessKind, isFunctionBoundary, some, statementsOf, unwrap, walk } from "../syntax/nodes";
import type { TypeScript } from "../typescript";
import { normalized, parseStatements, removal } from "./cleanup-text";
import { declaredIn, editDraft, namesIn, textOf, type Draft } from "./draft";

/*
 * A clean-up that a flag switches off: `if (!isClosed) { isClosed = true; close(); }`, or the other way round
 * `if (isOpen) { isOpen = false; close(); }`. Whatever leaves the loop while the flag is set finds nothing left to clean up.
 */

/** The flag of a clean-up, and whether it may be asked of the generator alone. */
export interface CleanupSwitch {
  readonly name: string;
  /** The value that switches the clean-up off: what the flag is set to. */
  readonly off: Off;
  /** Nothing but the generator's own code sees the variable, and once it is set, it stays so. */
  readonly staysSet: boolean;
  /** The statements that set it, whatever else they do, as {@link normalized} gives them. */
  readonly setBy: ReadonlySet<string>;
}

type Off = "true" | "false";

/** A flag as the clean-up asks for it. */
type Asked = Pick<CleanupSwitch, "name" | "off">;

/** `isClosed = true` */
function setting({ name, off }: Asked): string {
  return `${name} = ${off}`;
}

/** A clean-up and the code of the generator beside its loop. */
export interface CleanupCode {
  readonly cleanup: string;
  /** The same with helpers written out. */
  readonly expanded: string;
  /** What is declared before the loop, functions included. */
  readonly around: string;
  /** The variables that nothing but the generator's own code names. */
  readonly variables: ReadonlySet<string>;
}

/**
 * @returns the flag that switches all of the clean-up off: `isClosed` in `if (!isClosed) close(); isClosed = true;`, and in
 * `release();` with `function release() { if (isClosed) return; isClosed = true; … }`
 */
export function switchOf(ts: TypeScript, draft: Draft, code: CleanupCode): CleanupSwitch | undefined {
  const { sourceFile, statements } = parseStatements(ts, code.expanded);
  const flag = flagOfAll(ts, sourceFile, statements) ?? flagOfGuard(ts, statements);
  if (flag === undefined || !/^[\w$.#]+$/.test(flag.name)) return undefined;
  const isItsOwn = code.variables.has(flag.name) && !declaredIn(ts, draft.body).has(flag.name);
  const staysSet =
    isItsOwn && !isEverReset(ts, draft, flag) && !isResetAround(ts, `${code.around}\n${code.cleanup}`, flag);
  const calls = staysSet && setsFirst(ts, statements, flag) ? [withoutAwait(normalized(code.cleanup))] : [];
  return { ...flag, staysSet, setBy: new Set([setting(flag), ...calls]) };
}

/** `isClosed` in `if (!isClosed) close(); isClosed = true;` */
function flagOfAll(
  ts: TypeScript,
  sourceFile: ts.SourceFile,
  statements: readonly ts.Statement[],
): Asked | undefined {
  const flags = statements.map((statement) => flagAskedBy(ts, sourceFile, statement));
  const flag = flags.find((one) => one !== undefined);
  if (!flag) return undefined;
  const isAll = statements.every((one, index) => {
    const asked = flags[index];
    const isAsked = asked?.name === flag.name && asked.off === flag.off;
    return isAsked || normalized(one.getText(sourceFile)) === setting(flag);
  });
  return isAll ? flag : undefined;
}

/** `isClosed` in `if (isClosed) return; …`, which a helper may begin with */
function flagOfGuard(ts: TypeScript, [guard]: readonly ts.Statement[]): Asked | undefined {
  if (!guard || !ts.isIfStatement(guard) || guard.elseStatement) return undefined;
  const [only, ...more] = statementsOf(ts, guard.thenStatement);
  const isExit = only !== undefined && more.length === 0 && ts.isReturnStatement(only) && !only.expression;
  const { name, isNegated } = flagIn(ts, guard.expression);
  return isExit && ts.isIdentifier(name) ? { name: name.text, off: isNegated ? "false" : "true" } : undefined;
}

/** What is asked for in `isClosed` and in `!isClosed` */
function flagIn(ts: TypeScript, expression: ts.Expression): { name: ts.Expression; isNegated: boolean } {
  const test = unwrap(ts, expression);
  return ts.isPrefixUnaryExpression(test) && test.operator === ts.SyntaxKind.ExclamationToken
    ? { name: unwrap(ts, test.operand), isNegated: true }
    : { name: test, isNegated: false };
}

/** Does the clean-up set its flag before all else: `if (isClosed) return; isClosed = true; …`, `if (!isClosed) { isClosed = true; … }`? */
function setsFirst(ts: TypeScript, statements: readonly ts.Statement[], flag: Asked): boolean {
  const [first, second] = statements;
  const inner =
    first && ts.isIfStatement(first) && flagOfGuard(ts, statements) === undefined
      ? statementsOf(ts, first.thenStatement)[0]
      : second;
  return inner !== undefined && normalized(inner.getText()) === setting(flag);
}

/** `isClosed` in `if (!isClosed) …`, `isOpen` in `if (isOpen) …` */
function flagAskedBy(ts: TypeScript, sourceFile: ts.SourceFile, statement: ts.Statement): Asked | undefined {
  if (!ts.isIfStatement(statement) || statement.elseStatement) return undefined;
  const { name, isNegated } = flagIn(ts, statement.expression);
  return { name: name.getText(sourceFile), off: isNegated ? "true" : "false" };
}

/** Does anything before the loop, in functions too, write anything else to the flag? */
function isResetAround(ts: TypeScript, around: string, flag: Asked): boolean {
  const { sourceFile, statements } = parseStatements(ts, around);
  const written: ts.Identifier[] = [];
  for (const statement of statements) {
    walk(ts, statement, (node) => {
      if (isWrite(ts, node, flag.name)) written.push(node);
    });
  }
  return written.some(({ parent }) => normalized(parent.getText(sourceFile)) !== setting(flag));
}

/** Is the flag given anything else in the loop? */
function isEverReset(ts: TypeScript, draft: Draft, flag: Asked): boolean {
  return some(
    ts,
    draft.body,
    (node) => isWrite(ts, node, flag.name) && !setsFlag(draft, statementOf(ts, node), flag),
  );
}

function isWrite(ts: TypeScript, node: ts.Node, flag: string): node is ts.Identifier {
  return ts.isIdentifier(node) && node.text === flag && accessKind(ts, node) !== "read";
}

function statementOf(ts: TypeScript, node: ts.Node): ts.Node {
  return ts.isExpressionStatement(node.parent.parent) ? node.parent.parent : node;
}

function setsFlag(draft: Draft, statement: ts.Node, flag: Asked): boolean {
  return normalized(textOf(draft, statement)) === setting(flag);
}

/**
 * @returns whether the flag is set wherever this part of the loop is reached: `isClosed = true; return;`, `if (isClosed) return;`,
 * and all that comes behind `isClosed = true` where nothing unsets it
 */
export function isSwitchedOff(ts: TypeScript, draft: Draft, node: ts.Node, flag: CleanupSwitch): boolean {
  const { staysSet } = flag;
  const isFailure = !ts.isReturnStatement(node) && !ts.isBreakStatement(node);
  for (let current = node; current !== draft.body; current = current.parent) {
    const { parent } = current;
    if (isFunctionBoundary(ts, parent)) return false;
    if (isBehindSet(ts, draft, current, flag)) return true;
    if (staysSet && isFailure && ts.isExpressionStatement(current) && sets(draft, current, flag)) return true;
    if (ts.isIfStatement(parent) && parent.thenStatement === current && asksWhetherSet(draft, parent, flag))
      return true;
    if (staysSet && isFailure && setsInHandler(ts, draft, current, flag)) return true;
    const isAlone = ts.isBlock(parent) && parent.statements[0] === current && ts.isIfStatement(parent.parent);
    if (!staysSet && !isAlone) return false;
  }
  return false;
}

/** `if (isClosed)`, `if (!isOpen)` */
function asksWhetherSet(draft: Draft, { expression }: ts.IfStatement, { name, off }: Asked): boolean {
  return textOf(draft, expression) === (off === "true" ? name : `!${name}`);
}

/** Does a statement before this one in its block set the flag; right before it, where something else may unset it? */
function isBehindSet(ts: TypeScript, draft: Draft, node: ts.Node, flag: CleanupSwitch): boolean {
  const { parent } = node;
  if (!ts.isBlock(parent) && !ts.isCaseOrDefaultClause(parent)) return false;
  const statements: readonly ts.Statement[] = parent.statements;
  const before = statements.slice(
    0,
    Math.max(
      0,
      statements.findIndex((one) => one === node),
    ),
  );
  if (!flag.staysSet) return before.slice(-1).some((one) => sets(draft, one, flag));
  return before.some((one) => sets(draft, one, flag) || isLeftWhenSet(ts, draft, one, flag));
}

function sets(draft: Draft, statement: ts.Statement, { setBy }: CleanupSwitch): boolean {
  const text = normalized(textOf(draft, statement));
  return setBy.has(text) || setBy.has(withoutAwait(text));
}

function withoutAwait(text: string): string {
  return text.replace(/^await /, "");
}

/** `while (!isClosed) …`, where each `break` has set the flag, too */
function isLeftWhenSet(ts: TypeScript, draft: Draft, loop: ts.Statement, flag: CleanupSwitch): boolean {
  if (!ts.isWhileStatement(loop) && !ts.isDoStatement(loop)) return false;
  const { name, isNegated } = flagIn(ts, loop.expression);
  if (textOf(draft, name) !== flag.name || isNegated !== (flag.off === "true")) return false;
  return breaksOf(ts, loop).every((leave) => isSwitchedOff(ts, draft, leave, flag));
}

/** What fails in the block of a `try` comes to its handler: does that set the flag before all else? */
function setsInHandler(ts: TypeScript, draft: Draft, node: ts.Node, flag: CleanupSwitch): boolean {
  const { parent } = node;
  if (!ts.isTryStatement(parent) || parent.tryBlock !== node) return false;
  const [first] = parent.catchClause?.block.statements ?? [];
  return first !== undefined && sets(draft, first, flag);
}

/** A loop and its clean-up. */
export interface Closed {
  readonly loop: Draft;
  readonly cleanup: string;
}

/**
 * `isClosed = true; close(); return;` in the loop and `if (!isClosed) close();` in the clean-up need no flag: the loop's own exits
 * close, and so does the clean-up behind all others.
 *
 * @param prelude - what comes before the loop
 * @param own - the variables of the generator that nothing else sees
 * @returns both without the flag, or as they are where the flag is set anywhere else, or where a `try` of the loop may come
 * between, which would close a second time what has failed to close
 */
export function withoutSwitch(
  ts: TypeScript,
  { loop, cleanup }: Closed,
  prelude: string,
  own: ReadonlySet<string>,
): Closed {
  const asIs = { loop, cleanup };
  const flag = switchOf(ts, loop, { cleanup, expanded: cleanup, around: "", variables: own });
  const [guarded, ...more] = parseStatements(ts, cleanup).statements;
  if (!flag?.staysSet || !guarded || !ts.isIfStatement(guarded) || more.length > 0) return asIs;
  const inner = statementsOf(ts, guarded.thenStatement).filter(
    (one, index) => index > 0 || normalized(one.getText()) !== setting(flag),
  );
  const names = new Set(inner.flatMap((one) => [...namesIn(ts, one)]));
  const isApart = !names.has(flag.name) && ![...declaredIn(ts, loop.body)].some((name) => names.has(name));
  if (!isApart || !startsUnset(ts, prelude, flag)) return asIs;
  const sets = setsIn(ts, loop, flag);
  const texts = inner.map((one) => one.getText());
  const isAll = sets.every((set) => isBeforeExit(ts, loop, set, { texts, names }));
  if (sets.length === 0 || !isAll) return asIs;
  const edits = sets.map((set) => removal(loop, set));
  return { loop: editDraft(ts, loop, edits), cleanup: texts.join("\n") };
}

/** `let isClosed = false;`, and nothing more of it before the loop */
function startsUnset(ts: TypeScript, prelude: string, { name, off }: Asked): boolean {
  const { statements } = parseStatements(ts, prelude);
  const mentions: ts.Identifier[] = [];
  for (const statement of statements) {
    walk(ts, statement, (node) => {
      if (ts.isIdentifier(node) && node.text === name) mentions.push(node);
    });
  }
  const [only, ...more] = mentions;
  if (!only || more.length > 0 || !ts.isVariableDeclaration(only.parent)) return false;
  const { FalseKeyword, TrueKeyword } = ts.SyntaxKind;
  return only.parent.initializer?.kind === (off === "true" ? FalseKeyword : TrueKeyword);
}

/** The statements of the loop that set the flag. */
function setsIn(ts: TypeScript, loop: Draft, flag: Asked): ts.Statement[] {
  const sets: ts.Statement[] = [];
  walk(ts, loop.body, (node) => {
    if (ts.isExpressionStatement(node) && setsFlag(loop, node, flag)) sets.push(node);
  });
  return sets;
}

/** `isClosed = true;`, the whole clean-up, and an exit that does not hang on it, none of it within a `try` */
function isBeforeExit(
  ts: TypeScript,
  loop: Draft,
  set: ts.Statement,
  cleanup: { readonly texts: readonly string[]; readonly names: ReadonlySet<string> },
): boolean {
  const { parent } = set;
  if (!ts.isBlock(parent) || isTried(ts, loop, set)) return false;
  const behind = parent.statements.slice(parent.statements.indexOf(set) + 1);
  const exit = behind.at(-1);
  if (!exit || !(ts.isReturnStatement(exit) || ts.isThrowStatement(exit))) return false;
  const given = exit.expression;
  if (given && !(ts.isIdentifier(given) && !cleanup.names.has(given.text))) return false;
  const done = behind.slice(0, -1).map((one) => normalized(textOf(loop, one)));
  return (
    done.length === cleanup.texts.length &&
    done.every((one, index) => one === normalized(cleanup.texts[index] ?? ""))
  );
}

/** In the block of a `try`, or in any part of one with `finally`. */
function isTried(ts: TypeScript, loop: Draft, node: ts.Node): boolean {
  for (let current: ts.Node = node; current !== loop.body; current = current.parent) {
    const { parent } = current;
    if (ts.isTryStatement(parent) && (parent.tryBlock === current || parent.finallyBlock)) return true;
  }
  return false;
}
