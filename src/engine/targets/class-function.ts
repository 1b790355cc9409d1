import type ts from "typescript";
import { selfUse, type SelfUse } from "../describe/self";
import type { Members } from "../detect/members";
import type { Model } from "../describe/model";
import { inheritsIterator } from "../detect/protocol";
import { isBareSuper, isProtocolKey, planWholeState } from "../lower/class-state";
import { usedBeforeDeclared } from "./early-use";
import { NotUnderstood } from "../lower/draft";
import { protocols } from "../kind";
import { say } from "../say";
import { keyText } from "../syntax/keys";
import { decoratorOf, extendsOf, find, hasModifier } from "../syntax/nodes";
import { strictOnly } from "./strict-code";
import type { TypeScript } from "../typescript";
import { helperKeys, parameterList, spanOf } from "./common";
import { declarationOf, declarationsOf, prototypeRanges, renamed } from "./class-declaration";
import { classTags } from "./class-tags";
import { callingItself, madeOfItself } from "./self-calls";
import { classHeader, returnType } from "./header";
import { initialValues } from "./initial-values";
import { checkNotFaked } from "./overridden";
import { partsOf } from "./parts";
import type { Plan, PlanContext } from "./plan";
import { checkFieldsWanted } from "./wanted-by-type";

/**
 * A class that is its own iterator becomes an async generator function that takes the constructor's parameters.
 *
 * @throws NotUnderstood when the class does what a function cannot
 */
export function planClassFunction(ts: TypeScript, model: Model, context: PlanContext): Plan {
  const { site } = model;
  const { iterator: members } = site;
  const next = members?.methods.get("next");
  if (!members || !next || ts.isObjectLiteralExpression(members.owner))
    throw new NotUnderstood(say("it is not a class"));
  const use = selfUse(ts, members);
  const helpers = helperKeys(members, use);
  checkMembers(ts, members, helpers);
  checkConstructor(ts, members);
  const [bare] = use.bare;
  if (bare) throw new NotUnderstood(say("'this' is handed on"), spanOf(bare));
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
    reasons: usedBeforeDeclared(ts, owner),
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

/** What a class can have that a function cannot. */
export function checkMembers(ts: TypeScript, members: Members, helpers: ReadonlySet<string>): void {
  if (ts.isClassLike(members.owner)) checkClass(ts, members, members.owner);
  const [other] = members.others;
  if (other && hasModifier(ts, other, ts.SyntaxKind.StaticKeyword)) {
    throw new NotUnderstood(say("the class has static members"), spanOf(other), "identity");
  }
  if (other)
    throw new NotUnderstood(
      say("the class has members that a function has no place for"),
      spanOf(other),
      "public-members",
    );
  for (const { key, member } of members.methods.values()) {
    if (isProtocolKey(members, key) || helpers.has(key)) continue;
    throw new NotUnderstood(
      say("the class has a method '{0}' besides the iterator", keyText(key)),
      spanOf(member),
      "public-members",
    );
  }
}

function checkClass(ts: TypeScript, members: Members, owner: ts.ClassLikeDeclaration): void {
  const base = extendsOf(ts, owner);
  if (base && !inheritsIterator(ts, members))
    throw new NotUnderstood(say("the class extends another one"), spanOf(base), "identity");
  if (decoratorOf(ts, owner)) {
    throw new NotUnderstood(say("the class is decorated"), spanOf(owner.name ?? owner), "identity");
  }
  const sloppy = strictOnly(ts, owner);
  if (sloppy)
    throw new NotUnderstood(
      say("'{0}' means what it does in the strict code of a class", sloppy.getText()),
      spanOf(sloppy),
      "identity",
    );
  if (
    owner.modifiers?.some(
      ({ kind }) => kind === ts.SyntaxKind.AbstractKeyword || kind === ts.SyntaxKind.DeclareKeyword,
    )
  ) {
    throw new NotUnderstood(say("the class is abstract"), spanOf(owner.name ?? owner), "identity");
  }
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

/** Parameters that a function cannot have, and overloads that it would have to repeat. */
export function checkConstructor(ts: TypeScript, { owner, construct }: Members): void {
  const target = construct && find(ts, construct, ts.isMetaProperty.bind(ts));
  if (target)
    throw new NotUnderstood(
      say("the constructor looks at '{0}'", target.getText()),
      spanOf(target),
      "identity",
    );
  if (!ts.isClassLike(owner)) return;
  const overload = owner.members.find(
    (member) => ts.isConstructorDeclaration(member) && member !== construct,
  );
  if (overload) throw new NotUnderstood(say("the constructor has overloads"), spanOf(overload));
  const decorated = construct?.parameters.find((parameter) => ts.getDecorators(parameter)?.length);
  if (decorated)
    throw new NotUnderstood(
      say("a parameter of the constructor is decorated"),
      spanOf(decorated),
      "identity",
    );
}
