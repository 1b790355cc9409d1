import ts from "typescript";
import { applyEdits, type FileEdits } from "../engine/text";
import { pathKey } from "../project/paths";
import { readTextFile, type TextFile, withLineEndsOf, writeTextFile } from "./text-file";

/** A file that fixes changed. */
export interface ChangedFile {
  readonly file: string;
  readonly before: TextFile;
  readonly after: TextFile;
}

interface Entry {
  readonly file: string;
  readonly before: TextFile;
  text: string;
  version: number;
}

/** The texts of all projects: those on disk, and over them those that fixes changed. Nothing is written before `save`. */
export class TextStore {
  private readonly changed = new Map<string, Entry>();

  /** @returns the text, `undefined` where there is no such file */
  read(file: string): string | undefined {
    return this.changed.get(pathKey(file))?.text ?? ts.sys.readFile(file);
  }

  /** @returns a string that differs whenever the text does */
  version(file: string): string {
    return String(this.changed.get(pathKey(file))?.version ?? 0);
  }

  /**
   * Changes texts, with the line ends that each file uses.
   *
   * @returns takes that back, as long as nothing else was changed
   * @throws CannotRun when a file cannot be read in a way that lets it be written again
   */
  apply(changes: readonly FileEdits[]): () => void {
    const edited = changes.map((change) => this.edited(change));
    const before = edited.map(({ entry }) => entry.text);
    for (const { file, entry, text } of edited) this.set(file, entry, text);
    return () => {
      for (const [index, { file, entry }] of edited.entries()) this.set(file, entry, before[index] ?? "");
    };
  }

  private set(file: string, entry: Entry, text: string): void {
    if (text === entry.text) return;
    entry.text = text;
    entry.version++;
    this.changed.set(pathKey(file), entry);
  }

  /** @returns the texts that differ from those on disk, in the order of their paths */
  changes(): ChangedFile[] {
    return [...this.changed.values()]
      .filter(({ before, text }) => text !== before.text)
      .map(({ file, before, text }) => ({ file, before, after: { ...before, text } }))
      .sort((a, b) => (a.file < b.file ? -1 : 1));
  }

  /**
   * Writes what has changed.
   *
   * @throws CannotRun when a file cannot be written
   */
  save(): void {
    for (const { file, after } of this.changes()) writeTextFile(file, after);
  }

  private edited({ fileName, edits }: FileEdits): { file: string; entry: Entry; text: string } {
    const entry = this.changed.get(pathKey(fileName)) ?? newEntry(fileName);
    const adapted = edits.map((edit) => ({
      ...edit,
      newText: withLineEndsOf(entry.before.text, edit.newText),
    }));
    return { file: fileName, entry, text: applyEdits(entry.text, adapted) };
  }
}

function newEntry(file: string): Entry {
  const before = readTextFile(file);
  return { file, before, text: before.text, version: 0 };
}
