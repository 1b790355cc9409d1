import type ts from "typescript";
import { callOf } from "../consume/functions";
import { consumersOf, type Consumer, type Usage } from "../consumer";
import { traceInstance, traceItself, traceSymbol } from "../consume";
import { creationOf } from "../detect/made";
import { inheritsIterator } from "../detect/protocol";
import type { Members, Method } from "../detect/members";
import type { Site } from "../detect/site";
import { nameOf } from "../detect";
import type { Facts } from "../facts";
import { once } from "../once";
import { functionAround, hasModifier, isWithin, unwrap } from "../syntax/nodes";
import { isIteratorObject } from "../detect/owner";
import { isThis } from "../syntax/this-alias";
import type { TypeScript } from "../typescript";
import { commonJsExport } from "../uses/module-exports";
import { annotationOf, documentedFinal } from "./annotation";
import { elementMakersInScope } from "./element-makers";
import { exitsOf, type Exit } from "./exits";
import { withFailures } from "./never-back";
import { resultsInScope, seenThrough, type ResultsInScope } from "./results-in-scope";

/** A site with what the stages after detection need to know of it. */
export interface Model {
  readonly site: Site;
  /** The ways out of `next`; empty for a wrapper around a generator. */
  readonly exits: readonly Exit[];
  /** The same, with those of `return()` where `next` ends by calling that. */
  readonly allExits: readonly Exit[];
  /** What `next` may give results by. */
  readonly results: ResultsInScope;
  /** The functions around it whose results are never the end, by name. */
  readonly elementMakers: ReadonlySet<string>;
  /** Code that is not in the project may draw from it, which is known without a look at who does. */
  readonly isPublic: boolean;
  /** Who draws from it. */
  readonly usage: Usage;
  /** Some path of `next()` gives a value together with `done: true`. */
  readonly hasFinalValue: boolean;
  /** The author's types ask for a value that comes with `done: true`, of which `undefined` is one at the most. */
  readonly promisesFinalValue: boolean;
  /** Every consumer is a loop, so nobody sees the value that comes with `done: true`, and no type asks for one. */
  readonly finalValueUnused: boolean;
}

/** Describes a site: its exits, and what the project does with it; the project is searched when that is asked for. */
export function describe(ts: TypeScript, site: Site, facts: Facts): Model {
  const next = site.iterator?.methods.get("next");
  const exits = next ? withFailures(ts, exitsOf(ts, next.fn, isOwnNext), facts) : [];
  const allExits = withClosing(ts, site, exits);
  const isPublic = once(() => isPublicApi(ts, site, facts));
  const usage = once(() => usageOf(ts, site, facts));
  const results = once(() => resultsInScope(ts, site));
  const elementMakers = once(() => elementMakersInScope(ts, site));
  const hasFinalValue = once(() =>
    seenThrough(ts, allExits, results()).some((exit) => givesFinalValue(exit, facts)),
  );
  const saysFinalValue = once(() =>
    seenThrough(ts, allExits, results()).some((exit) => saysFinal(exit) && !isEmptyHanded(ts, exit)),
  );
  const promisesFinalValue = once(() => isFinalValuePromised(ts, site));
  return {
    site: {
      ...site,
      get isClosedByHand() {
        return isClosedByHand(ts, usage()) && !hasFinalValue();
      },
    },
    exits,
    allExits,
    get results() {
      return results();
    },
    get elementMakers() {
      return elementMakers();
    },
    get isPublic() {
      return isPublic();
    },
    get usage() {
      return usage();
    },
    get hasFinalValue() {
      return hasFinalValue();
    },
    get promisesFinalValue() {
      return promisesFinalValue();
    },
    get finalValueUnused() {
      return !isPublic() && !promisesFinalValue() && isDrawnByLoopsOnly(ts, usage(), saysFinalValue);
    },
  };
}

/** A `return` that says nothing would not compile. */
function isFinalValuePromised(ts: TypeScript, site: Site): boolean {
  const final = annotationOf(ts, site)?.final ?? documentedFinal(ts, site);
  return final !== undefined && !/^(?:undefined|void|never|any|unknown)$/.test(final.trim());
}

/** Something is given back at the end, so `return()` by hand must say with what as well. */
function givesFinalValue(exit: Exit, facts: Facts): boolean {
  if (exit.kind === "delegate") return facts.givesFinalValue?.(exit.result) ?? false;
  return exit.kind === "computed" ? exit.value !== undefined : saysFinal(exit);
}

/** `{ done: true, value: total }` */
function saysFinal(exit: Exit): boolean {
  return exit.kind === "finish" && exit.value !== undefined;
}

/** `{ done: true, value: null }`, `value: []`: something has to stand there. */
function isEmptyHanded(ts: TypeScript, exit: Exit): boolean {
  const value = exit.kind === "finish" && exit.value ? unwrap(ts, exit.value) : undefined;
  if (!value) return true;
  if (ts.isArrayLiteralExpression(value)) return value.elements.length === 0;
  if (ts.isObjectLiteralExpression(value)) return value.properties.length === 0;
  return value.kind === ts.SyntaxKind.NullKeyword || (ts.isStringLiteralLike(value) && value.text === "");
}

/** `iterator.return()` */
function isClosedByHand(ts: TypeScript, usage: Usage): boolean {
  return consumersOf(usage).some(
    ({ kind, node, member }) => kind === "member" && member === "return" && isCalledBare(ts, node),
  );
}

function isCalledBare(ts: TypeScript, node: ts.Node): boolean {
  return ts.isExpression(node) && callOf(ts, node)?.arguments.length === 0;
}

/** `return this.return();` ends as `return()` does. */
function withClosing(ts: TypeScript, { iterator }: Site, exits: readonly Exit[]): readonly Exit[] {
  const returns = iterator?.methods.get("return");
  if (!returns) return exits;
  return exits.flatMap((exit) =>
    isOwnClose(ts, exit) ? exitsOf(ts, returns.fn, isOwnNext).map(withoutArgument(returns)) : exit,
  );
}

function isOwnNext(ts: TypeScript, call: ts.CallExpression): boolean {
  return isOwnCall(ts, call, "next");
}

function isOwnClose(ts: TypeScript, exit: Exit): boolean {
  if (exit.kind !== "delegate") return false;
  const result = unwrap(ts, exit.result);
  const call = ts.isAwaitExpression(result) ? unwrap(ts, result.expression) : result;
  return ts.isCallExpression(call) && call.arguments.length === 0 && isOwnCall(ts, call, "return");
}

/** Nobody gives `return()` a value there. */
function withoutArgument({ fn }: Method): (exit: Exit) => Exit {
  const [parameter] = fn.parameters;
  return (exit) =>
    exit.kind === "finish" && exit.value?.getText() === parameter?.name.getText()
      ? { ...exit, value: undefined }
      : exit;
}

function isOwnCall(ts: TypeScript, call: ts.CallExpression, key: "next" | "return"): boolean {
  const callee = unwrap(ts, call.expression);
  return ts.isPropertyAccessExpression(callee) && callee.name.text === key && isThis(ts, callee.expression);
}

/** The name whose references are the site's uses: of the class, or of the function that returns the literal. */
export function usedName(ts: TypeScript, site: Site): ts.Identifier | undefined {
  const making = makingClass(site);
  if (making) return nameOf(ts, making.owner);
  return site.factory && nameOf(ts, site.factory.fn);
}

/** `export default class {…}`, `module.exports = class {…}`: the class stands for itself, since the project knows it by other names. */
function namelessClass(ts: TypeScript, site: Site): ts.ClassLikeDeclaration | undefined {
  const owner = makingClass(site)?.owner;
  return owner && ts.isClassLike(owner) && !owner.name && !nameOf(ts, owner) && isExportedItself(ts, owner)
    ? owner
    : undefined;
}

function isExportedItself(ts: TypeScript, owner: ts.ClassLikeDeclaration): boolean {
  if (ts.isClassDeclaration(owner)) return hasModifier(ts, owner, ts.SyntaxKind.DefaultKeyword);
  return commonJsExport(ts, owner) !== undefined;
}

/** The class whose construction makes it; what is made in place goes by the function around. */
function makingClass({ construct, shape }: Site): Members | undefined {
  return shape === "made" ? undefined : construct;
}

function isPublicApi(ts: TypeScript, site: Site, facts: Facts): boolean {
  const name = usedName(ts, site);
  const declaration = name ? (facts.declarationOf(name) ?? name.parent) : namelessClass(ts, site);
  return declaration !== undefined && facts.isPublicApi(declaration) !== false;
}

function usageOf(ts: TypeScript, site: Site, facts: Facts): Usage {
  const usage = usageOfMaker(ts, site, facts);
  const { iterable, open, kind } = site;
  if (!iterable || !open || site.shape === "restarting") return usage;
  const own = traceItself(ts, facts, partsBeside(ts, iterable, open), kind);
  return { ...usage, instances: [...usage.instances, ...own] };
}

/** What of an iterable knows it as `this`, but for the method that opens an iterator. */
function partsBeside(ts: TypeScript, iterable: Members, open: Method): readonly ts.Node[] {
  const { methods, fields, construct, others } = iterable;
  const functions = [...methods.values()].map(({ fn }) => fn).filter((fn) => fn !== open.fn);
  // A literal's fields have the `this` of the code around.
  const values = ts.isClassLike(iterable.owner)
    ? [...fields.values()].flatMap(({ initializer }) => initializer ?? [])
    : [];
  const own = others.filter((other) => !hasModifier(ts, other, ts.SyntaxKind.StaticKeyword));
  return [...functions, ...values, ...(construct ? [construct] : []), ...own];
}

function usageOfMaker(ts: TypeScript, site: Site, facts: Facts): Usage {
  const name = usedName(ts, site) ?? namelessClass(ts, site);
  const hasHelpers = site.iterator !== undefined && inheritsIterator(ts, site.iterator);
  if (name) {
    const makes = makingClass(site) ? "new" : "call";
    const traced = { hasHelpers, isOwn: isOwnPlace(ts, site) };
    const usage = withoutOwnInstance(site, traceSymbol(ts, facts, name, makes, site.kind, traced));
    const own = ownNameOf(site);
    if (!own || own === name) return usage;
    const inside = traceSymbol(ts, facts, own, makes, site.kind, traced);
    return {
      instances: [...usage.instances, ...inside.instances],
      symbolUses: [...usage.symbolUses, ...inside.symbolUses],
      complete: usage.complete && inside.complete,
    };
  }
  if (isIteratorObject(ts, site.node)) {
    return { instances: [traceInstance(ts, facts, site.node, site.kind)], symbolUses: [], complete: true };
  }
  const only = site.construct && creationOf(ts, site.construct.owner);
  if (only) return { instances: [traceInstance(ts, facts, only, site.kind)], symbolUses: [], complete: true };
  return { instances: [], symbolUses: [], complete: false };
}

/** What a class opens itself is part of each loop over one of its instances. */
function withoutOwnInstance({ shape, made }: Site, usage: Usage): Usage {
  if (shape !== "reopening") return usage;
  return { ...usage, instances: usage.instances.filter(({ origin }) => origin !== made) };
}

/** `const rows = function make() { … make() … };` */
function ownNameOf(site: Site): ts.Node | undefined {
  const maker = makingClass(site)?.owner ?? site.factory?.fn;
  return maker && "name" in maker ? maker.name : undefined;
}

/** `X.prototype.next = …` belongs to the class; what the function does that is put there need not. */
function isOwnPlace(ts: TypeScript, { construct }: Site): (node: ts.Node) => boolean {
  const own = construct?.prototype ?? [];
  const calls = new Set<ts.Node>([...(construct?.methods.values() ?? [])].flatMap(({ calls = [] }) => calls));
  return (node) =>
    calls.has(node) ||
    own.some(
      (statement) => isWithin(node, statement) && functionAround(ts, node) === functionAround(ts, statement),
    );
}

/** @param isOwnValue - where no loop is in sight, that value may be what the author made it for */
function isDrawnByLoopsOnly(
  ts: TypeScript,
  { complete, instances }: Usage,
  isOwnValue: () => boolean,
): boolean {
  const isBlind = ({ kind, node, member, isTested }: Consumer): boolean =>
    kind === "type" ||
    (kind === "member" && member !== undefined && (isTested === true || !takesResults.test(member))) ||
    (kind === "loop" && !isValueOfYieldStar(ts, node));
  const isInSight = instances.length > 0 && instances.every(({ consumers }) => consumers.some(isLoop));
  return (
    complete && instances.every(({ consumers }) => consumers.every(isBlind)) && (isInSight || !isOwnValue())
  );
}

/** Members by which results, or all members, can be had. */
const takesResults = /^(?:next|return|throw|then|\.\.\.)$/;

function isLoop({ kind }: Consumer): boolean {
  return kind === "loop";
}

/** `const last = yield* source` sees the final value. */
function isValueOfYieldStar(ts: TypeScript, node: ts.Node): boolean {
  const expression = ts.isYieldExpression(node) ? node : node.parent;
  return ts.isYieldExpression(expression) && !ts.isExpressionStatement(expression.parent);
}
