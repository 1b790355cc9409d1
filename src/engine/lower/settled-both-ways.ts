import type ts from "typescript";
import { promiseCall } from "../describe/exits";
import { hasModifier, unwrap } from "../syntax/nodes";
import type { TypeScript } from "../typescript";
import { textOf, type Draft } from "./draft";
import { isName, mentions, returningBlock, type Names } from "./settling-calls";
import { isQuiet } from "./unwrapped-executor";

/**
 * `p.then((row) => resolve(result), (error) => isEnd(error) ? resolve(end) : reject(error))`
 * → `p.then((row) => (result), (error) => { if (isEnd(error)) return end; throw error; })`
 *
 * Condition: whatever becomes of the promise, one of the two handlers settles the one around, as the last thing that it does, and cannot fail
 * before: what fails there reaches nobody.
 *
 * @param call - all that the executor of the promise around does in the end
 * @returns the chain without the calls that settle
 */
export function settledBothWays(
  ts: TypeScript,
  draft: Draft,
  call: ts.CallExpression,
  names: Names,
): string | undefined {
  const chain = promiseCall(ts, call);
  const [onValue, onError, ...more] = call.arguments;
  if (chain?.method !== "then" || !onValue || !onError || more.length > 0) return undefined;
  if (mentions(ts, chain.receiver, names)) return undefined;
  const between = (start: number, end: number): string => draft.text.slice(start, end);
  const ok = handlerText(ts, draft, onValue, names);
  const bad = isName(ts, onError, names.reject) ? "" : handlerText(ts, draft, onError, names);
  if (ok === undefined || bad === undefined) return undefined;
  const begin = between(call.getStart(draft.sourceFile), onValue.getStart(draft.sourceFile));
  const second = bad && between(onValue.end, onError.getStart(draft.sourceFile)) + bad;
  return begin + ok + second + between(onError.end, call.end);
}

function handlerText(ts: TypeScript, draft: Draft, handler: ts.Expression, names: Names): string | undefined {
  const fn = unwrap(ts, handler);
  if (!ts.isArrowFunction(fn) || hasModifier(ts, fn, ts.SyntaxKind.AsyncKeyword)) return undefined;
  if (fn.parameters.some((one) => mentions(ts, one, names) || !ts.isIdentifier(one.name))) return undefined;
  if (!isQuiet(ts, draft, fn.body, names)) return undefined;
  const body = ts.isBlock(fn.body)
    ? returningBlock(ts, draft, fn.body, names)
    : settledBody(ts, draft, fn.body, names);
  const start = fn.getStart(draft.sourceFile);
  return body && draft.text.slice(start, fn.body.getStart(draft.sourceFile)) + body;
}

/** `resolve(result)`, or a choice that ends in such calls */
function settledBody(ts: TypeScript, draft: Draft, body: ts.Expression, names: Names): string | undefined {
  const given = settledWith(ts, body, names);
  if (given?.word === "return") return `(${textOf(draft, given.value)})`;
  const text = settledStatements(ts, draft, body, names);
  return text && `{\n${text}\n}`;
}

function settledStatements(
  ts: TypeScript,
  draft: Draft,
  body: ts.Expression,
  names: Names,
): string | undefined {
  const node = unwrap(ts, body);
  const given = settledWith(ts, node, names);
  if (given) return `${given.word} ${textOf(draft, given.value)};`;
  if (!ts.isConditionalExpression(node) || mentions(ts, node.condition, names)) return undefined;
  const [first, second] = [node.whenTrue, node.whenFalse].map((one) =>
    settledStatements(ts, draft, one, names),
  );
  if (first === undefined || second === undefined) return undefined;
  const branch = ts.isConditionalExpression(unwrap(ts, node.whenTrue)) ? `{\n${first}\n}` : first;
  return `if (${textOf(draft, node.condition)}) ${branch}\n${second}`;
}

/** What a call that settles the promise gives it, and the word for that in a function of its own. */
function settledWith(
  ts: TypeScript,
  expression: ts.Expression,
  names: Names,
): { readonly word: "return" | "throw"; readonly value: ts.Expression } | undefined {
  const call = unwrap(ts, expression);
  if (!ts.isCallExpression(call)) return undefined;
  const isResolve = isName(ts, call.expression, names.resolve);
  if (!isResolve && !isName(ts, call.expression, names.reject)) return undefined;
  const [value, ...others] = call.arguments;
  if (!value || others.length > 0 || ts.isSpreadElement(value) || mentions(ts, value, names))
    return undefined;
  return { word: isResolve ? "return" : "throw", value };
}
