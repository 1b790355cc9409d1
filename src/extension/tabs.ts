import { TabInputText, TabInputTextDiff, type TextDocument, type Uri, window } from "vscode";

/**
 * Whether a person has the document before them. Extensions open documents that nobody sees, VS Code keeps some for a while after their
 * tab went, and its own TypeScript extension shows no errors of either.
 *
 * @returns whether a tab or an editor shows it, be it behind others
 */
export function isShown(document: TextDocument): boolean {
  const key = document.uri.toString();
  return (
    window.visibleTextEditors.some((editor) => editor.document === document) ||
    window.tabGroups.all.some(({ tabs }) =>
      tabs.some(({ input }) => urisOf(input).some((uri) => uri.toString() === key)),
    )
  );
}

/** @param input - of a tab; what it shows decides on its type */
function urisOf(input: unknown): readonly Uri[] {
  if (input instanceof TabInputText) return [input.uri];
  if (input instanceof TabInputTextDiff) return [input.original, input.modified];
  return [];
}
