import type { Span } from "../engine/text";

/** Files of other languages that hold scripts: they can use what a project exports, and no compiler reads them. */
export const componentExtensions: readonly string[] = [".vue", ".svelte", ".astro", ".mdx"];

/** @returns whether a file is of such a language */
export function isComponent(file: string): boolean {
  return componentExtensions.some((extension) => file.endsWith(extension));
}

const pattern = /(?:\bfrom|\bimport|\brequire|\bsrc\s*=)\s*\(?\s*(["'])([^"'\n]+)\1/g;

/** A module that the script of such a file names. */
export interface NamedModule extends Span {
  readonly specifier: string;
}

/** @returns the modules that the scripts of such a file name, and maybe a few more: its text alone says so */
export function modulesNamedIn(text: string): NamedModule[] {
  return [...text.matchAll(pattern)].flatMap(({ 0: whole, 2: specifier, index }) => {
    if (specifier === undefined) return [];
    const end = index + whole.length;
    // With its quotes.
    return [{ specifier, start: end - specifier.length - 2, end }];
  });
}
