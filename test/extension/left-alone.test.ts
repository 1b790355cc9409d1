import { beforeEach, describe, expect, it, vi } from "vitest";
import { reset, state, Uri } from "./support/vscode";
import { uriOf } from "./support/workspace";

vi.mock("vscode", () => import("./support/vscode"));
const { readSettings } = await import("../../src/extension/settings");
const { noneInFile, whyLeftAlone } = await import("../../src/extension/wording");

const uri = uriOf("/app/src/rows.ts");

describe("why a file is left alone", () => {
  beforeEach(() => {
    reset();
    state.folders = [Uri.file("/app")];
  });

  it("is said for each setting that does it, and only then", () => {
    expect(whyLeftAlone(uri, 500)).toBeUndefined();
    state.settings = { maxFileSize: 1 };
    expect(whyLeftAlone(uri, 5000)).toContain('more than "yieldwise.maxFileSize" allows');
    state.settings = { exclude: ["src/**"] };
    expect(whyLeftAlone(uri, 500)).toBe(
      '/app/src/rows.ts is left alone: the setting "yieldwise.exclude" names it.',
    );
    state.settings = { exclude: ["test/**"] };
    expect(whyLeftAlone(uri, 500)).toBeUndefined();
    state.settings = { enable: false };
    expect(whyLeftAlone(uri, 500)).toContain('"yieldwise.enable"');
  });

  it.each([
    [{}, "no hand-rolled async iterator."],
    [{ "prefer-generator": "hint" }, "no hand-rolled iterator."],
    [{ "prefer-async-generator": "off", "prefer-generator": "hint" }, "that is not async"],
    [{ "prefer-async-generator": "off" }, 'The setting "yieldwise.rules" switches off both'],
  ])("is not taken for a file without iterators: %j", (rules, said) => {
    state.settings = { rules };
    expect(noneInFile(readSettings(uri), "const rows = 1;")).toContain(said);
  });

  it("names comments that suppress what else would be found", () => {
    const text = "// yieldwise-disable-next-line prefer-async-generator\nclass Rows {}";
    expect(noneInFile(readSettings(uri), text)).toBe(
      'This file has no hand-rolled async iterator. What its "yieldwise-disable" comments suppress does not count.',
    );
  });
});
