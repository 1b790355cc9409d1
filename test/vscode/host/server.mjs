import { spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { run } from "./run-command.mjs";

/** Settings that keep a window quiet, so that a test sees only what it asks for. */
export const quietSettings = {
  "workbench.startupEditor": "none",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.tips.enabled": false,
  "workbench.enableExperiments": false,
  "chat.disableAIFeatures": true,
  "git.enabled": false,
  "update.mode": "none",
  "extensions.autoUpdate": false,
  "extensions.autoCheckUpdates": false,
  "extensions.ignoreRecommendations": true,
  "telemetry.telemetryLevel": "off",
  "typescript.disableAutomaticTypeAcquisition": true,
  "editor.minimap.enabled": false,
  "files.autoSave": "off",
};

const startTimeout = 180_000;

/**
 * A running VS Code server with its own user data and extensions.
 *
 * @typedef {object} Server
 * @property {string} address - `http://127.0.0.1:<port>`
 * @property {string} authority - `127.0.0.1:<port>`, as it stands in `vscode-remote://` addresses
 * @property {() => Promise<void>} stop - ends it and removes its user data
 */

/**
 * Starts a VS Code server on a free port of this machine.
 *
 * @param {{ node: string, main: string }} installed - from `installServer`
 * @param {object} [options]
 * @param {readonly string[]} [options.vsix] - extensions to install first
 * @param {Record<string, unknown>} [options.settings] - user settings over the quiet ones
 * @param {boolean} [options.testDriver] - needed to run extension tests; switches notification toasts off
 * @param {Record<string, string>} [options.env] - environment variables over those of this process
 * @param {string} [options.log] - a file for what the server prints
 * @param {number} [options.port] - a free one when absent
 * @returns {Promise<Server>}
 * @throws {Error} when it is not up in time
 */
export async function startServer(installed, options = {}) {
  const data = await mkdtemp(join(tmpdir(), "yieldwise-vscode-"));
  const port = options.port ?? (await freePort());
  const settings = { ...quietSettings, ...options.settings };
  await mkdir(join(data, "user", "User"), { recursive: true });
  await writeFile(join(data, "user", "User", "settings.json"), JSON.stringify(settings, null, 2));
  const places = ["--user-data-dir", join(data, "user"), "--extensions-dir", join(data, "extensions")];
  for (const vsix of options.vsix ?? []) {
    await run(installed.node, [installed.main, ...places, "--install-extension", vsix]);
  }
  const child = spawn(
    installed.node,
    [installed.main, ...serverArguments(port), ...places, ...driver(options)],
    {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, ...options.env },
      detached: process.platform !== "win32",
    },
  );
  if (options.log) await logTo(child, options.log);
  else drain(child);
  const address = `http://127.0.0.1:${port}`;
  const stop = async () => {
    await end(child);
    await rm(data, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    await untilUp(address, child);
  } catch (error) {
    await stop();
    throw error;
  }
  return { address, authority: `127.0.0.1:${port}`, stop };
}

/**
 * The address that opens a folder in a window of the server.
 *
 * @param {Server} server
 * @param {string} folder - an absolute path, of a folder or of a `.code-workspace` file; or the address of a folder of a virtual file
 *   system
 * @param {readonly (readonly [string, string])[]} [payload] - instructions to the workbench, such as `["openFile", "vscode-remote://…"]`
 */
export function windowAddress(server, folder, payload = []) {
  const kind = folder.endsWith(".code-workspace") ? "workspace" : "folder";
  const isAddress = /^[a-z-]{2,}:/.test(folder);
  const query = new URLSearchParams({ [kind]: isAddress ? folder : slashes(folder) });
  if (payload.length > 0) query.set("payload", JSON.stringify(payload));
  return `${server.address}/?${query}`;
}

/** The `vscode-remote://` address of an absolute path on the server. */
export function remote(server, path) {
  return `vscode-remote://${server.authority}${slashes(path)}`;
}

function slashes(path) {
  const forward = path.replaceAll("\\", "/");
  return forward.startsWith("/") ? forward : `/${forward}`;
}

function serverArguments(port) {
  return [
    "--host",
    "127.0.0.1",
    "--port",
    String(port),
    "--without-connection-token",
    "--accept-server-license-terms",
    "--telemetry-level",
    "off",
    "--disable-telemetry",
    "--disable-experiments",
    "--disable-workspace-trust",
  ];
}

function driver({ testDriver }) {
  return testDriver ? ["--enable-smoke-test-driver"] : [];
}

async function logTo(child, file) {
  await mkdir(dirname(file), { recursive: true });
  const stream = createWriteStream(file);
  child.stdout.pipe(stream, { end: false });
  child.stderr.pipe(stream, { end: false });
}

function drain(child) {
  child.stdout.resume();
  child.stderr.resume();
}

async function untilUp(address, child) {
  const deadline = Date.now() + startTimeout;
  while (Date.now() < deadline) {
    if (child.exitCode !== null)
      throw new Error(`VS Code's server ended with ${child.exitCode} at its start`);
    const answer = await fetch(`${address}/version`).catch(() => undefined);
    if (answer?.status === 200) return;
    await sleep(100);
  }
  throw new Error(`VS Code's server was not up after ${startTimeout / 1000} s at ${address}`);
}

/** The server starts processes of its own: the extension host, tsserver. All of them end with it. */
async function end(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = new Promise((resolve) => child.once("close", resolve));
  if (process.platform === "win32") child.kill();
  else process.kill(-child.pid, "SIGTERM");
  const late = setTimeout(() => process.platform !== "win32" && process.kill(-child.pid, "SIGKILL"), 5000);
  await closed;
  clearTimeout(late);
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
