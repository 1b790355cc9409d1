// `npm test`: everything, from a fresh clone. The last line is the total over all suites.
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, capture, heading, install, root, run } from "./setup.mjs";

/** A suite that takes longer hangs; it is ended and counts as failed. */
const limit = { timeout: 40 * 60_000 };
const hostTests = ["test/cli", "test/plugin"];
const scratch = mkdtempSync(join(tmpdir(), "yieldwise-test-"));

const suites = [
  ["Types", () => check("typescript/bin/tsc", ["--noEmit"])],
  ["Lint", () => check("eslint/bin/eslint.js", ["--max-warnings=0", "."])],
  ["Format", () => check("prettier/bin/prettier.cjs", ["--check", "--log-level=warn", "."])],
  ["Engine, rules and facts", () => vitest("unit", ["--exclude", "test/{cli,plugin}/**"])],
  ["Command line and tsserver plugin", () => vitest("hosts", hostTests)],
  ["VS Code", vscode],
];

process.exit(await main());

async function main() {
  try {
    await install();
    heading("Build");
    await build();
  } catch (error) {
    console.error(error.message);
    return report([{ name: "Build", passed: 0, failed: 1 }]);
  }
  const results = [{ name: "Build", passed: 1, failed: 0 }];
  for (const [name, suite] of suites) {
    heading(name);
    results.push({ name, ...(await guarded(suite)) });
  }
  rmSync(scratch, { recursive: true, force: true });
  return report(results);
}

/** A suite that cannot even run has failed. */
async function guarded(suite) {
  try {
    return await suite();
  } catch (error) {
    console.error(error);
    return { passed: 0, failed: 1 };
  }
}

function report(results) {
  heading("Results");
  for (const { name, passed, failed } of results) {
    console.log(`  ${failed > 0 ? "✗" : "✓"} ${name}: ${passed} passed, ${failed} failed`);
  }
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  console.log(`\n${sum("passed")} passed, ${sum("failed")} failed`);
  return sum("failed") === 0 ? 0 : 1;
}

async function check(script, args) {
  const code = await run(process.execPath, [join(root, "node_modules", script), ...args], limit);
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

async function vitest(name, args) {
  const outputFile = join(scratch, `${name}.json`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${outputFile}`];
  const script = join(root, "node_modules", "vitest", "vitest.mjs");
  const code = await run(process.execPath, [script, "run", ...reporters, ...args], limit);
  if (!existsSync(outputFile)) {
    throw new Error(
      `The tests ended without a report: they broke off, or took more than ${limit.timeout / 60_000} minutes.`,
    );
  }
  const counts = countTests(JSON.parse(readFileSync(outputFile, "utf8")));
  return verdict(counts, code);
}

/** A test that was skipped has not passed, and a file that failed before its first test has failed. */
function countTests({ numTotalTests, numPassedTests, testResults }) {
  const brokenFiles = testResults.filter(
    ({ status, assertionResults }) =>
      status === "failed" && assertionResults.every((test) => test.status === "passed"),
  );
  return { passed: numPassedTests, failed: numTotalTests - numPassedTests + brokenFiles.length };
}

async function vscode() {
  const show = (piece) => process.stdout.write(piece);
  // A window under load may lose a key stroke: a test that fails is tried once more, and named when it passes then.
  const script = ["test/vscode/run.mjs", "--retries=1"];
  const { code, output } = await capture(process.execPath, script, show, limit);
  const [, passed, failed] = [...output.matchAll(/^(\d+) passed, (\d+) failed$/gm)].at(-1) ?? [];
  if (passed === undefined) return { passed: 0, failed: 1 };
  return verdict({ passed: Number(passed), failed: Number(failed) }, code);
}

/** The exit code has the last word: a runner that fails for another reason than a test has failed, too. */
function verdict({ passed, failed }, code) {
  const isConsistent = (code === 0) === (failed === 0) && passed + failed > 0;
  return { passed, failed: isConsistent ? failed : Math.max(failed, 1) };
}
