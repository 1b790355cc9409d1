import type { Model } from "../describe/model";
import { variableNames } from "../describe/names";
import { protocols } from "../kind";
import { freeName, NotUnderstood } from "../lower/draft";
import { say } from "../say";
import { openText } from "../syntax/keys";
import { bodyStatements, isWithin, wrapped } from "../syntax/nodes";
import { isIteratorObject } from "../detect/owner";
import type { TypeScript } from "../typescript";
import { spanOf, wholeRange } from "./common";
import { checkCalledAtOnce } from "./called-at-once";
import { returnType } from "./header";
import { handedOutAtOnce } from "./handed-out";
import { initialValues } from "./initial-values";
import { checkHeld, copied, literalParts } from "./literal-parts";
import { movedState } from "./moved-state";
import { selfBefore, thisAroundLiteral } from "./outer-this";
import { partsOf } from "./parts";
import { disposalOutOfSight } from "./disposal";
import type { Plan, PlanContext } from "./plan";

/**
 * `[Symbol.asyncIterator]() { open(); return { next() {…} }; }` becomes `[Symbol.asyncIterator]() { open(); return (async function* () {…})(); }`: what it
 * does first it goes on doing at once, its parameters stay, and so do other ways out of it.
 *
 * @throws NotUnderstood when the literal does more than iterate
 */
export function planEagerOpening(ts: TypeScript, model: Model, context: PlanContext): Plan {
  const { site } = model;
  const { open, iterator, made } = site;
  const next = iterator?.methods.get("next");
  if (!open || !iterator || !next || !made || !isIteratorObject(ts, iterator.owner)) {
    throw new NotUnderstood(say("{0}() returns no object literal", openText(site.kind)));
  }
  const making = bodyStatements(ts, open.fn).find((statement) => isWithin(iterator.owner, statement));
  if (!making) throw new NotUnderstood(say("nothing runs at once"), spanOf(open.fn));
  checkHeld(ts, iterator, open.fn);
  checkCalledAtOnce(ts, iterator, site.kind);
  const around = thisAroundLiteral(ts, iterator, site.kind);
  const self = freeName("self", variableNames(ts, [open.fn]));
  const substitutions = new Map(around.map((node) => [node, self]));
  const moved = movedState(ts, iterator.owner);
  const { state } = literalParts(ts, iterator, {
    facts: context.facts,
    around: moved.statements,
    also: substitutions,
  });
  const owner = wrapped(ts, iterator.owner);
  const handedOut = around.length > 0 ? undefined : handedOutAtOnce(ts, owner);
  const own = new Set([...state.names.values(), ...moved.names]);
  return {
    parts: partsOf(ts, {
      site,
      context,
      members: iterator,
      next,
      state,
      prelude: [copied(ts, state.render, moved.statements), state.prelude].join("\n"),
      ownVariables: own,
      soleVariables: moved.sole,
    }),
    parameters: "",
    replaced: handedOut ?? { start: owner.getStart(), end: owner.end },
    removed: moved.statements.map((statement) => wholeRange(ts, statement)),
    kept: [],
    reasons: disposalOutOfSight(ts, iterator, model),
    renames: undefined,
    relation: "opens-generators",
    eager: [],
    eagerAtOpen: initialValues(iterator),
    sources: [iterator.owner, ...moved.statements],
    render: state.render,
    ownVariables: own,
    print: (block) => ({
      text: `${handedOut ? "return " : ""}(${protocols[site.kind].functionHead} ()${returnType(ts, site, context, false, true)} ${block})()`,
      ...(around.length > 0 && { more: [selfBefore(ts, making, self)] }),
    }),
  };
}
