// What the plugin costs in a tsserver: `node test/bench/tsserver.mjs [--rounds=3] [--requests=100] [--projects=openai,effect]`.
// Everything that is compared is measured in one run. Nothing here fails because of a time.
import { execFileSync } from "node:child_process";
import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import { median, ms, percent, quantile, table } from "./figures.mjs";
import { longFile } from "./long-file.mjs";
import { getProject, projects } from "./project.mjs";

const repository = resolve(import.meta.dirname, "..", "..");
const cache = join(repository, ".vscode-test", "bench");
const plugin = "typescript-yieldwise-plugin";
const stopwatch = "yieldwise-stopwatch";

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "3" },
    requests: { type: "string", default: "100" },
    projects: { type: "string", default: Object.keys(projects).join(",") },
  },
});

await mkdir(cache, { recursive: true });
execFileSync(process.execPath, ["esbuild.js", "--only=plugin", "--production"], {
  cwd: repository,
  stdio: "pipe",
});
const { TsServer, placeOf } = await loadClient();
await installStopwatches();

for (const name of values.projects.split(",").filter(Boolean))
  await benchDiagnostics(name, Number(values.rounds));
await benchFixes(Number(values.requests));

async function benchDiagnostics(packageName, rounds) {
  const project = await getProject(cache, repository, packageName);
  const { title, files, lines, withIterators } = project;
  console.log(
    `\nDiagnostics of ${title}: ${files.length} files, ${lines} lines, ${rounds} rounds each way\n`,
  );
  const runs = { without: [], with: [] };
  for (let round = 0; round < rounds; round++) {
    // Whoever comes second finds a warmer machine, so they take turns.
    const order = round % 2 === 0 ? ["without", "with"] : ["with", "without"];
    for (const way of order) runs[way].push(await diagnose(project, way === "with"));
  }
  const groups = [
    ["files without iterators", (file) => !withIterators.has(file)],
    ["files with iterators", (file) => withIterators.has(file)],
    ["all files", () => true],
  ];
  table(
    ["", "files", "without", "with", "difference", "added by the plugin"],
    groups.map(([name, belongs]) => {
      const group = files.filter(belongs);
      const [before, after] = [runs.without, runs.with].map((list) =>
        median(list.map((run) => sum(group, run.outer))),
      );
      const [own, withPlugin] = [runs.without, runs.with].map((list) =>
        median(list.map(({ inner, outer }) => sum(group, outer) / sum(group, inner))),
      );
      const added = withPlugin / own - 1;
      return [name, group.length, ms(before), ms(after), percent(after / before - 1), percent(added)];
    }),
  );
  console.log(
    "\n'difference' compares the medians of separate processes, with all their noise; 'added by the plugin' is the median of what its" +
      "\ncalls take beyond the language service's own, clocked within the same calls, less what the stopwatches themselves show without" +
      ` it.\nFindings: ${runs.with[0].findings}.`,
  );
}

/** One tsserver over all files: the milliseconds that each file's diagnostics take, by stopwatch. */
async function diagnose({ files }, withPlugin) {
  const watches = [`${stopwatch}-inner`, `${stopwatch}-outer`];
  const globalPlugins = withPlugin ? [watches[0], plugin, watches[1]] : watches;
  const server = new TsServer({ globalPlugins, probeLocations: [repository, cache], timeoutMs: 300_000 });
  server.open(files[0]);
  let findings = 0;
  for (const file of files) {
    await server.request("semanticDiagnosticsSync", { file });
    const suggestions = await server.request("suggestionDiagnosticsSync", { file });
    findings += suggestions.filter(({ source }) => source?.startsWith("yieldwise/")).length;
  }
  const times = await server.request("_stopwatch.read");
  await server.stop();
  return { ...times, findings };
}

async function benchFixes(count) {
  const file = join(cache, "long-file", "countdown.ts");
  const text = longFile(1000);
  await mkdir(join(cache, "long-file"), { recursive: true });
  await writeFile(file, text);
  await writeFile(join(cache, "long-file", "package.json"), JSON.stringify({ private: true }));
  const compilerOptions = { strict: true, target: "es2022", module: "esnext", types: [] };
  await writeFile(join(cache, "long-file", "tsconfig.json"), JSON.stringify({ compilerOptions }));
  const lineCount = text.split("\n").length - 1;
  console.log(
    `\nFrom request to fix, on a file of ${lineCount} lines, ${count} requests, each after an edit\n`,
  );
  const rows = [];
  for (const withPlugin of [false, true]) {
    const times = await fixTimes(file, text, count, withPlugin);
    rows.push([
      withPlugin ? "with the plugin" : "TypeScript alone",
      ms(quantile(times, 0.5)),
      ms(quantile(times, 0.95)),
    ]);
  }
  table(["", "p50", "p95"], rows);
}

async function fixTimes(file, text, count, withPlugin) {
  const server = new TsServer({ globalPlugins: withPlugin ? [plugin] : [], probeLocations: [repository] });
  server.open(file);
  await server.diagnostics(file);
  const { line, offset } = placeOf(text, "Countdown");
  const site = { file, startLine: line, startOffset: offset, endLine: line, endOffset: offset + 9 };
  const edited = placeOf(text, "sum += price");
  const times = [];
  for (let round = 0; round < count; round++) {
    server.change(file, { start: edited, end: edited, newText: " " });
    const start = performance.now();
    const fixes = await server.request("getCodeFixes", { ...site, errorCodes: [990_001] });
    times.push(performance.now() - start);
    if (fixes.length > 0 !== withPlugin) {
      throw new Error(
        `Round ${round} gave ${fixes.length} fixes, ${withPlugin ? "with" : "without"} the plugin`,
      );
    }
  }
  await server.stop();
  return times;
}

/** The tests' client, which is written in TypeScript. */
async function loadClient() {
  const outfile = join(cache, "client.mjs");
  await build({
    entryPoints: [join(repository, "test", "support", "tsserver.ts")],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    define: { "import.meta.dirname": JSON.stringify(join(repository, "test", "support")) },
    logLevel: "error",
  });
  return import(pathToFileURL(outfile).href);
}

async function installStopwatches() {
  for (const watch of ["inner", "outer"]) {
    const folder = join(cache, "node_modules", `${stopwatch}-${watch}`);
    await mkdir(folder, { recursive: true });
    await writeFile(
      join(folder, "package.json"),
      JSON.stringify({ name: `${stopwatch}-${watch}`, main: "index.js" }),
    );
    await copyFile(join(import.meta.dirname, "stopwatch.cjs"), join(folder, "index.js"));
  }
}

function sum(files, times) {
  return files.reduce((total, file) => total + (times[file] ?? 0), 0);
}
