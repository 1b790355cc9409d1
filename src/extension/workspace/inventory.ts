import * as vscode from "vscode";
import type { Verdict } from "../../engine/verdict";
import type { Finding } from "../backend";
import { isIterator, type Iterator } from "../iterators";

/** The hand-rolled iterators of one file. */
export interface Listed {
  readonly uri: vscode.Uri;
  readonly iterators: readonly Iterator[];
}

/**
 * How far the search has come: the view tells somebody who has not searched something else than somebody who found nothing.
 * "stopped" is a search that was called off, so that there may be more than what is listed.
 */
export type Progress = "none" | "searching" | "done" | "stopped";

/** How far a search had come when it was called off. */
export interface Reach {
  /** "reading": by their texts; "analysing": those that mention an iterator. */
  readonly step: "listing" | "reading" | "analysing";
  /** Files of this step that it was done with. */
  readonly count: number;
  readonly total: number;
}

const order = new Intl.Collator(undefined, { numeric: true });

/** The hand-rolled iterators that are known in the workspace. */
export class Inventory implements vscode.Disposable {
  private readonly files = new Map<string, Listed>();
  private before: ReadonlyMap<string, Listed> = new Map();
  private readonly twins = new Set<string>();
  private readonly unfinished = new Map<string, vscode.Uri>();
  private readonly large = new Map<string, vscode.Uri>();
  private isIgnored: (uri: vscode.Uri) => boolean = () => false;
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly proceeded = new vscode.EventEmitter<void>();
  private current: Progress = "none";
  private reached: Reach | undefined;

  /** Fires after each change of what is listed. */
  readonly onDidChange = this.changed.event;

  /** Fires when a search begins or ends. */
  readonly onDidProceed = this.proceeded.event;

  get progress(): Progress {
    return this.current;
  }

  /** How far the search came, where it was called off. */
  get reach(): Reach | undefined {
    return this.reached;
  }

  /** Begins anew. */
  clear(progress: Progress): void {
    this.before = new Map(this.files);
    this.files.clear();
    this.twins.clear();
    this.unfinished.clear();
    this.large.clear();
    this.isIgnored = () => false;
    this.proceed(progress);
  }

  /** Says that the search is over. */
  finish(reach: Reach | undefined): void {
    this.proceed(reach ? "stopped" : "done", reach);
  }

  /** Takes over what was found in a file, if that is new; other rules' findings are none of its business. */
  set(uri: vscode.Uri, findings: readonly Finding[]): void {
    const key = uri.toString();
    const iterators = this.isLeftOut(uri) ? [] : findings.filter(isIterator);
    const known = this.files.get(key)?.iterators ?? [];
    const wasUnfinished = this.unfinished.delete(key);
    const wasLarge = this.large.delete(key);
    // A view that is told of a change makes its rows anew, and a command on a row would come to nothing meanwhile.
    if (!wasUnfinished && !wasLarge && JSON.stringify(iterators) === JSON.stringify(known)) return;
    if (iterators.length === 0) this.files.delete(key);
    else this.files.set(key, { uri, iterators });
    this.changed.fire();
  }

  /** Takes iterators off the list that were converted: the next look at their files may take a while. */
  leaveOutConverted(converted: readonly { readonly uri: vscode.Uri; readonly iterator: Iterator }[]): void {
    const gone = new Set(converted.map(({ iterator }) => iterator));
    for (const key of new Set(converted.map(({ uri }) => uri.toString()))) {
      const known = this.files.get(key);
      if (!known) continue;
      const iterators = known.iterators.filter((iterator) => !gone.has(iterator));
      if (iterators.length === 0) this.files.delete(key);
      else this.files.set(key, { uri: known.uri, iterators });
    }
    if (gone.size > 0) this.changed.fire();
  }

  /** Takes note that nobody can tell what a file holds, for its syntax errors: what was listed of it, also by the last search, stays. */
  setUnfinished(uri: vscode.Uri): void {
    const key = uri.toString();
    if (this.isLeftOut(uri) || this.unfinished.has(key)) return;
    this.unfinished.set(key, uri);
    const known = this.files.get(key) ?? this.before.get(key);
    if (known) this.files.set(key, known);
    this.changed.fire();
  }

  /** @returns whether what is listed of the file is from before its syntax errors */
  isUnfinished(uri: vscode.Uri): boolean {
    return this.unfinished.has(uri.toString());
  }

  /** @returns the files that could not be looked at, for their syntax errors */
  passedBy(): vscode.Uri[] {
    return [...this.unfinished.values()];
  }

  /** Takes note that a file is larger than the settings allow. */
  setTooLarge(uri: vscode.Uri): void {
    const key = uri.toString();
    if (this.isLeftOut(uri) || (this.large.has(key) && !this.files.has(key))) return;
    this.files.delete(key);
    this.unfinished.delete(key);
    this.large.set(key, uri);
    this.changed.fire();
  }

  /** @returns the files that are larger than the settings allow */
  tooLarge(): vscode.Uri[] {
    return [...this.large.values()];
  }

  /** Takes these for other names of files that it knows: nothing is listed twice. */
  leaveOutTwins(uris: readonly vscode.Uri[]): void {
    for (const uri of uris) {
      this.twins.add(uri.toString());
      this.set(uri, []);
    }
  }

  /** Lists nothing that is ignored, from now on. */
  leaveOutIgnored(isIgnored: (uri: vscode.Uri) => boolean): void {
    this.isIgnored = isIgnored;
    this.keepOnly((uri) => !isIgnored(uri));
  }

  /** @returns whether the file is not listed, whatever is found in it */
  isLeftOut(uri: vscode.Uri): boolean {
    return this.twins.has(uri.toString()) || this.isIgnored(uri);
  }

  /** Forgets the files that are none of its business any more. */
  keepOnly(isWanted: (uri: vscode.Uri) => boolean): void {
    const known = [...this.listed().map(({ uri }) => uri), ...this.passedBy(), ...this.tooLarge()];
    const unwanted = known.filter((uri) => !isWanted(uri));
    for (const uri of unwanted) {
      this.files.delete(uri.toString());
      this.unfinished.delete(uri.toString());
      this.large.delete(uri.toString());
    }
    if (unwanted.length > 0) this.changed.fire();
  }

  /** @returns whether iterators of the file are listed */
  isListed(uri: vscode.Uri): boolean {
    return this.files.has(uri.toString());
  }

  /** @returns the files in the order of their paths, as VS Code sorts them: numbers count */
  listed(): Listed[] {
    return [...this.files.values()].sort((a, b) => order.compare(a.uri.path, b.uri.path));
  }

  /** @returns how many iterators there are, of one verdict or of all */
  count(verdict?: Verdict): number {
    const all = this.listed().flatMap(({ iterators }) => iterators);
    return verdict ? all.filter((iterator) => iterator.verdict === verdict).length : all.length;
  }

  dispose(): void {
    this.changed.dispose();
    this.proceeded.dispose();
  }

  private proceed(progress: Progress, reach?: Reach): void {
    this.current = progress;
    this.reached = reach;
    this.proceeded.fire();
  }
}
