import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A folder of files on disk, for one test. */
export interface Workspace {
  readonly root: string;
  path(name: string): string;
  read(name: string): string;
  write(name: string, text: string): void;
  remove(): void;
}

/** @param files - texts by relative name */
export function createWorkspace(files: Readonly<Record<string, string>>): Workspace {
  // The server resolves links, and answers with the names that it found.
  const root = realpathSync(mkdtempSync(join(tmpdir(), "yieldwise-")));
  const path = (name: string): string => join(root, name);
  const write = (name: string, text: string): void => {
    mkdirSync(dirname(path(name)), { recursive: true });
    writeFileSync(path(name), text);
  };
  for (const [name, text] of Object.entries(files)) write(name, text);
  return {
    root,
    path,
    write,
    read: (name) => readFileSync(path(name), "utf8"),
    remove: () => {
      rmSync(root, { recursive: true, force: true });
    },
  };
}
