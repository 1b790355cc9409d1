import type ts from "typescript";
import { type FieldDeclaration, isField, ownerOfField } from "../syntax/fields";
import { decoratorOf, extendsOf, hasModifier, isJavaScript } from "../syntax/nodes";
import type { FollowContext } from "./follow-context";

/** A field of a class, by its declaration or the parameter of the constructor that declares it. */
export type Field = FieldDeclaration & {
  readonly name: ts.Identifier | ts.PrivateIdentifier;
};

/** @returns the field that a name behind a dot is of, where all that reads and writes it can be found */
export function fieldNamed(context: FollowContext, name: ts.MemberName): Field | undefined {
  const declaration = context.facts.declarationOf(name);
  return declaration && isFollowed(context, declaration) ? declaration : undefined;
}

/**
 * Is it a plain field of each instance, of a class that inherits nothing? In JavaScript, where it may be read from a value whose type nobody
 * knows, only what the class alone can name is.
 */
export function isFollowed({ ts }: FollowContext, declaration: ts.Node): declaration is Field {
  if (!isField(ts, declaration)) return false;
  const owner = ownerOfField(declaration);
  if (!ts.isClassLike(owner) || extendsOf(ts, owner)) return false;
  if (decoratorOf(ts, declaration) ?? decoratorOf(ts, owner)) return false;
  const { AccessorKeyword, DeclareKeyword, StaticKeyword, AbstractKeyword } = ts.SyntaxKind;
  const isSpecial = [AccessorKeyword, DeclareKeyword, StaticKeyword, AbstractKeyword].some((kind) =>
    hasModifier(ts, declaration, kind),
  );
  if (isSpecial || hasModifier(ts, owner, DeclareKeyword) || owner.getSourceFile().isDeclarationFile)
    return false;
  if (ts.isPrivateIdentifier(declaration.name)) return true;
  return ts.isIdentifier(declaration.name) && !isJavaScript(declaration);
}
