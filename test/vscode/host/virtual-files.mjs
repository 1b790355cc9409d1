import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { root } from "./paths.mjs";
import { packExtension } from "./pack-extension.mjs";

/** Virtual file systems that the tests bring along: each shows the files of this machine. Neither has a search. */
export const virtualFiles = { writable: "mirror", readOnly: "mirror-ro" };

/** @returns {Promise<string>} the .vsix of the extension that brings them */
export async function packVirtualFiles() {
  const schemes = Object.values(virtualFiles);
  const manifest = {
    name: "virtual-files",
    publisher: "yieldwise-tests",
    activationEvents: schemes.map((scheme) => `onFileSystem:${scheme}`),
    capabilities: { virtualWorkspaces: true, untrustedWorkspaces: { supported: true } },
  };
  return packExtension(manifest, await readFile(join(root, "test", "vscode", "host", "mirror.cjs"), "utf8"));
}
