import type { Model } from "../describe/model";
import { beyondLoops } from "../consumer";
import { selfUse } from "../describe/self";
import type { Construct } from "../detect/members";
import { planWholeState } from "../lower/class-state";
import { usedBeforeDeclared } from "./early-use";
import { NotUnderstood, parseDraft } from "../lower/draft";
import { say } from "../say";
import { boundNames } from "../syntax/bound-names";
import type { TypeScript } from "../typescript";
import { protocols } from "../kind";
import { blockOf, parameterList, spanOf } from "./common";
import { declarationOf, declarationsOf, prototypeRanges, renamed } from "./class-declaration";
import { classTags } from "./class-tags";
import { eagerOf } from "./class-function";
import { classHeader } from "./header";
import { declaredNames } from "./literal-parts";
import { checkNotFaked } from "./overridden";
import type { Plan, PlanContext } from "./plan";
import { checkConstructor, checkMembers, checkNotHandedOn } from "./understood-class";
import { checkFieldsWanted } from "./wanted-by-type";

/**
 * A class whose only method is `async *[Symbol.asyncIterator]()` becomes that generator as a function.
 *
 * @throws NotUnderstood when instances are looped over more than once, or the class does more
 */
export function planWrapperFunction(ts: TypeScript, model: Model, context: PlanContext): Plan {
  const { site } = model;
  const { iterable: members, open } = site;
  if (!members || !open || !ts.isClassLike(members.owner)) throw new NotUnderstood(say("it is not a class"));
  checkMembers(ts, members, new Set());
  checkConstructor(ts, members);
  const use = selfUse(ts, members);
  checkNotHandedOn(use);
  const { owner } = members;
  const state = planWholeState(ts, {
    members,
    use,
    helpers: new Set(),
    around: [],
    facts: context.facts,
  });
  for (const access of use.accesses) {
    if (!state.names.has(access.key)) {
      throw new NotUnderstood(say("'this.{0}' is not a field of the class", access.key), spanOf(access.node));
    }
  }
  const parameters = parameterList(state.render, members.construct);
  checkReuse(model);
  const written = use.accesses.some(
    ({ within, access }) => within === protocols[site.kind].openKey && access !== "read",
  );
  if (written && model.usage.instances.length === 0)
    throw new NotUnderstood(say("its state outlives a loop"), spanOf(site.anchor), "shared-cursor");
  const body = blockOf(ts, state.render, open).replace(/^\{/, "");
  const parts = `{\n${state.prelude}\n${body.trimStart()}`;
  checkNames(ts, parts, members.construct);
  return {
    parts,
    parameters,
    replaced: { start: declarationOf(ts, owner).getStart(), end: declarationOf(ts, owner).end },
    removed: prototypeRanges(ts, members),
    kept: [],
    reasons: usedBeforeDeclared(ts, members.owner),
    checkLast: () => {
      checkFieldsWanted(ts, model, context.facts, members.fields);
      checkNotFaked(ts, site, members.owner, context.facts);
    },
    renames: renamed(ts, members),
    relation: "is-generator",
    eager: eagerOf(ts, members),
    sources: declarationsOf(ts, members),
    render: state.render,
    ownVariables: new Set(state.names.values()),
    print: (block, name) => ({
      text: classHeader(ts, site, context, members, name, parameters) + block,
      more: classTags(ts, members),
    }),
  };
}

/** What the generator declares for itself may have the name of a parameter of the constructor; in a function they would meet. */
function checkNames(ts: TypeScript, block: string, construct: Construct | undefined): void {
  if (!construct) return;
  const parameters = boundNames(ts, construct);
  const twice = [...declaredNames(ts, [...parseDraft(ts, block).body.statements])].find((name) =>
    parameters.has(name),
  );
  if (twice !== undefined)
    throw new NotUnderstood(
      say("'{0}' is a parameter of the constructor, and another variable inside", twice),
    );
}

/** An instance can be looped over again and again, a generator once. */
function checkReuse({ site, usage }: Model): void {
  const other = beyondLoops(usage);
  if (other)
    throw new NotUnderstood(
      say("an instance is used for more than a loop"),
      spanOf(other.node),
      "public-members",
    );
  const again = usage.instances.find(({ drawnOnce }) => !drawnOnce);
  if (usage.complete && usage.instances.length > 0 && !again) return;
  throw new NotUnderstood(
    say("an instance may be looped over more than once, a generator cannot"),
    spanOf(again?.origin ?? site.anchor),
    "shared-cursor",
  );
}
