import type ts from "typescript";
import { isFunctionBoundary } from "../syntax/nodes";
import { usesOfVariable } from "../syntax/variable-name";
import type { Span } from "../text";
import type { TypeScript } from "../typescript";

/**
 * `const iterator = {…}; return iterator`, where nothing else names it: `return` can come right before what is made.
 *
 * @param made - the object, with what stands around it
 * @returns the span of all that, without a semicolon at the end; `undefined` where it stands otherwise
 */
export function handedOutAtOnce(ts: TypeScript, made: ts.Node): Span | undefined {
  const declaration = made.parent;
  if (!ts.isVariableDeclaration(declaration) || !ts.isIdentifier(declaration.name)) return undefined;
  if (declaration.type || ts.getJSDocType(declaration)) return undefined;
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
  return fn && usesOfVariable(ts, fn, text).length === 2
    ? { start: making.getStart(), end: returned.end }
    : undefined;
}
