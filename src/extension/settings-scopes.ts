import * as vscode from "vscode";
import { settingsFrom } from "./setting-values";
import { section } from "./settings";

/** One of the places that settings are written down in: the user's, the workspace's, or those of one of several folders. */
export interface SettingsScope {
  /** What is wrong with the values that stand in this place, a sentence each. */
  readonly problems: readonly string[];
  /** Shows them to whoever wants to mend them. */
  open(): Thenable<unknown>;
}

type Inspected = NonNullable<ReturnType<vscode.WorkspaceConfiguration["inspect"]>>;

/** @returns every place that can hold settings of the workspace as it is now */
export function settingsScopes(): SettingsScope[] {
  const { executeCommand } = vscode.commands;
  const user: SettingsScope = {
    problems: problemsIn(undefined, ({ globalValue }) => globalValue),
    open: () => executeCommand("workbench.action.openSettings", section),
  };
  const workspace: SettingsScope = {
    problems: problemsIn(undefined, ({ workspaceValue }) => workspaceValue),
    open: () => executeCommand("workbench.action.openWorkspaceSettings", { query: section }),
  };
  // The settings of an only folder are those of the workspace.
  const isSeveral = vscode.workspace.workspaceFile !== undefined;
  return [user, workspace, ...(isSeveral ? (vscode.workspace.workspaceFolders ?? []).map(folderScope) : [])];
}

function folderScope({ uri, name }: vscode.WorkspaceFolder): SettingsScope {
  const problems = problemsIn(uri, ({ workspaceFolderValue }) => workspaceFolderValue);
  return {
    problems: problems.map((problem) => vscode.l10n.t('In folder "{0}": {1}', name, problem)),
    open: () =>
      vscode.commands.executeCommand("vscode.open", vscode.Uri.joinPath(uri, ".vscode", "settings.json")),
  };
}

function problemsIn(
  uri: vscode.Uri | undefined,
  valueOf: (inspected: Inspected) => unknown,
): readonly string[] {
  const configuration = vscode.workspace.getConfiguration(section, uri);
  const read = (name: string): unknown => {
    const inspected = configuration.inspect(name);
    return inspected && valueOf(inspected);
  };
  return settingsFrom(read, vscode.l10n).problems;
}
