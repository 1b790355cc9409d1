import type { FactsHost } from "./facts-host";

/** A file that need not be part of the program. */
export interface FoundFile {
  readonly fileName: string;
  readonly text: string;
}

/** @returns the first file of that name in the folder of a file or a folder above; `undefined` where there is none */
export function nearestFile(host: FactsHost, from: string, name: string): FoundFile | undefined {
  let folder = from;
  while (folder.includes("/")) {
    folder = folder.slice(0, folder.lastIndexOf("/"));
    const fileName = `${folder}/${name}`;
    const text = host.readFile(fileName);
    if (text !== undefined) return { fileName, text };
  }
  return undefined;
}
