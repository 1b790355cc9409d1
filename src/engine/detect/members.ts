import type ts from "typescript";
import { memberKey } from "../syntax/keys";
import { hasModifier, unwrap, type FunctionWithBody } from "../syntax/nodes";
import type { TypeScript } from "../typescript";

/** What can own a protocol method. */
export type Owner = ts.ClassDeclaration | ts.ClassExpression | ts.ObjectLiteralExpression;

/** A member that is a function, however it is written: method, arrow in a field, function in a property. */
export interface Method {
  readonly key: string;
  readonly member: ts.ClassElement | ts.ObjectLiteralElementLike;
  readonly fn: FunctionWithBody;
}

/** A member that holds a value. */
export interface Field {
  readonly key: string;
  readonly member:
    | ts.PropertyDeclaration
    | ts.PropertyAssignment
    | ts.ShorthandPropertyAssignment
    | ts.ParameterDeclaration;
  readonly initializer: ts.Expression | undefined;
}

/** A class or object literal, taken apart. */
export interface Members {
  readonly owner: Owner;
  readonly methods: ReadonlyMap<string, Method>;
  readonly fields: ReadonlyMap<string, Field>;
  readonly construct: (ts.ConstructorDeclaration & { readonly body: ts.Block }) | undefined;
  /** Accessors, static members, spreads, index signatures, unknown computed keys: what the model has no word for. */
  readonly others: readonly ts.Node[];
}

/** Takes a class or object literal apart; overload signatures and `declare` fields are passed over. */
export function membersOf(ts: TypeScript, owner: Owner): Members {
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
      fields.set(parameter.name.text, { key: parameter.name.text, member: parameter, initializer: parameter.name });
    }
  }
  return { owner, methods, fields, construct, others };
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

function classify(ts: TypeScript, member: ts.ClassElement | ts.ObjectLiteralElementLike): Method | Field | undefined {
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
    return { key, member, initializer };
  }
  if (ts.isShorthandPropertyAssignment(member)) return { key, member, initializer: member.name };
  return undefined;
}
