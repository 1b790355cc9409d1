import type ts from "typescript";
import { walk } from "./nodes";
import type { TypeScript } from "../typescript";

/** @returns the identifiers with this text that name a variable or type, members and labels left out */
export function variablesNamed(ts: TypeScript, root: ts.Node, text: string): ts.Identifier[] {
  if (!root.getSourceFile().text.includes(text)) return [];
  const found: ts.Identifier[] = [];
  walk(ts, root, (node) => {
    if (ts.isIdentifier(node) && node.text === text && namesVariable(ts, node)) found.push(node);
  });
  return found;
}

/** @returns whether an identifier is looked up (or declared) in scopes, as opposed to a member's name or a label */
export function namesVariable(ts: TypeScript, node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name !== node;
  if (ts.isQualifiedName(parent)) return parent.left === node && !isQualifierOfImportType(ts, parent);
  if (ts.isBindingElement(parent) || ts.isImportSpecifier(parent)) return parent.propertyName !== node;
  if (ts.isExportSpecifier(parent)) {
    if (parent.parent.parent.moduleSpecifier) return false;
    return (parent.propertyName ?? parent.name) === node;
  }
  if (isMemberWithName(ts, parent)) return parent.name !== node;
  if (ts.isJsxOpeningLikeElement(parent) || ts.isJsxClosingElement(parent)) return !/^[a-z]/.test(node.text);
  return !(
    ts.isImportTypeNode(parent) ||
    ts.isNamespaceExport(parent) ||
    ts.isLabeledStatement(parent) ||
    ts.isBreakOrContinueStatement(parent) ||
    ts.isMetaProperty(parent) ||
    ts.isNamedTupleMember(parent)
  );
}

function isQualifierOfImportType(ts: TypeScript, name: ts.QualifiedName): boolean {
  let outer: ts.Node = name.parent;
  while (ts.isQualifiedName(outer)) outer = outer.parent;
  return ts.isImportTypeNode(outer);
}

function isMemberWithName(
  ts: TypeScript,
  node: ts.Node,
): node is ts.Node & { readonly name: ts.PropertyName } {
  return (
    ts.isPropertyAssignment(node) ||
    ts.isClassElement(node) ||
    ts.isTypeElement(node) ||
    (ts.isObjectLiteralElement(node) && !ts.isShorthandPropertyAssignment(node)) ||
    ts.isEnumMember(node)
  );
}

/** @returns the scope that an identifier declares its name in, `undefined` when it declares nothing */
export function declaredScope(ts: TypeScript, node: ts.Identifier): ts.Node | undefined {
  const { parent } = node;
  if (ts.isImportSpecifier(parent) || ts.isImportClause(parent) || ts.isNamespaceImport(parent)) {
    return node.getSourceFile();
  }
  if (ts.isBindingElement(parent) || ts.isVariableDeclaration(parent)) {
    return parent.name === node ? variableScope(ts, parent) : undefined;
  }
  if (ts.isParameter(parent)) return parent.name === node ? parent.parent : undefined;
  if (ts.isFunctionExpression(parent) || ts.isClassExpression(parent)) return parent;
  if (ts.isTypeParameterDeclaration(parent)) return parent.name === node ? parent.parent.parent : undefined;
  return isScopedDeclaration(ts, parent) && parent.name === node ? blockScope(ts, parent.parent) : undefined;
}

function isScopedDeclaration(ts: TypeScript, node: ts.Node): node is ts.Node & { readonly name?: ts.Node } {
  return (
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isEnumDeclaration(node) ||
    ts.isModuleDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isImportEqualsDeclaration(node)
  );
}

function variableScope(ts: TypeScript, node: ts.BindingElement | ts.VariableDeclaration): ts.Node {
  let owner: ts.Node = node;
  while (ts.isBindingElement(owner)) owner = owner.parent.parent;
  if (!ts.isVariableDeclaration(owner)) return blockScope(ts, owner.parent);
  if (ts.isCatchClause(owner.parent)) return owner.parent;
  const isVar = (owner.parent.flags & ts.NodeFlags.BlockScoped) === 0;
  return isVar ? functionScope(ts, owner) : blockScope(ts, owner.parent);
}

/** @returns the innermost block, loop, function, module block or file around a node; a function's body counts as the function */
export function blockScope(ts: TypeScript, node: ts.Node): ts.Node {
  let current = node;
  while (!isBlockScope(ts, current)) current = current.parent;
  const ownsBlock =
    ts.isBlock(current) && (ts.isFunctionLike(current.parent) || ts.isCatchClause(current.parent));
  return ownsBlock ? current.parent : current;
}

function isBlockScope(ts: TypeScript, node: ts.Node): boolean {
  return (
    ts.isSourceFile(node) ||
    ts.isBlock(node) ||
    ts.isModuleBlock(node) ||
    ts.isCaseBlock(node) ||
    ts.isCatchClause(node) ||
    ts.isForStatement(node) ||
    ts.isForInStatement(node) ||
    ts.isForOfStatement(node) ||
    ts.isFunctionLike(node)
  );
}

function functionScope(ts: TypeScript, node: ts.Node): ts.Node {
  let current = node;
  while (
    !ts.isSourceFile(current) &&
    !ts.isModuleBlock(current) &&
    !ts.isFunctionLike(current) &&
    !ts.isClassStaticBlockDeclaration(current)
  ) {
    current = current.parent;
  }
  return current;
}

/** @returns whether `inner` is `outer` or lies below it */
export function encloses(ts: TypeScript, outer: ts.Node, inner: ts.Node): boolean {
  return ts.findAncestor(inner, (node) => node === outer) !== undefined;
}

/** @returns the identifiers of the file that name the same variable, those of another one by that name in a scope further in left out */
export function sameVariable(ts: TypeScript, name: ts.Identifier): ts.Identifier[] {
  const all = variablesNamed(ts, name.getSourceFile(), name.text);
  const scopes = all.flatMap((use) => declaredScope(ts, use) ?? []);
  const scopeOf = (use: ts.Node): ts.Node | undefined =>
    ts.findAncestor(use, (around) => scopes.includes(around));
  const own = scopeOf(name);
  return all.filter((use) => scopeOf(use) === own);
}
