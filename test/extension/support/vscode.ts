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
    readonly fragment = "",
  ) {}

  static from({ scheme, authority = "", path = "" }: Parts): Uri {
    return new Uri(scheme, authority, path);
  }

  static file(path: string): Uri {
    return new Uri("file", "", path);
  }

  static joinPath(uri: Uri, ...names: string[]): Uri {
    if (names[0] === "..") return new Uri(uri.scheme, uri.authority, uri.path.replace(/\/[^/]*$/, "") || "/");
    return new Uri(uri.scheme, uri.authority, [uri.path.replace(/\/$/, ""), ...names].join("/"));
  }

  with({ fragment = this.fragment }: { readonly fragment?: string }): Uri {
    return new Uri(this.scheme, this.authority, this.path, fragment);
  }

  get fsPath(): string {
    return this.path;
  }

  toString(): string {
    const fragment = this.fragment && `#${this.fragment}`;
    return `${this.scheme}:${this.authority && `//${this.authority}`}${this.path}${fragment}`;
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

/** Calls something off; whoever asks is told from then on, and whoever listens at once. */
export class CancellationTokenSource {
  private readonly cancelled = new EventEmitter<void>();
  readonly token = { isCancellationRequested: false, onCancellationRequested: this.cancelled.event };

  cancel(): void {
    this.token.isCancellationRequested = true;
    this.cancelled.fire();
  }

  dispose(): void {
    this.cancelled.dispose();
  }
}

/** A glob that counts from a folder. */
export class RelativePattern {
  readonly baseUri: Uri;

  constructor(
    { uri }: { readonly uri: Uri },
    readonly pattern: string,
  ) {
    this.baseUri = uri;
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
  documents: [] as { readonly uri: Uri; readonly languageId: string; getText?(): string }[],
  /** By name, without the section. */
  settings: {} as Record<string, unknown>,
  /** Those of one folder, by its address. */
  folderSettings: {} as Record<string, Record<string, unknown>>,
  /** What was run, with its first argument. */
  commands: [] as (readonly [string, unknown])[],
  /** What people are told. */
  messages: [] as string[],
  /** What is said of work that is under way. */
  progress: [] as string[],
  /** The button that people choose below a message. */
  answer: undefined as string | undefined,
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
  state.settings = {};
  state.commands = [];
  state.messages = [];
  state.progress = [];
  state.answer = undefined;
  registered.clear();
  state.folderSettings = {};
  for (const each of [state.files, state.broken, state.links]) each.clear();
}

interface FoldersChange {
  readonly added: readonly Uri[];
  readonly removed: readonly Uri[];
}

/** What happens to the workspace; a test fires these. */
export const events = {
  /** A file that a watcher is for has changed. */
  watchedFile: new EventEmitter<Uri>(),
  folders: new EventEmitter<FoldersChange>(),
  /** A text was opened, in an editor or for something else. */
  opened: new EventEmitter<{ readonly uri: Uri }>(),
  /** A text has changed. */
  text: new EventEmitter<{
    readonly document: { readonly uri: Uri };
    readonly contentChanges: readonly unknown[];
  }>(),
  configuration: new EventEmitter<{ affectsConfiguration(section: string): boolean }>(),
};

/** Only `**`, `*` and `{a,b}` mean something. */
function matches(path: string, glob: string): boolean {
  const parts = glob.split(/(\*\*\/?|\*|[{},])/).map((part) => {
    const meanings: Record<string, string> = { "{": "(?:", ",": "|", "}": ")", "*": "[^/]*" };
    if (part.startsWith("**")) return part.endsWith("/") ? "(?:.*/)?" : ".*";
    return meanings[part] ?? part.replace(/[.+?^$()|[\]\\]/g, "\\$&");
  });
  return new RegExp(`^${parts.join("")}$`).test(path);
}

/** The innermost one. */
function folderOf({ path }: Uri): Uri | undefined {
  return state.folders
    .filter((folder) => path.startsWith(`${folder.path}/`) || path === folder.path)
    .sort((a, b) => b.path.length - a.path.length)[0];
}

function fail(uri: Uri): void {
  if (state.broken.has(uri.toString())) throw new FileSystemError("Unavailable");
}

export const workspace = {
  get workspaceFolders() {
    return state.folders.map((uri) => ({ uri, name: uri.path.split("/").at(-1) ?? "" }));
  },
  get workspaceFile() {
    return state.folders.length > 1 ? Uri.file("/all.code-workspace") : undefined;
  },
  get textDocuments() {
    return state.documents;
  },
  onDidChangeWorkspaceFolders: events.folders.event,
  onDidOpenTextDocument: events.opened.event,
  onDidChangeTextDocument: events.text.event,
  onDidCloseTextDocument: () => ({ dispose: () => undefined }),
  onDidChangeConfiguration: events.configuration.event,
  createFileSystemWatcher: () => ({
    onDidChange: events.watchedFile.event,
    onDidCreate: () => ({ dispose: () => undefined }),
    onDidDelete: () => ({ dispose: () => undefined }),
    dispose: () => undefined,
  }),
  getWorkspaceFolder: (uri: Uri) => {
    const folder = folderOf(uri);
    return folder && { uri: folder };
  },
  getConfiguration: (_section: string, uri?: Uri) => ({
    get: (name: string): unknown => {
      const folder = uri && folderOf(uri);
      return (folder && state.folderSettings[folder.toString()]?.[name]) ?? state.settings[name];
    },
    inspect: (name: string) => {
      const folder = uri && folderOf(uri);
      return {
        globalValue: state.settings[name],
        workspaceFolderValue: folder && state.folderSettings[folder.toString()]?.[name],
      };
    },
  }),
  applyEdit: async () => false,
  asRelativePath: ({ path }: Uri) => path,
  async openTextDocument(): Promise<void> {
    // Whoever opens one here does so for what VS Code does then.
  },
  async findFiles({ baseUri, pattern }: RelativePattern, without: string | null): Promise<Uri[]> {
    const start = `${baseUri.path}/`;
    return [...state.files.keys()]
      .map((key) => Uri.file(key.replace(/^file:/, "")))
      .filter(({ path }) => path.startsWith(start))
      .filter(({ path }) => matches(path.slice(start.length), pattern))
      .filter(({ path }) => !without || !matches(path.slice(start.length), without));
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
    async stat(uri: Uri): Promise<{ size: number }> {
      return { size: (await workspace.fs.readFile(uri)).length };
    },
    async readFile(uri: Uri): Promise<Uint8Array> {
      fail(uri);
      const text = state.files.get(uri.toString());
      if (text === undefined) throw new FileSystemError("FileNotFound");
      return new TextEncoder().encode(text);
    },
  },
};

export const env = { language: "de" };

export const l10n = {
  /** The translation, where there is one. */
  bundle: undefined as Readonly<Record<string, string>> | undefined,
  t: (message: string, ...args: unknown[]) =>
    message.replace(/\{(\d)\}/g, (_, index: string) => String(args[Number(index)])),
};

export const languages = {
  match: (patterns: { pattern: RelativePattern | string }[], { uri }: { uri: Uri }): number =>
    patterns.some(({ pattern }) =>
      typeof pattern === "string"
        ? matches(uri.path, pattern)
        : matches(uri.path.slice(pattern.baseUri.path.length + 1), pattern.pattern),
    )
      ? 10
      : 0,
};

/** What the extension told VS Code by commands. */
/** A test sets what extensions there are beside ours. */
export const extensions = { getExtension: (): unknown => undefined };

export const context = new Map<string, unknown>();

/** The commands that the extension brings, by their names. */
export const registered = new Map<string, (...args: unknown[]) => unknown>();

const tell = async (message: string, ...buttons: unknown[]): Promise<unknown> => {
  state.messages.push(message);
  return buttons.find((button) => button === state.answer);
};

/** The active editor shows the first document that is open. */
export const window = {
  get activeTextEditor() {
    const [document] = state.documents;
    return document && { document, selection: { active: { line: 0, character: 0 } } };
  },
  showInformationMessage: tell,
  showWarningMessage: tell,
  withProgress: <T>(_options: unknown, task: (progress: unknown, token: unknown) => T): T =>
    task(
      { report: ({ message }: { readonly message: string }) => state.progress.push(message) },
      new CancellationTokenSource().token,
    ),
};

export const ViewColumn = { Active: -1, One: 1, Two: 2, Three: 3 };

/** A tab that shows a file as text. */
export class TabInputText {
  constructor(readonly uri: Uri) {}
}

export class ThemeColor {
  constructor(readonly id: string) {}
}

export class ThemeIcon {
  static readonly File = new ThemeIcon("file");

  constructor(
    readonly id: string,
    readonly color?: ThemeColor,
  ) {}
}

/** A row of a view. */
export class TreeItem {
  constructor(
    readonly label: unknown,
    readonly collapsibleState: number,
  ) {}
}

export const TreeItemCollapsibleState = { None: 0, Collapsed: 1, Expanded: 2 };

/** From one position to another. */
export class Range {
  constructor(
    readonly start: unknown,
    readonly end: unknown,
  ) {}
}

export const TextEdit = {
  replace: (range: unknown, newText: string) => ({ range, newText }),
};

/** An edit as it is put in, with what is said of each of its entries. */
export class WorkspaceEdit {
  private readonly files = new Map<
    string,
    readonly [ReturnType<typeof TextEdit.replace>, { label: string; needsConfirmation: boolean }][]
  >();

  private readonly uris: Uri[] = [];

  set(uri: Uri, edits: ReturnType<WorkspaceEdit["of"]>): void {
    if (!this.files.has(uri.toString())) this.uris.push(uri);
    this.files.set(uri.toString(), edits);
  }

  entries() {
    return this.uris.map((uri) => [uri, this.of(uri.toString())] as const);
  }

  of(uri: string) {
    return this.files.get(uri) ?? [];
  }

  createFile(): void {
    // What stands for the preview is nobody's business here.
  }
}

/** A range in a file. */
export class Location {
  constructor(
    readonly uri: Uri,
    readonly range: Range,
  ) {}
}

export const DiagnosticSeverity = { Error: 0, Warning: 1, Information: 2, Hint: 3 };

export const ProgressLocation = { Window: 10, Notification: 15 };

export const Disposable = {
  from: (...all: { dispose(): unknown }[]) => ({
    dispose: () => {
      for (const each of all) each.dispose();
    },
  }),
};

export const commands = {
  registerCommand(command: string, run: (...args: unknown[]) => unknown) {
    registered.set(command, run);
    return { dispose: () => void registered.delete(command) };
  },
  async getCommands(): Promise<string[]> {
    return [...registered.keys()];
  },
  async executeCommand(command: string, key: unknown, value: unknown): Promise<void> {
    if (command === "setContext") context.set(String(key), value);
    else state.commands.push([command, key instanceof Uri ? key.toString().replace(/^file:/, "") : key]);
  },
};
