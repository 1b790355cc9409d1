import assert from "node:assert/strict";
import { countdown } from "./samples.mjs";
import { useEditor } from "./session.mjs";

const local = { files: { "src/countdown.ts": countdown } };

describe("what a person does", () => {
  const editor = useEditor();

  it("takes the fix with Ctrl+., saves, and undoes it", async () => {
    const window = await editor.openWindow("src/countdown.ts", local);
    const { workbench } = window;
    await workbench.problem("prefer-async-generator");
    await workbench.focusEditor();
    await workbench.goTo("Countdown {");
    await workbench.openQuickFixes();
    await workbench.choose("Convert to async generator function 'countdown'");
    await workbench.untilShown("async function* countdown");
    await workbench.save();
    const saved = await window.untilOnDisk("src/countdown.ts", /async function\* countdown\(/);
    assert.match(saved, /for await \(const n of countdown\(\)\) console\.log\(n\);/);
    assert.doesNotMatch(saved, /class|next\(/);
    await workbench.undo();
    await workbench.save();
    await window.untilOnDisk("src/countdown.ts", countdown);
  });

  it("takes the fix of a class that other files use, and undoes it once for all of them", async () => {
    const files = ["src/async-counter.ts", "src/index.ts", "src/main.ts"];
    const window = await editor.openWindow("src/async-counter.ts");
    const { workbench } = window;
    const before = await Promise.all(files.map((file) => window.onDisk(file)));
    await workbench.problem("prefer-async-generator");
    await workbench.focusEditor();
    await workbench.goTo("AsyncCounter");
    await workbench.openQuickFixes();
    await workbench.choose("Convert to async generator function 'asyncCounter'");
    await window.untilOnDisk("src/async-counter.ts", /export async function\* asyncCounter\(/);
    await window.untilOnDisk("src/index.ts", /export \{ asyncCounter \}/);
    await window.untilOnDisk("src/main.ts", /for await \(const n of asyncCounter\(1, 100\)\)/);
    await workbench.picture("converted");
    await workbench.undo();
    await workbench.untilShown("class AsyncCounter");
    await workbench.command("File: Save All Files");
    for (const [index, file] of files.entries()) await window.untilOnDisk(file, before[index]);
  });

  it("looks at what changes in other files before it is applied", async () => {
    const window = await editor.openWindow("src/async-counter.ts");
    const { workbench } = window;
    const before = await window.onDisk("src/main.ts");
    await workbench.problem("prefer-async-generator");
    await workbench.focusEditor();
    await workbench.goTo("AsyncCounter");
    await workbench.openQuickFixes();
    await workbench.choose("preview 3 files");
    const rows = await workbench.previewRows();
    for (const file of ["async-counter.ts", "index.ts", "main.ts"]) {
      assert.ok(
        rows.some(({ text }) => text.includes(file)),
        `${file} is not in the preview`,
      );
    }
    assert.deepEqual(
      rows.filter(({ ticked }) => !ticked),
      [],
    );
    await workbench.picture("preview");
    assert.equal(await window.onDisk("src/main.ts"), before);
    await workbench.applyPreview();
    await window.untilOnDisk("src/main.ts", /asyncCounter\(1, 100\)/);
    await window.untilOnDisk("src/async-counter.ts", /async function\* asyncCounter/);
  });

  it("runs the command of the palette at the cursor", async () => {
    const window = await editor.openWindow("src/countdown.ts", local);
    const { workbench } = window;
    await workbench.untilReady();
    await workbench.goTo("return this;");
    await workbench.command("Yieldwise: Convert to Async Generator");
    await workbench.untilShown("async function* countdown");
    await workbench.save();
    await window.untilOnDisk("src/countdown.ts", /async function\* countdown\(/);
  });

  it("is told why the command does nothing", async () => {
    const window = await editor.openWindow("src/job-queue.ts");
    const { workbench } = window;
    await workbench.untilReady();
    await workbench.goTo("JobQueue");
    await workbench.command("Yieldwise: Convert to Async Generator");
    assert.match(await workbench.notification(), /cannot become an async generator: .{20}/);
    await workbench.picture("refused-command");
  });

  it("is told where the nearest iterator is when there is none at the cursor", async () => {
    const window = await editor.openWindow("src/countdown.ts", local);
    const { workbench } = window;
    await workbench.untilReady();
    await workbench.goTo("export {}");
    await workbench.command("Yieldwise: Convert to Async Generator");
    assert.match(
      await workbench.notification(),
      /No hand-rolled async iterator at the cursor; the nearest is in line 1/,
    );
  });

  it("converts all that is safe in a file", async () => {
    const second = countdown.replaceAll("Countdown", "Second");
    const text = `${countdown.replace("export {};\n", "")}\n${second}`;
    const window = await editor.openWindow("src/two.ts", { files: { "src/two.ts": text } });
    const { workbench } = window;
    await workbench.untilReady();
    await workbench.command("Yieldwise: Convert All Safe Iterators in File");
    await workbench.untilShown("async function* countdown");
    await workbench.save();
    await window.untilOnDisk("src/two.ts", /function\* countdown\([^]*function\* second\(/);
  });

  it("has it fixed on save", async () => {
    const window = await editor.openWindow("src/countdown.ts", {
      ...local,
      settings: { "editor.codeActionsOnSave": { "source.fixAll.yieldwise": "explicit" } },
    });
    const { workbench } = window;
    await workbench.problem("prefer-async-generator");
    await workbench.focusEditor();
    await workbench.goTo("console");
    await workbench.page.keyboard.type("  ");
    await workbench.save();
    await window.untilOnDisk("src/countdown.ts", /async function\* countdown\(/);
  });

  it("opens the rule's page from the list", async () => {
    const { workbench } = await editor.openWindow("src/countdown.ts", local);
    await workbench.problem("prefer-async-generator");
    await workbench.focusEditor();
    await workbench.goTo("Countdown {");
    await workbench.openQuickFixes();
    await workbench.choose("Show documentation for prefer-async-generator");
    await workbench.page.locator(".tab.active", { hasText: "prefer-async-generator" }).waitFor();
  });
});
