import { type TabGroup, TabInputText, type Uri, ViewColumn } from "vscode";

/**
 * @param groups - all groups of editors
 * @returns where to show the file: where it stands already, else in the first group, so that the code stays beside the page
 */
export function columnFor(uri: Uri, groups: readonly TabGroup[]): ViewColumn {
  const key = uri.toString();
  const shows = (input: unknown): boolean => input instanceof TabInputText && input.uri.toString() === key;
  const shown =
    groups.find(({ activeTab }) => shows(activeTab?.input)) ??
    groups.find(({ tabs }) => tabs.some(({ input }) => shows(input)));
  return shown?.viewColumn ?? (groups.length > 1 ? ViewColumn.One : ViewColumn.Active);
}
