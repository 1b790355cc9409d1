import type ts from "typescript";
import { memberKey } from "../syntax/keys";
import { decoratorOf, hasModifier, isWithin, some, walk } from "../syntax/nodes";
import { declaredScope, variablesNamed } from "../syntax/scopes";
import { isKnownHere, type StaticMethod } from "../syntax/static-methods";
import type { TypeScript } from "../typescript";
import type { Method } from "./member";
import type { Owner } from "./owner";

/** A static method that is a helper like those of instances: only methods of the class call it, by the name of the class. */
export interface StaticHelper extends Method {
  readonly calls: readonly ts.PropertyAccessExpression[];
}

/**
 * Finds the static methods of a class that are as good as private helpers of its instances: `return Rows.final();`
 *
 * Each is private, or the class is known in this file alone; it says neither `this` nor `super`; nothing in the file has a member of
 * that name, written as a text or not, but for the calls in methods of instances.
 *
 * @param instance - the methods that instances have
 * @param isTaken - tells of the names of all their members
 */
export function staticHelpers(
  ts: TypeScript,
  owner: Owner,
  instance: ReadonlyMap<string, Method>,
  isTaken: (key: string) => boolean,
): readonly StaticHelper[] {
  if (!ts.isClassDeclaration(owner) || !owner.name || !instance.has("next")) return [];
  const written = owner.members.filter((member): member is StaticMethod => isPlainStatic(ts, member));
  if (written.length === 0 || isRedeclared(ts, owner, owner.name.text)) return [];
  return written.flatMap((member) => {
    const key = memberKey(ts, member.name);
    if (key === undefined || isTaken(key) || protocolKeys.has(key)) return [];
    if (!isKnownHere(ts, owner, member)) return [];
    const calls = callsOf(ts, owner, member, [...instance.values()]);
    return calls ? [{ key, member, fn: member, calls }] : [];
  });
}

const protocolKeys: ReadonlySet<string> = new Set(["next", "return", "throw"]);

function isPlainStatic(ts: TypeScript, member: ts.ClassElement): member is StaticMethod {
  return (
    ts.isMethodDeclaration(member) &&
    member.body !== undefined &&
    !ts.isComputedPropertyName(member.name) &&
    !member.asteriskToken &&
    hasModifier(ts, member, ts.SyntaxKind.StaticKeyword) &&
    !decoratorOf(ts, member) &&
    !some(ts, member, (node) => asksWhoCalls(ts, node))
  );
}

function asksWhoCalls(ts: TypeScript, node: ts.Node): boolean {
  return (
    node.kind === ts.SyntaxKind.ThisKeyword ||
    node.kind === ts.SyntaxKind.SuperKeyword ||
    ts.isMetaProperty(node) ||
    (ts.isIdentifier(node) && node.text === "arguments")
  );
}

/** Inside of the class, its name might mean something else. */
function isRedeclared(ts: TypeScript, owner: ts.ClassDeclaration, name: string): boolean {
  return variablesNamed(ts, owner, name).some((node) => node !== owner.name && declaredScope(ts, node));
}

/** @returns `undefined` where more is done with the method, or with another member of that name, than to call it */
function callsOf(
  ts: TypeScript,
  owner: ts.ClassDeclaration,
  { name }: StaticMethod,
  methods: readonly Method[],
): readonly ts.PropertyAccessExpression[] | undefined {
  const sourceFile = owner.getSourceFile();
  const text = name.getText();
  const calls: ts.PropertyAccessExpression[] = [];
  const others: ts.Node[] = [];
  walk(ts, sourceFile, (node) => {
    if (!isName(ts, node) || node.text !== text || node === name) return;
    const { parent } = node;
    const isCall =
      ts.isPropertyAccessExpression(parent) &&
      ts.isCallExpression(parent.parent) &&
      parent.parent.expression === parent &&
      ts.isIdentifier(parent.expression) &&
      parent.expression.text === owner.name?.text &&
      methods.some(({ fn }) => isWithin(parent, fn.body));
    if (isCall) calls.push(parent);
    else if (!ts.isIdentifier(node) || mayNameMember(ts, node)) others.push(node);
  });
  return others.length > 0 || calls.length === 0 ? undefined : calls;
}

type Name = ts.Identifier | ts.PrivateIdentifier | ts.StringLiteralLike;

function isName(ts: TypeScript, node: ts.Node): node is Name {
  return ts.isIdentifier(node) || ts.isPrivateIdentifier(node) || ts.isStringLiteralLike(node);
}

/** A variable of that name has nothing to do with it. */
function mayNameMember(ts: TypeScript, { parent }: ts.Identifier): boolean {
  return ts.isPropertyAccessExpression(parent) || ts.isBindingElement(parent) || ts.isClassElement(parent);
}
