import type ts from "typescript";
import type { Facts } from "../facts";
import { memberKey } from "../syntax/keys";
import {
  accessKind,
  hasModifier,
  isConst,
  isGenerator,
  isWithin,
  wrapped,
  type FunctionWithBody,
} from "../syntax/nodes";
import { declaredScope, sameVariable } from "../syntax/scopes";
import type { TypeScript } from "../typescript";
import { isRunThere } from "./meanwhile";
import { usesOfMember } from "./member-uses";

/** The code that only an iterator itself runs: its methods, and what they alone call. */
export interface OwnCode {
  readonly next: FunctionWithBody;
  readonly closing: FunctionWithBody | undefined;
  readonly facts: Facts;
}

/**
 * @param isShared - whether what other iterators do to it counts as well
 * @returns whether code other than the iterator's own uses the variable there, maybe once the end has come
 */
export function isForeignVariable(
  ts: TypeScript,
  use: ts.Node,
  scope: ts.Node,
  own: OwnCode,
  isShared: boolean,
): boolean {
  const fn = functionWithin(ts, use, scope);
  if (fn) return !isOver(ts, fn, false, { own, scope, isShared, asked: new Map() });
  return givesAway(ts, use) || !isBefore(ts, use, scope, own);
}

/** @returns the same of a field of the class, object or function whose `this` it belongs to */
export function isForeignField(
  ts: TypeScript,
  use: ts.Node,
  owner: ts.Node,
  own: OwnCode,
  isShared: boolean,
): boolean {
  if (isOfPrototype(ts, use)) return false;
  const fn = functionWithin(ts, use, owner);
  if (!isWithin(use, owner) || !fn) return true;
  const isOutermost = functionWithin(ts, fn, owner) === undefined;
  if (isOutermost && (isConstructor(ts, fn) || isOpener(ts, fn, own))) return givesAway(ts, use);
  return !isOver(ts, fn, false, { own, scope: owner, isShared, asked: new Map() });
}

/** @returns whether a variable of that scope is older than the iterator, so that another one may have it as well */
export function servesSeveral(ts: TypeScript, next: ts.Node, scope: ts.Node): boolean {
  for (let at = next.parent; at !== scope && !ts.isSourceFile(at); at = at.parent)
    if (ts.isFunctionLike(at) || ts.isClassLike(at)) return true;
  return false;
}

/** @returns the same of fields: `next: () => this.at++` in a method, where `this` is what gives iterators */
export function isOfMaker(ts: TypeScript, next: FunctionWithBody, owner: ts.Node): boolean {
  const maker = ts.isArrowFunction(next) ? functionWithin(ts, next, owner) : undefined;
  return maker !== undefined && !isConstructor(ts, maker);
}

/** The innermost function around the node, within the scope; the function that is the scope does not count. */
function functionWithin(ts: TypeScript, node: ts.Node, scope: ts.Node): ts.Node | undefined {
  for (let at = node.parent; at !== scope && !ts.isSourceFile(at); at = at.parent)
    if (ts.isFunctionLike(at)) return at;
  return undefined;
}

/** What is asked of functions within one scope. */
interface Question {
  readonly own: OwnCode;
  /** Of the state: whatever stands in it and in no function within runs once for each of that state. */
  readonly scope: ts.Node;
  /** Another iterator may run the same methods behind the end of this one. */
  readonly isShared: boolean;
  /** Functions that are being asked about, and whether what they give must be waited for. */
  readonly asked: Map<ts.Node, boolean>;
}

/**
 * @param isAwaited - what it gives must have been waited for as well
 * @returns whether all runs of a function are over whenever a call of the iterator's own method is
 */
function isOver(ts: TypeScript, fn: ts.Node, isAwaited: boolean, question: Question): boolean {
  const { own, scope, asked } = question;
  if (fn === own.next || fn === own.closing) return !question.isShared;
  if (isWithin(own.next, fn) || isGenerator(fn)) return false;
  const needsWait = isAwaited || hasModifier(ts, fn, ts.SyntaxKind.AsyncKeyword);
  const before = asked.get(fn);
  if (before === true || before === needsWait) return true;
  asked.set(fn, needsWait);
  return (
    runsOf(ts, fn, own)?.every((run) => {
      if (!isWithin(run, scope)) return false;
      const around = functionWithin(ts, run, scope);
      if (!around) return isCalled(ts, run) && isBefore(ts, run, scope, own);
      const surroundings = {
        facts: own.facts,
        isWaitedFor: (outer: ts.Node) => isOver(ts, outer, true, question),
      };
      return isRunThere(ts, run, needsWait, surroundings) && isOver(ts, around, false, question);
    }) ?? false
  );
}

/** The places where it is run, or handed over to be run; `undefined` where not all are known. */
function runsOf(ts: TypeScript, fn: ts.Node, own: OwnCode): readonly ts.Node[] | undefined {
  const name = nameOf(ts, fn);
  if (!name) return ts.isArrowFunction(fn) || ts.isFunctionExpression(fn) ? [fn] : undefined;
  const isVariable = ts.isIdentifier(name) && declaredScope(ts, name) !== undefined;
  return isVariable ? usesOfFunction(ts, name) : callsOfMember(ts, name, own);
}

function nameOf(ts: TypeScript, fn: ts.Node): ts.Node | undefined {
  if (ts.isFunctionDeclaration(fn) || ts.isMethodDeclaration(fn) || ts.isAccessor(fn)) return fn.name;
  if (!ts.isArrowFunction(fn) && !ts.isFunctionExpression(fn)) return undefined;
  const { parent } = wrapped(ts, fn);
  const isHolder =
    ts.isVariableDeclaration(parent) || ts.isPropertyDeclaration(parent) || ts.isPropertyAssignment(parent);
  return isHolder ? parent.name : undefined;
}

/** `undefined` where it may be another function as well. */
function usesOfFunction(ts: TypeScript, name: ts.Identifier): readonly ts.Node[] | undefined {
  const { parent } = name;
  if (ts.isVariableDeclaration(parent) && !isConst(ts, parent)) return undefined;
  const declaration = ts.isVariableDeclaration(parent) ? parent.parent.parent : parent;
  if (hasModifier(ts, declaration, ts.SyntaxKind.ExportKeyword)) return undefined;
  return sameVariable(ts, name).filter((use) => use !== name);
}

/** The same of a member, which may also be called by who has its object as something else, or by the language itself. */
function callsOfMember(ts: TypeScript, name: ts.Node, { facts }: OwnCode): readonly ts.Node[] | undefined {
  const text = ts.isPropertyName(name) ? memberKey(ts, name) : undefined;
  if (text === undefined || implicit.test(text)) return undefined;
  const uses = usesOfMember(ts, name, text, facts);
  const isKnown = uses?.every((use) => ts.isPropertyAccessExpression(use) && isCalled(ts, use));
  return isKnown && uses?.every((use) => use.getSourceFile() === name.getSourceFile()) ? uses : undefined;
}

/** What is called without its name being written. */
const implicit = /^(?:toString|toLocaleString|valueOf|toJSON|then|handleEvent|constructor)$/;

function isCalled(ts: TypeScript, use: ts.Node): boolean {
  const outer = ts.isExpression(use) ? wrapped(ts, use) : use;
  return ts.isCallExpression(outer.parent) && outer.parent.expression === outer;
}

/** It stands before the iterator, and in no loop that comes back to it. */
function isBefore(ts: TypeScript, use: ts.Node, scope: ts.Node, { next }: OwnCode): boolean {
  if (use.pos > next.pos || use.getSourceFile() !== next.getSourceFile()) return false;
  for (let at = use.parent; at !== scope && !ts.isSourceFile(at); at = at.parent)
    if (ts.isIterationStatement(at, false) && isWithin(next, at)) return false;
  return true;
}

/** What is handed to other code may be changed by it later: `register(items)`. */
function givesAway(ts: TypeScript, use: ts.Node): boolean {
  if (!ts.isExpression(use) || accessKind(ts, use) !== "read") return false;
  const outer = wrapped(ts, use);
  const { parent } = outer;
  const isRead =
    (ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent)) &&
    parent.expression === outer;
  return !isRead;
}

/** `Numbers.prototype.at = 0` */
function isOfPrototype(ts: TypeScript, use: ts.Node): boolean {
  return ts.isPropertyAccessExpression(use) && use.expression.getText().endsWith(".prototype");
}

/** A constructor, or a function that is used as one. */
function isConstructor(ts: TypeScript, fn: ts.Node): boolean {
  if (ts.isConstructorDeclaration(fn)) return true;
  const name = ts.isFunctionDeclaration(fn) ? fn.name : undefined;
  return name !== undefined && fn.getSourceFile().text.includes(`${name.text}.prototype`);
}

/** `[Symbol.iterator]() { this.at = 0; return this; }`: what opening does is judged by itself. */
function isOpener(ts: TypeScript, fn: ts.Node, { next }: OwnCode): boolean {
  if (!ts.isMethodDeclaration(fn) || fn.parent !== next.parent) return false;
  return /^\[Symbol\.(?:asyncI|i)terator\]$/.test(fn.name.getText());
}
