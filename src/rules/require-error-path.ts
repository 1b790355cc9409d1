import type ts from "typescript";
import { promiseExecutor, type Executor } from "../engine/describe/exits";
import type { Site } from "../engine/detect/site";
import { say } from "../engine/say";
import { ancestor, isFunctionBoundary, some, unwrap, walk } from "../engine/syntax/nodes";
import type { TextEdit } from "../engine/text";
import type { TypeScript } from "../engine/typescript";
import { defineRule, type Fix, type Report, type RuleContext } from "./rule";
import { reachedBy } from "./support/called";
import { addsListener, deafEmitters } from "./support/emitters";
import { canFail, canReject, chainOf } from "./support/failure";
import { generatorsApart } from "./support/generators-apart";
import { mentionsAsyncGenerator, mentionsHandRolled } from "./support/mentions";

type Message = "callback" | "emitter" | "listener" | "promise" | "executor";

export const requireErrorPath = defineRule<Message>({
  id: "require-error-path",
  code: 990_006,
  defaultSeverity: "warning",
  recommended: false,
  fixes: ["suggestion"],
  description: "Require that an iterator over callbacks, events or promises can fail",
  why: `What turns callbacks, events or promises into an iterator has to hand on failures as well. If it only knows how to
resolve, a failed read looks like an element, or the loop waits for ever for one that will not come.`,
  messages: {
    callback:
      "Nobody looks at '{{source}}': when it says that something failed, the loop over {{label}} does not hear of it",
    emitter:
      "Nobody listens for an 'error' of '{{source}}': when it fails, the loop over {{label}} does not hear of it",
    listener:
      "Nobody catches what a listener throws: in Node it ends the process, and the loop over {{label}} does not hear of it",
    promise:
      "When this fails, the promise around it is never settled, and the loop over {{label}} waits for ever",
    executor:
      "When this function fails, the promise around it is never settled, and the loop over {{label}} waits for ever",
  },
  mentions: [...mentionsHandRolled, mentionsAsyncGenerator],
  check: (context) => [
    ...context.iterators.flatMap(({ label, model: { site } }) =>
      reportsOn(context, { label, site, bodies: reachedBy(context, site) }),
    ),
    ...generatorsApart(context).flatMap(({ body }) =>
      reportsOn(context, { label: say("this generator"), site: undefined, bodies: [body] }),
    ),
  ],
});

/** What is looked at as one: an iterator or an async generator. */
interface Subject {
  readonly label: string;
  readonly site: Site | undefined;
  readonly bodies: readonly ts.Node[];
}

function reportsOn(context: RuleContext, subject: Subject): Report<Message>[] {
  const { ts } = context;
  const { label, bodies } = subject;
  const found: Report<Message>[] = [];
  for (const body of bodies) {
    walk(ts, body, (node) => {
      const callback = deafCallback(ts, node);
      if (callback) {
        found.push({
          message: "callback",
          data: { label, source: callback.error.text },
          label,
          at: callback.error,
          fixes: rejectOn(context, callback),
        });
      }
      const thrown = thrownByListener(ts, node);
      if (thrown)
        found.push({ message: "listener", data: { label }, label, at: throwKeyword(context, thrown) });
      const executor = ts.isNewExpression(node) ? promiseExecutor(ts, node) : undefined;
      if (executor) found.push(...reportsOnExecutor(context, subject, executor));
    });
  }
  const emitters = deafEmitters(context, bodies).map(({ source, at }): Report<Message> => {
    return { message: "emitter", data: { label, source }, label, at };
  });
  return [...found, ...emitters];
}

/** `(err, value) => …` that never mentions `err`. */
interface Callback {
  readonly fn: ts.ArrowFunction | ts.FunctionExpression;
  readonly error: ts.Identifier;
}

function deafCallback(ts: TypeScript, fn: ts.Node): Callback | undefined {
  if (!(ts.isArrowFunction(fn) || ts.isFunctionExpression(fn)) || fn.parameters.length < 2) return undefined;
  const isHandedOver =
    ts.isCallExpression(fn.parent) && fn.parent.arguments.some((argument) => argument === fn);
  const error = fn.parameters[0]?.name;
  if (!isHandedOver || !error || !ts.isIdentifier(error) || !/^_?(?:err|error)$/.test(error.text))
    return undefined;
  const isRead = some(
    ts,
    fn.body,
    (node) => (ts.isIdentifier(node) && node.text === error.text) || isArguments(ts, node),
  );
  return isRead ? undefined : { fn, error };
}

/** `emitter.on("error", (error) => { throw error; })` */
function thrownByListener(ts: TypeScript, node: ts.Node): ts.ThrowStatement | undefined {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return undefined;
  const [event, listener] = node.arguments;
  if (!event || !ts.isStringLiteralLike(event) || !addsListener.test(node.expression.name.text)) {
    return undefined;
  }
  return listener && (ts.isArrowFunction(listener) || ts.isFunctionExpression(listener))
    ? uncaught(ts, listener.body)
    : undefined;
}

/** The first `throw` of a function itself that no `try` around it catches. */
function uncaught(ts: TypeScript, body: ts.Node): ts.ThrowStatement | undefined {
  let found: ts.ThrowStatement | undefined;
  walk(ts, body, (node) => {
    if (isFunctionBoundary(ts, node) || (ts.isBlock(node) && isCaught(ts, node))) return false;
    if (ts.isThrowStatement(node)) found ??= node;
    return true;
  });
  return found;
}

function isCaught(ts: TypeScript, block: ts.Block): boolean {
  const { parent } = block;
  return ts.isTryStatement(parent) && parent.tryBlock === block && parent.catchClause !== undefined;
}

function throwKeyword({ sourceFile }: RuleContext, statement: ts.ThrowStatement): Report<Message>["at"] {
  const start = statement.getStart(sourceFile);
  return { start, end: start + "throw".length };
}

function isArguments(ts: TypeScript, node: ts.Node): boolean {
  return ts.isIdentifier(node) && node.text === "arguments";
}

function reportsOnExecutor(
  context: RuleContext,
  { label, site }: Subject,
  executor: Executor,
): Report<Message>[] {
  const { ts } = context;
  const { fn, resolve } = executor;
  if (!resolve) return [];
  const asyncKeyword = fn.modifiers?.find(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword);
  if (asyncKeyword) {
    return canFail(context, site, fn)
      ? [{ message: "executor", data: { label }, label, at: asyncKeyword }]
      : [];
  }
  const found: Report<Message>[] = [];
  walk(ts, fn.body, (node) => {
    // An executor inside has a `resolve` of its own, and is looked at by itself.
    if (ts.isNewExpression(node) && promiseExecutor(ts, node)) return false;
    const settling = settledBy(context, executor, node);
    if (!settling || !canReject(context, site, settling.call)) return true;
    found.push({
      message: "promise",
      data: { label },
      label,
      at: settling.name,
      fixes: passReject(context, executor, settling.call),
    });
    return true;
  });
  return found;
}

interface SettlingCall {
  readonly call: ts.CallExpression;
  readonly name: ts.Node;
}

/** `read().then((value) => resolve(value))`, as a statement of its own (or as what an arrow function gives to nobody). */
function settledBy(
  { ts }: RuleContext,
  { fn, resolve, reject }: Executor,
  node: ts.Node,
): SettlingCall | undefined {
  const isDropped = ts.isExpressionStatement(node) || node === fn.body;
  const call = isDropped
    ? unwrap(ts, ts.isExpressionStatement(node) ? node.expression : (node as ts.Expression))
    : undefined;
  if (!call || !ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression))
    return undefined;
  if (chainOf(ts, call).length === 0) return undefined;
  const names = (name: ts.Identifier | undefined): boolean =>
    name !== undefined && some(ts, call, (inner) => ts.isIdentifier(inner) && inner.text === name.text);
  return names(resolve) && !names(reject) ? { call, name: call.expression.name } : undefined;
}

/** The executor around, where its `resolve` is what the callback calls. */
function executorAround(ts: TypeScript, fn: ts.Node): Executor | undefined {
  const promise = ancestor(fn, (node): node is ts.NewExpression => ts.isNewExpression(node));
  return promise && promiseExecutor(ts, promise);
}

/** `if (err) return reject(err);` */
function rejectOn(context: RuleContext, { fn, error }: Callback): Fix[] {
  const { ts, sourceFile } = context;
  const executor = executorAround(ts, fn);
  const { body } = fn;
  if (!executor?.resolve || !mentions(ts, body, executor.resolve.text)) return [];
  const reject = rejectOf(context, executor);
  if (!reject) return [];
  const name = error.text;
  const first = ts.isBlock(body) ? body.statements[0] : undefined;
  const edit = first
    ? insert(
        first.getStart(sourceFile),
        `if (${name}) return ${reject.name}(${name});${gapBefore(sourceFile, first)}`,
      )
    : insert(body.getStart(sourceFile), `${name} ? ${reject.name}(${name}) : `);
  return [suggestion(context, say("Reject with '{0}'", name), [...reject.edits, edit])];
}

/** The line break and indentation in front of a statement, or a blank where it stands on the line of the brace. */
function gapBefore({ text }: ts.SourceFile, statement: ts.Node): string {
  return /\r?\n[ \t]*$/.exec(text.slice(0, statement.getStart()))?.[0] ?? " ";
}

/** `read().then(resolve, reject)` */
function passReject(context: RuleContext, executor: Executor, call: ts.CallExpression): Fix[] {
  const { ts } = context;
  const method = ts.isPropertyAccessExpression(call.expression) ? call.expression.name.text : "";
  const [handler, ...more] = call.arguments;
  const reject = rejectOf(context, executor);
  if (method !== "then" || !handler || more.length > 0 || !reject) return [];
  return [
    suggestion(context, say("Reject when it fails"), [
      ...reject.edits,
      insert(handler.end, `, ${reject.name}`),
    ]),
  ];
}

interface Reject {
  readonly name: string;
  /** What has to be written so that there is one. */
  readonly edits: readonly TextEdit[];
}

/** The executor's `reject`; one is added where it has none and the name is free. */
function rejectOf({ ts, sourceFile }: RuleContext, { fn, resolve, reject }: Executor): Reject | undefined {
  if (reject) return { name: reject.text, edits: [] };
  if (!resolve || fn.parameters.length !== 1 || mentions(ts, fn, "reject")) return undefined;
  const [parameter] = fn.parameters;
  if (!parameter) return undefined;
  const isBare = fn.getStart(sourceFile) === parameter.getStart(sourceFile);
  const edits = isBare
    ? [insert(parameter.getStart(sourceFile), "("), insert(parameter.end, ", reject)")]
    : [insert(parameter.end, ", reject")];
  return { name: "reject", edits };
}

function mentions(ts: TypeScript, root: ts.Node, name: string): boolean {
  return some(ts, root, (node) => ts.isIdentifier(node) && node.text === name);
}

function insert(at: number, newText: string): TextEdit {
  return { start: at, end: at, newText };
}

function suggestion({ sourceFile }: RuleContext, title: string, edits: readonly TextEdit[]): Fix {
  return { title, safe: false, edits: () => [{ fileName: sourceFile.fileName, edits }] };
}
