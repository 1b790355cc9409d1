import type ts from "typescript";
import type { IteratorKind } from "../kind";
import type { TypeScript } from "../typescript";
import { assignedMethods, boundInConstructor, conditionalMethods, type UncertainMethod } from "./assigned";
import { memberKey } from "../syntax/keys";
import { newGuardOf } from "../syntax/new-guard";
import { classify, isSignatureOnly, type Field, type Method } from "./member";
import { givenBy } from "./given-next";
import { isIteratorObject, isMaking, type Making, type Owner } from "./owner";
import { prototypesIn, type Handing } from "./prototype";
import { prototypeMembers } from "./prototype-members";
import { staticHelpers } from "./static-helpers";

export type { Field, Method } from "./member";

/** What sets the state up: a constructor, or a method that each loop calls first. */
export type Construct = (
  ts.ConstructorDeclaration | ts.MethodDeclaration | ts.FunctionExpression | ts.FunctionDeclaration
) & { readonly body: ts.Block };

/** A class or an iterator object, taken apart. */
export interface Members {
  readonly owner: Owner;
  /** The protocol that is looked for in it. */
  readonly kind: IteratorKind;
  readonly methods: ReadonlyMap<string, Method>;
  readonly fields: ReadonlyMap<string, Field>;
  readonly construct: Construct | undefined;
  /** Statements of the constructor that only put methods in place, `this.next = this.next.bind(this);`, or ask for `new`. */
  readonly plumbing: ReadonlyMap<ts.Statement, string>;
  /** Statements that put methods on the prototype: `X.prototype.next = function () {…};` */
  readonly prototype: readonly ts.Statement[];
  /** Functions that get the prototype, to do something to methods that they are told. Those are among `others`. */
  readonly handings: readonly Handing[];
  /** Methods of the protocol that it has only sometimes, or that may be others. */
  readonly uncertain: readonly UncertainMethod[];
  /** A function around makes it iterable, and does nothing else. */
  readonly isMadeIterable?: boolean;
  /** Accessors, static members, spreads, index signatures, unknown computed keys: what the model has no word for. */
  readonly others: readonly ts.Node[];
}

/** Takes a class or object literal apart; overload signatures and `declare` fields are passed over. */
export function membersOf(ts: TypeScript, owner: Owner, kind: IteratorKind): Members {
  if (isMaking(ts, owner)) return membersGiven(ts, owner, kind);
  const construct = constructOf(ts, owner);
  const { methods, fields, others } = writtenMembers(ts, owner);
  for (const field of parameterProperties(ts, construct)) fields.set(field.key, field);
  const isTaken = (key: string): boolean => methods.has(key) || fields.has(key);
  const added = prototypeMembers(ts, owner, isTaken);
  for (const [key, method] of added.methods) methods.set(key, method);
  const plumbing = boundInConstructor(ts, construct, methods);
  const guard = construct && newGuardOf(ts, construct);
  if (guard) plumbing.set(guard, "new");
  for (const method of assignedMethods(ts, owner, construct)) {
    if (isTaken(method.key)) continue;
    methods.set(method.key, method);
    if (construct) plumbing.set(method.declaration, method.key);
  }
  const helpers = staticHelpers(ts, owner, methods, isTaken);
  for (const helper of helpers) methods.set(helper.key, helper);
  const isHelper = (node: ts.Node): boolean => helpers.some(({ member }) => member === node);
  const replaced = takeNamed(methods, added.handings);
  return {
    owner,
    kind,
    methods,
    fields,
    construct,
    plumbing,
    prototype: added.statements,
    handings: added.handings,
    uncertain: [...conditionalMethods(ts, owner, construct), ...added.uncertain],
    others: [...others.filter((node) => !isHelper(node)), ...added.others, ...replaced],
  };
}

/** What a call gives to a function that makes an iterator object of it. */
function membersGiven(ts: TypeScript, owner: Making, kind: IteratorKind): Members {
  const given = givenBy(ts, owner, kind);
  return {
    owner,
    kind,
    methods: given?.methods ?? new Map<string, Method>(),
    fields: new Map<string, Field>(),
    construct: undefined,
    plumbing: new Map<ts.Statement, string>(),
    prototype: [],
    handings: [],
    uncertain: [],
    isMadeIterable: given?.isIterable ?? false,
    others: [],
  };
}

/** Nobody can tell what runs in the end under these names. */
function takeNamed(methods: Map<string, Method>, handings: readonly Handing[]): readonly ts.Node[] {
  return handings
    .flatMap(({ names }) => names)
    .flatMap((name) => {
      const method = methods.get(name);
      methods.delete(name);
      return method ? [method.member.name ? method.member : method.fn] : [];
    });
}

/** What stands between the braces. */
function writtenMembers(ts: TypeScript, owner: Owner) {
  const methods = new Map<string, Method>();
  const fields = new Map<string, Field>();
  const others: ts.Node[] = [];
  for (const member of ownMembers(owner)) {
    if (isConstructorWithBody(ts, member) || isSignatureOnly(ts, member)) continue;
    const part = classify(ts, member);
    if (part === undefined) others.push(member);
    else if ("fn" in part) methods.set(part.key, part);
    else fields.set(part.key, part);
  }
  return { methods, fields, others };
}

function constructOf(ts: TypeScript, owner: Owner): Construct | undefined {
  if (ts.isFunctionDeclaration(owner) || ts.isFunctionExpression(owner)) return owner;
  return ownMembers(owner).findLast((member) => isConstructorWithBody(ts, member));
}

function parameterProperties(ts: TypeScript, construct: Construct | undefined): Field[] {
  return (construct?.parameters ?? []).flatMap((parameter) => {
    const { name } = parameter;
    const isField = ts.isParameterPropertyDeclaration(parameter, parameter.parent) && ts.isIdentifier(name);
    return isField ? [{ key: name.text, member: parameter, initializer: name }] : [];
  });
}

/** The cheap first test, for there are many objects: @returns whether the owner can have a `next` or open an iterator */
export function mayHoldProtocol(ts: TypeScript, owner: Owner): boolean {
  if (isMaking(ts, owner)) return true;
  const isNamed = ownMembers(owner).some(({ name }) => name && isProtocolKey(ts, name));
  return (
    isNamed ||
    assignedMethods(ts, owner, constructOf(ts, owner)).length > 0 ||
    (!isIteratorObject(ts, owner) && prototypesIn(ts, owner.getSourceFile()).has(owner))
  );
}

/** @returns the signatures without a body that stand before a method of several */
export function overloadsOf(
  ts: TypeScript,
  { owner }: Pick<Members, "owner">,
  key: string,
): readonly ts.Node[] {
  return ownMembers(owner).filter(
    (member) =>
      ts.isMethodDeclaration(member) && isSignatureOnly(ts, member) && memberKey(ts, member.name) === key,
  );
}

function isProtocolKey(ts: TypeScript, name: ts.PropertyName): boolean {
  return ts.isComputedPropertyName(name) || (!ts.isNumericLiteral(name) && name.text === "next");
}

function ownMembers(owner: Owner): readonly (ts.ClassElement | ts.ObjectLiteralElementLike)[] {
  if ("members" in owner) return owner.members;
  return "properties" in owner ? owner.properties : [];
}

function isConstructorWithBody(
  ts: TypeScript,
  node: ts.Node,
): node is ts.ConstructorDeclaration & { readonly body: ts.Block } {
  return ts.isConstructorDeclaration(node) && node.body !== undefined;
}
