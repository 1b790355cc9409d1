import type ts from "typescript";
import { classifyExit, promiseExecutor, type Executor, type Exit } from "../describe/exits";
import { hasModifier, isUndefined, isWithin, listAround, statementsOf, unwrap } from "../syntax/nodes";
import { usesOfVariable } from "../syntax/variable-name";
import { canComplete } from "../syntax/completion";
import type { Span } from "../text";
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
 * variable is something, which a callback in the executor takes: the answer is the same later. The choice may be an `if` with an `else`, too. In TypeScript, the
 * variable's type is known, which is what the promise is one of now.
 *
 * @returns the statements in place of the `return`
 */
export function settledChoice(ts: TypeScript, draft: Draft, expression: ts.Expression): string | undefined {
  const outer = unwrap(ts, expression);
  const made = ts.isAwaitExpression(outer) ? unwrap(ts, outer.expression) : outer;
  const executor = promiseExecutor(ts, made);
  if (!executor?.resolve || !ts.isNewExpression(made)) return undefined;
  if (hasModifier(ts, executor.fn, ts.SyntaxKind.AsyncKeyword)) return undefined;
  const given = onlyGiven(ts, draft, executor.fn, executor.resolve) ?? givenEither(ts, draft, executor);
  const name = given && nameOf(ts, given);
  if (!given || name === undefined || !isTakenInside(ts, given.node, executor.fn, name)) return undefined;
  const types = typesText(draft, made, executor, name);
  if (types === undefined) return undefined;
  const outside = usesOfVariable(ts, draft.body, name).filter((use) => !isWithin(use, executor.fn));
  const free = outside.length === 0 ? name : freeName(name, namesIn(ts, draft.body));
  const callee = draft.text.slice(made.getStart(draft.sourceFile), made.expression.end) + types;
  const open = draft.text.indexOf("(", made.typeArguments?.end ?? made.expression.end);
  const before = callee + draft.text.slice(open, given.start);
  const renaming = free === name ? undefined : { from: name, to: free };
  const choice = given.parts.map((part) =>
    typeof part === "string" ? part : renamedText(ts, draft, part, renaming),
  );
  return `const ${free} = await ${before}${given.asText(name)}${draft.text.slice(given.end, made.end)};\nreturn ${choice.join("")};`;
}

/** What the promise is one of, in TypeScript: what the variable may be. */
function typesText(
  { form }: Draft,
  made: ts.NewExpression,
  { fn }: Executor,
  name: string,
): string | undefined {
  if (!form.isTypeScript) return "";
  if (fn.parameters.some(({ type }) => type !== undefined) || made.arguments?.length !== 1) return undefined;
  const type = form.unionText?.(name);
  return type === undefined || type.includes("\n") ? undefined : `<${type}>`;
}

/** What a promise is resolved with. */
interface Given extends Span {
  /** Stands where it is resolved. */
  readonly node: ts.Node;
  /** What resolves it with the variable instead. */
  asText(name: string): string;
  readonly choice: Choice | undefined;
  /** The choice, as it is written behind the promise. */
  readonly parts: readonly (string | ts.Expression)[];
}

interface Choice {
  readonly condition: ts.Expression;
  readonly whenTrue: Exit | undefined;
  readonly whenFalse: Exit | undefined;
}

/** `if (row) resolve({ value: row }); else resolve({ done: true });`, also without `else` where the first branch returns */
function givenEither(ts: TypeScript, draft: Draft, { fn, resolve }: Executor): Given | undefined {
  const calls = resolve ? callsOf(ts, fn, resolve) : undefined;
  const [first, second, ...more] = calls ?? [];
  if (!resolve || !first || !second || more.length > 0) return undefined;
  const node = ts.findAncestor(first, ts.isIfStatement);
  const branches = node && branchesOf(ts, node);
  if (!node || !branches || onlyCall(ts, branches[0]) !== first || onlyCall(ts, branches[1]) !== second)
    return undefined;
  const [whenTrue, whenFalse] = [argumentOf(first), argumentOf(second)];
  const [start, end] = [node.getStart(draft.sourceFile), Math.max(node.end, branches[1].end)];
  if (!whenTrue || !whenFalse || /\/[/*]/.test(draft.text.slice(start, end))) return undefined;
  const exitOf = (given: ts.Expression): Exit | undefined => classifyExit(ts, given, () => false);
  return {
    ...{ node, start, end },
    asText: (name) => `${resolve.text}(${name});`,
    choice: { condition: node.expression, whenTrue: exitOf(whenTrue), whenFalse: exitOf(whenFalse) },
    parts: [node.expression, " ? ", whenTrue, " : ", whenFalse],
  };
}

function branchesOf(ts: TypeScript, node: ts.IfStatement): [ts.Statement, ts.Statement] | undefined {
  const { thenStatement, elseStatement } = node;
  if (elseStatement) return [thenStatement, elseStatement];
  const [next, ...more] = listAround(ts, node)?.filter(({ pos }) => pos >= node.end) ?? [];
  return next && more.length === 0 && !canComplete(ts, thenStatement) ? [thenStatement, next] : undefined;
}

/** `resolve(result);`, `return resolve(result);` or `resolve(result); return;` */
function onlyCall(ts: TypeScript, branch: ts.Statement): ts.Expression | undefined {
  const [only, exit, ...others] = statementsOf(ts, branch);
  if (!only || others.length > 0 || (exit && !(ts.isReturnStatement(exit) && !exit.expression)))
    return undefined;
  if (ts.isReturnStatement(only)) return exit ? undefined : only.expression;
  return ts.isExpressionStatement(only) ? only.expression : undefined;
}

/** @returns the calls of `resolve`; `undefined` where something else is done with it */
function callsOf(
  ts: TypeScript,
  fn: ts.ArrowFunction | ts.FunctionExpression,
  resolve: ts.Identifier,
): ts.CallExpression[] | undefined {
  const uses = usesOfVariable(ts, fn, resolve.text).filter((one) => one !== resolve);
  const calls = uses.map(({ parent }) =>
    ts.isCallExpression(parent) && isName(ts, parent.expression, resolve.text) ? parent : undefined,
  );
  const known = calls.filter((one) => one !== undefined);
  return known.length === calls.length ? known : undefined;
}

function argumentOf({ arguments: [given, ...more] }: ts.CallExpression): ts.Expression | undefined {
  return more.length === 0 ? given : undefined;
}

/** What the only call of `resolve` gives. */
function onlyGiven(
  ts: TypeScript,
  draft: Draft,
  fn: ts.ArrowFunction | ts.FunctionExpression,
  resolve: ts.Identifier,
): Given | undefined {
  const [call, ...more] = callsOf(ts, fn, resolve) ?? [];
  const given = call && more.length === 0 ? argumentOf(call) : undefined;
  if (!given || /\/[/*]/.test(textOf(draft, given))) return undefined;
  const exit = classifyExit(ts, given, () => false);
  const [start, end] = [given.getStart(draft.sourceFile), given.end];
  const choice = exit?.kind === "choice" ? exit : undefined;
  return { node: given, start, end, asText: (name) => name, choice, parts: [given] };
}

/** The variable that the choice asks for and gives; neither branch does anything else. */
function nameOf(ts: TypeScript, { choice }: Given): string | undefined {
  if (!choice) return undefined;
  const { condition, whenTrue, whenFalse } = choice;
  const [element, end] = whenTrue?.kind === "yield" ? [whenTrue, whenFalse] : [whenFalse, whenTrue];
  if (element?.kind !== "yield" || end?.kind !== "finish" || !isPlain(element) || !isPlain(end))
    return undefined;
  const { value } = element;
  if (!value || !ts.isIdentifier(value)) return undefined;
  const isEmpty = !end.value || isUndefined(ts, end.value) || isName(ts, end.value, value.text);
  return isEmpty && asksFor(ts, condition, value.text) ? value.text : undefined;
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
