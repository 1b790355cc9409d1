import type ts from "typescript";
import { promiseExecutor, type Executor } from "../describe/exits";
import { commentsIn } from "../syntax/comments";
import { hasModifier, isWithin, some, someOwn, unwrap } from "../syntax/nodes";
import { usesOfVariable } from "../syntax/variable-name";
import type { TypeScript } from "../typescript";
import { declaredIn, parseDraft, textOf, type Draft } from "./draft";
import { mayThrow } from "./may-throw";
import { isName, lastOnPath, mentions, returningBlock, type Names } from "./settling-calls";

type Callback = ts.ArrowFunction | ts.FunctionExpression;

/**
 * Takes apart a `new Promise(…)` that is settled at once, or by a timer, and by nothing else:
 * `new Promise((resolve) => { setTimeout(() => { …; resolve(result); }, 10); })` →
 * `await new Promise((resolve) => setTimeout(resolve, 10)); …; return result;`, and so does a timer that is given the result for `resolve`
 *
 * What the timer's callback does comes right behind the `await`: nobody's code runs between the callback of a timer and what waits for
 * the promise that it resolves. It must not fail, though, for what a callback throws reaches nobody. What the executor itself does is done
 * at once either way, and its errors reject the promise.
 *
 * @returns the statements in place of the `return`; `undefined` where the executor does anything else
 */
export function unwrappedExecutor(
  ts: TypeScript,
  draft: Draft,
  expression: ts.Expression,
): string | undefined {
  const outer = unwrap(ts, expression);
  const made = ts.isAwaitExpression(outer) ? unwrap(ts, outer.expression) : outer;
  const executor = promiseExecutor(ts, made);
  if (!executor?.resolve || !ts.isNewExpression(made) || !isPlain(ts, executor.fn)) return undefined;
  const { fn, resolve, reject } = executor;
  if (fn.parameters.length > 2 || (fn.parameters.length === 2 && !reject)) return undefined;
  const promise = { made, executor, names: { resolve: resolve.text, reject: reject?.text } };
  const text = insideBlock(statementsOf(ts, draft, promise));
  return text === undefined || losesComment(ts, draft, expression, text) ? undefined : text;
}

interface Made {
  readonly made: ts.NewExpression;
  readonly executor: Executor;
  readonly names: Names;
}

/** What it does can be done by the function around: it has no `this` of its own, and waits for nothing. */
function isPlain(ts: TypeScript, fn: Callback): boolean {
  if (hasModifier(ts, fn, ts.SyntaxKind.AsyncKeyword)) return false;
  if (ts.isArrowFunction(fn)) return true;
  const isOwn = (node: ts.Node) =>
    node.kind === ts.SyntaxKind.ThisKeyword ||
    isName(ts, node, "arguments") ||
    isName(ts, node, fn.name?.text);
  return !fn.asteriskToken && !some(ts, fn.body, isOwn);
}

/** The executor's statements, in braces. */
function statementsOf(ts: TypeScript, draft: Draft, promise: Made): string | undefined {
  const { fn } = promise.executor;
  if (!isFree(ts, draft, fn, fn.body)) return undefined;
  if (!ts.isBlock(fn.body)) return tailText(ts, draft, fn.body, promise);
  const body = fn.body;
  return returningBlock(ts, draft, body, promise.names, (node) => {
    const pause = pauseOf(ts, draft, node, promise);
    const place = pause !== undefined && lastOnPath(ts, draft, node.parent, body);
    if (!place) return undefined;
    const isAlone = !ts.isBlock(node.parent.parent);
    return { ...place, newText: isAlone ? `{\n${pause}\n}` : pause };
  });
}

/** `resolve(result)` or a timer, as all that an arrow function does */
function tailText(ts: TypeScript, draft: Draft, body: ts.Expression, promise: Made): string | undefined {
  const pause = pauseOf(ts, draft, body, promise);
  if (pause !== undefined) return `{\n${pause}\n}`;
  const given = givenBy(ts, body, promise.names);
  return given && `{\nreturn ${textOf(draft, given)};\n}`;
}

/** @returns the result of `resolve(result)` */
function givenBy(ts: TypeScript, expression: ts.Expression, names: Names): ts.Expression | undefined {
  const call = unwrap(ts, expression);
  if (!ts.isCallExpression(call) || !isName(ts, call.expression, names.resolve)) return undefined;
  const [given, ...others] = call.arguments;
  const isOne = given && others.length === 0 && !ts.isSpreadElement(given);
  return isOne && !mentions(ts, given, names) ? given : undefined;
}

/** `setTimeout(() => { …; resolve(result); }, delay)` → `await new Promise((resolve) => setTimeout(resolve, delay)); …; return result;` */
function pauseOf(ts: TypeScript, draft: Draft, node: ts.Node, promise: Made): string | undefined {
  if (!ts.isCallExpression(node) || !isTimer(ts, draft, node)) return undefined;
  const [handler, ...delay] = node.arguments;
  if (isName(ts, handler, promise.names.resolve)) return handedPause(ts, draft, node, promise);
  const callback = handler && unwrap(ts, handler);
  if (!callback || !(ts.isArrowFunction(callback) || ts.isFunctionExpression(callback))) return undefined;
  if (!isPlain(ts, callback) || callback.parameters.length > 0 || delay.length > 1) return undefined;
  if (delay.some((one) => ts.isSpreadElement(one) || mentions(ts, one, promise.names))) return undefined;
  if (!isFree(ts, draft, callback, callback.body) || !isQuiet(ts, draft, callback.body, promise.names))
    return undefined;
  const rest = ts.isBlock(callback.body)
    ? returningBlock(ts, draft, callback.body, promise.names)
    : tailText(ts, draft, callback.body, promise);
  if (rest === undefined) return undefined;
  const { resolve } = promise.names;
  const given = [resolve, ...delay.map((one) => textOf(draft, one))].join(", ");
  const made = `new Promise${nothing(promise)}(${parameter(draft, promise)} => ${textOf(draft, node.expression)}(${given}))`;
  return `await ${made};\n${insideBlock(rest) ?? ""}`;
}

/** `setTimeout(resolve, delay, result)` → `await new Promise((resolve) => setTimeout(resolve, delay)); return result;` */
function handedPause(
  ts: TypeScript,
  draft: Draft,
  { arguments: [handler, delay, given, ...more], expression }: ts.CallExpression,
  promise: Made,
): string | undefined {
  if (!handler || !delay || !given || more.length > 0 || textOf(draft, expression) !== "setTimeout")
    return undefined;
  if (ts.isSpreadElement(delay) || mentions(ts, delay, promise.names)) return undefined;
  if (!isSameLater(ts, given, promise.executor.fn)) return undefined;
  const call = `${textOf(draft, expression)}(${textOf(draft, handler)}, ${textOf(draft, delay)})`;
  return `await new Promise${nothing(promise)}(${parameter(draft, promise)} => ${call});\nreturn ${textOf(draft, given)};`;
}

/** A result that is written out in all its parts, or a variable of the executor that holds one for good. */
function isSameLater(ts: TypeScript, given: ts.Expression, fn: Callback): boolean {
  const node = unwrap(ts, given);
  if (!ts.isIdentifier(node)) return !some(ts, node, (part) => !isWrittenOut(ts, part));
  const [declared, ...others] = usesOfVariable(ts, fn, node.text).filter((use) => use !== node);
  const holder = declared?.parent;
  return (
    others.length === 0 &&
    holder !== undefined &&
    ts.isVariableDeclaration(holder) &&
    holder.name === declared &&
    holder.initializer !== undefined &&
    ts.isObjectLiteralExpression(unwrap(ts, holder.initializer))
  );
}

/** Part of a literal object that holds nothing but literals. */
function isWrittenOut(ts: TypeScript, node: ts.Node): boolean {
  if (ts.isObjectLiteralExpression(node) || ts.isLiteralExpression(node)) return true;
  if (ts.isPropertyAssignment(node)) return true;
  if (ts.isIdentifier(node))
    return node.text === "undefined" || (ts.isPropertyAssignment(node.parent) && node.parent.name === node);
  return [ts.SyntaxKind.TrueKeyword, ts.SyntaxKind.FalseKeyword, ts.SyntaxKind.NullKeyword].includes(
    node.kind,
  );
}

/** Timers run one callback at a time, and what waits for it before the next. */
function isTimer(ts: TypeScript, draft: Draft, { expression }: ts.CallExpression): boolean {
  return (
    ts.isIdentifier(expression) &&
    /^(?:setTimeout|setImmediate)$/.test(expression.text) &&
    draft.form.isOfPlatform?.(expression.text) === true
  );
}

/** @returns whether nothing in it can fail, but for the calls that settle the promise */
export function isQuiet(ts: TypeScript, draft: Draft, body: ts.Node, names: Names): boolean {
  return !someOwn(ts, body, (node) => {
    const isCall = ts.isCallExpression(node) || ts.isNewExpression(node);
    if (isCall && (isHarmless(draft, node.expression) || mentions(ts, node.expression, names))) return false;
    return ts.isThrowStatement(node) || mayThrow(ts, draft, node);
  });
}

const harmless =
  /^(?:Math\.(?:random|floor|round|ceil|trunc|abs|min|max)|Date\.now|console\.(?:log|info|debug|warn|error)|(?:Type|Range)?Error)$/;

/** What the platform has for numbers, for the time, for a log, and for what goes wrong. */
function isHarmless(draft: Draft, callee: ts.Expression): boolean {
  const text = callee.getText(draft.sourceFile);
  return harmless.test(text) && draft.form.isOfPlatform?.(text.replace(/\..*/, "")) === true;
}

/** The promise of a pause gives nothing. */
function nothing({ made }: Made): string {
  return made.typeArguments ? "<void>" : "";
}

/** In parentheses, unless the author does without. */
function parameter(draft: Draft, { executor: { fn }, names: { resolve } }: Made): string {
  return textOf(draft, fn).startsWith(`${resolve} `) ? resolve : `(${resolve})`;
}

/** What it declares is named nowhere else. */
function isFree(ts: TypeScript, draft: Draft, fn: Callback, body: ts.Node): boolean {
  return [...declaredIn(ts, body)].every((name) =>
    usesOfVariable(ts, draft.body, name).every((use) => isWithin(use, fn)),
  );
}

function insideBlock(text: string | undefined): string | undefined {
  return text?.slice(1, -1).trim();
}

function losesComment(ts: TypeScript, draft: Draft, expression: ts.Expression, text: string): boolean {
  const span = { start: expression.getStart(draft.sourceFile), end: expression.end };
  const written = commentsIn(ts, parseDraft(ts, `{\n${text}\n}`).sourceFile);
  return commentsIn(ts, draft.sourceFile, span).length !== written.length;
}
