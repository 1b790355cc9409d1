import { writeFile } from "node:fs/promises";
import type { Test } from "mocha";

/** One test's outcome, as the runner reads it. */
interface Outcome {
  readonly title: string;
  readonly passed: boolean;
  readonly error?: string;
}

/** Loading a suite registers its tests, so it must wait until Mocha has set up its globals. */
async function loadSuites(): Promise<void> {
  await import("./activation.suite");
  await import("./findings.suite");
  await import("./actions.suite");
  await import("./commands.suite");
  await import("./saving.suite");
  await import("./read-only.suite");
  await import("./workspace.suite");
  await import("./explain.suite");
  await import("./first-steps.suite");
  await import("./engine.suite");
  await import("./gone.suite");
  await import("./quiet.suite");
  await import("./network.suite");
}

/**
 * Called by VS Code's extension host, in the desktop and on the server alike. The outcomes go to the file that
 * `YIELDWISE_RESULTS` names, because a server's log lines do not reach the outside in one piece.
 *
 * @throws {Error} when a test failed, so that VS Code ends with an error
 */
export async function run(): Promise<void> {
  const { default: Mocha } = await import("mocha");
  const grep = process.env.YIELDWISE_GREP;
  const mocha = new Mocha({ ui: "bdd", timeout: 180_000, reporter: "spec", color: false, grep });
  mocha.suite.emit("pre-require", globalThis, "", mocha);
  await loadSuites();
  const outcomes: Outcome[] = [];
  const failures = await new Promise<number>((resolve) => {
    mocha
      .run(resolve)
      .on("pass", (test: Test) => outcomes.push({ title: test.fullTitle(), passed: true }))
      .on("fail", (test: Test, error: Error) =>
        outcomes.push({ title: test.fullTitle(), passed: false, error: error.stack ?? error.message }),
      );
  });
  const file = process.env.YIELDWISE_RESULTS;
  if (file) await writeFile(file, JSON.stringify(outcomes, null, 2));
  if (failures > 0) throw new Error(`${failures} test(s) failed`);
}
