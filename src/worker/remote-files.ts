import ts from "typescript";
import type { Files } from "../project/files";
import { folderOf, isWithin } from "../project/paths";
import type { Loaded, Wanted } from "./messages";

/** What lies in a folder. */
interface Folder {
  readonly files: ReadonlySet<string>;
  readonly folders: ReadonlySet<string>;
}

/** TypeScript's own reading of "include" and "exclude"; it is not in its declarations. */
type MatchFiles = (
  path: string,
  extensions: readonly string[] | undefined,
  excludes: readonly string[] | undefined,
  includes: readonly string[] | undefined,
  useCaseSensitiveFileNames: boolean,
  currentDirectory: string,
  depth: number | undefined,
  entriesOf: (folder: string) => {
    readonly files: readonly string[];
    readonly directories: readonly string[];
  },
  realpath: (name: string) => string,
) => string[];
const { matchFiles } = ts as unknown as { readonly matchFiles: MatchFiles };

/**
 * Files that only the extension can read, and it takes its time. Whoever asks for one that is not here is told that there is
 * none, and it is noted down; what was worked out from that has to be worked out again when it has been loaded.
 */
export class RemoteFiles implements Omit<Files, "libraryFolder"> {
  readonly useCaseSensitiveFileNames = true;
  private roots: readonly string[] = [];
  private readonly folders = new Map<string, Folder>();
  private readonly texts = new Map<string, string | undefined>();
  private readonly unread = new Set<string>();
  private wantedFolders = new Set<string>();
  private wantedFiles = new Set<string>();

  /** @returns what was asked for and is not here, once; `undefined` when that is nothing */
  takeWanted(): Wanted | undefined {
    if (!this.isWaiting()) return undefined;
    const wanted = { folders: [...this.wantedFolders], files: [...this.wantedFiles] };
    this.wantedFolders = new Set();
    this.wantedFiles = new Set();
    return wanted;
  }

  /** @returns whether something was asked for that is not here */
  isWaiting(): boolean {
    return this.wantedFolders.size + this.wantedFiles.size > 0;
  }

  add({ folders, files, unread }: Loaded): void {
    for (const { name, ...entries } of folders) {
      this.folders.set(name, { files: new Set(entries.files), folders: new Set(entries.folders) });
    }
    for (const { name, text } of files) this.texts.set(name, text);
    for (const name of unread) this.unread.add(name);
  }

  /** Says which folders there are to look into; whatever lies beside them is out of sight. */
  setRoots(roots: readonly string[]): void {
    this.roots = [...roots].sort((a, b) => a.length - b.length);
    this.forgetFolders();
  }

  /** Takes notice that a file has another text. */
  forget(file: string): void {
    this.texts.delete(file);
    this.unread.delete(file);
  }

  /** Takes notice that files came or went; and what could not be read is worth another try. */
  forgetFolders(): void {
    this.folders.clear();
    for (const name of this.unread) this.texts.delete(name);
    this.unread.clear();
  }

  readFile(file: string): string | undefined {
    if (!this.fileExists(file)) return undefined;
    if (!this.texts.has(file)) this.wantedFiles.add(file);
    return this.texts.get(file);
  }

  fileExists(file: string): boolean {
    return this.folder(folderOf(file))?.files.has(baseOf(file)) ?? false;
  }

  directoryExists(folder: string): boolean {
    if (this.roots.includes(folder)) return true;
    return this.folder(folderOf(folder))?.folders.has(baseOf(folder)) ?? false;
  }

  getDirectories(folder: string): string[] {
    return [...(this.folder(folder)?.folders ?? [])];
  }

  readDirectory(
    folder: string,
    extensions?: readonly string[],
    excludes?: readonly string[],
    includes?: readonly string[],
    depth?: number,
  ): string[] {
    const entriesOf = (name: string): { files: string[]; directories: string[] } => {
      const found = this.folder(name);
      return { files: [...(found?.files ?? [])].sort(), directories: [...(found?.folders ?? [])].sort() };
    };
    return matchFiles(folder, extensions, excludes, includes, true, "/", depth, entriesOf, (name) => name);
  }

  realpath(name: string): string {
    return name;
  }

  getCurrentDirectory(): string {
    return "/";
  }

  isProjectFolder(folder: string): boolean {
    return this.rootOf(folder) !== undefined;
  }

  rootOf(name: string): string | undefined {
    return this.roots.find((root) => isWithin(root, name));
  }

  isComplete(): boolean {
    return this.unread.size === 0;
  }

  private folder(name: string): Folder | undefined {
    const known = this.folders.get(name);
    const root = this.rootOf(name);
    if (known || root === undefined) return known;
    if (!this.canExist(name, root)) return undefined;
    // The extension lists what lies below a folder, too; so the first of those not known is enough, but for installed packages.
    for (let each = name; ; each = folderOf(each)) {
      this.wantedFolders.add(each);
      if (each === root || this.folders.has(folderOf(each))) return undefined;
    }
  }

  /** The nearest folder above that is known says whether there can be such a folder. */
  private canExist(name: string, root: string): boolean {
    for (let each = name; each !== root; each = folderOf(each)) {
      const above = this.folders.get(folderOf(each));
      if (above) return above.folders.has(baseOf(each));
    }
    return true;
  }
}

function baseOf(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1);
}
