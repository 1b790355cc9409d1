import type ts from "typescript";
import { say } from "../engine/say";
import { unwrap } from "../engine/syntax/nodes";
import { defineRule, type Fix, type RuleContext } from "./rule";
import { calledName, callsAsyncGenerator, canAwait, isInAsyncGenerator } from "./support/generator-call";
import {
  mentionsAsyncGenerator,
  mentionsAsyncIterator,
  mentionsForAwait,
  mentionsNamedKey,
} from "./support/mentions";

export const noFloatingAsyncGenerator = defineRule({
  id: "no-floating-async-generator",
  code: 990_017,
  defaultSeverity: "warning",
  recommended: true,
  fixes: ["suggestion"],
  description: "Disallow to call an async generator and drop what it gives",
  why: `A call of an async generator runs nothing of its body, not even its first line. Somebody has to go through what it
gives: where it is dropped, nothing happens, and nothing fails.`,
  messages: {
    dropped: "'{{name}}' is an async generator: nothing of it runs until somebody goes through what it gives",
  },
  mentions: [
    mentionsAsyncGenerator,
    mentionsForAwait,
    mentionsAsyncIterator,
    mentionsNamedKey,
    { word: "sync", test: /AsyncGenerator/ },
  ],
  check: (context) =>
    context
      .nodes(context.ts.isExpressionStatement)
      .flatMap((statement) => droppedBy(context, statement.expression))
      .map((call) => ({
        message: "dropped" as const,
        data: { name: calledName(context.ts, call)?.text ?? say("it") },
        at: call.expression,
        fixes: fixesOf(context, call),
      })),
});

/** The calls whose value an expression drops: `f()`, `await f()`, `void f()`, `ready && f()`, `ready ? f() : g()`. */
function droppedBy(context: RuleContext, expression: ts.Expression): ts.CallExpression[] {
  const { ts } = context;
  const inner = unwrap(ts, expression);
  if (ts.isAwaitExpression(inner) || ts.isVoidExpression(inner)) return droppedBy(context, inner.expression);
  if (ts.isConditionalExpression(inner)) {
    return [...droppedBy(context, inner.whenTrue), ...droppedBy(context, inner.whenFalse)];
  }
  if (ts.isBinaryExpression(inner) && isShortCircuit(ts, inner)) return droppedBy(context, inner.right);
  return callsAsyncGenerator(context, inner) ? [inner] : [];
}

function isShortCircuit(ts: RuleContext["ts"], { operatorToken }: ts.BinaryExpression): boolean {
  const { AmpersandAmpersandToken, BarBarToken, QuestionQuestionToken } = ts.SyntaxKind;
  return [AmpersandAmpersandToken, BarBarToken, QuestionQuestionToken].some(
    (kind) => kind === operatorToken.kind,
  );
}

/** Only where the call, with an `await` or without, is the whole statement. */
function fixesOf(context: RuleContext, call: ts.CallExpression): Fix[] {
  const { ts, sourceFile } = context;
  const whole = ts.isAwaitExpression(call.parent) ? call.parent : call;
  const statement = whole.parent;
  if (!ts.isExpressionStatement(statement) || !canAwait(context, call)) return [];
  const source = call.getText(sourceFile);
  const edit = (newText: string) => () => [
    {
      fileName: sourceFile.fileName,
      edits: [{ start: statement.getStart(sourceFile), end: statement.end, newText }],
    },
  ];
  if (isInAsyncGenerator(context, call)) {
    return [
      { title: say("Yield its elements with 'yield*'"), safe: false, edits: edit(`yield* ${source};`) },
    ];
  }
  return [
    {
      title: say("Go through it with 'for await', and drop its elements"),
      safe: false,
      edits: edit(`for await (const _ of ${source});`),
    },
  ];
}
