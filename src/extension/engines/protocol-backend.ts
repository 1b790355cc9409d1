import type * as vscode from "vscode";
import type { EngineOptions } from "../../engine/options";
import {
  commands,
  type ChoiceBody,
  type EditsBody,
  type FindingBody,
  type FindingsBody,
  type ReasonBody,
} from "../../protocol";
import type { Backend, Choice, FileChange, FileFindings, Finding, PlacedReason } from "../backend";
import { toFileChange, toLocation, toRange, type UriOf } from "../places";
import { traced } from "../trace";
import type { Engines } from "./engines";

/** An answer, and how it names files. */
interface Answer<Body> {
  readonly body: Body;
  readonly uriOf: UriOf;
}

/** Asks whichever engine answers at the moment. */
export class ProtocolBackend implements Backend {
  constructor(
    private readonly engines: Engines,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  async findings(
    uri: vscode.Uri,
    options: EngineOptions,
    token: vscode.CancellationToken,
  ): Promise<FileFindings | undefined> {
    const answer = await this.ask<FindingsBody>(commands.findings, uri, { options }, token);
    if (!answer) return undefined;
    const { findings, unfinished } = answer.body;
    return { findings: findings.map((finding) => toFinding(finding, answer.uriOf)), unfinished };
  }

  async changes(
    uri: vscode.Uri,
    options: EngineOptions,
    { id }: Choice,
    token: vscode.CancellationToken,
  ): Promise<readonly FileChange[] | undefined> {
    return this.askForEdits(commands.edits, uri, { options, id }, token);
  }

  async safeChanges(
    uri: vscode.Uri,
    options: EngineOptions,
    rules: readonly string[],
    token: vscode.CancellationToken,
  ): Promise<readonly FileChange[] | undefined> {
    return this.askForEdits(commands.fixAll, uri, { options, rules }, token);
  }

  private async askForEdits(
    command: string,
    uri: vscode.Uri,
    args: object,
    token: vscode.CancellationToken,
  ): Promise<readonly FileChange[] | undefined> {
    const answer = await this.ask<EditsBody>(command, uri, args, token);
    return answer?.body.changes.map((change) => toFileChange(change, answer.uriOf));
  }

  private ask<Body>(
    command: string,
    uri: vscode.Uri,
    args: object,
    token: vscode.CancellationToken,
  ): Promise<Answer<Body> | undefined> {
    return this.engines.during(uri, async (engine) => {
      const all = { ...args, file: engine.nameOf(uri) };
      const body = await traced(this.log, uri, command, all, () => engine.request<Body>(command, all, token));
      return body && { body, uriOf: (name) => engine.uriOf(name) };
    });
  }
}

function toFinding(finding: FindingBody, uriOf: UriOf): Finding {
  return {
    ...finding,
    range: toRange(finding.range),
    site: toRange(finding.site),
    reasons: finding.reasons.map((reason) => toReason(reason, uriOf)),
    choices: finding.choices.map((choice) => toChoice(choice, uriOf)),
    suppressions: finding.suppressions.map((choice) => toChoice(choice, uriOf)),
  };
}

function toChoice(choice: ChoiceBody, uriOf: UriOf): Choice {
  return { ...choice, reasons: choice.reasons.map((reason) => toReason(reason, uriOf)) };
}

function toReason({ at, ...reason }: ReasonBody, uriOf: UriOf): PlacedReason {
  return at ? { ...reason, at: toLocation(at, uriOf) } : reason;
}
