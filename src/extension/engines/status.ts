import * as vscode from "vscode";
import { commandIds } from "../command-ids";
import { selector } from "../languages";
import type { Engines } from "./engines";

const { l10n } = vscode;

/** Shows in the language status which engine answers, on which TypeScript, and whether it is busy. */
export class EngineStatus implements vscode.Disposable {
  private readonly subscriptions: vscode.Disposable;

  constructor(engines: Engines) {
    const engine = vscode.languages.createLanguageStatusItem("yieldwise.engine", selector);
    engine.name = l10n.t("Yieldwise engine");
    engine.text = l10n.t("Yieldwise");
    engine.command = { title: l10n.t("Restart"), command: commandIds.restart };
    const output = vscode.languages.createLanguageStatusItem("yieldwise.output", selector);
    output.name = l10n.t("Yieldwise output");
    output.text = l10n.t("Yieldwise");
    output.command = { title: l10n.t("Show Output"), command: commandIds.showOutput };
    this.subscriptions = vscode.Disposable.from(
      engine,
      output,
      engines.onDidChangeState(({ name, typescript, busy }) => {
        engine.text = name;
        engine.detail = typescript ? `TypeScript ${typescript}` : "";
        output.detail = busy ? l10n.t("Busy") : l10n.t("Idle");
        engine.busy = busy;
      }),
    );
  }

  dispose(): void {
    this.subscriptions.dispose();
  }
}
