import { isOfTypesOnly } from "./jsdoc";

const forNextLine =
  /^\/[/*]+\s*(?:(?:eslint|oxlint)-disable-next-line|tslint:disable-next-line|@ts-(?:ignore|expect-error)|prettier-ignore|biome-ignore|(?:istanbul|c8|v8) ignore(?: next)?)\b/;

/** `// falls through`, with which linters let a `case` go on with the next one. */
const fallingThrough = /^\/[/*]+\s*falls?[\s-]?through\b/i;

/** @returns whether it says that a `case` goes on with the next one, be there a blank line between the two or not */
export function saysFallsThrough(comment: string): boolean {
  return fallingThrough.test(comment);
}

/** @returns whether a comment tells a tool something about the line below it, such as a linter what not to report there */
export function isForNextLine(comment: string): boolean {
  return forNextLine.test(comment) || saysFallsThrough(comment);
}

/** @returns whether it tells the compiler to expect, or to pass over, an error in the line below it */
export function isForCompiler(comment: string): boolean {
  return /^\/[/*]+\s*@ts-(?:expect-error|ignore)\b/.test(comment);
}

/** @returns whether a comment means nothing without the code that it is about, and goes where that goes */
export function goesWithCode(comment: string): boolean {
  return isOfTypesOnly(comment) || isForNextLine(comment);
}
