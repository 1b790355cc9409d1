import type ts from "typescript";
import { memberKey } from "../syntax/keys";
import { isWithin, some, unwrap, walk } from "../syntax/nodes";
import { declaredScope, sameVariable } from "../syntax/scopes";
import { isThis } from "../syntax/this-alias";
import type { TypeScript } from "../typescript";
import { usesOfMember } from "./member-uses";
import { isForeignField, isForeignVariable, isOfMaker, servesSeveral, type OwnCode } from "./own-code";

/** A variable or field, and everything that is done with it. */
export interface State {
  readonly declared: ts.Node | undefined;
  readonly uses: readonly ts.Expression[];
  /** Several iterators have it, one after the other or at the same time. */
  readonly isShared: boolean;
  /**
   * Is it code other than the iterator's own, which may run once the end has come?
   *
   * @param isShared - what other iterators do to it counts as well
   */
  isForeign(use: ts.Expression, isShared: boolean): boolean;
}

/** @returns the state behind a name; "fixed" where it is always the same, `undefined` where not all uses of it are known */
export function stateNamed(
  ts: TypeScript,
  name: ts.Identifier | ts.PropertyAccessExpression,
  own: OwnCode,
): State | "fixed" | undefined {
  return ts.isIdentifier(name) ? variableState(ts, name, own) : fieldState(ts, name, own);
}

/** @returns whether it is declared as a string */
export function isTextDeclared(ts: TypeScript, declared: ts.Node | undefined): boolean {
  if (!declared) return false;
  const isTyped = ts.isVariableDeclaration(declared) || ts.isParameter(declared);
  if (!isTyped && !ts.isPropertyDeclaration(declared)) return false;
  const initializer = declared.initializer && unwrap(ts, declared.initializer);
  return (
    declared.type?.kind === ts.SyntaxKind.StringKeyword ||
    (initializer !== undefined && ts.isStringLiteralLike(initializer))
  );
}

function variableState(ts: TypeScript, name: ts.Identifier, own: OwnCode): State | "fixed" {
  const all = sameVariable(ts, name);
  const declaration = all.find((use) => declaredScope(ts, use) !== undefined);
  const scope = declaration && declaredScope(ts, declaration);
  if (!declaration || !scope || isWithin(scope, own.next)) return "fixed";
  return {
    declared: declaration.parent,
    uses: all.filter((use) => declaredScope(ts, use) === undefined),
    isShared: servesSeveral(ts, own.next, scope),
    isForeign: (use, isShared) => isForeignVariable(ts, use, scope, own, isShared),
  };
}

function fieldState(ts: TypeScript, field: ts.PropertyAccessExpression, own: OwnCode): State | undefined {
  const owner = thisOwner(ts, field);
  const name = owner && declaredField(ts, owner, field.name.text);
  if (!owner || !name) return undefined;
  const uses = usesOfField(ts, name, field.name.text, owner, own);
  if (!uses || changesAnyField(ts, owner)) return undefined;
  return {
    declared: name.parent,
    uses,
    isShared: isOfMaker(ts, own.next, owner),
    isForeign: (use, isShared) => isForeignField(ts, use, owner, own, isShared),
  };
}

/** The class, object or function whose `this` is meant. */
function thisOwner(ts: TypeScript, node: ts.Node): ts.Node | undefined {
  for (let at = node.parent; !ts.isSourceFile(at); at = at.parent) {
    if (ts.isClassLike(at)) return at;
    if (!ts.isFunctionLike(at) || ts.isArrowFunction(at)) continue;
    const { parent } = at;
    if (ts.isClassLike(parent) || ts.isObjectLiteralExpression(parent)) return parent;
    if (ts.isPropertyAssignment(parent)) return parent.parent;
    return at.getSourceFile();
  }
  return undefined;
}

/** The name by which a field is declared: in the class, as a parameter of its constructor, or where it is first set. */
function declaredField(ts: TypeScript, owner: ts.Node, text: string): ts.Node | undefined {
  let found: ts.Node | undefined;
  walk(ts, owner, (node) => {
    if (found) return false;
    const isOwn = node.parent === owner && (ts.isPropertyDeclaration(node) || ts.isPropertyAssignment(node));
    if (isOwn && memberKey(ts, node.name) === text) found = node.name;
    const isParameter = ts.isParameter(node) && ts.isParameterPropertyDeclaration(node, node.parent);
    if (isParameter && node.name.getText() === text) found = node.name;
    return true;
  });
  return found ?? firstSet(ts, owner, text);
}

/** `this.at = 0`, in JavaScript */
function firstSet(ts: TypeScript, owner: ts.Node, text: string): ts.Node | undefined {
  let found: ts.Node | undefined;
  walk(ts, owner, (node) => {
    if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return;
    const { left } = node;
    const isField = ts.isPropertyAccessExpression(left) && isThis(ts, left.expression);
    if (isField && left.name.text === text) found ??= left.name;
  });
  return found;
}

function usesOfField(
  ts: TypeScript,
  name: ts.Node,
  text: string,
  owner: ts.Node,
  { facts }: OwnCode,
): readonly ts.Expression[] | undefined {
  const references = facts.references(name);
  if (references?.some(({ node }) => ts.isAccessor(node.parent))) return undefined;
  const isExported = ts.isClassLike(owner) && !isHidden(ts, name);
  if (!references && isExported && facts.references(owner.name ?? owner) === undefined) return undefined;
  return usesOfMember(ts, name, text, facts);
}

/** `#at`, `private at` */
function isHidden(ts: TypeScript, name: ts.Node): boolean {
  if (ts.isPrivateIdentifier(name)) return true;
  const { parent } = name;
  if (!ts.canHaveModifiers(parent)) return false;
  const { PrivateKeyword, ReadonlyKeyword } = ts.SyntaxKind;
  return (
    ts.getModifiers(parent)?.some(({ kind }) => kind === PrivateKeyword || kind === ReadonlyKeyword) ?? false
  );
}

/** `Object.assign(this, state)`, `this[key] = value` */
function changesAnyField(ts: TypeScript, owner: ts.Node): boolean {
  return some(ts, owner, (node) => {
    if (node.kind !== ts.SyntaxKind.ThisKeyword) return false;
    const { parent } = node;
    if (ts.isCallExpression(parent))
      return /^(?:Object|Reflect)\.(?:assign|set|definePropert)/.test(parent.expression.getText());
    return (
      ts.isElementAccessExpression(parent) &&
      !ts.isLiteralExpression(parent.argumentExpression) &&
      ts.isBinaryExpression(parent.parent) &&
      parent.parent.left === parent
    );
  });
}
