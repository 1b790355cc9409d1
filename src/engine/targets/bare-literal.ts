import type ts from "typescript";
import { consumersOf } from "../consumer";
import type { Model } from "../describe/model";
import { disposalOutOfSight } from "./disposal";
import { NotUnderstood } from "../lower/draft";
import { protocols } from "../kind";
import { say } from "../say";
import { startWithCast } from "../syntax/jsdoc";
import { wrapped } from "../syntax/nodes";
import { isIteratorObject, isMaking } from "../detect/owner";
import type { TypeScript } from "../typescript";
import type { Members } from "../detect/members";
import type { Reason } from "../verdict";
import { spanOf, wholeRange } from "./common";
import { handedOutAtOnce } from "./handed-out";
import { checkCalledAtOnce } from "./called-at-once";
import { checkAsserted, checkGiven, returnType } from "./header";
import { initialValues } from "./initial-values";
import { checkHeld, copied, literalParts, useBeyond } from "./literal-parts";
import { movedState } from "./moved-state";
import { keptBefore, thisAroundLiteral } from "./outer-this";
import { partsOf } from "./parts";
import type { Plan, PlanContext } from "./plan";

/**
 * An iterator object becomes a running generator where it stands: `(async function* () {…})()`. What the code around does first
 * it goes on doing at once.
 *
 * @throws NotUnderstood when the literal does more than iterate
 */
export function planBareLiteral(ts: TypeScript, model: Model, context: PlanContext): Plan {
  const { site } = model;
  const { iterator } = site;
  const next = iterator?.methods.get("next");
  if (!iterator || !next || !site.returnsItself || !isIteratorObject(ts, iterator.owner)) {
    throw new NotUnderstood(say("it is not an iterator object"));
  }
  const { owner } = iterator;
  if (site.factory) checkHeld(ts, iterator, site.factory.fn);
  checkAsserted(ts, site.kind, owner, context.facts);
  if (isMaking(ts, owner)) checkGiven(ts, owner, context.facts);
  checkCalledAtOnce(ts, iterator, site.kind);
  const functions = movedFunctions(ts, iterator);
  const moved = movedState(ts, owner, functions);
  const outerThis = thisAroundLiteral(ts, iterator, site.kind);
  const self = outerThis.length > 0 ? keptBefore(ts, owner, outerThis) : undefined;
  const { state } = literalParts(ts, iterator, {
    facts: context.facts,
    around: moved.statements,
    also: self?.substitutions,
  });
  const own = new Set([...state.names.values(), ...moved.names]);
  for (const { key, member } of iterator.methods.values()) {
    if (ts.isExpressionStatement(member) && key !== protocols[site.kind].openKey)
      throw new NotUnderstood(say("a method is added by an assignment"), spanOf(member));
  }
  const made = withinCast(wrapped(ts, owner), owner);
  const handedOut = handedOutAtOnce(ts, made, true);
  const isTyped = handedOut === undefined && isTypedVariable(ts, made);
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
    replaced: handedOut ?? { start: made.getStart(), end: made.end },
    removed: [...moved.statements, ...functions]
      .sort((a, b) => a.pos - b.pos)
      .map((statement) => wholeRange(ts, statement)),
    kept: [],
    reasons: [...fieldsOutOfSight(iterator, model), ...disposalOutOfSight(ts, iterator, model)],
    renames: undefined,
    relation: "is-generator",
    eager: initialValues(iterator),
    isOwnerThere: true,
    sources: [owner, ...moved.statements, ...functions],
    render: state.render,
    ownVariables: own,
    print: (block) => ({
      text: `${handedOut ? "return " : ""}(${protocols[site.kind].functionHead} ()${returnType(ts, site, context, false, true, undefined, isTyped)} ${block})()`,
      ...(self && { more: [self.edit] }),
    }),
  };
}

/** `const rows: AsyncIterator<Row> = {…};` */
function isTypedVariable(ts: TypeScript, { parent }: ts.Expression): boolean {
  return ts.isVariableDeclaration(parent) && parent.type !== undefined;
}

/** In JavaScript, a comment with a `@type` before parentheses asserts a type of what stands between these very parentheses. */
function withinCast(whole: ts.Expression, owner: ts.Expression): ts.Expression {
  return startWithCast(owner.getSourceFile(), whole) === whole.getStart() ? whole : owner;
}

/** The fields of a class are its own affair most of the time; whoever has an object literal can ask for all that it has. */
function fieldsOutOfSight({ fields }: Members, model: Model): Reason[] {
  const [field] = fields.values();
  if (!field) return [];
  const consumers = consumersOf(model.usage);
  const lost = consumers.find(({ kind }) => kind === "escapes");
  if (!lost) return [];
  return [
    {
      code: "public-members",
      message: say(
        "it goes where the tool cannot follow, to code that may use '{0}', which would be gone",
        field.member.name.getText(),
      ),
      verdict: "review",
      at: spanOf(lost.node),
    },
  ];
}

/** `const next = async () => …; return { next };`: the statements whose functions become part of the generator. */
function movedFunctions(ts: TypeScript, { methods, owner }: Members): ts.Statement[] {
  const moved = [...methods.values()].flatMap(({ declaration }) => declaration ?? []);
  for (const statement of moved) {
    const user = useBeyond(ts, statement, [owner, ...moved]);
    if (user)
      throw new NotUnderstood(say("'{0}' is used for more than the iterator", user.text), spanOf(user));
  }
  return moved;
}
