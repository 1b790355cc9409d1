import type { Usage } from "../consumer";
import type { Site } from "../detect/site";
import { protocols } from "../kind";
import { say } from "../say";
import { some } from "../syntax/nodes";
import type { Relation } from "../targets/plan";
import type { TypeScript } from "../typescript";
import type { Reason } from "../verdict";
import { reason } from "./consumer-question";

/**
 * `const open = rows[Symbol.asyncIterator]; open();`: an arrow function, or one that does not say `this`, can be called on nothing;
 * what takes its place may not.
 */
export function judgeTakenOpener(
  ts: TypeScript,
  { kind, iterable, open }: Site,
  relation: Relation,
  usage: Usage,
): Reason[] {
  const fn = (open ?? iterable?.methods.get(protocols[kind].openKey))?.fn;
  const taken = usage.instances
    .flatMap(({ consumers }) => consumers)
    .find((consumer) => consumer.kind === "opens");
  if (!fn || !taken) return [];
  const saysThis = some(ts, fn.body, ({ kind: word }) => word === ts.SyntaxKind.ThisKeyword);
  const isBound = ts.isArrowFunction(fn) || !saysThis;
  const isMethodNext = relation === "is-generator" || saysThis;
  if (!isBound || !isMethodNext) return [];
  const message = say(
    "it is taken off its object here, and may be called on nothing; a generator's would fail then",
  );
  return [reason("public-members", message, taken.node)];
}
