import assert from "node:assert/strict";
import { packExtension } from "../host/pack-extension.mjs";
import { useWindow } from "./session.mjs";

const rule = "prefer-async-generator";

/** VS Code hands over to TypeScript 7 once an extension of this name is there; nothing of it is needed here. */
async function nativePreview() {
  return [await packExtension({ name: "native-preview", publisher: "typescriptteam" })];
}

describe("what a person sees with TypeScript 7", () => {
  const window = useWindow({ more: nativePreview, settings: { "js/ts.experimental.useTsgo": true } });

  it("the same findings and fixes, and which engine they come from", async () => {
    const { workbench } = window();
    await workbench.openFile("async-counter.ts");
    await workbench.problem(rule);
    assert.equal((await workbench.problems()).filter((text) => text.includes(rule)).length, 1);
    await workbench.goTo("AsyncCounter");
    const status = await workbench.languageStatus();
    assert.match(status, /Yieldwise's own engine/);
    assert.match(status, /TypeScript 6\./);
    assert.match(status, /Show Output/);
    assert.match(status, /Restart/);
    await workbench.picture("engine-status");
    await workbench.goTo("AsyncCounter");
    await workbench.openQuickFixes();
    await workbench.choose("Convert to async generator function 'asyncCounter'");
    await workbench.untilShown("async function* asyncCounter");
    await window().untilOnDisk("src/main.ts", /for await \(const n of asyncCounter\(1, 100\)\)/);
    await workbench.untilNoProblem(rule);
  });
});
