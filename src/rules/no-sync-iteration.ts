import type ts from "typescript";
import { say } from "../engine/say";
import { unwrap } from "../engine/syntax/nodes";
import { defineRule, type Fix, type Report, type RuleContext } from "./rule";
import { callsAsyncGenerator, canAwait } from "./support/generator-call";
import {
  mentionsAsyncGenerator,
  mentionsAsyncIterator,
  mentionsForAwait,
  mentionsNamedKey,
} from "./support/mentions";

type Message = "loop" | "spread" | "pattern" | "collect" | "delegate";

export const noSyncIteration = defineRule<Message>({
  id: "no-sync-iteration",
  code: 990_018,
  defaultSeverity: "warning",
  recommended: true,
  fixes: ["safe", "suggestion"],
  description: "Disallow `for…of`, spread and the like over what can only be iterated asynchronously",
  why: `\`for (const x of source)\` without \`await\` asks for \`[Symbol.iterator]\`, which an async iterable does not have, and
throws a TypeError. \`Array.from(source)\` is worse: it gives an empty array. TypeScript says so; in JavaScript nobody
does before it runs.`,
  messages: {
    loop: "This can only be iterated asynchronously: 'for…of' without 'await' throws",
    spread: "This can only be iterated asynchronously: spreading it throws",
    pattern: "This can only be iterated asynchronously: taking it apart like an array throws",
    collect: "This can only be iterated asynchronously: '{{callee}}' does not see its elements",
    delegate: "This can only be iterated asynchronously: 'yield*' in a generator that is not async throws",
  },
  mentions: [
    mentionsAsyncGenerator,
    mentionsForAwait,
    mentionsAsyncIterator,
    mentionsNamedKey,
    { word: "sync", test: /AsyncGenerator/ },
    { word: "sync", test: /AsyncItera/ },
    { word: "Readable", test: /Readable/ },
  ],
  check: (context) => [
    ...loops(context),
    ...spreads(context),
    ...patterns(context),
    ...collections(context),
    ...delegations(context),
  ],
});

/** What is not known for sure to have no `[Symbol.iterator]` is let pass. */
function isOnlyAsync(context: RuleContext, expression: ts.Expression): boolean {
  const { ts, facts } = context;
  const inner = unwrap(ts, expression);
  if (ts.isArrayLiteralExpression(inner)) return false;
  if (callsAsyncGenerator(context, inner)) return true;
  return facts.isAsyncIterable(inner) === true && facts.isIterable(inner) === false;
}

function loops(context: RuleContext): Report<Message>[] {
  const { ts } = context;
  return context
    .nodes(ts.isForOfStatement)
    .filter((loop) => !loop.awaitModifier && isOnlyAsync(context, loop.expression))
    .map((loop) => ({ message: "loop", at: loop.expression, fixes: awaitingLoop(context, loop) }));
}

/** The loop has always thrown at its head, so nothing else can change. */
function awaitingLoop(context: RuleContext, loop: ts.ForOfStatement): Fix[] {
  if (!canAwait(context, loop)) return [];
  const { sourceFile } = context;
  const start = loop.getStart(sourceFile) + "for".length;
  return [
    {
      title: say("Use 'for await'"),
      safe: true,
      edits: () => [{ fileName: sourceFile.fileName, edits: [{ start, end: start, newText: " await" }] }],
    },
  ];
}

/** `[...source]`, `use(...source)`; an object may be spread. */
function spreads(context: RuleContext): Report<Message>[] {
  return context
    .nodes(context.ts.isSpreadElement)
    .filter(({ expression }) => isOnlyAsync(context, expression))
    .map((spread) => ({
      message: "spread",
      at: spread.expression,
      fixes: collected(context, spread.expression, listOf(context, spread)),
    }));
}

/** `[...source]` and nothing beside it. */
function listOf({ ts }: RuleContext, { parent }: ts.SpreadElement): ts.Expression | undefined {
  return ts.isArrayLiteralExpression(parent) && parent.elements.length === 1 ? parent : undefined;
}

/** `const [first] = source` */
function patterns(context: RuleContext): Report<Message>[] {
  const { ts } = context;
  return context.nodes(ts.isVariableDeclaration).flatMap(({ name, initializer }) => {
    if (!initializer || !ts.isArrayBindingPattern(name) || !isOnlyAsync(context, initializer)) return [];
    return [{ message: "pattern" as const, at: initializer }];
  });
}

const collectors: ReadonlySet<string> = new Set([
  "Array.from",
  "Object.fromEntries",
  "Promise.all",
  "Promise.allSettled",
  "Promise.any",
  "Promise.race",
  "new Map",
  "new Set",
]);

/** `Array.from(source)`, `new Set(source)`, `Promise.all(source)` */
function collections(context: RuleContext): Report<Message>[] {
  const { ts } = context;
  return [...context.nodes(ts.isCallExpression), ...context.nodes(ts.isNewExpression)].flatMap((call) => {
    const callee = `${ts.isNewExpression(call) ? "new " : ""}${calleeText(ts, call)}`;
    const [source, mapping] = call.arguments ?? [];
    if (!source || !collectors.has(callee) || !isOnlyAsync(context, source)) return [];
    const isPlainList = callee === "Array.from" && !mapping;
    const fixes = collected(context, source, isPlainList ? call : undefined);
    return [{ message: "collect" as const, data: { callee }, at: source, fixes }];
  });
}

function calleeText(ts: RuleContext["ts"], { expression }: ts.CallExpression | ts.NewExpression): string {
  if (ts.isIdentifier(expression)) return expression.text;
  if (!ts.isPropertyAccessExpression(expression) || !ts.isIdentifier(expression.expression)) return "";
  return `${expression.expression.text}.${expression.name.text}`;
}

/** `yield* source` */
function delegations(context: RuleContext): Report<Message>[] {
  return context.nodes(context.ts.isYieldExpression).flatMap((node): Report<Message>[] => {
    const { asteriskToken, expression } = node;
    if (!asteriskToken || !expression || canAwait(context, node)) return [];
    return isOnlyAsync(context, expression) ? [{ message: "delegate", at: expression }] : [];
  });
}

/** @param whole - the expression that `await Array.fromAsync(…)` can take the place of */
function collected(context: RuleContext, source: ts.Expression, whole: ts.Expression | undefined): Fix[] {
  const { ts, sourceFile } = context;
  if (!whole || !canAwait(context, whole)) return [];
  const collecting = `await Array.fromAsync(${source.getText(sourceFile)})`;
  const newText = isOperand(ts, whole) ? `(${collecting})` : collecting;
  return [
    {
      title: say("Collect its elements with 'await Array.fromAsync()', which needs Node 22"),
      safe: false,
      edits: () => [
        {
          fileName: sourceFile.fileName,
          edits: [{ start: whole.getStart(sourceFile), end: whole.end, newText }],
        },
      ],
    },
  ];
}

/** `[...source].length` */
function isOperand(ts: RuleContext["ts"], { parent }: ts.Expression): boolean {
  return (
    ts.isPropertyAccessExpression(parent) ||
    ts.isElementAccessExpression(parent) ||
    ts.isNonNullExpression(parent)
  );
}
