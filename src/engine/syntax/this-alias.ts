import type ts from "typescript";
import type { Span } from "../text";
import type { TypeScript } from "../typescript";
import { thisContainer } from "./class-around";
import { declaredInScope } from "./in-scope";
import { neverReassigned } from "./never-reassigned";
import { bodyStatements, unwrap, type FunctionWithBody } from "./nodes";
import { sameVariable } from "./scopes";

/** `self = this`, which is all of a statement or one of its variables */
export interface ThisAlias {
  readonly declaration: ts.VariableDeclaration;
  /** Where it is read, functions inside included. */
  readonly uses: readonly ts.Identifier[];
}

/** @returns the variables of a function that are no more than another name for its `this` */
export function thisAliases(ts: TypeScript, fn: FunctionWithBody): readonly ThisAlias[] {
  if (ts.isArrowFunction(fn)) return [];
  return bodyStatements(ts, fn).flatMap((statement) => {
    if (!ts.isVariableStatement(statement)) return [];
    return statement.declarationList.declarations.flatMap((declaration) => {
      const name = aliasIn(ts, declaration);
      if (!name) return [];
      const uses = sameVariable(ts, name).filter((use) => use !== name);
      // A `var` that is asked before it is set is nothing yet.
      return uses.every(({ pos }) => pos >= declaration.end) ? [{ declaration, uses }] : [];
    });
  });
}

/** @returns the statement, where that says nothing else */
export function statementOf(ts: TypeScript, { declaration }: ThisAlias): ts.Statement | undefined {
  const { parent: list } = declaration;
  if (!ts.isVariableDeclarationList(list) || list.declarations.length > 1) return undefined;
  return ts.isVariableStatement(list.parent) ? list.parent : undefined;
}

/** @returns whether `this` means the same wherever the name is read, and can stand there */
export function isSaidByThis(ts: TypeScript, { declaration, uses }: ThisAlias): boolean {
  const around = thisContainer(ts, declaration);
  return uses.every((use) => ts.isPropertyAccessExpression(use.parent) && thisContainer(ts, use) === around);
}

/** @returns what is to be cut out of a statement that declares other variables besides */
export function spanOf({ declaration }: ThisAlias): Span {
  const { declarations } = declaration.parent as ts.VariableDeclarationList;
  const at = declarations.indexOf(declaration);
  const following = declarations[at + 1];
  return following
    ? { start: declaration.getStart(), end: following.getStart() }
    : { start: declarations[at - 1]?.end ?? declaration.pos, end: declaration.end };
}

/** @returns whether the expression is `this`, or a name that stands for one: `const self = this;` around it */
export function isThis(ts: TypeScript, expression: ts.Node): boolean {
  const value = unwrap(ts, expression as ts.Expression);
  if (value.kind === ts.SyntaxKind.ThisKeyword) return true;
  if (!ts.isIdentifier(value)) return false;
  const stands = declaredInScope(ts, value, value.text, (statement) => {
    const declarations = ts.isVariableStatement(statement) ? statement.declarationList.declarations : [];
    return declarations.some((one) => aliasIn(ts, one)?.text === value.text);
  });
  return stands === true;
}

function aliasIn(ts: TypeScript, declaration: ts.VariableDeclaration): ts.Identifier | undefined {
  const { name, initializer } = declaration;
  if (!ts.isIdentifier(name) || !initializer) return undefined;
  if (unwrap(ts, initializer).kind !== ts.SyntaxKind.ThisKeyword) return undefined;
  return neverReassigned(ts, declaration) ? name : undefined;
}
