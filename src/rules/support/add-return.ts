import type ts from "typescript";
import type { Members, Method } from "../../engine/detect/members";
import { indentationAt, layoutOf } from "../../engine/lower/layout";
import { isJavaScript } from "../../engine/syntax/nodes";
import type { Fix, RuleContext } from "../rule";

/**
 * Offers a `return()` behind `next()`.
 *
 * @param statement - what it does, before it says that the sequence is over; `this` in it is the object with `next()`
 * @param title - says what changes
 */
export function addReturn(
  { ts, sourceFile }: RuleContext,
  { owner }: Members,
  { member, fn, declaration }: Method,
  statement: string,
  title: string,
): Fix[] {
  const isClass = ts.isClassLike(owner);
  // Where `next` is an arrow, `this` is somebody else's; and a function that makes the iterator takes no more than it does.
  if (ts.isCallExpression(owner) || declaration || (!ts.isMethodDeclaration(member) && !isClass)) return [];
  const { unit, newLine } = layoutOf(sourceFile.text);
  const indent = indentationAt(sourceFile.text, member.getStart(sourceFile));
  const text = returnMethod(sourceFile, fn, statement, isClass)
    .map((line) => `${newLine}${indent}${line.replace(/^ {2}/, unit)}`)
    .join("");
  const newText = isClass ? `${newLine}${text}` : `,${text}`;
  return [
    {
      title,
      safe: false,
      edits: () => [
        { fileName: sourceFile.fileName, edits: [{ start: member.end, end: member.end, newText }] },
      ],
    },
  ];
}

function returnMethod(
  sourceFile: ts.SourceFile,
  { type }: Method["fn"],
  statement: string,
  isClass: boolean,
): string[] {
  const done = isClass && !type && !isJavaScript(sourceFile) ? "true as const" : "true";
  return [
    `async return()${type ? `: ${type.getText(sourceFile)}` : ""} {`,
    `  ${statement}`,
    `  return { value: undefined, done: ${done} };`,
    "}",
  ];
}
