import type * as vscode from "vscode";
import type { EngineOptions } from "../engine/options";
import {
  commands,
  type ChoiceBody,
  type EditsBody,
  type FindingBody,
  type FindingsBody,
  type ReasonBody,
} from "../protocol";
import type { Backend, Choice, FileChange, Finding, PlacedReason } from "./backend";
import { toFileChange, toLocation, toRange } from "./places";
import type { Tsserver } from "./tsserver";

/** The engine as it runs in VS Code's TypeScript server, with all that the server knows of the project. */
export class TsserverBackend implements Backend {
  constructor(private readonly tsserver: Tsserver) {}

  async findings(
    document: vscode.TextDocument,
    options: EngineOptions,
    token: vscode.CancellationToken,
  ): Promise<readonly Finding[] | undefined> {
    const args = { file: document.uri, options };
    const body = await this.tsserver.request<FindingsBody>(commands.findings, args, token);
    return body?.findings.map(toFinding);
  }

  async changes(
    document: vscode.TextDocument,
    options: EngineOptions,
    { id }: Choice,
    token: vscode.CancellationToken,
  ): Promise<readonly FileChange[] | undefined> {
    const args = { file: document.uri, options, id };
    const body = await this.tsserver.request<EditsBody>(commands.edits, args, token);
    return body?.changes.map(toFileChange);
  }

  async safeChanges(
    document: vscode.TextDocument,
    options: EngineOptions,
    rules: readonly string[],
    token: vscode.CancellationToken,
  ): Promise<readonly FileChange[] | undefined> {
    const args = { file: document.uri, options, rules };
    const body = await this.tsserver.request<EditsBody>(commands.fixAll, args, token);
    return body?.changes.map(toFileChange);
  }
}

function toFinding(finding: FindingBody): Finding {
  return {
    ...finding,
    range: toRange(finding.range),
    site: toRange(finding.site),
    reasons: finding.reasons.map(toReason),
    choices: finding.choices.map(toChoice),
  };
}

function toChoice(choice: ChoiceBody): Choice {
  return { ...choice, reasons: choice.reasons.map(toReason) };
}

function toReason({ at, ...reason }: ReasonBody): PlacedReason {
  return at ? { ...reason, at: toLocation(at) } : reason;
}
