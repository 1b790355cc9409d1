import type { InstanceUse } from "../consumer";
import type { Model } from "../describe/model";
import { selfUse } from "../describe/self";
import { NotUnderstood } from "../lower/draft";
import { say } from "../say";
import { unwrap } from "../syntax/nodes";
import type { TypeScript } from "../typescript";
import { planClassFunction } from "./class-function";
import { spanOf } from "./common";
import type { Plan, PlanContext } from "./plan";
import { isMadeAlike } from "./reopening-state";
import { startsAnew } from "./starts-anew";

/**
 * `function* rows(table, filter)` for a class whose opening method makes another instance from what it was made of itself: that is where
 * the function begins. A generator gives itself to a second loop, so it is the same only where there is none.
 *
 * @throws NotUnderstood when what is opened does not begin where the instance did, or the class does what a function cannot
 */
export function planReopeningFunction(ts: TypeScript, model: Model, context: PlanContext): Plan {
  const { iterator: members, open, made } = model.site;
  const creation = made && unwrap(ts, made);
  if (!members || !open || !creation || !ts.isNewExpression(creation))
    throw new NotUnderstood(say("it makes no other instance of itself"));
  const use = selfUse(ts, members);
  if (!isMadeAlike(ts, { members, use, usage: model.usage, creation, facts: context.facts }))
    throw new NotUnderstood(
      say("it opens an iterator that does not begin where it did itself"),
      spanOf(creation),
    );
  const again = model.usage.instances.find(isDrawnAgain);
  if (again)
    throw new NotUnderstood(
      say("it is looped over more than once, and each loop starts anew"),
      spanOf(again.origin),
      "shared-cursor",
    );
  const plan = planClassFunction(ts, model, context);
  return {
    ...plan,
    reasons: [...plan.reasons, ...(isNeverLoopedAgain(model) ? [] : [startsAnew(model.site.kind, made)])],
  };
}

/** All who draw from it are in sight, and they are more than one. */
function isDrawnAgain({ drawnOnce, consumers }: InstanceUse): boolean {
  const isDrawn = consumers.some(({ kind }) => kind === "loop" || kind.endsWith("-next"));
  return !drawnOnce && isDrawn && consumers.every(({ kind }) => kind !== "escapes" && kind !== "opens");
}

/** Each instance is looped over once, as far as the whole project goes. */
function isNeverLoopedAgain({ usage }: Model): boolean {
  return usage.complete && usage.instances.every(({ drawnOnce }) => drawnOnce);
}
