import type * as vscode from "vscode";

/** Tells where a file really is, behind links; only some hosts can see that. */
export type RealPath = (uri: vscode.Uri) => Promise<string | undefined>;

/** Files, each by one of its names. */
export interface Named {
  readonly files: readonly vscode.Uri[];
  /** Further names of the same files: they lie in folders that are links. */
  readonly twins: readonly vscode.Uri[];
}

/**
 * Keeps one name of each file: the one without links, where that is among them.
 *
 * @param realPath - where the host can tell
 */
export async function withoutTwins(uris: readonly vscode.Uri[], realPath?: RealPath): Promise<Named> {
  const paths = new Map<vscode.Uri, string>();
  for (const uri of uris) paths.set(uri, (await realPath?.(uri)) ?? uri.toString());
  const isReal = (uri: vscode.Uri): boolean => paths.get(uri) === uri.fsPath;
  const chosen = new Map<string | undefined, vscode.Uri>();
  for (const uri of [...uris.filter(isReal), ...uris]) {
    const path = paths.get(uri);
    if (!chosen.has(path)) chosen.set(path, uri);
  }
  const isChosen = (uri: vscode.Uri): boolean => chosen.get(paths.get(uri)) === uri;
  return { files: uris.filter(isChosen), twins: uris.filter((uri) => !isChosen(uri)) };
}
