import type ts from "typescript";
import { annotationOf } from "../describe/annotation";
import { annotationForUses, annotator } from "../describe/annotate";
import { areElementsAsserted, needsAssertions } from "../describe/asserted";
import type { Exit } from "../describe/exits";
import { hasOwnThrow } from "../describe/handed-on-throw";
import type { Model } from "../describe/model";
import { seenThrough } from "../describe/results-in-scope";
import { settledExits } from "../describe/settled-exits";
import { memberNames } from "../detect/member-names";
import type { Members } from "../detect/members";
import type { Site } from "../detect/site";
import { judgeConsumers, onePerCode } from "../judge/consumers";
import { judgeMembersForOthers } from "../judge/members-for-others";
import { judgeMembersOutOfSight } from "../judge/members-out-of-sight";
import { judgeEager, judgeOpening } from "../judge/eager";
import { judgeHandings } from "../judge/handings";
import { judgePrototypeUses } from "../judge/prototype-uses";
import { judgeClassGone } from "../judge/outside";
import { judgeCalledOnSelf } from "../judge/called-on-self";
import { judgeDecorators } from "../judge/decorators";
import { judgeDirectives } from "../judge/directives";
import { judgeForm, judgeProtocol } from "../judge/protocol";
import { judgeReopening } from "../judge/reopening";
import { hangingWait } from "../judge/hanging";
import { judgeOwnOpener, judgePrintedOpener, judgeTakenOpener } from "../judge/taken-opener";
import { judgeBases } from "../judge/bases";
import { judgeSubclasses } from "../judge/subclasses";
import { waitsForOthers } from "../judge/unseen-waking";
import { judgeValues } from "../judge/values";
import { NotUnderstood } from "../lower/draft";
import { once } from "../once";
import type { Offer } from "../offer";
import { protocols } from "../kind";
import { say } from "../say";
import type { EngineOptions } from "../options";
import type { PolishContext } from "../polish/pass";
import { spanOf } from "../targets/common";
import { checkDoneWanted, checkValueWanted, isUndefinedWanted } from "../targets/wanted-of-results";
import type { Plan, PlanContext } from "../targets/plan";
import { extendsOf, isJavaScript } from "../syntax/nodes";
import type { FileEdits, TextEdit } from "../text";
import {
  compareSeverity,
  compareVerdicts,
  overallVerdict,
  shortNames,
  type Reason,
  type ReasonCode,
  type Target,
} from "../verdict";
import type { Conversion } from "./conversion";
import { expressionFacts } from "./expression-facts";
import { fromOutside } from "./outside-fields";
import { realize, type Realized } from "./realize";
import { isLoopedOnce, mainTargetsOf, targetsOf, type TargetPlanner } from "../targets";
import { strongerAssertions } from "../uses/assertions";
import { withoutDoubledBlankLines } from "./blank-lines";
import { leftovers } from "../uses/leftovers";
import { judgeReusedResults } from "../judge/reused-results";
import { judgeWholeResults } from "../judge/whole-results";
import { followUses, type UsesFollowed } from "./uses";

/** Which targets come first among those of one verdict: those that leave least behind, or most as it is. */
const preferences: Record<EngineOptions["preferredTarget"], Record<Target, number>> = {
  function: { function: 0, method: 1, inline: 2 },
  method: { method: 0, inline: 1, function: 2 },
};

/** What can be done about a site. */
export interface Offers {
  readonly best: Offer;
  /** Every conversion with its verdict, the best first. */
  readonly all: () => readonly Offer[];
}

/** An offer, and those that are variations of it: never better ones, so that nobody needs them to know the best. */
interface Candidate {
  readonly offer: Offer;
  readonly variations: () => readonly Offer[];
  /** It is refused for what the class has besides the iterator, which says nothing about a target that keeps the class. */
  readonly losesClass?: boolean;
}

/** @returns every conversion of the site with its verdict; `undefined` when there is none to speak of */
export function offersOf(conversion: Conversion): Offers | undefined {
  const candidates = candidatesOf(conversion);
  const mains = candidates.map(({ offer }) => offer);
  const inOrder = ordering(preferences[conversion.options.preferredTarget], mains);
  const losing = new Set(candidates.filter(({ losesClass }) => losesClass).map(({ offer }) => offer));
  const ranked = (offers: readonly Offer[]): Offer[] => inOrder(offers, losing);
  const [best] = ranked(mains);
  if (!best) return undefined;
  const all = once(() =>
    withoutRefusedTwins(ranked(candidates.flatMap(({ offer, variations }) => [offer, ...variations()]))),
  );
  return { best, all };
}

function candidatesOf(conversion: Conversion): readonly Candidate[] {
  const forbidding = forbiddingForm(conversion);
  if (forbidding.length > 0) {
    return mainTargetsOf(conversion.model).map((planner) =>
      alone(refusedFor(conversion, planner, forbidding)),
    );
  }
  return targetsOf(conversion.model).reduce<Candidate[]>((found, planner) => {
    const before = found.map(({ offer }) => offer);
    return [...found, ...worthwhile(conversion, planner, before)];
  }, []);
}

function alone(offer: Offer): Candidate {
  return { offer, variations: () => [] };
}

/**
 * The verdict comes first, whatever anybody prefers; a refusal that says nothing about the other targets comes last. What is done at
 * once, by a constructor or before an iterable is returned, goes on being done at once where that can be.
 *
 * @param mains - those that are no variations, which the others are compared with
 */
function ordering(
  preference: Record<Target, number>,
  mains: readonly Offer[],
): (offers: readonly Offer[], losing: ReadonlySet<Offer>) => Offer[] {
  return (offers, losing) =>
    [...offers].sort(
      (a, b) =>
        compareVerdicts(a.verdict, b.verdict) ||
        Number(losesMembers(a)) - Number(losesMembers(b)) ||
        Number(losesStart(a)) - Number(losesStart(b)) ||
        Number(losing.has(a)) - Number(losing.has(b)) ||
        betterThan(a, mains) - betterThan(b, mains) ||
        preference[a.target] - preference[b.target] ||
        Number(isBeyondUs(a)) - Number(isBeyondUs(b)) ||
        a.reasons.length - b.reasons.length,
    );
}

/** What runs at once would wait for the first `next()`. */
function losesStart({ verdict, reasons }: Offer): boolean {
  return verdict === "review" && reasons.some(({ code }) => code === "eager-start");
}

/** How many of the others differ in some of the same things, and in nothing else. */
function betterThan(offer: Offer, mains: readonly Offer[]): number {
  const own = differencesOf(offer);
  const isBetter = (other: Offer): boolean => {
    const theirs = differencesOf(other);
    return (
      other.verdict === offer.verdict && theirs.size < own.size && [...theirs].every((code) => own.has(code))
    );
  };
  return offer.verdict === "review" ? mains.filter(isBetter).length : 0;
}

function differencesOf({ reasons }: Offer): ReadonlySet<ReasonCode> {
  return new Set(reasons.filter(({ verdict }) => verdict === "review").map(({ code }) => code));
}

/** Where something of the class would be missed, the class is kept if it can be. */
function losesMembers({ verdict, reasons }: Offer): boolean {
  return verdict === "review" && reasons.some(({ code }) => code === "public-members" || code === "identity");
}

/** What another way of writing it runs into says more than that one way is not understood. */
function isBeyondUs({ verdict, reasons }: Offer): boolean {
  return verdict === "refused" && reasons.every(({ code }) => code === "not-understood");
}

/** What is ruled out whoever draws: then nobody needs to be searched for. */
function forbiddingForm({ ts, model, options }: Conversion): Reason[] {
  const mayOverlap = model.isPublic && options.outsideConsumers !== "serial";
  return onePerCode(judgeForm(ts, model.site, exitsOf(ts, model), mayOverlap));
}

/** It is refused for the members that it would have no place for. */
function isWithoutMembers({ verdict, reasons }: Offer): boolean {
  return verdict === "refused" && reasons.some(({ code }) => code === "public-members");
}

function refusedFor({ model }: Conversion, planner: TargetPlanner, reasons: readonly Reason[]): Offer {
  return {
    target: planner.target,
    verdict: "refused",
    reasons,
    title: titleOf(model.site, planner, undefined, []),
    edits: () => undefined,
  };
}

/** Asks what the project does with the site only where an offer depends on it: searching is what takes time. */
function worthwhile(
  conversion: Conversion,
  planner: TargetPlanner,
  before: readonly Offer[],
): readonly Candidate[] {
  if (planner.keepsEager) {
    const isEagerLost = before.some(({ reasons }) => reasons.some(({ code }) => code === "eager-start"));
    return isEagerLost || before.every(isBeyondUs) ? [candidateOf(conversion, planner)] : [];
  }
  if (planner.keepsMembers) return before.every(isWithoutMembers) ? [candidateOf(conversion, planner)] : [];
  if (!planner.onlyForOneLoop) return [candidateOf(conversion, planner)];
  const isPossible = before.some(({ verdict }) => verdict !== "refused") && isLoopedOnce(conversion.model);
  if (!isPossible) return [];
  return [candidateOf(conversion, planner)].filter(({ offer }) => offer.verdict !== "refused");
}

/** Of several refusals for one target, the first says enough. */
function withoutRefusedTwins(offers: readonly Offer[]): Offer[] {
  return offers.filter(
    ({ target, verdict }, index) =>
      verdict !== "refused" || !offers.slice(0, index).some((other) => other.target === target),
  );
}

function candidateOf(conversion: Conversion, planner: TargetPlanner): Candidate {
  const { ts, sourceFile, model } = conversion;
  try {
    const plan = planner.plan(ts, model, planContext(conversion));
    const realized = realize({ ts, sourceFile, plan, context: polishContext(conversion, plan) });
    const uses = plan.renames && followUses(conversion, plan.renames);
    const offer = offerOf(conversion, planner, plan, realized, uses);
    if (offer.verdict === "refused") return alone(offer);
    plan.checkLast?.();
    checkDoneWanted(ts, model, plan, conversion.facts);
    checkValueWanted(ts, model, plan, conversion.facts);
    return { offer, variations: () => idiomaticOffers(conversion, planner, plan, realized, uses) };
  } catch (error) {
    if (!(error instanceof NotUnderstood)) throw error;
    const offer = refusal(conversion, planner, error);
    return { ...alone(offer), losesClass: planner.target === "function" && !isBeyondUs(offer) };
  }
}

/** The same with another way to draw from the source, which is one more reason to look. */
function idiomaticOffers(
  conversion: Conversion,
  planner: TargetPlanner,
  plan: Plan,
  realized: Realized,
  uses: UsesFollowed | undefined,
): Offer[] {
  const idiomatic = realized.idiomatic();
  if (!idiomatic) return [];
  return [offerOf(conversion, planner, plan, idiomatic, uses, idiomatic.form)];
}

function offerOf(
  conversion: Conversion,
  planner: TargetPlanner,
  plan: Plan,
  realized: Realized,
  uses: UsesFollowed | undefined,
  form?: string,
): Offer {
  const reasons = reasonsOf(conversion, plan, realized, uses);
  const verdict = overallVerdict(reasons);
  const shown = reasons.filter((reason) => verdict !== "refused" || reason.verdict === "refused");
  return {
    target: planner.target,
    verdict,
    reasons: shown,
    title: titleOf(conversion.model.site, planner, uses?.name, verdict === "review" ? shown : [], form),
    edits: () =>
      verdict === "refused" ? undefined : withOwn(conversion, uses, realized.edits(uses?.name ?? "")),
  };
}

function withOwn(
  { ts, sourceFile, model, facts }: Conversion,
  uses: UsesFollowed | undefined,
  own: readonly TextEdit[],
): FileEdits[] {
  const others = uses?.files.filter(({ fileName }) => fileName !== sourceFile.fileName) ?? [];
  const here = uses?.files.find(({ fileName }) => fileName === sourceFile.fileName)?.edits ?? [];
  const made = [...own, ...here];
  const asserting = strongerAssertions(ts, model.site, facts, made);
  const all = [...made, ...asserting, ...leftovers(ts, sourceFile, made)].sort((a, b) => a.start - b.start);
  return [
    { fileName: sourceFile.fileName, edits: withoutDoubledBlankLines(sourceFile.text, all) },
    ...others,
  ];
}

function refusal(conversion: Conversion, planner: TargetPlanner, error: NotUnderstood): Offer {
  const { code, message, at = spanOf(conversion.model.site.anchor) } = error;
  return refusedFor(conversion, planner, [{ code, message, verdict: "refused", at }]);
}

function reasonsOf(
  { ts, facts, options, model }: Conversion,
  plan: Plan,
  realized: Realized,
  uses: UsesFollowed | undefined,
): Reason[] {
  const { iterator } = model.site;
  const next = iterator?.methods.get("next");
  const reasons: Reason[] = [
    ...realized.reasons,
    ...(uses?.reasons ?? []),
    ...judgeHandings(ts, model.site, facts),
    ...judgePrototypeUses(ts, model.site, plan.relation, facts),
    ...judgeDirectives(ts, plan.sources, iterator),
    ...judgeDecorators(ts, plan.sources),
    ...judgeCalledOnSelf(ts, plan, model, facts),
    ...judgeEager(ts, plan, model.usage, facts),
    ...judgeOpening(ts, plan, model, facts),
    ...judgeClassGone(ts, plan, model),
    ...judgeMembersForOthers(ts, plan, model, facts),
  ];
  if (iterator && next) {
    const { relation } = plan;
    const exits = exitsOf(ts, model);
    const hasReturn = iterator.methods.has("return");
    const names = once(() => memberNames(ts, model.site));
    reasons.push(
      ...judgeProtocol(ts, model.site, { relation, usage: model.usage, options }),
      ...judgeReopening(model.site),
      ...judgeWholeResults(ts, model.site.kind, exits, model.usage),
      ...judgeReusedResults(ts, model.site.kind, exits, model.usage),
      ...(model.site.kind === "async"
        ? judgeValues(ts, exits, model.usage, facts, model.finalValueUnused)
        : []),
      ...judgeConsumers(ts, {
        kind: model.site.kind,
        next,
        returnsItself: model.site.returnsItself,
        hasReturn,
        hasCleanup: realized.hasCleanup,
        returns: iterator.methods.get("return"),
        hasThrow: hasOwnThrow(ts, iterator),
        get hangs() {
          return hangingWait(ts, model.site, next);
        },
        get waitsForOthers() {
          return waitsForOthers(ts, model.site, next);
        },
        get hasFinalValue() {
          return model.hasFinalValue || model.promisesFinalValue;
        },
        mayBeThenable: mayBeThenable(ts, iterator),
        hasMember: (name) => names().has(name),
        opensItself: iterator.methods.has(protocols[model.site.kind].openKey),
        relation,
        usage: model.usage,
        options,
        facts,
      }),
      ...judgeMembersOutOfSight(ts, model.site, relation, model.usage, facts),
      ...judgeTakenOpener(ts, model.site, relation, model.usage),
      ...judgeOwnOpener(ts, model.site, model.usage),
      ...judgePrintedOpener(ts, model.site, relation, model.usage),
      ...judgeSubclasses(ts, relation, model.usage, { facts, kind: model.site.kind }),
      ...judgeBases(ts, iterator.owner, { facts, kind: model.site.kind, relation }),
    );
  }
  return onePerCode(reasons);
}

function mayBeThenable(ts: Conversion["ts"], { owner, methods, fields }: Members): boolean {
  return methods.has("then") || fields.has("then") || extendsOf(ts, owner) !== undefined;
}

function planContext({ ts, model, facts, options, acting }: Conversion): PlanContext {
  const elementType = annotationOf(ts, model.site)?.element;
  const keepsAssertions = once(() => {
    const exits = exitsOf(ts, model);
    return needsAssertions(ts, [...exits, ...exits.flatMap((exit) => settledExits(ts, exit))], facts);
  });
  const assertsElements = once(() => areElementsAsserted(ts, model.site, exitsOf(ts, model), facts));
  const assertsResults = once(() =>
    resultsHandedOn(exitsOf(ts, model)).some((result) => facts.isAlwaysEnd?.(result) === true),
  );
  return {
    kind: model.site.kind,
    get finalValueUnused() {
      return model.finalValueUnused;
    },
    get keepsAssertions() {
      return keepsAssertions();
    },
    get assertsElements() {
      return assertsElements();
    },
    get assertsResults() {
      return assertsResults();
    },
    facts,
    annotate: annotator(ts, model, facts, options.annotateTypes),
    annotateBeside: annotator(
      ts,
      model,
      facts,
      options.annotateTypes === "asWritten" ? "whereNeeded" : options.annotateTypes,
    ),
    get annotationForUses() {
      return annotationForUses(ts, model, facts);
    },
    isTypeScript: !isJavaScript(model.site.node),
    get acting() {
      return acting();
    },
    alwaysGivesResult: facts.wantsAllResults === true && promisesResult(ts, model.site),
    results: model.results,
    get elementMakers() {
      return model.elementMakers;
    },
    ...(elementType !== undefined && { elementType }),
  };
}

/** The ways out of `next`, with what small functions make of their arguments. */
function exitsOf(ts: Conversion["ts"], { allExits, results }: Model): readonly Exit[] {
  return seenThrough(ts, allExits, results);
}

function resultsHandedOn(exits: readonly Exit[]): readonly ts.Expression[] {
  return exits.flatMap((exit) => {
    if (exit.kind === "choice") return resultsHandedOn([exit.whenTrue, exit.whenFalse]);
    return exit.kind === "delegate" ? [exit.result] : [];
  });
}

/** With such a return type written down, TypeScript may see to it that no path ends without a result. */
function promisesResult(ts: Conversion["ts"], { iterator, node }: Site): boolean {
  const type = iterator?.methods.get("next")?.fn.type;
  const { AnyKeyword, UnknownKeyword, VoidKeyword, UndefinedKeyword } = ts.SyntaxKind;
  const mayBeLeftOut = (part: ts.TypeNode): boolean => {
    if (ts.isUnionTypeNode(part)) return part.types.some(mayBeLeftOut);
    if (ts.isParenthesizedTypeNode(part)) return mayBeLeftOut(part.type);
    if (ts.isTypeReferenceNode(part) && part.typeName.getText() === "Promise")
      return part.typeArguments?.some(mayBeLeftOut) ?? true;
    return [AnyKeyword, UnknownKeyword, VoidKeyword, UndefinedKeyword].some((kind) => part.kind === kind);
  };
  return type !== undefined && !isJavaScript(node) && !mayBeLeftOut(type);
}

function polishContext({ ts, facts, model, options, acting }: Conversion, plan: Plan): PolishContext {
  const isAnnotated = (): boolean =>
    options.annotateTypes === "always" || annotationOf(ts, model.site) !== undefined;
  // It is asked of each body again and again, and looks for what is installed.
  const wantsUndefined = once(() => isUndefinedWanted(ts, model, plan, facts));
  const objectsToDelegates = once(() => isAnnotated() && isCompiledBefore({ ts, facts, model }, 5, 6));
  return {
    ts,
    kind: model.site.kind,
    factsOf: expressionFacts(ts, plan.sources, plan.render, facts, fromOutside({ ts, facts, options })),
    ownVariables: plan.ownVariables,
    get finalValueUnused() {
      return model.finalValueUnused;
    },
    get promisesFinalValue() {
      return model.promisesFinalValue || wantsUndefined();
    },
    get acting() {
      return acting();
    },
    mayCloseSource: false,
    selfName: plan.selfName,
    isJavaScript: isJavaScript(model.site.node),
    hasThrow: model.site.iterator !== undefined && hasOwnThrow(ts, model.site.iterator),
    get objectsToDelegates() {
      return objectsToDelegates();
    },
    get ownArrayIterators() {
      return facts.ownArrayIterators?.(model.site.node.getSourceFile());
    },
    get ownCollectionIterators() {
      return facts.ownCollectionIterators?.(model.site.node.getSourceFile()) ?? false;
    },
  };
}

function titleOf(
  { kind }: Site,
  planner: TargetPlanner,
  name: string | undefined,
  differences: readonly Reason[],
  form?: string,
): string {
  const changes = differences
    .filter(({ verdict }) => verdict === "review")
    .sort((a, b) => compareSeverity(a.code, b.code))
    .map(({ code, short }) => short ?? shortNames[code]());
  const title = planner.title(kind, name);
  if (changes.length === 0) return title;
  return form === undefined
    ? say("{0} (review: {1})", title, inShort(changes))
    : say("{0}, with '{1}' (review: {2})", title, form, inShort(changes));
}

/** More than this many differences are too much for a menu; the reasons say them all. */
const mostInTitle = 3;

function inShort(changes: readonly string[]): string {
  if (changes.length <= mostInTitle) return changes.join(", ");
  const shown = changes.slice(0, mostInTitle - 1);
  return say("{0}, and {1} more", shown.join(", "), changes.length - shown.length);
}

/** Is the file compiled by a TypeScript before this version: the project's, or the one that looks at it now? */
function isCompiledBefore(
  { ts, facts, model }: Pick<Conversion, "ts" | "facts" | "model">,
  major: number,
  minor: number,
): boolean {
  const { fileName } = model.site.node.getSourceFile();
  return [ts.versionMajorMinor, facts.compilerOf?.(fileName) ?? ts.versionMajorMinor].some((version) => {
    const [itsMajor = 0, itsMinor = 0] = version.split(".").map(Number);
    return itsMajor < major || (itsMajor === major && itsMinor < minor);
  });
}
