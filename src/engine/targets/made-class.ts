import type ts from "typescript";
import type { Model } from "../describe/model";
import type { Members, Method } from "../detect/members";
import { protocols } from "../kind";
import { planWholeState } from "../lower/class-state";
import { NotUnderstood } from "../lower/draft";
import { createRenderer } from "../lower/render";
import { say } from "../say";
import { boundNames } from "../syntax/bound-names";
import { ancestor, outerThis, type FunctionWithBody } from "../syntax/nodes";
import type { TypeScript } from "../typescript";
import { arrowDeclaration } from "./arrow-declaration";
import { checkAccesses, eagerOf } from "./class-function";
import { parameterList, spanOf } from "./common";
import { checkDeclaredBefore } from "./declared-later";
import { checkConstructed, checkFunction } from "./factory-function";
import { argumentsOf, checkGiven, checkHandedOver, valuesOf, type Given } from "./given";
import { checkInferred, checkPromised, functionHeader, returnType } from "./header";
import { checkHome, functionsOf } from "./home-object";
import { initialValues } from "./initial-values";
import { checkNames, copiedAroundMaking, ownNames, statementsBefore } from "./literal-parts";
import { checkNotFaked } from "./overridden";
import { partsOf } from "./parts";
import { propertyMethod } from "./property-method";
import type { Plan, PlanContext } from "./plan";
import { understoodClass, type UnderstoodClass } from "./understood-class";
import { checkFieldsWanted } from "./wanted-by-type";

/** A class of which one instance is made where it stands. */
interface Made extends UnderstoodClass {
  readonly members: Members;
  readonly next: Method;
  readonly owner: ts.ClassExpression;
  readonly creation: ts.NewExpression;
}

/** @throws NotUnderstood when the class does what a function cannot */
function madeBy(ts: TypeScript, { site }: Model): Made {
  const { iterator: members, made: creation } = site;
  const next = members?.methods.get("next");
  if (!members || !next || !creation || !ts.isNewExpression(creation) || !ts.isClassExpression(members.owner))
    throw new NotUnderstood(say("it is not a class"));
  return { members, next, owner: members.owner, creation, ...understoodClass(ts, members) };
}

/**
 * `return new (class { … })(rows);` at the end of a function: that becomes a generator function.
 *
 * @throws NotUnderstood when the class does what a function cannot
 */
export function planMadeFactory(ts: TypeScript, model: Model, context: PlanContext): Plan {
  const { site } = model;
  const { members, next, owner, creation, use, helpers } = madeBy(ts, model);
  if (!site.factory) throw new NotUnderstood(say("no function returns it"));
  const { fn } = site.factory;
  checkFunction(ts, fn);
  checkHome(ts, [fn, ...functionsOf(members)], fn);
  checkConstructed(ts, fn, model.usage);
  const statements = statementsBefore(ts, fn, creation, undefined);
  const outer = createRenderer(fn.getSourceFile(), new Map());
  const given = argumentsOf(ts, members, creation, { facts: context.facts, outer });
  const bindings = given.filter(({ name, text }) => name !== text);
  checkGiven(ts, statements, given, members);
  checkNames(ts, fn, statements, members.construct?.body.statements ?? []);
  checkBindings(ts, fn, bindings, creation);
  const state = planWholeState(ts, {
    members,
    use,
    helpers,
    around: [...statements, ...fn.parameters, ...valuesOf(creation, given)],
    facts: context.facts,
  });
  checkAccesses(members, use, state.names, helpers);
  checkHandedOver(ts, given, { fn, creation, members, use, names: state.names, facts: context.facts });
  const declared = arrowDeclaration(ts, fn);
  const property = propertyMethod(ts, fn);
  const replaced = declared?.statement ?? property ?? fn;
  const parameters = parameterList(state.render, fn);
  const own = ownNames(ts, fn, statements, state);
  for (const { name } of given) own.add(name);
  const before = [...statements, ...(creation.arguments ?? [])];
  return {
    parts: partsOf(ts, {
      site,
      context,
      members,
      next,
      state,
      parameters,
      prelude: copiedAroundMaking(ts, outer, { statements, creation }, [
        ...bindings.map(({ name, type, text }) => `let ${name}${type} = ${text};`),
        state.prelude,
      ]),
      ownVariables: own,
    }),
    parameters,
    replaced: { start: replaced.getStart(), end: replaced.end },
    kept: [],
    reasons: [],
    checkLast: () => {
      checkPromised(ts, site, fn, context.facts);
      checkInferred(ts, fn, context.facts);
      checkFieldsWanted(ts, model, context.facts, members.fields);
      checkNotFaked(ts, site, owner, context.facts);
    },
    renames: undefined,
    relation: "is-generator",
    eager: [...before, ...eagerOf(ts, members)],
    isOwnerThere: before.some((node) => outerThis(ts, node) !== undefined),
    sources: [fn],
    render: state.render,
    ownVariables: own,
    print: (block) => ({
      text: functionHeader(ts, site, context, { fn, declared, property }, state.render) + block,
    }),
  };
}

/**
 * `new (class { … })(rows)` elsewhere: `(function* (rows) {…})(rows)`. What the arguments say is worked out at once as before.
 *
 * @throws NotUnderstood when the class does what a function cannot
 */
export function planMadeInPlace(ts: TypeScript, model: Model, context: PlanContext): Plan {
  const { site } = model;
  const { members, next, owner, creation, use, helpers } = madeBy(ts, model);
  if (owner.typeParameters || creation.typeArguments)
    throw new NotUnderstood(say("the class has type parameters"), spanOf(owner));
  const moved = [
    ...functionsOf(members).filter((fn) => fn !== members.methods.get(protocols[site.kind].openKey)?.fn),
    ...initialValues(members),
    ...(members.construct ? [members.construct.body] : []),
  ];
  checkHome(ts, moved, undefined);
  checkDeclaredBefore(ts, creation, moved);
  const statement = ancestor(creation, ts.isStatement.bind(ts));
  if (statement?.getStart() === creation.getStart())
    throw new NotUnderstood(say("the class has no name that could be followed"), spanOf(owner));
  const state = planWholeState(ts, {
    members,
    use,
    helpers,
    around: [],
    facts: context.facts,
  });
  checkAccesses(members, use, state.names, helpers);
  const own = new Set(state.names.values());
  const parameters = parameterList(state.render, members.construct);
  const { functionHead } = protocols[site.kind];
  return {
    parts: partsOf(ts, { site, context, members, next, state, parameters, ownVariables: own }),
    parameters,
    replaced: { start: creation.getStart(), end: creation.expression.end },
    kept: [],
    reasons: [],
    checkLast: () => {
      checkFieldsWanted(ts, model, context.facts, members.fields);
      checkNotFaked(ts, site, owner, context.facts);
    },
    renames: undefined,
    relation: "is-generator",
    eager: eagerOf(ts, members),
    sources: [owner],
    render: state.render,
    ownVariables: own,
    print: (block) => ({
      text: `(${functionHead} (${parameters})${returnType(ts, site, context, true)} ${block})${creation.arguments ? "" : "()"}`,
    }),
  };
}

/** @throws NotUnderstood when a parameter of the constructor has the name of another one of the function around */
function checkBindings(
  ts: TypeScript,
  fn: FunctionWithBody,
  bindings: readonly Given[],
  creation: ts.NewExpression,
): void {
  const around = boundNames(ts, fn);
  const twice = bindings.find(({ name }) => around.has(name));
  if (twice) throw new NotUnderstood(say("'{0}' is declared twice", twice.name), spanOf(creation));
}
