import type { Span } from "../engine/text";

/** Files of other languages that hold scripts: they can use what a project exports, and no compiler reads them. */
export const componentExtensions: readonly string[] = [".vue", ".svelte", ".astro", ".mdx", ".html"];

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
export function modulesNamedIn(file: string, text: string): NamedModule[] {
  return file.endsWith(".html") ? modulesOfPage(text) : namesIn(text, pattern);
}

/** Scripts in a page, rather than those that it only starts: those have all that they use in their own files. */
const inlineScripts =
  /<script\b(?=[^>]*\btype\s*=\s*["']?module\b)(?![^>]*\bsrc\s*=)[^>]*>([^]*?)<\/script/dgi;

/** An import that takes something from a module; `import "./main.js"` only starts it. */
const takingImports = /(?:\bfrom|\bimport\s*\()\s*(["'])([^"'\n]+)\1/g;

function modulesOfPage(text: string): NamedModule[] {
  return [...text.matchAll(inlineScripts)].flatMap(({ indices }) => {
    const [start, end] = indices?.[1] ?? [0, 0];
    return namesIn(text.slice(start, end), takingImports).map((named) => ({
      specifier: named.specifier,
      start: named.start + start,
      end: named.end + start,
    }));
  });
}

function namesIn(text: string, imports: RegExp): NamedModule[] {
  return [...text.matchAll(imports)].flatMap(({ 0: whole, 2: specifier, index }) => {
    if (specifier === undefined) return [];
    const end = index + whole.length;
    // With its quotes.
    return [{ specifier, start: end - specifier.length - 2, end }];
  });
}
