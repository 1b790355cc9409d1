import { cp, mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sample } from "./paths.mjs";

/**
 * Copies the sample workspace to a folder of its own, so that a test may change it.
 *
 * @param {Record<string, unknown>} [settings] - for the copy's `.vscode/settings.json`
 * @returns {Promise<{
 *   folder: string,
 *   changeSettings: (settings: object) => Promise<void>,
 *   addFolders: (folders: object) => Promise<string>,
 *   remove: () => Promise<void>,
 * }>} `addFolders` gives the `.code-workspace` file
 */
export async function copySample(settings) {
  const around = await realpath(await mkdtemp(join(tmpdir(), "yieldwise-")));
  // The folder's name is in the pictures.
  const folder = join(around, "sample");
  await cp(sample, folder, { recursive: true });
  const changeSettings = async (wanted) => {
    await mkdir(join(folder, ".vscode"), { recursive: true });
    await writeFile(join(folder, ".vscode", "settings.json"), JSON.stringify(wanted, null, 2));
  };
  const addFolders = async (folders) => {
    for (const [name, { files, settings: own }] of Object.entries(folders)) {
      await mkdir(join(around, name, ".vscode"), { recursive: true });
      await writeFile(join(around, name, ".vscode", "settings.json"), JSON.stringify(own, null, 2));
      for (const [path, text] of Object.entries(files)) await writeFile(join(around, name, path), text);
    }
    const all = ["sample", ...Object.keys(folders)].map((path) => ({ path }));
    const file = join(around, "all.code-workspace");
    await writeFile(file, JSON.stringify({ folders: all }, null, 2));
    return file;
  };
  if (settings) await changeSettings(settings);
  return {
    folder,
    changeSettings,
    addFolders,
    remove: () => rm(around, { recursive: true, force: true, maxRetries: 5 }),
  };
}
