import assert from "node:assert/strict";
import { countdown } from "./samples.mjs";
import { useEditor } from "./session.mjs";

describe("what a person sees", () => {
  const editor = useEditor();

  it("the finding in the Problems panel, with the rule and its link", async () => {
    const { workbench } = await editor.openWindow("src/async-counter.ts");
    const row = await workbench.problem("prefer-async-generator");
    assert.match(row.replace(/\s+/g, ""), /yieldwise\(?prefer-async-generator\)?/);
    assert.equal(
      (await workbench.problems()).filter((text) => text.includes("prefer-async-generator")).length,
      1,
    );
    await workbench.picture("problems-panel");
  });

  it("the finding goes when its file is closed", async () => {
    const { workbench } = await editor.openWindow("src/async-counter.ts");
    await workbench.problem("prefer-async-generator");
    await workbench.command("View: Close All Editors");
    await workbench.untilNoProblem("prefer-async-generator");
  });

  it("the light bulb's list: the safe conversion first, then its preview", async () => {
    const { workbench } = await editor.openWindow("src/async-counter.ts");
    await workbench.problem("prefer-async-generator");
    await workbench.focusEditor();
    await workbench.goTo("AsyncCounter");
    await workbench.openQuickFixes();
    const [first, second] = await workbench.menu();
    assert.equal(first.text, "Convert to async generator function 'asyncCounter'");
    assert.equal(second.text, "Convert to async generator function 'asyncCounter' (preview 3 files)");
    await workbench.picture("quick-fixes");
  });

  it("what changes, in the name of a fix that is to be reviewed", async () => {
    const { workbench } = await editor.openWindow("src/log-lines.ts");
    await workbench.problem("prefer-async-generator");
    await workbench.focusEditor();
    await workbench.goTo("logLines");
    await workbench.openQuickFixes();
    const fixes = (await workbench.menu()).filter(({ text }) =>
      text.startsWith("Convert to async generator"),
    );
    assert.ok(fixes.length > 0, "nothing is offered");
    for (const { text } of fixes) assert.match(text, /\(review: .+\)/);
    await workbench.picture("review-fix");
  });

  it("a greyed out refactoring with the reason, where no generator can do the work", async () => {
    const { workbench } = await editor.openWindow("src/job-queue.ts");
    await workbench.untilReady();
    await workbench.goTo("JobQueue");
    await workbench.openRefactorings();
    const entry = (await workbench.menu()).find(({ text }) => text.startsWith("Convert to async generator"));
    assert.ok(entry, "the conversion is not listed");
    assert.equal(entry.disabled, true);
    assert.ok(entry.tooltip.length > 20, `no reason: "${entry.tooltip}"`);
    await workbench.picture("refused");
  });

  it("nothing about a file that is fine", async () => {
    const { workbench } = await editor.openWindow("src/fine.ts", {
      files: {
        "src/fine.ts": `${countdown.slice(countdown.indexOf("export"))}export async function* fine() { yield 1; }\n`,
      },
    });
    await workbench.openFile("src/async-counter.ts");
    await workbench.problem("prefer-async-generator");
    assert.deepEqual(
      (await workbench.problems()).filter((text) => text.includes("fine.ts")),
      [],
    );
  });
});
