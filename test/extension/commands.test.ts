import { beforeEach, describe, expect, it, vi } from "vitest";
import { registered, reset, state, Uri } from "./support/vscode";
import { editor, engine, uriOf, writeIterator } from "./support/workspace";

vi.mock("vscode", () => import("./support/vscode"));
const { Commands } = await import("../../src/extension/commands");
const { noneSafeInFile, safeCount } = await import("../../src/extension/wording");
const { sayWhyUnchanged } = await import("../../src/extension/unchanged");

const path = "/app/rows.ts";

/** Opens a file in the editor, whose commands are there. */
function open(text: string): void {
  state.files.set(`file:${path}`, text);
  state.documents = [{ uri: Uri.file(path), languageId: "typescript", getText: () => text }];
  const parts = { analysis: editor().analysis, backend: engine().backend };
  new Commands(parts as unknown as ConstructorParameters<typeof Commands>[0]).register();
}

const run = async (name: string) => registered.get(`yieldwise.${name}`)?.();

beforeEach(() => {
  reset();
  state.folders = [Uri.file("/app")];
});

describe("commands on a file without findings", () => {
  it.each(["convert", "preview", "explain", "convertAllSafe"])(
    "tell a file with syntax errors from one without iterators: %s",
    async (command) => {
      open("const rows = 1;");
      await run(command);
      expect(state.messages).toEqual(["This file has no hand-rolled async iterator."]);
      state.messages = [];
      open("class Rows {}\nconst rows = ;");
      await run(command);
      expect(state.messages).toEqual([
        "/app/rows.ts has syntax errors; iterators are found and converted again once these are mended.",
      ]);
    },
  );
});

describe("commands on a file that settings leave alone", () => {
  it.each([{ enable: false }, { exclude: ["**"] }, { rules: { "prefer-async-generator": "off" } }])(
    "lead to the settings: %j",
    async (settings) => {
      open("const rows = 1;");
      state.settings = settings;
      for (const command of ["convert", "preview", "explain", "convertAllSafe"]) {
        state.commands = [];
        state.answer = "Open Settings";
        await run(command);
        await Promise.resolve();
        expect(state.commands).toEqual([["workbench.action.openSettings", "yieldwise"]]);
      }
    },
  );
});

describe("how many there are", () => {
  it("is said of one as of several", () => {
    expect(noneSafeInFile(1)).toBe("The only hand-rolled iterator in this file is not safe to convert.");
    expect(noneSafeInFile(2)).toBe("None of the 2 hand-rolled iterators in this file is safe to convert.");
    expect([safeCount(1), safeCount(2)]).toEqual([
      "1 iterator is safe to convert",
      "2 iterators are safe to convert",
    ]);
  });
});

describe("a conversion that comes to nothing", () => {
  it("names the syntax errors that came up since it was offered, and else asks to try again", async () => {
    writeIterator(path);
    await sayWhyUnchanged(engine().backend, uriOf(path));
    state.files.set(`file:${path}`, "const rows = ;");
    await sayWhyUnchanged(engine().backend, uriOf(path));
    expect(state.messages).toEqual([
      "The file changed meanwhile; try again.",
      expect.stringContaining("/app/rows.ts has syntax errors"),
    ]);
  });
});
