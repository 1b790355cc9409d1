import * as vscode from "vscode";
import type { FileEditsBody, FileRange, Range } from "../protocol";
import type { FileChange } from "./backend";

/** How VS Code's TypeScript extension names files that are not on disk: `^/<scheme>/<authority>/<path>`. */
const virtualFile = /^\^\/([^/]+)\/([^/]*)(\/.*)$/;
const noAuthority = "ts-nul-authority";

/** @param file - a file's name as the TypeScript server gives it */
export function toUri(file: string): vscode.Uri {
  const [, scheme, authority, path] = virtualFile.exec(file) ?? [];
  if (scheme === undefined || authority === undefined || path === undefined) return vscode.Uri.file(file);
  if (scheme === "untitled") return vscode.Uri.from({ scheme, path: path.slice(1) });
  return vscode.Uri.from({ scheme, authority: authority === noAuthority ? "" : authority, path });
}

/** @param range - of tsserver's kind, which counts from 1 */
export function toRange({ start, end }: Range): vscode.Range {
  return new vscode.Range(start.line - 1, start.offset - 1, end.line - 1, end.offset - 1);
}

/** How an engine's names become files of the editor. */
export type UriOf = (name: string) => vscode.Uri;

/** @param place - a range in a file, of tsserver's kind */
export function toLocation(place: FileRange, uriOf: UriOf): vscode.Location {
  return new vscode.Location(uriOf(place.file), toRange(place));
}

/** @param change - edits of one file, of tsserver's kind */
export function toFileChange({ file, edits }: FileEditsBody, uriOf: UriOf): FileChange {
  return {
    uri: uriOf(file),
    edits: edits.map((edit) => vscode.TextEdit.replace(toRange(edit), edit.newText)),
  };
}
