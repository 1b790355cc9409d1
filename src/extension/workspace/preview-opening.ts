import * as vscode from "vscode";

/** How VS Code names the texts that its Refactor Preview makes of the files; their paths are those of the files. */
const previewScheme = "vscode-bulkeditpreview-editor";

/** Where VS Code names these texts otherwise, nobody is kept waiting for ever, in milliseconds. */
const longest = 20_000;

/**
 * Waits until the Refactor Preview is there: VS Code first makes a text of each file in it, one after the other, and shows
 * nothing meanwhile.
 *
 * @param files - those that the edit changes
 * @param decided - settles when somebody has applied or discarded the edit, and there was no preview at all
 * @param report - is told how many files are ready
 */
export async function untilPreviewIsThere(
  files: readonly vscode.Uri[],
  decided: Promise<unknown>,
  report: (ready: number) => void,
): Promise<void> {
  const missing = new Set(files.map(({ path }) => path));
  let stop = (): void => undefined;
  const isThere = new Promise<void>((resolve) => {
    stop = resolve;
  });
  let giveUp = setTimeout(stop, longest);
  const listening = vscode.workspace.onDidOpenTextDocument(({ uri }) => {
    if (uri.scheme !== previewScheme || !missing.delete(uri.path)) return;
    report(files.length - missing.size);
    clearTimeout(giveUp);
    if (missing.size === 0) stop();
    else giveUp = setTimeout(stop, longest);
  });
  try {
    await Promise.race([isThere, decided]);
  } finally {
    clearTimeout(giveUp);
    listening.dispose();
  }
}
