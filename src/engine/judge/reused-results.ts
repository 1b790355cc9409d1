import type ts from "typescript";
import type { Usage } from "../consumer";
import type { Exit } from "../describe/exits";
import type { IteratorKind } from "../kind";
import { say } from "../say";
import { accessKind, some, unwrap } from "../syntax/nodes";
import { spanOf } from "../targets/common";
import type { TypeScript } from "../typescript";
import type { Reason } from "../verdict";
import { keptBesideAnother } from "./kept-results";

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
