// Opens a VS Code with the extension and the sample workspace: `npm run vscode [-- <folder>]`
// A desktop one where `code` is installed, else VS Code's server, whose address it prints.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { installServer } from "./host/install-server.mjs";
import { root } from "./host/paths.mjs";
import { startServer, windowAddress } from "./host/server.mjs";
import { copySample } from "./host/workspace.mjs";

const wanted = process.argv[2];
const workspace = wanted ? { folder: resolve(wanted), remove: async () => undefined } : await copySample();
execFileSync(process.execPath, [join(root, ".ci", "package.mjs")], { cwd: root, stdio: "inherit" });

if (hasDesktop()) await openDesktop();
else await openServer();

function hasDesktop() {
  return spawnSync("code", ["--version"], { shell: process.platform === "win32" }).status === 0;
}

async function openDesktop() {
  const profile = await mkdtemp(join(tmpdir(), "yieldwise-vscode-"));
  const args = [
    `--user-data-dir=${profile}`,
    `--extensionDevelopmentPath=${join(root, "dist", "vsix")}`,
    "--new-window",
    workspace.folder,
  ];
  spawnSync("code", args, { stdio: "inherit", shell: process.platform === "win32" });
  console.log(`VS Code opened ${workspace.folder}.`);
}

async function openServer() {
  const { version } = JSON.parse(
    execFileSync(
      process.execPath,
      ["-p", `JSON.stringify(require(${JSON.stringify(join(root, "package.json"))}))`],
      { encoding: "utf8" },
    ),
  );
  const server = await startServer(await installServer(), {
    vsix: [join(root, "dist", `yieldwise-${version}.vsix`)],
  });
  console.log(`\nVS Code, with the extension, on a copy of the sample. Open it in a browser:\n`);
  console.log(`  ${windowAddress(server, workspace.folder)}\n`);
  console.log("Ctrl+C ends it.");
  const stop = async () => {
    await server.stop();
    await workspace.remove();
    process.exit(0);
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
}
