import assert from "node:assert/strict";
import { countdown } from "./samples.mjs";
import { useWindow } from "./session.mjs";

const rule = "prefer-async-generator";

/** The same class for another file to use. */
const shared = countdown("Shared")
  .replace("class", "export class")
  .replace(/\nfor await[^]*$/, "");

describe("a workspace of several folders, each with settings of its own", () => {
  const window = useWindow({
    folders: {
      methods: {
        files: { "days.ts": countdown("Days") },
        settings: { "yieldwise.preferredTarget": "method" },
      },
      own: { files: { "hours.ts": countdown("Hours") }, settings: { "yieldwise.engine": "bundled" } },
      off: { files: { "silent.ts": countdown("Silent") }, settings: { "yieldwise.enable": false } },
      kept: {
        files: {
          "package.json": '{ "private": true }',
          "tsconfig.json":
            '{ "compilerOptions": { "target": "esnext", "module": "esnext", "moduleResolution": "bundler" } }',
          "shared.ts": shared,
          "user.ts":
            'import { Shared } from "./shared";\nfor await (const n of new Shared()) console.log(n);\n',
        },
        settings: { "files.readonlyInclude": { "user.ts": true } },
      },
      small: { files: { "large.ts": countdown("Large") }, settings: { "yieldwise.maxFileSize": 0.1 } },
    },
  });

  it("prefers in each what its settings say", async () => {
    const { workbench } = window();
    for (const [file, name, first] of [
      ["days.ts", "Days", "Convert to async generator method"],
      ["async-counter.ts", "AsyncCounter", "Convert to async generator function 'asyncCounter'"],
    ]) {
      await workbench.openFile(file);
      await workbench.problem(`class '${name}'`);
      await workbench.goTo(`${name} {`);
      await workbench.openQuickFixes();
      assert.equal((await workbench.menu()).at(0)?.text, first);
      await workbench.page.keyboard.press("Escape");
    }
  });

  it("asks in each the engine that its settings want, and names it", async () => {
    const { workbench } = window();
    for (const [file, name, engine] of [
      ["hours.ts", "Hours", /Yieldwise's own engine/],
      ["days.ts", "Days", /VS Code's TypeScript server/],
    ]) {
      await workbench.openFile(file);
      await workbench.problem(`class '${name}'`);
      assert.equal((await workbench.problems()).filter((row) => row.includes(`'${name}'`)).length, 1);
      await workbench.goTo(`${name} {`);
      assert.match(await workbench.languageStatus(), engine);
    }
  });

  it("says nothing where it is switched off, and why when it is asked", async () => {
    const { workbench } = window();
    await workbench.openFile("silent.ts");
    await workbench.command("Yieldwise: Convert to Async Generator");
    assert.match(await workbench.notification(), /switched off by the setting "yieldwise\.enable"/);
    assert.deepEqual(
      (await workbench.problems()).filter((row) => row.includes("Silent")),
      [],
    );
  });

  it("leaves alone what is larger than its folder's settings allow, and says so when it is asked", async () => {
    const { workbench } = window();
    await workbench.openFile("large.ts");
    await workbench.command("Yieldwise: Explain");
    assert.match(
      await workbench.notification(),
      /large\.ts has 1 KiB, more than "yieldwise\.maxFileSize" allows/,
    );
    await workbench.picture("too-large");
    assert.deepEqual(
      (await workbench.problems()).filter((row) => row.includes("Large")),
      [],
    );
  });

  it("finds in the search what each folder lets it look at", async () => {
    const { workbench } = window();
    await workbench.search();
    const days = await workbench.iterator("class 'Days'");
    assert.match(await days.innerText(), /→ method/);
    await workbench.openFile("days.ts");
    await workbench.problem(rule);
    await workbench.picture("several-folders");
    for (const name of ["Silent", "Large"])
      assert.equal(await workbench.countIterators(`class '${name}'`), 0);
    assert.equal(await workbench.countIterators("class 'Days'"), 1);
  });

  it("converts together what is safe and can be saved, and names what is read-only", async () => {
    const { workbench } = window();
    await workbench.openFile("shared.ts");
    await workbench.problem("class 'Shared'");
    await workbench.search();
    await workbench.iterator("class 'Shared'");
    await workbench.command("Yieldwise: Convert All Safe in Workspace");
    const rows = await workbench.previewRows();
    assert.match(
      await workbench.notification(),
      /Left out 1 of \d+ conversions: they would change files that are read-only, such as kept.user\.ts/,
    );
    assert.ok(rows.some(({ text }) => text.includes("days.ts")));
    assert.deepEqual(
      rows.filter(({ text }) => /shared\.ts|user\.ts/.test(text)),
      [],
    );
    await workbench.picture("read-only-left-out");
    await workbench.discardPreview();
  });
});
