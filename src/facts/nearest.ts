import type { FactsHost } from "./facts-host";

/** @returns the text of the first file of that name in the folder of a file or a folder above; `undefined` where there is none */
export function nearestText(host: FactsHost, fileName: string, name: string): string | undefined {
  let folder = fileName;
  while (folder.includes("/")) {
    folder = folder.slice(0, folder.lastIndexOf("/"));
    const text = host.readFile(`${folder}/${name}`);
    if (text !== undefined) return text;
  }
  return undefined;
}
