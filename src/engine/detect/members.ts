import type ts from "typescript";
import type { IteratorKind } from "../kind";
import { memberKey } from "../syntax/keys";
import {
  assignedMethods,
  boundInConstructor,
  conditionalMethods,
  type ConditionalMethod,
  type AssignedMember,
} from "./assigned";
import type { Owner } from "./owner";
import { ancestor, hasModifier, unwrap, type FunctionWithBody } from "../syntax/nodes";
import type { TypeScript } from "../typescript";

/** A member that is a function, however it is written: method, arrow in a field, function in a property. */
export interface Method {
  readonly key: string;
  readonly member: ts.ClassElement | ts.ObjectLiteralElementLike | AssignedMember;
  readonly fn: FunctionWithBody;
  /**
   * Where the function is declared, when the member only names it: `const next = async () => …; return { next };`, and the
   * assignment that adds it.
   */
  readonly declaration?: ts.Statement;
}

/** A member that holds a value. */
export interface Field {
  readonly key: string;
  readonly member:
    ts.PropertyDeclaration | ts.PropertyAssignment | ts.ShorthandPropertyAssignment | ts.ParameterDeclaration;
  readonly initializer: ts.Expression | undefined;
}

/** What sets the state up: a constructor, or a method that each loop calls first. */
export type Construct = (ts.ConstructorDeclaration | ts.MethodDeclaration | ts.FunctionExpression) & {
  readonly body: ts.Block;
};

/** A class or object literal, taken apart. */
export interface Members {
  readonly owner: Owner;
  /** The protocol that is looked for in it. */
  readonly kind: IteratorKind;
  readonly methods: ReadonlyMap<string, Method>;
  readonly fields: ReadonlyMap<string, Field>;
  readonly construct: Construct | undefined;
  /** Statements of the constructor that only put methods in place: `this.next = this.next.bind(this);` */
  readonly plumbing: ReadonlyMap<ts.Statement, string>;
  /** Methods of the protocol that it has only sometimes. */
  readonly conditional: readonly ConditionalMethod[];
  /** Accessors, static members, spreads, index signatures, unknown computed keys: what the model has no word for. */
  readonly others: readonly ts.Node[];
}

/** Takes a class or object literal apart; overload signatures and `declare` fields are passed over. */
export function membersOf(ts: TypeScript, owner: Owner, kind: IteratorKind): Members {
  const methods = new Map<string, Method>();
  const fields = new Map<string, Field>();
  const others: ts.Node[] = [];
  let construct: (ts.ConstructorDeclaration & { readonly body: ts.Block }) | undefined;
  for (const member of ownMembers(owner)) {
    if (isConstructorWithBody(ts, member)) {
      construct = member;
      continue;
    }
    if (isSignatureOnly(ts, member)) continue;
    const part = classify(ts, member);
    if (part === undefined) others.push(member);
    else if ("fn" in part) methods.set(part.key, part);
    else fields.set(part.key, part);
  }
  for (const parameter of construct?.parameters ?? []) {
    if (ts.isParameterPropertyDeclaration(parameter, parameter.parent) && ts.isIdentifier(parameter.name)) {
      fields.set(parameter.name.text, {
        key: parameter.name.text,
        member: parameter,
        initializer: parameter.name,
      });
    }
  }
  const plumbing = boundInConstructor(ts, construct, methods);
  for (const method of assignedMethods(ts, owner, construct)) {
    if (methods.has(method.key) || fields.has(method.key)) continue;
    methods.set(method.key, method);
    if (construct) plumbing.set(method.declaration, method.key);
  }
  const conditional = conditionalMethods(ts, owner, construct);
  return { owner, kind, methods, fields, construct, plumbing, conditional, others };
}

/** The cheap first test, for there are many objects: @returns whether the owner can have a `next` or open an iterator */
export function mayHoldProtocol(ts: TypeScript, owner: Owner): boolean {
  const members = ownMembers(owner);
  const isNamed = members.some(({ name }) => name && isProtocolKey(ts, name));
  return (
    isNamed ||
    assignedMethods(
      ts,
      owner,
      members.find((member) => isConstructorWithBody(ts, member)),
    ).length > 0
  );
}

function isProtocolKey(ts: TypeScript, name: ts.PropertyName): boolean {
  return ts.isComputedPropertyName(name) || (!ts.isNumericLiteral(name) && name.text === "next");
}

function ownMembers(owner: Owner): readonly (ts.ClassElement | ts.ObjectLiteralElementLike)[] {
  return "members" in owner ? owner.members : owner.properties;
}

function isConstructorWithBody(
  ts: TypeScript,
  node: ts.Node,
): node is ts.ConstructorDeclaration & { readonly body: ts.Block } {
  return ts.isConstructorDeclaration(node) && node.body !== undefined;
}

function isSignatureOnly(ts: TypeScript, node: ts.Node): boolean {
  if (ts.isConstructorDeclaration(node) || ts.isMethodDeclaration(node)) {
    return node.body === undefined && !hasModifier(ts, node, ts.SyntaxKind.AbstractKeyword);
  }
  return ts.isSemicolonClassElement(node) || hasModifier(ts, node, ts.SyntaxKind.DeclareKeyword);
}

function classify(
  ts: TypeScript,
  member: ts.ClassElement | ts.ObjectLiteralElementLike,
): Method | Field | undefined {
  if (hasModifier(ts, member, ts.SyntaxKind.StaticKeyword)) return undefined;
  if (hasModifier(ts, member, ts.SyntaxKind.AbstractKeyword)) return undefined;
  if (ts.canHaveDecorators(member) && ts.getDecorators(member)?.length) return undefined;
  const key = member.name && memberKey(ts, member.name);
  if (key === undefined) return undefined;
  if (ts.isMethodDeclaration(member) && member.body) {
    return { key, member, fn: member as ts.MethodDeclaration & { readonly body: ts.Block } };
  }
  if (ts.isPropertyDeclaration(member) || ts.isPropertyAssignment(member)) {
    const initializer = member.initializer;
    const fn = initializer && unwrap(ts, initializer);
    if (fn && (ts.isArrowFunction(fn) || ts.isFunctionExpression(fn))) return { key, member, fn };
    const named = fn && ts.isIdentifier(fn) ? localFunction(ts, fn) : undefined;
    return named ? { key, member, ...named } : { key, member, initializer };
  }
  if (ts.isShorthandPropertyAssignment(member)) {
    const named = localFunction(ts, member.name);
    return named ? { key, member, ...named } : { key, member, initializer: member.name };
  }
  return undefined;
}

/** The function that a name stands for, when it is declared in the block that the literal stands in. */
function localFunction(
  ts: TypeScript,
  name: ts.Identifier,
): { fn: FunctionWithBody; declaration: ts.Statement } | undefined {
  const statement = ancestor(name, ts.isStatement.bind(ts));
  if (!statement || !ts.isBlock(statement.parent)) return undefined;
  for (const candidate of statement.parent.statements) {
    if (ts.isFunctionDeclaration(candidate) && candidate.body && candidate.name?.text === name.text) {
      return { fn: candidate as FunctionWithBody, declaration: candidate };
    }
    const fn = ts.isVariableStatement(candidate) ? constantFunction(ts, candidate, name.text) : undefined;
    if (fn) return { fn, declaration: candidate };
  }
  return undefined;
}

function constantFunction(
  ts: TypeScript,
  statement: ts.VariableStatement,
  name: string,
): FunctionWithBody | undefined {
  const [declaration, ...more] = statement.declarationList.declarations;
  if (
    !declaration?.initializer ||
    more.length > 0 ||
    (statement.declarationList.flags & ts.NodeFlags.Const) === 0
  ) {
    return undefined;
  }
  if (!ts.isIdentifier(declaration.name) || declaration.name.text !== name) return undefined;
  const fn = unwrap(ts, declaration.initializer);
  return ts.isArrowFunction(fn) || ts.isFunctionExpression(fn) ? fn : undefined;
}
