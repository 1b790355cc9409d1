import type ts from "typescript";
import type { DescribedIterator } from "../engine";
import { promiseCall, type Exit, type PromiseCall } from "../engine/describe/exits";
import { say } from "../engine/say";
import {
  ancestor,
  functionAround,
  isAssignmentOperator,
  isWithin,
  some,
  someOwn,
  walkOwn,
  type AsyncGeneratorFunction,
  type FunctionWithBody,
} from "../engine/syntax/nodes";
import { canComplete } from "../engine/syntax/completion";
import type { TextEdit } from "../engine/text";
import type { TypeScript } from "../engine/typescript";
import { defineRule, type Fix, type Report, type RuleContext } from "./rule";
import { reachedBy } from "./support/called";
import { type Listener, listenersIn, startOfChain } from "./support/emitters";
import { endsGenerator as isEndOfGenerator } from "./support/ending";
import { generatorsApart } from "./support/generators-apart";
import { isLogger } from "./support/logger";
import { mentionsAsyncGenerator, mentionsHandRolled } from "./support/mentions";

type Message = "next" | "generator" | "listener";

export const noSwallowedErrors = defineRule<Message>({
  id: "no-swallowed-errors",
  code: 990_005,
  defaultSeverity: "warning",
  recommended: true,
  fixes: ["suggestion"],
  description: "Disallow turning a failure into a normal end",
  why: `Who loops over the iterator takes what came so far for everything: half a file, the first pages of a list. An error
that ends the sequence has to reach the loop.`,
  messages: {
    next: "A failure ends {{label}} as if nothing were left, and the loop over it takes what came so far for everything",
    generator:
      "A failure ends this generator as if nothing were left, and the loop over it takes what came so far for everything",
    listener:
      "An 'error' ends {{label}} as 'end' does, and the loop over it takes what came so far for everything",
  },
  mentions: [...mentionsHandRolled, mentionsAsyncGenerator],
  check: (context) => [
    ...context.iterators.flatMap((iterator) => [
      ...reportsOnNext(context, iterator),
      ...reportsOnListeners(context, iterator.label, reachedBy(context, iterator.model.site)),
    ]),
    ...context.asyncGenerators.flatMap((generator) => reportsOnGenerator(context, generator)),
    ...generatorsApart(context).flatMap(({ body }) =>
      reportsOnListeners(context, say("this generator"), [body]),
    ),
  ],
});

function reportsOnNext(context: RuleContext, { label, model }: DescribedIterator): Report<Message>[] {
  const { ts } = context;
  const next = model.site.iterator?.methods.get("next")?.fn;
  if (!next) return [];
  const report = (at: Report<Message>["at"], fixes: readonly Fix[]): Report<Message> => ({
    message: "next",
    data: { label },
    label,
    at,
    fixes,
  });
  return model.exits.flatMap((exit): Report<Message>[] => {
    if (exit.kind !== "finish" || exit.extras.length > 0) return [];
    const clause = clauseEndedBy(ts, exit, next);
    if (clause) return [report(catchKeyword(context, clause), rethrow(context, clause))];
    const handler = handlerOf(ts, exit, next);
    return handler && isBlind(ts, handler.fn.body, handler.name) && !isMeant(ts, handler.call.receiver)
      ? [report(handler.fn, dropHandler(context, handler))]
      : [];
  });
}

/** The `catch` in which the exit stands, or which it comes right behind, when the error is lost there. */
function clauseEndedBy(ts: TypeScript, exit: Exit, next: ts.Node): ts.CatchClause | undefined {
  const statement = ancestor(exit.node, (node): node is ts.ReturnStatement => ts.isReturnStatement(node));
  if (!statement || functionAround(ts, statement) !== next || ts.isConditionalExpression(exit.node.parent)) {
    return undefined;
  }
  const clause = clauseOf(ts, statement) ?? clauseBefore(ts, statement);
  return clause && losesError(ts, clause) ? clause : undefined;
}

/** `catch { return … }`, where nothing but logging happens. */
function clauseOf(ts: TypeScript, statement: ts.Statement): ts.CatchClause | undefined {
  const { parent } = statement;
  return ts.isBlock(parent) && ts.isCatchClause(parent.parent) ? parent.parent : undefined;
}

/** `try { … } catch {} return …`, where only a failure gets to the end. */
function clauseBefore(ts: TypeScript, statement: ts.Statement): ts.CatchClause | undefined {
  const { parent } = statement;
  if (!ts.isBlock(parent)) return undefined;
  const before = parent.statements[parent.statements.indexOf(statement) - 1];
  if (!before || !ts.isTryStatement(before) || !before.catchClause) return undefined;
  return canComplete(ts, before.tryBlock) || !canComplete(ts, before.catchClause.block)
    ? undefined
    : before.catchClause;
}

function losesError(ts: TypeScript, { block, parent, variableDeclaration }: ts.CatchClause): boolean {
  const name = variableDeclaration?.name;
  if (name && !ts.isIdentifier(name)) return false;
  return isBlind(ts, block, name?.text) && !isMeant(ts, parent.tryBlock);
}

/** Nothing is decided, thrown or handed on here, and the error is at most logged. */
function isBlind(ts: TypeScript, body: ts.Node, error: string | undefined): boolean {
  return !some(ts, body, (node) => {
    if (ts.isIfStatement(node) || ts.isConditionalExpression(node) || ts.isSwitchStatement(node)) return true;
    if (ts.isThrowStatement(node) || ts.isAwaitExpression(node) || ts.isYieldExpression(node)) return true;
    if (ts.isNewExpression(node)) return true;
    if (ts.isCallExpression(node) && reportsElsewhere(ts, node)) return true;
    return ts.isIdentifier(node) && node.text === error && !isLogged(ts, node, body);
  });
}

/** `this.emit("error")`, `fail()`, `reject()`: somebody is told. */
function reportsElsewhere(ts: TypeScript, { expression }: ts.CallExpression): boolean {
  const name = ts.isPropertyAccessExpression(expression) ? expression.name : expression;
  return /^(?:emit|dispatchEvent|fail|reject|throw|abort|destroy|next|retry|process)|(?:error|failure|reject)$/i.test(
    name.getText(),
  )
    ? !isLogger(ts, expression)
    : false;
}

function isLogged(ts: TypeScript, name: ts.Identifier, within: ts.Node): boolean {
  const call = ancestor(
    name,
    (node): node is ts.CallExpression => ts.isCallExpression(node) && isLogger(ts, node.expression),
  );
  return call !== undefined && isWithin(call, within);
}

/** What takes a signal, or is asked to stop, fails when it is told to: then the failure is the end. */
function isMeant(ts: TypeScript, attempt: ts.Node): boolean {
  return some(
    ts,
    attempt,
    (node) => ts.isIdentifier(node) && /abort|signal|cancel|closed|disposed|destroyed/i.test(node.text),
  );
}

interface Handler {
  readonly call: PromiseCall;
  readonly fn: ts.ArrowFunction | ts.FunctionExpression;
  readonly name: string | undefined;
}

/** `.catch(() => done)` and `.then(ok, () => done)` */
function handlerOf(ts: TypeScript, exit: Exit, next: ts.Node): Handler | undefined {
  const fn = functionAround(ts, exit.node);
  if (!fn || fn === next || !(ts.isArrowFunction(fn) || ts.isFunctionExpression(fn))) return undefined;
  const outer = fn.parent;
  const call = ts.isCallExpression(outer) ? promiseCall(ts, outer) : undefined;
  if (!call) return undefined;
  const place = call.call.arguments.indexOf(fn);
  if (call.method === "finally" || place !== (call.method === "catch" ? 0 : 1)) return undefined;
  const parameter = fn.parameters[0]?.name;
  if (parameter && !ts.isIdentifier(parameter)) return undefined;
  return { call, fn, name: parameter?.text };
}

/** `source.on("error", finish)`, where `finish` does not look at the error, and serves for the end as well. */
function reportsOnListeners(
  context: RuleContext,
  label: string,
  bodies: readonly ts.Node[],
): Report<Message>[] {
  const { ts } = context;
  const listeners = listenersIn(context, bodies);
  const errors = listeners.filter(({ event }) => event.text === "error");
  return errors.flatMap(({ event, fn, source }) => {
    const isEnd = listeners.some((other) => other.fn === fn && isEndOf(other, source));
    if (!isEnd && !saysDone(ts, fn)) return [];
    const ofSource = errors.filter((other) => other.source === source);
    const isAll = ofSource.length === errorListenersOf(context, source);
    return isAll && ofSource.every((other) => isDeaf(ts, other.fn))
      ? [{ message: "listener" as const, data: { label }, label, at: event }]
      : [];
  });
}

/** How many listeners for errors this emitter gets anywhere in the file. */
function errorListenersOf(context: RuleContext, source: string): number {
  const { ts } = context;
  return context.nodes(ts.isCallExpression).filter(({ expression, arguments: [event] }) => {
    const isError = event !== undefined && ts.isStringLiteralLike(event) && event.text === "error";
    return (
      isError &&
      ts.isPropertyAccessExpression(expression) &&
      startOfChain(ts, expression.expression).getText() === source
    );
  }).length;
}

/** It does not look at the error, tells nobody and notes nothing but that it is over. */
function isDeaf(ts: TypeScript, { body, parameters: [parameter, ...more] }: FunctionWithBody): boolean {
  const name = parameter?.name;
  if (more.length > 0 || (name && !ts.isIdentifier(name))) return false;
  return !some(ts, body, (node) => {
    if (ts.isThrowStatement(node) || ts.isNewExpression(node)) return true;
    if (ts.isCallExpression(node)) return reportsElsewhere(ts, node);
    if (ts.isIdentifier(node)) return node.text === name?.text && !isLogged(ts, node, body);
    return (
      ts.isBinaryExpression(node) &&
      isAssignmentOperator(ts, node.operatorToken.kind) &&
      !over.test(node.left.getText())
    );
  });
}

const over = /(?:done|ended|end|over|stopped|clos\w*|finish\w*|complete\w*|length|resolve|waiter|pending)$/i;

function isEndOf({ event, source }: Listener, other: string): boolean {
  return source === other && /^(?:end|finish)$/.test(event.text);
}

/** `resolve({ value: undefined, done: true })` */
function saysDone(ts: TypeScript, { body }: FunctionWithBody): boolean {
  return some(
    ts,
    body,
    (node) =>
      ts.isPropertyAssignment(node) &&
      node.name.getText() === "done" &&
      node.initializer.kind === ts.SyntaxKind.TrueKeyword,
  );
}

function reportsOnGenerator(context: RuleContext, generator: AsyncGeneratorFunction): Report<Message>[] {
  const { ts } = context;
  const found: Report<Message>[] = [];
  walkOwn(ts, generator.body, (node) => {
    if (!ts.isCatchClause(node) || !endsGenerator(ts, node) || !losesError(ts, node)) return;
    if (!givesElements(ts, node, generator)) return;
    found.push({ message: "generator", at: catchKeyword(context, node), fixes: rethrow(context, node) });
  });
  return found;
}

/** Its way leads to the end: by `return;`, by a `break`, or because nothing follows. */
function endsGenerator(ts: TypeScript, { block, parent }: ts.CatchClause): boolean {
  const last = block.statements.at(-1);
  if (last && ts.isReturnStatement(last)) return last.expression === undefined;
  if (!isEndOfGenerator(ts)({ branch: block })) return false;
  const isNoted = some(
    ts,
    block,
    (node) => ts.isBinaryExpression(node) && isAssignmentOperator(ts, node.operatorToken.kind),
  );
  return !isNoted && (isJump(ts, last) || isSequence(ts, parent.tryBlock));
}

function isJump(ts: TypeScript, statement: ts.Statement | undefined): boolean {
  return statement !== undefined && ts.isBreakStatement(statement);
}

/** Gives more than one element, so that some of them can be missing. */
function isSequence(ts: TypeScript, attempt: ts.Block): boolean {
  return someOwn(
    ts,
    attempt,
    (node) =>
      (ts.isYieldExpression(node) && node.asteriskToken !== undefined) ||
      (ts.isIterationStatement(node, false) && someOwn(ts, node, (inner) => ts.isYieldExpression(inner))),
  );
}

/** What is tried yields, or is tried for each element; otherwise it may be a question whether there is anything at all. */
function givesElements(ts: TypeScript, clause: ts.CatchClause, generator: AsyncGeneratorFunction): boolean {
  const attempt = clause.parent;
  if (someOwn(ts, attempt.tryBlock, (node) => ts.isYieldExpression(node))) return true;
  const loop = ancestor(attempt, (node): node is ts.IterationStatement =>
    ts.isIterationStatement(node, false),
  );
  return (
    loop !== undefined &&
    isWithin(loop, generator.body) &&
    someOwn(ts, loop, (node) => ts.isYieldExpression(node))
  );
}

function catchKeyword({ sourceFile }: RuleContext, clause: ts.CatchClause): Report<Message>["at"] {
  const start = clause.getStart(sourceFile);
  return { start, end: start + "catch".length };
}

/** The way out becomes a `throw`; where only the end behind the `catch` says so, the `throw` goes into it. */
function rethrow({ ts, sourceFile }: RuleContext, clause: ts.CatchClause): Fix[] {
  const name = clause.variableDeclaration?.name.getText(sourceFile) ?? "error";
  const last = clause.block.statements.at(-1);
  const start = clause.getStart(sourceFile);
  const bind = clause.variableDeclaration
    ? []
    : [{ start: start + "catch".length, end: start + "catch".length, newText: ` (${name})` }];
  const isExit = last !== undefined && (ts.isReturnStatement(last) || isJump(ts, last));
  const leave = isExit
    ? { start: last.getStart(sourceFile), end: last.end, newText: `throw ${name};` }
    : throwAtEnd(sourceFile, clause.block, name);
  return [
    {
      title: say("Throw the error again"),
      safe: false,
      edits: () => [{ fileName: sourceFile.fileName, edits: [...bind, leave] }],
    },
  ];
}

/** On a line of its own, where the last statement has one. */
function throwAtEnd({ text }: ts.SourceFile, { statements, end }: ts.Block, name: string): TextEdit {
  const last = statements.at(-1);
  const gap = last ? /\r?\n[ \t]*$/.exec(text.slice(0, last.getStart()))?.[0] : undefined;
  return last === undefined || gap === undefined
    ? { start: end - 1, end: end - 1, newText: `throw ${name}; ` }
    : { start: last.end, end: last.end, newText: `${gap}throw ${name};` };
}

function dropHandler({ sourceFile }: RuleContext, { call, fn }: Handler): Fix[] {
  const before = call.call.arguments[call.call.arguments.indexOf(fn) - 1];
  const edit = before
    ? { start: before.end, end: fn.end, newText: "" }
    : { start: call.receiver.end, end: call.call.end, newText: "" };
  return [
    {
      title: say("Let the failure through"),
      safe: false,
      edits: () => [{ fileName: sourceFile.fileName, edits: [edit] }],
    },
  ];
}
