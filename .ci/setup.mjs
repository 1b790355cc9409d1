// What `npm start` and `npm test` need first. Uses nothing that has to be installed.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's folder. */
export const root = join(dirname(fileURLToPath(import.meta.url)), "..");

const onWindows = process.platform === "win32";

/** Installs what package-lock.json asks for, when it is not there or not the right version. */
export async function install() {
  const missing = missingPackages();
  if (missing.length === 0) return;
  heading(`Installing ${missing.length} packages`);
  // No package here needs its install script, and some of those want a compiler.
  await quietly("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]);
}

/** Bundles every host into dist/. */
export async function build() {
  await quietly(process.execPath, ["esbuild.js"]);
}

/** Prints what comes next. */
export function heading(text) {
  console.log(process.stdout.isTTY && !process.env.NO_COLOR ? `\n\u001B[1m${text}\u001B[22m` : `\n${text}`);
}

/**
 * Runs a command in the repository's folder with its output on ours.
 *
 * @param options - those of `spawn`; after `timeout` milliseconds the command is ended
 * @returns the exit code, or the signal that ended it, or the reason why it did not start
 */
export function run(command, args, options = {}) {
  return finished(start(command, args, { stdio: "inherit", ...options }));
}

/**
 * Runs a command and keeps its output.
 *
 * @param watch - is given each piece of output as it comes
 */
export async function capture(command, args, watch = () => undefined, options = {}) {
  const child = start(command, args, { stdio: ["ignore", "pipe", "pipe"], ...options });
  const pieces = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (piece) => {
      pieces.push(piece);
      watch(piece);
    });
  }
  return { code: await finished(child), output: pieces.join("") };
}

async function quietly(command, args) {
  const { code, output } = await capture(command, args);
  if (code === 0) return;
  console.error(output);
  throw new Error(`${command} ${args.join(" ")} failed (${code})`);
}

function start(command, args, options) {
  const usesShell = onWindows && command !== process.execPath;
  return spawn(command, args, { cwd: root, shell: usesShell, ...options });
}

function finished(child) {
  return new Promise((resolve) => {
    child.on("error", (error) => resolve(error.message));
    child.on("close", (code, signal) => resolve(code ?? signal));
  });
}

/** Compares what is locked with what is there; optional packages are for other machines. */
function missingPackages() {
  const { packages: locked } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
  const present = installedPackages();
  return Object.entries(locked).filter(
    ([path, { version, optional, link }]) =>
      path !== "" && !optional && !link && present[path]?.version !== version,
  );
}

function installedPackages() {
  try {
    return JSON.parse(readFileSync(join(root, "node_modules", ".package-lock.json"), "utf8")).packages;
  } catch (error) {
    if (error.code === "ENOENT") return {};
    throw error;
  }
}
