import * as vscode from "vscode";
import type { Analysis } from "./analysis";
import { commandIds } from "./command-ids";
import { iteratorsIn } from "./iterators";
import { readSettings } from "./settings";
import { sentence, verdictName } from "./wording";

/** Adds to the hover of a finding, which shows its message already, the verdict and the way to the explanation. */
export class Hovers implements vscode.HoverProvider {
  constructor(private readonly analysis: Analysis) {}

  async provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<vscode.Hover | undefined> {
    const settings = readSettings(document.uri);
    if (!settings.enable) return undefined;
    const found = await this.analysis.findings(document);
    if (!found || token.isCancellationRequested) return undefined;
    const iterator = iteratorsIn(found.findings, settings)
      .filter(({ verdict }) => verdict !== "refused")
      .find(({ range }) => range.contains(position));
    if (!iterator) return undefined;
    const { line, character } = iterator.range.start;
    const args = encodeURIComponent(JSON.stringify([{ uri: document.uri.toString(), line, character }]));
    const explain = vscode.l10n.t("Explain");
    const text = new vscode.MarkdownString();
    text.isTrusted = { enabledCommands: [commandIds.explain] };
    text.appendText(`${sentence(verdictName(iterator.verdict))} `);
    text.appendMarkdown(`[${explain}](command:${commandIds.explain}?${args})`);
    return new vscode.Hover(text, iterator.range);
  }
}
