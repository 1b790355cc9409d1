import type ts from "typescript";
import { protocols, type IteratorKind } from "../kind";
import {
  ancestor,
  bodyStatements,
  hasModifier,
  lastStatement,
  some,
  unwrap,
  wrapped,
  type FunctionWithBody,
} from "../syntax/nodes";
import { nodesOfKind } from "../syntax/nodes-of-kind";
import { isDescribedValue } from "../syntax/put-in-place";
import { isThis } from "../syntax/this-alias";
import { usesOfVariable } from "../syntax/variable-name";
import { onlyReturned, returnedBy, returnedInBlock } from "../syntax/returned";
import type { TypeScript } from "../typescript";
import { isGenerated } from "./generated";
import { iteratorsHandedOn, iteratorsOpenedElsewhere } from "./handed-on";
import { creationOf, iteratorMadeBy } from "./made";
import { mayHoldProtocol, membersOf, type Members, type Method } from "./members";
import { callsOfTakers, takerCalled } from "./given-next";
import { isConstructorFunction, isIteratorObject, isMaking, type Class, type Owner } from "./owner";
import { prototypesIn } from "./prototype";
import type { Factory, Site } from "./site";
import { ownNextHandedOn } from "./own-next";
import { callOfMaker, ownInstanceOf } from "./reopening";
import { isUsedElsewhere } from "./taken-classes";
import { looksLikeNext, mayBeNext, namesProtocol } from "./protocol";

/**
 * Finds the hand-rolled iterators of a file, by syntax alone.
 *
 * @param kinds - the protocols to look for
 * @returns sites in the order of the text; none for declaration files and generated code
 */
export function detect(ts: TypeScript, sourceFile: ts.SourceFile, kinds: readonly IteratorKind[]): Site[] {
  if (sourceFile.isDeclarationFile || isGenerated(sourceFile.text)) return [];
  return kinds.flatMap((kind) => sitesOf(ts, sourceFile, kind)).sort((a, b) => a.anchor.pos - b.anchor.pos);
}

function sitesOf(ts: TypeScript, sourceFile: ts.SourceFile, kind: IteratorKind): Site[] {
  const sites: Site[] = [];
  const claimed = new Set<Owner>();
  const all = ownersIn(ts, sourceFile)
    .filter((owner) => mayHoldProtocol(ts, owner))
    .map((owner) => membersOf(ts, owner, kind));
  const handedOn = new Set([
    ...iteratorsHandedOn(ts, all),
    ...iteratorsOpenedElsewhere(ts, sourceFile, kind),
  ]);
  const taken = classesTaken(ts, all);
  for (const members of all) {
    const { owner } = members;
    const site =
      claimed.has(owner) || taken.has(owner) ? undefined : siteOf(ts, members, handedOn.has(owner));
    if (!site) continue;
    sites.push(site);
    for (const part of [site.iterable, site.iterator])
      if (part) for (const one of [part.owner, ...literalsGiven(ts, part)]) claimed.add(one);
    const handing = ownNextHandedOn(ts, members);
    if (handing) claimed.add(handing);
  }
  return withoutClaimed(withSharedAlone(ts, sites));
}

/** The classes that make iterators of what they are given here, or in other files: what they are given is what becomes a generator. */
function classesTaken(ts: TypeScript, all: readonly Members[]): ReadonlySet<ts.Node> {
  const here = all.flatMap(({ owner, methods }) => {
    const isMade = ts.isNewExpression(owner) && methods.has("next");
    return isMade ? (takerCalled(ts, owner)?.made ?? []) : [];
  });
  const elsewhere = all.flatMap(({ owner }) => (isUsedElsewhere(owner) ? owner : []));
  return new Set([...here, ...elsewhere]);
}

/** `makeIterator({ next() {…} })`: the literal is part of what the call makes. */
function literalsGiven(ts: TypeScript, { owner }: Members): readonly ts.ObjectLiteralExpression[] {
  const given = isMaking(ts, owner) ? (owner.arguments ?? []) : [];
  return given.map((argument) => unwrap(ts, argument)).filter(ts.isObjectLiteralExpression.bind(ts));
}

/**
 * What a class that other code uses as well does would be written twice if it were put where one iterable hands it out: then it is
 * the class that becomes a generator, and the iterable opens that.
 */
function withSharedAlone(ts: TypeScript, sites: readonly Site[]): readonly Site[] {
  const alone = new Map<Owner, Site>();
  const others: Site[] = [];
  for (const site of sites) {
    const { iterator, made } = site;
    const next = iterator?.methods.get("next");
    const isShared =
      site.shape === "class-with-class" && made && iterator && isUsedBeside(ts, iterator, made);
    const open = iterator?.methods.get(protocols[site.kind].openKey);
    const isOwn = open === undefined || (iterator !== undefined && returnsThis(ts, iterator.owner, open));
    if (isShared && next && isOwn) alone.set(iterator.owner, selfIteratorOf(ts, iterator, next, open));
    else others.push(site);
  }
  return [
    ...others.filter(({ shape, node }) => shape !== "class" || !alone.has(node as Owner)),
    ...alone.values(),
  ];
}

/** It is exported, or its name stands somewhere else than in itself and where the instance is made. */
function isUsedBeside(ts: TypeScript, { owner, prototype }: Members, made: ts.Expression): boolean {
  const name = nameOf(ts, owner);
  if (!name) return false;
  if (ts.isClassDeclaration(owner) && hasModifier(ts, owner, ts.SyntaxKind.ExportKeyword)) return true;
  const sourceFile = owner.getSourceFile();
  const places = [owner, made, ...prototype].filter((place) => place.getSourceFile() === sourceFile);
  const isBeside = ({ pos, end }: ts.ReadonlyTextRange): boolean =>
    !places.some((place) => pos >= place.pos && end <= place.end);
  return (
    usesOfVariable(ts, sourceFile, name.text).some((use) => use !== name && isBeside(use)) ||
    documentsNaming(sourceFile.text, name.text).some(isBeside)
  );
}

/** JSDoc that names a type: `@returns {RowIterator}` */
function documentsNaming(text: string, name: string): readonly ts.TextRange[] {
  if (!/^\w+$/.test(name)) return [];
  const type = new RegExp(`\\{[^{}]*\\b${name}\\b`);
  return [...text.matchAll(/\/\*\*[^]*?\*\//g)]
    .filter(([comment]) => type.test(comment))
    .map(({ 0: comment, index }) => ({ pos: index, end: index + comment.length }));
}

/** A class that another one hands out may stand before it in the text, and is then found twice. */
function withoutClaimed(sites: readonly Site[]): Site[] {
  const handedOut = new Set(
    sites.filter((site) => site.shape === "class-with-class").map((site) => site.iterator?.owner),
  );
  return sites.filter((site) => site.shape !== "class" || !handedOut.has(site.iterator?.owner));
}

/** In the order of the text, so that who hands an iterator out comes before it where it stands around it. */
function ownersIn(ts: TypeScript, sourceFile: ts.SourceFile): readonly Owner[] {
  const prototypes = prototypesIn(ts, sourceFile);
  const copied = new Set([...prototypes.values()].flat().map(({ value }) => value?.parent));
  const owners: Owner[] = [
    ...nodesOfKind(ts, sourceFile, ts.isClassLike),
    ...nodesOfKind(ts, sourceFile, ts.isObjectLiteralExpression).filter((literal) => !copied.has(literal)),
    ...callsOfTakers(ts, sourceFile),
    ...constructorFunctions(ts, sourceFile, prototypes),
  ];
  return owners.sort((a, b) => a.pos - b.pos);
}

/** Those that `new` can find by a name, or that put something on their prototype; what else is a function gets its `this` elsewhere. */
function constructorFunctions(
  ts: TypeScript,
  sourceFile: ts.SourceFile,
  prototypes: ReadonlyMap<Class, unknown>,
): readonly Class[] {
  const functions: readonly ts.Node[] = [
    ...nodesOfKind(ts, sourceFile, ts.isFunctionDeclaration),
    ...nodesOfKind(ts, sourceFile, ts.isFunctionExpression),
  ];
  return functions
    .filter((fn) => isConstructorFunction(ts, fn))
    .filter(
      (fn) => prototypes.has(fn) || ts.isFunctionDeclaration(fn) || ts.isVariableDeclaration(fn.parent),
    );
}

/** @param isHandedOn - it is known to be an iterator by who gives it away */
function siteOf(ts: TypeScript, members: Members, isHandedOn: boolean): Site | undefined {
  const open = members.methods.get(protocols[members.kind].openKey);
  if (members.methods.has("next")) return selfIterator(ts, members, open, isHandedOn);
  return open && separateIterator(ts, members, open);
}

function selfIterator(
  ts: TypeScript,
  members: Members,
  open: Method | undefined,
  isHandedOn: boolean,
): Site | undefined {
  const next = members.methods.get("next");
  if (!next || !mayBeNext(ts, next, members.kind)) return undefined;
  const site = selfIteratorOf(ts, members, next, open);
  const isIterator = isHandedOn || (members.isMadeIterable === true && !isNextOfOuter(ts, next));
  if (!open) return isIterator || isBareIterator(ts, members, next) ? site : undefined;
  if (returnsThis(ts, members.owner, open) || ownNextHandedOn(ts, members)) return site;
  const made = ownInstanceOf(ts, members, open);
  if (made) return { ...site, shape: "reopening", open, returnsItself: false, made };
  const reopens = site.factory && callOfMaker(ts, site.factory, open);
  return reopens && { ...site, reopens };
}

function selfIteratorOf(ts: TypeScript, members: Members, next: Method, open: Method | undefined): Site {
  const factory = factoryOf(ts, members.owner);
  const made = creationOf(ts, members.owner);
  const restarts = open !== undefined && bodyStatements(ts, open.fn).length > 1;
  return {
    kind: members.kind,
    shape: restarts
      ? "restarting"
      : isIteratorObject(ts, members.owner)
        ? "literal"
        : made
          ? "made"
          : "class",
    node: members.owner,
    anchor: anchorOf(ts, members.owner, open ?? next, factory),
    construct: isIteratorObject(ts, members.owner) ? undefined : members,
    factory,
    iterable: open || members.isMadeIterable ? members : undefined,
    open: restarts ? open : undefined,
    iterator: members,
    returnsItself: !restarts,
    made: restarts ? undefined : made,
  };
}

function separateIterator(ts: TypeScript, members: Members, open: Method): Site | undefined {
  const isLiteral = ts.isObjectLiteralExpression(members.owner);
  const factory = factoryOf(ts, members.owner);
  const site = {
    kind: members.kind,
    node: members.owner,
    anchor: anchorOf(ts, members.owner, open, factory),
    construct: isLiteral ? undefined : members,
    factory,
    iterable: members,
    open,
    returnsItself: false,
  };
  if (open.fn.asteriskToken) {
    if (isAsync(ts, open.fn) !== (members.kind === "async")) return undefined;
    if (isLiteral || !isOnlyWrapper(ts, members, open)) return undefined;
    return { ...site, shape: "wrapper", iterator: undefined, made: undefined };
  }
  const returned = returnedBy(ts, open.fn);
  const made = returned ?? returnedInBlock(ts, open.fn);
  const inner = made && iteratorMadeBy(ts, made, members.kind);
  if (inner && !returned && !isIteratorObject(ts, inner.owner)) return undefined;
  const next = inner?.methods.get("next");
  if (!inner || !next || !mayBeNext(ts, next, members.kind)) return undefined;
  const shape = !isIteratorObject(ts, inner.owner)
    ? "class-with-class"
    : isLiteral
      ? "literal"
      : "class-with-literal";
  const innerOpen = inner.methods.get(protocols[members.kind].openKey);
  const reopens = innerOpen && ownInstanceOf(ts, inner, innerOpen);
  return { ...site, shape, iterator: inner, made, ...(reopens && { reopens }) };
}

/** An object with `next` alone: many things have one, so what it gives must look right as well. */
function isBareIterator(ts: TypeScript, members: Members, next: Method): boolean {
  return (
    looksLikeNext(ts, next, members.kind) && namesProtocol(ts, members, next) && !isNextOfOuter(ts, next)
  );
}

/** `{ next: () => this.next() }`: the `next()` of the object around under another roof, with nothing rolled by hand. */
function isNextOfOuter(ts: TypeScript, next: Method): boolean {
  if (!ts.isArrowFunction(next.fn)) return false;
  const outer = onlyReturned(ts, next.fn);
  const call = outer && ts.isAwaitExpression(outer) ? unwrap(ts, outer.expression) : outer;
  if (!call || !ts.isCallExpression(call)) return false;
  const callee = unwrap(ts, call.expression);
  return (
    ts.isPropertyAccessExpression(callee) &&
    callee.name.text === "next" &&
    callee.expression.kind === ts.SyntaxKind.ThisKeyword
  );
}

/** There is nothing in the class but what its one generator needs. Other fields that are not private are there for others. */
function isOnlyWrapper(ts: TypeScript, { methods, others, fields }: Members, { fn }: Method): boolean {
  if (methods.size > 1 || others.length > 0) return false;
  const isRead = (key: string): boolean =>
    some(
      ts,
      fn,
      (node) =>
        ts.isPropertyAccessExpression(node) &&
        node.name.text === key &&
        node.expression.kind === ts.SyntaxKind.ThisKeyword,
    );
  return [...fields].every(([key, { member }]) => isPrivate(ts, key, member) || isRead(key));
}

function isPrivate(ts: TypeScript, key: string, declaration: ts.Node): boolean {
  return key.startsWith("#") || hasModifier(ts, declaration, ts.SyntaxKind.PrivateKeyword);
}

/** `return this;`, whatever comes before. */
function returnsThis(ts: TypeScript, owner: Owner, { fn }: Method): boolean {
  const returned = returnedBy(ts, fn);
  if (!returned) return false;
  const expression = unwrap(ts, returned);
  return isThis(ts, expression) || isSelfName(ts, expression, owner);
}

/** `const iterator = { …, [Symbol.asyncIterator]: () => iterator }` */
function isSelfName(ts: TypeScript, expression: ts.Expression, owner: Owner): boolean {
  if (!ts.isIdentifier(expression) || !ts.isObjectLiteralExpression(owner)) return false;
  const declaration = wrapped(ts, owner).parent;
  return (
    ts.isVariableDeclaration(declaration) &&
    ts.isIdentifier(declaration.name) &&
    declaration.name.text === expression.text
  );
}

/** The function whose last act is to return this literal, or the only instance of this class, when there is one. */
function factoryOf(ts: TypeScript, owner: Owner): Factory | undefined {
  const made = isIteratorObject(ts, owner) ? owner : creationOf(ts, owner);
  if (!made) return undefined;
  const fn = ancestor(made, (node): node is FunctionWithBody => ts.isFunctionLike(node) && "body" in node);
  if (!fn || !isPlainFunction(ts, fn)) return undefined;
  const returned = returnedBy(ts, fn);
  if (!returned || unwrap(ts, returned) !== made) return undefined;
  if (!ts.isBlock(fn.body)) return { fn, returned: fn.body };
  const last = lastStatement(ts, fn.body);
  return last && ts.isReturnStatement(last) ? { fn, returned: last } : undefined;
}

function isPlainFunction(ts: TypeScript, fn: FunctionWithBody): boolean {
  return !ts.isConstructorDeclaration(fn) && !fn.asteriskToken && !isAsync(ts, fn);
}

function isAsync(ts: TypeScript, fn: FunctionWithBody): boolean {
  return hasModifier(ts, fn, ts.SyntaxKind.AsyncKeyword);
}

function anchorOf(ts: TypeScript, owner: Owner, method: Method, factory: Factory | undefined): ts.Node {
  if (!isIteratorObject(ts, owner) && owner.name) return owner.name;
  const factoryName = factory && nameOf(ts, factory.fn);
  if (isMaking(ts, owner)) return factoryName ?? nameOf(ts, owner) ?? owner.expression;
  return factoryName ?? method.member.name ?? nameOf(ts, owner) ?? owner;
}

/** @returns the name that a function or class is known by: its own, or that of the variable or property it is put in */
export function nameOf(ts: TypeScript, node: FunctionWithBody | Owner): ts.Identifier | undefined {
  if (isDescribedValue(ts, node)) return undefined;
  const own = "name" in node && node.name && ts.isIdentifier(node.name) ? node.name : undefined;
  // The name of an expression is known inside it alone.
  if (own && !ts.isFunctionExpression(node) && !ts.isClassExpression(node)) return own;
  const { parent } = wrapped(ts, node as ts.Expression);
  if (
    ts.isVariableDeclaration(parent) ||
    ts.isPropertyAssignment(parent) ||
    ts.isPropertyDeclaration(parent)
  ) {
    return ts.isIdentifier(parent.name) ? parent.name : undefined;
  }
  return own;
}
