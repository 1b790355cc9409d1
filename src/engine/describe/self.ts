import type ts from "typescript";
import type { Members } from "../detect/members";
import { ownNextHandedOn } from "../detect/own-next";
import { bindingOf } from "../syntax/bound-function";
import { thisAliases, type ThisAlias } from "../syntax/this-alias";
import { isVariableName } from "../syntax/variable-name";
import { protocols } from "../kind";
import {
  accessKind,
  functionAround,
  hasModifier,
  isWithin,
  wrapped,
  type Access,
  type FunctionWithBody,
} from "../syntax/nodes";
import { isIteratorObject } from "../detect/owner";
import type { TypeScript } from "../typescript";

/** One `this.key` in a member of the class or literal. */
export interface SelfAccess {
  readonly node: ts.PropertyAccessExpression;
  readonly key: string;
  readonly access: Access;
  /** The access is called: `this.key(…)`, `this.key!(…)`. */
  readonly isCall: boolean;
  /** The key of the member it stands in; "constructor" for the constructor. */
  readonly within: string;
  /** It stands in a function nested in that member. */
  readonly isNested: boolean;
}

/** `const { items, options } = this;` in a member. */
export interface Destructured {
  readonly statement: ts.VariableStatement;
  readonly within: string;
  readonly elements: readonly {
    readonly key: string;
    readonly name: string;
    readonly node: ts.BindingElement;
  }[];
}

/** Everything that a class or literal does with `this`. */
export interface SelfUse {
  readonly accesses: readonly SelfAccess[];
  readonly destructured: readonly Destructured[];
  /** Each `const self = this;` of the constructor and the methods; what it is used for is among the above. */
  readonly aliases: readonly ThisAlias[];
  /** `this` that is handed on, destructured in another way, or accessed by a computed key. */
  readonly bare: readonly ts.Node[];
}

function destructuringOf(ts: TypeScript, self: ts.Node, within: string): Destructured | undefined {
  const declaration = self.parent;
  if (!ts.isVariableDeclaration(declaration) || !ts.isObjectBindingPattern(declaration.name))
    return undefined;
  const list = declaration.parent;
  if (!ts.isVariableDeclarationList(list) || list.declarations.length > 1) return undefined;
  if (!ts.isVariableStatement(list.parent) || (list.flags & ts.NodeFlags.Const) === 0) return undefined;
  const elements = declaration.name.elements.flatMap((node) => {
    const isPlain = ts.isIdentifier(node.name) && !node.initializer && !node.dotDotDotToken;
    const key = node.propertyName ?? node.name;
    return isPlain && ts.isIdentifier(key) ? [{ key: key.text, name: node.name.getText(), node }] : [];
  });
  if (elements.length !== declaration.name.elements.length) return undefined;
  return { statement: list.parent, within, elements };
}

/** `[Symbol.asyncIterator]() { return this; }` hands nothing on that a generator object would not. */
function isOwnReturn(ts: TypeScript, { kind }: Members, node: ts.Node, within: string): boolean {
  if (within !== protocols[kind].openKey) return false;
  const { parent } = wrapped(ts, node as ts.Expression);
  return ts.isReturnStatement(parent) || ts.isArrowFunction(parent);
}

/**
 * Collects what the members do with `this`, closures that share it included.
 *
 * @param selfName - a constant that holds the literal and is as good as `this`: `const iterator = { next() { … iterator.next() … } }`
 */
export function selfUse(ts: TypeScript, members: Members, selfName?: string): SelfUse {
  const accesses: SelfAccess[] = [];
  const bare: ts.Node[] = [];
  const destructured: Destructured[] = [];
  // `return { next: () => this.next() }` hands on what a generator is itself.
  const handing = ownNextHandedOn(ts, members);
  const isLiteral = isIteratorObject(ts, members.owner);
  const aliases = functionsOf(members)
    .filter((fn) => !isLiteral || !hasForeignThis(ts, fn))
    .flatMap((fn) => thisAliases(ts, fn));
  const names: SelfNames = { own: selfName, others: new Set(aliases.flatMap(({ uses }) => uses)) };
  const collect = (root: ts.Node, within: string): void => {
    walkSelf(ts, root, names, (node, isNested) => {
      if (handing && isWithin(node, handing)) return;
      const isAlias = isAliasItself(ts, node, selfName) || aliases.some((one) => isValueOf(ts, node, one));
      if (isAlias || isForeignThis(ts, members, within, node)) return;
      const access = accessOf(ts, node, within, isNested);
      const opened = access ? undefined : destructuringOf(ts, node, within);
      if (access) accesses.push(access);
      else if (opened) destructured.push(opened);
      else if (!isOwnReturn(ts, members, node, within)) bare.push(node);
    });
  };
  for (const { fn, key } of members.methods.values()) {
    if (isLiteral && hasForeignThis(ts, fn) && selfName === undefined) continue;
    for (const part of [...fn.parameters, fn.body]) collect(part, key);
  }
  for (const { initializer, key, member } of members.fields.values()) {
    if (initializer && !isLiteral && !ts.isParameter(member)) collect(initializer, key);
  }
  if (members.construct) collectConstructor(members, members.construct, collect);
  for (const other of members.others) collectOther(ts, other, collect);
  return { accesses: [...accesses, ...staticCalls(ts, members)], destructured, aliases, bare };
}

/** The constructor, and the methods. */
function functionsOf({ construct, methods }: Members): readonly FunctionWithBody[] {
  return [...(construct ? [construct] : []), ...[...methods.values()].map(({ fn }) => fn)];
}

/** What is as good as `this`. */
interface SelfNames {
  readonly own: string | undefined;
  readonly others: ReadonlySet<ts.Node>;
}

/** `Rows.final()`, a helper that is as good as one of `this`. */
function staticCalls(ts: TypeScript, { methods }: Members): SelfAccess[] {
  const all = [...methods.values()];
  return all.flatMap(({ key, calls = [] }) =>
    calls.flatMap((node): SelfAccess[] => {
      const caller = all.find(({ fn }) => isWithin(node, fn.body));
      const isNested = caller !== undefined && functionAround(ts, node) !== caller.fn;
      return caller ? [{ node, key, access: "read", isCall: true, within: caller.key, isNested }] : [];
    }),
  );
}

/** What the constructor does itself; methods that it puts in place are members like others. */
function collectConstructor(
  { plumbing }: Members,
  { parameters, body }: NonNullable<Members["construct"]>,
  collect: (root: ts.Node, within: string) => void,
): void {
  const own = body.statements.filter((statement) => !plumbing.has(statement));
  for (const part of [...parameters, ...own]) collect(part, "constructor");
}

/** Accessors share `this` with the methods; what is static has another one. */
function collectOther(
  ts: TypeScript,
  other: ts.Node,
  collect: (root: ts.Node, within: string) => void,
): void {
  if (hasModifier(ts, other, ts.SyntaxKind.StaticKeyword)) return;
  if (ts.isAccessor(other) && other.body) collect(other.body, "accessor");
  else
    ts.forEachChild(other, (child) => {
      collect(child, "other");
    });
}

/** Visits each `this` that means the same as at the root, that is, in nested arrow functions too, and each use of the name. */
function walkSelf(
  ts: TypeScript,
  root: ts.Node,
  { own, others }: SelfNames,
  visit: (node: ts.Node, isNested: boolean) => void,
): void {
  const isNamed = own !== undefined || others.size > 0;
  const step = (node: ts.Node, isNested: boolean, isOwn: boolean): void => {
    if (node.kind === ts.SyntaxKind.ThisKeyword && isOwn) visit(node, isNested);
    const isName = ts.isIdentifier(node) && node.text === own && isVariableName(ts, node);
    if (isName || others.has(node)) visit(node, isNested);
    const staysOwn = isOwn && (node === root || !hasOwnThis(ts, node));
    if (!staysOwn && !isNamed) return;
    const isInside = isNested || (node !== root && ts.isFunctionLike(node));
    ts.forEachChild(node, (child) => {
      step(child, isInside, staysOwn);
    });
  };
  step(root, false, true);
}

/** `const self = this;` */
function isAliasItself(ts: TypeScript, node: ts.Node, selfName: string | undefined): boolean {
  const { parent } = wrapped(ts, node as ts.Expression);
  if (selfName === undefined || !ts.isVariableDeclaration(parent) || !ts.isIdentifier(parent.name))
    return false;
  return parent.name.text === selfName;
}

function isValueOf(ts: TypeScript, node: ts.Node, { declaration }: ThisAlias): boolean {
  return wrapped(ts, node as ts.Expression).parent === declaration;
}

/** An arrow function of a literal has the `this` of the code around; a function that is bound has what it is bound to. */
function hasForeignThis(ts: TypeScript, fn: ts.Node): boolean {
  return ts.isArrowFunction(fn) || bindingOf(ts, fn) !== undefined;
}

/** In such a function of a literal, `this` is none of the literal's. */
function isForeignThis(ts: TypeScript, members: Members, within: string, node: ts.Node): boolean {
  if (!isIteratorObject(ts, members.owner) || node.kind !== ts.SyntaxKind.ThisKeyword) return false;
  const fn = members.methods.get(within)?.fn;
  return fn !== undefined && hasForeignThis(ts, fn);
}

function hasOwnThis(ts: TypeScript, node: ts.Node): boolean {
  return (ts.isFunctionLike(node) && !ts.isArrowFunction(node)) || ts.isClassLike(node);
}

function accessOf(ts: TypeScript, self: ts.Node, within: string, isNested: boolean): SelfAccess | undefined {
  const outer = wrapped(ts, self as ts.Expression);
  const node = outer.parent;
  if (!ts.isPropertyAccessExpression(node) || node.expression !== outer) return undefined;
  const callee = wrapped(ts, node);
  const isCall = ts.isCallExpression(callee.parent) && callee.parent.expression === callee;
  return { node, key: node.name.text, access: accessKind(ts, node), isCall, within, isNested };
}
