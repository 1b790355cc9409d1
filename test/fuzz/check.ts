import ts from "typescript";
import { analyze } from "../../src/engine";
import type { Offer, SiteReport } from "../../src/engine/offer";
import { applyEdits } from "../../src/engine/text";
import { createProject, type Project } from "../support/project";
import { commentsOf, lostComments } from "../twin/comments";
import { runScenarios, type Logs } from "../twin/run";
import type { Program } from "./program";

/** What went wrong with one conversion of one program. */
export interface Failure {
  readonly seed: number;
  readonly kind:
    | "engine throws"
    | "refused offer gives edits"
    | "does not parse"
    | "does not compile"
    | "leaves something unused"
    | "behaves differently"
    | "difference is not named"
    | "loses a comment"
    | "verdict without a reason"
    | "same offer again";
  readonly detail: string;
  readonly before: string;
  readonly after: string;
}

/** How much was looked at. */
export interface Tally {
  programs: number;
  /** Programs that do not compile, or do not end; nothing can be said about them. */
  unusable: number;
  safe: number;
  review: number;
  refused: number;
}

/** An offer with edits, and what it makes of the program. */
interface Conversion {
  readonly program: Program;
  readonly name: string;
  readonly offer: Offer;
  readonly after: string;
}

const compilerOptions: ts.CompilerOptions = {
  lib: ["lib.es2024.d.ts", "lib.esnext.array.d.ts", "lib.esnext.disposable.d.ts"],
  noUnusedLocals: true,
};

/** TypeScript's numbers for what is declared and never read. */
const unusedCodes: ReadonlySet<number> = new Set([6133, 6138, 6192, 6196, 6198]);
const options = { outsideConsumers: "unknown" } as const;
const manifest = { "package.json": '{ "private": true }' };

/** Converts programs in every way that is offered, and compares what they do before and after. */
export async function checkPrograms(programs: readonly Program[], tally: Tally): Promise<Failure[]> {
  const failures: Failure[] = [];
  const before = openProject(programs.map((program) => [fileOf(program), program.text]));
  const conversions: Conversion[] = [];
  const usable = programs.filter((program) => errorsOf(before, program).length === 0);
  tally.programs += programs.length;
  tally.unusable += programs.length - usable.length;
  for (const program of usable) conversions.push(...convert(program, before, tally, failures));
  const after = openProject(conversions.map(({ name, after: text }) => [name, text]));
  const logs = new Map<Program, Logs>();
  for (const conversion of conversions) {
    const { program } = conversion;
    if (!checkText(conversion, before, after, failures)) continue;
    const known =
      logs.get(program) ?? (await runScenarios(new Map([["/main.ts", program.text]]), "/main.ts"));
    logs.set(program, known);
    if (!Object.values(known).some(isEndless)) await checkBehaviour(conversion, known, failures);
  }
  return failures;
}

function convert(program: Program, project: Project, tally: Tally, failures: Failure[]): Conversion[] {
  const conversions: Conversion[] = [];
  const fail = (kind: Failure["kind"], detail: string): void => {
    failures.push({ seed: program.seed, kind, detail, before: program.text, after: "" });
  };
  for (const site of attempt(() => sitesOf(project, fileOf(program)), fail) ?? []) {
    for (const [index, offer] of site.offers.entries()) {
      tally[offer.verdict]++;
      if (offer.verdict !== "safe" && offer.reasons.every(({ verdict }) => verdict === "safe"))
        fail("verdict without a reason", offer.title);
      const edits = attempt(() => offer.edits() ?? [], fail);
      if (!edits) continue;
      if (offer.verdict === "refused") {
        if (edits.length > 0) fail("refused offer gives edits", offer.title);
        continue;
      }
      const text = attempt(
        () =>
          applyEdits(
            program.text,
            edits.flatMap((file) => file.edits),
          ),
        fail,
      );
      if (text === undefined) continue;
      const name = `case-${program.seed}-${site.anchor.start}-${index}.ts`;
      conversions.push({ program, name, offer, after: text });
    }
  }
  return conversions;
}

function attempt<T>(work: () => T, fail: (kind: Failure["kind"], detail: string) => void): T | undefined {
  try {
    return work();
  } catch (error) {
    fail("engine throws", error instanceof Error ? (error.stack ?? error.message) : String(error));
    return undefined;
  }
}

/** @returns whether it compiles, so that it can be run */
function checkText(
  { program, name, offer, after }: Conversion,
  original: Project,
  project: Project,
  failures: Failure[],
): boolean {
  const fail = (kind: Failure["kind"], detail: string): void => {
    failures.push({
      seed: program.seed,
      kind,
      detail: `${label(offer)}\n${detail}`,
      before: program.text,
      after,
    });
  };
  const lost = lostComments(commentsOf(program.text, "a.ts"), commentsOf(after, "a.ts"));
  if (lost.length > 0) fail("loses a comment", lost.join("\n"));
  const syntax = project.program.getSyntacticDiagnostics(project.sourceFile(name));
  if (syntax.length > 0) {
    fail("does not parse", textOf(syntax, after));
    return false;
  }
  const errors = project.program.getSemanticDiagnostics(project.sourceFile(name));
  const known = new Set(diagnosticsOf(original, fileOf(program)).map(nameIn));
  const unused = errors.filter((error) => unusedCodes.has(error.code) && !known.has(nameIn(error)));
  const wrong = errors.filter(({ code }) => !unusedCodes.has(code));
  if (unused.length > 0) fail("leaves something unused", textOf(unused, after));
  if (wrong.length > 0) fail("does not compile", textOf(wrong, after));
  const again = attempt(() => sitesOf(project, name), fail) ?? [];
  for (const other of again.flatMap(({ offers }) => offers)) attempt(() => other.edits(), fail);
  return wrong.length === 0;
}

async function checkBehaviour(
  { program, offer, after }: Conversion,
  before: Logs,
  failures: Failure[],
): Promise<void> {
  const logs = await runScenarios(new Map([["/main.ts", after]]), "/main.ts");
  const named = new Set(offer.reasons.filter(({ verdict }) => verdict !== "safe").map(({ code }) => code));
  for (const { name, explains } of program.scenarios) {
    const [was = [], is = []] = [before[name], logs[name]];
    if (was.join("\n") === is.join("\n")) continue;
    const isNamed = offer.verdict === "review" && explains.some((code) => named.has(code));
    if (isNamed) continue;
    const kind = offer.verdict === "safe" ? "behaves differently" : "difference is not named";
    const detail = [label(offer), `scenario ${name}`, "before:", ...was, "after:", ...is].join("\n");
    failures.push({ seed: program.seed, kind, detail, before: program.text, after });
  }
}

/** It never ends, or calls itself without end: where that is cut off is not always the same. */
function isEndless(log: readonly string[]): boolean {
  return log.at(-1) !== "(ends)" || log.some((line) => line.includes("call stack"));
}

function label({ verdict, title, reasons }: Offer): string {
  const codes = reasons.map((reason) => `${reason.code} (${reason.verdict})`);
  return `${verdict}: ${title}${codes.length > 0 ? ` [${codes.join(", ")}]` : ""}`;
}

function openProject(files: readonly (readonly [string, string])[]): Project {
  return createProject({ ...manifest, ...Object.fromEntries(files) }, { compilerOptions });
}

function sitesOf(project: Project, name: string): SiteReport[] {
  return analyze(ts, project.sourceFile(name), project.facts, options);
}

function fileOf({ seed }: Program): string {
  return `case-${seed}.ts`;
}

/** Errors that make a program unusable; what it leaves unused itself is no matter. */
function errorsOf(project: Project, program: Program): readonly ts.Diagnostic[] {
  return diagnosticsOf(project, fileOf(program)).filter(({ code }) => !unusedCodes.has(code));
}

function diagnosticsOf(project: Project, name: string): readonly ts.Diagnostic[] {
  const file = project.sourceFile(name);
  return [...project.program.getSyntacticDiagnostics(file), ...project.program.getSemanticDiagnostics(file)];
}

/** The first name that a message speaks of. */
function nameIn({ messageText }: ts.Diagnostic): string | undefined {
  return /'#?([^']*)'/.exec(ts.flattenDiagnosticMessageText(messageText, "\n"))?.[1];
}

function textOf(diagnostics: readonly ts.Diagnostic[], text: string): string {
  const lines = text.split("\n");
  return diagnostics
    .map(({ messageText, start = 0 }) => {
      const line = text.slice(0, start).split("\n").length;
      return `${ts.flattenDiagnosticMessageText(messageText, "\n")}\n    at ${(lines[line - 1] ?? "").trim()}`;
    })
    .join("\n");
}

/** @returns why a program cannot be used; for whoever works on the generator */
export function complaints(program: Program): string {
  const project = openProject([[fileOf(program), program.text]]);
  return textOf(errorsOf(project, program), program.text);
}
