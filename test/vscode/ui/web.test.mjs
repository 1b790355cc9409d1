import assert from "node:assert/strict";
import { useWindow } from "./session.mjs";

const rule = "prefer-async-generator";

/** Has VS Code run the extension in the browser, as vscode.dev does, and not on the server. */
const inBrowser = { "remote.extensionKind": { "yieldwise.yieldwise": ["web"] } };

describe("what a person sees in the browser's extension host", () => {
  const window = useWindow({ userSettings: inBrowser });

  it("the same findings, once, from our own engine", async () => {
    const { workbench } = window();
    await workbench.openFile("async-counter.ts");
    await workbench.problem(rule);
    assert.equal((await workbench.problems()).filter((text) => text.includes(rule)).length, 1);
    await workbench.goTo("AsyncCounter");
    const status = await workbench.languageStatus();
    assert.match(status, /Yieldwise's own engine/);
    assert.match(status, /TypeScript 6\./);
    await workbench.picture("web");
  });

  it("the same fix, across the files that use the class", async () => {
    const { workbench } = window();
    await workbench.openFile("async-counter.ts");
    await workbench.problem(rule);
    await workbench.goTo("AsyncCounter");
    await workbench.openQuickFixes();
    await workbench.choose("Convert to async generator function 'asyncCounter'");
    await workbench.untilShown("async function* asyncCounter");
    await window().untilOnDisk("src/main.ts", /for await \(const n of asyncCounter\(1, 100\)\)/);
    await workbench.untilNoProblem(rule);
  });
});
