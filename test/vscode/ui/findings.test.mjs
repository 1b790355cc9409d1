import assert from "node:assert/strict";
import { useWindow } from "./session.mjs";

const rule = "prefer-async-generator";

describe("what a person sees", () => {
  const window = useWindow();

  it("the finding in the Problems panel, once, with the rule and its link", async () => {
    const { workbench } = window();
    await workbench.openFile("async-counter.ts");
    const row = await workbench.problem(rule);
    assert.match(row.replace(/\s+/g, ""), /yieldwise\(?prefer-async-generator\)?/);
    assert.equal((await workbench.problems()).filter((text) => text.includes(rule)).length, 1);
    await workbench.picture("problems-panel");
  });

  it("no finding any more when its file is closed", async () => {
    const { workbench } = window();
    await workbench.openFile("async-counter.ts");
    await workbench.problem(rule);
    await workbench.command("View: Close All Editors");
    await workbench.untilNoProblem(rule);
  });

  it("the list of Ctrl+.: the safe conversion first, then its preview", async () => {
    const { workbench } = window();
    await workbench.openFile("async-counter.ts");
    await workbench.problem(rule);
    await workbench.goTo("AsyncCounter");
    await workbench.openQuickFixes();
    const [first, second] = await workbench.menu();
    assert.equal(first.text, "Convert to async generator function 'asyncCounter'");
    assert.equal(second.text, "Convert to async generator function 'asyncCounter' (preview 3 files)");
    await workbench.picture("quick-fixes");
  });

  it("what changes, in the name of a fix that is to be reviewed", async () => {
    const { workbench } = window();
    await workbench.openFile("log-lines.ts");
    await workbench.problem(rule);
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
    const { workbench } = window();
    await workbench.openFile("job-queue.ts");
    await workbench.goTo("JobQueue");
    await workbench.openRefactorings();
    await workbench.showDisabled();
    const entry = (await workbench.menu()).find(({ text }) => text.startsWith("Convert to async generator"));
    assert.ok(entry, "the conversion is not listed");
    assert.equal(entry.disabled, true);
    assert.ok(entry.tooltip.length > 20, `no reason: "${entry.tooltip}"`);
    await workbench.picture("refused");
  });

  it("nothing about what is fine, and nothing about what cannot be a generator", async () => {
    const { workbench } = window();
    for (const file of ["nested.ts", "job-queue.ts", "async-counter.ts"]) await workbench.openFile(file);
    await workbench.problem(rule);
    const rows = await workbench.problems();
    assert.deepEqual(
      rows.filter((text) => /nested\.ts|job-queue\.ts/.test(text)),
      [],
    );
  });
});
