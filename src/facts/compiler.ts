import type { FactsHost } from "./facts-host";
import { nearestText } from "./nearest";

/**
 * The version of the TypeScript that is installed for a file, which need not be the one that looks at it now.
 *
 * @returns such as "5.4.5"; `undefined` where none is installed
 */
export function installedCompiler(host: FactsHost, fileName: string): string | undefined {
  const text = nearestText(host, fileName, "node_modules/typescript/package.json");
  return text === undefined ? undefined : /"version"\s*:\s*"([^"]+)"/.exec(text)?.[1];
}
