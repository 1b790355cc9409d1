import type ts from "typescript";
import type { Model } from "../describe/model";
import type { Members } from "../detect/members";
import { disposalOutOfSight } from "./disposal";
import { NotUnderstood } from "../lower/draft";
import { say } from "../say";
import { openText } from "../syntax/keys";
import { sharesThis } from "../syntax/bound-function";
import { isWithin, some, type FunctionWithBody } from "../syntax/nodes";
import type { TypeScript } from "../typescript";
import { spanOf, wholeRange } from "./common";
import { methodType } from "./overridden";
import { initialValues } from "./initial-values";
import { copiedAround, declaredNames, literalParts, statementsBefore, useBeyond } from "./literal-parts";
import { checkHome, functionsOf } from "./home-object";
import { outerThisOf } from "./outer-this";
import { partsOf } from "./parts";
import type { Plan, PlanContext } from "./plan";
import { openingOf } from "./opening";

/**
 * `[Symbol.asyncIterator]() { …; return { next() {…} }; }` becomes `async *[Symbol.asyncIterator]() {…}`, in a class or a literal.
 *
 * @throws NotUnderstood when the literal does more than iterate
 */
export function planLiteralMethod(ts: TypeScript, model: Model, context: PlanContext): Plan {
  const { site } = model;
  const { open, iterator, made } = site;
  const next = iterator?.methods.get("next");
  if (!open || !iterator || !next || !made) throw new NotUnderstood(say("it returns no object literal"));
  checkHome(ts, [open.fn, ...functionsOf(iterator)], open.fn);
  const self = outerThisOf(ts, site, open.fn);
  if (open.fn.parameters.some((parameter) => !isIdle(ts, parameter, open.fn)))
    throw new NotUnderstood(say("{0}() takes parameters", openText(site.kind)), spanOf(open.fn));
  const statements = statementsBefore(ts, open.fn, made, iterator);
  const { state } = literalParts(ts, iterator, {
    facts: context.facts,
    around: statements,
    also: self?.substitutions,
  });
  const own = new Set([...state.names.values(), ...declaredNames(ts, statements)]);
  const { replaced, head } = openingOf(ts, site.kind, open);
  const beside = idleBeside(ts, iterator, open.fn);
  const type = methodType(ts, site, context, open, false);
  return {
    parts: partsOf(ts, {
      site,
      context,
      members: iterator,
      next,
      state,
      prelude: copiedAround(ts, state, statements, iterator.owner),
      ownVariables: own,
    }),
    parameters: "",
    replaced,
    removed: beside.map((statement) => wholeRange(ts, statement)),
    kept: [],
    reasons: disposalOutOfSight(ts, iterator, model),
    renames: undefined,
    relation: "opens-generators",
    eager: [],
    eagerAtOpen: [...statements, ...initialValues(iterator)],
    sources: [open.fn, ...beside],
    render: state.render,
    ownVariables: own,
    print: (block) => ({
      text: `${head}${type} ${block}`,
      ...(self && { more: [self.edit] }),
    }),
  };
}

/** `const next = async () => …;` beside what opens, which nothing names any more. */
function idleBeside(ts: TypeScript, { methods }: Members, opening: ts.Node): ts.Statement[] {
  const declared = [...methods.values()].flatMap(({ declaration }) => declaration ?? []);
  return declared.filter(
    (statement) =>
      !isWithin(statement, opening) &&
      declaredNames(ts, [statement]).size > 0 &&
      !useBeyond(ts, statement, [opening, ...declared]),
  );
}

/** `_ => ({ … })`: a name that nothing is done with; what a function is bound to needs no type any more. */
function isIdle(
  ts: TypeScript,
  { name, initializer, dotDotDotToken }: ts.ParameterDeclaration,
  fn: FunctionWithBody,
): boolean {
  if (!ts.isIdentifier(name) || initializer || dotDotDotToken) return false;
  if (name.text === "this") return sharesThis(ts, fn);
  return !some(
    ts,
    fn.body,
    (node) => ts.isIdentifier(node) && (node.text === name.text || node.text === "arguments"),
  );
}
