import type ts from "typescript";
import { memberKey } from "../syntax/keys";
import { ancestor, decoratorOf, hasModifier, unwrap, type FunctionWithBody } from "../syntax/nodes";
import { isModuleOfItsOwn } from "../syntax/exports-object";
import { boundFunction, isHeldForEver } from "../syntax/bound-function";
import { neverReassigned } from "../syntax/never-reassigned";
import type { TypeScript } from "../typescript";
import type { AssignedMember } from "./assigned";

/** An argument of a call that makes an iterator object of what it is given: `makeIterator(() => …)`. */
export type GivenMember = ts.Expression & { readonly name?: ts.Identifier };

/** A member that is a function, however it is written: method, arrow in a field, function in a property. */
export interface Method {
  readonly key: string;
  readonly member: ts.ClassElement | ts.ObjectLiteralElementLike | AssignedMember | GivenMember;
  readonly fn: FunctionWithBody;
  /**
   * Where the function is declared, when the member only names it: `const next = async () => …; return { next };`, and the
   * assignment that adds it.
   */
  readonly declaration?: ts.Statement;
  /** Of a static method: the `Rows.final` of the calls, which are all that is done with it. */
  readonly calls?: readonly ts.PropertyAccessExpression[];
}

/** A member that holds a value. */
export interface Field {
  readonly key: string;
  readonly member:
    ts.PropertyDeclaration | ts.PropertyAssignment | ts.ShorthandPropertyAssignment | ts.ParameterDeclaration;
  readonly initializer: ts.Expression | undefined;
}

/** @returns whether the member has a type and nothing else */
export function isSignatureOnly(ts: TypeScript, node: ts.Node): boolean {
  if (ts.isConstructorDeclaration(node) || ts.isMethodDeclaration(node)) {
    return node.body === undefined && !hasModifier(ts, node, ts.SyntaxKind.AbstractKeyword);
  }
  return ts.isSemicolonClassElement(node) || hasModifier(ts, node, ts.SyntaxKind.DeclareKeyword);
}

/** @returns the member as a method or a field; `undefined` for what is neither, or has no certain name */
export function classify(
  ts: TypeScript,
  member: ts.ClassElement | ts.ObjectLiteralElementLike,
): Method | Field | undefined {
  if (hasModifier(ts, member, ts.SyntaxKind.StaticKeyword)) return undefined;
  if (hasModifier(ts, member, ts.SyntaxKind.AbstractKeyword)) return undefined;
  if (decoratorOf(ts, member)) return undefined;
  const key = member.name && memberKey(ts, member.name);
  if (key === undefined) return undefined;
  if (ts.isMethodDeclaration(member) && member.body) {
    return { key, member, fn: member as ts.MethodDeclaration & { readonly body: ts.Block } };
  }
  if (ts.isPropertyDeclaration(member) || ts.isPropertyAssignment(member)) {
    const initializer = member.initializer;
    const fn = initializer && unwrap(ts, initializer);
    if (fn && (ts.isArrowFunction(fn) || ts.isFunctionExpression(fn))) return { key, member, fn };
    const bound = fn && boundMember(ts, member, fn);
    if (bound) return { key, member, fn: bound };
    // Each instance of a class at the top of a module would share what its function shares.
    const isOne = ts.isPropertyAssignment(member) || !ts.isSourceFile(member.parent.parent);
    const named = fn && ts.isIdentifier(fn) && isOne ? localFunction(ts, fn) : undefined;
    return named ? { key, member, ...named } : { key, member, initializer };
  }
  if (ts.isShorthandPropertyAssignment(member)) {
    const named = localFunction(ts, member.name);
    return named ? { key, member, ...named } : { key, member, initializer: member.name };
  }
  return undefined;
}

/** @returns an argument as the method that it becomes; `undefined` where nobody can see what that does */
export function methodGiven(ts: TypeScript, key: string, argument: ts.Expression): Method | undefined {
  const member = argument as GivenMember;
  const value = unwrap(ts, argument);
  if (ts.isArrowFunction(value) || ts.isFunctionExpression(value)) return { key, member, fn: value };
  if (ts.isIdentifier(value)) {
    const named = localFunction(ts, value);
    return named && { key, member, ...named };
  }
  const bound = boundFunction(ts, value);
  const isSeen = bound && (bound.self.kind === ts.SyntaxKind.ThisKeyword || isHeldForEver(ts, bound));
  return isSeen ? { key, member, fn: bound.fn } : undefined;
}

/** `next: function () {…}.bind(this)`, with the `this` of the code around, or what a variable holds for ever. */
function boundMember(
  ts: TypeScript,
  member: ts.PropertyDeclaration | ts.PropertyAssignment,
  value: ts.Expression,
): ts.FunctionExpression | undefined {
  const bound = boundFunction(ts, value);
  if (!bound || bound.self.kind === ts.SyntaxKind.ThisKeyword) return bound?.fn;
  return ts.isPropertyAssignment(member) && isHeldForEver(ts, bound) ? bound.fn : undefined;
}

/** The function that a name stands for, when it is declared in the block that the literal stands in, or beside it at the top of a module. */
function localFunction(
  ts: TypeScript,
  name: ts.Identifier,
): { fn: FunctionWithBody; declaration: ts.Statement } | undefined {
  const statement = ancestor(name, ts.isStatement.bind(ts));
  if (!statement || !isOwnBlock(ts, statement.parent)) return undefined;
  for (const candidate of statement.parent.statements) {
    const isOwn = !hasModifier(ts, candidate, ts.SyntaxKind.ExportKeyword);
    const fn = isOwn ? functionDeclaredBy(ts, candidate, name.text) : undefined;
    const isThere = ts.isFunctionDeclaration(candidate) || candidate.pos < name.pos;
    if (fn && isThere) return { fn, declaration: candidate };
  }
  return undefined;
}

/** Nobody else can name what is declared in it and not exported. */
function isOwnBlock(ts: TypeScript, node: ts.Node): node is ts.Block | ts.SourceFile {
  return ts.isBlock(node) || (ts.isSourceFile(node) && isModuleOfItsOwn(ts, node));
}

/** @returns the function that a statement declares under this name, as a declaration or in a variable that nothing else is put in */
export function functionDeclaredBy(
  ts: TypeScript,
  statement: ts.Statement,
  name: string,
): FunctionWithBody | undefined {
  if (ts.isFunctionDeclaration(statement)) {
    const isIt = statement.body !== undefined && statement.name?.text === name;
    return isIt ? (statement as FunctionWithBody) : undefined;
  }
  return ts.isVariableStatement(statement) ? constantFunction(ts, statement, name) : undefined;
}

function constantFunction(
  ts: TypeScript,
  statement: ts.VariableStatement,
  name: string,
): FunctionWithBody | undefined {
  const [declaration, ...more] = statement.declarationList.declarations;
  if (!declaration?.initializer || more.length > 0) return undefined;
  if (!ts.isIdentifier(declaration.name) || declaration.name.text !== name) return undefined;
  if (!neverReassigned(ts, declaration)) return undefined;
  const fn = unwrap(ts, declaration.initializer);
  return ts.isArrowFunction(fn) || ts.isFunctionExpression(fn) ? fn : undefined;
}
