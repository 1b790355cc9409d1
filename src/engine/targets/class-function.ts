import type ts from "typescript";
import type { SelfUse } from "../describe/self";
import type { Members } from "../detect/members";
import type { Model } from "../describe/model";
import { isBareSuper, planWholeState } from "../lower/class-state";
import { usedBeforeDeclared } from "./early-use";
import { NotUnderstood } from "../lower/draft";
import { protocols } from "../kind";
import { say } from "../say";
import type { TypeScript } from "../typescript";
import { parameterList, spanOf } from "./common";
import { declarationOf, declarationsOf, prototypeRanges, renamed } from "./class-declaration";
import { disposalOutOfSight, withoutDisposal } from "./disposal";
import { classTags } from "./class-tags";
import { callingItself, madeOfItself } from "./self-calls";
import { classHeader, returnType } from "./header";
import { initialValues } from "./initial-values";
import { checkNotFaked } from "./overridden";
import { partsOf } from "./parts";
import type { Plan, PlanContext } from "./plan";
import { understoodClass } from "./understood-class";
import { checkFieldsWanted } from "./wanted-by-type";

/**
 * A class that is its own iterator becomes an async generator function that takes the constructor's parameters.
 *
 * @throws NotUnderstood when the class does what a function cannot
 */
export function planClassFunction(ts: TypeScript, model: Model, context: PlanContext): Plan {
  const { site } = model;
  const members = site.iterator && withoutDisposal(ts, site.iterator);
  const next = members?.methods.get("next");
  if (!members || !next || ts.isObjectLiteralExpression(members.owner))
    throw new NotUnderstood(say("it is not a class"));
  const { use, helpers } = understoodClass(ts, members);
  const state = planWholeState(ts, {
    members,
    use,
    helpers,
    around: [],
    facts: context.facts,
  });
  checkAccesses(members, use, state.names, helpers);
  const { owner } = members;
  const name = renamed(ts, members, true);
  const type = returnType(ts, site, context, true);
  const itself = madeOfItself(ts, members, name.text, type);
  const ownVariables = new Set(state.names.values());
  const parameters = parameterList(state.render, members.construct);
  return {
    parts: callingItself(
      ts,
      partsOf(ts, { site, context, members, next, state, parameters, ownVariables }),
      itself,
    ),
    selfName: itself?.name,
    parameters,
    replaced: { start: declarationOf(ts, owner).getStart(), end: declarationOf(ts, owner).end },
    removed: prototypeRanges(ts, members),
    kept: [],
    reasons: [...usedBeforeDeclared(ts, owner), ...disposalOutOfSight(ts, site.iterator, model)],
    checkLast: () => {
      checkFieldsWanted(ts, model, context.facts, members.fields);
      checkNotFaked(ts, site, members.owner, context.facts);
    },
    renames: name,
    relation: "is-generator",
    eager: eagerOf(ts, members),
    sources: declarationsOf(ts, members),
    render: state.render,
    ownVariables,
    print: (block, name) => ({
      text: classHeader(ts, site, context, members, name, parameters) + block,
      more: classTags(ts, members),
    }),
  };
}

/** Every `this.x` must be something that moves along. */
export function checkAccesses(
  { kind }: Pick<Members, "kind">,
  use: SelfUse,
  names: ReadonlyMap<string, string>,
  helpers: ReadonlySet<string>,
): void {
  for (const access of use.accesses) {
    const isKnown =
      names.has(access.key) || helpers.has(access.key) || (access.key === "next" && access.isCall);
    if (isKnown || access.within === protocols[kind].openKey) continue;
    throw new NotUnderstood(
      say("'this.{0}' is not a field or private method of the class", access.key),
      spanOf(access.node),
    );
  }
}

/** @returns what a class runs when an instance is made */
export function eagerOf(ts: TypeScript, members: Members): ts.Node[] {
  const { construct, plumbing } = members;
  const statements = (construct?.body.statements ?? []).filter(
    (statement) => !plumbing.has(statement) && !isBareSuper(ts, statement),
  );
  return [...initialValues(members), ...statements];
}
