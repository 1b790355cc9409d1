import path from "node:path";
import { Worker } from "node:worker_threads";
import ts from "typescript";
import type { Files } from "./fixture";

/** What each scenario wrote, line by line, by the scenario's name. */
export type Logs = Readonly<Record<string, readonly string[]>>;

/** What the worker is asked for: all scenarios, or the one that is named. */
interface Job {
  /** CommonJS texts by path. */
  readonly files: Files;
  readonly entry: string;
  readonly name?: string;
}

/** The worker first names the scenarios, then gives their logs. */
interface Answer {
  readonly id: number;
  readonly names?: readonly string[];
  readonly logs?: Logs;
  readonly error?: string;
}

/** The scenarios that a worker did not finish. */
class Unfinished extends Error {
  constructor(
    readonly names: readonly string[],
    readonly how: string,
  ) {
    super(`The scenarios did not finish: ${how}`);
  }
}

/** A worker that does not answer within this many milliseconds never gives way to others. */
const patience = 2_000;

/**
 * Runs every scenario of a project, each in modules loaded afresh.
 *
 * @param files - TypeScript or JavaScript texts by path
 * @param entry - the file that exports `scenarios`
 * @returns their logs; how a scenario came out stands in parentheses, and after that what it left behind
 */
export async function runScenarios(files: Files, entry: string): Promise<Logs> {
  const compiled = new Map(
    [...files].filter(([file]) => !file.endsWith(".json")).map(([file, text]) => [file, compile(text, file)]),
  );
  const job = { files: compiled, entry };
  try {
    return await runner.run(job);
  } catch (error) {
    if (!(error instanceof Unfinished)) throw error;
    return oneByOne(job, error.names);
  }
}

async function oneByOne(job: Job, names: readonly string[]): Promise<Logs> {
  const logs: Record<string, readonly string[]> = {};
  for (const name of names) {
    try {
      Object.assign(logs, await runner.run({ ...job, name }));
    } catch (error) {
      if (!(error instanceof Unfinished)) throw error;
      logs[name] = [`(${error.how})`];
    }
  }
  return logs;
}

/** One worker at a time, one job at a time; a worker that hangs or crashes is replaced. */
class Runner {
  #worker: Worker | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #count = 0;

  run(job: Job): Promise<Logs> {
    const result = this.#last.then(() => this.#ask(job));
    this.#last = result.catch(() => undefined);
    return result;
  }

  #ask(job: Job): Promise<Logs> {
    const worker = (this.#worker ??= startWorker());
    const id = this.#count++;
    let names: readonly string[] = [];
    return new Promise<Logs>((resolve, reject) => {
      const giveUp = (how: string) => {
        this.#worker = undefined;
        void worker.terminate();
        settle(() => {
          reject(new Unfinished(names, how));
        });
      };
      const timer = setTimeout(() => {
        giveUp("hangs");
      }, patience);
      const onError = (error: unknown) => {
        giveUp(`crashes: ${String(error)}`);
      };
      const onMessage = (answer: Answer) => {
        if (answer.id !== id) return;
        names = answer.names ?? names;
        const { logs, error } = answer;
        if (logs)
          settle(() => {
            resolve(logs);
          });
        else if (error !== undefined)
          settle(() => {
            reject(new Error(error));
          });
      };
      const settle = (outcome: () => void) => {
        clearTimeout(timer);
        worker.off("message", onMessage).off("error", onError);
        outcome();
      };
      worker.on("message", onMessage).on("error", onError);
      worker.postMessage({ id, job });
    });
  }
}

const runner = new Runner();

function startWorker(): Worker {
  const worker = new Worker(path.join(import.meta.dirname, "scenario-worker.mjs"));
  worker.unref();
  return worker;
}

const compiledTexts = new Map<string, string>();

function compile(text: string, fileName: string): string {
  const known = compiledTexts.get(text);
  if (known !== undefined) return known;
  const { outputText } = ts.transpileModule(text, {
    // The names of module formats would win over `module`.
    fileName: fileName.replace(/\.[cm](?=[jt]s$)/, "."),
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.CommonJS,
      esModuleInterop: true,
      experimentalDecorators: true,
    },
  });
  compiledTexts.set(text, outputText);
  return outputText;
}

/**
 * Strips the types of a TypeScript text.
 *
 * @returns JavaScript modules, printed by TypeScript
 */
export function stripTypes(text: string): string {
  return ts.transpileModule(text, {
    compilerOptions: {
      target: ts.ScriptTarget.ESNext,
      module: ts.ModuleKind.ESNext,
      experimentalDecorators: true,
    },
  }).outputText;
}
