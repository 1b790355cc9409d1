import type ts from "typescript";
import type { Model } from "../describe/model";
import type { SelfUse } from "../describe/self";
import type { Members } from "../detect/members";
import type { Owner } from "../detect/owner";
import type { Facts } from "../facts";
import { planWholeState, type ClassState } from "../lower/class-state";
import { NotUnderstood } from "../lower/draft";
import { endOf, startWithComments } from "../lower/pieces";
import { isHeading } from "../syntax/comments";
import { createRenderer } from "../lower/render";
import { say } from "../say";
import { accessKind, functionAround, hasModifier, isWithin, listAround, some, unwrap } from "../syntax/nodes";
import { usesOfVariable } from "../syntax/variable-name";
import { mentionsName, type Span } from "../text";
import type { TypeScript } from "../typescript";
import { checkSelfReference, prototypeRanges } from "./class-declaration";
import { checkAccesses } from "./class-function";
import { spanOf } from "./common";
import { argumentsOf, checkGiven, checkHandedOver, valuesOf, type Given } from "./given";
import { methodType } from "./overridden";
import { copiedAroundMaking, declaredNames, statementsBefore } from "./literal-parts";
import { checkHome } from "./home-object";
import { outerThisOf } from "./outer-this";
import { partsOf } from "./parts";
import type { Plan, PlanContext } from "./plan";
import { openingOf } from "./opening";
import { understoodClass } from "./understood-class";

/**
 * `[Symbol.asyncIterator]() { return new RowIterator(this.rows); }` takes the second class's work over as a generator method,
 * and the second class goes when nothing else names it.
 *
 * @throws NotUnderstood when the second class does more than iterate
 */
export function planClassPairMethod(ts: TypeScript, { site }: Model, context: PlanContext): Plan {
  const { open, iterator, made } = site;
  const next = iterator?.methods.get("next");
  const creation = made && unwrap(ts, made);
  if (!open || !iterator || !next || !creation || !ts.isNewExpression(creation)) {
    throw new NotUnderstood(say("it makes no instance of a second class"));
  }
  const second = secondClass(ts, iterator, creation, context.facts);
  if (second.length === 0 && !isWithin(iterator.owner, creation))
    throw new NotUnderstood(
      say("its iterator's class is used elsewhere as well, and would be written twice"),
      spanOf(creation),
    );
  const name = namedStatement(ts, iterator.owner)?.name;
  if (name) checkSelfReference(ts, iterator, name.text);
  const { use, helpers } = understoodClass(ts, iterator);
  const isLocal = isWithin(iterator.owner, open.fn);
  const statements = statementsBefore(ts, open.fn, creation, undefined).filter(
    (statement) => !isWithin(iterator.owner, statement),
  );
  checkHome(ts, [open.fn], open.fn);
  const self = outerThisOf(ts, site, open.fn, [iterator.owner]);
  const outer = createRenderer(open.member.getSourceFile(), self?.substitutions ?? new Map());
  const inOrder = argumentsOf(ts, iterator, creation, { facts: context.facts, outer });
  checkGiven(ts, statements, inOrder, iterator);
  const { given, state } = planArguments(ts, inOrder, iterator, use, (parameters) =>
    planWholeState(ts, {
      members: iterator,
      use,
      helpers,
      facts: context.facts,
      around: [...statements, ...valuesOf(creation, inOrder)],
      parameterTexts: new Map(parameters.map((name) => [name, "this"])),
      also: new Map(parameters.flatMap((name) => usesIn(ts, iterator, name)).map((node) => [node, "this"])),
    }),
  );
  checkAccesses(iterator, use, state.names, helpers);
  checkHandedOver(ts, given, {
    fn: open.fn,
    creation,
    members: iterator,
    use,
    names: state.names,
    facts: context.facts,
  });
  checkThisInHelpers(ts, iterator, state.names, helpers);
  const bindings = given
    .filter(({ isThis, name, text }) => !isThis && name !== text)
    .map(({ name, type, text }) => `let ${name}${type} = ${text};`);
  const { replaced, head } = openingOf(ts, site.kind, open);
  const type = methodType(ts, site, context, open, true);
  checkTypeParameters(ts, iterator.owner, open.fn, type);
  const own = new Set([
    ...state.names.values(),
    ...given.map(({ name }) => name),
    ...declaredNames(ts, statements),
  ]);
  own.delete("this");
  return {
    parts: partsOf(ts, {
      site,
      context,
      members: iterator,
      next,
      state,
      prelude: copiedAroundMaking(ts, outer, { statements, creation }, [...bindings, state.prelude]),
      ownVariables: own,
    }),
    parameters: "",
    replaced,
    // A class that stands in the opening method goes with it.
    removed: isLocal ? [] : second,
    kept: [],
    reasons: [],
    renames: undefined,
    relation: "opens-generators",
    eager: [],
    eagerAtOpen: [
      ...statements,
      ...(creation.arguments ?? []),
      ...(iterator.construct?.body.statements ?? []),
    ],
    sources: [open.fn, iterator.owner],
    render: state.render,
    ownVariables: own,
    print: (block) => ({
      text: `${head}${type} ${block}`,
      ...(self && { more: [self.edit] }),
    }),
  };
}

/**
 * @param type - the generator's, as it will be written
 * @throws NotUnderstood when a type parameter of the second class means nothing where its code will stand
 */
function checkTypeParameters(ts: TypeScript, owner: Owner, opener: ts.Node, type: string): void {
  const parameters = "typeParameters" in owner ? (owner.typeParameters ?? []) : [];
  const isNamed = (name: string): boolean =>
    mentionsName(type, name) ||
    (ts.isClassLike(owner) &&
      owner.members.some((member) => some(ts, member, (node) => isTypeNamed(ts, node, name))));
  const lost = parameters.find(({ name }) => isNamed(name.text) && !isTypeInScope(ts, opener, name.text));
  if (lost)
    throw new NotUnderstood(
      say("the type parameter '{0}' of its iterator's class means nothing there", lost.name.text),
      spanOf(lost),
    );
}

function isTypeNamed(ts: TypeScript, node: ts.Node, name: string): boolean {
  return ts.isTypeReferenceNode(node) && ts.isIdentifier(node.typeName) && node.typeName.text === name;
}

/** A class or function around has a type parameter of this name. */
function isTypeInScope(ts: TypeScript, from: ts.Node, name: string): boolean {
  for (let node = from; !ts.isSourceFile(node); node = node.parent) {
    const parameters =
      ts.isFunctionLike(node) || ts.isClassLike(node) ? ts.getEffectiveTypeParameterDeclarations(node) : [];
    if (parameters.some((parameter) => parameter.name.text === name)) return true;
  }
  return false;
}

/** Where the constructor uses a parameter. */
function usesIn(ts: TypeScript, { construct }: Members, name: string): readonly ts.Identifier[] {
  return construct ? usesOfVariable(ts, construct.body, name) : [];
}

/** `this` can stand there: it is only read, and by the constructor's own code. */
function isReadAsThis(ts: TypeScript, { construct }: Members, node: ts.Identifier): boolean {
  const isShorthand = ts.isShorthandPropertyAssignment(node.parent);
  return !isShorthand && accessKind(ts, node) === "read" && functionAround(ts, node) === construct;
}

/**
 * What is given as `this` is `this` in the generator, too, unless the iterator puts something else in its place.
 *
 * @param plan - takes the names of the parameters that `this` stands for
 */
function planArguments(
  ts: TypeScript,
  given: readonly Given[],
  members: Members,
  use: SelfUse,
  plan: (parameters: readonly string[]) => ClassState,
): { given: readonly Given[]; state: ClassState } {
  const parameters = given.filter(({ isThis }) => isThis).map(({ name }) => name);
  const areRead = parameters.every((name) =>
    usesIn(ts, members, name).every((node) => isReadAsThis(ts, members, node)),
  );
  const named = given.map((one) => ({ ...one, isThis: false }));
  if (!areRead) return { given: named, state: plan([]) };
  const state = plan(parameters);
  const isReplaced = use.accesses.some(
    ({ key, access, within }) =>
      access !== "read" && within !== "constructor" && state.names.get(key) === "this",
  );
  if (!isReplaced) return { given, state };
  return { given: named, state: plan([]) };
}

function checkThisInHelpers(
  ts: TypeScript,
  members: Members,
  names: ReadonlyMap<string, string>,
  helpers: ReadonlySet<string>,
): void {
  const owners = [...names].filter(([, name]) => name === "this").map(([key]) => key);
  for (const key of helpers) {
    const method = members.methods.get(key);
    const usesOwner =
      method &&
      some(ts, method.fn, (node) => ts.isPropertyAccessExpression(node) && owners.includes(node.name.text));
    if (usesOwner)
      throw new NotUnderstood(say("'{0}' uses the object that is iterated", key), spanOf(method.member));
  }
}

/** The second class with its comments, when nothing but this one place names it. */
function secondClass(ts: TypeScript, members: Members, creation: ts.NewExpression, facts: Facts): Span[] {
  const { owner, prototype } = members;
  const declared = namedStatement(ts, owner);
  if (!declared) return [];
  const { statement, name } = declared;
  const references = facts.references(name);
  const others = references?.filter(
    ({ node }) => ![owner, name, creation, ...prototype].some((part) => isWithin(node, part)),
  );
  if (others?.length !== 0 || hasModifier(ts, statement, ts.SyntaxKind.ExportKeyword)) return [];
  const { text } = owner.getSourceFile();
  const start = startBelowHeading(ts, statement);
  const before = /(?:\r?\n[ \t]*)+$/.exec(text.slice(0, start));
  const end = endOf(ts, statement);
  const after = before ? "" : (/^(?:[ \t]*\r?\n)+/.exec(text.slice(end))?.[0] ?? "");
  const declaration = { start: start - (before?.[0].length ?? 0), end: end + after.length };
  return [declaration, ...prototypeRanges(ts, members)];
}

/** A heading that others stand below stays; where another heading follows, or the end of the file, it goes with the class. */
function startBelowHeading(ts: TypeScript, statement: ts.Statement): number {
  const { text } = statement.getSourceFile();
  const start = startWithComments(ts, statement);
  const [heading] = /^[^\n]*\n[ \t]*\r?\n\s*/.exec(text.slice(start)) ?? [];
  if (heading === undefined || !isHeading(heading.trim())) return start;
  const list = listAround(ts, statement);
  if (!list) return start;
  const next = list[list.indexOf(statement) + 1];
  const below = next ? text.slice(startWithComments(ts, next)) : "";
  const isAlone = below === "" || isHeading(/^[^\r\n]*/.exec(below)?.[0].trim() ?? "");
  return isAlone ? start : start + heading.length;
}

/** The class, or the variable that it is put in and nothing else is declared with. */
function namedStatement(
  ts: TypeScript,
  owner: Owner,
): { statement: ts.Statement; name: ts.Identifier } | undefined {
  if (ts.isClassDeclaration(owner) || ts.isFunctionDeclaration(owner))
    return owner.name && { statement: owner, name: owner.name };
  const { parent } = owner;
  if (!ts.isVariableDeclaration(parent) || !ts.isIdentifier(parent.name) || parent.type) return undefined;
  const list = parent.parent;
  const isAlone = ts.isVariableDeclarationList(list) && list.declarations.length === 1;
  const namesItself = "name" in owner && owner.name !== undefined;
  return isAlone && ts.isVariableStatement(list.parent) && !namesItself
    ? { statement: list.parent, name: parent.name }
    : undefined;
}
