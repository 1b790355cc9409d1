import type ts from "typescript";
import { beyondLoops } from "../consumer";
import { annotationOf } from "../describe/annotation";
import type { Model } from "../describe/model";
import type { Site } from "../detect/site";
import type { Facts, ResultPart } from "../facts";
import { protocols } from "../kind";
import { NotUnderstood } from "../lower/draft";
import { say } from "../say";
import type { FunctionWithBody } from "../syntax/nodes";
import type { TypeScript } from "../typescript";
import { spanOf } from "./common";
import type { Plan } from "./plan";

/**
 * `const done: boolean = rows.next().done;` compiles with a result that the author wrote, and not with that of a generator.
 *
 * @throws NotUnderstood when the `done` of a result must be a boolean, where the code stays
 */
export function checkDoneWanted(ts: TypeScript, model: Model, plan: Plan, facts: Facts): void {
  const at = whereWanted(ts, "done", model, plan, facts);
  if (!at) return;
  throw new NotUnderstood(
    say("a type says that 'done' is a boolean; that of a generator's result may be undefined"),
    spanOf(at),
    "result-extras",
  );
}

/**
 * `rows.return()` compiles with a generator that ends with `void`, and not with one that ends with `undefined`: that wants an argument.
 *
 * @throws NotUnderstood when the `value` of a result must be `undefined` at the end, and somebody calls `return()` without an argument
 */
export function checkValueWanted(ts: TypeScript, model: Model, plan: Plan, facts: Facts): void {
  if (model.site.isClosedByHand !== true) return;
  const at = whereWanted(ts, "value", model, plan, facts);
  if (!at) return;
  throw new NotUnderstood(
    say(
      "a type says that 'value' is undefined at the end; that of a generator whose return() takes no argument is void",
    ),
    spanOf(at),
    "result-extras",
  );
}

/**
 * The final value of a generator that says none is inferred as `void`.
 *
 * @returns whether `undefined` must be given instead, for somebody who takes a result's `value` for what it may be, or `undefined`
 */
export function isUndefinedWanted(ts: TypeScript, model: Model, plan: Plan, facts: Facts): boolean {
  const { site, usage } = model;
  if (annotationOf(ts, site) !== undefined) return false;
  return beyondLoops(usage) !== undefined && whereWanted(ts, "value", model, plan, facts) !== undefined;
}

function whereWanted(
  ts: TypeScript,
  part: ResultPart,
  { site, usage }: Model,
  plan: Plan,
  facts: Facts,
): ts.Node | undefined {
  const makers = makersOf(site);
  if (!facts.whereResultIsWanted || !site.iterator || makers.length === 0) return undefined;
  const files = new Set([
    site.node.getSourceFile(),
    ...usage.instances.map(({ origin }) => origin.getSourceFile()),
    ...usage.symbolUses.map(({ node }) => node.getSourceFile()),
  ]);
  const isGone = goneWith(ts, plan, site.node.getSourceFile());
  for (const file of files) {
    const at = facts.whereResultIsWanted(part, makers, file, isGone);
    if (at) return at;
  }
  return undefined;
}

function makersOf({ kind, iterator, iterable, open, factory }: Site): readonly FunctionWithBody[] {
  const { openKey } = protocols[kind];
  return [
    iterator?.methods.get("next")?.fn,
    open?.fn,
    iterable?.methods.get(openKey)?.fn,
    iterator?.methods.get(openKey)?.fn,
    factory?.fn,
  ].filter((fn) => fn !== undefined);
}

/** An expression that is replaced as a whole is asked for what the generator then is asked for. */
function goneWith(
  ts: TypeScript,
  { replaced, removed = [] }: Plan,
  file: ts.SourceFile,
): (node: ts.Node) => boolean {
  const ranges = [replaced, ...removed];
  return (node) => {
    if (node.getSourceFile() !== file) return false;
    const [start, end] = [node.getStart(file), node.end];
    const isWhole = ts.isExpression(node) && start === replaced.start && end === replaced.end;
    return !isWhole && ranges.some((range) => range.start <= start && end <= range.end);
  };
}
