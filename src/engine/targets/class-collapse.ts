import type ts from "typescript";
import type { Model } from "../describe/model";
import { selfUse } from "../describe/self";
import type { Members } from "../detect/members";
import type { Facts } from "../facts";
import { usedBeforeMethods, usedBeforeDeclared } from "./early-use";
import { planWholeState, type ClassState } from "../lower/class-state";
import { NotUnderstood } from "../lower/draft";
import { protocols } from "../kind";
import { say } from "../say";
import type { TypeScript } from "../typescript";
import { parameterList, spanOf } from "./common";
import { declarationOf, declarationsOf, prototypeRanges, renamed } from "./class-declaration";
import { classTags } from "./class-tags";
import { eagerOf } from "./class-function";
import { classHeader } from "./header";
import { initialValues } from "./initial-values";
import { checkNames, copiedAround, declaredNames, literalParts, statementsBefore } from "./literal-parts";
import { checkNotFaked } from "./overridden";
import { partsOf } from "./parts";
import type { Plan, PlanContext } from "./plan";
import { checkConstructor, checkMembers, checkNotHandedOn } from "./understood-class";
import { checkFieldsWanted } from "./wanted-by-type";

/**
 * A class that returns an iterator object, and nothing else, becomes an async generator function. Only for classes whose
 * every instance is looped over once.
 *
 * @throws NotUnderstood when instances are used for more, or the class does more
 */
export function planClassCollapse(ts: TypeScript, model: Model, context: PlanContext): Plan {
  const { site } = model;
  const { iterable: members, iterator, open, made } = site;
  const next = iterator?.methods.get("next");
  if (!members || !iterator || !open || !made || !next || !ts.isClassLike(members.owner)) {
    throw new NotUnderstood(say("it is not a class that returns an iterator object"));
  }
  checkPrototype(ts, members);
  checkMembers(ts, members, new Set());
  checkConstructor(ts, members);
  const { owner } = members;
  const before = statementsBefore(ts, open.fn, made, iterator);
  const outer = classState(ts, members, context.facts);
  const statements = before.filter((statement) => !outer.state.dropped.has(statement));
  checkNames(
    ts,
    members.construct,
    members.construct?.body.statements ?? [],
    statements.filter((statement) => outer.state.opened.get(statement) !== ""),
  );
  const inner = literalParts(ts, iterator, {
    facts: context.facts,
    // What goes because it says what a parameter says still declares its name for the literal.
    around: [...before, ...(members.construct?.parameters ?? [])],
    also: outer.substitutions,
  });
  const { state } = inner;
  const parameters = parameterList(state.render, members.construct);
  const own = new Set([
    ...outer.state.names.values(),
    ...state.names.values(),
    ...declaredNames(ts, statements),
  ]);
  return {
    parts: partsOf(ts, {
      site,
      context,
      members: iterator,
      next,
      state,
      parameters,
      prelude: [outer.state.prelude, copiedAround(ts, state, statements, iterator.owner)].join("\n"),
      ownVariables: own,
    }),
    parameters,
    replaced: { start: declarationOf(ts, owner).getStart(), end: declarationOf(ts, owner).end },
    removed: prototypeRanges(ts, members),
    kept: [],
    reasons: usedBeforeDeclared(ts, owner),
    checkLast: () => {
      checkFieldsWanted(ts, model, context.facts, members.fields);
      checkNotFaked(ts, site, members.owner, context.facts);
    },
    renames: renamed(ts, members),
    relation: "is-generator",
    eager: eagerOf(ts, members),
    eagerAtOpen: [...statements, ...initialValues(iterator)],
    sources: declarationsOf(ts, members),
    render: {
      ...state.render,
      invented: new Map([...outer.state.render.invented, ...state.render.invented]),
    },
    ownVariables: own,
    print: (block, name) => ({
      text: classHeader(ts, site, context, members, name, parameters) + block,
      more: classTags(ts, members),
    }),
  };
}

/** The function gives the generator always, and from the start. */
function checkPrototype(ts: TypeScript, members: Members): void {
  const [uncertain] = members.uncertain;
  if (uncertain) throw new NotUnderstood(uncertain.why, spanOf(uncertain.node));
  const [late] = usedBeforeMethods(ts, members);
  if (late) throw new NotUnderstood(late.message, late.at);
}

function classState(
  ts: TypeScript,
  members: Members,
  facts: Facts,
): { state: ClassState; substitutions: Map<ts.Node, string> } {
  const use = selfUse(ts, members);
  checkNotHandedOn(use);
  const state = planWholeState(ts, {
    members,
    use,
    helpers: new Set(),
    around: [],
    facts,
  });
  const substitutions = new Map<ts.Node, string>();
  for (const access of use.accesses) {
    const name = state.names.get(access.key);
    if (name === undefined)
      throw new NotUnderstood(say("'this.{0}' is not a field of the class", access.key), spanOf(access.node));
    if (access.within === protocols[members.kind].openKey) substitutions.set(access.node, name);
  }
  for (const [statement, text] of state.opened) substitutions.set(statement, text);
  return { state, substitutions };
}
