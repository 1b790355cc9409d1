// `npm start [-- <folder>]`: from a fresh clone to the report on the sample, or on a folder of your own.
import { existsSync } from "node:fs";
import { relative, resolve } from "node:path";
import { build, heading, install, root, run } from "./setup.mjs";

const calledFrom = process.env.INIT_CWD ?? process.cwd();
const wanted = process.argv[2];
if (wanted?.startsWith("-"))
  leave(
    "npm start [-- <folder>] shows what Yieldwise finds in a folder, and writes nothing. It takes no options.",
  );
const folder = wanted === undefined ? resolve(root, "test", "sample") : resolve(calledFrom, wanted);
const cli = resolve(root, "dist", "cli.js");
if (!existsSync(folder))
  leave(`There is no '${folder}'. Name a folder or a file that exists: npm start -- <folder>`);

await install();
await build();

heading(`Hand-rolled async iterators in ${shown(folder)}, and what each would become`);
console.log();
const code = await run(process.execPath, [cli, "--preview", folder], { cwd: calledFrom });
// 1 says that there are findings, and there should be.
if (code !== 0 && code !== 1) process.exit(typeof code === "number" ? code : 2);

const command = `node ${shown(cli)}`;
heading("How to go on");
console.log(`
  ${command} --diff ${shown(folder)}
      the safe conversions as one patch; writes nothing
  ${command} --fix ${shown(folder)}
      apply the safe conversions (--fix-review: those to review, too)
  npm run vscode${wanted === undefined ? "" : ` -- ${shown(folder)}`}
      see them in an editor: the finding, the light bulb, fix on save
  npm start -- <folder>
      look at code of your own
`);

/** Says what is wrong before anything is installed or built. */
function leave(message) {
  console.error(message);
  process.exit(wanted === "--help" || wanted === "-h" ? 0 : 2);
}

function shown(path) {
  return relative(calledFrom, path) || ".";
}
