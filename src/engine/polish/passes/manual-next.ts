import type ts from "typescript";
import { accessKind, statementsOf, unwrap } from "../../syntax/nodes";
import { isAtEnd, isOnlyBreak, isOnlyReturn, leavesForGood } from "../support/control";
import { commentsWithin, Edits, indentAt, rangeOf } from "../support/edits";
import {
  isQuietDeclaration,
  isRightBefore,
  isUsedOnlyIn,
  localOf,
  runsOnceFrom,
  type Local,
} from "../support/loops";
import { elementName } from "../support/names";
import {
  asDeclaration,
  contains,
  isConst,
  isEndless,
  isLet,
  ownDescendants,
  siblingsOf,
} from "../support/nodes";
import { openedBy } from "../../syntax/opened-by";
import { closesQuietly, givesQuietGenerator, isDisposable, isStable } from "../support/values";
import type { Span } from "../../text";
import { definePass, startOf, textOf, variableAt, type View } from "../support/view";

/**
 * `const it = keys[Symbol.iterator](); while (true) { const { value: key, done } = it.next(); if (done) return; … }`
 * → `for (const key of keys) { … }`, and so does `for (let step = it.next(); !step.done; step = it.next()) { … }`
 *
 * Condition: the loop asks for exactly one result in each round, first thing, and is over when it is done; the result is used for nothing else. `for…of`
 * closes the iterator when the loop is left early or by an error: either that does nothing (arrays, maps, sets, strings, and generators of
 * the project's own that have nothing to clean up), or `mayCloseSource`. The final value of the iterator is handed on only where nobody looks at it, or it is one of those, which give none; so does a loop over one of those that asks for the value and leaves where there is none. The iterator is made right before the loop, or making it can be moved there without a difference; or with no other than that some values are given
 * before it is made, with `mayOpenSourceLater`.
 */
export const syncNextToForOf = definePass("sync-next-to-for-of", (view) => firstRewrite(view, false));

/**
 * `const it = source[Symbol.asyncIterator](); while (true) { const { value, done } = await it.next(); if (done) return; … }`
 * → `for await (const value of source) { … }`
 *
 * Condition: as for the sync loop, with `mayCloseSource`, or over such a generator. An
 * iterator that comes from elsewhere must be known to give itself as its own iterator.
 */
export const asyncNextToForAwait = definePass("async-next-to-for-await", (view) => firstRewrite(view, true));

function firstRewrite(view: View, isAsync: boolean) {
  const { ts } = view;
  for (const loop of ownDescendants(ts, view.fn)) {
    if (!ts.isForStatement(loop) && !isEndless(ts, loop)) continue;
    if (!ts.isBlock(loop.statement)) continue;
    const draw = ts.isForStatement(loop)
      ? drawOfFor(view, loop, loop.statement, isAsync)
      : drawOf(view, loop, loop.statement, isAsync);
    const source = draw && sourceOf(view, draw, loop, isAsync);
    if (draw === undefined || source === undefined) continue;
    const element = elementOf(view, draw, source.expression);
    if (element === undefined) continue;
    return rewritten(view, loop, draw, source, element, isAsync);
  }
  return undefined;
}

/** How a round starts: what it draws from, and what it makes of the result. */
interface Draw {
  readonly iterator: ts.Expression;
  /** The places that name the iterator. */
  readonly draws: number;
  /** `const { value, done } = …;` or `const result = …;`, and the `if` that leaves the loop; nothing in a `for`, whose head says it all. */
  readonly statements: readonly ts.Statement[];
  /** Where it is asked whether there is a value. */
  readonly asked: readonly ts.Node[];
  readonly declaration: ts.VariableDeclaration;
  readonly rest: readonly ts.Statement[];
  /** `result.done || `, which goes from a test that asks for more. */
  readonly split?: Span;
}

function drawOf(view: View, loop: ts.WhileStatement, body: ts.Block, isAsync: boolean): Draw | undefined {
  const { ts } = view;
  const [first, guard, ...rest] = body.statements;
  const declaration = asDeclaration(ts, first);
  if (!first || !ts.isVariableStatement(first) || !guard || !ts.isIfStatement(guard)) return undefined;
  if (!declaration?.initializer || !isConst(ts, first.declarationList) || guard.elseStatement)
    return undefined;
  const iterator = drawnFrom(view, declaration.initializer, isAsync);
  if (iterator === undefined) return undefined;
  if (!isAsync && leavesWithoutValue(view, guard, declaration, loop))
    return { iterator, draws: 1, statements: [first], asked: [], declaration, rest: [guard, ...rest] };
  const more = moreAsked(view, guard, declaration, loop);
  if (more) return { iterator, draws: 1, statements: [first], declaration, rest: [guard, ...rest], ...more };
  if (!leavesAtDone(view, guard, declaration, loop)) return undefined;
  return { iterator, draws: 1, statements: [first, guard], asked: [guard], declaration, rest };
}

/** `if (result.done || !test(result.value)) return;`: what is left of it is asked of each value. */
function moreAsked(
  view: View,
  guard: ts.IfStatement,
  { name }: ts.VariableDeclaration,
  loop: ts.Statement,
): Pick<Draw, "asked" | "split"> | undefined {
  const { ts } = view;
  const { expression, thenStatement } = guard;
  if (!ts.isBinaryExpression(expression) || expression.operatorToken.kind !== ts.SyntaxKind.BarBarToken)
    return undefined;
  const [done, ...more] = alternatives(ts, expression);
  const [second] = more;
  if (!done || !second || !isDoneOf(view, done, name)) return undefined;
  const span = { start: startOf(view, done), end: startOf(view, second) };
  const isLeft = leavesForGood(view, thenStatement, loop);
  return isLeft && commentsWithin(view, span).length === 0 ? { asked: [done], split: span } : undefined;
}

/** `a || b || c`, one after the other */
function alternatives(ts: View["ts"], node: ts.Expression): ts.Expression[] {
  const isChoice = ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.BarBarToken;
  return isChoice ? [...alternatives(ts, node.left), node.right] : [node];
}

/** Reads `for (let step = it.next(); !step.done; step = it.next())`. */
function drawOfFor(view: View, loop: ts.ForStatement, body: ts.Block, isAsync: boolean): Draw | undefined {
  const { ts } = view;
  const { initializer, condition, incrementor } = loop;
  if (!initializer || !condition || !incrementor || !ts.isVariableDeclarationList(initializer))
    return undefined;
  const [declaration, ...others] = initializer.declarations;
  if (!declaration?.initializer || others.length > 0 || !isLet(ts, initializer)) return undefined;
  const { name } = declaration;
  const iterator = drawnFrom(view, declaration.initializer, isAsync);
  if (!iterator || !ts.isIdentifier(iterator) || !ts.isIdentifier(name)) return undefined;
  const isStepped =
    ts.isBinaryExpression(incrementor) &&
    incrementor.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
    variableAt(view, incrementor.left) === variableAt(view, name) &&
    textOf(view, incrementor.right) === textOf(view, declaration.initializer);
  const test = unwrap(ts, condition);
  const isAsked =
    ts.isPrefixUnaryExpression(test) &&
    test.operator === ts.SyntaxKind.ExclamationToken &&
    isDoneOf(view, test.operand, name);
  if (!isStepped || !isAsked) return undefined;
  const asked = [initializer, condition, incrementor];
  return { iterator, draws: 2, statements: [], asked, declaration, rest: body.statements };
}

/** Reads `it.next()`, awaited or not; awaiting what a sync iterator gives waits for nothing. */
function drawnFrom({ ts }: View, initializer: ts.Expression, isAsync: boolean): ts.Expression | undefined {
  const drawn = unwrap(ts, initializer);
  if (isAsync && !ts.isAwaitExpression(drawn)) return undefined;
  const call = ts.isAwaitExpression(drawn) ? unwrap(ts, drawn.expression) : drawn;
  if (!ts.isCallExpression(call) || call.arguments.length > 0 || ts.isOptionalChain(call)) return undefined;
  const callee = call.expression;
  return ts.isPropertyAccessExpression(callee) && callee.name.text === "next"
    ? unwrap(ts, callee.expression)
    : undefined;
}

/** The guard tests `done` and leaves, with nothing but the iterator's own final value. */
function leavesAtDone(
  view: View,
  guard: ts.IfStatement,
  declaration: ts.VariableDeclaration,
  loop: ts.Statement,
): boolean {
  const { ts } = view;
  if (!isDoneOf(view, guard.expression, declaration.name)) return false;
  if (isOnlyBreak(ts, guard.thenStatement, loop)) return true;
  if (!isAtEnd(view, loop)) return false;
  if (isOnlyReturn(ts, guard.thenStatement)) return true;
  const [only, ...others] = statementsOf(ts, guard.thenStatement);
  if (only === undefined || others.length > 0 || !ts.isReturnStatement(only) || !only.expression)
    return false;
  if (!isValueOf(view, only.expression, declaration.name)) return false;
  return view.context.finalValueUnused || isEmptyEnd(view, declaration);
}

/** `if (!result.value) return;`, which also holds at the end of what is known to give nothing there: the loop is over either way. */
function leavesWithoutValue(
  view: View,
  guard: ts.IfStatement,
  declaration: ts.VariableDeclaration,
  loop: ts.Statement,
): boolean {
  const { ts } = view;
  const test = unwrap(ts, guard.expression);
  const isAsked =
    ts.isPrefixUnaryExpression(test) &&
    test.operator === ts.SyntaxKind.ExclamationToken &&
    isValueOf(view, test.operand, declaration.name);
  if (!isAsked || !ts.isIdentifier(declaration.name) || !isEmptyEnd(view, declaration)) return false;
  if (isOnlyBreak(ts, guard.thenStatement, loop)) return true;
  return isAtEnd(view, loop) && isOnlyReturn(ts, guard.thenStatement);
}

/** What an iterator of the language's own gives at its end is `undefined`, and the types ask for nothing else. */
function isEmptyEnd(view: View, { initializer }: ts.VariableDeclaration): boolean {
  const iterator = initializer && drawnFrom(view, initializer, false);
  const variable = variableAt(view, iterator);
  const made = variable && localOf(view, variable)?.declaration.initializer;
  const opened = made && openedBy(view.ts, unwrap(view.ts, made), "iterator");
  const source = opened ?? made;
  const isOurs = source && (opened !== undefined || isIteratorCall(view, source));
  return isOurs === true && closesQuietly(view, source) && view.context.promisesFinalValue !== true;
}

function isDoneOf(view: View, condition: ts.Expression, name: ts.BindingName): boolean {
  const { ts } = view;
  const node = unwrap(ts, condition);
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsEqualsEqualsToken) {
    return unwrap(ts, node.right).kind === ts.SyntaxKind.TrueKeyword && isDoneOf(view, node.left, name);
  }
  if (ts.isIdentifier(name)) return isPartOf(view, node, name, "done");
  return ts.isObjectBindingPattern(name) && isNameOf(view, node, partOf(view, name, "done"));
}

function isValueOf(view: View, expression: ts.Expression, name: ts.BindingName): boolean {
  const node = unwrap(view.ts, expression);
  if (view.ts.isIdentifier(name)) return isPartOf(view, node, name, "value");
  return view.ts.isObjectBindingPattern(name) && isNameOf(view, node, partOf(view, name, "value"));
}

function isPartOf({ ts }: View, node: ts.Expression, result: ts.Identifier, part: string): boolean {
  return (
    ts.isPropertyAccessExpression(node) &&
    ts.isIdentifier(node.expression) &&
    node.expression.text === result.text &&
    node.name.text === part
  );
}

function isNameOf({ ts }: View, node: ts.Expression, element: ts.BindingElement | undefined): boolean {
  return (
    element !== undefined &&
    ts.isIdentifier(element.name) &&
    ts.isIdentifier(node) &&
    node.text === element.name.text
  );
}

/** The element of `{ value: key, done }` for one property; none with a default, which `for…of` could not give. */
function partOf({ ts }: View, pattern: ts.ObjectBindingPattern, part: string): ts.BindingElement | undefined {
  return pattern.elements.find(
    ({ propertyName, name, initializer, dotDotDotToken }) =>
      !initializer && !dotDotDotToken && keyOf(ts, propertyName ?? name) === part,
  );
}

function keyOf(ts: View["ts"], name: ts.PropertyName | ts.BindingName): string | undefined {
  return ts.isIdentifier(name) ? name.text : undefined;
}

interface Source {
  readonly expression: ts.Expression;
  /** The declaration of the iterator, which goes. */
  readonly local?: Local;
}

function sourceOf(
  view: View,
  { iterator, draws }: Draw,
  loop: ts.Statement,
  isAsync: boolean,
): Source | undefined {
  const { ts, context } = view;
  const variable = variableAt(view, iterator);
  const local = variable && localOf(view, variable);
  const initializer = local?.declaration.initializer && unwrap(ts, local.declaration.initializer);
  if (variable && local && initializer) {
    // Other uses, such as a `return()` by hand, need the iterator itself.
    if (variable.captured || variable.uses.length !== draws || !isUsedOnlyIn(variable, loop))
      return undefined;
    const opened = openedBy(view.ts, initializer, isAsync ? "asyncIterator" : "iterator");
    const isOwnGenerator =
      givesQuietGenerator(view, opened ?? initializer, isAsync ? "async" : "sync") &&
      !saysAny(view, local.declaration);
    const isIterable = isOwnGenerator || (isIteratorCall(view, initializer) && !isAsync);
    const isOwnIterable = ownIterable(view, iterator, isAsync) !== undefined;
    const expression = opened ?? (isIterable || isOwnIterable ? initializer : undefined);
    if (expression === undefined) return undefined;
    const isQuiet = !isAsync && closesQuietly(view, expression);
    if (!isQuiet && !isOwnGenerator && !context.mayCloseSource) return undefined;
    return canOpenAt(view, local, loop, expression, isQuiet) ? { expression, local } : undefined;
  }
  return ownIterable(view, iterator, isAsync);
}

/** An iterator that is its own iterable, and stays the same. */
function ownIterable(view: View, iterator: ts.Expression, isAsync: boolean): Source | undefined {
  const { context } = view;
  const known = context.factsOf(textOf(view, iterator));
  const isKnown = (isAsync ? known?.isSelfIterator : known?.isSelfSyncIterator) === true;
  const mayClose = context.mayCloseSource || (!isAsync && known?.closesQuietly === true);
  return mayClose && isKnown && isStable(view, iterator) ? { expression: iterator } : undefined;
}

/** The loop's values would be of the type that the generator gives, and not of any. */
function saysAny(view: View, { type }: ts.VariableDeclaration): boolean {
  return type !== undefined && /\bany\b/.test(textOf(view, type));
}

/** `map.entries()`, which can be looped over as it is. */
function isIteratorCall(view: View, node: ts.Expression): boolean {
  return view.ts.isCallExpression(node) && closesQuietly(view, node);
}

/** Can the iterator be made where the loop starts? Iterators of arrays and the like read nothing before the first `next()`. */
function canOpenAt(
  view: View,
  { statement }: Local,
  loop: ts.Statement,
  source: ts.Expression,
  isQuiet: boolean,
): boolean {
  const { ts } = view;
  const callee = ts.isCallExpression(source) ? source.expression : undefined;
  const list = callee && ts.isPropertyAccessExpression(callee) ? callee.expression : source;
  if (isQuiet && isStable(view, list)) return runsOnceFrom(view, statement, loop);
  return isRightBefore(view, statement, loop) || isBehindValues(view, statement, loop, source);
}

/** Only values are given between the two, and the source stays what it is: `const it = list[Symbol.iterator](); yield 0; while (true) …` */
function isBehindValues(
  view: View,
  statement: ts.Statement,
  loop: ts.Statement,
  source: ts.Expression,
): boolean {
  const { ts, context } = view;
  const siblings = siblingsOf(ts, statement);
  if (context.mayOpenSourceLater !== true || !siblings?.includes(loop) || !isStable(view, source))
    return false;
  return siblings.slice(siblings.indexOf(statement) + 1, siblings.indexOf(loop)).every((between) => {
    const given = ts.isExpressionStatement(between) ? between.expression : undefined;
    const isGiven = given && ts.isYieldExpression(given) && !given.asteriskToken && given.expression;
    return isGiven ? isDisposable(view, isGiven) : isQuietDeclaration(view, between);
  });
}

interface Element {
  /** `const key`, `const [a, b]` */
  readonly pattern: string;
  /** The author's own statement that names the value: `const key = result.value;`, which goes. */
  readonly statement?: ts.Statement;
  /** Reads of the value that get the pattern's name. */
  readonly reads: readonly ts.Node[];
}

function elementOf(
  view: View,
  { declaration, asked, rest }: Draw,
  source: ts.Expression,
): Element | undefined {
  const { ts } = view;
  const { name } = declaration;
  if (ts.isArrayBindingPattern(name)) return undefined;
  return ts.isObjectBindingPattern(name)
    ? destructured(view, name, asked, rest)
    : resultElement(view, name, asked, rest, source);
}

function destructured(
  view: View,
  pattern: ts.ObjectBindingPattern,
  asked: readonly ts.Node[],
  rest: readonly ts.Statement[],
): Element | undefined {
  const done = partOf(view, pattern, "done");
  const value = partOf(view, pattern, "value");
  const doneVariable = variableAt(view, done?.name);
  const [guard] = asked;
  if (!doneVariable || !guard || !isUsedOnlyIn(doneVariable, guard)) return undefined;
  if (pattern.elements.length !== (value ? 2 : 1)) return undefined;
  const uses = value && variableAt(view, value.name)?.uses;
  if (value === undefined || uses?.length === 0) return { pattern: unusedName(view), reads: [] };
  const named = uses?.length === 1 ? namedFirst(view, rest, uses[0]?.node) : undefined;
  return named ?? { pattern: textOf(view, value.name), reads: [] };
}

/** `const [key, item] = value;`, which comes first and says what the value is called. */
function namedFirst(
  view: View,
  [first]: readonly ts.Statement[],
  value: ts.Node | undefined,
): Element | undefined {
  const { ts } = view;
  const named = asDeclaration(ts, first);
  if (!first || !named?.initializer || named.type || unwrap(ts, named.initializer) !== value)
    return undefined;
  const isConstant = ts.isVariableStatement(first) && isConst(ts, first.declarationList);
  return isConstant ? { pattern: textOf(view, named.name), statement: first, reads: [] } : undefined;
}

/** A name that says, to people and to the compiler, that nobody asks for the value. */
function unusedName({ scopes, text }: View): string {
  const isTaken = scopes.variables.some(({ name }) => name === "_") || /(?<![\w$])_(?![\w$])/.test(text);
  return isTaken ? "_item" : "_";
}

function resultElement(
  view: View,
  result: ts.Identifier,
  asked: readonly ts.Node[],
  rest: readonly ts.Statement[],
  source: ts.Expression,
): Element | undefined {
  const variable = view.scopes.variableOf(result);
  const uses = variable?.uses.filter(({ node }) => !asked.some((part) => contains(part, node))) ?? [];
  const reads = uses.map(({ node }) => node.parent).filter((read) => isReadOfValue(view, read, result));
  if (reads.length !== uses.length || variable === undefined) return undefined;
  const named = reads.length === 1 ? namedFirst(view, rest, reads[0]) : undefined;
  if (named) return named;
  return { pattern: reads.length === 0 ? unusedName(view) : elementName(view, source, variable), reads };
}

function isReadOfValue({ ts }: View, read: ts.Node, result: ts.Identifier): boolean {
  return (
    ts.isPropertyAccessExpression(read) &&
    ts.isIdentifier(read.expression) &&
    read.expression.text === result.text &&
    read.name.text === "value" &&
    accessKind(ts, read) === "read"
  );
}

function rewritten(
  view: View,
  loop: ts.WhileStatement | ts.ForStatement,
  draw: Draw,
  source: Source,
  element: Element,
  isAsync: boolean,
) {
  const edits = new Edits(view);
  const head = { start: startOf(view, loop), end: startOf(view, loop.statement) };
  if (source.local) edits.remove(source.local.statement);
  const gone = element.statement ? [...draw.statements, element.statement] : draw.statements;
  const [drawing] = gone;
  const last = gone.at(-1);
  const span = drawing && last && { start: rangeOf(view, drawing).start, end: rangeOf(view, last).end };
  const comments = span ? commentsWithin(view, span) : [];
  const lead = comments.map((text) => `${text}\n${indentAt(view, head.start)}`).join("");
  edits.replace(
    head,
    `${lead}for ${isAsync ? "await " : ""}(const ${element.pattern} of ${textOf(view, source.expression)}) `,
  );
  if (span) edits.removeSpan(span);
  if (draw.split) edits.replace(draw.split, "");
  for (const read of element.reads) edits.replaceNode(read, element.pattern);
  return edits.done();
}
