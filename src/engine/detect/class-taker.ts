import type ts from "typescript";
import { iteratorKinds, protocols, type IteratorKind } from "../kind";
import { memberKey } from "../syntax/keys";
import { decoratorOf, extendsOf, hasModifier, unwrap, type FunctionWithBody } from "../syntax/nodes";
import type { TypeScript } from "../typescript";
import { isSignatureOnly } from "./member";
import { elementParameterOf, namesGiven, protocolKeys, type NextTaker, type Place } from "./next-taker";
import { callsOwn } from "./own-next";
import { onlyReturned } from "../syntax/returned";

/*
 * A class whose instances are iterators of what they are given, and do nothing else:
 * `class FnIterator { constructor(fn) { this.fn = fn; } next() { return this.fn(); } [Symbol.iterator]() { return this; } }`
 */

/** @returns what instances of the class do with what its constructor is given; `undefined` for all classes that do more than that, or less */
export function nextTakerOfClass(ts: TypeScript, owner: ts.ClassLikeDeclaration): NextTaker | undefined {
  if (decoratorOf(ts, owner) ?? extendsOf(ts, owner)) return undefined;
  const implemented = (owner.heritageClauses ?? []).flatMap(({ types }) => [...types]);
  if (!implemented.every(({ expression }) => isOfProtocol(expression.getText()))) return undefined;
  const stored = fieldsGiven(ts, owner);
  const parts = stored && owner.members.map((member) => partOf(ts, member, stored));
  if (!stored || !parts || parts.includes(undefined)) return undefined;
  const places = new Map(parts.flatMap((part) => part?.places ?? []));
  for (const [key, place] of stored) if (protocolKeys.has(key)) places.set(key, place);
  const kinds = parts.flatMap((part) => part?.opens ?? []);
  if (!places.has("next") || places.size < stored.size || new Set(places.values()).size < stored.size)
    return undefined;
  const [kind, ...others] = kinds;
  if (others.length > 0 || (kind !== "async" && parts.some((part) => part?.isAsync))) return undefined;
  const types = (owner.members.find(ts.isConstructorDeclaration)?.parameters ?? []).map(({ type }) => type);
  const elementParameter = elementParameterOf(ts, owner.typeParameters, [...types, ...implemented]);
  return { kind, places, elementParameter, made: owner };
}

function isOfProtocol(name: string): boolean {
  return iteratorKinds.some((kind) => protocols[kind].typeNames.has(name));
}

/** By the names of the fields, what is put in each of them: all that is given, and nothing else. */
function fieldsGiven(ts: TypeScript, owner: ts.ClassLikeDeclaration): ReadonlyMap<string, Place> | undefined {
  const constructors = owner.members.filter(ts.isConstructorDeclaration);
  const [construct, ...more] = constructors;
  const given = construct?.body && more.length === 0 ? namesGiven(ts, construct) : undefined;
  if (!construct?.body || !given) return undefined;
  const fields = new Map<string, Place>();
  const used = new Set<Place>();
  const store = (key: string | undefined, name: string): boolean => {
    const place = given.get(name);
    if (key === undefined || !place || fields.has(key) || used.has(place)) return false;
    fields.set(key, place);
    used.add(place);
    return true;
  };
  const areStored =
    construct.parameters.every(
      (parameter) =>
        !ts.isParameterPropertyDeclaration(parameter, construct) ||
        store(parameter.name.getText(), parameter.name.getText()),
    ) &&
    construct.body.statements.every((statement) => {
      const assigned = assignedField(ts, statement);
      return assigned !== undefined && store(assigned.key, assigned.name);
    });
  return areStored && used.size === given.size ? fields : undefined;
}

/** `this.fn = fn;` */
function assignedField(ts: TypeScript, statement: ts.Statement): { key: string; name: string } | undefined {
  const assignment = ts.isExpressionStatement(statement) ? statement.expression : undefined;
  if (!assignment || !ts.isBinaryExpression(assignment)) return undefined;
  const { left, right, operatorToken } = assignment;
  const value = unwrap(ts, right);
  const isField = ts.isPropertyAccessExpression(left) && left.expression.kind === ts.SyntaxKind.ThisKeyword;
  if (operatorToken.kind !== ts.SyntaxKind.EqualsToken || !isField || !ts.isIdentifier(value))
    return undefined;
  return { key: left.name.text, name: value.text };
}

/** What a member of such a class is for. */
interface Part {
  readonly places?: readonly (readonly [string, Place])[];
  readonly opens?: IteratorKind;
  readonly isAsync?: boolean;
}

/** @returns `undefined` for a member that such a class does not have */
function partOf(
  ts: TypeScript,
  member: ts.ClassElement,
  stored: ReadonlyMap<string, Place>,
): Part | undefined {
  if (hasModifier(ts, member, ts.SyntaxKind.StaticKeyword) || decoratorOf(ts, member)) return undefined;
  if (ts.isConstructorDeclaration(member) || ts.isSemicolonClassElement(member)) return {};
  const key =
    member.name && (ts.isPrivateIdentifier(member.name) ? member.name.text : memberKey(ts, member.name));
  if (key === undefined || isSignatureOnly(ts, member)) return undefined;
  if (ts.isPropertyDeclaration(member)) return stored.has(key) && !member.initializer ? {} : undefined;
  if (!ts.isMethodDeclaration(member) || !member.body || member.asteriskToken) return undefined;
  const fn = member as ts.MethodDeclaration & { readonly body: ts.Block };
  const opens = iteratorKinds.find((kind) => protocols[kind].openKey === key);
  if (opens) return returnsItself(ts, fn) ? { opens } : undefined;
  const called = protocolKeys.has(key)
    ? [...stored].find(([field]) => callsOwn(ts, fn, field, "async"))
    : undefined;
  const isAsync = hasModifier(ts, member, ts.SyntaxKind.AsyncKeyword);
  return called && { places: [[key, called[1]]], isAsync };
}

function returnsItself(ts: TypeScript, fn: FunctionWithBody): boolean {
  const isAsync = hasModifier(ts, fn, ts.SyntaxKind.AsyncKeyword);
  const given = fn.parameters.length === 0 && !isAsync ? onlyReturned(ts, fn) : undefined;
  return given?.kind === ts.SyntaxKind.ThisKeyword;
}
