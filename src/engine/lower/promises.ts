import type ts from "typescript";
import { classifyExit, promiseCall, promiseExecutor, type PromiseCall } from "../describe/exits";
import { say } from "../say";
import { canComplete } from "../syntax/completion";
import { commentsIn, startsLine } from "../syntax/comments";
import { goesWithCode } from "../syntax/directives";
import { accessKind, awaited, isUndefined, isWithin, some, someOwn, unwrap, walkOwn } from "../syntax/nodes";
import { isVariableName } from "../syntax/variable-name";
import type { TypeScript } from "../typescript";
import { isAgainCall } from "./again";
import { startText } from "./chain-start";
import {
  declaredIn,
  editDraft,
  freeName,
  namesIn,
  NotUnderstood,
  parseDraft,
  replaceNode,
  textOf,
  type Draft,
} from "./draft";
import { renamedText, type Renaming } from "./rename";
import { settledChoice } from "./settled-choice";
import { joinTailCalls, returnedChoice } from "./tail-choice";
import { unwrappedExecutor } from "./unwrapped-executor";
import { unwrappedChain } from "./wrapped-chain";

/** More chains than this in one function are not what a person wrote. */
const maximumChains = 50;

/** With what stands before and behind it, this fits on a line of 80. */
const mostOnOneLine = 62;

type Callback = ts.ArrowFunction | ts.FunctionExpression;

/**
 * Turns `return p.then(…)` into statements with `await`, and `return new Promise(…)` that resolves with elements into an
 * awaited value. What it cannot turn stays as it is and is handed on as a result later, which is always right. A generator that is not
 * async has none.
 *
 * @param elementType - the type that the author wrote down for elements, for promises that need to say it now
 */
export function lowerPromises(ts: TypeScript, draft: Draft, elementType?: string): Draft {
  if (draft.form.kind === "sync") return draft;
  let current = draft;
  for (let count = 0; count < maximumChains; count++) {
    const next = lowerOne(ts, current, elementType);
    if (!next) return current;
    current = next;
  }
  throw new NotUnderstood(say("it chains too many promises"));
}

function lowerOne(ts: TypeScript, draft: Draft, elementType: string | undefined): Draft | undefined {
  const joined = joinTailCalls(ts, draft);
  if (joined) return joined;
  let replacement: { readonly node: ts.Node; readonly text: string } | undefined;
  walkOwn(ts, draft.body, (node) => {
    if (replacement || !ts.isReturnStatement(node) || !node.expression) return !replacement;
    const text =
      returnedChain(ts, draft, node.expression) ??
      returnedChoice(ts, draft, node.expression) ??
      returnedWrapped(ts, draft, node) ??
      returnedMade(ts, draft, node) ??
      returnedSettled(ts, draft, node) ??
      returnedExecutor(ts, draft, node.expression, elementType);
    if (text !== undefined) checkLeft(ts, draft, node);
    if (text !== undefined) replacement = { node, text: needsBlock(ts, node) ? `{\n${text}\n}` : text };
    return true;
  });
  return replacement && editDraft(ts, draft, [replaceNode(draft, replacement.node, replacement.text)]);
}

function needsBlock(ts: TypeScript, statement: ts.Statement): boolean {
  return !ts.isBlock(statement.parent) && !ts.isCaseOrDefaultClause(statement.parent);
}

/** `return new Promise((resolve, reject) => { chain.catch(reject); })`, which says no more than the chain itself */
function returnedWrapped(
  ts: TypeScript,
  draft: Draft,
  { expression }: ts.ReturnStatement,
): string | undefined {
  return expression && unwrappedChain(ts, draft, expression);
}

/**
 * What is returned without `await` leaves a `try` before it has settled: its failure passes the handler by, and `finally` does not
 * wait for it.
 */
function checkLeft(ts: TypeScript, draft: Draft, statement: ts.ReturnStatement): void {
  if (leavesTry(ts, draft, statement))
    throw new NotUnderstood(say("a promise is returned from inside try without being awaited"));
}

function leavesTry(ts: TypeScript, draft: Draft, { parent, expression }: ts.ReturnStatement): boolean {
  if (!expression || ts.isAwaitExpression(unwrap(ts, expression))) return false;
  for (let node: ts.Node = parent; node !== draft.body; node = node.parent) {
    if (!ts.isTryStatement(node.parent)) continue;
    const { tryBlock, finallyBlock } = node.parent;
    if (node === tryBlock || (finallyBlock && node !== finallyBlock)) return true;
  }
  return false;
}

/** `return new Promise((resolve) => { setTimeout(() => resolve(result), 10); })`, which is a pause and a result */
function returnedMade(ts: TypeScript, draft: Draft, statement: ts.ReturnStatement): string | undefined {
  const { expression } = statement;
  return expression && !leavesTry(ts, draft, statement)
    ? unwrappedExecutor(ts, draft, expression)
    : undefined;
}

/** `return new Promise((resolve) => { read((row) => resolve(row ? { value: row } : { done: true })); })` */
function returnedSettled(ts: TypeScript, draft: Draft, statement: ts.ReturnStatement): string | undefined {
  const { expression } = statement;
  return expression && !leavesTry(ts, draft, statement) ? settledChoice(ts, draft, expression) : undefined;
}

function returnedChain(ts: TypeScript, draft: Draft, expression: ts.Expression): string | undefined {
  const outer = unwrap(ts, expression);
  const inner = ts.isAwaitExpression(outer) ? unwrap(ts, outer.expression) : outer;
  const call = ts.isCallExpression(inner) ? promiseCall(ts, inner) : undefined;
  if (!call) return undefined;
  switch (call.method) {
    case "then":
      return lowerThen(ts, draft, call);
    case "catch":
      return lowerCatch(ts, draft, call);
    case "finally":
      return lowerFinally(ts, draft, call);
  }
}

function lowerThen(ts: TypeScript, draft: Draft, { call, receiver }: PromiseCall): string | undefined {
  const [onValue, onError] = call.arguments;
  const ok = onValue && callbackOf(ts, onValue);
  if (!ok) return namedThen(ts, draft, receiver, call.arguments);
  if (!onError && !isChained(ts, receiver) && isWrapping(ts, ok))
    return `return { value: ${awaited(ts, receiver, startText(ts, draft, receiver))}, done: false };`;
  const binding = bindingOf(ts, draft, ok);
  const body = callbackBody(ts, draft, ok, binding.rename);
  if (!onError) {
    const start =
      settle(ts, draft, receiver, boundTo(ts, draft, ok, binding.text)) ||
      (isBetweenEffects(ts, call, ok) ? "await Promise.resolve();" : "");
    return start === "" ? body : `${start}\n${body}`;
  }
  const bad = callbackOf(ts, onError);
  if (!bad || (binding.text !== undefined && !binding.isName)) return undefined;
  const assign = binding.text === undefined ? "" : `let ${binding.text};\n`;
  const target = binding.text === undefined ? "" : `${binding.text} = `;
  const isStarted = !mayThrowAtOnce(ts, startOfChain(ts, receiver));
  const pending = isStarted ? startText(ts, draft, receiver) : pendingName(ts, draft);
  const start = isStarted ? "" : `const ${pending} = ${startText(ts, draft, receiver)};\n`;
  return `${assign}${start}try {\n${target}await ${pending};\n} ${catchClause(ts, draft, bad)}\n${body}`;
}

/** What `yield` says as well. */
const bareNames = /^(?:val(?:ue)?|v|item|elem(?:ent)?|el|res(?:ult)?)$/;

function isChained(ts: TypeScript, receiver: ts.Expression): boolean {
  const inner = unwrap(ts, receiver);
  return ts.isCallExpression(inner) && promiseCall(ts, inner) !== undefined;
}

/** `(value) => ({ value, done: false })`, which gives what it takes a name that says nothing */
function isWrapping(ts: TypeScript, { parameters: [parameter, ...more], body }: Callback): boolean {
  if (!parameter || more.length > 0 || parameter.initializer || parameter.type || ts.isBlock(body))
    return false;
  const exit = classifyExit(ts, body, () => false);
  if (exit?.kind !== "yield" || exit.extras.length > 0 || !exit.value || !ts.isIdentifier(parameter.name))
    return false;
  const isSame = ts.isIdentifier(exit.value) && exit.value.text === parameter.name.text;
  return isSame && bareNames.test(parameter.name.text) && !/\/[/*]/.test(body.getFullText());
}

/**
 * `log("first"); return Promise.resolve().then(() => { log("later"); return result; });`: its author wants something to be done before and
 * something later, and others may come in between.
 */
function isBetweenEffects(ts: TypeScript, call: ts.CallExpression, { body }: Callback): boolean {
  const { parent } = call;
  if (!ts.isReturnStatement(parent) || !ts.isBlock(parent.parent)) return false;
  const { statements } = parent.parent;
  const before = statements[statements.indexOf(parent) - 1];
  const isEffect = (one: ts.Statement | undefined): boolean =>
    one !== undefined && ts.isExpressionStatement(one);
  return isEffect(before) && ts.isBlock(body) && isEffect(body.statements[0]);
}

/**
 * `p.then(toResult)`, where the name stands for a function for certain: what is none would let the value through. One that takes
 * nothing is given nothing.
 */
function namedThen(
  ts: TypeScript,
  draft: Draft,
  receiver: ts.Expression,
  callbacks: readonly ts.Expression[],
): string | undefined {
  const [callback, ...more] = callbacks;
  if (!callback || more.length > 0 || !ts.isIdentifier(callback) || isUndefined(ts, callback))
    return undefined;
  const takesArgument = draft.form.takesArgument?.(callback.text);
  if (takesArgument === undefined) return undefined;
  const value = `await ${startText(ts, draft, receiver)}`;
  return takesArgument ? `return ${callback.text}(${value});` : `${value};\nreturn ${callback.text}();`;
}

function lowerCatch(ts: TypeScript, draft: Draft, { call, receiver }: PromiseCall): string | undefined {
  const bad = call.arguments[0] && callbackOf(ts, call.arguments[0]);
  if (!bad) return undefined;
  return startedBefore(ts, draft, receiver, (text) => `try {\n${text}\n} ${catchClause(ts, draft, bad)}`);
}

function lowerFinally(ts: TypeScript, draft: Draft, { call, receiver }: PromiseCall): string | undefined {
  const always = call.arguments[0] && callbackOf(ts, call.arguments[0]);
  if (!always || always.parameters.length > 0) return undefined;
  if (ts.isBlock(always.body) && someOwn(ts, always.body, (node) => ts.isReturnStatement(node)))
    return undefined;
  const body = ts.isBlock(always.body)
    ? insideBlock(textOf(draft, always.body))
    : isPlainEffect(ts, always.body) || draft.form.isNoPromise?.(textOf(draft, always.body)) === true
      ? `${textOf(draft, always.body)};`
      : `${awaited(ts, always.body, textOf(draft, always.body))};`;
  return startedBefore(ts, draft, receiver, (text) => {
    const guarded = isWholeTry(ts, text) ? text : `try {\n${text}\n}`;
    return `${guarded} finally {\n${body}\n}`;
  });
}

/** `try { … } catch (error) { … }` and nothing else, which can take a `finally` of its own */
function isWholeTry(ts: TypeScript, text: string): boolean {
  const { body } = parseDraft(ts, `{\n${text}\n}`);
  const [only, ...more] = body.statements;
  return more.length === 0 && only !== undefined && ts.isTryStatement(only) && !only.finallyBlock;
}

/**
 * A chain's handlers never see what is thrown before there is a promise. So the call that starts the chain goes before the
 * `try`, unless it is one that cannot throw at once.
 */
function startedBefore(
  ts: TypeScript,
  draft: Draft,
  receiver: ts.Expression,
  wrap: (text: string) => string,
): string {
  const start = startOfChain(ts, receiver);
  const text = awaitedReturn(ts, draft, receiver);
  if (!mayThrowAtOnce(ts, start)) return wrap(text);
  const started = startText(ts, draft, start);
  const declaration = `const ${pendingName(ts, draft)} = ${started};\n`;
  if (text.startsWith(declaration)) return declaration + wrap(text.slice(declaration.length));
  if (text.split(started).length !== 2) {
    throw new NotUnderstood(say("a promise chain starts in a way that cannot be told apart"));
  }
  return declaration + wrap(text.replace(started, () => pendingName(ts, draft)));
}

function pendingName(ts: TypeScript, draft: Draft): string {
  return freeName("pending", namesIn(ts, draft.body));
}

function startOfChain(ts: TypeScript, expression: ts.Expression): ts.Expression {
  const inner = unwrap(ts, expression);
  const chain = ts.isCallExpression(inner) ? promiseCall(ts, inner) : undefined;
  return chain ? startOfChain(ts, chain.receiver) : expression;
}

/** `new Promise(…)` and `Promise.resolve(x)` give their errors as rejections; a variable holds its promise already. */
function mayThrowAtOnce(ts: TypeScript, start: ts.Expression): boolean {
  const inner = unwrap(ts, start);
  if (ts.isIdentifier(inner)) return false;
  if (ts.isNewExpression(inner)) return !/^new Promise\b/.test(inner.getText());
  return !(ts.isCallExpression(inner) && /^Promise\.\w+$/.test(inner.expression.getText()));
}

/** An expression whose value is no promise to wait for. */
function isPlainEffect(ts: TypeScript, expression: ts.Expression): boolean {
  const inner = unwrap(ts, expression);
  return (
    ts.isBinaryExpression(inner) ||
    ts.isPostfixUnaryExpression(inner) ||
    ts.isPrefixUnaryExpression(inner) ||
    ts.isDeleteExpression(inner)
  );
}

/**
 * Inside `try`, what is returned must be awaited there, or its failure would pass the handler by. A chain is lowered
 * first, and what that returns is awaited in turn.
 */
function awaitedReturn(ts: TypeScript, draft: Draft, expression: ts.Expression): string {
  const inner = unwrap(ts, expression);
  if (ts.isCallExpression(inner) && promiseCall(ts, inner)) {
    const lowered = returnedChain(ts, draft, inner);
    if (lowered !== undefined) {
      if (!returnsOnlyLiterals(ts, inner))
        throw new NotUnderstood(say("a promise chain returns other promises"));
      return lowered;
    }
  }
  if (ts.isAwaitExpression(inner)) return `return ${textOf(draft, inner)};`;
  return `return ${awaited(ts, expression, startText(ts, draft, expression))};`;
}

function returnsOnlyLiterals(ts: TypeScript, chain: ts.CallExpression): boolean {
  const last = promiseCall(ts, chain);
  if (!last) return false;
  if (last.method !== "then") {
    const receiver = unwrap(ts, last.receiver);
    return ts.isCallExpression(receiver) && returnsOnlyLiterals(ts, receiver);
  }
  return last.call.arguments.every((callback) => {
    const fn = callbackOf(ts, callback);
    if (!fn) return false;
    if (!ts.isBlock(fn.body)) return isLiteralExit(ts, fn.body);
    return !someOwn(
      ts,
      fn.body,
      (node) => ts.isReturnStatement(node) && !(node.expression && isLiteralExit(ts, node.expression)),
    );
  });
}

function isLiteralExit(ts: TypeScript, expression: ts.Expression): boolean {
  const exit = classifyExit(ts, expression, isAgainCall);
  if (!exit) return false;
  if (exit.kind === "choice") {
    return [exit.whenTrue, exit.whenFalse].every(
      (branch) => branch.kind === "yield" || branch.kind === "finish",
    );
  }
  return exit.kind === "yield" || exit.kind === "finish" || exit.kind === "computed";
}

function catchClause(ts: TypeScript, draft: Draft, bad: Callback): string {
  if (ts.isBlock(bad.body) && canComplete(ts, bad.body)) {
    throw new NotUnderstood(say("a rejection handler gives no result"));
  }
  const [parameter] = bad.parameters;
  if (!parameter) return `catch {\n${callbackBody(ts, draft, bad, undefined)}\n}`;
  const name = textOf(draft, parameter.name);
  const body = callbackBody(ts, draft, bad, undefined);
  return `catch (${name}${errorType(ts, draft, bad)}) {\n${body}\n}`;
}

/** A rejection handler's parameter is `any`, a `catch` variable `unknown`: where more than passing on is done, that must be said. */
function errorType(ts: TypeScript, draft: Draft, { parameters: [parameter], body }: Callback): string {
  if (!parameter || !draft.form.isTypeScript) return "";
  if (parameter.type?.kind === ts.SyntaxKind.UnknownKeyword) return "";
  const name = textOf(draft, parameter.name);
  const isWorkedWith = some(ts, body, (node) => {
    if (!ts.isIdentifier(node) || node.text !== name) return false;
    return !(ts.isThrowStatement(node.parent) || ts.isTemplateSpan(node.parent) || isLogged(ts, node));
  });
  return isWorkedWith ? ": any" : "";
}

/** `String(error)`, `console.error(error)` */
function isLogged(ts: TypeScript, node: ts.Identifier): boolean {
  const { parent } = node;
  return (
    ts.isCallExpression(parent) &&
    parent.arguments.includes(node) &&
    /^(?:String|console\.\w+)$/.test(parent.expression.getText())
  );
}

/**
 * The statements that leave the awaited value of an expression in a constant; chains are unrolled where that is plain.
 *
 * @param later - names that steps behind it declare
 */
function settle(
  ts: TypeScript,
  draft: Draft,
  expression: ts.Expression,
  binding: Bound | undefined,
  later: readonly string[] = [],
): string {
  const inner = unwrap(ts, expression);
  const chain = ts.isCallExpression(inner) ? promiseCall(ts, inner) : undefined;
  const step =
    chain?.method === "then" && chain.call.arguments.length === 1 ? chain.call.arguments[0] : undefined;
  const callback = step && callbackOf(ts, step);
  const taken = binding === undefined ? later : [...later, ...(binding.text.match(/[\w$]+/g) ?? [])];
  const steps = chain && callback && stepsOf(ts, draft, callback, taken);
  if (steps) {
    const [parameter] = callback.parameters;
    const text = parameter && textOf(draft, parameter.name);
    const first = settle(ts, draft, chain.receiver, boundTo(ts, draft, callback, text), [
      ...taken,
      ...steps.names,
    ]);
    return [first, steps.before, settle(ts, draft, steps.given, binding) + steps.behind]
      .filter((part) => part !== "")
      .join("\n");
  }
  if (isBarePromise(ts, inner) && binding === undefined) return "";
  const text = startText(ts, draft, expression);
  const isPromise = draft.form.isNoPromise?.(textOf(draft, inner)) !== true;
  const value = isPromise ? awaited(ts, expression, text) : text;
  return binding === undefined ? `${value};` : `${binding.keyword} ${binding.text} = ${value};`;
}

/** What a callback does, apart from what it gives in the end. */
interface Steps {
  readonly given: ts.Expression;
  /** The statements before that, with all comments. */
  readonly before: string;
  /** The comment behind it. */
  readonly behind: string;
  /** What the statements declare. */
  readonly names: readonly string[];
}

/** @returns nothing where it gives something elsewhere as well, or uses a name that means something else outside of it */
function stepsOf(
  ts: TypeScript,
  draft: Draft,
  callback: Callback,
  taken: readonly string[],
): Steps | undefined {
  const { body } = callback;
  if (!isSafeToUnroll(ts, draft, callback, taken)) return undefined;
  if (!ts.isBlock(body)) return { given: body, before: "", behind: "", names: [] };
  const last = body.statements.at(-1);
  if (!last || !ts.isReturnStatement(last) || !last.expression) return undefined;
  if (someOwn(ts, body, (node) => node !== last && (ts.isReturnStatement(node) || isVar(ts, node))))
    return undefined;
  const names = [...declaredIn(ts, body)];
  const isClear = (name: string): boolean =>
    !taken.includes(name) && !isUsedOutside(ts, draft.body, callback, name);
  if (!names.every(isClear)) return undefined;
  const behind = draft.text.slice(last.end, body.end - 1).trim();
  return {
    given: last.expression,
    before: draft.text.slice(body.getStart(draft.sourceFile) + 1, last.getStart(draft.sourceFile)).trim(),
    behind: behind === "" ? "" : ` ${behind}`,
    names,
  };
}

/** What a `var` holds lasts from one call to the next where it stands in no function of its own. */
function isVar(ts: TypeScript, node: ts.Node): boolean {
  return ts.isVariableDeclarationList(node) && (node.flags & ts.NodeFlags.BlockScoped) === 0;
}

/** The variable that takes the place of a callback's parameter, which the callback may write. */
interface Bound {
  /** The name or pattern. */
  readonly text: string;
  readonly keyword: "const" | "let";
}

function boundTo(
  ts: TypeScript,
  draft: Draft,
  { parameters: [parameter], body }: Callback,
  text: string | undefined,
): Bound | undefined {
  if (!parameter || text === undefined) return undefined;
  const names: readonly string[] = textOf(draft, parameter.name).match(/[\w$]+/g) ?? [];
  const isWritten = some(
    ts,
    body,
    (node) => ts.isIdentifier(node) && names.includes(node.text) && accessKind(ts, node) !== "read",
  );
  return { text, keyword: isWritten ? "let" : "const" };
}

/** `Promise.resolve()`, which only starts a chain */
function isBarePromise(ts: TypeScript, expression: ts.Expression): boolean {
  return (
    ts.isCallExpression(expression) &&
    expression.arguments.length === 0 &&
    ts.isPropertyAccessExpression(expression.expression) &&
    expression.expression.name.text === "resolve" &&
    ts.isIdentifier(expression.expression.expression) &&
    expression.expression.expression.text === "Promise"
  );
}

function isSafeToUnroll(ts: TypeScript, draft: Draft, callback: Callback, taken: readonly string[]): boolean {
  const [parameter] = callback.parameters;
  return (
    parameter !== undefined &&
    ts.isIdentifier(parameter.name) &&
    !taken.includes(parameter.name.text) &&
    !isUsedOutside(ts, draft.body, callback, parameter.name.text)
  );
}

interface Binding {
  /** The name or pattern; `undefined` when the callback takes nothing. */
  readonly text: string | undefined;
  readonly isName: boolean;
  /** The parameter must be called otherwise, because the name means something else outside the callback. */
  readonly rename: Renaming | undefined;
}

function bindingOf(ts: TypeScript, draft: Draft, callback: Callback): Binding {
  const [parameter, ...more] = callback.parameters;
  if (more.length > 0 || parameter?.dotDotDotToken || parameter?.initializer) {
    throw new NotUnderstood(say("a promise callback takes unusual parameters"));
  }
  if (!parameter) return { text: undefined, isName: false, rename: undefined };
  const text = textOf(draft, parameter.name);
  const isUsed = some(ts, callback.body, (node) => ts.isIdentifier(node) && node.text === text);
  if (ts.isIdentifier(parameter.name) && !isUsed)
    return { text: undefined, isName: false, rename: undefined };
  if (!ts.isIdentifier(parameter.name)) return { text, isName: false, rename: undefined };
  if (!isUsedOutside(ts, draft.body, callback, text)) return { text, isName: true, rename: undefined };
  const to = freeName(text, namesIn(ts, draft.body));
  return { text: to, isName: true, rename: { from: text, to } };
}

/** Does the name occur outside the callback, other than as the parameter of another function or in a block that has one of its own? */
function isUsedOutside(ts: TypeScript, root: ts.Node, hole: ts.Node, name: string): boolean {
  return some(ts, root, (node) => {
    if (!ts.isIdentifier(node) || node.text !== name || isWithin(node, hole)) return false;
    return (
      isVariableName(ts, node) && !isParameterOfNested(ts, node, root) && !isOfOtherBlock(ts, node, hole)
    );
  });
}

/** A block that the callback is not in declares the name for itself. */
function isOfOtherBlock(ts: TypeScript, node: ts.Identifier, hole: ts.Node): boolean {
  for (let current: ts.Node = node; !isWithin(hole, current); current = current.parent) {
    if (ts.isBlock(current) && current.statements.some((one) => isScopedTo(ts, one, node.text))) return true;
  }
  return false;
}

/** `const name = …;`, `let name;`, and not `var`, which is the whole function's */
function isScopedTo(ts: TypeScript, statement: ts.Statement, name: string): boolean {
  if (!ts.isVariableStatement(statement)) return false;
  const { flags, declarations } = statement.declarationList;
  return (
    (flags & ts.NodeFlags.BlockScoped) !== 0 &&
    declarations.some((one) => ts.isIdentifier(one.name) && one.name.text === name)
  );
}

function isParameterOfNested(ts: TypeScript, node: ts.Identifier, root: ts.Node): boolean {
  for (let current: ts.Node = node; current !== root; current = current.parent) {
    if (!ts.isFunctionLike(current)) continue;
    const names = current.parameters.flatMap(({ name }) => [...namesIn(ts, name)]);
    if (names.includes(node.text)) return true;
  }
  return false;
}

function callbackBody(
  ts: TypeScript,
  draft: Draft,
  callback: Callback,
  rename: Renaming | undefined,
): string {
  const { body } = callback;
  if (!ts.isBlock(body))
    return [...saidAbove(ts, draft, body), `return ${renamedText(ts, draft, body, rename)};`].join("\n");
  const text = insideBlock(renamedText(ts, draft, body, rename));
  const declared = body.statements.flatMap((statement) =>
    ts.isVariableStatement(statement) ? statement.declarationList.declarations.map(({ name }) => name) : [],
  );
  const collides = declared
    .flatMap((name) => [...namesIn(ts, name)])
    .some((name) => isUsedOutside(ts, draft.body, callback, name));
  return collides ? `{\n${text}\n}` : text;
}

/** The comments on lines of their own above what an arrow function gives, but for those to tools. */
function saidAbove(ts: TypeScript, { sourceFile, text }: Draft, body: ts.Expression): readonly string[] {
  return commentsIn(ts, sourceFile, { start: body.pos, end: body.getStart(sourceFile) })
    .filter((comment) => startsLine(text, comment.start) && !goesWithCode(comment.text))
    .map((comment) => comment.text);
}

/** @returns what stands between the braces of a block's text, comments included */
function insideBlock(text: string): string {
  return text.slice(1, -1).trim();
}

/** A function literal whose body can stand in another function: no `this` or `arguments` of its own. */
function callbackOf(ts: TypeScript, expression: ts.Expression): Callback | undefined {
  const fn = unwrap(ts, expression);
  if (ts.isArrowFunction(fn)) return fn;
  if (!ts.isFunctionExpression(fn) || fn.asteriskToken) return undefined;
  const usesOwn = someOwn(
    ts,
    fn.body,
    (node) => node.kind === ts.SyntaxKind.ThisKeyword || (ts.isIdentifier(node) && node.text === "arguments"),
  );
  return usesOwn ? undefined : fn;
}

/** `return new Promise((resolve) => … resolve({ value, done: false }) …)` becomes the promise of the bare value. */
function returnedExecutor(
  ts: TypeScript,
  draft: Draft,
  expression: ts.Expression,
  elementType: string | undefined,
): string | undefined {
  const outer = unwrap(ts, expression);
  const inner = ts.isAwaitExpression(outer) ? unwrap(ts, outer.expression) : outer;
  const executor = promiseExecutor(ts, inner);
  const resolved = executor?.resolve && resolvedValues(ts, executor.fn, executor.resolve);
  if (!resolved || !ts.isNewExpression(inner)) return undefined;
  let text = textOf(draft, inner);
  const offset = inner.getStart(draft.sourceFile);
  for (const { literal, value } of [...resolved].reverse()) {
    const start = literal.getStart(draft.sourceFile) - offset;
    text = text.slice(0, start) + (value ? textOf(draft, value) : "") + text.slice(literal.end - offset);
  }
  const promise = onOneLine(ts, withElementType(ts, draft, inner, text, elementType));
  return `return { value: await ${promise}, done: false };`;
}

/** A call that gives less than it did may not need several lines any more; blocks, lists and chains keep theirs. */
function onOneLine(ts: TypeScript, text: string): string {
  if (!text.includes("\n") || /[{[]\s*\n|\n\s*[.?:]/.test(text)) return text;
  const parsed: ts.SourceFile = ts.createSourceFile("line.ts", text, ts.ScriptTarget.Latest, true);
  if (commentsIn(ts, parsed).length > 0 || some(ts, parsed, (node) => ts.isTemplateLiteral(node)))
    return text;
  const line = text
    .replace(/\(\s*\n\s*/g, "(")
    .replace(/,?\s*\n\s*\)/g, ")")
    .replace(/\s*\n\s*/g, " ");
  return line.length <= mostOnOneLine ? line : text;
}

/** The promise of a result becomes that of the element; without a type of its own it would no longer be inferred. */
function withElementType(
  ts: TypeScript,
  draft: Draft,
  node: ts.NewExpression,
  text: string,
  elementType: string | undefined,
): string {
  const [type] = node.typeArguments ?? [];
  if (!type && elementType !== undefined)
    return text.replace(/^new Promise\b/, `new Promise<${elementType}>`);
  if (!type || !ts.isTypeReferenceNode(type) || textOf(draft, type.typeName) !== "IteratorResult")
    return text;
  const [element] = type.typeArguments ?? [];
  if (!element) return text;
  const offset = node.getStart(draft.sourceFile);
  const start = type.getStart(draft.sourceFile) - offset;
  return text.slice(0, start) + textOf(draft, element) + text.slice(type.end - offset);
}

interface Resolved {
  readonly literal: ts.Expression;
  readonly value: ts.Expression | undefined;
}

/** @returns the elements that the executor resolves with, when it does nothing else with `resolve` */
function resolvedValues(ts: TypeScript, fn: Callback, resolve: ts.Identifier): Resolved[] | undefined {
  const resolved: (Resolved | undefined)[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node.text === resolve.text && node !== resolve) {
      resolved.push(resolvedValue(ts, node));
    }
    ts.forEachChild(node, visit);
  };
  visit(fn.body);
  const known = resolved.flatMap((value) => value ?? []);
  return known.length > 0 && known.length === resolved.length ? known : undefined;
}

function resolvedValue(ts: TypeScript, resolve: ts.Identifier): Resolved | undefined {
  const call = resolve.parent;
  if (!ts.isCallExpression(call) || call.expression !== resolve) return undefined;
  const [argument] = call.arguments;
  const exit = argument && classifyExit(ts, argument, () => false);
  if (!argument || exit?.kind !== "yield" || exit.extras.length > 0) return undefined;
  return { literal: argument, value: exit.value };
}
