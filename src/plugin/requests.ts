import type ts from "typescript";
import type { Reason } from "../engine/verdict";
import {
  commands,
  type ChoiceBody,
  type EditsArgs,
  type EditsBody,
  type FileArgs,
  type FindingBody,
  type FindingsBody,
  type FixAllArgs,
  type OffersArgs,
  type ReasonBody,
} from "../protocol";
import type { TypeScript } from "../engine/typescript";
import type { LintOptions } from "../rules";
import type { Finding } from "../rules/rule";
import type { Analysis } from "./analysis";
import { type Choice, choicesOf, safeChoice, suppressionsOf } from "./choices";
import { combineChanges } from "../engine/combine";
import { readOptions } from "./configuration";
import { fileOf, toFileEdits, toFileRange, toOffset, toRange } from "./positions";
import { findingsAt, siteOf } from "./sites";

/** What requests are answered from: one file in one state of its project. */
interface Subject {
  readonly ts: TypeScript;
  readonly program: ts.Program;
  readonly sourceFile: ts.SourceFile;
  readonly findings: readonly Finding[];
  readonly unfinished: boolean;
}

/**
 * Answers a request about a file of the project.
 *
 * @param defaults - for what the request does not say
 * @returns the body of the response
 * @throws Error when the request makes no sense, or the project has no such file
 */
export function answerRequest(
  ts: TypeScript,
  analysis: Pick<Analysis, "program" | "findings">,
  defaults: LintOptions,
  command: string,
  request: unknown,
): FindingsBody | EditsBody {
  const args = request as FileArgs;
  const subject = subjectOf(ts, analysis, { ...defaults, ...readOptions(args.options ?? {}) }, args.file);
  switch (command) {
    case commands.findings:
      return toFindings(subject, subject.findings);
    case commands.offers:
      return offers(subject, args as OffersArgs);
    case commands.edits:
      return edits(subject, args as EditsArgs);
    case commands.fixAll:
      return fixAll(subject, args);
    default:
      throw new Error(`'${command}' is not known to this version of the plugin; update the older of the two`);
  }
}

function subjectOf(
  ts: TypeScript,
  analysis: Pick<Analysis, "program" | "findings">,
  options: LintOptions,
  fileName: string,
): Subject {
  const program = analysis.program();
  if (!program) {
    throw new Error("The project is too large for TypeScript's language service, so nothing can be analysed");
  }
  const sourceFile = fileOf(program, fileName);
  const unfinished = program.getSyntacticDiagnostics(sourceFile).length > 0;
  const findings = unfinished ? [] : analysis.findings(fileName, options);
  return { ts, program, sourceFile, findings, unfinished };
}

function offers(subject: Subject, args: OffersArgs): FindingsBody {
  const position = toOffset(subject.sourceFile, args);
  const found = findingsAt(subject.findings, { start: position, end: position });
  return toFindings(subject, found);
}

function toFindings(subject: Subject, findings: readonly Finding[]): FindingsBody {
  const { unfinished } = subject;
  return { findings: findings.map((finding) => toBody(subject, finding)), unfinished };
}

function edits({ ts, program, sourceFile, findings }: Subject, { id }: EditsArgs): EditsBody {
  const choice = findings
    .flatMap((finding) => [...choicesOf(finding), ...suppressionsOf(ts, sourceFile, finding)])
    .find((candidate) => candidate.id === id);
  return { changes: choice ? toFileEdits(program, choice.edits()) : [] };
}

function fixAll({ program, findings }: Subject, { rules }: FixAllArgs): EditsBody {
  const changes = findings
    .filter(({ rule }) => rules === undefined || rules.includes(rule))
    .map((finding) => safeChoice(finding)?.edits() ?? []);
  return { changes: toFileEdits(program, combineChanges(changes)) };
}

function toBody(subject: Subject, finding: Finding): FindingBody {
  const { rule, label, message, verdict, target, site } = finding;
  return {
    rule,
    ...(label === undefined ? {} : { label }),
    ...(site?.name === undefined ? {} : { name: site.name }),
    message,
    range: toRange(subject.sourceFile, finding.span),
    site: toRange(subject.sourceFile, siteOf(finding)),
    ...(verdict ? { verdict } : {}),
    ...(target ? { target } : {}),
    reasons: toReasons(subject, finding.reasons ?? []),
    choices: choicesOf(finding).map((choice) => toChoice(subject, choice)),
    suppressions: suppressionsOf(subject.ts, subject.sourceFile, finding).map((choice) =>
      toChoice(subject, choice),
    ),
  };
}

function toChoice(subject: Subject, { id, title, verdict, target, reasons }: Choice): ChoiceBody {
  return {
    id,
    title,
    verdict,
    ...(target ? { target } : {}),
    reasons: toReasons(subject, reasons),
  };
}

function toReasons({ program }: Subject, reasons: readonly Reason[]): ReasonBody[] {
  return reasons.map(({ code, message, verdict, at, cause }) => ({
    code,
    message,
    verdict,
    ...(at ? { at: toFileRange(program, at) } : {}),
    ...(cause ? { cause } : {}),
  }));
}
