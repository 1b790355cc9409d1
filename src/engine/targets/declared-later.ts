import type ts from "typescript";
import { NotUnderstood } from "../lower/draft";
import { say } from "../say";
import { namesBound } from "../syntax/bound-names";
import { declaredInScope } from "../syntax/in-scope";
import { hasModifier, isFunctionBoundary, isJavaScript, isWithin, walk } from "../syntax/nodes";
import { isVariableName } from "../syntax/variable-name";
import type { TypeScript } from "../typescript";
import { spanOf } from "./common";

/**
 * TypeScript takes a function that is called where it stands, `(function* () {…})()`, for one that runs there, generator or not. What is
 * declared further down cannot be used in it, as it can in a method.
 *
 * @param object - in whose place the call stands
 * @param code - what comes into the generator
 * @throws NotUnderstood when it would no longer compile
 */
export function checkDeclaredBefore(ts: TypeScript, object: ts.Node, code: readonly ts.Node[]): void {
  const file = object.getSourceFile();
  if (isJavaScript(file) && !/^\s*\/\/\s*@ts-check/m.test(file.text)) return;
  for (const part of code) {
    const early = usedEarly(ts, object, part);
    if (early)
      throw new NotUnderstood(
        say(
          "'{0}' is declared further down, which TypeScript does not allow in a generator that is called at once",
          early.text,
        ),
        spanOf(early),
      );
  }
}

function usedEarly(ts: TypeScript, object: ts.Node, part: ts.Node): ts.Identifier | undefined {
  let found: ts.Identifier | undefined;
  walk(ts, part, (node) => {
    if (found || isTypeOnly(ts, node) || (node !== part && isFunctionBoundary(ts, node))) return false;
    if (ts.isIdentifier(node) && isVariableName(ts, node) && isDeclaredLater(ts, object, node)) found = node;
    return !found;
  });
  return found;
}

function isTypeOnly(ts: TypeScript, node: ts.Node): boolean {
  return ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node);
}

function isDeclaredLater(ts: TypeScript, object: ts.Node, { text }: ts.Identifier): boolean {
  return (
    declaredInScope(ts, object, text, (statement) => {
      if (ts.isFunctionDeclaration(statement) || isDeferred(ts, object, statement.parent)) return false;
      if (!ts.isVariableStatement(statement)) return statement.pos >= object.end;
      return statement.declarationList.declarations.some(
        ({ name, pos }) => pos >= object.end && namesBound(ts, name).includes(text),
      );
    }) ?? false
  );
}

/** Between the block and the object there is a function, or a field of instances, which runs later. */
function isDeferred(ts: TypeScript, object: ts.Node, block: ts.Node): boolean {
  for (let node = object; node !== block && !ts.isSourceFile(node); node = node.parent) {
    const isStatic = hasModifier(ts, node, ts.SyntaxKind.StaticKeyword);
    if (ts.isFunctionLike(node) || (ts.isPropertyDeclaration(node) && !isStatic))
      return isWithin(node, block);
  }
  return false;
}
