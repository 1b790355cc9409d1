import assert from "node:assert/strict";
import { useWindow } from "./session.mjs";

/** The pictures of README and walkthrough; `npm run pictures` copies them from test-output to media. */
const themes = { dark: "Default Dark Modern", light: "Default Light Modern" };

/** As a person has it after a while: nothing but the code and what the picture is about. */
const settings = {
  "workbench.editor.enablePreview": false,
  "editor.minimap.enabled": false,
  "breadcrumbs.enabled": false,
  "window.commandCenter": false,
  "workbench.statusBar.visible": false,
  "workbench.layoutControl.enabled": false,
  "workbench.colorTheme": themes.dark,
};

const steps = ["Open the sample", "Convert what is safe", "Ask why", "Find them all"];

const size = { width: 1024, height: 640 };

/** The walkthrough shows its pictures less than half as wide as such a window: only the part that a step is about can be read. */
const parts = {
  "quick-fix": { x: 110, y: 38, width: 624, height: 280 },
  explain: { x: 538, y: 38, width: 482, height: 475 },
  view: { x: 48, y: 5, width: 316, height: 345 },
};

describe("the gallery", () => {
  const window = useWindow({ settings, size });

  before(async () => {
    const { workbench } = window();
    await workbench.search();
    await workbench.selectIterator("Safe to convert");
    await workbench.command("View: Increase Current View Size");
  });

  for (const [name, theme] of Object.entries(themes)) {
    const keep = async (workbench, picture) => {
      await workbench.untilIdle();
      await workbench.optimisedPicture(`${picture}-${name}`);
    };

    const keepPart = async (workbench, picture, part = parts[picture]) => {
      await workbench.untilIdle();
      await workbench.optimisedPicture(`step-${picture}-${name}`, part);
    };

    /** Opens a file of the sample without anything beside it, and waits for its finding. */
    const openAlone = async (workbench, file) => {
      await workbench.openFile(file);
      await workbench.problem("prefer-async-generator");
      await workbench.command("View: Hide Panel");
      await workbench.closeSideBar();
      await workbench.untilMarked();
    };

    describe(`in a ${name} theme`, () => {
      before(async () => {
        await window().changeSettings({ ...settings, "workbench.colorTheme": theme });
        await window().workbench.untilTheme(name);
      });

      it("shows the sample of the first steps", async () => {
        const { workbench } = window();
        await workbench.closeSideBar();
        await workbench.command("Yieldwise: Open Sample");
        await workbench.untilShown("class OneAtATime");
        await workbench.problem("prefer-async-generator");
        await workbench.command("View: Hide Panel");
        await workbench.untilMarked();
        // From its comment on; how far the editor has scrolled differs.
        const comment = workbench.page.locator(".view-line", { hasText: "Loads the values" });
        const { y } = await comment.boundingBox();
        await keepPart(workbench, "sample", { x: 64, y, width: 624, height: 342 });
      });

      it("shows the light bulb's menu", async () => {
        const { workbench } = window();
        await openAlone(workbench, "async-counter.ts");
        await workbench.goTo("AsyncCounter");
        await workbench.openQuickFixes();
        const [first] = await workbench.menu();
        assert.equal(first.text, "Convert to async generator function 'asyncCounter'");
        await keep(workbench, "quick-fix");
        await keepPart(workbench, "quick-fix");
      });

      it("shows the Refactor Preview", async () => {
        const { workbench } = window();
        await openAlone(workbench, "async-counter.ts");
        await workbench.goTo("AsyncCounter");
        await workbench.openQuickFixes();
        await workbench.choose("preview 3 files");
        await workbench.untilPreviewed("asyncCounter");
        await workbench.compareLastPreviewed();
        await keep(workbench, "preview");
        await workbench.discardPreview();
      });

      it("shows the view of the workspace's iterators", async () => {
        const { workbench } = window();
        await openAlone(workbench, "async-counter.ts");
        await workbench.selectIterator("what 'logLines' returns");
        await workbench.page.keyboard.press("ArrowRight");
        await workbench.iterator("cleanup-always");
        await keep(workbench, "view");
        await keepPart(workbench, "view");
      });

      it("shows an explanation", async () => {
        const { workbench } = window();
        await openAlone(workbench, "log-lines.ts");
        await workbench.goTo("logLines");
        await workbench.command("Yieldwise: Explain");
        await workbench.webview("What 'logLines' returns");
        await keep(workbench, "explain");
        await keepPart(workbench, "explain");
      });

      it("shows each of the first steps with its picture, and the sample beside them", async () => {
        const { workbench } = window();
        await workbench.closeSideBar();
        await workbench.openWalkthrough("First Steps with Yieldwise");
        for (const [index, step] of steps.entries()) {
          await workbench.openStep(step);
          await workbench.picture(`walkthrough-${index + 1}-${name}`);
        }
        await workbench.command("Yieldwise: Open Sample");
        await workbench.untilShown("class OneAtATime");
        await workbench.untilMarked();
        await workbench.picture(`walkthrough-sample-${name}`);
        await workbench.command("View: Revert and Close Editor");
        await workbench.command("View: Close All Editors");
      });
    });
  }
});
