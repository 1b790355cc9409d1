/** Files of other languages that hold scripts: they can use what a project exports, and no compiler reads them. */
export const componentExtensions: readonly string[] = [".vue", ".svelte", ".astro", ".mdx"];

/** @returns whether a file is of such a language */
export function isComponent(file: string): boolean {
  return componentExtensions.some((extension) => file.endsWith(extension));
}

const specifier = /(?:\bfrom|\bimport|\brequire|\bsrc\s*=)\s*\(?\s*(["'])([^"'\n]+)\1/g;

/** @returns the modules that the scripts of such a file name, and maybe a few more: its text alone says so */
export function modulesNamedIn(text: string): string[] {
  return [...text.matchAll(specifier)].flatMap(([, , name]) => name ?? []);
}
