import { createRequire, isBuiltin } from "node:module";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import vm from "node:vm";
import ts from "typescript";
import type { Files } from "./fixture";

/** What each scenario wrote, line by line, by the scenario's name. */
export type Logs = Readonly<Record<string, readonly string[]>>;

type Scenario = (log: (line: string) => void) => Promise<void>;
interface Module {
  exports: Record<string, unknown>;
}

/** A scenario that takes longer than this hangs; milliseconds. */
const patience = 1_000;
/** How long what a scenario left behind may still write to the log; milliseconds. */
const aftermath = 5;

/**
 * Runs every scenario of a project, each in modules loaded afresh.
 *
 * @param files - TypeScript or JavaScript texts by path
 * @param entry - the file that exports `scenarios`
 * @returns their logs; how a scenario came out stands in parentheses, and after that what it left behind
 */
export async function runScenarios(files: Files, entry: string): Promise<Logs> {
  const names = Object.keys(loadScenarios(files, entry));
  if (names.length === 0) throw new Error(`${entry} exports no scenarios`);
  const logs = names.map(async (name) => [name, await runScenario(files, entry, name)] as const);
  return Object.fromEntries(await Promise.all(logs));
}

async function runScenario(files: Files, entry: string, name: string): Promise<string[]> {
  const lines: string[] = [];
  const scenario = loadScenarios(files, entry)[name];
  if (!scenario) throw new Error(`${entry} exports no scenario ${name}`);
  const running = scenario((line) => lines.push(line)).then(
    () => "ends",
    (error: unknown) => `throws ${String(error)}`,
  );
  const guard = new AbortController();
  const hanging = sleep(patience, "hangs", { signal: guard.signal }).catch(() => "");
  const outcome = await Promise.race([running, hanging]);
  guard.abort();
  lines.push(`(${outcome})`);
  await sleep(aftermath);
  return lines;
}

function loadScenarios(files: Files, entry: string): Record<string, Scenario> {
  const { scenarios } = new Loader(files).load(entry).exports;
  if (!scenarios || typeof scenarios !== "object")
    throw new Error(`${entry} must export an object scenarios`);
  return scenarios as Record<string, Scenario>;
}

/** CommonJS is enough to run small projects, and gives fresh modules each time. */
class Loader {
  readonly #files: Files;
  readonly #modules = new Map<string, Module>();

  constructor(files: Files) {
    this.#files = files;
  }

  load(file: string): Module {
    const known = this.#modules.get(file);
    if (known) return known;
    const module: Module = { exports: {} };
    this.#modules.set(file, module);
    const run = vm.compileFunction(
      compile(this.#files.get(file) ?? "", file),
      ["require", "module", "exports"],
      {
        filename: file,
      },
    );
    const require = (specifier: string) => this.#require(specifier, file);
    run(require, module, module.exports);
    return module;
  }

  #require(specifier: string, from: string): unknown {
    if (isBuiltin(specifier)) return createRequire(import.meta.url)(specifier);
    const target = path.posix.join(path.posix.dirname(from), specifier);
    const stem = target.replace(/\.[cm]?js$/, "");
    const candidates = [target, `${stem}.ts`, `${stem}.js`, `${target}/index.ts`, `${target}/index.js`];
    const found = candidates.find((candidate) => this.#files.has(candidate));
    if (!found) throw new Error(`${from} requires ${specifier}, which the fixture does not have`);
    return this.load(found).exports;
  }
}

const compiled = new Map<string, string>();

function compile(text: string, fileName: string): string {
  const known = compiled.get(text);
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
  compiled.set(text, outputText);
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
