import type ts from "typescript";
import { settledNext } from "../consume/next-loop";
import type { InstanceUse, Usage } from "../consumer";
import type { Exit } from "../describe/exits";
import type { IteratorKind } from "../kind";
import { say } from "../say";
import { accessKind, functionAround, some, unwrap, wrapped } from "../syntax/nodes";
import { sameVariable } from "../syntax/scopes";
import { spanOf } from "../targets/common";
import type { TypeScript } from "../typescript";
import type { Reason } from "../verdict";

/**
 * `result-extras`: where `next()` writes into one and the same object each time, whoever keeps a result sees the next one in it. A
 * generator makes each of its results anew.
 */
export function judgeReusedResults(
  ts: TypeScript,
  kind: IteratorKind,
  exits: readonly Exit[],
  { instances }: Usage,
): Reason[] {
  if (!exits.some((exit) => givesReused(ts, exit))) return [];
  const kept = instances.map((instance) => keptBesideAnother(ts, kind, instance)).find((one) => one);
  if (!kept) return [];
  const message = say(
    "a result is kept here while another one is drawn, which comes in the same object; a generator makes each of its results anew",
  );
  return [{ code: "result-extras", message, verdict: "review", at: spanOf(kept) }];
}

/** `result.value = row; return result;`, `Object.assign(result, …); return result;` */
function givesReused(ts: TypeScript, exit: Exit): boolean {
  if (exit.kind === "choice") return givesReused(ts, exit.whenTrue) || givesReused(ts, exit.whenFalse);
  if (exit.kind !== "delegate") return false;
  const result = unwrap(ts, exit.result);
  if (!ts.isIdentifier(result) && !ts.isPropertyAccessExpression(result)) return false;
  const text = result.getText();
  const isIt = (expression: ts.Expression): boolean => unwrap(ts, expression).getText() === text;
  return some(ts, result.getSourceFile(), (node) =>
    ts.isPropertyAccessExpression(node)
      ? /^(?:value|done)$/.test(node.name.text) && accessKind(ts, node) !== "read" && isIt(node.expression)
      : ts.isCallExpression(node) && node.arguments.some(isIt),
  );
}

/** The place that keeps a result of an instance of which more is drawn by another one. */
function keptBesideAnother(
  ts: TypeScript,
  kind: IteratorKind,
  { consumers }: InstanceUse,
): ts.Node | undefined {
  const draws = consumers.filter((one) => /^(?:loop|serial-next|manual-next)$/.test(one.kind));
  const holders = draws.flatMap(({ kind: one, node }) => {
    const holder = one !== "loop" && ts.isCallExpression(node) ? holderOf(ts, node, kind) : undefined;
    return holder ?? [];
  });
  const [first, ...others] = holders;
  const isDrawnBeside =
    others.some((other) => other.getText() !== first?.getText()) ||
    draws.some(({ kind: one }) => one === "loop");
  return isDrawnBeside ? first : holders.find((holder) => isReadLater(ts, holder));
}

/** `setTimeout(() => show(result.value))` */
function isReadLater(ts: TypeScript, holder: ts.Node): boolean {
  if (!ts.isIdentifier(holder)) return true;
  const around = functionAround(ts, holder);
  return sameVariable(ts, holder).some((use) => functionAround(ts, use) !== around);
}

/** The variable, or whatever else, that the result is put in as it is. */
function holderOf(ts: TypeScript, call: ts.CallExpression, kind: IteratorKind): ts.Node | undefined {
  const settled = settledNext(ts, call, kind);
  const outer = wrapped(ts, settled?.expression ?? call);
  const { parent } = outer;
  if (ts.isVariableDeclaration(parent)) return ts.isIdentifier(parent.name) ? parent.name : undefined;
  if (ts.isBinaryExpression(parent) && parent.right === outer)
    return ts.isObjectLiteralExpression(parent.left) ? undefined : parent.left;
  return undefined;
}
