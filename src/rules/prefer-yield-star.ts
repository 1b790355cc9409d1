import type ts from "typescript";
import { traceSymbol } from "../engine/consume";
import { say } from "../engine/say";
import { commentsIn } from "../engine/syntax/comments";
import { functionAround, isAsserted, isAsyncGenerator, someOwn, unwrap } from "../engine/syntax/nodes";
import type { AsyncGeneratorFunction } from "../engine/syntax/nodes";
import { defineRule, type Fix, type Report, type RuleContext } from "./rule";
import { mentionsForAwait } from "./support/mentions";

export const preferYieldStar = defineRule({
  id: "prefer-yield-star",
  code: 990_020,
  defaultSeverity: "information",
  recommended: true,
  fixes: ["safe", "suggestion"],
  description: "Prefer `yield*` to a loop that only yields what it is given",
  why: `\`yield* source\` says in two words what \`for await (const x of source) yield x\` says in a loop. It also passes on
\`throw()\`, the argument of \`next()\`, and the final value, which the loop does not.`,
  messages: {
    relay: "This loop hands on every element as it is; 'yield* {{source}}' does the same",
  },
  mentions: [mentionsForAwait],
  check: (context) =>
    context.nodes(context.ts.isForOfStatement).flatMap((loop) => reportOn(context, loop) ?? []),
});

function reportOn(context: RuleContext, loop: ts.ForOfStatement): Report<"relay"> | undefined {
  const { ts, sourceFile } = context;
  const generator = functionAround(ts, loop);
  if (!generator || !isAsyncGenerator(ts, generator) || !isRelay(context, loop)) return undefined;
  const source = loop.expression.getText(sourceFile);
  return {
    message: "relay",
    data: { source: shortened(source) },
    at: { start: loop.getStart(sourceFile), end: loop.statement.pos },
    fixes: fixesOf(context, loop, generator),
  };
}

/** `for await (const x of source) yield x;` and nothing else. */
function isRelay({ ts }: RuleContext, loop: ts.ForOfStatement): boolean {
  const { awaitModifier, initializer, parent, statement } = loop;
  if (!awaitModifier || ts.isLabeledStatement(parent) || !ts.isVariableDeclarationList(initializer))
    return false;
  const [only, ...more]: readonly ts.Statement[] = ts.isBlock(statement) ? statement.statements : [statement];
  if (!only || more.length > 0 || !ts.isExpressionStatement(only)) return false;
  const relay = unwrap(ts, only.expression);
  const [variable] = initializer.declarations;
  return (
    ts.isYieldExpression(relay) &&
    !relay.asteriskToken &&
    relay.expression !== undefined &&
    variable !== undefined &&
    ts.isIdentifier(variable.name) &&
    valueGiven(ts, relay.expression) === variable.name.text
  );
}

/** `yield x` and `yield await x`, which is the same; not `yield x as Item`, which says more than the source does. */
function valueGiven(ts: RuleContext["ts"], expression: ts.Expression): string | undefined {
  if (isAsserted(ts, expression)) return undefined;
  const inner = unwrap(ts, expression);
  const value = ts.isAwaitExpression(inner) ? unwrap(ts, inner.expression) : inner;
  return ts.isIdentifier(value) ? value.text : undefined;
}

function fixesOf(context: RuleContext, loop: ts.ForOfStatement, generator: AsyncGeneratorFunction): Fix[] {
  const { ts, sourceFile } = context;
  const span = { start: loop.getStart(sourceFile), end: loop.end };
  if (commentsIn(ts, sourceFile, span).length > 0) return [];
  const newText = `yield* ${operand(context, loop.expression)};`;
  const safe = isSame(context, loop, generator);
  return [
    {
      title: safe
        ? say("Use 'yield*'")
        : say(
            "Use 'yield*': throw() and arguments of next() then reach the source, and promises among its values are not awaited",
          ),
      safe,
      edits: () => [{ fileName: sourceFile.fileName, edits: [{ ...span, newText }] }],
    },
  ];
}

function operand({ ts, sourceFile }: RuleContext, expression: ts.Expression): string {
  const text = expression.getText(sourceFile);
  const isComma =
    ts.isBinaryExpression(expression) && expression.operatorToken.kind === ts.SyntaxKind.CommaToken;
  return isComma ? `(${text})` : text;
}

/**
 * The two differ in what `throw()`, an argument of `next()` and a `return()` that goes on do, and for promises as values. Nothing of
 * that can happen where all consumers are loops and the source is a plain generator of the project.
 */
function isSame(context: RuleContext, loop: ts.ForOfStatement, generator: AsyncGeneratorFunction): boolean {
  const { ts, facts } = context;
  return (
    isPlainGenerator(context, loop.expression) &&
    facts.yieldsThenables(loop.expression) === false &&
    ts.isFunctionDeclaration(generator) &&
    generator.name !== undefined &&
    isOnlyLooped(context, generator.name)
  );
}

function isOnlyLooped({ ts, facts }: RuleContext, name: ts.Identifier): boolean {
  const { instances, symbolUses, complete } = traceSymbol(ts, facts, name, "call", "async");
  const consumers = [...symbolUses, ...instances.flatMap((instance) => instance.consumers)];
  return complete && consumers.every(({ kind }) => kind === "loop" || kind === "type");
}

/** A call of an async generator that has no `yield` in a `finally`, where `return()` would not end it. */
function isPlainGenerator({ ts, facts }: RuleContext, source: ts.Expression): boolean {
  const call = unwrap(ts, source);
  if (!ts.isCallExpression(call) || !ts.isIdentifier(call.expression)) return false;
  const callee = facts.declarationOf(call.expression);
  return (
    callee !== undefined &&
    isAsyncGenerator(ts, callee) &&
    !someOwn(
      ts,
      callee.body,
      (node) =>
        ts.isTryStatement(node) &&
        node.finallyBlock !== undefined &&
        someOwn(ts, node.finallyBlock, (inner) => ts.isYieldExpression(inner)),
    )
  );
}

function shortened(text: string): string {
  return text.length > 40 || text.includes("\n") ? "…" : text;
}
