import type ts from "typescript";
import { promiseExecutor, type Executor } from "../engine/describe/exits";
import type { Site } from "../engine/detect/site";
import { say } from "../engine/say";
import type { FunctionWithBody } from "../engine/syntax/nodes";
import { isFunctionBoundary, some, unwrap, walk } from "../engine/syntax/nodes";
import type { TypeScript } from "../engine/typescript";
import { defineRule, type Fix, type RuleContext } from "./rule";
import { framesOf, functionCalled } from "./support/called";
import { canReject, chainOf } from "./support/failure";
import { canAwait } from "./support/generator-call";
import { mentionsHandRolled } from "./support/mentions";

export const noFloatingWork = defineRule({
  id: "no-floating-work",
  code: 990_007,
  defaultSeverity: "warning",
  recommended: false,
  fixes: ["suggestion"],
  description: "Disallow work that an iterator starts and nobody waits for",
  why: `Work that the constructor, \`[Symbol.asyncIterator]()\` or \`next()\` starts, and whose promise nobody awaits or
catches, fails unseen: the loop waits for elements that will not come, and Node ends the process for an unhandled
rejection.`,
  messages: {
    floating: "Nobody waits for this promise: when it fails, the loop over {{label}} does not hear of it",
  },
  mentions: mentionsHandRolled,
  check: (context) =>
    context.iterators.flatMap(({ model, label }) =>
      framesOf(context, model.site)
        .flatMap((fn) => floatingIn(context, model.site, fn))
        .map(({ call, waits }) => ({
          message: "floating" as const,
          data: { label },
          label,
          at: startOf(context, call),
          fixes: waits ? [waitFor(context, call)] : [],
        })),
    ),
});

interface Floating {
  readonly call: ts.CallExpression;
  /** An `await` can stand in front of it, and hands its failure to the loop. */
  readonly waits: boolean;
}

/** The calls in the function itself, and in the executors that it runs, whose promise nobody takes. */
function floatingIn(context: RuleContext, site: Site, fn: FunctionWithBody): Floating[] {
  const { ts } = context;
  const found: Floating[] = [];
  const look = (body: ts.Node, executor?: Executor): void => {
    walk(ts, body, (node) => {
      const inner = ts.isNewExpression(node) ? promiseExecutor(ts, node) : undefined;
      if (inner) look(inner.fn.body, inner);
      if (node !== body && isFunctionBoundary(ts, node)) return false;
      if (!ts.isExpressionStatement(node)) return true;
      const floating = droppedBy(ts, node.expression).filter(
        (call) => isFloating(context, site, call) && !(executor && settles(ts, executor, call)),
      );
      found.push(...floating.map((call) => ({ call, waits: !executor && canAwait(context, call) })));
      return true;
    });
  };
  look(fn.body);
  return found;
}

/** Whether the work is meant to go on beside `next()`, a person knows. */
function waitFor({ sourceFile }: RuleContext, call: ts.CallExpression): Fix {
  const start = call.getStart(sourceFile);
  return {
    title: say("Wait for it: its failure reaches the loop, and what follows begins when it is over"),
    safe: false,
    edits: () => [{ fileName: sourceFile.fileName, edits: [{ start, end: start, newText: "await " }] }],
  };
}

/** The calls whose value a statement does not use: `work()`, `isIdle && work()`, `isIdle ? work() : rest()`. */
function droppedBy(ts: TypeScript, expression: ts.Expression): ts.CallExpression[] {
  const inner = unwrap(ts, expression);
  if (ts.isCallExpression(inner)) return [inner];
  if (ts.isConditionalExpression(inner)) {
    return [...droppedBy(ts, inner.whenTrue), ...droppedBy(ts, inner.whenFalse)];
  }
  if (!ts.isBinaryExpression(inner)) return [];
  switch (inner.operatorToken.kind) {
    case ts.SyntaxKind.CommaToken:
      return [...droppedBy(ts, inner.left), ...droppedBy(ts, inner.right)];
    case ts.SyntaxKind.AmpersandAmpersandToken:
    case ts.SyntaxKind.BarBarToken:
    case ts.SyntaxKind.QuestionQuestionToken:
      return droppedBy(ts, inner.right);
    default:
      return [];
  }
}

/** For certain a promise that can be rejected: by its chain, by the function that it calls, or by its type. */
function isFloating(context: RuleContext, site: Site, call: ts.CallExpression): boolean {
  const { ts, facts } = context;
  const { length } = chainOf(ts, call);
  const isPromise =
    length > 0 || functionCalled(context, site, call) !== undefined || facts.isThenable(call) === true;
  return isPromise && canReject(context, site, call);
}

/** The promise around is settled when the work is over: that it can fail is `require-error-path`'s to say. */
function settles(ts: TypeScript, { resolve, reject }: Executor, call: ts.CallExpression): boolean {
  return some(
    ts,
    call,
    (node) => ts.isIdentifier(node) && (node.text === resolve?.text || node.text === reject?.text),
  );
}

/** `this.fill`, the `then` of a chain, the `async` of a function that is called where it stands. */
function startOf({ ts }: RuleContext, call: ts.CallExpression): ts.Node {
  const callee = unwrap(ts, call.expression);
  if (ts.isArrowFunction(callee) || ts.isFunctionExpression(callee)) return callee.modifiers?.[0] ?? callee;
  const isChain = ts.isPropertyAccessExpression(callee) && chainOf(ts, call).length > 0;
  return isChain ? callee.name : callee;
}
