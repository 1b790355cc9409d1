import type ts from "typescript";
import { libraryOwner } from "./library-owner";
import type { Facts } from "../facts";
import type { TypeScript } from "../typescript";
import { functionAround, unwrap } from "./nodes";
import { isNeverMissing } from "./present";

/** Methods of strings that take numbers alone, and give something for each of them. */
const withNumbers = /^(?:at|charAt|charCodeAt|codePointAt|slice|substr|substring)$/;

/** Methods of strings that take nothing. */
const withNothing = /^(?:toLowerCase|toUpperCase|trim|trimEnd|trimStart)$/;

/**
 * `text.charAt(index)`: neither fails nor runs anybody's code.
 *
 * @returns whether the node calls such a method of a string that is there for certain, with numbers
 */
export function isTextMethod(ts: TypeScript, node: ts.Node, facts: Facts): boolean {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return false;
  const { expression: text, name } = node.expression;
  const isKnown = withNumbers.test(name.text)
    ? node.arguments.every((argument) => !ts.isSpreadElement(argument) && facts.isNumber?.(argument) === true)
    : withNothing.test(name.text) && node.arguments.length === 0;
  return (
    isKnown && libraryOwner(ts, name, facts) === "String" && isKept(ts, text, facts) && isPresent(text, facts)
  );
}

/**
 * The type is believed of what lives longer than the call, and of what is made of that; not of an element that comes from elsewhere, which
 * may not be there in spite of its type.
 */
function isKept(ts: TypeScript, expression: ts.Expression, facts: Facts): boolean {
  const text = unwrap(ts, expression);
  if (ts.isStringLiteralLike(text) || isTextMethod(ts, text, facts)) return true;
  if (ts.isPropertyAccessExpression(text))
    return unwrap(ts, text.expression).kind === ts.SyntaxKind.ThisKeyword;
  const declaration = ts.isIdentifier(text) ? facts.declarationOf(text) : undefined;
  return declaration !== undefined && functionAround(ts, declaration) !== functionAround(ts, text);
}

function isPresent(text: ts.Expression, facts: Facts): boolean {
  return facts.isPrimitive(text) === true && isNeverMissing(text, facts);
}
