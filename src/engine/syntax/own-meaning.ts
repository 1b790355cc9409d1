import type ts from "typescript";

/** @returns whether the file may mean something of its own by a name that the platform has, such as `Map` */
export function hasOtherMeaning(name: ts.Identifier): boolean {
  const { text } = name;
  const ownMeaning = new RegExp(
    `\\b(?:class|function|const|let|var|enum)\\s+${text}\\b|\\bimport\\b[^;'"]*\\b${text}\\b`,
  );
  return ownMeaning.test(name.getSourceFile().text);
}
