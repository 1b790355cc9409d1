import * as vscode from "vscode";

const { window, workspace } = vscode;

/** The name that the sample's first steps are about. */
const firstIterator = "OneAtATime";

/** Shows code to try things on, in a document that was never saved: nothing of the user's is touched. */
export class Sample {
  private shown: vscode.TextDocument | undefined;

  /** @param extension - the extension's folder, which holds the text */
  constructor(private readonly extension: vscode.Uri) {}

  /** Opens the sample, or goes to it where it is open, with the cursor on an iterator that is safe to convert. */
  async open(): Promise<void> {
    const document = await this.document();
    const text = document.getText();
    const cursor = document.positionAt(Math.max(text.indexOf(firstIterator), 0));
    await window.showTextDocument(document, {
      selection: new vscode.Range(cursor, cursor),
      viewColumn: isBesidePage() ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active,
      preview: false,
    });
  }

  private async document(): Promise<vscode.TextDocument> {
    if (this.shown && hasTab(this.shown)) return this.shown;
    const bytes = await workspace.fs.readFile(vscode.Uri.joinPath(this.extension, "media", "sample.ts"));
    const content = new TextDecoder().decode(bytes);
    this.shown = await workspace.openTextDocument({ language: "typescript", content });
    return this.shown;
  }
}

/** A document whose tab was closed lives on for a while, and without its text. */
function hasTab({ uri, isClosed }: vscode.TextDocument): boolean {
  const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
  const isIts = ({ input }: vscode.Tab): boolean =>
    input instanceof vscode.TabInputText && input.uri.toString() === uri.toString();
  return !isClosed && tabs.some(isIts);
}

/** Whoever comes from the walkthrough, which is a tab of no kind that extensions know, goes on reading there. */
function isBesidePage(): boolean {
  const { activeTab } = window.tabGroups.activeTabGroup;
  return activeTab !== undefined && activeTab.input === undefined;
}
