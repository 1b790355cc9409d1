// Runs generated programs in a process of their own. They use no timers, so what has not ended when nothing is left to do hangs.
import { setImmediate } from "node:timers/promises";
import vm from "node:vm";

/** A log that grows longer is cut off. */
const enough = 300;

let unhandled = () => {};
process.on("unhandledRejection", (error) => unhandled(error));

async function runScenario(load, name) {
  const lines = [];
  const module = { exports: {} };
  load(module, module.exports);
  const log = (line) => {
    if (lines.length >= enough) throw new Error("(too long)");
    lines.push(line);
  };
  unhandled = (error) => lines.push(`(unhandled ${String(error)})`);
  let outcome = "hangs";
  new Promise((resolve) => resolve(module.exports.scenarios[name](log))).then(
    () => (outcome = "ends"),
    (error) => (outcome = `throws ${String(error)}`),
  );
  await setImmediate();
  await setImmediate();
  lines.push(lines.length >= enough ? "(too long)" : `(${outcome})`);
  return lines;
}

async function runAll(script) {
  const load = vm.compileFunction(script, ["module", "exports"]);
  const module = { exports: {} };
  load(module, module.exports);
  const logs = {};
  for (const name of Object.keys(module.exports.scenarios)) logs[name] = await runScenario(load, name);
  return logs;
}

process.on("message", async (scripts) => {
  for (const script of scripts) {
    let logs;
    try {
      logs = await runAll(script);
    } catch (error) {
      logs = { all: [`(does not load: ${String(error)})`] };
    }
    process.send(logs);
  }
});
