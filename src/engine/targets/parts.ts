import type { Site } from "../detect/site";
import type { Members, Method } from "../detect/members";
import type { Parts } from "../lower/assemble";
import type { ClassState } from "../lower/class-state";
import { hasModifier } from "../syntax/nodes";
import type { TypeScript } from "../typescript";
import { blockOf, cleanupOf, helpersOf, parameterName, spanOf } from "./common";
import type { PlanContext } from "./plan";

/** What a generator is made of. */
export interface PartsSource {
  readonly site: Site;
  readonly context: PlanContext;
  /** Of the iterator, whose `return()` becomes the clean-up. */
  readonly members: Members;
  readonly next: Method;
  readonly state: ClassState;
  /** What stands between the parentheses of the generator, if anything does. */
  readonly parameters?: string;
  /** What stands before the loop, where that is more than the state. */
  readonly prelude?: string;
  /** Variables that only the generator sees, where those are more than the state's. */
  readonly ownVariables?: ReadonlySet<string>;
  /** Variables of the code around that only the generator names. */
  readonly soleVariables?: ReadonlySet<string>;
}

/** @returns the parts to assemble, each as it is written in the generator */
export function partsOf(ts: TypeScript, source: PartsSource): Parts {
  const { site, context, members, next, state } = source;
  return {
    parameters: source.parameters ?? "",
    prelude: source.prelude ?? state.prelude,
    helpers: helpersOf(ts, state.render, members, state.helperNames),
    next: blockOf(ts, state.render, next),
    isNextAsync: hasModifier(ts, next.fn, ts.SyntaxKind.AsyncKeyword),
    nextParameter: parameterName(ts, next),
    cleanup: cleanupOf(ts, state.render, members),
    context,
    ownVariables: source.ownVariables ?? new Set(state.names.values()),
    soleVariables: source.soleVariables ?? new Set(),
    at: spanOf(members.methods.get("return")?.member.name ?? site.anchor),
  };
}
