import type ts from "typescript";
import { hasModifier } from "./nodes";
import { variablesNamed } from "./scopes";
import type { TypeScript } from "../typescript";

/** `static final() {…}` */
export type StaticMethod = ts.MethodDeclaration & { readonly body: ts.Block };

/** @returns whether nobody but code of this file can name the static method: it is private, or its class is not known elsewhere */
export function isKnownHere(ts: TypeScript, owner: ts.ClassDeclaration, method: StaticMethod): boolean {
  return isPrivate(ts, method) || isKnownHereAlone(ts, owner);
}

/** @returns whether only the class itself can name the static method */
export function isPrivate(ts: TypeScript, member: StaticMethod): boolean {
  return ts.isPrivateIdentifier(member.name) || hasModifier(ts, member, ts.SyntaxKind.PrivateKeyword);
}

/** It is not exported, and used for nothing but to make instances, to ask for them, and by its members. */
function isKnownHereAlone(ts: TypeScript, owner: ts.ClassDeclaration): boolean {
  const sourceFile = owner.getSourceFile();
  if (!owner.name || !ts.isExternalModule(sourceFile)) return false;
  if (hasModifier(ts, owner, ts.SyntaxKind.ExportKeyword)) return false;
  return variablesNamed(ts, sourceFile, owner.name.text).every(({ parent }) => {
    if (parent === owner || ts.isTypeReferenceNode(parent)) return true;
    if (ts.isBinaryExpression(parent)) return parent.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword;
    return ts.isNewExpression(parent) || ts.isPropertyAccessExpression(parent);
  });
}
