import type ts from "typescript";
import { iteratorKinds, protocols } from "../kind";
import { memberKey } from "../syntax/keys";
import { functionAround, isFunctionBoundary, isWithin } from "../syntax/nodes";
import { usesOfVariable } from "../syntax/variable-name";
import type { Span } from "../text";
import type { TypeScript } from "../typescript";

/**
 * `const iterator = {…}; return iterator`, where nothing else names it: `return` can come right before what is made.
 *
 * @param made - the object, with what stands around it
 * @param isAllGone - nothing of the object is left, so that its opening method may name it
 * @returns the span of all that, without a semicolon at the end; `undefined` where it stands otherwise
 */
export function handedOutAtOnce(ts: TypeScript, made: ts.Node, isAllGone = false): Span | undefined {
  const declaration = made.parent;
  if (!ts.isVariableDeclaration(declaration) || !ts.isIdentifier(declaration.name)) return undefined;
  if (!isOfTypeGiven(ts, declaration)) return undefined;
  const list = declaration.parent;
  // What `using` holds is released at the end, whoever it is handed to.
  if (!ts.isVariableDeclarationList(list) || !/^(?:const|let|var)\b/.test(list.getText())) return undefined;
  const making = list.parent;
  if (!ts.isVariableStatement(making) || list.declarations.length > 1 || !ts.isBlock(making.parent))
    return undefined;
  const { statements } = making.parent;
  const behind = statements[statements.indexOf(making) + 1];
  if (!behind || !ts.isReturnStatement(behind) || !behind.expression) return undefined;
  const returned = behind.expression;
  const { text } = declaration.name;
  const between = making.getSourceFile().text.slice(making.end, behind.getStart());
  if (!ts.isIdentifier(returned) || returned.text !== text || between.trim() !== "") return undefined;
  const fn = ts.findAncestor(making, (node) => isFunctionBoundary(ts, node));
  const uses = fn ? usesOfVariable(ts, fn, text) : [];
  const others = uses.filter((use) => use !== declaration.name && use !== returned);
  return fn && others.every((use) => isAllGone && isGivenByOpener(ts, use, made))
    ? { start: making.getStart(), end: returned.end }
    : undefined;
}

/** It has no type of its own, or that which the function says that it returns. */
function isOfTypeGiven(ts: TypeScript, declaration: ts.VariableDeclaration): boolean {
  if (ts.getJSDocType(declaration)) return false;
  if (!declaration.type) return true;
  const type = functionAround(ts, declaration)?.type;
  return type?.getText() === declaration.type.getText();
}

/** `[Symbol.iterator]() { return iterator; }` in the object itself, which goes. */
function isGivenByOpener(ts: TypeScript, use: ts.Node, made: ts.Node): boolean {
  const fn =
    ts.isReturnStatement(use.parent) || ts.isArrowFunction(use.parent) ? functionAround(ts, use) : undefined;
  const member = fn && (ts.isMethodDeclaration(fn) ? fn : fn.parent);
  if (!member || !isWithin(member, made) || !ts.isObjectLiteralElement(member) || !member.name) return false;
  const key = memberKey(ts, member.name);
  return iteratorKinds.some((kind) => protocols[kind].openKey === key);
}
