import type { FactsHost } from "./facts-host";

/**
 * The version of the TypeScript that is installed for a file, which need not be the one that looks at it now.
 *
 * @returns such as "5.4.5"; `undefined` where none is installed
 */
export function installedCompiler(host: FactsHost, fileName: string): string | undefined {
  let folder = fileName;
  while (folder.includes("/")) {
    folder = folder.slice(0, folder.lastIndexOf("/"));
    const text = host.readFile(`${folder}/node_modules/typescript/package.json`);
    const version = text === undefined ? undefined : /"version"\s*:\s*"([^"]+)"/.exec(text)?.[1];
    if (version !== undefined) return version;
  }
  return undefined;
}
