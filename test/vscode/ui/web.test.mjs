import assert from "node:assert/strict";
import { packVirtualFiles, virtualFiles } from "../host/virtual-files.mjs";
import { useWindow } from "./session.mjs";

const rule = "prefer-async-generator";

/** Has VS Code run the extension in the browser, as vscode.dev does, and not on the server. */
const inBrowser = { "remote.extensionKind": { "yieldwise.yieldwise": ["web"] } };
const more = async () => [await packVirtualFiles()];

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

  it("every iterator of the workspace, and why one is left as it is", async () => {
    const { workbench } = window();
    await workbench.search();
    await workbench.iterator("Safe to convert");
    await workbench.iterator("class 'AsyncCounter'");
    await workbench.iterator("Best left as it is");
    await workbench.openFile("job-queue.ts");
    await workbench.goTo("class JobQueue");
    await workbench.command("Yieldwise: Explain");
    await workbench.webview("Class 'JobQueue'");
  });

  it("the same fix, across the files that use the class, and no other machine is asked", async () => {
    const { workbench, asked } = window();
    const before = asked.length;
    await workbench.openFile("async-counter.ts");
    await workbench.problem(rule);
    await workbench.goTo("AsyncCounter");
    await workbench.openQuickFixes();
    await workbench.choose("Convert to async generator function 'asyncCounter'");
    await workbench.untilShown("async function* asyncCounter");
    await window().untilOnDisk("src/main.ts", /for await \(const n of asyncCounter\(1, 100\)\)/);
    await workbench.untilNoProblem(rule);
    assert.deepEqual(asked.slice(before), []);
  });
});

describe("what a person does in a virtual file system", () => {
  const window = useWindow({ more, scheme: virtualFiles.writable });

  it("finds the iterators of the workspace, and converts one across the files that use it", async () => {
    const { workbench } = window();
    await workbench.search();
    await workbench.iterator("class 'AsyncCounter'");
    await workbench.selectIterator("class 'AsyncCounter'");
    await workbench.page.keyboard.press("Enter");
    await workbench.problem(rule);
    assert.equal((await workbench.problems()).filter((text) => text.includes(rule)).length, 1);
    await workbench.goTo("AsyncCounter");
    await workbench.openQuickFixes();
    await workbench.choose("Convert to async generator function 'asyncCounter'");
    await workbench.untilShown("async function* asyncCounter");
    await window().untilOnDisk("src/index.ts", /export \{ asyncCounter \}/);
    await window().untilOnDisk("src/main.ts", /for await \(const n of asyncCounter\(1, 100\)\)/);
    await workbench.untilNoProblem(rule);
  });
});

describe("what a person is told in the browser about files that cannot be written", () => {
  const window = useWindow({ more, userSettings: inBrowser, scheme: virtualFiles.readOnly });

  it("what is found there, and that nothing was changed", async () => {
    const { workbench } = window();
    const before = await window().onDisk("src/async-counter.ts");
    await workbench.search();
    await workbench.iterator("class 'AsyncCounter'");
    await workbench.selectIterator("class 'AsyncCounter'");
    await workbench.page.keyboard.press("Enter");
    await workbench.problem(rule);
    await workbench.goTo("class AsyncCounter");
    await workbench.command("Yieldwise: Convert All Safe Iterators in File");
    assert.match(await workbench.notification(), /async-counter\.ts is read-only, so nothing was changed/);
    await workbench.untilShown("class AsyncCounter");
    await workbench.untilSaved();
    await workbench.picture("read-only");
    assert.equal(await window().onDisk("src/async-counter.ts"), before);
  });
});
