import type ts from "typescript";
import type { Usage } from "../consumer";
import { promiseExecutor, type Exit } from "../describe/exits";
import type { Members, Method } from "../detect/members";
import { asyncIteratorKey } from "../syntax/keys";
import { isAssignmentOperator, some, unwrap, walk } from "../syntax/nodes";
import { spanOf } from "../targets/common";
import type { TypeScript } from "../typescript";
import type { Reason } from "../verdict";

/** The reasons that lie in the protocol methods themselves, whoever draws. */
export function judgeProtocol(
  ts: TypeScript,
  members: Members,
  exits: readonly Exit[],
  usage: Usage,
): Reason[] {
  const next = members.methods.get("next");
  if (!next) return [];
  return [
    ...judgeExits(exits),
    ...judgeArgument(ts, next),
    ...judgeThrow(members),
    ...judgeKeptResolver(ts, members),
    ...judgeReturn(ts, members, usage),
    ...judgeSyncThrow(ts, next, usage),
  ];
}

function judgeExits(exits: readonly Exit[]): Reason[] {
  for (const exit of exits) {
    if (exit.kind === "invalid") {
      return [
        {
          code: "not-understood",
          message: `a path through next() ${exit.why}`,
          verdict: "refused",
          at: spanOf(exit.node),
        },
      ];
    }
    const [extra] = "extras" in exit ? exit.extras : [];
    if (extra) {
      return [
        {
          code: "result-extras",
          message: "a result carries more than 'value' and 'done'",
          verdict: "refused",
          at: spanOf(extra),
        },
      ];
    }
  }
  return [];
}

function judgeArgument(ts: TypeScript, next: Method): Reason[] {
  const [parameter] = next.fn.parameters;
  if (!parameter) return [];
  if (ts.isIdentifier(parameter.name)) {
    const { text } = parameter.name;
    const isUsed = some(ts, next.fn.body, (node) => ts.isIdentifier(node) && node.text === text);
    if (!isUsed && !parameter.initializer) return [];
  }
  return [
    {
      code: "next-argument",
      message: "next() works with the argument it is given; a generator never sees the first one",
      verdict: "refused",
      at: spanOf(parameter),
    },
  ];
}

function judgeThrow(members: Members): Reason[] {
  const method = members.methods.get("throw");
  if (!method) return [];
  return [
    {
      code: "throw-method",
      message: "it has a throw() of its own",
      verdict: "refused",
      at: spanOf(method.member.name ?? method.member),
    },
  ];
}

/** Resolvers kept for later: the sign of a queue that answers overlapping calls, which a generator never gets. */
function judgeKeptResolver(ts: TypeScript, members: Members): Reason[] {
  for (const key of ["next", "return", ...members.methods.keys()]) {
    const method = members.methods.get(key);
    const kept = method && keptResolver(ts, method);
    if (!kept) continue;
    return [
      {
        code: "queued-next",
        message:
          "the resolver of a pending next() is kept, to be called by other code; a generator's own promise cannot be handed out",
        verdict: "refused",
        at: spanOf(kept),
      },
    ];
  }
  return [];
}

function keptResolver(ts: TypeScript, { fn }: Method): ts.Node | undefined {
  let kept: ts.Node | undefined;
  walk(ts, fn.body, (node) => {
    if (kept || !ts.isNewExpression(node)) return !kept;
    const executor = promiseExecutor(ts, node);
    const names = [executor?.resolve?.text, executor?.reject?.text];
    if (!executor || isPlainWait(ts, node)) return true;
    walk(ts, executor.fn.body, (inner) => {
      if (ts.isIdentifier(inner) && names.includes(inner.text) && isStored(ts, inner)) kept ??= inner;
    });
    return true;
  });
  return kept;
}

/** `await new Promise((resolve) => { this.wakeUp = resolve; });` waits for a wake-up; nobody gets its value. */
function isPlainWait(ts: TypeScript, node: ts.NewExpression): boolean {
  const { parent } = node;
  return ts.isAwaitExpression(parent) && ts.isExpressionStatement(parent.parent);
}

/** Assigned to something, pushed onto something, or put into an object or array. */
function isStored(ts: TypeScript, name: ts.Identifier): boolean {
  const { parent } = name;
  if (ts.isBinaryExpression(parent)) {
    return parent.right === name && isAssignmentOperator(ts, parent.operatorToken.kind);
  }
  if (ts.isShorthandPropertyAssignment(parent) || ts.isArrayLiteralExpression(parent)) return true;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === name;
  if (!ts.isCallExpression(parent) || !parent.arguments.includes(name)) return false;
  const callee = parent.expression;
  return ts.isPropertyAccessExpression(callee) && filling.test(callee.name.text);
}

const filling = /^(?:push|unshift|add|set|enqueue)$/;

const cancelling =
  /^(?:abort|cancel|destroy|close|end|kill|terminate|unsubscribe|disconnect|stop|resolve|reject|emit|off|removeListener|removeEventListener)$/;

/** `queued-return`: does `return()` act on what a pending `next()` waits for? */
function judgeReturn(ts: TypeScript, members: Members, usage: Usage): Reason[] {
  const next = members.methods.get("next");
  const method = members.methods.get("return");
  if (!next || !method) return [];
  const bodies = [...members.methods.values()].filter(
    ({ key }) => key !== "next" && key !== asyncIteratorKey,
  );
  const settler = settlingUse(ts, method, bodies, settledFromOutside(ts, next));
  if (settler) return [queuedReturn(settler, "refused")];
  const isSerial =
    usage.complete &&
    usage.instances.every(({ consumers }) =>
      consumers.every(({ kind }) => kind === "loop" || kind === "type" || kind === "member"),
    );
  const wakes = isSerial ? undefined : wakingCall(ts, method, awaitedReceivers(ts, next));
  return wakes ? [queuedReturn(wakes, "refused")] : [];
}

function queuedReturn(node: ts.Node, verdict: Reason["verdict"]): Reason {
  return {
    code: "queued-return",
    message:
      "return() stops what a pending next() waits for; a generator's return() would wait for it instead",
    verdict,
    at: spanOf(node),
  };
}

/** Variables and fields that the executor of a promise in `next` fills: a resolver, a timer, a function that cancels. */
function settledFromOutside(ts: TypeScript, { fn }: Method): Set<string> {
  const filled = new Set<string>();
  walk(ts, fn.body, (node) => {
    const executor = ts.isNewExpression(node) ? promiseExecutor(ts, node) : undefined;
    if (!executor) return;
    walk(ts, executor.fn.body, (inner) => {
      const queue = ts.isCallExpression(inner) && filledByCall(ts, inner);
      if (queue) filled.add(queue);
      if (!ts.isBinaryExpression(inner) || !isAssignmentOperator(ts, inner.operatorToken.kind)) return;
      const target = unwrap(ts, inner.left);
      if (ts.isIdentifier(target) || ts.isPropertyAccessExpression(target)) filled.add(target.getText());
    });
  });
  return filled;
}

/** `this.waiting` in `this.waiting.push(resolve)` */
function filledByCall(ts: TypeScript, { expression }: ts.CallExpression): string | undefined {
  if (!ts.isPropertyAccessExpression(expression) || !filling.test(expression.name.text)) return undefined;
  const { expression: receiver } = expression;
  return ts.isIdentifier(receiver) || ts.isPropertyAccessExpression(receiver)
    ? receiver.getText()
    : undefined;
}

/** A use of such a variable in `return()`, or in a method that `return()` calls. */
function settlingUse(
  ts: TypeScript,
  method: Method,
  others: readonly Method[],
  filled: ReadonlySet<string>,
): ts.Node | undefined {
  if (filled.size === 0) return undefined;
  let found: ts.Node | undefined;
  const visited = new Set<string>();
  const look = ({ key, fn }: Method): void => {
    visited.add(key);
    walk(ts, fn.body, (node) => {
      if (found) return;
      if ((ts.isIdentifier(node) || ts.isPropertyAccessExpression(node)) && filled.has(node.getText()))
        found = node;
      const called =
        ts.isPropertyAccessExpression(node) && node.expression.kind === ts.SyntaxKind.ThisKeyword
          ? node.name.text
          : undefined;
      const helper = others.find((other) => other.key === called && !visited.has(other.key));
      if (helper) look(helper);
    });
  };
  look(method);
  return found;
}

/** Texts of what `next` waits on: `this.reader` in `await this.reader.read()`. */
function awaitedReceivers(ts: TypeScript, { fn }: Method): Set<string> {
  const receivers = new Set<string>();
  walk(ts, fn.body, (node) => {
    const expression = ts.isAwaitExpression(node) || ts.isReturnStatement(node) ? node.expression : undefined;
    const call = expression && unwrap(ts, expression);
    if (!call || !ts.isCallExpression(call)) return;
    for (let callee = call.expression; ts.isPropertyAccessExpression(callee); callee = callee.expression) {
      receivers.add(callee.expression.getText());
    }
    for (const argument of call.arguments) receivers.add(argument.getText());
  });
  receivers.delete("this");
  return receivers;
}

function wakingCall(ts: TypeScript, { fn }: Method, awaited: ReadonlySet<string>): ts.Node | undefined {
  let found: ts.Node | undefined;
  walk(ts, fn.body, (node) => {
    if (found || !ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return;
    const { expression: receiver, name } = node.expression;
    if (cancelling.test(name.text) && touches(awaited, receiver.getText())) found = node;
  });
  return found;
}

function touches(awaited: ReadonlySet<string>, receiver: string): boolean {
  return [...awaited].some((text) => text === receiver || text.startsWith(`${receiver}.`));
}

function judgeSyncThrow(ts: TypeScript, { fn }: Method, usage: Usage): Reason[] {
  const isAsync = fn.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) ?? false;
  if (isAsync || !ts.isBlock(fn.body)) return [];
  const thrown = fn.body.statements.find((statement) =>
    some(ts, statement, (node) => ts.isThrowStatement(node)),
  );
  if (!thrown || some(ts, thrown, (node) => ts.isFunctionLike(node))) return [];
  return [
    {
      code: "sync-throw",
      message: "an error that is thrown at once today will arrive as a rejection",
      verdict: isAlwaysAwaited(usage) ? "safe" : "review",
      at: spanOf(thrown),
    },
  ];
}

function isAlwaysAwaited({ instances }: Usage): boolean {
  return instances.every(({ consumers }) =>
    consumers.every(({ mayOverlap, kind }) => !mayOverlap && kind !== "escapes"),
  );
}
