// Everything that is tested in a real VS Code: `node test/vscode/run.mjs [--host=auto|desktop|server] [--only=package|suite|ui] [--grep=<part of a title>] [--no-package] [--retries=<number>] [--server=<code-server version>]`
// Needs Node 20 and npm; gets the rest itself (see CONTRIBUTING.md).
import { execFileSync } from "node:child_process";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import Mocha from "mocha";
import { defaultVersion, installServer } from "./host/install-server.mjs";
import { output, root } from "./host/paths.mjs";
import { buildSuite, getDesktop, runOnDesktop, runOnServer } from "./host/suite.mjs";

const { values: options } = parseArgs({
  options: {
    host: { type: "string", default: "auto" },
    only: { type: "string" },
    "no-package": { type: "boolean", default: false },
    grep: { type: "string" },
    /** How often a test that fails is tried again; what passes only then is named in the end. */
    retries: { type: "string", default: "0" },
    server: { type: "string", default: defaultVersion },
  },
});

const wants = (part) => options.only === undefined || options.only === part;

await rm(output, { recursive: true, force: true });
await mkdir(output, { recursive: true });
if (!options["no-package"]) {
  execFileSync(process.execPath, [join(root, ".ci", "package.mjs")], { cwd: root, stdio: "inherit" });
}

const outcomes = [];
if (wants("package")) outcomes.push(...(await runMocha("package.test.mjs")));
if (wants("suite")) outcomes.push(...(await runSuite()));
if (wants("ui")) {
  process.env.YIELDWISE_SERVER = options.server;
  outcomes.push(
    ...(await runMocha(
      "ui/findings.test.mjs",
      "ui/edits.test.mjs",
      "ui/workspace.test.mjs",
      "ui/engine.test.mjs",
      "ui/web.test.mjs",
      "ui/folders.test.mjs",
      "ui/gallery.test.mjs",
    )),
  );
}

for (const { title, tries } of outcomes.filter(({ passed, tries = 1 }) => passed && tries > 1)) {
  console.log(`\n! passed only when tried ${tries} times: ${title}`);
}
const failed = outcomes.filter(({ passed }) => !passed);
for (const { title, error } of failed) console.error(`\n✗ ${title}\n${error}`);
console.log(`\n${outcomes.length - failed.length} passed, ${failed.length} failed`);
process.exit(failed.length === 0 && outcomes.length > 0 ? 0 : 1);

async function runSuite() {
  await buildSuite();
  const desktop = await desktopIfThere();
  if (desktop) return report("desktop", await runOnDesktop(desktop, options.grep));
  return report("server", await runOnServer(await installServer(options.server), options.grep));
}

/** A closed network has no desktop VS Code to download; the server does the same work. */
async function desktopIfThere() {
  if (options.host === "server" || (options.host === "auto" && !hasDisplay())) return undefined;
  try {
    return await getDesktop();
  } catch (error) {
    if (options.host === "desktop") throw error;
    console.log(`No desktop VS Code can be had (${error.message}); using VS Code's server.`);
    return undefined;
  }
}

function hasDisplay() {
  return process.platform !== "linux" || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);
}

function report(host, results) {
  console.log(`\n  extension host (${host})`);
  for (const { title, passed } of results) console.log(`    ${passed ? "✔" : "✗"} ${title}`);
  return results;
}

/** Runs test files of this process, not of an extension host. */
async function runMocha(...files) {
  const retries = Number(options.retries);
  const mocha = new Mocha({ timeout: 300_000, reporter: "spec", slow: 30_000, grep: options.grep, retries });
  for (const file of files) mocha.addFile(join(root, "test", "vscode", file));
  await mocha.loadFilesAsync();
  const results = [];
  await new Promise((resolve) => {
    mocha
      .run(resolve)
      .on("retry", (test, error) =>
        console.log(`    ! failed, and is tried again: ${test.title}\n${error.stack}`),
      )
      .on("pass", (test) =>
        results.push({ title: test.fullTitle(), passed: true, tries: test.currentRetry() + 1 }),
      )
      .on("fail", (test, error) =>
        results.push({ title: test.fullTitle(), passed: false, error: error.stack ?? error.message }),
      );
  });
  return results;
}
