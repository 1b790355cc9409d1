import type { DocumentFilter, TextDocument } from "vscode";

/** `.mts`, `.cts`, `.mjs` and `.cjs` are among these: VS Code gives them the plain languages. */
const languages: readonly string[] = ["typescript", "typescriptreact", "javascript", "javascriptreact"];

/** Files on disk and files that were never saved; not the read-only sides of a diff, nor notebook cells. */
const schemes: readonly string[] = ["file", "untitled", "vscode-vfs"];

/** What the extension looks at, as a selector for providers. */
export const selector: readonly DocumentFilter[] = languages.flatMap((language) =>
  schemes.map((scheme) => ({ language, scheme })),
);

/** @returns whether the extension looks at this document */
export function isSupported(document: TextDocument): boolean {
  return languages.includes(document.languageId) && schemes.includes(document.uri.scheme);
}
