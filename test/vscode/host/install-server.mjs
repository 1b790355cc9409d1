import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { cache } from "./paths.mjs";
import { run } from "./run-command.mjs";

/** code-server packages VS Code's own server for the npm registry; only `lib/vscode` of it is used. */
export const defaultVersion = "4.139.1";

/** Written into a server's folder when it is complete; holds the major version of Node that the server runs on. */
const mark = "node-major";

/** Parts of the server that the tests do not need and that weigh a lot. */
const removable = [
  "node_modules/@github",
  "node_modules/@microsoft/mxc-sdk",
  "node_modules/@devcontainers",
  "node_modules/@vscode/sqlite3",
  "extensions/copilot",
];

/**
 * Gets a VS Code server and the Node it needs from the npm registry, once: later calls find it in `.vscode-test/`.
 *
 * @param {string} [version] - code-server's version: 4.139.1 carries VS Code 1.139.1
 * @returns {Promise<{ node: string, main: string, version: string }>} the Node binary, the server's entry file, VS Code's version
 * @throws {Error} when the registry cannot be reached
 */
export async function installServer(version = defaultVersion) {
  const folder = join(cache, `server-${version}`);
  if (!existsSync(join(folder, mark))) await download(version, folder);
  const node = await installNode((await readFile(join(folder, mark), "utf8")).trim());
  const product = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  return { node, main: join(folder, "out", "server-main.js"), version: product.version };
}

async function download(version, folder) {
  console.log(`Getting VS Code's server (code-server ${version}); this takes a minute, once.`);
  const partial = `${folder}.partial`;
  await rm(partial, { recursive: true, force: true });
  await rm(folder, { recursive: true, force: true });
  await mkdir(partial, { recursive: true });
  await run("npm", ["pack", `code-server@${version}`, "--silent"], { cwd: partial });
  const archive = (await readdir(partial)).find((name) => name.endsWith(".tgz"));
  if (!archive) throw new Error(`npm pack code-server@${version} wrote no archive`);
  await run("tar", ["-xzf", archive, "--strip-components=3", "package/lib/vscode"], { cwd: partial });
  await rm(join(partial, archive));
  // `npm ci` fails here: the lock file that is shipped is out of step with the manifest.
  const install = ["install", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund"];
  for (const place of [partial, join(partial, "extensions")]) await run("npm", install, { cwd: place });
  for (const part of removable) await rm(join(partial, part), { recursive: true, force: true });
  await writeFile(join(partial, mark), await nodeMajorOf(version));
  await rename(partial, folder);
}

/** A server runs on the Node that it was made for: on a newer one, an older VS Code's TypeScript server ends at its start. */
async function nodeMajorOf(version) {
  const range = await run("npm", ["view", `code-server@${version}`, "engines.node", "--silent"]);
  const major = /\d+/.exec(range)?.[0];
  if (!major) throw new Error(`code-server@${version} does not say which Node it wants: "${range.trim()}"`);
  return major;
}

async function installNode(major) {
  const platform = process.platform === "win32" ? "win" : process.platform;
  const name = `node-${platform}-${process.arch}`;
  const folder = join(cache, `node-${major}`);
  const binary = join(folder, "node_modules", name, "bin", platform === "win" ? "node.exe" : "node");
  if (existsSync(binary)) return binary;
  await mkdir(folder, { recursive: true });
  await run(
    "npm",
    [
      "install",
      "--no-save",
      "--ignore-scripts",
      "--no-audit",
      "--no-fund",
      "--prefix",
      folder,
      `${name}@${major}`,
    ],
    { cwd: folder },
  );
  return binary;
}
