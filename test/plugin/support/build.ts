import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { pluginName } from "../../../src/protocol";
import { repository } from "../../support/tsserver";
import { createWorkspace, type Workspace } from "./workspace";

/**
 * Bundles a plugin into the node_modules of a folder of its own, as the build does into the repository's.
 *
 * @param entry - relative to the repository
 * @returns the folder, to be probed by tsserver
 */
export async function buildPlugin(entry: string): Promise<Workspace> {
  const probe = createWorkspace({});
  const folder = probe.path(join("node_modules", pluginName));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: pluginName, main: "index.js" }));
  await build({
    absWorkingDir: repository,
    entryPoints: [entry],
    outfile: join(folder, "index.js"),
    bundle: true,
    platform: "node",
    format: "cjs",
    logLevel: "error",
  });
  return probe;
}
