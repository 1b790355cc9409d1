import assert from "node:assert/strict";
import { countdown } from "./samples.mjs";
import { useWindow } from "./session.mjs";

const rule = "prefer-async-generator";

describe("what a person does", () => {
  const two = `${countdown("First").replace("export {};\n", "")}\n${countdown("Second")}`;
  const window = useWindow({
    files: {
      "src/by-key.ts": countdown("ByKey"),
      "src/by-command.ts": countdown("ByCommand"),
      "src/elsewhere.ts": countdown("Elsewhere"),
      "src/two.ts": two,
      "src/page.ts": countdown("Page"),
    },
  });

  it("takes the fix with Ctrl+., saves, and undoes it", async () => {
    const { workbench } = window();
    await workbench.openFile("by-key.ts");
    await workbench.problem(rule);
    await workbench.goTo("ByKey {");
    await workbench.openQuickFixes();
    await workbench.choose("Convert to async generator function 'byKey'");
    await workbench.untilShown("async function* byKey");
    await workbench.save();
    const saved = await window().untilOnDisk("src/by-key.ts", /async function\* byKey\(/);
    assert.match(saved, /for await \(const n of byKey\(\)\) console\.log\(n\);/);
    assert.doesNotMatch(saved, /class|next\(/);
    await workbench.undo();
    await workbench.save();
    await window().untilOnDisk("src/by-key.ts", countdown("ByKey"));
  });

  it("takes the fix of a class that other files use, and undoes it once for all of them", async () => {
    const { workbench } = window();
    const files = ["src/async-counter.ts", "src/index.ts", "src/main.ts"];
    const before = await Promise.all(files.map((file) => window().onDisk(file)));
    await workbench.openFile("async-counter.ts");
    await workbench.problem(rule);
    await workbench.goTo("AsyncCounter");
    await workbench.openQuickFixes();
    await workbench.choose("Convert to async generator function 'asyncCounter'");
    await window().untilOnDisk("src/async-counter.ts", /export async function\* asyncCounter\(/);
    await window().untilOnDisk("src/index.ts", /export \{ asyncCounter \}/);
    await window().untilOnDisk("src/main.ts", /for await \(const n of asyncCounter\(1, 100\)\)/);
    await workbench.untilNoProblem(rule);
    await workbench.picture("converted");
    await workbench.untilSaved();
    await workbench.undo();
    await workbench.untilShown("class AsyncCounter");
    await workbench.saveAll(files.length);
    for (const [index, file] of files.entries()) await window().untilOnDisk(file, before[index]);
  });

  it("looks at what changes in other files before it is applied", async () => {
    const { workbench } = window();
    const before = await window().onDisk("src/main.ts");
    await workbench.openFile("odd-numbers.ts");
    await workbench.problem(rule);
    await workbench.goTo("OddNumbers");
    await workbench.openQuickFixes();
    await workbench.choose("preview 3 files");
    const rows = await workbench.previewRows();
    for (const file of ["odd-numbers.ts", "index.ts", "main.ts"]) {
      assert.ok(
        rows.some(({ text }) => text.includes(file)),
        `${file} is not in the preview`,
      );
    }
    assert.deepEqual(
      rows.filter(({ ticked }) => !ticked),
      [],
    );
    await workbench.untilPreviewed("for await (const n of");
    await workbench.picture("preview");
    assert.equal(await window().onDisk("src/main.ts"), before);
    await workbench.applyPreview();
    await window().untilOnDisk("src/main.ts", /of oddNumbers\(4, console\.log\)/);
    await window().untilOnDisk("src/odd-numbers.ts", /async function\* oddNumbers/);
  });

  it("runs the command of the palette at the cursor", async () => {
    const { workbench } = window();
    await workbench.openFile("by-command.ts");
    await workbench.goTo("return this;");
    await workbench.command("Yieldwise: Convert to Async Generator");
    await workbench.untilShown("async function* byCommand");
    await workbench.save();
    await window().untilOnDisk("src/by-command.ts", /async function\* byCommand\(/);
  });

  it("is asked first when the command would change other files, and can look at them", async () => {
    const { workbench } = window();
    await workbench.openFile("one-at-a-time.ts");
    await workbench.goTo("OneAtATime");
    await workbench.command("Yieldwise: Convert to Async Generator");
    const [direct, preview, ...others] = await workbench.picks("Convert to Async Generator");
    assert.match(direct, /^Convert to async generator function 'oneAtATime'/);
    assert.match(preview, /\(preview \d files\)/);
    assert.deepEqual(others, []);
    await workbench.picture("palette-choice");
    await workbench.page.keyboard.press("ArrowDown");
    await workbench.page.keyboard.press("Enter");
    const rows = await workbench.previewRows();
    assert.ok(rows.some(({ text }) => text.includes("report.ts")));
    await workbench.applyPreview();
    await window().untilOnDisk("src/report.ts", /oneAtATime/);
  });

  it("is told why the command does nothing", async () => {
    const { workbench } = window();
    await workbench.openFile("job-queue.ts");
    await workbench.goTo("JobQueue");
    await workbench.command("Yieldwise: Convert to Async Generator");
    assert.match(await workbench.notification(), /cannot become an async generator: .{20}/);
    await workbench.picture("refused-command");
  });

  it("is told where the nearest iterator is when there is none at the cursor", async () => {
    const { workbench } = window();
    await workbench.openFile("elsewhere.ts");
    await workbench.goTo("export {}");
    await workbench.command("Yieldwise: Convert to Async Generator");
    const told = await workbench.notification();
    assert.match(told, /No hand-rolled async iterator at the cursor; the nearest is in line 1/);
  });

  it("converts all that is safe in a file", async () => {
    const { workbench } = window();
    await workbench.openFile("two.ts");
    await workbench.command("Yieldwise: Convert All Safe Iterators in File");
    await workbench.untilShown("async function* first");
    await workbench.save();
    await window().untilOnDisk("src/two.ts", /function\* first\([^]*function\* second\(/);
  });

  it("opens the rule's page from the list", async () => {
    const { workbench } = window();
    await workbench.openFile("page.ts");
    await workbench.problem(rule);
    await workbench.goTo("Page {");
    await workbench.openQuickFixes();
    await workbench.choose(`Show documentation for ${rule}`);
    await workbench.page.locator(".tab.active", { hasText: rule }).waitFor();
  });
});

describe("what saving does", () => {
  const window = useWindow({
    files: { "src/saved.ts": countdown("Saved") },
    settings: { "editor.codeActionsOnSave": { "source.fixAll.yieldwise": "explicit" } },
  });

  it("converts what is safe", async () => {
    const { workbench } = window();
    await workbench.openFile("saved.ts");
    await workbench.problem(rule);
    await workbench.goTo("export {}");
    await workbench.type("  ");
    await workbench.save();
    await window().untilOnDisk("src/saved.ts", /async function\* saved\(/);
  });

  it("leaves alone what is to be reviewed", async () => {
    const { workbench } = window();
    const before = await window().onDisk("src/log-lines.ts");
    await workbench.openFile("log-lines.ts");
    await workbench.problem(rule);
    await workbench.goTo("/** A file");
    await workbench.type(" ");
    await workbench.save();
    await window().untilOnDisk("src/log-lines.ts", ` ${before}`);
  });
});
