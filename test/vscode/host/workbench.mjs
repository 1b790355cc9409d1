import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { output } from "./paths.mjs";
import { remote, windowAddress } from "./server.mjs";

const patience = 120_000;

/** After this long without an effect a person tries again; in milliseconds. */
const step = 10_000;

/** Where the palette and other quick picks are typed into. */
const quickInput = ".quick-input-widget input.input";

/** Rows of the list that Ctrl+. opens. */
const menuRow = ".action-widget .monaco-list-row.action";

/** The view of the workspace's iterators. */
const iterators = ".sidebar .tree-explorer-viewlet-tree-view";

/**
 * A VS Code window, used by keyboard as a person uses it. Times are generous: each step waits for what it must see, never for a
 * fixed time.
 */
export class Workbench {
  /**
   * @param {import("playwright-core").Page} page
   * @param {import("./server.mjs").Server} server
   */
  constructor(page, server) {
    this.page = page;
    this.server = server;
  }

  /**
   * Opens a folder or workspace, with a file in the editor, and waits until the file's text is there.
   *
   * @param {string} folder - an absolute path on the server
   * @param {string} path - the file's
   * @param {string} [scheme] - of the virtual file system by which to look at them; by VS Code's server when absent
   */
  async open(folder, path, scheme) {
    const address = scheme
      ? windowAddress(this.server, `${scheme}:${folder}`, [["openFile", `${scheme}:${path}`]])
      : windowAddress(this.server, folder, [["openFile", remote(this.server, path)]]);
    await this.page.goto(address);
    await this.page.locator(".monaco-editor .view-line").first().waitFor({ timeout: patience });
  }

  /**
   * Presses a key until it has done something: a key that is pressed while the focus moves is lost, and a person presses it again.
   *
   * @param {string} key
   * @param {import("playwright-core").Locator} effect - what must be seen then
   */
  async press(key, effect) {
    const deadline = Date.now() + patience;
    while (Date.now() < deadline) {
      await this.page.keyboard.press(key);
      const seen = await effect.waitFor({ timeout: step }).then(
        () => true,
        () => false,
      );
      if (seen) return;
    }
    throw new Error(`${key} did not do what it should: ${effect}`);
  }

  /** Runs a command of the palette by its full title. */
  async command(title) {
    await this.pick("F1", `>${title}`, title.split(": ").at(-1));
  }

  /**
   * Opens the quick input, types into it, and takes the row that is in focus once it holds the text.
   *
   * The box may be one that is just closing, from the command before, or one that loses the focus to what that command opens. A
   * person starts again then, and so does this: nothing was taken before the box got its Enter.
   */
  async pick(key, typed, wanted) {
    const input = this.page.locator(quickInput);
    const row = this.page.locator(".quick-input-list .monaco-list-row.focused", { hasText: wanted });
    const deadline = Date.now() + patience;
    for (;;) {
      await this.press(key, input);
      try {
        await input.fill(typed, { timeout: step });
        await row.waitFor({ timeout: step });
        await this.enterIn(quickInput);
        break;
      } catch (error) {
        if (Date.now() > deadline) throw error;
        await this.page.keyboard.press("Escape");
      }
    }
    // The command may go on with a box of its own, where nothing is typed yet.
    await this.page.waitForFunction(
      ([selector, before]) => {
        const box = document.querySelector(selector);
        return !box?.checkVisibility() || box.value !== before;
      },
      [quickInput, typed],
      { timeout: patience },
    );
  }

  /**
   * Presses Enter for one element. A page that just opened may have taken the focus away; the key does nothing then, rather than
   * something else.
   *
   * @throws when the element did not get the key
   */
  async enterIn(selector) {
    await this.page.evaluate((wanted) => {
      globalThis.gotEnter = false;
      globalThis.onEnter = (event) => {
        globalThis.gotEnter = event.target.matches(wanted);
        if (globalThis.gotEnter) return;
        event.stopImmediatePropagation();
        event.preventDefault();
      };
      globalThis.addEventListener("keydown", globalThis.onEnter, true);
    }, selector);
    await this.page.keyboard.press("Enter");
    const got = await this.page.evaluate(() => {
      globalThis.removeEventListener("keydown", globalThis.onEnter, true);
      return globalThis.gotEnter;
    });
    if (!got) throw new Error(`${selector} lost the focus`);
  }

  /** What the quick pick with this title offers. */
  async picks(title) {
    await this.page.locator(".quick-input-title", { hasText: title }).waitFor({ timeout: patience });
    const rows = this.page.locator(".quick-input-list .monaco-list-row");
    await rows.first().waitFor({ timeout: patience });
    return rows.allInnerTexts();
  }

  /** Opens another file of the folder by name. */
  async openFile(name) {
    const base = name.split("/").at(-1);
    await this.pick("Control+p", name, base);
    await this.page.locator(".tab.active", { hasText: base }).waitFor({ timeout: patience });
  }

  /** Puts the cursor on the first place where the text stands in the open editor, by way of the find box. */
  async goTo(text) {
    await this.press("Control+1", this.page.locator(".editor-instance .monaco-editor.focused"));
    await this.page.keyboard.press("Control+Home");
    const box = this.page
      .locator(".find-widget.visible .find-part textarea, .find-widget.visible .find-part input")
      .first();
    await this.press("Control+f", box);
    await box.fill(text);
    await this.page
      .locator(".find-widget.visible .matchesCount", { hasText: /\d+ of \d+/ })
      .waitFor({ timeout: patience });
    await this.page.keyboard.press("Escape");
    await this.page.keyboard.press("ArrowLeft");
  }

  /** Opens the Problems panel and waits until a row holds the text. */
  async problem(text) {
    await this.showProblems();
    const row = this.page
      .locator(".markers-panel .monaco-list-row", {
        hasText: text,
      })
      .first();
    await row.waitFor({ timeout: patience });
    return row.innerText();
  }

  /** All rows of the Problems panel. */
  async problems() {
    await this.showProblems();
    return this.page.locator(".markers-panel .monaco-list-row").allInnerTexts();
  }

  /** Waits until no row of the Problems panel holds the text. */
  async untilNoProblem(text) {
    await this.showProblems();
    await this.page
      .locator(".markers-panel .monaco-list-row", { hasText: text })
      .first()
      .waitFor({ state: "hidden", timeout: patience });
  }

  /** Closes lists, notifications and editors, and drops what was not saved. */
  async reset() {
    await this.page.keyboard.press("Escape");
    await this.command("Notifications: Clear All Notifications");
    const tabs = this.page.locator(".tab");
    for (let left = await tabs.count(); left > 0; left = await tabs.count()) {
      await this.command("View: Revert and Close Editor");
      await this.page.waitForFunction((before) => document.querySelectorAll(".tab").length < before, left, {
        timeout: patience,
      });
    }
  }

  /** Waits until every open file is as on disk. */
  async untilSaved() {
    await this.page.waitForFunction(() => document.querySelector(".tab.dirty") === null, undefined, {
      timeout: patience,
    });
  }

  /** Saves every changed file, once that many have changed: an undo reaches them one after the other. */
  async saveAll(changed) {
    await this.page.waitForFunction(
      (wanted) => document.querySelectorAll(".tab.dirty").length === wanted,
      changed,
      { timeout: patience },
    );
    await this.command("File: Save All Files");
  }

  async type(text) {
    await this.page.keyboard.type(text);
  }

  /** The text of the notification that is shown. */
  async notification() {
    const message = this.page.locator(".notifications-toasts .notification-list-item-message").first();
    await message.waitFor({ timeout: patience });
    return message.innerText();
  }

  /** The rows of the Refactor Preview. */
  async previewRows() {
    const rows = this.page.locator(".bulk-edit-panel .monaco-list-row");
    await rows.first().waitFor({ timeout: patience });
    return rows.evaluateAll((all) =>
      all.map((row) => ({
        text: row.innerText,
        ticked:
          row.querySelector("input[type=checkbox]")?.checked ??
          row.querySelector(".monaco-checkbox.checked") !== null,
      })),
    );
  }

  /** Waits until the Refactor Preview has unfolded so far that it shows the text. */
  async untilPreviewed(text) {
    await this.page
      .locator(".bulk-edit-panel .monaco-list-row", { hasText: text })
      .first()
      .waitFor({ timeout: patience });
  }

  /** Shows the last change of the Refactor Preview in the diff editor. */
  async compareLastPreviewed() {
    await this.page.keyboard.press("End");
    await this.press("Enter", this.page.locator(".editor-instance .monaco-diff-editor").first());
  }

  /** Opens a page of the first steps that an extension brings along. */
  async openWalkthrough(title) {
    await this.command("Welcome: Open Walkthrough...");
    await this.page.locator(quickInput).fill(title, { timeout: patience });
    await this.page
      .locator(".quick-input-list .monaco-list-row.focused", { hasText: title })
      .waitFor({ timeout: patience });
    await this.enterIn(quickInput);
    await this.page.locator(".getting-started-step.expanded").first().waitFor({ timeout: patience });
  }

  /** Chooses one of the first steps and waits for its picture. */
  async openStep(title) {
    const step = this.page.locator(".getting-started-step", { hasText: title });
    await step.click();
    await this.page
      .locator(".getting-started-step.expanded", { hasText: title })
      .waitFor({ timeout: patience });
    await this.page.waitForFunction(
      () => {
        const image = document.querySelector(".getting-started-media img");
        return image?.complete === true && image.naturalWidth > 0;
      },
      undefined,
      { timeout: patience },
    );
  }

  /** Applies what the Refactor Preview shows. */
  async applyPreview() {
    await this.page.keyboard.press("Control+Enter");
    await this.page
      .locator(".bulk-edit-panel .monaco-list-row")
      .first()
      .waitFor({ state: "hidden", timeout: patience });
  }

  /** Drops what the Refactor Preview shows. */
  async discardPreview() {
    await this.page.locator(".bulk-edit-panel").getByRole("button", { name: "Discard" }).click();
    await this.page
      .locator(".bulk-edit-panel .monaco-list-row")
      .first()
      .waitFor({ state: "hidden", timeout: patience });
  }

  async closeSideBar() {
    if (await this.page.locator(".part.sidebar").isVisible())
      await this.command("View: Close Primary Side Bar");
  }

  async showProblems() {
    const panel = this.page.locator(".markers-panel").first();
    if (!(await panel.isVisible())) await this.command("Problems: Focus on Problems View");
    await panel.waitFor({ timeout: patience });
  }

  /** What the view of the workspace's iterators says while it is empty. */
  async welcome() {
    await this.command("Yieldwise: Focus on Iterators View");
    const text = this.page.locator(".sidebar .welcome-view-content").first();
    await text.waitFor({ timeout: patience });
    return text.innerText();
  }

  /** The row of the view that holds the text. */
  async iterator(text) {
    const row = this.page.locator(`${iterators} .monaco-list-row`, { hasText: text }).first();
    await row.waitFor({ timeout: patience });
    return row;
  }

  /** Searches the workspace, and waits until the search is over: only then can all that is safe be converted together. */
  async search() {
    await this.command("Yieldwise: Find Hand-Rolled Async Iterators in Workspace");
    await this.page
      .locator('.sidebar .action-label[aria-label^="Convert All Safe in Workspace"]:visible')
      .first()
      .waitFor({ timeout: patience });
  }

  /** How many rows of the view hold the text, of those that there is room for. */
  async countIterators(text) {
    return this.page.locator(`${iterators} .monaco-list-row`, { hasText: text }).count();
  }

  /** Opens the menu of the focused row by keyboard, and gives what it offers. */
  async contextMenu() {
    const entries = this.page.locator(".monaco-menu .action-item:not(.disabled) .action-label");
    await this.press("Shift+F10", entries.first());
    return (await entries.allInnerTexts()).filter((text) => text !== "");
  }

  /** Takes an entry of the open menu by keyboard. */
  async chooseInMenu(text) {
    const focused = this.page.locator(".monaco-menu .action-item.focused");
    for (let left = 20; left > 0; left--) {
      await this.page.keyboard.press("ArrowDown");
      if ((await focused.first().innerText()).trim() === text) {
        await this.page.keyboard.press("Enter");
        await focused.first().waitFor({ state: "hidden", timeout: patience });
        return;
      }
    }
    throw new Error(`No entry of the menu is "${text}"`);
  }

  /** Moves to a row of the view with the arrow keys. */
  async selectIterator(text) {
    await this.command("Yieldwise: Focus on Iterators View");
    await this.page.keyboard.press("Home");
    const focused = this.page.locator(`${iterators} .monaco-list-row.focused`);
    for (let left = 60; left > 0; left--) {
      await focused.waitFor({ timeout: patience });
      if ((await focused.innerText()).includes(text)) return;
      await this.page.keyboard.press("ArrowDown");
    }
    throw new Error(`No row of the view holds "${text}"`);
  }

  /** Waits until no row of the view holds the text. */
  async untilNoIterator(text) {
    const row = this.page.locator(`${iterators} .monaco-list-row`, { hasText: text }).first();
    await row.waitFor({ state: "hidden", timeout: patience });
  }

  /** The document inside a webview, once it shows the text: two frames deep. */
  async webview(text) {
    const inner = this.page.frameLocator("iframe.webview.ready").frameLocator("iframe#active-frame");
    await inner.getByText(text).first().waitFor({ timeout: patience });
    return inner;
  }

  /** Waits until the right side of a diff shows the text. */
  async untilCompared(text) {
    await this.page
      .locator(".diff-editor, .multiDiffEntry, .monaco-diff-editor")
      .filter({ hasText: new RegExp(escaped(text).replaceAll(" ", "[ \\u00a0]")) })
      .first()
      .waitFor({ timeout: patience });
  }

  /** What the language status says, which is in the status bar beside the language's name. */
  async languageStatus() {
    const entry = this.page.locator('[id="status.languageStatus"]').first();
    await entry.waitFor({ timeout: patience });
    const status = this.page.locator(".monaco-hover .hover-language-status").last();
    // Where the mouse rests there from the last time, nothing opens: it has to come from elsewhere.
    await this.page.mouse.move(0, 0);
    await entry.hover();
    await status.waitFor({ timeout: patience });
    const all = await this.page.locator(".monaco-hover .hover-language-status").allInnerTexts();
    return all.join("\n");
  }

  /** Opens the list of quick fixes and refactorings at the cursor. */
  async openQuickFixes() {
    await this.openMenu("Control+.");
  }

  /** Opens the list of refactorings at the cursor. */
  async openRefactorings() {
    await this.openMenu("Control+Shift+r");
  }

  async openMenu(key) {
    await this.press(key, this.page.locator(menuRow).first());
  }

  /** Has the open list show greyed out entries, too. */
  async showDisabled() {
    await this.page.locator(".action-widget .action-label", { hasText: "Show Disabled" }).click();
    await this.page.locator(`${menuRow}.option-disabled`).first().waitFor({ timeout: patience });
  }

  /** The open list, as it is shown: text, greyed out or not, marked as preferred or not. */
  async menu() {
    return this.page.locator(menuRow).evaluateAll((rows) =>
      rows.map((row) => ({
        text: row.innerText.trim(),
        disabled: row.classList.contains("option-disabled"),
        tooltip: row.getAttribute("title") ?? row.getAttribute("aria-label") ?? "",
      })),
    );
  }

  /** Moves to the entry with the arrow keys and takes it with Enter. */
  async choose(text) {
    const rows = this.page.locator(menuRow);
    const focused = this.page.locator(`${menuRow}.focused`);
    for (let left = await rows.count(); left > 0; left--) {
      const id = await focused.getAttribute("id");
      if ((await focused.innerText()).includes(text)) {
        await this.enterIn(".action-widget *");
        await rows.first().waitFor({ state: "hidden", timeout: patience });
        return;
      }
      await this.page.keyboard.press("ArrowDown");
      await this.page.locator(`${menuRow}.focused:not([id="${id}"])`).waitFor({ timeout: patience });
    }
    throw new Error(`No entry holds "${text}": ${JSON.stringify(await this.menu())}`);
  }

  async save() {
    await this.page.keyboard.press("Control+s");
  }

  async undo() {
    await this.page.keyboard.press("Control+z");
  }

  /** The visible lines of the open editor. */
  async visibleText() {
    const lines = await this.page.locator(".editor-instance .view-line").evaluateAll((all) =>
      all
        .map((line) => ({ top: Number.parseFloat(line.style.top), text: line.innerText }))
        .sort((a, b) => a.top - b.top)
        .map(({ text }) => text),
    );
    return lines.join("\n").replaceAll("\u00a0", " ");
  }

  /** Waits until the open editor shows the text. */
  async untilShown(text) {
    await this.page
      .locator(".editor-instance .view-lines", {
        hasText: new RegExp(escaped(text).replaceAll(" ", "[ \\u00a0]")),
      })
      .first()
      .waitFor({ timeout: patience });
  }

  /** Waits until the window has a theme of this kind, "dark" or "light". */
  async untilTheme(kind) {
    const theme = kind === "dark" ? "vs-dark" : "vs";
    await this.page.locator(`.monaco-workbench.${theme}`).first().waitFor({ timeout: patience });
  }

  /** Waits until nothing shows that it is still at work. */
  async untilIdle() {
    await this.page.waitForFunction(
      () =>
        document.querySelector(
          ".monaco-progress-container.active, .activitybar .progress-badge, .notification-toast",
        ) === null,
      undefined,
      { timeout: patience },
    );
  }

  /** Waits until something is underlined in the open editor. */
  async untilMarked() {
    await this.page
      .locator(
        ".editor-instance .squiggly-info, .editor-instance .squiggly-hint, .editor-instance .squiggly-warning",
      )
      .first()
      .waitFor({ timeout: patience });
  }

  /** Keeps a picture of the window, or of a part of it, in test-output without loss, in the fewest bytes that the browser can do. */
  async optimisedPicture(name, clip) {
    await mkdir(join(output, "gallery"), { recursive: true });
    const png = (await this.page.screenshot(clip && { clip })).toString("base64");
    const other = await this.page.context().newPage();
    const webp = await other.evaluate(async (data) => {
      const image = document.createElement("img");
      image.src = `data:image/png;base64,${data}`;
      await image.decode();
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [image.width, image.height];
      canvas.getContext("2d").drawImage(image, 0, 0);
      // Quality 1 is without loss in Chromium.
      return canvas.toDataURL("image/webp", 1);
    }, png);
    await other.close();
    await writeFile(join(output, "gallery", `${name}.webp`), Buffer.from(webp.split(",")[1], "base64"));
    await writeFile(join(output, `${name}.png`), Buffer.from(png, "base64"));
  }

  /** What a person would say of the window, for the log of a test that failed where nobody sees its picture. */
  async describe() {
    const texts = (selector) => this.page.locator(selector).allInnerTexts();
    const inOneLine = (all) => all.map((text) => text.replaceAll(/\s+/g, " ").trim()).join(" | ");
    const parts = {
      tabs: await texts(".tab"),
      notifications: await texts(".notification-list-item-message"),
      "quick input": await texts(".quick-input-widget .monaco-list-row"),
      menu: await texts(menuRow),
      problems: await texts(".markers-panel .monaco-list-row"),
      iterators: await texts(`${iterators} .monaco-list-row`),
      editors: await texts(".editor-instance .view-lines"),
    };
    return Object.entries(parts)
      .map(([name, all]) => `      ${name}: ${inOneLine(all)}`)
      .join("\n");
  }

  /** Keeps a picture of the window in test-output. */
  async picture(name) {
    await mkdir(output, { recursive: true });
    const path = join(output, `${name}.png`);
    await this.page.screenshot({ path });
    return path;
  }
}

function escaped(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
