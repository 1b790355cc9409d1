import * as vscode from "vscode";
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
import { traced } from "./trace";
import type { Tsserver } from "./tsserver";

/** The engine as it runs in VS Code's TypeScript server, with all that the server knows of the project. */
export class TsserverBackend implements Backend {
  constructor(
    private readonly tsserver: Tsserver,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  async findings(
    uri: vscode.Uri,
    options: EngineOptions,
    token: vscode.CancellationToken,
  ): Promise<readonly Finding[] | undefined> {
    const args = { file: nameOf(uri), options };
    const body = await this.ask<FindingsBody>(commands.findings, uri, args, token);
    return body?.findings.map(toFinding);
  }

  async changes(
    uri: vscode.Uri,
    options: EngineOptions,
    { id }: Choice,
    token: vscode.CancellationToken,
  ): Promise<readonly FileChange[] | undefined> {
    const args = { file: nameOf(uri), options, id };
    const body = await this.ask<EditsBody>(commands.edits, uri, args, token);
    return body?.changes.map(toFileChange);
  }

  async safeChanges(
    uri: vscode.Uri,
    options: EngineOptions,
    rules: readonly string[],
    token: vscode.CancellationToken,
  ): Promise<readonly FileChange[] | undefined> {
    const args = { file: nameOf(uri), options, rules };
    const body = await this.ask<EditsBody>(commands.fixAll, uri, args, token);
    return body?.changes.map(toFileChange);
  }

  private ask<Body>(
    command: string,
    uri: vscode.Uri,
    args: object,
    token: vscode.CancellationToken,
  ): Promise<Body | undefined> {
    return traced(this.log, uri, command, args, () => this.tsserver.request<Body>(command, args, token));
  }
}

/** VS Code translates the Uri of an open document alone. */
function nameOf(uri: vscode.Uri): vscode.Uri | string {
  const key = uri.toString();
  const isOpen = vscode.workspace.textDocuments.some((document) => document.uri.toString() === key);
  return isOpen || uri.scheme !== "file" ? uri : uri.fsPath;
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
