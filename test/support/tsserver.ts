import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** The installed versions of TypeScript, by the name of their folder in node_modules. */
export const versions = { "6.0": "typescript", "5.9": "ts59", "5.4": "ts54" } as const;
export type Version = keyof typeof versions;

/** The repository. */
export const repository = resolve(import.meta.dirname, "..", "..");

export interface ServerOptions {
  readonly version?: Version;
  /** Folders that hold a node_modules with plugins. */
  readonly probeLocations?: readonly string[];
  /** Names of the plugins that every project gets. */
  readonly globalPlugins?: readonly string[];
  readonly args?: readonly string[];
  /** Where the server writes its log; nowhere when absent. */
  readonly logFile?: string;
  /** How long to wait for each answer; 30 seconds when absent. */
  readonly timeoutMs?: number;
}

/** A place as tsserver's protocol writes it: both count from 1. */
export interface Place {
  readonly line: number;
  readonly offset: number;
}

export interface CodeEdit {
  readonly start: Place;
  readonly end: Place;
  readonly newText: string;
}

export interface FileCodeEdits {
  readonly fileName: string;
  readonly textChanges: readonly CodeEdit[];
}

export interface Diagnostic {
  readonly start: Place;
  readonly end: Place;
  readonly text: string;
  readonly code: number;
  readonly category: string;
  readonly source?: string;
  readonly relatedInformation?: readonly { readonly message: string }[];
}

export interface CodeFix {
  readonly fixName: string;
  readonly description: string;
  readonly changes: readonly FileCodeEdits[];
  readonly fixId?: string;
  readonly fixAllDescription?: string;
}

export interface Refactor {
  readonly name: string;
  readonly description: string;
  readonly actions: readonly {
    readonly name: string;
    readonly description: string;
    readonly kind?: string;
    readonly notApplicableReason?: string;
  }[];
}

/** What one round of `geterr` brings for a file. */
export interface FileDiagnostics {
  readonly syntax: readonly Diagnostic[];
  readonly semantic: readonly Diagnostic[];
  readonly suggestion: readonly Diagnostic[];
}

interface Message {
  readonly type: "response" | "event";
  readonly request_seq?: number;
  readonly success?: boolean;
  readonly message?: string;
  readonly event?: string;
  readonly body?: unknown;
}

interface Waiter {
  /** Gives the promise's value once the wanted message is there. */
  readonly accept: (message: Message) => boolean;
  readonly fail: (error: Error) => void;
}

/** A tsserver in a process of its own, spoken to as an editor does. */
export class TsServer {
  private readonly process: ChildProcessWithoutNullStreams;
  private readonly waiters = new Set<Waiter>();
  private readonly seenEvents: string[] = [];
  private sequence = 0;
  private received: Buffer = Buffer.alloc(0);
  private errors = "";
  private exited: string | undefined;

  constructor(private readonly options: ServerOptions = {}) {
    const server = join(repository, "node_modules", versions[options.version ?? "6.0"], "lib", "tsserver.js");
    const { globalPlugins = [], probeLocations = [], logFile, args = [] } = options;
    this.process = spawn(
      process.execPath,
      [
        server,
        "--disableAutomaticTypingAcquisition",
        ...(globalPlugins.length > 0 ? ["--globalPlugins", globalPlugins.join(",")] : []),
        ...(probeLocations.length > 0 ? ["--pluginProbeLocations", probeLocations.join(",")] : []),
        ...(logFile ? ["--logVerbosity", "normal", "--logFile", logFile] : []),
        ...args,
      ],
      { stdio: "pipe" },
    );
    this.process.stdout.on("data", (chunk: Buffer) => {
      this.receive(chunk);
    });
    this.process.stderr.on("data", (chunk: Buffer) => {
      this.errors += chunk.toString("utf8");
    });
    this.process.on("exit", (code, signal) => {
      this.exited = `exited with ${String(code ?? signal)}`;
      for (const waiter of [...this.waiters]) waiter.fail(this.complaint("stopped before it answered"));
    });
  }

  /** Opens a file with a text that may differ from the one on disk. */
  open(file: string, fileContent?: string): void {
    this.send("open", { file, ...(fileContent === undefined ? {} : { fileContent }) });
  }

  close(file: string): void {
    this.send("close", { file });
  }

  /** Replaces a range of an open file, as typing does. */
  change(file: string, edit: CodeEdit): void {
    this.send("change", {
      file,
      line: edit.start.line,
      offset: edit.start.offset,
      endLine: edit.end.line,
      endOffset: edit.end.offset,
      insertString: edit.newText,
    });
  }

  /**
   * Sends a request and waits for its response.
   *
   * @returns the response's body
   * @throws Error when the server reports a failure, does not answer in time, or stops
   */
  async request<T>(command: string, args: object | null = null): Promise<T> {
    const seq = this.send(command, args);
    const response = await this.waitFor(
      `a response to '${command}'`,
      (message) => message.type === "response" && message.request_seq === seq,
    );
    if (!response.success) throw new Error(response.message ?? `'${command}' failed without a message`);
    return response.body as T;
  }

  /** Sends a request that has no response. */
  notify(command: string, args: object): void {
    this.send(command, args);
  }

  /** Waits for the next event of a name, and gives its body. */
  async event<T>(name: string): Promise<T> {
    const message = await this.waitFor(
      `event '${name}'`,
      (candidate) => candidate.type === "event" && candidate.event === name,
    );
    return message.body as T;
  }

  /** How many events of a name have come so far. */
  eventCount(name: string): number {
    return this.seenEvents.filter((seen) => seen === name).length;
  }

  /** Asks for a file's diagnostics and waits until all of them are there. */
  async diagnostics(file: string): Promise<FileDiagnostics> {
    const found: Record<string, readonly Diagnostic[]> = {};
    const seq = this.send("geterr", { files: [file], delay: 0 });
    await this.waitFor(`the diagnostics of '${file}'`, ({ type, event, body }) => {
      if (type !== "event") return false;
      if (event === "requestCompleted") return (body as { request_seq: number }).request_seq === seq;
      const report = body as { file?: string; diagnostics?: readonly Diagnostic[] };
      if (event !== undefined && report.file === file && report.diagnostics)
        found[event] = report.diagnostics;
      return false;
    });
    const list = (name: string): readonly Diagnostic[] => {
      const diagnostics = found[name];
      if (!diagnostics)
        throw this.complaint(`completed the diagnostics of '${file}' without a '${name}' event`);
      return diagnostics;
    };
    return { syntax: list("syntaxDiag"), semantic: list("semanticDiag"), suggestion: list("suggestionDiag") };
  }

  /** The log so far; only with `logFile`. */
  log(): string {
    if (!this.options.logFile) throw new Error("The server was started without a logFile");
    return readFileSync(this.options.logFile, "utf8");
  }

  /** Ends the process. */
  async stop(): Promise<void> {
    if (this.exited !== undefined) return;
    const ended = new Promise<void>((done) =>
      this.process.once("exit", () => {
        done();
      }),
    );
    this.process.kill();
    await ended;
  }

  private send(command: string, args: object | null): number {
    if (this.exited !== undefined) throw this.complaint("is no longer there");
    const seq = ++this.sequence;
    this.process.stdin.write(`${JSON.stringify({ seq, type: "request", command, arguments: args })}\n`);
    return seq;
  }

  private waitFor(what: string, matches: (message: Message) => boolean): Promise<Message> {
    return new Promise((done, failed) => {
      const { timeoutMs = 30_000 } = this.options;
      const settle = (): void => {
        clearTimeout(timer);
        this.waiters.delete(waiter);
      };
      const timer = setTimeout(() => {
        settle();
        failed(this.complaint(`did not give ${what} within ${String(timeoutMs / 1000)} s`));
      }, timeoutMs);
      const waiter: Waiter = {
        accept: (message) => {
          if (!matches(message)) return false;
          settle();
          done(message);
          return true;
        },
        fail: (error) => {
          settle();
          failed(error);
        },
      };
      this.waiters.add(waiter);
    });
  }

  /** Messages come as a header with the length in bytes, an empty line, and JSON. */
  private receive(chunk: Buffer): void {
    this.received = Buffer.concat([this.received, chunk]);
    for (;;) {
      const headerEnd = this.received.indexOf("\r\n\r\n");
      if (headerEnd < 0) return;
      const length = Number(/Content-Length: (\d+)/.exec(this.received.toString("utf8", 0, headerEnd))?.[1]);
      const start = headerEnd + 4;
      if (this.received.length < start + length) return;
      const message = JSON.parse(this.received.toString("utf8", start, start + length)) as Message;
      this.received = this.received.subarray(start + length);
      if (message.event !== undefined) this.seenEvents.push(message.event);
      for (const waiter of [...this.waiters]) waiter.accept(message);
    }
  }

  private complaint(what: string): Error {
    const said = this.errors ? ` It wrote: ${this.errors}` : "";
    const exit = this.exited === undefined ? "" : ` It ${this.exited}.`;
    return new Error(`tsserver ${this.options.version ?? "6.0"} ${what}.${exit}${said}`);
  }
}

/**
 * Applies edits as an editor does.
 *
 * @param text - the text that the edits refer to
 */
export function applyCodeEdits(text: string, edits: readonly CodeEdit[]): string {
  const lines = text.split("\n");
  const starts = lines.reduce<number[]>((all, line) => [...all, (all.at(-1) ?? 0) + line.length + 1], [0]);
  const offsetOf = ({ line, offset }: Place): number => (starts[line - 1] ?? Number.NaN) + offset - 1;
  return [...edits]
    .sort((a, b) => offsetOf(b.start) - offsetOf(a.start))
    .reduce(
      (result, { start, end, newText }) =>
        result.slice(0, offsetOf(start)) + newText + result.slice(offsetOf(end)),
      text,
    );
}

/** @returns the place where a part of a text begins, at its nth appearance (from 0) */
export function placeOf(text: string, part: string, nth = 0): Place {
  let index = -1;
  for (let count = 0; count <= nth; count++) {
    index = text.indexOf(part, index + 1);
    if (index < 0) throw new Error(`'${part}' does not appear ${String(nth + 1)} times`);
  }
  const before = text.slice(0, index).split("\n");
  return { line: before.length, offset: (before.at(-1) ?? "").length + 1 };
}
