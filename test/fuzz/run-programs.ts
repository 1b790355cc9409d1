import path from "node:path";
import { Worker } from "node:worker_threads";
import { transform } from "esbuild";

/** What each scenario of a program wrote, by the scenario's name; or how the program failed as a whole. */
export type Logs = Readonly<Record<string, readonly string[]>>;

/** A worker that is silent for this many milliseconds never gives way; on a busy machine, others have to wait long as well. */
const patience = 30_000;

interface Script {
  readonly text: string;
  readonly language: "ts" | "js";
}

let last: Promise<unknown> = Promise.resolve();

/**
 * Runs all scenarios of many programs, one after the other, in one worker. Who asks meanwhile has to wait: making a program small is
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

let current: Worker | undefined;

/** @returns whether the worker came to the end of its list */
function ask(scripts: readonly string[], found: (logs: Logs) => void): Promise<boolean> {
  if (scripts.length === 0) return Promise.resolve(true);
  const worker = (current ??= startWorker());
  return new Promise((resolve) => {
    let left = scripts.length;
    const end = (isWhole: boolean): void => {
      clearTimeout(timer);
      worker.off("message", onMessage).off("error", onError);
      if (!isWhole) {
        current = undefined;
        void worker.terminate();
      }
      resolve(isWhole);
    };
    const timer = setTimeout(() => {
      end(false);
    }, patience);
    const onMessage = (logs: Logs): void => {
      timer.refresh();
      found(logs);
      if (--left === 0) end(true);
    };
    const onError = (): void => {
      end(false);
    };
    worker.on("message", onMessage).on("error", onError);
    worker.postMessage(scripts);
  });
}

/** A program that never gives way may also collect values all the while, until an array is too large even for the process. */
const resourceLimits = { maxOldGenerationSizeMb: 256 };

function startWorker(): Worker {
  const worker = new Worker(path.join(import.meta.dirname, "../fuzz/program-worker.mjs"), { resourceLimits });
  worker.unref();
  return worker;
}
