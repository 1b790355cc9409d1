import type ts from "typescript";
import type { Consumer, Usage } from "../consumer";
import { settledNext } from "../consume/next-loop";
import { chainOn } from "../consume/result-chain";
import type { Exit } from "../describe/exits";
import type { IteratorKind } from "../kind";
import { say } from "../say";
import { memberKey } from "../syntax/keys";
import { isUndefined, unwrap, wrapped } from "../syntax/nodes";
import { isComparison } from "../syntax/operators";
import { sameVariable } from "../syntax/scopes";
import { spanOf } from "../targets/common";
import type { TypeScript } from "../typescript";
import type { Reason } from "../verdict";
import { doneUse } from "./done-asked";
import { takenBy } from "./handlers";
import { isDropped, isPartOf, isTarget } from "./result-uses";

/**
 * `result-extras`: the results of a generator are objects of their own, with a `value` and then a `done` that is `true` or `false`. Who
 * looks at a result as a whole, as `console.log(await it.next())` does, sees where an author's are others.
 *
 * @see https://tc39.es/ecma262/#sec-createiterresultobject
 */
export function judgeWholeResults(
  ts: TypeScript,
  kind: IteratorKind,
  exits: readonly Exit[],
  usage: Usage,
): Reason[] {
  const others = exits.flatMap((exit) => otherShape(ts, exit) ?? []);
  const calls = usage.instances.flatMap(({ consumers }) => consumers.flatMap((one) => callOf(ts, one)));
  // What `next()` draws from another instance and hands on goes to those who draw from the first.
  const own = new Set<ts.Node>(
    exits.flatMap((exit) => (exit.kind === "delegate" ? unwrap(ts, exit.result) : [])),
  );
  for (const shown of calls.flatMap((call) => wholeUse(ts, kind, call, own) ?? [])) {
    if (isComparedWithObject(ts, shown)) return [compared(shown)];
    const other = others.find(({ isOrder }) => !isOrder || !isAssertion(ts, shown));
    if (!other) continue;
    return [{ code: "result-extras", message: other.message, verdict: "review", at: spanOf(shown) }];
  }
  if (!others.some(({ isDone }) => isDone)) return [];
  const [asked] = calls.flatMap((call) => doneUse(ts, kind, call) ?? []);
  return asked ? [doneAsked(asked)] : [];
}

/** `{ value }` has no `done`, which is taken for `false` where only its truth is asked for. */
function doneAsked(asked: ts.Node): Reason {
  const message = say(
    "'done' is asked for more than its truth, and one result has none that is true or false; those of a generator have",
  );
  return { code: "result-extras", message, verdict: "review", at: spanOf(asked) };
}

/** `result === END`: a generator makes each of its results anew. */
function isComparedWithObject(ts: TypeScript, shown: ts.Node): boolean {
  const { parent } = shown;
  if (!ts.isBinaryExpression(parent) || !isComparison(ts, parent.operatorToken.kind)) return false;
  const other = parent.left === shown ? parent.right : parent.left;
  return !isUndefined(ts, other) && other.kind !== ts.SyntaxKind.NullKeyword;
}

function compared(shown: ts.Node): Reason {
  const message = say("a result is compared with an object; a generator makes each of its results anew");
  return { code: "result-extras", message, verdict: "review", at: spanOf(shown.parent) };
}

/** How a result differs from a generator's. */
interface OtherShape {
  readonly message: string;
  /** Only in the order of its properties. */
  readonly isOrder?: boolean;
  /** Its `done` may be neither `true` nor `false`. */
  readonly isDone?: boolean;
}

function otherShape(ts: TypeScript, exit: Exit): OtherShape | undefined {
  if (exit.kind === "delegate") {
    return {
      message: say(
        "a result is looked at as a whole, and it was made elsewhere; a generator makes one of its own",
      ),
    };
  }
  const isResult = exit.kind === "yield" || exit.kind === "finish" || exit.kind === "computed";
  const literal = isResult && ts.isExpression(exit.node) ? unwrap(ts, exit.node) : undefined;
  if (isResult && hasOtherDone(ts, exit, literal))
    return {
      message: say("a result is looked at as a whole, and its 'done' may be neither true nor false"),
      isDone: true,
    };
  if (!literal || !ts.isObjectLiteralExpression(literal)) return undefined;
  if (literal.properties.some(ts.isSpreadAssignment)) {
    return { message: say("a result is looked at as a whole, and one has what another object has") };
  }
  const keys = literal.properties.map(({ name }) => name && memberKey(ts, name));
  const missing = ["value", "done"].find((key) => !keys.includes(key));
  if (missing !== undefined) {
    return {
      message: say(
        "a result is looked at as a whole, and one has no '{0}'; those of a generator have both",
        missing,
      ),
      isDone: missing === "done",
    };
  }
  if (keys[0] !== "done") return undefined;
  return {
    message: say(
      "a result is looked at as a whole, and one has 'done' first; those of a generator have 'value' first",
    ),
    isOrder: true,
  };
}

function hasOtherDone(ts: TypeScript, exit: Exit, literal: ts.Expression | undefined): boolean {
  if (exit.kind === "computed") return !isBoolean(ts, exit.done);
  if (!literal || !ts.isObjectLiteralExpression(literal)) return false;
  return literal.properties.some(
    (property) =>
      ts.isPropertyAssignment(property) &&
      memberKey(ts, property.name) === "done" &&
      !isBoolean(ts, property.initializer),
  );
}

/** `true`, `!rest`, `i > n`; what is none of these may be anything. */
function isBoolean(ts: TypeScript, expression: ts.Expression): boolean {
  const node = unwrap(ts, expression);
  const { SyntaxKind } = ts;
  if (node.kind === SyntaxKind.TrueKeyword || node.kind === SyntaxKind.FalseKeyword) return true;
  if (ts.isPrefixUnaryExpression(node)) return node.operator === SyntaxKind.ExclamationToken;
  if (ts.isCallExpression(node)) return node.expression.getText() === "Boolean";
  if (ts.isConditionalExpression(node)) return isBoolean(ts, node.whenTrue) && isBoolean(ts, node.whenFalse);
  if (!ts.isBinaryExpression(node)) return false;
  const operator = node.operatorToken.kind;
  if (operator === SyntaxKind.AmpersandAmpersandToken || operator === SyntaxKind.BarBarToken)
    return isBoolean(ts, node.left) && isBoolean(ts, node.right);
  return (
    isComparison(ts, operator) ||
    operator === SyntaxKind.InKeyword ||
    operator === SyntaxKind.InstanceOfKeyword
  );
}

function callOf(ts: TypeScript, { kind, node }: Consumer): readonly ts.CallExpression[] {
  return (kind === "serial-next" || kind === "manual-next") && ts.isCallExpression(node) ? [node] : [];
}

/** @returns the place that has the whole result, and does more with it than to ask for `value` or `done` */
function wholeUse(
  ts: TypeScript,
  kind: IteratorKind,
  call: ts.CallExpression,
  own: ReadonlySet<ts.Node>,
): ts.Node | undefined {
  const handler = kind === "async" ? chainOn(ts, call)?.handler : undefined;
  if (handler) return wholeUseOfHandler(ts, unwrap(ts, handler), new Set(own));
  const settled = settledNext(ts, call, kind);
  return settled && wholeUseOf(ts, settled.expression, new Set(own));
}

/** `it.next().then(console.log)`, `it.next().then((result) => console.log(result))` */
function wholeUseOfHandler(
  ts: TypeScript,
  handler: ts.Expression,
  looked: Set<ts.Node>,
): ts.Node | undefined {
  const taken = takenBy(ts, handler);
  if (taken === "nothing") return undefined;
  return taken ? wholeUseOfTarget(ts, taken, looked) : handler;
}

/** @param looked - what has been looked at: variables may be assigned in a circle; what is in it is passed over */
function wholeUseOf(ts: TypeScript, result: ts.Expression, looked: Set<ts.Node>): ts.Node | undefined {
  const bare = unwrap(ts, result);
  if (looked.has(bare)) return undefined;
  looked.add(bare);
  const outer = wrapped(ts, result);
  const { parent } = outer;
  if (isDropped(ts, parent, outer) || isPartOf(ts, parent, outer)) return undefined;
  if (ts.isVariableDeclaration(parent)) return wholeUseOfTarget(ts, parent.name, looked);
  if (ts.isBinaryExpression(parent) && parent.right === outer) {
    const isAssigned = parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;
    return isAssigned ? (wholeUseOfTarget(ts, parent.left, looked) ?? wholeUseOf(ts, parent, looked)) : outer;
  }
  return outer;
}

function isPartNamed(ts: TypeScript, name: ts.BindingName | ts.PropertyName): boolean {
  const key =
    ts.isObjectBindingPattern(name) || ts.isArrayBindingPattern(name) ? undefined : memberKey(ts, name);
  return key === "value" || key === "done";
}

function wholeUseOfTarget(ts: TypeScript, target: ts.Node, looked: Set<ts.Node>): ts.Node | undefined {
  if (ts.isObjectBindingPattern(target))
    return target.elements.find(
      ({ dotDotDotToken, propertyName, name }) =>
        dotDotDotToken !== undefined || !isPartNamed(ts, propertyName ?? name),
    );
  if (ts.isObjectLiteralExpression(target))
    return target.properties.find(({ name }) => !name || !isPartNamed(ts, name));
  if (!ts.isIdentifier(target)) return target;
  for (const use of sameVariable(ts, target)) {
    if (use === target || isTarget(ts, use)) continue;
    const whole = wholeUseOf(ts, use, looked);
    if (whole) return whole;
  }
  return undefined;
}

/** `expect(await it.next()).toEqual(…)`, `assert.deepEqual(await it.next(), …)`: the order of properties does not count. */
function isAssertion(ts: TypeScript, node: ts.Node): boolean {
  const { parent } = node;
  const callee = ts.isCallExpression(parent) ? parent.expression.getText() : node.getText();
  return /^(?:expect\b|assert\b|(?:await )?expect\()|\.(?:deep|same|equal|strictEqual)/i.test(callee);
}
