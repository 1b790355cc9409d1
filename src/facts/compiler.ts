import type { FactsHost } from "./facts-host";
import { nearestFile } from "./nearest";

/**
 * The version of the TypeScript that is installed for a file, which need not be the one that looks at it now.
 *
 * @returns such as "5.4.5"; `undefined` where none is installed
 */
export function installedCompiler(host: FactsHost, fileName: string): string | undefined {
  const found = nearestFile(host, fileName, "node_modules/typescript/package.json");
  return found && /"version"\s*:\s*"([^"]+)"/.exec(found.text)?.[1];
}
