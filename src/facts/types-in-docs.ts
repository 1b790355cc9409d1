import type ts from "typescript";
import { isInDocs, isJavaScript } from "../engine/syntax/nodes";
import type { TypeScript } from "../engine/typescript";
import { tokenAt } from "./symbols";

/**
 * Where a class comes from `require()`, its name is a variable's to the language service, and a type's to whoever reads `@param {Rows} rows`.
 *
 * @param name - what a variable is called that holds a class
 * @returns the types in the comments of its file that are written with that name and mean the class
 */
export function typesInDocs(
  ts: TypeScript,
  checker: ts.TypeChecker,
  name: ts.Identifier,
): readonly ts.Identifier[] {
  if (!isJavaScript(name)) return [];
  const sourceFile = name.getSourceFile();
  const meant = checker.getTypeAtLocation(name).symbol as ts.Symbol | undefined;
  if (!meant) return [];
  return placesInBraces(sourceFile.text, name.text).flatMap((place) => {
    const node = tokenAt(sourceFile, place);
    if (!node || !ts.isIdentifier(node) || !isInDocs(ts, node)) return [];
    const { parent } = node;
    const isType = ts.isTypeReferenceNode(parent) && parent.typeName === node;
    return isType && checker.getTypeAtLocation(parent).symbol === meant ? [node] : [];
  });
}

/** A type in a comment stands behind a brace on its line; no syntax tree is walked for other places. */
function placesInBraces(text: string, name: string): readonly number[] {
  const places: number[] = [];
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
    const isWhole = !/[\w$.]/.test(text.charAt(at - 1)) && !/[\w$]/.test(text.charAt(at + name.length));
    if (isWhole && /\{[^}]*$/.test(text.slice(text.lastIndexOf("\n", at) + 1, at))) places.push(at);
  }
  return places;
}
