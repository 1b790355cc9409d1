import type ts from "typescript";
import { memberKey } from "../engine/syntax/keys";
import { accessKind, extendsOf, find, unwrap } from "../engine/syntax/nodes";
import { mayBeObject } from "../engine/syntax/objects";
import type { TypeScript } from "../engine/typescript";
import { reaches } from "./handed-members";
import { perFileOfProgram } from "./per-program";
import type { TypeContext } from "./type-context";
import { typesMadeFor } from "./type-relations";
import { handingsIn, type Handing } from "./unseen-code";
import { wantedTypes } from "./wanted-types";

const places = perFileOfProgram<ts.Node | undefined>();

/**
 * Where does an object go on as something on which a call of its member would not be found: as `any`, as a type parameter, as an
 * interface that its class does not name? Where does code get it of which only a declaration is in sight? Or where is it asked for a key
 * that is worked out?
 *
 * @param member - a method or field, as it is declared
 * @returns the first such place of the file
 */
export function whereMemberIsLost(
  context: TypeContext,
  member: ts.NamedDeclaration,
  file: ts.SourceFile,
): ts.Node | undefined {
  return places(context.program, member, file, () => placeIn(context, member, file));
}

function placeIn(
  context: TypeContext,
  member: ts.NamedDeclaration,
  file: ts.SourceFile,
): ts.Node | undefined {
  const { ts } = context;
  const followed = followedOf(context, member);
  if (!followed) return undefined;
  const base = file === member.getSourceFile() ? foreignBase(context, member, followed.key) : undefined;
  return (
    base ??
    find(ts, file, (node) => mayBeObject(ts, node) && losesMember(context, node, followed)) ??
    handingsIn(context, file).find((handing) => handsOut(context, handing, followed))?.node
  );
}

/** `registry.add(words)`: who knows its type, and is not in sight himself, calls its members where nobody finds it. */
function handsOut(context: TypeContext, { value, wanted }: Handing, followed: Followed): boolean {
  return reaches(
    context,
    context.checker.getTypeAtLocation(value),
    wanted,
    (given, taken) => hasMember(context, given, followed) && isKnownBy(context, taken, followed),
  );
}

/** As something with such a member, or as anything at all. */
function isKnownBy(context: TypeContext, taken: ts.Type, { key }: Followed): boolean {
  const { ts } = context;
  const isAnything =
    (taken.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.Instantiable)) !== 0;
  return isAnything || propertyOf(context, taken, key) !== undefined;
}

/** `class Words extends Feed`, where code that is not in sight knows the member, and may call it on `this`. */
function foreignBase(context: TypeContext, { parent: owner }: ts.Node, key: string): ts.Node | undefined {
  const { ts, checker } = context;
  const [base] = ts.isClassLike(owner) ? (extendsOf(ts, owner)?.types ?? []) : [];
  return base && isForeign(context, propertyOf(context, checker.getTypeAtLocation(base), key))
    ? base
    : undefined;
}

/** It is declared for code that is somewhere else; what the language itself declares is called by what is written here. */
function isForeign({ program }: TypeContext, member: ts.Symbol | undefined): boolean {
  return (member?.declarations ?? []).some((declaration) => {
    const file = declaration.getSourceFile();
    return file.isDeclarationFile && !program.isSourceFileDefaultLibrary(file);
  });
}

/** A member, by all the declarations that its references are found by. */
export interface Followed {
  /** The compiler's own name of it. */
  readonly key: string;
  readonly declarations: ReadonlySet<ts.Declaration>;
}

/** @returns what a member is known by; `undefined` where it has no name */
export function followedOf(context: TypeContext, member: ts.NamedDeclaration): Followed | undefined {
  const symbol = member.name && context.checker.getSymbolAtLocation(member.name);
  if (!symbol) return undefined;
  return { key: symbol.name, declarations: declarationsOf(context, member, symbol.name) };
}

/** With those of the types that its class or literal is made for. */
function declarationsOf(
  context: TypeContext,
  member: ts.NamedDeclaration,
  key: string,
): ReadonlySet<ts.Declaration> {
  const around = typesMadeFor(context, member.parent);
  return new Set([member, ...around.flatMap((type) => propertyOf(context, type, key)?.declarations ?? [])]);
}

function losesMember(context: TypeContext, expression: ts.Expression, followed: Followed): boolean {
  const { ts, checker } = context;
  if (isTakenByAssignment(ts, expression, followed)) return true;
  if (ts.isSatisfiesExpression(expression.parent)) return false;
  const isAsked = isAskedByKey(context, expression, followed);
  const wanted = isAsked ? [] : wantedTypes(context, expression);
  if (!isAsked && wanted.length === 0) return false;
  if (!hasMember(context, checker.getTypeAtLocation(expression), followed)) return false;
  return isAsked || wanted.some((type) => !keepsMember(context, type, followed));
}

/** `({ rows: open } = table)`, of whatever it may be: where a member goes by an assignment, nobody follows it. */
function isTakenByAssignment(ts: TypeScript, expression: ts.Expression, { key }: Followed): boolean {
  return (
    ts.isObjectLiteralExpression(expression) &&
    expression.properties.some(({ name }) => name && memberKey(ts, name) === key) &&
    accessKind(ts, expression) === "write"
  );
}

/** `handlers[name]`, where the key is no literal; a symbol such as `Symbol.iterator` is no member that has a name. */
export function isAskedByKey(
  { ts, checker }: TypeContext,
  expression: ts.Expression,
  { key }: Followed,
): boolean {
  const { parent } = expression;
  if (!ts.isElementAccessExpression(parent) || parent.expression !== expression) return false;
  const asked = unwrap(ts, parent.argumentExpression);
  const isSymbol = (checker.getTypeAtLocation(asked).flags & ts.TypeFlags.ESSymbolLike) !== 0;
  if (isSymbol && !key.startsWith("__@")) return false;
  return !ts.isStringLiteralLike(asked);
}

/** A call through the type is found, and no other code knows the type. */
function keepsMember(context: TypeContext, type: ts.Type, followed: Followed): boolean {
  return hasMember(context, type, followed) && !isForeign(context, propertyOf(context, type, followed.key));
}

/** @returns whether what has this type has that very member */
export function hasMember(context: TypeContext, type: ts.Type, { key, declarations }: Followed): boolean {
  return propertyOf(context, type, key)?.declarations?.some((one) => declarations.has(one)) ?? false;
}

/** @returns what the type has by this name */
export function propertyOf({ checker }: TypeContext, type: ts.Type, key: string): ts.Symbol | undefined {
  return checker.getPropertyOfType(checker.getNonNullableType(type), key);
}
