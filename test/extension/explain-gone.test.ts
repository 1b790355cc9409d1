import { beforeEach, describe, expect, it, vi } from "vitest";
import { reset, state, Uri } from "./support/vscode";
import { uriOf } from "./support/workspace";

vi.mock("vscode", () => import("./support/vscode"));
const { whyGone } = await import("../../src/extension/explain/gone");

const uri = uriOf("/app/src/rows.ts");
const why = (isFileGone = false): string => whyGone(uri, "prefer-async-generator", isFileGone);

describe("why there is nothing to explain any more", () => {
  beforeEach(() => {
    reset();
    state.folders = [Uri.file("/app")];
  });

  it("is the change of the code where nothing else is known", () => {
    expect(why()).toContain("It was converted, changed or removed, or a comment suppresses it");
  });

  it.each([
    [{ enable: false }, '"yieldwise.enable"'],
    [{ exclude: ["src/**"] }, '"yieldwise.exclude" names it'],
    [{ maxFileSize: 1 }, 'more than "yieldwise.maxFileSize" allows'],
    [{ rules: { "prefer-async-generator": "off" } }, 'The rule "prefer-async-generator" is switched off'],
  ])("is the setting that leaves the file or its iterators alone: %j", (settings, said) => {
    state.settings = settings;
    state.documents = [
      { uri: Uri.file(uri.path), languageId: "typescript", getText: () => " ".repeat(3000) },
    ];
    expect(why()).toContain(said);
    expect(why()).toContain("comes back when you change that");
    expect(why()).not.toContain("converted");
  });

  it("is that the file is gone, whatever the settings are", () => {
    state.settings = { enable: false };
    expect(why(true)).toContain("/app/src/rows.ts was deleted, moved or renamed.");
  });
});
