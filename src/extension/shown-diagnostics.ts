import type * as vscode from "vscode";

/**
 * What is shown in the Problems panel. Findings that are the same as before are not shown anew: VS Code takes that for a change,
 * asks for all code actions again, and an open light bulb menu does nothing from then on.
 */
export class ShownDiagnostics {
  private readonly shown = new Map<string, string>();

  /** @param collection - of the extension; nobody else writes to it */
  constructor(private readonly collection: vscode.DiagnosticCollection) {}

  /** Shows these diagnostics of a document, and no others. */
  set(uri: vscode.Uri, diagnostics: readonly vscode.Diagnostic[]): void {
    const key = uri.toString();
    const text = JSON.stringify(diagnostics.map((one) => [one, one.relatedInformation]));
    if (text === this.shown.get(key)) return;
    this.shown.set(key, text);
    this.collection.set(uri, diagnostics);
  }

  /** Shows nothing of a document any more. */
  delete(uri: vscode.Uri): void {
    this.shown.delete(uri.toString());
    this.collection.delete(uri);
  }

  dispose(): void {
    this.collection.dispose();
  }
}
