import { cp, mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sample } from "./paths.mjs";

/**
 * Copies the sample workspace to a folder of its own, so that a test may change it.
 *
 * @param {Record<string, unknown>} [settings] - for the copy's `.vscode/settings.json`
 * @returns {Promise<{ folder: string, remove: () => Promise<void> }>}
 */
export async function copySample(settings) {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "yieldwise-sample-")));
  await cp(sample, folder, { recursive: true });
  if (settings) {
    await mkdir(join(folder, ".vscode"), { recursive: true });
    await writeFile(join(folder, ".vscode", "settings.json"), JSON.stringify(settings, null, 2));
  }
  return { folder, remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }) };
}
