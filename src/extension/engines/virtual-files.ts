import * as vscode from "vscode";
import type { Loaded, LoadedFile, LoadedFolder, Wanted } from "../../worker/messages";
import { listFolder, type Listing } from "../virtual-folder";
import type { FileNames } from "./file-names";

/** How many files are listed below a folder, and how many are read: each can be a download. */
const limit = 5000;

/** How many files are read at a time. */
const readers = 32;

/** Reads for our own engine what it cannot read itself: virtual file systems, and all files in a browser. */
export class VirtualFiles {
  private readonly asked = new Set<string>();
  private readonly complained = new Set<string>();

  constructor(
    private readonly names: FileNames,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  /** The folders of the workspace that only we can read. */
  roots(): string[] {
    const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri);
    return folders.filter((uri) => this.names.isVirtual(uri)).map((uri) => this.names.nameOf(uri));
  }

  async load({ folders, files }: Wanted): Promise<Loaded> {
    const listed = new Map<string, LoadedFolder>();
    const unread: string[] = [];
    // Those above come with all that lies below them.
    for (const name of [...folders].sort((a, b) => a.length - b.length)) {
      if (listed.has(name)) continue;
      const found = await listFolder(this.names.uriOf(name), limit);
      for (const each of found.listings.map((listing) => this.toFolder(listing))) listed.set(each.name, each);
      unread.push(...found.unread.map((uri) => this.names.nameOf(uri)));
    }
    unread.push(...this.roots().filter((name) => isEmpty(listed.get(name))));
    const read: LoadedFile[] = [];
    for (let next = 0; next < files.length; next += readers) {
      const some = files.slice(next, next + readers).map((name) => this.read(name));
      read.push(...(await Promise.all(some)));
    }
    unread.push(...read.filter(({ text }) => text === undefined).map(({ name }) => name));
    this.complain(unread);
    return { folders: [...listed.values()], files: read, unread };
  }

  private toFolder({ folder, files, folders }: Listing): LoadedFolder {
    return { name: this.names.nameOf(folder), files, folders };
  }

  /** Only what has been listed is asked for, so a file without text is one that could not be read. */
  private async read(name: string): Promise<LoadedFile> {
    this.asked.add(name);
    if (this.asked.size > limit) return { name };
    try {
      const bytes = await vscode.workspace.fs.readFile(this.names.uriOf(name));
      return { name, text: new TextDecoder().decode(bytes) };
    } catch {
      return { name };
    }
  }

  /** The same trouble is told once. */
  private complain(unread: readonly string[]): void {
    const [first] = unread.filter((name) => !this.complained.has(name));
    for (const name of unread) this.complained.add(name);
    if (first === undefined) return;
    this.log.warn(
      vscode.l10n.t(
        "{0} could not be read, or there are more than {1} files. What such files may use is not safe to convert, only to review.",
        this.names.uriOf(first).toString(true),
        limit,
      ),
    );
  }
}

/** A file system may call a folder missing that it cannot reach; one of the workspace in which there is nothing was not read. */
function isEmpty(folder: LoadedFolder | undefined): boolean {
  return folder !== undefined && folder.files.length + folder.folders.length === 0;
}
