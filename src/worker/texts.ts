import type { Files } from "../project/files";
import { pathKey } from "../project/paths";

/** The texts of all files: those on disk, and over them those in the editor. */
export class Texts {
  private readonly open = new Map<string, string>();
  private readonly versions = new Map<string, number>();

  constructor(private readonly files: Files) {}

  /** @returns the text, `undefined` where there is no such file */
  read(file: string): string | undefined {
    return this.open.get(pathKey(file)) ?? this.files.readFile(file);
  }

  /** @returns a string that differs whenever the text does */
  version(file: string): string {
    return String(this.versions.get(pathKey(file)) ?? 0);
  }

  exists(file: string): boolean {
    return this.open.has(pathKey(file)) || this.files.fileExists(file);
  }

  set(file: string, text: string): void {
    if (this.open.get(pathKey(file)) === text) return;
    this.open.set(pathKey(file), text);
    this.touch(file);
  }

  close(file: string): void {
    if (this.open.delete(pathKey(file))) this.touch(file);
  }

  /** Says that the text on disk changed. */
  touch(file: string): void {
    this.versions.set(pathKey(file), (this.versions.get(pathKey(file)) ?? 0) + 1);
  }
}
