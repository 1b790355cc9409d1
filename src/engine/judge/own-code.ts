import type ts from "typescript";
import type { Facts } from "../facts";
import { memberKey } from "../syntax/keys";
import {
  accessKind,
  ancestor,
  functionAround,
  isWithin,
  unwrap,
  walk,
  wrapped,
  type FunctionWithBody,
} from "../syntax/nodes";
import { blockScope, declaredScope, sameVariable } from "../syntax/scopes";
import type { TypeScript } from "../typescript";

/** The code that only an iterator itself runs: its methods, and what they alone call. */
export interface OwnCode {
  readonly next: FunctionWithBody;
  readonly closing: FunctionWithBody | undefined;
  readonly facts: Facts;
}

/** @returns whether code other than the iterator's own uses the variable there, maybe once the end has come */
export function isForeignVariable(ts: TypeScript, use: ts.Node, scope: ts.Node, own: OwnCode): boolean {
  const around = functionsUpTo(ts, use, scope);
  if (around.length > 0) return !isOwn(ts, around, own, new Set());
  return givesAway(ts, use) || !isBefore(ts, use, scope, own);
}

/** @returns the same of a field of the class, object or function whose `this` it belongs to */
export function isForeignField(ts: TypeScript, use: ts.Node, owner: ts.Node, own: OwnCode): boolean {
  if (isOfPrototype(ts, use)) return false;
  const around = functionsUpTo(ts, use, owner);
  const [only, ...more] = around;
  if (!isWithin(use, owner) || !only) return true;
  if (more.length === 0 && (isConstructor(ts, only) || isOpener(ts, only, own))) return givesAway(ts, use);
  return !isOwn(ts, around, own, new Set());
}

/** Innermost first; the function that is the scope, or is a constructor of that scope, does not count. */
function functionsUpTo(ts: TypeScript, node: ts.Node, scope: ts.Node): readonly ts.Node[] {
  const found: ts.Node[] = [];
  for (let at = node.parent; at !== scope && !ts.isSourceFile(at); at = at.parent)
    if (ts.isFunctionLike(at)) found.push(at);
  return found;
}

function isOwn(ts: TypeScript, around: readonly ts.Node[], own: OwnCode, asked: Set<ts.Node>): boolean {
  const method = around.findIndex((fn) => fn === own.next || fn === own.closing);
  if (method >= 0) return around.slice(0, method).every((fn) => isRunMeanwhile(ts, fn));
  const outermost = around.at(-1);
  if (!outermost || isWithin(own.next, outermost)) return false;
  return around.slice(0, -1).every((fn) => isRunMeanwhile(ts, fn)) && isOwnHelper(ts, outermost, own, asked);
}

/** It is only called, and that by the iterator's own code. */
function isOwnHelper(ts: TypeScript, fn: ts.Node, own: OwnCode, asked: Set<ts.Node>): boolean {
  if (asked.has(fn)) return true;
  asked.add(fn);
  const name = nameOf(ts, fn);
  if (!name) return false;
  const isMember = !ts.isIdentifier(name) || declaredScope(ts, name) === undefined;
  const scope = isMember ? ancestor(name, isObject(ts)) : blockScope(ts, name.parent.parent);
  const calls = isMember ? callsOfMember(ts, name, own) : callsOfFunction(ts, name);
  if (!scope || !calls) return false;
  return calls.every((call) => {
    const around = functionsUpTo(ts, call, scope);
    if (!isWithin(call, scope)) return false;
    return around.length === 0 ? isBefore(ts, call, scope, own) : isOwn(ts, around, own, asked);
  });
}

function isObject(ts: TypeScript) {
  return (node: ts.Node): node is ts.ClassLikeDeclaration | ts.ObjectLiteralExpression =>
    ts.isClassLike(node) || ts.isObjectLiteralExpression(node);
}

function nameOf(ts: TypeScript, fn: ts.Node): ts.Node | undefined {
  if (ts.isFunctionDeclaration(fn) || ts.isMethodDeclaration(fn) || ts.isAccessor(fn)) return fn.name;
  if (!ts.isArrowFunction(fn) && !ts.isFunctionExpression(fn)) return undefined;
  const { parent } = wrapped(ts, fn);
  const isHolder =
    ts.isVariableDeclaration(parent) || ts.isPropertyDeclaration(parent) || ts.isPropertyAssignment(parent);
  return isHolder ? parent.name : undefined;
}

/** `undefined` where it is not called only, or where not all places are known */
function callsOfFunction(ts: TypeScript, name: ts.Node): readonly ts.Node[] | undefined {
  if (!ts.isIdentifier(name)) return undefined;
  const uses = sameVariable(ts, name).filter((use) => declaredScope(ts, use) === undefined);
  return uses.every((use) => isCalled(ts, use) || isRunMeanwhile(ts, use)) ? uses : undefined;
}

function callsOfMember(ts: TypeScript, name: ts.Node, { facts }: OwnCode): readonly ts.Node[] | undefined {
  const text = ts.isPropertyName(name) ? memberKey(ts, name) : undefined;
  if (text === undefined) return undefined;
  const uses: ts.Node[] = [];
  walk(ts, name.getSourceFile(), (node) => {
    if (ts.isPropertyAccessExpression(node) && node.name.text === text) uses.push(node);
  });
  const references = facts.references(name);
  const isElsewhere = references?.some(({ sourceFile }) => sourceFile !== name.getSourceFile()) ?? false;
  if (isElsewhere) return undefined;
  return uses.every((use) => isCalled(ts, use)) ? uses : undefined;
}

function isCalled(ts: TypeScript, use: ts.Node): boolean {
  return ts.isCallExpression(use.parent) && use.parent.expression === use;
}

const during = /^(?:then|catch|finally|once|map|filter|forEach|some|every|find|findIndex|reduce)$/;

/** A function that is called before what it stands in has settled: of a promise, of a walk over a list, or one with a name. */
function isRunMeanwhile(ts: TypeScript, fn: ts.Node): boolean {
  const outer = ts.isExpression(fn) ? wrapped(ts, fn) : fn;
  const { parent } = outer;
  if (ts.isFunctionDeclaration(fn) || ts.isVariableDeclaration(parent)) return true;
  if (ts.isNewExpression(parent)) return parent.expression.getText() === "Promise";
  if (!ts.isCallExpression(parent)) return false;
  if (unwrap(ts, parent.expression) === fn) return true;
  if (ts.isPropertyAccessExpression(parent.expression)) return during.test(parent.expression.name.text);
  const isTimer = /^(?:setTimeout|setImmediate|queueMicrotask)$/.test(parent.expression.getText());
  const executor = functionAround(ts, parent);
  return isTimer && executor !== undefined && ts.isNewExpression(executor.parent);
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
