import { beforeEach, describe, expect, it, vi } from "vitest";
import { reset, state, Uri } from "./support/vscode";

vi.mock("vscode", () => import("./support/vscode"));
const { settingsScopes } = await import("../../src/extension/settings-scopes");

/** What is wrong, and where VS Code goes with whoever wants to mend it. */
async function troubles() {
  const wrong = settingsScopes().filter(({ problems }) => problems.length > 0);
  for (const scope of wrong) await scope.open();
  return wrong.map(({ problems }, index) => [...problems, ...(state.commands[index] ?? [])]);
}

describe("the places of settings", () => {
  beforeEach(() => {
    reset();
    state.folders = [Uri.file("/all/app"), Uri.file("/all/tools")];
  });

  it("are told apart: a folder's own is named, and its file is opened", async () => {
    state.folderSettings = { "file:/all/tools": { enable: "no" } };
    expect(await troubles()).toEqual([
      [
        'In folder "tools": "yieldwise.enable" is "no"; it should be true or false.',
        "vscode.open",
        "/all/tools/.vscode/settings.json",
      ],
    ]);
  });

  it("are the user's for what no folder says otherwise", async () => {
    state.settings = { maxFileSize: -1 };
    expect(await troubles()).toEqual([
      [
        '"yieldwise.maxFileSize" is -1; it should be a number of KiB above 0.',
        "workbench.action.openSettings",
        "yieldwise",
      ],
    ]);
  });

  it("are right where nothing is wrong", async () => {
    state.settings = { enable: false };
    expect(await troubles()).toEqual([]);
  });
});
