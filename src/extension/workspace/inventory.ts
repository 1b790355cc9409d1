import * as vscode from "vscode";
import type { Verdict } from "../../engine/verdict";
import type { IteratorKind } from "../../engine/kind";
import { concernsRules } from "../../rules";
import { preferAsyncGenerator } from "../../rules/prefer-async-generator";
import { preferGenerator } from "../../rules/prefer-generator";
import type { Finding } from "../backend";
import { severityOf, type Settings } from "../settings";

/** A hand-rolled iterator; every one of them has a verdict. */
export interface Iterator extends Finding {
  readonly verdict: Verdict;
}

/** The hand-rolled iterators of one file. */
export interface Listed {
  readonly uri: vscode.Uri;
  readonly iterators: readonly Iterator[];
}

/** How far the search has come: the view tells somebody who has not searched something else than somebody who found nothing. */
export type Progress = "none" | "searching" | "done";

/** The hand-rolled iterators that are known in the workspace. */
export class Inventory implements vscode.Disposable {
  private readonly files = new Map<string, Listed>();
  private readonly changed = new vscode.EventEmitter<void>();
  private current: Progress = "none";

  /** Fires after each change, also of the progress. */
  readonly onDidChange = this.changed.event;

  get progress(): Progress {
    return this.current;
  }

  /** Begins anew. */
  clear(progress: Progress): void {
    this.files.clear();
    this.proceed(progress);
  }

  /** Says how far the search has come. */
  proceed(progress: Progress): void {
    this.current = progress;
    this.changed.fire();
  }

  /** Takes over what was found in a file, if that is new; other rules' findings are none of its business. */
  set(uri: vscode.Uri, findings: readonly Finding[]): void {
    const iterators = findings.filter(isIterator);
    const known = this.files.get(uri.toString())?.iterators ?? [];
    // A view that is told of a change makes its rows anew, and a command on a row would come to nothing meanwhile.
    if (JSON.stringify(iterators) === JSON.stringify(known)) return;
    if (iterators.length === 0) this.files.delete(uri.toString());
    else this.files.set(uri.toString(), { uri, iterators });
    this.changed.fire();
  }

  /** @returns the files in the order of their paths */
  listed(): Listed[] {
    return [...this.files.values()].sort((a, b) => (a.uri.path < b.uri.path ? -1 : 1));
  }

  /** @returns how many iterators there are, of one verdict or of all */
  count(verdict?: Verdict): number {
    const all = this.listed().flatMap(({ iterators }) => iterators);
    return verdict ? all.filter((iterator) => iterator.verdict === verdict).length : all.length;
  }

  dispose(): void {
    this.changed.dispose();
  }
}

/** @returns whether the finding is about a hand-rolled iterator, and not about a mistake in one */
export function isIterator(finding: Finding): finding is Iterator {
  return isConverting(finding.rule) && finding.verdict !== undefined;
}

/** @returns which protocol the iterator follows */
export function kindOf({ rule }: Pick<Finding, "rule">): IteratorKind {
  return rule === preferGenerator.id ? "sync" : "async";
}

/** @returns whether iterators that are not async are looked for, too */
export function looksForSync(settings: Settings): boolean {
  return severityOf(preferGenerator.id, settings) !== "off";
}

/** The cheap first test: @returns whether a file with this text can hold an iterator that is looked for */
export function mayHoldIterator(text: string, settings: Settings): boolean {
  return concernsRules(
    text,
    looksForSync(settings) ? [preferAsyncGenerator, preferGenerator] : [preferAsyncGenerator],
  );
}

function isConverting(rule: string): boolean {
  return rule === preferAsyncGenerator.id || rule === preferGenerator.id;
}
