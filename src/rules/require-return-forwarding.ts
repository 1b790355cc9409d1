import type ts from "typescript";
import type { DescribedIterator } from "../engine";
import type { Members, Method } from "../engine/detect/members";
import { say } from "../engine/say";
import { accessKind, some, unwrap, walk, wrapped } from "../engine/syntax/nodes";
import { defineRule, type Fix, type Report, type RuleContext } from "./rule";
import { addReturn } from "./support/add-return";
import { mayInheritReturn, runsToTheEnd } from "./support/early-exit";
import { callsAsyncGenerator } from "./support/generator-call";
import { mentionsHandRolled } from "./support/mentions";

type Message = "missing" | "unforwarded";

export const requireReturnForwarding = defineRule<Message>({
  id: "require-return-forwarding",
  code: 990_009,
  defaultSeverity: "warning",
  recommended: false,
  fixes: ["suggestion"],
  description: "Require that an iterator that draws from another one by hand also closes it",
  why: `\`for await\` calls \`return()\` when it is left early. An iterator that calls \`next()\` of another one by hand has to hand
that on: otherwise the source never hears of it, and its connection, file or listener stays open.`,
  messages: {
    missing:
      "{{label}} draws from '{{source}}' and has no 'return()' that closes it: it stays open when a loop is left early",
    unforwarded:
      "This 'return()' does not call that of '{{source}}', which stays open when a loop is left early",
  },
  mentions: mentionsHandRolled,
  check: (context) => context.iterators.flatMap((iterator) => reportOn(context, iterator) ?? []),
});

/** Another iterator that the iterator has opened for itself, and does nothing with but draw from it. */
interface Source {
  /** How it is written: `inner`, `this.inner`. */
  readonly text: string;
  readonly isGenerator: boolean;
  /** A generator with a final value: to close it by hand takes one that only its author knows. */
  readonly wantsFinalValue: boolean;
  /** It is opened later than the iterator is made. */
  readonly isLate: boolean;
}

function reportOn(context: RuleContext, iterator: DescribedIterator): Report<Message> | undefined {
  const { model, label, anchor } = iterator;
  const { iterator: members } = model.site;
  const next = members?.methods.get("next");
  if (!members || !next || mayClose(context, members)) return undefined;
  const source = sourceOf(context, iterator, next);
  if (!source || runsToTheEnd(iterator)) return undefined;
  const data = { label, source: source.text };
  const close = members.methods.get("return");
  if (close) return { message: "unforwarded", data, label, at: close.member.name ?? close.fn };
  const fixes = forwarding(context, members, next, source);
  return { message: "missing", data, label, at: next.member.name ?? anchor, fixes };
}

/** What cannot be read may bring a `return()`; and one that calls something may let go in its own way. */
function mayClose({ ts }: RuleContext, members: Members): boolean {
  const close = members.methods.get("return");
  return (
    mayInheritReturn(ts, members) ||
    (close !== undefined &&
      some(ts, close.fn.body, (node) => {
        if (ts.isThrowStatement(node)) return true;
        return ts.isCallExpression(node) && node.expression.getText() !== "Promise.resolve";
      }))
  );
}

function sourceOf(context: RuleContext, { model }: DescribedIterator, next: Method): Source | undefined {
  const { ts } = context;
  const { site } = model;
  const root = site.factory?.fn ?? site.node;
  for (const receiver of drawnFrom(ts, next)) {
    const uses = usesOf(ts, root, receiver);
    const opening = openingAmong(context, uses);
    if (!opening || uses.some((use) => !isDrawingOrKeeping(ts, use))) continue;
    const isGenerator = givesGenerator(context, opening) && !uses.some((use) => isDeclaredOther(ts, use));
    const drawing = receiver.parent.parent;
    return {
      text: receiver.getText(),
      isGenerator,
      wantsFinalValue:
        isGenerator && ts.isCallExpression(drawing) && context.facts.givesFinalValue?.(drawing) === true,
      isLate: isLate(ts, opening, site.factory?.fn),
    };
  }
  return undefined;
}

type Name = ts.Identifier | ts.PropertyAccessExpression;

/** What `next` calls `next()` of: a field, or a variable from outside. */
function drawnFrom(ts: RuleContext["ts"], { fn }: Method): Name[] {
  const receivers: Name[] = [];
  walk(ts, fn.body, (node) => {
    if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return;
    if (node.expression.name.text !== "next") return;
    const receiver = unwrap(ts, node.expression.expression);
    if (isOwnField(ts, receiver) || (ts.isIdentifier(receiver) && !isDeclaredIn(ts, fn, receiver.text))) {
      receivers.push(receiver);
    }
  });
  return receivers;
}

function isOwnField(ts: RuleContext["ts"], node: ts.Node): node is ts.PropertyAccessExpression {
  return ts.isPropertyAccessExpression(node) && node.expression.kind === ts.SyntaxKind.ThisKeyword;
}

function isDeclaredIn(ts: RuleContext["ts"], root: ts.Node, name: string): boolean {
  return some(
    ts,
    root,
    (node) =>
      (ts.isVariableDeclaration(node) || ts.isParameter(node) || ts.isBindingElement(node)) &&
      ts.isIdentifier(node.name) &&
      node.name.text === name,
  );
}

/** Every place that names it: for a field the whole access, and the field's declaration. */
function usesOf(ts: RuleContext["ts"], root: ts.Node, receiver: Name): ts.Node[] {
  const name = ts.isIdentifier(receiver) ? receiver.text : receiver.name.text;
  const uses: ts.Node[] = [];
  walk(ts, root, (node) => {
    if (!(ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) || node.text !== name) return;
    const { parent } = node;
    const isMember = ts.isPropertyAccessExpression(parent) && parent.name === node;
    if (isMember && ts.isIdentifier(receiver)) return;
    uses.push(isMember ? parent : node);
  });
  return uses;
}

/** The expression that opens the source for the iterator alone: `items[Symbol.asyncIterator]()`, `pages()` */
function openingAmong(context: RuleContext, uses: readonly ts.Node[]): ts.Expression | undefined {
  const values = uses.map((use) => valueGiven(context.ts, use));
  return values.find((value) => value !== undefined && opens(context, value));
}

function valueGiven(ts: RuleContext["ts"], use: ts.Node): ts.Expression | undefined {
  const { parent } = use;
  if (
    (ts.isVariableDeclaration(parent) ||
      ts.isPropertyDeclaration(parent) ||
      ts.isPropertyAssignment(parent)) &&
    parent.name === use
  ) {
    return parent.initializer && unwrap(ts, parent.initializer);
  }
  const isTarget =
    ts.isBinaryExpression(parent) &&
    parent.left === use &&
    (parent.operatorToken.kind === ts.SyntaxKind.EqualsToken ||
      parent.operatorToken.kind === ts.SyntaxKind.QuestionQuestionEqualsToken);
  return isTarget ? unwrap(ts, parent.right) : undefined;
}

function givesGenerator(context: RuleContext, value: ts.Expression): boolean {
  const expression = unwrap(context.ts, value);
  return context.ts.isConditionalExpression(expression)
    ? givesGenerator(context, expression.whenTrue) && givesGenerator(context, expression.whenFalse)
    : callsAsyncGenerator(context, expression);
}

/** `let inner: AsyncIterator<string>`, which need not have a `return()` */
function isDeclaredOther(ts: RuleContext["ts"], { parent }: ts.Node): boolean {
  if (!ts.isVariableDeclaration(parent) && !ts.isPropertyDeclaration(parent)) return false;
  return parent.type !== undefined && !/\bAsyncGenerator\b/.test(parent.type.getText());
}

function opens(context: RuleContext, value: ts.Expression): boolean {
  const { ts, facts } = context;
  const expression = unwrap(ts, value);
  if (ts.isConditionalExpression(expression)) {
    return opens(context, expression.whenTrue) && opens(context, expression.whenFalse);
  }
  if (givesGenerator(context, expression)) return true;
  if (!ts.isCallExpression(expression) || !ts.isElementAccessExpression(expression.expression)) return false;
  const { argumentExpression, expression: source } = expression.expression;
  const key = argumentExpression.getText();
  if (key === "Symbol.asyncIterator") return true;
  return key === "Symbol.iterator" && facts.closesQuietly?.(source) === false;
}

/** It is declared, opened, drawn from, or asked for: nobody else gets it. */
function isDrawingOrKeeping(ts: RuleContext["ts"], use: ts.Node): boolean {
  const { parent } = use;
  if (ts.isVariableDeclaration(parent) || ts.isPropertyDeclaration(parent)) return parent.name === use;
  if (ts.isPropertyAssignment(parent)) return parent.name === use;
  if (!ts.isIdentifier(use) && !ts.isPropertyAccessExpression(use)) return false;
  if (accessKind(ts, use) !== "read") return ts.isExpressionStatement(wrapped(ts, use).parent.parent);
  const outer = wrapped(ts, use).parent;
  if (ts.isPropertyAccessExpression(outer)) return outer.name.text === "next";
  return ts.isPrefixUnaryExpression(outer) || ts.isIfStatement(outer) || isComparison(ts, outer);
}

function isComparison({ isBinaryExpression, SyntaxKind }: RuleContext["ts"], node: ts.Node): boolean {
  if (!isBinaryExpression(node)) return false;
  switch (node.operatorToken.kind) {
    case SyntaxKind.EqualsEqualsToken:
    case SyntaxKind.EqualsEqualsEqualsToken:
    case SyntaxKind.ExclamationEqualsToken:
    case SyntaxKind.ExclamationEqualsEqualsToken:
      return true;
    default:
      return false;
  }
}

/** Opened in a method, so that it is not there before that has run. */
function isLate(ts: RuleContext["ts"], opening: ts.Expression, factory: ts.Node | undefined): boolean {
  for (let node: ts.Node = opening.parent; node !== factory; node = node.parent) {
    if (ts.isPropertyDeclaration(node) || ts.isConstructorDeclaration(node)) return false;
    if (ts.isVariableDeclaration(node) && (node.parent.flags & ts.NodeFlags.Const) !== 0) return false;
    if (ts.isFunctionLike(node) || ts.isSourceFile(node)) return true;
  }
  return false;
}

function forwarding(
  context: RuleContext,
  members: Members,
  next: Method,
  { text, isGenerator, wantsFinalValue, isLate }: Source,
): Fix[] {
  if (wantsFinalValue) return [];
  const close = isGenerator ? "return(undefined)" : "return?.()";
  return addReturn(
    context,
    members,
    next,
    `await ${text}${isLate ? "?." : "."}${close};`,
    say("Add a 'return()' that closes '{0}': nobody else can draw from it then", text),
  );
}
