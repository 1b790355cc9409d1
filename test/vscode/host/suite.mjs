import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { downloadAndUnzipVSCode, runTests } from "@vscode/test-electron";
import { build } from "esbuild";
import { openBrowser } from "./browser.mjs";
import { cache, output, root } from "./paths.mjs";
import { quietSettings, remote, startServer, windowAddress } from "./server.mjs";
import { copySample } from "./workspace.mjs";

const bundle = join(root, "dist", "test", "vscode-suite");
const extension = join(root, "dist", "vsix");
const suiteTimeout = 900_000;
const downloadTimeout = 120_000;

/** @typedef {{ title: string, passed: boolean, error?: string }} Outcome */

/** Bundles the suite for the extension host. Mocha stays outside: it finds its parts at run time. */
export async function buildSuite() {
  await build({
    entryPoints: [join(root, "test", "vscode", "suite", "index.ts")],
    outfile: `${bundle}.js`,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    sourcemap: "inline",
    external: ["vscode", "mocha"],
    logLevel: "warning",
  });
}

/**
 * Gets a desktop VS Code.
 *
 * @returns {Promise<string>} the program's path
 * @throws {Error} when it cannot be downloaded
 */
export async function getDesktop() {
  return downloadAndUnzipVSCode({ cachePath: cache, timeout: downloadTimeout });
}

/**
 * Runs the suite in a desktop VS Code.
 *
 * @param {string} vscodeExecutablePath
 * @param {string} [grep] - part of the titles of the tests to run; all when absent
 * @returns {Promise<Outcome[]>}
 */
export async function runOnDesktop(vscodeExecutablePath, grep) {
  const workspace = await copySample(quietSettings);
  return collect("desktop", async (results) => {
    await runTests({
      vscodeExecutablePath,
      extensionDevelopmentPath: extension,
      extensionTestsPath: bundle,
      extensionTestsEnv: suiteEnvironment(results, grep),
      launchArgs: [workspace.folder, "--disable-workspace-trust", "--skip-welcome", "--disable-telemetry"],
    });
  }).finally(workspace.remove);
}

/**
 * Runs the suite in the extension host of a VS Code server, with a browser as its window.
 *
 * @param {{ node: string, main: string }} installed - from `installServer`
 * @param {string} [grep] - part of the titles of the tests to run; all when absent
 * @returns {Promise<Outcome[]>}
 */
export async function runOnServer(installed, grep) {
  const workspace = await copySample();
  return collect("server", async (results) => {
    const server = await startServer(installed, {
      testDriver: true,
      log: join(output, "suite-server.log"),
      env: suiteEnvironment(results, grep),
    });
    const browser = await openBrowser();
    try {
      await runInWindow(browser.page, server, workspace.folder);
    } finally {
      await browser.close();
      await server.stop();
    }
  }).finally(workspace.remove);
}

/** What `run()` of the suite reads. */
function suiteEnvironment(results, grep) {
  return { YIELDWISE_RESULTS: results, ...(grep === undefined ? {} : { YIELDWISE_GREP: grep }) };
}

/** The window calls `codeAutomationExit` when the suite's `run()` has settled. */
async function runInWindow(page, server, folder) {
  await page.exposeFunction("codeAutomationLog", () => undefined);
  let late;
  const finished = new Promise((resolve, reject) => {
    late = setTimeout(
      () => reject(new Error(`the suite had not ended after ${suiteTimeout / 1000} s`)),
      suiteTimeout,
    );
    page
      .exposeFunction("codeAutomationExit", resolve)
      .then(() =>
        page.goto(
          windowAddress(server, folder, [
            ["extensionDevelopmentPath", remote(server, extension)],
            ["extensionTestsPath", remote(server, bundle)],
          ]),
        ),
      )
      .catch(reject);
  });
  await finished.finally(() => clearTimeout(late));
}

/** The file of results tells more than how the host ended; without one, how it ended is the failure. */
async function collect(host, runSuite) {
  await mkdir(output, { recursive: true });
  const results = join(output, `suite-${host}.json`);
  await rm(results, { force: true });
  const failure = await runSuite(results).then(
    () => undefined,
    (error) => error,
  );
  const text = await readFile(results, "utf8").catch(() => undefined);
  if (text !== undefined) return JSON.parse(text);
  const error = failure?.stack ?? "the extension host wrote no results";
  return [{ title: `suite on the ${host}`, passed: false, error }];
}
