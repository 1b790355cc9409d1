import { readFileSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { openBrowser } from "../host/browser.mjs";
import { defaultVersion, installServer } from "../host/install-server.mjs";
import { output, root } from "../host/paths.mjs";
import { startServer } from "../host/server.mjs";
import { Workbench } from "../host/workbench.mjs";
import { copySample } from "../host/workspace.mjs";

const { name, version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const vsix = join(root, "dist", `${name}-${version}.vsix`);
const patience = 120_000;

/**
 * Registers, for the tests of a `describe` block, a VS Code server with the packed extension and one window in it, on a copy of
 * the sample. Before each test the window has no open editor; a picture is kept when a test fails.
 *
 * @param {object} [options]
 * @param {Record<string, string>} [options.files] - written to the workspace first
 * @param {Record<string, unknown>} [options.settings] - of the workspace
 * @param {Record<string, unknown>} [options.userSettings] - of the user
 * @param {{ width: number, height: number }} [options.size] - of the window
 * @param {Record<string, { files: Record<string, string>, settings: object }>} [options.folders] - of the workspace, beside the
 *   sample
 * @param {string} [options.scheme] - of a virtual file system that shows the workspace's files
 * @param {() => Promise<readonly string[]>} [options.more] - gives packed extensions to install beside ours
 * @returns {() => Window} gives the window, from within a test
 */
export function useWindow(options) {
  const { more = async () => [], userSettings } = options ?? {};
  let server;
  let window;

  before(async function () {
    this.timeout(300_000);
    const installed = await installServer(process.env.YIELDWISE_SERVER ?? defaultVersion);
    server = await startServer(installed, {
      vsix: [vsix, ...(await more())],
      settings: userSettings,
      log: join(output, "ui-server.log"),
    });
    window = await Window.open(server, "src/async-counter.ts", options);
    // The TypeScript server takes its time to load the project, once.
    await window.workbench.problem("prefer-async-generator");
  });

  beforeEach(() => window.workbench.reset());

  afterEach(async function () {
    // An attempt after which the test is tried again has no state.
    if (this.currentTest === undefined || this.currentTest.state === "passed") return;
    await window.workbench.picture(`failed-${slug(this.currentTest.title)}`);
    console.log(await window.workbench.describe());
  });

  after(async () => {
    await window?.close();
    await server?.stop();
  });

  return () => window;
}

function slug(title) {
  return title
    .replace(/[^a-z0-9]+/gi, "-")
    .toLowerCase()
    .slice(0, 60);
}

/** A window on a workspace of its own: a copy of the sample. */
class Window {
  constructor(workbench, workspace, browser) {
    this.workbench = workbench;
    this.workspace = workspace;
    this.browser = browser;
  }

  /**
   * @param {import("../host/server.mjs").Server} server
   * @param {string} file - opened at the start
   * @param {Parameters<typeof useWindow>[0]} [options]
   */
  static async open(server, file, { files = {}, settings, size, folders, scheme } = {}) {
    const workspace = await copySample(settings);
    for (const [path, text] of Object.entries(files)) await writeFile(join(workspace.folder, path), text);
    const browser = await openBrowser({ viewport: size });
    const workbench = new Workbench(browser.page, server);
    const opened = folders ? await workspace.addFolders(folders) : workspace.folder;
    await workbench.open(opened, join(workspace.folder, file), scheme);
    return new Window(workbench, workspace, browser);
  }

  /** The addresses of other machines that the page and its workers have asked so far. */
  get asked() {
    return this.browser.asked;
  }

  /** Puts other settings in the place of the workspace's. */
  async changeSettings(settings) {
    await this.workspace.changeSettings(settings);
  }

  /** A file's text on disk. */
  onDisk(file) {
    return readFile(join(this.workspace.folder, file), "utf8");
  }

  /** Waits until a file's text on disk is as wanted. */
  async untilOnDisk(file, wanted) {
    const deadline = Date.now() + patience;
    let text = "";
    while (Date.now() < deadline) {
      text = await this.onDisk(file);
      if (wanted instanceof RegExp ? wanted.test(text) : text === wanted) return text;
      await sleep(100);
    }
    throw new Error(`${file} never matched ${wanted}; it is:\n${text}`);
  }

  async close() {
    await this.browser.close();
    await this.workspace.remove();
  }
}
