import { fork, type ChildProcess } from "node:child_process";
import path from "node:path";
import { transform } from "esbuild";

/** What each scenario of a program wrote, by the scenario's name; or how the program failed as a whole. */
export type Logs = Readonly<Record<string, readonly string[]>>;

/** A process that is silent for this many milliseconds never gives way; on a busy machine, others have to wait long as well. */
const patience = 30_000;

interface Script {
  readonly text: string;
  readonly language: "ts" | "js";
}

let last: Promise<unknown> = Promise.resolve();

/**
 * Runs all scenarios of many programs, one after the other, in one process of their own. Who asks meanwhile has to wait: making a program small is
 * broken off after some time, while its last check still runs.
 */
export function runPrograms(texts: readonly Script[]): Promise<Logs[]> {
  const logs = last.then(() => runInOrder(texts));
  last = logs.catch(() => undefined);
  return logs;
}

async function runInOrder(texts: readonly Script[]): Promise<Logs[]> {
  const scripts = await Promise.all(
    texts.map(async ({ text, language }) => {
      try {
        const { code } = await transform(text, {
          loader: language,
          format: "cjs",
          target: "es2022",
          logLevel: "silent",
        });
        return code;
      } catch (error) {
        return `throw new Error(${JSON.stringify(String(error))});`;
      }
    }),
  );
  const logs: Logs[] = [];
  while (logs.length < scripts.length) {
    const isWhole = await ask(scripts.slice(logs.length), (found) => logs.push(found));
    // What it was busy with when it fell silent cannot be said anything about.
    if (!isWhole) logs.push({ all: ["(never gives way)"] });
  }
  return logs;
}

let current: ChildProcess | undefined;
process.once("exit", () => current?.kill("SIGKILL"));

/** @returns whether the process came to the end of its list */
function ask(scripts: readonly string[], found: (logs: Logs) => void): Promise<boolean> {
  if (scripts.length === 0) return Promise.resolve(true);
  const runner = (current ??= startRunner());
  return new Promise((resolve) => {
    let left = scripts.length;
    const end = (isWhole: boolean): void => {
      clearTimeout(timer);
      runner.off("message", onMessage).off("exit", onExit);
      if (!isWhole) {
        current = undefined;
        runner.kill("SIGKILL");
      }
      resolve(isWhole);
    };
    const timer = setTimeout(() => {
      end(false);
    }, patience);
    const onMessage = (logs: unknown): void => {
      timer.refresh();
      found(logs as Logs);
      if (--left === 0) end(true);
    };
    const onExit = (): void => {
      end(false);
    };
    runner.on("message", onMessage).on("exit", onExit);
    runner.send(scripts);
  });
}

/**
 * A program that never gives way may also collect values all the while, until there is no memory left. In a thread that would be the end
 * of the whole process.
 */
function startRunner(): ChildProcess {
  const runner = fork(path.join(import.meta.dirname, "../fuzz/program-runner.mjs"), {
    execArgv: ["--max-old-space-size=256"],
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  runner.unref();
  runner.channel?.unref();
  return runner;
}
