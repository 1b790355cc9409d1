import type ts from "typescript";
import { classifyExit, promiseExecutor, type Exit } from "../describe/exits";
import { hasModifier, isUndefined, isWithin, unwrap } from "../syntax/nodes";
import { usesOfVariable } from "../syntax/variable-name";
import type { TypeScript } from "../typescript";
import { freeName, namesIn, textOf, type Draft } from "./draft";
import { renamedText } from "./rename";
import { isName } from "./settling-calls";

/**
 * Puts the choice between an element and the end behind the promise of what it is made of:
 * `new Promise((resolve, reject) => { read((error, row) => error ? reject(error) : resolve(row ? { value: row } : { done: true })); })`
 * → `const row = await new Promise((resolve, reject) => { read((error, row) => error ? reject(error) : resolve(row)); }); return row ? …`
 *
 * Condition: the promise is resolved at one place, and by nothing but a choice that asks whether one
 * variable is something, which a callback in the executor takes: the answer is the same later. No types are written, which would have to say what the promise is one of now.
 *
 * @returns the statements in place of the `return`
 */
export function settledChoice(ts: TypeScript, draft: Draft, expression: ts.Expression): string | undefined {
  if (draft.form.isTypeScript) return undefined;
  const outer = unwrap(ts, expression);
  const made = ts.isAwaitExpression(outer) ? unwrap(ts, outer.expression) : outer;
  const executor = promiseExecutor(ts, made);
  if (!executor?.resolve || !ts.isNewExpression(made)) return undefined;
  if (hasModifier(ts, executor.fn, ts.SyntaxKind.AsyncKeyword)) return undefined;
  const given = onlyGiven(ts, draft, executor.fn, executor.resolve);
  const name = given && nameOf(ts, given);
  if (!given || name === undefined || !isTakenInside(ts, given, executor.fn, name)) return undefined;
  const outside = usesOfVariable(ts, draft.body, name).filter((use) => !isWithin(use, executor.fn));
  const free = outside.length === 0 ? name : freeName(name, namesIn(ts, draft.body));
  const start = made.getStart(draft.sourceFile);
  const before = draft.text.slice(start, given.getStart(draft.sourceFile));
  const choice = renamedText(ts, draft, given, free === name ? undefined : { from: name, to: free });
  return `const ${free} = await ${before}${name}${draft.text.slice(given.end, made.end)};\nreturn ${choice};`;
}

/** What the only call of `resolve` gives. */
function onlyGiven(
  ts: TypeScript,
  draft: Draft,
  fn: ts.ArrowFunction | ts.FunctionExpression,
  resolve: ts.Identifier,
): ts.Expression | undefined {
  const [use, ...more] = usesOfVariable(ts, fn, resolve.text).filter((one) => one !== resolve);
  const call = use?.parent;
  if (!call || more.length > 0 || !ts.isCallExpression(call) || !isName(ts, call.expression, resolve.text))
    return undefined;
  const [given, ...others] = call.arguments;
  const isPlain = given && others.length === 0 && !/\/[/*]/.test(textOf(draft, given));
  return isPlain ? given : undefined;
}

/** The variable that the choice asks for and gives; neither branch does anything else. */
function nameOf(ts: TypeScript, given: ts.Expression): string | undefined {
  const exit = classifyExit(ts, given, () => false);
  if (exit?.kind !== "choice") return undefined;
  const [element, end] =
    exit.whenTrue.kind === "yield" ? [exit.whenTrue, exit.whenFalse] : [exit.whenFalse, exit.whenTrue];
  if (element.kind !== "yield" || end.kind !== "finish" || !isPlain(element) || !isPlain(end))
    return undefined;
  const { value } = element;
  if (!value || !ts.isIdentifier(value)) return undefined;
  const isEmpty = !end.value || isUndefined(ts, end.value) || isName(ts, end.value, value.text);
  return isEmpty && asksFor(ts, exit.condition, value.text) ? value.text : undefined;
}

function isPlain({ extras }: Extract<Exit, { kind: "yield" | "finish" }>): boolean {
  return extras.length === 0;
}

/** `row`, `!row`, `row === null`, `row != undefined`: nothing but what it is counts. */
function asksFor(ts: TypeScript, condition: ts.Expression, name: string): boolean {
  const node = unwrap(ts, condition);
  if (ts.isPrefixUnaryExpression(node))
    return node.operator === ts.SyntaxKind.ExclamationToken && asksFor(ts, node.operand, name);
  if (!ts.isBinaryExpression(node)) return isName(ts, node, name);
  return (
    /^[!=]==?$/.test(node.operatorToken.getText()) &&
    isName(ts, unwrap(ts, node.left), name) &&
    (isUndefined(ts, node.right) || node.right.kind === ts.SyntaxKind.NullKeyword)
  );
}

/** A function of the executor around the choice takes it: the name means nothing outside. */
function isTakenInside(ts: TypeScript, given: ts.Node, fn: ts.Node, name: string): boolean {
  for (let node = given.parent; node !== fn; node = node.parent) {
    const isTaken =
      ts.isFunctionLike(node) && node.parameters.some((parameter) => isName(ts, parameter.name, name));
    if (isTaken) return true;
  }
  return false;
}
