import type ts from "typescript";
import { elementKey, memberKey } from "../engine/syntax/keys";
import { hasModifier, isAssignmentOperator, unwrap, walk } from "../engine/syntax/nodes";
import type { TypeScript } from "../engine/typescript";
import { mayComeHere } from "./islands";
import { codeFiles } from "./module-graph";
import type { TypeContext } from "./type-context";
import { hasTypeParameters, isAssignable } from "./type-relations";

/*
 * A value may have more members than its type names. What the project itself gives a `then` is in sight.
 */

/** What has a `then`: an expression, or the class whose instances do. */
type Thenable = ts.Expression | ts.ClassLikeDeclaration;

const byFile = new WeakMap<ts.SourceFile, readonly Thenable[]>();

function thenablesIn(ts: TypeScript, file: ts.SourceFile): readonly Thenable[] {
  const known = byFile.get(file);
  if (known) return known;
  const found: Thenable[] = [];
  if (/\bthen\s*[=:(,}]|["'`]then["'`]/.test(file.text))
    walk(ts, file, (node) => {
      const thenable = givenThen(ts, node);
      if (thenable) found.push(thenable);
    });
  byFile.set(file, found);
  return found;
}

/** `{ then() {…} }`, `class { then() {…} }`, `x.then = …`, `Object.defineProperty(x, "then", …)` */
function givenThen(ts: TypeScript, node: ts.Node): Thenable | undefined {
  if (ts.isClassLike(node))
    return node.members.some((member) => isNamedThen(ts, member) && !isStatic(ts, member)) ? node : undefined;
  if (ts.isClassElement(node))
    return isNamedThen(ts, node) && isStatic(ts, node) ? nameOfClass(ts, node) : undefined;
  if (ts.isObjectLiteralExpression(node))
    return node.properties.some((member) => isNamedThen(ts, member)) ? assignedWith(ts, node) : undefined;
  if (ts.isBinaryExpression(node)) {
    const left = unwrap(ts, node.left);
    const isMember = ts.isPropertyAccessExpression(left) || ts.isElementAccessExpression(left);
    const isPut =
      isMember && isAssignmentOperator(ts, node.operatorToken.kind) && elementKey(ts, left) === "then";
    return isPut ? unwrap(ts, left.expression) : undefined;
  }
  if (!ts.isCallExpression(node) || !/\.(?:defineProperty|set)$/.test(node.expression.getText()))
    return undefined;
  const [object, key] = node.arguments;
  return object && key && ts.isStringLiteralLike(key) && key.text === "then" ? unwrap(ts, object) : undefined;
}

function isNamedThen(ts: TypeScript, { name }: ts.NamedDeclaration): boolean {
  return name !== undefined && ts.isPropertyName(name) && memberKey(ts, name) === "then";
}

function isStatic(ts: TypeScript, member: ts.Node): boolean {
  return hasModifier(ts, member, ts.SyntaxKind.StaticKeyword);
}

function nameOfClass(ts: TypeScript, { parent }: ts.ClassElement): ts.Expression | undefined {
  return ts.isClassLike(parent) ? parent.name : undefined;
}

/** `Object.assign(run, { then() {…} })` */
function assignedWith(ts: TypeScript, literal: ts.ObjectLiteralExpression): ts.Expression {
  const { parent } = literal;
  return ts.isCallExpression(parent) && parent.expression.getText() === "Object.assign" ? parent : literal;
}

/** A type of something that has a `then`, and where that stands. */
interface Found {
  readonly type: ts.Type;
  readonly file: ts.SourceFile;
}

const byProgram = new WeakMap<ts.Program, readonly Found[]>();

/** The types of all that has a `then` in the project's own code. */
function typesOfThenables(context: TypeContext): readonly Found[] {
  const { ts, program, checker } = context;
  const before = byProgram.get(program);
  if (before) return before;
  const types = codeFiles(program)
    .flatMap((file) => thenablesIn(ts, file))
    .map((thenable) => ({ type: checker.getTypeAtLocation(thenable), file: thenable.getSourceFile() }));
  byProgram.set(program, types);
  return types;
}

/** @returns whether something in sight that has a `then` may be what the type says as well */
export function mayNameThenable(context: TypeContext, type: ts.Type): boolean {
  return typesOfThenables(context).some(
    ({ type: thenable, file }) =>
      hasMembersOf(context, thenable, type) && fits(context, thenable, type) && mayComeHere(context, file),
  );
}

/** What has type parameters may be it for some type arguments; a literal as it is written may not have more members than it is asked for. */
function fits(context: TypeContext, thenable: ts.Type, type: ts.Type): boolean {
  const isOpen = [thenable, type].some((one) => hasTypeParameters(context, one));
  const { objectFlags = 0 } = thenable as Partial<ts.ObjectType>;
  const isFresh = (objectFlags & context.ts.ObjectFlags.FreshLiteral) !== 0;
  return isOpen || isFresh || isAssignable(context, thenable, type) !== false;
}

function hasMembersOf({ ts, checker }: TypeContext, thenable: ts.Type, type: ts.Type): boolean {
  const isFunction = isCallable(type);
  if ((thenable.flags & ts.TypeFlags.Any) !== 0) return isFunction;
  if (isFunction) return isCallable(thenable);
  const has = ({ name }: ts.Symbol): boolean => checker.getPropertyOfType(thenable, name) !== undefined;
  const members = checker.getPropertiesOfType(type);
  // A type of which no member has to be there wants one of them at least.
  return members.some(has) && members.every((one) => (one.flags & ts.SymbolFlags.Optional) !== 0 || has(one));
}

function isCallable(type: ts.Type): boolean {
  return type.getCallSignatures().length > 0 || type.getConstructSignatures().length > 0;
}
