import assert from "node:assert/strict";
import { useWindow } from "./session.mjs";

/** The pictures of README and walkthrough; `npm run pictures` copies them from test-output to media. */
const themes = { dark: "Default Dark Modern", light: "Default Light Modern" };

/** As a person has it after a while: nothing but the code and what the picture is about. */
const settings = {
  "workbench.layoutControl.enabled": false,
  "workbench.editor.enablePreview": false,
  "editor.minimap.enabled": false,
  "breadcrumbs.enabled": false,
  "window.commandCenter": false,
  "workbench.colorTheme": themes.dark,
};

const size = { width: 1024, height: 640 };

describe("the gallery", () => {
  const window = useWindow({ settings, size });

  for (const [name, theme] of Object.entries(themes)) {
    const keep = (workbench, picture) => workbench.optimisedPicture(`${picture}-${name}`);

    describe(`in a ${name} theme`, () => {
      before(async () => {
        await window().changeSettings({ ...settings, "workbench.colorTheme": theme });
        await window().workbench.untilTheme(name);
      });

      it("shows the sample of the first steps", async () => {
        const { workbench } = window();
        await workbench.command("Yieldwise: Open Sample");
        await workbench.untilShown("class OneAtATime");
        await workbench.problem("prefer-async-generator");
        await workbench.command("View: Hide Panel");
        await workbench.untilMarked();
        await keep(workbench, "sample");
      });

      it("shows the light bulb's menu", async () => {
        const { workbench } = window();
        await workbench.openFile("async-counter.ts");
        await workbench.problem("prefer-async-generator");
        await workbench.command("View: Hide Panel");
        await workbench.goTo("AsyncCounter");
        await workbench.openQuickFixes();
        const [first] = await workbench.menu();
        assert.equal(first.text, "Convert to async generator function 'asyncCounter'");
        await keep(workbench, "quick-fix");
      });

      it("shows the Refactor Preview", async () => {
        const { workbench } = window();
        await workbench.openFile("async-counter.ts");
        await workbench.problem("prefer-async-generator");
        await workbench.goTo("AsyncCounter");
        await workbench.openQuickFixes();
        await workbench.choose("preview 3 files");
        await workbench.untilPreviewed("asyncCounter");
        await keep(workbench, "preview");
        await workbench.discardPreview();
      });

      it("shows the view of the workspace's iterators", async () => {
        const { workbench } = window();
        await workbench.command("Yieldwise: Find Hand-Rolled Async Iterators in Workspace");
        await workbench.untilSearched();
        await workbench.openFile("async-counter.ts");
        await workbench.problem("prefer-async-generator");
        await workbench.command("View: Hide Panel");
        await workbench.command("Notifications: Clear All Notifications");
        await keep(workbench, "view");
      });

      it("shows an explanation", async () => {
        const { workbench } = window();
        await workbench.openFile("log-lines.ts");
        await workbench.problem("prefer-async-generator");
        await workbench.command("View: Hide Panel");
        await workbench.goTo("logLines");
        await workbench.command("View: Close Primary Side Bar");
        await workbench.command("Yieldwise: Explain");
        await workbench.webview("What 'logLines' returns");
        await keep(workbench, "explain");
        await workbench.command("View: Show Explorer");
      });
    });
  }
});
