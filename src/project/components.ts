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

/** A script in a page that is no module: it can use what those declare that the page loads. */
const inlineClassic =
  /<script\b(?![^>]*\bsrc\s*=)(?![^>]*\btype\s*=\s*["']?(?!text\/javascript)[^\s>])[^>]*>\s*[^\s<]/i;

/** A script that a page loads and that is no module. */
const loadedClassic = /<script\b(?![^>]*\btype\s*=\s*["']?module\b)[^>]*\bsrc\s*=\s*(["'])([^"'\n]+)\1/gi;

function modulesOfPage(text: string): NamedModule[] {
  const loaded = inlineClassic.test(text) ? namesIn(text, loadedClassic) : [];
  return [...modulesImportedIn(text), ...loaded.map((named) => ({ ...named, specifier: besidePage(named) }))];
}

/** A page names its scripts by URLs: "lines.js" lies beside it. */
function besidePage({ specifier }: NamedModule): string {
  return /^(?:\.{0,2}\/|[a-z]+:)/i.test(specifier) ? specifier : `./${specifier}`;
}

function modulesImportedIn(text: string): NamedModule[] {
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
