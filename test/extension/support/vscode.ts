/** As much of VS Code's API as reading files takes, over files that a test writes down. */

interface Parts {
  readonly scheme: string;
  readonly authority?: string;
  readonly path?: string;
}

/** An address; only what VS Code's own says of the addresses in these tests. */
export class Uri {
  private constructor(
    readonly scheme: string,
    readonly authority: string,
    readonly path: string,
  ) {}

  static from({ scheme, authority = "", path = "" }: Parts): Uri {
    return new Uri(scheme, authority, path);
  }

  static file(path: string): Uri {
    return new Uri("file", "", path);
  }

  static joinPath(uri: Uri, ...names: string[]): Uri {
    return new Uri(uri.scheme, uri.authority, [uri.path.replace(/\/$/, ""), ...names].join("/"));
  }

  get fsPath(): string {
    return this.path;
  }

  toString(): string {
    return `${this.scheme}:${this.authority && `//${this.authority}`}${this.path}`;
  }
}

/** Calls those who listen at once, one after the other. */
export class EventEmitter<T> {
  private readonly listeners = new Set<(event: T) => unknown>();

  readonly event = (listener: (event: T) => unknown): { dispose(): void } => {
    this.listeners.add(listener);
    return { dispose: () => void this.listeners.delete(listener) };
  };

  fire(event: T): void {
    for (const listener of this.listeners) listener(event);
  }

  dispose(): void {
    this.listeners.clear();
  }
}

/** Calls something off; whoever asks is told from then on. */
export class CancellationTokenSource {
  readonly token = { isCancellationRequested: false };

  cancel(): void {
    this.token.isCancellationRequested = true;
  }

  dispose(): void {
    // Nobody listens to these.
  }
}

export const FileType = { Unknown: 0, File: 1, Directory: 2, SymbolicLink: 64 };

export class FileSystemError extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

/** What is open, and where; a test sets these. */
export const state = {
  folders: [] as Uri[],
  documents: [] as { readonly uri: Uri; readonly languageId: string }[],
  /** Texts by address. */
  files: new Map<string, string>(),
  /** Addresses of what is there and cannot be read. */
  broken: new Set<string>(),
  /** Addresses of folders that are links. */
  links: new Set<string>(),
};

/** Begins anew. */
export function reset(): void {
  state.folders = [];
  state.documents = [];
  for (const each of [state.files, state.broken, state.links]) each.clear();
}

function fail(uri: Uri): void {
  if (state.broken.has(uri.toString())) throw new FileSystemError("Unavailable");
}

export const workspace = {
  get workspaceFolders() {
    return state.folders.map((uri) => ({ uri }));
  },
  get textDocuments() {
    return state.documents;
  },
  fs: {
    async readDirectory(uri: Uri): Promise<[string, number][]> {
      fail(uri);
      const start = `${uri.toString()}/`;
      const entries = new Map<string, number>();
      for (const file of state.files.keys()) {
        if (!file.startsWith(start)) continue;
        const [name = "", ...below] = file.slice(start.length).split("/");
        const link = state.links.has(`${start}${name}`) ? FileType.SymbolicLink : 0;
        entries.set(name, (below.length > 0 ? FileType.Directory : FileType.File) | link);
      }
      if (entries.size === 0) throw new FileSystemError("FileNotFound");
      return [...entries];
    },
    async readFile(uri: Uri): Promise<Uint8Array> {
      fail(uri);
      const text = state.files.get(uri.toString());
      if (text === undefined) throw new FileSystemError("FileNotFound");
      return new TextEncoder().encode(text);
    },
  },
};

export const l10n = {
  t: (message: string, ...args: unknown[]) =>
    message.replace(/\{(\d)\}/g, (_, index: string) => String(args[Number(index)])),
};
