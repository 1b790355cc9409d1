import assert from "node:assert/strict";
import { countdown } from "./samples.mjs";
import { useWindow } from "./session.mjs";

/** What can be done to a row of the view, as its buttons and its menu name it. */
const deeds = ["Explain", "Preview Conversion to Async Generator", "Convert to Async Generator"];
const syncDeeds = ["Explain", "Preview Conversion to Generator", "Convert to Generator"];

/** What the menu of the view has for the focused row. */
async function deedsInMenu(workbench) {
  return (await workbench.contextMenu()).filter((entry) => [...deeds, ...syncDeeds].includes(entry));
}

/** An iterator that is not async. */
const steps = countdown("Steps")
  .replaceAll(/\basync |await /g, "")
  .replace("Symbol.asyncIterator", "Symbol.iterator")
  .replace("Promise<IteratorResult<number>>", "IteratorResult<number>");

describe("what a person does with one row of the view, by keyboard alone", () => {
  const window = useWindow({
    files: { "src/own.ts": countdown("Own"), "src/steps.ts": steps },
    settings: { "yieldwise.rules": { "prefer-generator": "information" } },
  });

  before(async () => {
    const { workbench } = window();
    await workbench.search();
    await workbench.iterator("class 'Own'");
  });

  it("has in its menu all that its buttons do", async () => {
    const { workbench } = window();
    await workbench.selectIterator("class 'Own'");
    const row = await workbench.iterator("class 'Own'");
    const buttons = await row
      .locator(".actions .action-label")
      .evaluateAll((all) => all.map((button) => button.getAttribute("aria-label")));
    assert.deepEqual(buttons, deeds);
    assert.deepEqual(await deedsInMenu(workbench), deeds);
    await workbench.picture("view-menu");
    await workbench.page.keyboard.press("Escape");
  });

  it("has the names of what is not async for an iterator that is not", async () => {
    const { workbench } = window();
    await workbench.selectIterator("class 'Steps'");
    assert.deepEqual(await deedsInMenu(workbench), syncDeeds);
    await workbench.chooseInMenu("Convert to Generator");
    await workbench.untilNoIterator("class 'Steps'");
    await workbench.openFile("steps.ts");
    await workbench.untilShown("function* steps");
    await workbench.save();
    await window().untilOnDisk("src/steps.ts", /^function\* steps/m);
  });

  it("explains it", async () => {
    const { workbench } = window();
    await workbench.selectIterator("class 'Own'");
    await workbench.contextMenu();
    await workbench.chooseInMenu("Explain");
    await workbench.page.locator(".tab", { hasText: "Explain: class 'Own'" }).waitFor();
  });

  it("has only the explanation of what is best left as it is", async () => {
    const { workbench } = window();
    await workbench.selectIterator("Best left as it is");
    await workbench.page.keyboard.press("ArrowRight");
    await workbench.selectIterator("class 'JobQueue'");
    assert.deepEqual(await deedsInMenu(workbench), ["Explain"]);
    await workbench.page.keyboard.press("Escape");
  });

  it("previews what would be changed", async () => {
    const { workbench } = window();
    await workbench.selectIterator("class 'Own'");
    await workbench.contextMenu();
    await workbench.chooseInMenu("Preview Conversion to Async Generator");
    const rows = await workbench.previewRows();
    assert.ok(rows.some(({ text }) => text.includes("own.ts")));
    await workbench.discardPreview();
    assert.equal(await window().onDisk("src/own.ts"), countdown("Own"));
  });

  it("converts it, and the row goes", async () => {
    const { workbench } = window();
    await workbench.selectIterator("class 'Own'");
    await workbench.contextMenu();
    await workbench.chooseInMenu("Convert to Async Generator");
    await workbench.untilNoIterator("class 'Own'");
    await workbench.openFile("own.ts");
    await workbench.untilShown("async function* own");
  });
});

describe("what a person does with the whole workspace", () => {
  const window = useWindow({ files: { "src/local.ts": countdown("Local") } });

  it("is told what to do while the view is empty", async () => {
    const { workbench } = window();
    const welcome = await workbench.welcome();
    assert.match(welcome, /Find the iterators that are written by hand/);
    await workbench.picture("view-empty");
  });

  it("finds every iterator, by verdict and file, with its reasons", async () => {
    const { workbench } = window();
    await workbench.search();
    // The count goes up as files are looked at, and a row is drawn some time after.
    await workbench.page.getByRole("treeitem", { name: /^Safe to convert, \d+ iterators/ }).waitFor();
    const row = await workbench.iterator("class 'AsyncCounter'");
    assert.match(await row.innerText(), /→ function/);
    assert.match(
      await row.getAttribute("aria-label"),
      /^class 'AsyncCounter', Safe to convert, .*, line \d+/,
    );
    await workbench.iterator("To review");
    await workbench.iterator("Best left as it is");
    await workbench.openFile("async-counter.ts");
    await workbench.problem("prefer-async-generator");
    await workbench.picture("view");
  });

  it("goes to an iterator, and explains it, by keyboard", async () => {
    const { workbench } = window();
    await workbench.selectIterator("class 'OneAtATime'");
    await workbench.page.keyboard.press("Enter");
    await workbench.page.locator(".tab.active", { hasText: "one-at-a-time.ts" }).waitFor();
    await workbench.untilShown("class OneAtATime");
    await workbench.goTo("class OneAtATime");
    await workbench.command("Yieldwise: Explain");
    await workbench.page.locator(".tab", { hasText: "Explain: class 'OneAtATime'" }).waitFor();
    const page = await workbench.webview("Class 'OneAtATime'");
    assert.match(await page.locator("body").innerText(), /Safe to convert/);
    await workbench.picture("explain");
    await page.getByText("Compare before and after").first().click();
    await workbench.page.locator(".tab.active", { hasText: "Convert to async generator" }).waitFor();
    // Beside the page there is no room for two sides, and what is new stands below what goes.
    await workbench.command("View: Toggle Maximize Editor Group");
    await workbench.untilCompared("async function* oneAtATime");
    await workbench.picture("compare");
    await workbench.command("View: Toggle Maximize Editor Group");
  });

  it("explains what is refused, with a link to the line that is to blame", async () => {
    const { workbench } = window();
    await workbench.openFile("job-queue.ts");
    await workbench.goTo("class JobQueue");
    await workbench.command("Yieldwise: Explain");
    const page = await workbench.webview("Class 'JobQueue'");
    await workbench.picture("explain-refused");
    await page
      .getByText(/^src\/.*:\d+$/)
      .last()
      .click();
    await workbench.page.locator(".editor-instance .monaco-editor.focused").waitFor();
  });

  it("does not list what was never saved", async () => {
    const { workbench } = window();
    await workbench.command("Yieldwise: Open Sample");
    await workbench.problem("class 'OneAtATime'");
    assert.equal(await workbench.countIterators("class 'OneAtATime'"), 1);
    assert.equal(await workbench.countIterators("Untitled"), 0);
  });

  it("converts all that is safe in the workspace, through the Refactor Preview", async () => {
    const { workbench } = window();
    await workbench.command("Yieldwise: Convert All Safe in Workspace");
    const rows = await workbench.previewRows();
    // The list shows as many rows as there is room for.
    assert.ok(rows.some(({ text }) => text.includes("async-counter.ts")));
    assert.deepEqual(
      rows.filter(({ ticked }) => !ticked),
      [],
    );
    await workbench.picture("convert-workspace");
    await workbench.applyPreview();
    await window().untilOnDisk("src/async-counter.ts", /async function\* asyncCounter/);
    await window().untilOnDisk("src/one-at-a-time.ts", /async function\* oneAtATime/);
    await window().untilOnDisk("src/local.ts", /async function\* local/);
    await workbench.untilNoIterator("Safe to convert");
    await workbench.picture("view-after");
  });
});
