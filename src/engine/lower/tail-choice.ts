import type ts from "typescript";
import { promiseCall, promiseExecutor } from "../describe/exits";
import { isAsserted, unwrap, walkOwn } from "../syntax/nodes";
import type { TypeScript } from "../typescript";
import { isAgainCall } from "./again";
import { editDraft, replaceNode, textOf, type Draft } from "./draft";

/** A function that is called with one value, at once or when that has settled. */
interface Call {
  readonly callee: string;
  readonly argument: string;
  readonly waits: boolean;
}

/**
 * Lowers a returned choice with a promise chain in it: `isPromise(x) ? x.then(accept) : accept(x)` calls one function either way, and
 * of other chains each gets a `return` of its own.
 *
 * @returns the statements in place of the `return`
 */
export function returnedChoice(ts: TypeScript, draft: Draft, expression: ts.Expression): string | undefined {
  const outer = unwrap(ts, expression);
  const choice = ts.isAwaitExpression(outer) ? unwrap(ts, outer.expression) : outer;
  if (!ts.isConditionalExpression(choice)) return undefined;
  const { condition, whenTrue, whenFalse } = choice;
  const joined = joinedCall(ts, draft, condition, [whenTrue, whenFalse]);
  if (joined !== undefined) return joined;
  if (isAsserted(ts, expression) || ![whenTrue, whenFalse].some((branch) => isLowered(ts, branch)))
    return undefined;
  const wait = outer === choice ? "" : "await ";
  const [first, second] = [whenTrue, whenFalse].map((branch) => `return ${wait}${textOf(draft, branch)};`);
  return `if (${textOf(draft, condition)}) {\n${first ?? ""}\n}\n${second ?? ""}`;
}

/** `if (isPromise(x)) return x.then(accept); return accept(x);` → `return accept(isPromise(x) ? await x : x);` */
export function joinTailCalls(ts: TypeScript, draft: Draft): Draft | undefined {
  let joined: Draft | undefined;
  walkOwn(ts, draft.body, (node) => {
    if (joined || !ts.isBlock(node)) return !joined;
    for (const [index, statement] of node.statements.entries()) {
      const next = node.statements[index + 1];
      if (!next || !ts.isIfStatement(statement) || statement.elseStatement) continue;
      const values = [statement.thenStatement, next].map((one) => onlyReturned(ts, one));
      const text = joinedCall(ts, draft, statement.expression, values);
      if (text === undefined) continue;
      joined = editDraft(ts, draft, [replaceNode(draft, statement, text), replaceNode(draft, next, "")]);
      return false;
    }
    return true;
  });
  return joined;
}

function onlyReturned(ts: TypeScript, statement: ts.Statement): ts.Expression | undefined {
  const statements = ts.isBlock(statement) ? statement.statements : [statement];
  const [only, ...more] = statements as readonly ts.Statement[];
  return only && more.length === 0 && ts.isReturnStatement(only) ? only.expression : undefined;
}

function joinedCall(
  ts: TypeScript,
  draft: Draft,
  condition: ts.Expression,
  branches: readonly (ts.Expression | undefined)[],
): string | undefined {
  const [first, second] = branches.map((branch) => branch && callOf(ts, draft, branch));
  if (!first || first.callee !== second?.callee || !(first.waits || second.waits)) return undefined;
  return `return ${first.callee}(${textOf(draft, condition)} ? ${first.argument} : ${second.argument});`;
}

function callOf(ts: TypeScript, draft: Draft, expression: ts.Expression): Call | undefined {
  const outer = unwrap(ts, expression);
  const call = ts.isAwaitExpression(outer) ? unwrap(ts, outer.expression) : outer;
  if (!ts.isCallExpression(call) || isAgainCall(ts, call)) return undefined;
  const [argument, ...more] = call.arguments;
  if (!argument || more.length > 0 || ts.isSpreadElement(argument)) return undefined;
  const chain = promiseCall(ts, call);
  if (chain) {
    const callee = chain.method === "then" ? handlerName(ts, argument) : undefined;
    return callee === undefined
      ? undefined
      : { callee, argument: `await ${textOf(draft, chain.receiver)}`, waits: true };
  }
  if (call.expression.getText() === "Promise.resolve") return callOf(ts, draft, argument);
  if (!ts.isIdentifier(call.expression)) return undefined;
  return { callee: call.expression.text, argument: textOf(draft, argument), waits: false };
}

/** `accept`, or `(value) => accept(value)` */
function handlerName(ts: TypeScript, handler: ts.Expression): string | undefined {
  const fn = unwrap(ts, handler);
  if (ts.isIdentifier(fn)) return fn.text;
  if (!ts.isArrowFunction(fn) || ts.isBlock(fn.body)) return undefined;
  const call = unwrap(ts, fn.body);
  const [parameter, ...more] = fn.parameters;
  if (!ts.isCallExpression(call) || !ts.isIdentifier(call.expression) || more.length > 0) return undefined;
  const isHandedOn =
    call.arguments.length === 1 && call.arguments[0]?.getText() === parameter?.name.getText();
  return isHandedOn && !isAgainCall(ts, call) ? call.expression.text : undefined;
}

/** A promise that lowering takes apart. */
function isLowered(ts: TypeScript, branch: ts.Expression): boolean {
  const inner = unwrap(ts, branch);
  if (ts.isConditionalExpression(inner))
    return isLowered(ts, inner.whenTrue) || isLowered(ts, inner.whenFalse);
  return (
    promiseExecutor(ts, inner) !== undefined ||
    (ts.isCallExpression(inner) && promiseCall(ts, inner) !== undefined)
  );
}
