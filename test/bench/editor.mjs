// What the extension costs in VS Code: `node test/bench/editor.mjs [--rounds=3]`.
// Each round opens a large project in a fresh VS Code server, once with the packed extension and once without any. The activation is
// compared with that of VS Code's own CSS extension in the same window. Nothing here fails because of a time.
import { execFileSync } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { openBrowser } from "../vscode/host/browser.mjs";
import { defaultVersion, installServer } from "../vscode/host/install-server.mjs";
import { root } from "../vscode/host/paths.mjs";
import { remote, startServer, windowAddress } from "../vscode/host/server.mjs";
import { median, ms, table } from "./figures.mjs";
import { getProject } from "./project.mjs";

const { values } = parseArgs({ options: { rounds: { type: "string", default: "3" } } });
const cache = join(root, ".vscode-test", "bench");
const patience = 600_000;
const megabyte = 1024 * 1024;

/** TypeScript has an error to show in it, and we a finding. */
const text = `class Countdown {
  private left = 3;

  [Symbol.asyncIterator]() {
    return this;
  }

  async next(): Promise<IteratorResult<number>> {
    if (this.left === 0) return { value: undefined, done: true };
    return { value: this.left--, done: false };
  }
}

for await (const n of new Countdown()) console.log(n);

export const wrong: number = "a text";
`;

execFileSync(process.execPath, [join(root, ".ci", "package.mjs")], { cwd: root, stdio: "pipe" });
const vsix = join(
  root,
  "dist",
  (await readdir(join(root, "dist"))).find((name) => name.endsWith(".vsix")),
);
const installed = await installServer(defaultVersion);
await mkdir(cache, { recursive: true });
const { title, files } = await getProject(cache, root);
const workspace = await mkdtemp(join(tmpdir(), "yieldwise-bench-"));
try {
  await compare(Number(values.rounds));
} finally {
  await rm(workspace, { recursive: true, force: true, maxRetries: 5 });
}

async function compare(rounds) {
  await prepare();
  console.log(`\nVS Code on ${title}: ${files.length} files, ${rounds} rounds each way\n`);
  const runs = { without: [], with: [] };
  for (let round = 0; round < rounds; round++) {
    for (const way of round % 2 === 0 ? ["without", "with"] : ["with", "without"])
      runs[way].push(await run(way));
  }
  const of = (way, pick) => median(runs[way].map(pick));
  const settled = (way, pick) => median(runs[way].flatMap((each) => each.settled.map(pick)));
  const row = (name, before, after, unit) => [name, unit(before), unit(after), (after / before).toFixed(3)];
  const megabytes = (bytes) => `${(bytes / megabyte).toFixed(0)} MB`;
  table(
    ["", "without", "with", "ratio"],
    [
      row(
        "memory of the extension host",
        of("without", ({ rss }) => rss),
        of("with", ({ rss }) => rss),
        megabytes,
      ),
      row(
        "its heap in use",
        of("without", ({ heapUsed }) => heapUsed),
        of("with", ({ heapUsed }) => heapUsed),
        megabytes,
      ),
      row(
        "from keystroke to TypeScript's error",
        settled("without", ({ ts }) => ts),
        settled("with", ({ ts }) => ts),
        ms,
      ),
      row(
        "from keystroke to all that is found",
        settled("without", ({ ts }) => ts),
        settled("with", ({ ts, yieldwise }) => Math.max(ts, yieldwise)),
        ms,
      ),
    ],
  );
  const [builtIn, ours] = ["builtIn", "ours"].map((who) => of("with", ({ activation }) => activation[who]));
  console.log(
    `\nActivation: ${ms(ours)}, which is ${(ours / builtIn).toFixed(3)} of what VS Code's own CSS extension takes (${ms(builtIn)}).`,
  );
}

async function prepare() {
  const project = join(cache, title.replace(" ", "-"));
  await cp(join(project, "src"), join(workspace, "src"), { recursive: true });
  const config = JSON.parse(await readFile(join(project, "tsconfig.json"), "utf8"));
  await writeFile(
    join(workspace, "tsconfig.json"),
    JSON.stringify({ ...config, include: ["src", "bench.ts"] }),
  );
  await writeFile(join(workspace, "bench.ts"), text);
  await writeFile(join(workspace, "package.json"), JSON.stringify({ private: true }));
  await mkdir(join(workspace, "probe"));
  const manifest = { name: "probe", publisher: "bench", version: "0.0.0", engines: { vscode: "*" } };
  await writeFile(join(workspace, "probe", "package.json"), JSON.stringify(manifest));
}

/** One window on the project, in which the probe measures. */
async function run(way) {
  const results = join(workspace, "results.json");
  await rm(results, { force: true });
  const server = await startServer(installed, {
    testDriver: true,
    vsix: way === "with" ? [vsix] : [],
    env: { YIELDWISE_RESULTS: results },
  });
  const browser = await openBrowser();
  try {
    await inWindow(browser.page, server);
  } finally {
    await browser.close();
    await server.stop();
  }
  return JSON.parse(await readFile(results, "utf8"));
}

async function inWindow(page, server) {
  await page.exposeFunction("codeAutomationLog", () => undefined);
  const finished = new Promise((resolve) => page.exposeFunction("codeAutomationExit", resolve));
  await page.goto(
    windowAddress(server, workspace, [
      ["extensionDevelopmentPath", remote(server, join(workspace, "probe"))],
      ["extensionTestsPath", remote(server, join(root, "test", "bench", "editor-probe.cjs"))],
    ]),
  );
  let late;
  const lateness = new Promise((_, reject) => {
    late = setTimeout(
      () => reject(new Error(`the probe had not ended after ${patience / 1000} s`)),
      patience,
    );
  });
  await Promise.race([finished, lateness]).finally(() => clearTimeout(late));
}
