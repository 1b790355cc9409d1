import { setImmediate as breath } from "node:timers/promises";
import ts from "typescript";
import { analyze, readIterators } from "../../src/engine";
import { defaultOptions } from "../../src/engine/options";
import type { Offer, SiteReport } from "../../src/engine/offer";
import { applyEdits } from "../../src/engine/text";
import type { ReasonCode } from "../../src/engine/verdict";
import { createProject, type Project } from "../support/project";
import { commentsOf, lostComments } from "../twin/comments";
import { isSameLog } from "./differences";
import type { Program } from "./program";
import { runPrograms, type Logs } from "./run-programs";

/** What can be wrong with a conversion. */
export type FailureKind =
  | "engine throws"
  | "refused offer gives edits"
  | "verdict without a reason"
  | "does not parse"
  | "does not compile"
  | "leaves something unused"
  | "leaves code unreachable"
  | "loses a comment"
  | "is converted again"
  | "behaves differently"
  | "difference is not named";

/** What went wrong with one conversion of one program. */
export interface Failure {
  readonly program: Program;
  readonly kind: FailureKind;
  readonly detail: string;
  readonly after: string;
}

/** How much was looked at. */
export interface Tally {
  programs: number;
  /** Programs that do not compile; nothing can be said about them. */
  unusable: number;
  /** Programs without a site that is found. */
  siteless: number;
  safe: number;
  review: number;
  refused: number;
  /** Scenarios whose logs were compared. */
  compared: number;
}

/** @returns a tally of nothing */
export function emptyTally(): Tally {
  return { programs: 0, unusable: 0, siteless: 0, safe: 0, review: 0, refused: 0, compared: 0 };
}

/** An offer with edits, and what it makes of the program. */
interface Conversion {
  readonly program: Program;
  readonly name: string;
  readonly offer: Offer;
  readonly isBest: boolean;
  readonly text: string;
}

const compilerOptions: ts.CompilerOptions = {
  lib: ["lib.es2024.d.ts", "lib.esnext.array.d.ts", "lib.esnext.disposable.d.ts"],
  noUnusedLocals: true,
  allowUnreachableCode: false,
  allowUnusedLabels: false,
};

/** TypeScript's numbers for what is declared and never read, and for code or labels that nothing reaches. */
const unusedCodes: ReadonlySet<number> = new Set([6133, 6138, 6192, 6196, 6198]);
const unreachableCodes: ReadonlySet<number> = new Set([7027, 7028]);
const options = defaultOptions;
const manifest = { "package.json": '{ "private": true }' };

/** Converts programs in every way that is offered, and compares what they do before and after. */
export async function checkPrograms(programs: readonly Program[], tally: Tally): Promise<Failure[]> {
  const check = new Check(tally);
  return check.run(programs);
}

/** Stays open, so that the declarations of the language are read once only. */
let libraries: Project | undefined;

class Check {
  readonly #failures: Failure[] = [];
  readonly #tally: Tally;

  constructor(tally: Tally) {
    this.#tally = tally;
  }

  async run(programs: readonly Program[]): Promise<Failure[]> {
    libraries ??= openProject([]);
    const before = openProject(programs.map((program) => [fileOf(program), program.text]));
    const usable = programs.filter((program) => errorsOf(before, program).length === 0);
    this.#tally.programs += programs.length;
    this.#tally.unusable += programs.length - usable.length;
    const conversions: Conversion[] = [];
    for (const program of usable) {
      conversions.push(...this.#convert(program, before));
      await breath();
    }
    const after = openProject(conversions.map(({ name, text }) => [name, text]));
    const whole: Conversion[] = [];
    for (const conversion of conversions) {
      if (this.#checkText(conversion, before, after)) whole.push(conversion);
      await breath();
    }
    // TypeScript keeps the files of a project that nobody closes.
    for (const project of [before, after]) project.languageService.dispose();
    await this.#checkBehaviour(whole);
    return this.#failures;
  }

  #convert(program: Program, project: Project): Conversion[] {
    const sites = this.#attempt(program, "", () => sitesOf(project, fileOf(program), program)) ?? [];
    if (sites.length === 0) this.#tally.siteless++;
    return sites.flatMap((site) =>
      site.offers.flatMap((offer, index) => this.#convertBy(program, site, offer, index) ?? []),
    );
  }

  #convertBy(program: Program, site: SiteReport, offer: Offer, index: number): Conversion | undefined {
    this.#tally[offer.verdict]++;
    if (offer.verdict !== "safe" && offer.reasons.every(({ verdict }) => verdict === "safe"))
      this.#fail(program, "verdict without a reason", offer.title);
    const edits = this.#attempt(program, "", () => offer.edits() ?? []);
    if (offer.verdict === "refused") {
      if (edits && edits.length > 0) this.#fail(program, "refused offer gives edits", offer.title);
      return undefined;
    }
    const all = edits?.flatMap((file) => file.edits);
    const text = all && this.#attempt(program, "", () => applyEdits(program.text, all));
    if (text === undefined) return undefined;
    const name = `case-${program.name}-${site.anchor.start}-${index}.${program.language}`;
    return { program, name, offer, isBest: index === 0, text };
  }

  /** @returns whether it compiles, so that it can be run */
  #checkText(
    { program, name, offer, isBest, text }: Conversion,
    original: Project,
    project: Project,
  ): boolean {
    const fail = (kind: FailureKind, detail: string): void => {
      this.#fail(program, kind, `${label(offer)}\n${detail}`, text);
    };
    const lost = lostComments(commentsOf(program.text, name), commentsOf(text, name));
    if (lost.length > 0) fail("loses a comment", lost.join("\n"));
    const syntax = project.program.getSyntacticDiagnostics(project.sourceFile(name));
    if (syntax.length > 0) {
      fail("does not parse", textOf(syntax, text));
      return false;
    }
    const errors =
      program.language === "js" ? [] : project.program.getSemanticDiagnostics(project.sourceFile(name));
    const unused = unusedIn(program, errors);
    const unusedBefore = unusedIn(program, diagnosticsOf(original, program));
    const unreachable = errors.filter(({ code }) => unreachableCodes.has(code));
    const wrong = errors.filter(({ code }) => !unusedCodes.has(code) && !unreachableCodes.has(code));
    if (unused.length > unusedBefore.length) fail("leaves something unused", textOf(unused, text));
    if (unreachable.length > 0) fail("leaves code unreachable", textOf(unreachable, text));
    if (wrong.length > 0) fail("does not compile", textOf(wrong, text));
    if (isBest) this.#checkAgain(program, offer, text, () => sitesOf(project, name, program));
    return wrong.length === 0;
  }

  /** What has been converted is not to be converted again; a method that was chosen over a function leaves a class that can. */
  #checkAgain(program: Program, offer: Offer, text: string, sites: () => readonly SiteReport[]): void {
    const again = this.#attempt(program, text, sites) ?? [];
    const safe = again.flatMap(({ offers }) => offers.filter(({ verdict }) => verdict === "safe"));
    const other = safe.find(({ target }) => offer.target !== "method" || target !== "function");
    if (other) this.#fail(program, "is converted again", `${label(offer)}\n${label(other)}`, text);
  }

  async #checkBehaviour(conversions: readonly Conversion[]): Promise<void> {
    const programs = [...new Set(conversions.map(({ program }) => program))];
    const logs = await runPrograms(programs);
    const logsBefore = new Map(programs.map((program, index) => [program, logs[index] ?? {}]));
    // What has no end before has none afterwards, and takes long to be given up.
    const ending = conversions.filter(
      ({ program }) => !Object.values(logsBefore.get(program) ?? {}).some(isEndless),
    );
    const after = await runPrograms(ending.map(({ text, program: { language } }) => ({ text, language })));
    for (const [index, conversion] of ending.entries())
      this.#compare(conversion, logsBefore.get(conversion.program) ?? {}, after[index] ?? {});
  }

  #compare({ program, offer, text }: Conversion, before: Logs, after: Logs): void {
    const lowering = offer.reasons.filter(({ verdict }) => verdict !== "safe");
    const named = new Set<ReasonCode>(lowering.map(({ code }) => code));
    for (const [scenario, was] of Object.entries(before)) {
      const is = after[scenario] ?? after.all ?? [];
      this.#tally.compared++;
      if (isSameLog(was, is, named)) continue;
      const kind = offer.verdict === "safe" ? "behaves differently" : "difference is not named";
      const detail = [label(offer), `scenario ${scenario}`, "before:", ...was, "after:", ...is].join("\n");
      this.#fail(program, kind, detail, text);
    }
  }

  #fail(program: Program, kind: FailureKind, detail: string, after = ""): void {
    this.#failures.push({ program, kind, detail, after });
  }

  #attempt<T>(program: Program, text: string, work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
      this.#fail(program, "engine throws", detail, text);
      return undefined;
    }
  }
}

/** Where endless programs and endless recursion are cut off is not always the same, so nothing can be compared. */
function isEndless(log: readonly string[]): boolean {
  return (
    log.at(-1) !== "(ends)" || log.some((line) => line.includes("call stack") || line.includes("(too long)"))
  );
}

function label({ verdict, title, reasons }: Offer): string {
  const codes = reasons.map((reason) => `${reason.code} (${reason.verdict})`);
  return `${verdict}: ${title}${codes.length > 0 ? ` [${codes.join(", ")}]` : ""}`;
}

function openProject(files: readonly (readonly [string, string])[]): Project {
  return createProject({ ...manifest, ...Object.fromEntries(files) }, { compilerOptions });
}

function sitesOf(project: Project, name: string, { start, kind }: Program): SiteReport[] {
  const sourceFile = project.sourceFile(name);
  const iterators = readIterators(ts, sourceFile, project.facts, [kind]);
  const sites = analyze(ts, sourceFile, project.facts, options, iterators);
  return sites.filter(({ anchor }) => anchor.start >= start);
}

function fileOf({ name, language }: Program): string {
  return `case-${name}.${language}`;
}

/** Errors that make a program unusable; what it leaves unused itself is no matter. */
function errorsOf(project: Project, program: Program): readonly ts.Diagnostic[] {
  return diagnosticsOf(project, program).filter(({ code }) => !unusedCodes.has(code));
}

function diagnosticsOf(project: Project, program: Program): readonly ts.Diagnostic[] {
  const file = project.sourceFile(fileOf(program));
  const semantic = program.language === "js" ? [] : project.program.getSemanticDiagnostics(file);
  return [...project.program.getSyntacticDiagnostics(file), ...semantic];
}

/** What nothing but unreachable code used stays with its author, unless it was part of the iterator. */
function unusedIn(program: Program, diagnostics: readonly ts.Diagnostic[]): ts.Diagnostic[] {
  return diagnostics.filter(({ code, start = 0 }) => unusedCodes.has(code) && start >= program.start);
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
