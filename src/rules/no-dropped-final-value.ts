import type ts from "typescript";
import type { DescribedIterator } from "../engine";
import { annotationOf } from "../engine/describe/annotation";
import type { Exit } from "../engine/describe/exits";
import { say } from "../engine/say";
import { neverThenable } from "../engine/syntax/never-thenable";
import {
  ancestor,
  isAssignmentOperator,
  isWithin,
  some,
  someOwn,
  unwrap,
  walk,
} from "../engine/syntax/nodes";
import type { TypeScript } from "../engine/typescript";
import { defineRule, type Fix, type Report, type RuleContext } from "./rule";
import { lastTakenBeforeDone } from "./support/last-element";
import { mentionsHandRolled } from "./support/mentions";

type Message = "finish" | "computed";
type Finish = Extract<Exit, { kind: "finish" }> & { readonly value: ts.Expression };
type Computed = Extract<Exit, { kind: "computed" }> & { readonly value: ts.Expression };

export const noDroppedFinalValue = defineRule<Message>({
  id: "no-dropped-final-value",
  code: 990_003,
  defaultSeverity: "warning",
  recommended: true,
  fixes: ["suggestion"],
  description: "Disallow an element that is given together with `done: true`",
  why: `\`for await\`, \`yield*\` and \`Array.fromAsync\` do not look at the value of a result that says \`done: true\`. An
element that comes with it is lost, and it is the last one: tests with more than one element hardly notice.`,
  messages: {
    finish: "This element is given together with 'done: true', and every 'for await' drops it",
    computed:
      "'done' is already true when the last element is given, so every 'for await' drops that element",
  },
  mentions: mentionsHandRolled,
  check: (context) => context.iterators.flatMap((iterator) => reportsOn(context, iterator)),
});

function reportsOn(context: RuleContext, iterator: DescribedIterator): Report<Message>[] {
  const { ts } = context;
  const { label, model } = iterator;
  return model.exits.flatMap((exit): Report<Message>[] => {
    if (isComputed(exit) && lastTakenBeforeDone(ts, exit)) {
      return [{ message: "computed", label, at: unwrap(ts, exit.value), fixes: endFirst(context, exit) }];
    }
    const isLost = isFinish(exit) && isElement(context, iterator, exit);
    return isLost ? [{ message: "finish", label, at: unwrap(ts, exit.value) }] : [];
  });
}

function isFinish(exit: Exit): exit is Finish {
  return exit.kind === "finish" && exit.value !== undefined;
}

function isComputed(exit: Exit): exit is Computed {
  return exit.kind === "computed" && exit.value !== undefined;
}

/**
 * The same variable is an element on another way out, or it is made anew here and nobody looks at final values; and nothing shows that
 * there is no element any more.
 */
function isElement({ ts }: RuleContext, { model }: DescribedIterator, { node, value }: Finish): boolean {
  const expression = unwrap(ts, value);
  const subject = subjectOf(ts, expression);
  if (!subject || annotationOf(ts, model.site)?.final !== undefined) return false;
  if (isGuardedBy(ts, node, subject.text) || comesWithDone(ts, node, subject.text)) return false;
  if (ts.isIdentifier(expression)) {
    if (!isOfThisCall(ts, node, expression.text)) return false;
    return model.exits.some(
      (exit) =>
        exit.kind === "yield" &&
        exit.value !== undefined &&
        unwrap(ts, exit.value).getText() === expression.text,
    );
  }
  return takesElement(ts, expression) && model.finalValueUnused;
}

/** The variable that a value is read from; `undefined` for constants and for the value of another result. */
function subjectOf(ts: TypeScript, expression: ts.Expression): ts.Identifier | undefined {
  if (neverThenable(ts, expression) && !ts.isAwaitExpression(expression)) return undefined;
  if (ts.isPropertyAccessExpression(expression) && expression.name.text === "value") return undefined;
  let found: ts.Identifier | undefined;
  walk(ts, expression, (node) => {
    if (ts.isIdentifier(node)) found ??= node;
    return !found;
  });
  return found;
}

/** A variable from outside may still hold the element of an earlier call, unless it has been set on the way here. */
function isOfThisCall(ts: TypeScript, exit: ts.Node, name: string): boolean {
  const sets = (node: ts.Node): boolean =>
    ts.isBinaryExpression(node) &&
    isAssignmentOperator(ts, node.operatorToken.kind) &&
    node.left.getText() === name;
  for (let node = exit; !ts.isSourceFile(node); node = node.parent) {
    if (ts.isFunctionLike(node) && !isCallback(ts, node)) return declares(ts, node, name);
    if (ts.isFunctionLike(node) && declares(ts, node, name)) return true;
    const { parent } = node;
    if (!ts.isBlock(parent) && !ts.isCaseOrDefaultClause(parent)) continue;
    const before = parent.statements.slice(
      0,
      parent.statements.findIndex((each) => each === node),
    );
    if (before.some((each) => ts.isExpressionStatement(each) && sets(unwrap(ts, each.expression))))
      return true;
  }
  return false;
}

/** `.then((value) => …)`, `new Promise((resolve) => …)`: it is part of the call, as the code around it is. */
function isCallback(ts: TypeScript, node: ts.Node): boolean {
  return (
    (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) &&
    (ts.isCallExpression(node.parent) || ts.isNewExpression(node.parent))
  );
}

function declares(ts: TypeScript, fn: ts.SignatureDeclaration, name: string): boolean {
  return someOwn(
    ts,
    fn,
    (node) =>
      (ts.isVariableDeclaration(node) || ts.isParameter(node) || ts.isBindingElement(node)) &&
      node.name.getText() === name,
  );
}

/** `items.shift()`, `await this.read()`, `items[this.index++]` */
function takesElement(ts: TypeScript, expression: ts.Expression): boolean {
  const inner = ts.isAwaitExpression(expression) ? unwrap(ts, expression.expression) : expression;
  return ts.isCallExpression(inner) || ts.isElementAccessExpression(inner);
}

/** `if (value === undefined) return { value, done: true }`: the condition may say that there is no element. */
function isGuardedBy(ts: TypeScript, exit: ts.Node, name: string): boolean {
  const guard = ancestor(
    exit,
    (
      node,
    ): node is ts.IfStatement | ts.ConditionalExpression | ts.CaseOrDefaultClause | ts.SignatureDeclaration =>
      ts.isFunctionLike(node) ||
      ts.isCaseOrDefaultClause(node) ||
      (ts.isIfStatement(node) && !isWithin(exit, node.expression)) ||
      (ts.isConditionalExpression(node) && !isWithin(exit, node.condition)),
  );
  if (!guard || ts.isFunctionLike(guard)) return false;
  if (ts.isDefaultClause(guard)) return isGuardedBy(ts, guard, name);
  const condition = ts.isConditionalExpression(guard) ? guard.condition : guard.expression;
  return some(ts, condition, (node) => ts.isIdentifier(node) && node.text === name)
    ? true
    : isGuardedBy(ts, guard, name);
}

/** `const { value, done } = await source.next()`: the final value of another iterator, which is handed on as such. */
function comesWithDone(ts: TypeScript, exit: ts.Node, name: string): boolean {
  const fn = ancestor(exit, (node): node is ts.SignatureDeclaration => ts.isFunctionLike(node));
  return (
    fn !== undefined &&
    some(
      ts,
      fn,
      (node) =>
        ts.isObjectBindingPattern(node) &&
        node.elements.some((element) => element.name.getText() === name) &&
        node.elements.some((element) => (element.propertyName ?? element.name).getText() === "done"),
    )
  );
}

/** With `done` in front, it is asked for before the element is taken. */
function endFirst({ sourceFile }: RuleContext, exit: Computed): Fix[] {
  const value = exit.value.parent;
  const done = exit.done.parent;
  const swap = [
    { start: value.getStart(sourceFile), end: value.end, newText: done.getText(sourceFile) },
    { start: done.getStart(sourceFile), end: done.end, newText: value.getText(sourceFile) },
  ];
  return [
    {
      title: say("Look for the end before the element is taken"),
      safe: false,
      edits: () => [{ fileName: sourceFile.fileName, edits: swap }],
    },
  ];
}
