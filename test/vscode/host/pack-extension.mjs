import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createVSIX } from "@vscode/vsce";

/**
 * Packs a small extension that a test needs beside ours.
 *
 * @param {Record<string, unknown>} manifest - `name`, `publisher`, and whatever differs from the least that VS Code wants
 * @param {string} [main] - the text of its script
 * @returns {Promise<string>} the path of the .vsix
 */
export async function packExtension(manifest, main) {
  const folder = await mkdtemp(join(tmpdir(), `yieldwise-${manifest.name}-`));
  const packagePath = join(folder, `${manifest.name}.vsix`);
  const source = join(folder, "source");
  await mkdir(source);
  const least = { version: "0.0.1", engines: { vscode: "^1.100.0" }, ...(main ? { main: "./main.js" } : {}) };
  await writeFile(join(source, "package.json"), JSON.stringify({ ...least, ...manifest }));
  await writeFile(join(source, "README.md"), "A stand-in for tests.\n");
  await writeFile(join(source, "LICENSE"), "MIT\n");
  if (main) await writeFile(join(source, "main.js"), main);
  await createVSIX({ cwd: source, packagePath, allowMissingRepository: true });
  return packagePath;
}
