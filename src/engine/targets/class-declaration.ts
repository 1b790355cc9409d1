import type ts from "typescript";
import { NotUnderstood } from "../lower/draft";
import { isVariableName } from "../syntax/variable-name";
import { some } from "../syntax/nodes";
import type { TypeScript } from "../typescript";
import { spanOf } from "./common";

/** @returns the class's name, or that of the constant it is put in; what has none cannot be followed */
export function renamed(ts: TypeScript, owner: ts.ClassLikeDeclaration): ts.Identifier {
  const holder = ts.isClassExpression(owner)
    ? holderOf(ts, owner)?.declarationList.declarations[0]?.name
    : owner.name;
  if (holder && ts.isIdentifier(holder)) {
    checkSelfReference(ts, owner, holder.text);
    return holder;
  }
  throw new NotUnderstood("the class has no name that could be followed", spanOf(owner));
}

/** A class that makes instances of itself would have to be rewritten inside as well. */
function checkSelfReference(ts: TypeScript, owner: ts.ClassLikeDeclaration, name: string): void {
  const user = owner.members.find((member) =>
    some(ts, member, (node) => ts.isIdentifier(node) && node.text === name && isVariableName(ts, node)),
  );
  if (user) throw new NotUnderstood("the class names itself", spanOf(user));
}

/** `const Pages = class {…};`, a statement that the function declaration takes the place of */
function holderOf(ts: TypeScript, owner: ts.ClassExpression): ts.VariableStatement | undefined {
  const { parent } = owner;
  if (!ts.isVariableDeclaration(parent) || parent.type || owner.name) return undefined;
  const list = parent.parent;
  if (!ts.isVariableDeclarationList(list) || list.declarations.length > 1) return undefined;
  return ts.isVariableStatement(list.parent) && (list.flags & ts.NodeFlags.Const) !== 0
    ? list.parent
    : undefined;
}

/** @returns the declaration that the function takes the place of: the class, or the statement of the constant it is put in */
export function declarationOf(
  ts: TypeScript,
  owner: ts.ClassLikeDeclaration,
): ts.ClassDeclaration | ts.VariableStatement {
  if (ts.isClassDeclaration(owner)) return owner;
  const holder = holderOf(ts, owner);
  if (!holder) throw new NotUnderstood("the class has no name that could be followed", spanOf(owner));
  return holder;
}
