import * as vscode from "vscode";
import { applyEdits } from "../../engine/text";
import type { FileChange } from "../backend";
import { isCodeFile } from "../languages";

const scheme = "yieldwise-after";

/** How many texts are kept for editors that may ask for them once more. */
const keptTexts = 100;

const endings: Readonly<Record<string, string>> = {
  typescript: ".ts",
  typescriptreact: ".tsx",
  javascript: ".js",
  javascriptreact: ".jsx",
};

/** Shows what a conversion would change in VS Code's own diff editor; nothing is changed by it. */
export class Comparison implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly texts = new Map<string, string>();
  private readonly subscriptions: vscode.Disposable;
  private count = 0;

  constructor() {
    this.subscriptions = vscode.workspace.registerTextDocumentContentProvider(scheme, this);
  }

  provideTextDocumentContent(uri: vscode.Uri): string | undefined {
    return this.texts.get(uri.toString());
  }

  /**
   * Opens the diff, of several files in one editor where there are several.
   *
   * @param title - the conversion's
   */
  async show(title: string, changes: readonly FileChange[]): Promise<void> {
    const pairs = await Promise.all(
      changes.map(async (change) => [change.uri, await this.after(change)] as const),
    );
    const [first] = pairs;
    if (!first) return;
    if (pairs.length === 1) {
      await vscode.commands.executeCommand("vscode.diff", ...first, title);
      return;
    }
    const resources = pairs.map(([before, after]) => [before, before, after]);
    await vscode.commands.executeCommand("vscode.changes", title, resources);
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  private async after({ uri, edits }: FileChange): Promise<vscode.Uri> {
    const document = await vscode.workspace.openTextDocument(uri);
    const spans = edits.map(({ range, newText }) => ({
      start: document.offsetAt(range.start),
      end: document.offsetAt(range.end),
      newText,
    }));
    // The path gives the language, and the number keeps a later text apart from this one.
    const path = pathWithLanguage(document);
    const after = vscode.Uri.from({ scheme, path, query: String(this.count++) });
    this.texts.set(after.toString(), applyEdits(document.getText(), spans));
    this.forgetOldest();
    return after;
  }

  /** A text that was closed may be asked for again: an editor of several files lets go of what is out of sight. */
  private forgetOldest(): void {
    const open = new Set(vscode.workspace.textDocuments.map(({ uri }) => uri.toString()));
    for (const text of this.texts.keys()) {
      if (this.texts.size <= keptTexts) return;
      if (!open.has(text)) this.texts.delete(text);
    }
  }
}

/** What was never saved is called "Untitled-1", and what settings associate with a language can be called anything. */
function pathWithLanguage({ uri, languageId }: vscode.TextDocument): string {
  return isCodeFile(uri) ? uri.path : `${uri.path}${endings[languageId] ?? ""}`;
}
