import type { Usage } from "../consumer";
import type { Model } from "../describe/model";
import { disposalOutOfSight } from "./disposal";
import { NotUnderstood } from "../lower/draft";
import type { IteratorKind } from "../kind";
import { say } from "../say";
import { ancestor, outerThis, some, wrapped, type FunctionWithBody } from "../syntax/nodes";
import { holderOfOpener } from "../syntax/put-in-place";
import type ts from "typescript";
import type { Members } from "../detect/members";
import { isIteratorObject } from "../detect/owner";
import type { TypeScript } from "../typescript";
import { arrowDeclaration } from "./arrow-declaration";
import { parameterList, spanOf } from "./common";
import { checkAsserted, checkInferred, checkPromised, functionHeader } from "./header";
import { checkHome, functionsOf } from "./home-object";
import { initialValues } from "./initial-values";
import { checkNames, copiedAround, literalParts, ownNames, statementsBefore, userOf } from "./literal-parts";
import { keptBefore, thisOfCodeAround, type OuterThis } from "./outer-this";
import { partsOf } from "./parts";
import { propertyMethod } from "./property-method";
import type { Plan, PlanContext } from "./plan";

/**
 * A function that returns an iterator object becomes an async generator function. Where the object only hands out iterators,
 * this collapses both, which is for functions whose every result is looped over once.
 *
 * @throws NotUnderstood when the literal does more than iterate
 */
export function planFactoryFunction(ts: TypeScript, model: Model, context: PlanContext): Plan {
  const { site } = model;
  const { factory, iterator, iterable, open, made } = site;
  const next = iterator?.methods.get("next");
  const literal = iterable?.owner ?? iterator?.owner;
  if (!factory || !iterator || !next || !literal) throw new NotUnderstood(say("no function returns it"));
  const { fn } = factory;
  const self = keptForOpener(ts, site.kind, fn);
  if (!self) checkFunction(ts, fn);
  checkHome(ts, [fn, ...functionsOf(iterator), ...(iterable ? functionsOf(iterable) : [])], fn);
  const outer = open
    ? withoutIdleMethods(ts, statementsBefore(ts, fn, literal, undefined), iterator)
    : statementsBefore(ts, fn, literal, iterator);
  const inner = open && made ? statementsBefore(ts, open.fn, made, iterator) : [];
  checkNames(ts, fn, outer, inner);
  checkConstructed(ts, fn, model.usage);
  if (
    open &&
    iterable &&
    (iterable.methods.size > 1 || iterable.fields.size > 0 || iterable.others.length > 0)
  ) {
    throw new NotUnderstood(say("the iterable has other members"), spanOf(iterable.owner), "public-members");
  }
  const { state } = literalParts(ts, iterator, {
    facts: context.facts,
    around: [...outer, ...inner, ...fn.parameters],
    also: self?.substitutions,
  });
  const declared = arrowDeclaration(ts, fn);
  const property = propertyMethod(ts, fn);
  const replaced = declared?.statement ?? property ?? fn;
  const parameters = parameterList(state.render, fn);
  const own = ownNames(ts, fn, [...outer, ...inner], state);
  return {
    parts: partsOf(ts, {
      site,
      context,
      members: iterator,
      next,
      state,
      parameters,
      prelude: open
        ? copiedAround(ts, state, inner, iterator.owner, outer)
        : copiedAround(ts, state, outer, iterator.owner),
      ownVariables: own,
    }),
    parameters,
    replaced: { start: replaced.getStart(), end: replaced.end },
    kept: [],
    reasons: disposalOutOfSight(ts, iterator, model),
    checkLast: () => {
      checkPromised(ts, site, fn, context.facts);
      checkInferred(ts, fn, context.facts, ts.isCallExpression(literal));
      if (isIteratorObject(ts, literal)) checkAsserted(ts, site.kind, literal, context.facts);
    },
    renames: undefined,
    relation: "is-generator",
    eager: open ? outer : [...outer, ...initialValues(iterator)],
    isOwnerThere: true,
    eagerAtOpen: open ? [...inner, ...initialValues(iterator)] : [],
    sources: [fn],
    render: state.render,
    ownVariables: own,
    print: (block) => ({
      text: functionHeader(ts, site, context, { fn, declared, property }, state.render) + block,
      ...(self && { more: [self.edit] }),
    }),
  };
}

/** `const next = () => …;` beside the function that opens: what nothing else names becomes the body, and is not left as a function. */
function withoutIdleMethods(
  ts: TypeScript,
  statements: readonly ts.Statement[],
  { methods }: Members,
): ts.Statement[] {
  const declarations = [...methods.values()].flatMap(({ declaration }) => declaration ?? []);
  return statements.filter(
    (statement) => !declarations.includes(statement) || userOf(ts, statement, statements) !== undefined,
  );
}

/**
 * `rows[Symbol.iterator] = () => …;`: whoever opens it gives a generator function another `this` than the arrow function had.
 *
 * @returns how that is kept; `undefined` where the arrow function makes no use of it, or stands elsewhere
 * @throws NotUnderstood when there is no place to keep it
 */
function keptForOpener(ts: TypeScript, kind: IteratorKind, fn: FunctionWithBody): OuterThis | undefined {
  if (!ts.isArrowFunction(fn) || !holderOfOpener(ts, fn, kind)) return undefined;
  const used = thisOfCodeAround(ts, fn);
  const isThisAlone = !some(ts, fn.body, (node) => ts.isIdentifier(node) && node.text === "arguments");
  return used.length > 0 && isThisAlone ? keptBefore(ts, wrapped(ts, fn).parent, used) : undefined;
}

/** @throws NotUnderstood when the function cannot be a generator */
export function checkFunction(ts: TypeScript, fn: ts.FunctionLikeDeclaration): void {
  if (ts.isGetAccessor(fn)) throw new NotUnderstood(say("a getter cannot be a generator"), spanOf(fn.name));
  if (!ts.isArrowFunction(fn)) return;
  const user = outerThis(ts, fn.body);
  if (user)
    throw new NotUnderstood(
      say("an arrow function uses 'this' or 'arguments' of the code around"),
      spanOf(user),
    );
}

/**
 * What a function that is no generator can be besides called: a constructor.
 *
 * @throws NotUnderstood when it is used as one
 */
export function checkConstructed(
  ts: TypeScript,
  fn: ts.FunctionLikeDeclaration,
  { symbolUses }: Usage,
): void {
  if (!ts.isFunctionDeclaration(fn) && !ts.isFunctionExpression(fn)) return;
  const user = symbolUses.find(({ kind, node }) => kind !== "type" && usesAsConstructor(ts, node));
  if (user)
    throw new NotUnderstood(
      say("it is used as a constructor, which a generator function is not"),
      spanOf(user.node),
      "identity",
    );
}

/** `new pages()`, `instanceof pages`, `extends pages`, `pages.prototype` */
function usesAsConstructor(ts: TypeScript, node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isNewExpression(parent) && parent.expression === node) return true;
  if (ts.isPropertyAccessExpression(node) && node.name.text === "prototype") return true;
  if (ts.isBinaryExpression(node)) return node.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword;
  return ancestor(node, ts.isHeritageClause.bind(ts)) !== undefined;
}
