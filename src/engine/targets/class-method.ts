import type { Model } from "../describe/model";
import { selfUse, type SelfUse } from "../describe/self";
import type { Field, Members } from "../detect/members";
import { inheritsIterator } from "../detect/protocol";
import type { Facts } from "../facts";
import { planState } from "../lower/class-state";
import { NotUnderstood } from "../lower/draft";
import { protocols } from "../kind";
import { say } from "../say";
import { extendsOf } from "../syntax/nodes";
import { openText } from "../syntax/keys";
import { isPlainValue } from "../syntax/plain-value";
import type { TypeScript } from "../typescript";
import { checkAssigned } from "./assigned-members";
import { spanOf, wholeRange } from "./common";
import {
  checkProtocolUse,
  isAskedFor,
  isInIterator,
  isUsedOutside,
  methodPlan,
  privateHelpers,
  removedMembers,
  type Test,
} from "./own-protocol";
import { selfName } from "./literal-parts";
import type { Plan, PlanContext } from "./plan";

/**
 * A class that is its own iterator keeps everything else, and gets `async *[Symbol.asyncIterator]()` or `*[Symbol.iterator]()` in
 * place of the opening method, `next` and `return`. Fields that only those use become variables, provided that each instance is
 * drawn from by one loop; otherwise they stay, and with them the position that loops share.
 *
 * @throws NotUnderstood when other members use the protocol methods
 */
export function planClassMethod(ts: TypeScript, model: Model, context: PlanContext): Plan {
  const { site } = model;
  const { iterator: members } = site;
  const next = members?.methods.get("next");
  const open = members?.methods.get(protocols[site.kind].openKey);
  if (!members || !next) throw new NotUnderstood(say("it is not an iterator of its own"));
  if (!open)
    throw new NotUnderstood(
      extendsOf(ts, members.owner)
        ? say("it gets its {0}() from the class that it extends", openText(site.kind))
        : say("it has no {0}() that could become the generator", openText(site.kind)),
      spanOf(site.anchor),
    );
  checkAssigned(ts, members);
  const use = selfUse(
    ts,
    members,
    ts.isObjectLiteralExpression(members.owner) ? selfName(ts, members.owner) : undefined,
  );
  if (inheritsIterator(ts, members)) {
    throw new NotUnderstood(
      say("the class inherits methods that call next()"),
      spanOf(members.owner),
      "identity",
    );
  }
  checkProtocolUse(ts, members, use, context.facts);
  const localizes = localizable(ts, model, members, use, context.facts);
  const helpers = privateHelpers(ts, members, use, localizes, context.facts);
  const state = planState(ts, {
    members,
    use,
    localizes,
    movesConstructor: false,
    helpers,
    around: [],
    facts: context.facts,
  });
  return methodPlan(ts, {
    model,
    context,
    members,
    open,
    next,
    use,
    state,
    removed: removedMembers(ts, members, open, state.names, helpers).map((member) => wholeRange(ts, member)),
  });
}

function localizable(ts: TypeScript, { usage }: Model, members: Members, use: SelfUse, facts: Facts): Test {
  const isDrawnOnce = usage.complete && usage.instances.every(({ drawnOnce }) => drawnOnce);
  // A loop over 'this' draws on the same position.
  const isHandedOn = use.destructured.length > 0 || use.bare.length > 0;
  return (key) => {
    const field = members.fields.get(key);
    if (!isDrawnOnce || isHandedOn || !field || !startsPlain(ts, field)) return false;
    const within = use.accesses.filter((access) => access.key === key);
    return (
      within.length > 0 &&
      !isAskedFor(usage, key) &&
      within.every((access) => isInIterator(access.within, members, use)) &&
      !isUsedOutside(ts, use, field, facts)
    );
  };
}

function startsPlain(ts: TypeScript, { initializer, member }: Field): boolean {
  return initializer ? isPlainValue(ts, initializer) : !ts.isParameter(member);
}
