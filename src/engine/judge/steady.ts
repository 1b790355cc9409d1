import type ts from "typescript";
import type { Facts } from "../facts";
import { isPure } from "../lower/effects";
import { memberKey } from "../syntax/keys";
import { isUndefined, isWithin, some, unwrap, type FunctionWithBody } from "../syntax/nodes";
import { declaredScope, sameVariable } from "../syntax/scopes";
import { isThis } from "../syntax/this-alias";
import type { TypeScript } from "../typescript";
import { mayComeUndone } from "./lasting";
import { looksInside } from "./looks-inside";
import type { OwnCode } from "./own-code";

type Declared = ts.VariableDeclaration | ts.ParameterDeclaration | ts.PropertyDeclaration | ts.BindingElement;

/**
 * @param isEnd - what the condition says at the end; `undefined` where it may be either
 * @param own - the iterator's own code, in whose `next()` the condition stands
 * @returns whether only the iterator's own code can make a condition say something else than at the end: it reads state, and the
 * lengths of lists that nobody else has; an array that was handed in may have grown
 */
export function isSteady(
  ts: TypeScript,
  condition: ts.Expression,
  isEnd: boolean | undefined,
  own: OwnCode,
): boolean {
  return (
    isPure(ts, condition) &&
    !some(ts, condition, (node) => readsForeign(ts, node, own)) &&
    !mayComeUndone(ts, condition, isEnd, own)
  );
}

function readsForeign(ts: TypeScript, node: ts.Node, { next: fn, facts }: OwnCode): boolean {
  if (looksInside(ts, node, facts)) return true;
  if (ts.isPropertyAccessExpression(node))
    return (
      facts.getterOf?.(node.name) !== undefined || (!isOwnField(ts, node) && !isOwnList(ts, node, fn, facts))
    );
  if (!ts.isIdentifier(node) || isPropertyName(ts, node) || isUndefined(ts, node)) return false;
  if (node.text === "NaN" || node.text === "Infinity") return false;
  const declared = declarationOf(ts, node);
  return declared ? isSetAgain(ts, declared, fn) : !isLiteralConstant(ts, node);
}

/** `for (…) { var done = false; … }`, around the function: each round sets the same variable. */
function isSetAgain(ts: TypeScript, declared: Declared, fn: FunctionWithBody): boolean {
  const isVar =
    ts.isVariableDeclaration(declared) &&
    (ts.getCombinedNodeFlags(declared) & ts.NodeFlags.BlockScoped) === 0;
  if (!isVar || isWithin(declared, fn)) return false;
  for (let node: ts.Node = declared; !ts.isFunctionLike(node) && !ts.isSourceFile(node); node = node.parent)
    if (ts.isIterationStatement(node, false)) return true;
  return false;
}

function isPropertyName(ts: TypeScript, node: ts.Identifier): boolean {
  return ts.isPropertyAccessExpression(node.parent) && node.parent.name === node;
}

/** A getter may look at anything. */
function isOwnField(ts: TypeScript, node: ts.PropertyAccessExpression): boolean {
  return isThis(ts, node.expression) && !isGetterOfOwner(ts, node.name);
}

function isGetterOfOwner(ts: TypeScript, name: ts.MemberName): boolean {
  for (let owner: ts.Node = name; !ts.isSourceFile(owner); owner = owner.parent) {
    if (!ts.isClassLike(owner) && !ts.isObjectLiteralExpression(owner)) continue;
    const members: readonly ts.Node[] = ts.isClassLike(owner) ? owner.members : owner.properties;
    return members.some((member) => ts.isGetAccessor(member) && memberKey(ts, member.name) === name.text);
  }
  return false;
}

/** `.length` of a list that begins as a literal or as the parts of a text, or of a string */
function isOwnList(
  ts: TypeScript,
  node: ts.PropertyAccessExpression,
  fn: FunctionWithBody,
  facts: Facts,
): boolean {
  if (node.name.text !== "length") return false;
  const owner = unwrap(ts, node.expression);
  const declared =
    ts.isPropertyAccessExpression(owner) && isOwnField(ts, owner)
      ? fieldNamed(ts, owner.name.text, fn)
      : ts.isIdentifier(owner)
        ? declarationOf(ts, owner)
        : undefined;
  if (!declared) return false;
  const isText = "type" in declared && declared.type?.kind === ts.SyntaxKind.StringKeyword;
  return isText || (declared.initializer !== undefined && isList(ts, declared.initializer, facts));
}

function isList(ts: TypeScript, initializer: ts.Expression, facts: Facts): boolean {
  const value = unwrap(ts, initializer);
  return ts.isArrayLiteralExpression(value) || ts.isStringLiteralLike(value) || isSplitText(ts, value, facts);
}

/** `text.split(" ")`: nobody else has what it gives. */
function isSplitText(ts: TypeScript, value: ts.Expression, facts: Facts): boolean {
  if (!ts.isCallExpression(value) || !ts.isPropertyAccessExpression(value.expression)) return false;
  const { name, expression: text } = value.expression;
  return name.text === "split" && facts.typeText?.(text) === "string";
}

/** The field of the class or literal that the function is a member of. */
function fieldNamed(ts: TypeScript, name: string, fn: FunctionWithBody): Declared | undefined {
  for (let owner: ts.Node = fn; !ts.isSourceFile(owner); owner = owner.parent) {
    if (!ts.isClassLike(owner)) continue;
    for (const member of owner.members) {
      if (ts.isPropertyDeclaration(member) && memberKey(ts, member.name) === name) return member;
      if (!ts.isConstructorDeclaration(member)) continue;
      const parameter = member.parameters.find((one) => one.name.getText() === name && one.modifiers);
      if (parameter) return parameter;
    }
    return undefined;
  }
  return undefined;
}

/** A variable or parameter of the function, or of one around it; what stands in the file, or is imported, is not. */
function declarationOf(ts: TypeScript, name: ts.Identifier): Declared | undefined {
  const declaring = sameVariable(ts, name).filter((use) => {
    const scope = declaredScope(ts, use);
    return scope !== undefined && ts.findAncestor(scope, (node) => ts.isFunctionLike(node)) !== undefined;
  });
  return declaring
    .map(({ parent }) => parent)
    .find(
      (node): node is Declared =>
        ts.isVariableDeclaration(node) || ts.isParameter(node) || ts.isBindingElement(node),
    );
}

/** `const limit = 3` of the module */
function isLiteralConstant(ts: TypeScript, name: ts.Identifier): boolean {
  for (const statement of name.getSourceFile().statements) {
    if (!ts.isVariableStatement(statement)) continue;
    if ((statement.declarationList.flags & ts.NodeFlags.Const) === 0) continue;
    for (const { name: own, initializer } of statement.declarationList.declarations) {
      if (ts.isIdentifier(own) && own.text === name.text)
        return initializer !== undefined && ts.isLiteralExpression(initializer);
    }
  }
  return false;
}
