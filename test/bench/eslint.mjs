// What our rules cost in ESLint: `node test/bench/eslint.mjs [--rounds=5]`.
// Each round lints a large project in two processes, one with all our rules alone, one with no-floating-promises of typescript-eslint
// alone: whoever asks for a type first pays for working it out, so in one process the second would seem cheap. The times are ESLint's
// own (`stats`, as `TIMING` shows them). Nothing here fails because of a time.
import { execFileSync } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { ESLint } from "eslint";
import { median, ms, table } from "./figures.mjs";
import { getProject } from "./project.mjs";

const repository = resolve(import.meta.dirname, "..", "..");
const cache = join(repository, ".vscode-test", "bench");
const require = createRequire(import.meta.url);

const { values } = parseArgs({
  options: { rounds: { type: "string", default: "5" }, only: { type: "string" } },
});

await mkdir(cache, { recursive: true });
const project = await getProject(cache, repository);

if (values.only === undefined) compare(Number(values.rounds));
else console.log(JSON.stringify(await lint(values.only)));

function compare(rounds) {
  execFileSync(process.execPath, ["esbuild.js", "--only=eslint", "--production"], {
    cwd: repository,
    stdio: "pipe",
  });
  const { title, files, lines, withIterators, withGenerators } = project;
  console.log(`\nESLint over ${title}: ${files.length} files, ${lines} lines, ${rounds} rounds each way\n`);
  const runs = { ours: [], theirs: [] };
  for (let round = 0; round < rounds; round++) {
    // Whoever comes second finds a warmer machine, so they take turns.
    for (const way of round % 2 === 0 ? ["ours", "theirs"] : ["theirs", "ours"]) runs[way].push(run(way));
  }
  const groups = [
    ["files without iterators", (file) => !withIterators.has(file) && !withGenerators.has(file)],
    ["files with generators or 'for await'", (file) => withGenerators.has(file) && !withIterators.has(file)],
    ["files with iterators", (file) => withIterators.has(file)],
    ["all files", () => true],
  ];
  table(
    ["", "files", "our rules", "no-floating-promises", "ratio", "our share of linting"],
    groups.map(([name, belongs]) => {
      const group = files.filter(belongs);
      const ours = runs.ours.map((times) => sum(group, times, "rules"));
      const theirs = runs.theirs.map((times) => sum(group, times, "rules"));
      const shares = runs.ours.map((times, round) => ours[round] / sum(group, times, "total"));
      return [
        name,
        group.length,
        ms(median(ours)),
        ms(median(theirs)),
        (median(ours) / median(theirs)).toFixed(3),
        `${(100 * median(shares)).toFixed(2)} %`,
      ];
    }),
  );
  console.log("\nBy rule, on all files\n");
  const ids = Object.keys(runs.ours[0].byRule);
  const byRule = ids.map((id) => [id, median(runs.ours.map(({ byRule }) => byRule[id]))]);
  table(
    ["", "time"],
    byRule.sort(([, a], [, b]) => b - a).map(([id, time]) => [id, ms(time)]),
  );
  console.log(
    "\nA rule's time holds what it is the first to ask for: a file's iterators, or a type. 'our share of linting' is that of our rules in" +
      "\na run that has no others, parsing and type information included.",
  );
}

function run(way) {
  const output = execFileSync(process.execPath, [import.meta.filename, `--only=${way}`], {
    maxBuffer: 2 ** 28,
  });
  return JSON.parse(output.toString());
}

/** @returns the milliseconds of rules and of all, by file, and those of each rule */
async function lint(way) {
  const eslint = new ESLint({
    cwd: join(cache, project.title.replace(" ", "-")),
    overrideConfigFile: true,
    overrideConfig: [configOf(way)],
    stats: true,
  });
  const results = await eslint.lintFiles(["src"]);
  const files = {};
  const byRule = {};
  for (const { filePath, stats, messages } of results) {
    const fatal = messages.find((message) => message.fatal);
    if (fatal) throw new Error(`${filePath}: ${fatal.message}`);
    files[filePath] = { rules: 0, total: 0 };
    for (const { rules = {}, total } of stats.times.passes) {
      files[filePath].total += total;
      for (const [id, time] of Object.entries(rules)) {
        files[filePath].rules += time.total;
        byRule[id] = (byRule[id] ?? 0) + time.total;
      }
    }
  }
  return { files, byRule };
}

function configOf(way) {
  const typescriptEslint = require("typescript-eslint");
  const yieldwise = require(join(repository, "dist", "eslint.js"));
  const rules =
    way === "ours" ? yieldwise.configs.all.rules : { "@typescript-eslint/no-floating-promises": "error" };
  return {
    files: ["**/*.ts"],
    languageOptions: {
      parser: typescriptEslint.parser,
      parserOptions: {
        project: "./tsconfig.json",
        tsconfigRootDir: join(cache, project.title.replace(" ", "-")),
      },
    },
    linterOptions: { reportUnusedDisableDirectives: "off" },
    plugins: { "@typescript-eslint": typescriptEslint.plugin, yieldwise },
    rules,
  };
}

function sum(group, { files }, key) {
  return group.reduce((total, file) => total + (files[file]?.[key] ?? 0), 0);
}
