// Runs scenarios off the main thread, so that one that never gives way can be stopped.
import { createRequire, isBuiltin } from "node:module";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import vm from "node:vm";
import { parentPort } from "node:worker_threads";

/** A scenario that takes longer than this hangs; milliseconds. */
const patience = 1_000;
/** How long what a scenario left behind may still write to the log; milliseconds. */
const aftermath = 5;

/** CommonJS is enough to run small projects, and gives fresh modules each time. */
class Loader {
  #files;
  #modules = new Map();

  /** @param {Map<string, string>} files - CommonJS texts by path */
  constructor(files) {
    this.#files = files;
  }

  load(file) {
    const known = this.#modules.get(file);
    if (known) return known;
    const module = { exports: {} };
    this.#modules.set(file, module);
    const text = this.#files.get(file);
    const run = vm.compileFunction(text, ["require", "module", "exports"], { filename: file });
    run((specifier) => this.#require(specifier, file), module, module.exports);
    return module;
  }

  #require(specifier, from) {
    if (isBuiltin(specifier)) return createRequire(import.meta.url)(specifier);
    const target = path.posix.join(path.posix.dirname(from), specifier);
    const stem = target.replace(/\.[cm]?js$/, "");
    const candidates = [target, `${stem}.ts`, `${stem}.js`, `${target}/index.ts`, `${target}/index.js`];
    const found = candidates.find((candidate) => this.#files.has(candidate));
    if (!found) throw new Error(`${from} requires ${specifier}, which the fixture does not have`);
    return this.load(found).exports;
  }
}

function loadScenarios(files, entry) {
  const { scenarios } = new Loader(files).load(entry).exports;
  if (!scenarios || typeof scenarios !== "object")
    throw new Error(`${entry} must export an object scenarios`);
  return scenarios;
}

async function runScenario(files, entry, name) {
  const lines = [];
  const scenario = loadScenarios(files, entry)[name];
  const started = async () => scenario((line) => lines.push(line));
  const running = started().then(
    () => "ends",
    (error) => `throws ${String(error)}`,
  );
  const guard = new AbortController();
  const hanging = sleep(patience, "hangs", { signal: guard.signal }).catch(() => "");
  const outcome = await Promise.race([running, hanging]);
  guard.abort();
  lines.push(`(${outcome})`);
  await sleep(aftermath);
  return lines;
}

async function answer({ files, entry, name }) {
  const names = name === undefined ? Object.keys(loadScenarios(files, entry)) : [name];
  if (names.length === 0) throw new Error(`${entry} exports no scenarios`);
  const logs = names.map(async (each) => [each, await runScenario(files, entry, each)]);
  return Object.fromEntries(await Promise.all(logs));
}

parentPort.on("message", async ({ id, job }) => {
  try {
    const { files, entry } = job;
    parentPort.postMessage({ id, names: Object.keys(loadScenarios(files, entry)) });
    parentPort.postMessage({ id, logs: await answer(job) });
  } catch (error) {
    parentPort.postMessage({ id, error: String(error) });
  }
});
