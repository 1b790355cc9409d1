import { type ChildProcess, spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { onTestFinished } from "vitest";

const cli = resolve(import.meta.dirname, "../../dist/cli.js");

/** What a run of the command line left behind. */
export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The JSON report, as programs know it. */
export interface JsonReport {
  readonly version: string;
  readonly files: number;
  readonly findings: readonly JsonFinding[];
  readonly errors: readonly { readonly file?: string; readonly message: string }[];
}

/** One finding of the JSON report. */
export interface JsonFinding {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly rule: string;
  readonly severity: string;
  readonly message: string;
  readonly verdict?: string;
  readonly target?: string;
  readonly reasons?: readonly {
    code: string;
    message: string;
    file?: string;
    line?: number;
    column?: number;
  }[];
}

/** A folder with real files that is gone after the test. */
export class Workspace {
  readonly folder: string;

  constructor(files: Readonly<Record<string, string | Buffer>>) {
    this.folder = realpathSync(mkdtempSync(join(tmpdir(), "yieldwise-cli-")));
    onTestFinished(() => {
      rmSync(this.folder, { recursive: true, force: true });
    });
    for (const [name, content] of Object.entries(files)) this.write(name, content);
  }

  write(name: string, content: string | Buffer): void {
    const file = this.path(name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }

  read(name: string): string {
    return readFileSync(this.path(name), "utf8");
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  /** Runs the built command line in the folder, without a terminal. */
  run(...args: readonly string[]): Promise<Run> {
    return this.runIn(".", args);
  }

  async runIn(
    subfolder: string,
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
  ): Promise<Run> {
    if (!existsSync(cli)) throw new Error("There is no dist/cli.js: run `npm run build` first");
    const child = spawn(process.execPath, [cli, ...args], {
      cwd: this.path(subfolder),
      env: { ...process.env, NO_COLOR: undefined, FORCE_COLOR: undefined, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const [stdout, stderr, code] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      exitCode(child),
    ]);
    return { code, stdout, stderr };
  }

  /** @returns the JSON report of a run */
  async report(...args: readonly string[]): Promise<JsonReport> {
    const { stdout, stderr } = await this.run("--format", "json", ...args);
    if (stdout === "") throw new Error(`No report: ${stderr}`);
    return JSON.parse(stdout) as JsonReport;
  }
}

function exitCode(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.on("error", reject).on("close", resolve);
  });
}

/** A package that nobody outside imports, and few types beside its own, so that runs are quick. */
export const privatePackage = {
  "package.json": `{ "name": "app", "private": true, "type": "module" }\n`,
  "tsconfig.json": `{
  "compilerOptions": {
    "target": "es2022", "lib": ["es2022"], "types": [],
    "module": "esnext", "moduleResolution": "bundler", "strict": true
  },
  "include": ["src"]
}\n`,
  "src/globals.d.ts": `declare const console: { log(...values: unknown[]): void };
declare function setTimeout(callback: () => void, milliseconds: number): number;
`,
};

/** Counts from `from` up to `to`; the plainest iterator there is. */
export const counter = `export class Counter {
  private current: number;

  constructor(from: number, private readonly to: number) {
    this.current = from;
  }

  [Symbol.asyncIterator]() {
    return this;
  }

  async next(): Promise<IteratorResult<number>> {
    if (this.current >= this.to) {
      return { value: undefined, done: true };
    }
    return { value: this.current++, done: false };
  }
}
`;

/** Loops over the counter; `from` is the module that it is imported from. */
export function countingLoop(from = "./counter"): string {
  return `import { Counter } from "${from}";

export async function main() {
  for await (const n of new Counter(0, 3)) {
    console.log(n);
  }
}
`;
}

/** No generator can do this: values are handed to whoever waits, and \`return\` wakes those who wait. */
export const queue = `type Result = IteratorResult<string, undefined>;

class Queue {
  private readonly values: string[] = [];
  private readonly waiting: ((result: Result) => void)[] = [];
  private closed = false;

  push(value: string) {
    const first = this.waiting.shift();
    if (first) first({ value, done: false });
    else this.values.push(value);
  }

  [Symbol.asyncIterator]() {
    return this;
  }

  next(): Promise<Result> {
    const value = this.values.shift();
    if (value !== undefined) return Promise.resolve({ value, done: false });
    if (this.closed) return Promise.resolve({ value: undefined, done: true });
    return new Promise((resolve) => {
      this.waiting.push(resolve);
    });
  }

  return(): Promise<Result> {
    this.closed = true;
    for (const wake of this.waiting.splice(0)) wake({ value: undefined, done: true });
    return Promise.resolve({ value: undefined, done: true });
  }
}

export async function drain() {
  const queue = new Queue();
  setTimeout(() => queue.push("late"), 10);
  for await (const value of queue) console.log(value);
}
`;
