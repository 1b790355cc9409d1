import type ts from "typescript";
import type { TypeScript } from "../engine/typescript";
import type { Finding, Rule } from "../rules/rule";
import type { Analysis } from "./analysis";
import { codeFixes, combinedFix, disableActions } from "./code-fixes";
import { type Configuration, settingOf } from "./configuration";
import { type DiagnosticList, diagnosticsOf, type ShownFinding, sourceOf } from "./diagnostics";
import { isolate, type Log } from "./log";
import { applicableRefactors, refactorEdits, refactorName } from "./refactors";
import { meets } from "./sites";

/** What the language service of an editor is extended by. */
export interface Presentation {
  readonly rules: readonly Rule[];
  readonly analysis: Analysis;
  readonly log: Log;
  /** As it is at the moment of the call. */
  readonly configuration: () => Configuration;
}

/**
 * Extends a language service by what Yieldwise finds. Each method asks the original first, and gives its answer untouched
 * where there is nothing to add or something goes wrong.
 *
 * @param original - stays as it is
 * @returns a new language service
 */
export function extendLanguageService(
  ts: TypeScript,
  original: ts.LanguageService,
  presentation: Presentation,
): ts.LanguageService {
  return {
    ...boundMethods(original),
    ...diagnosticMethods(ts, original, presentation),
    ...codeFixMethods(ts, original, presentation),
    ...refactorMethods(ts, original, presentation),
  };
}

/** Own functions for every method, for plugins that copy a language service by its keys. */
function boundMethods(original: ts.LanguageService): ts.LanguageService {
  const entries: [string, unknown][] = Object.entries(original);
  const bound = entries.map(([name, value]) => [
    name,
    typeof value === "function" ? (value.bind(original) as unknown) : value,
  ]);
  return Object.fromEntries(bound) as ts.LanguageService;
}

function diagnosticMethods(
  ts: TypeScript,
  original: ts.LanguageService,
  presentation: Presentation,
): Pick<ts.LanguageService, "getSemanticDiagnostics" | "getSuggestionDiagnostics"> {
  const ours = (fileName: string, list: DiagnosticList): ts.Diagnostic[] => {
    const shown = shownFindings(presentation, fileName);
    if (shown.length === 0) return [];
    const program = presentation.analysis.program();
    const sourceFile = program?.getSourceFile(fileName);
    return program && sourceFile ? diagnosticsOf(ts, shown, list, program, sourceFile) : [];
  };
  return {
    getSemanticDiagnostics: (fileName) => {
      const theirs = original.getSemanticDiagnostics(fileName);
      return isolate(ts, presentation.log, `Diagnosing ${fileName}`, theirs, () =>
        append(theirs, ours(fileName, "semantic")),
      );
    },
    getSuggestionDiagnostics: (fileName) => {
      const theirs = original.getSuggestionDiagnostics(fileName);
      return isolate(ts, presentation.log, `Diagnosing ${fileName}`, theirs, () =>
        append(theirs, ours(fileName, "suggestion") as ts.DiagnosticWithLocation[]),
      );
    },
  };
}

function codeFixMethods(
  ts: TypeScript,
  original: ts.LanguageService,
  presentation: Presentation,
): Pick<ts.LanguageService, "getCodeFixesAtPosition" | "getCombinedCodeFix"> {
  const fixesAt = (fileName: string, start: number, end: number, codes: readonly number[]) => {
    const there = shownFindings(presentation, fileName).filter(
      ({ finding, rule }) => codes.includes(rule.code) && meets(finding.span, { start, end }),
    );
    const sourceFile = presentation.analysis.program()?.getSourceFile(fileName);
    const diagnosed = there.filter(({ finding }) => finding.verdict !== "refused");
    return [
      ...there.flatMap(({ finding, rule }) => codeFixes(finding, rule)),
      ...diagnosed.flatMap(({ finding }) => (sourceFile ? disableActions(ts, sourceFile, finding) : [])),
    ];
  };
  return {
    getCodeFixesAtPosition: (fileName, start, end, errorCodes, formatOptions, preferences) => {
      const theirs = original.getCodeFixesAtPosition(
        fileName,
        start,
        end,
        errorCodes,
        formatOptions,
        preferences,
      );
      return isolate(ts, presentation.log, `Fixing ${fileName}`, theirs, () =>
        append(theirs, fixesAt(fileName, start, end, errorCodes)),
      );
    },
    getCombinedCodeFix: (scope, fixId, formatOptions, preferences) => {
      // The original throws when it is asked for a fix that is not its own.
      const rule = presentation.rules.find((candidate) => sourceOf(candidate) === fixId);
      if (!rule) return original.getCombinedCodeFix(scope, fixId, formatOptions, preferences);
      return isolate(ts, presentation.log, `Fixing all of ${scope.fileName}`, { changes: [] }, () =>
        combinedFix(findingsOf(presentation, scope.fileName, rule)),
      );
    },
  };
}

function refactorMethods(
  ts: TypeScript,
  original: ts.LanguageService,
  presentation: Presentation,
): Pick<ts.LanguageService, "getApplicableRefactors" | "getEditsForRefactor"> {
  return {
    getApplicableRefactors: (fileName, position, preferences, triggerReason, kind, ...rest) => {
      const theirs = original.getApplicableRefactors(
        fileName,
        position,
        preferences,
        triggerReason,
        kind,
        ...rest,
      );
      return isolate(ts, presentation.log, `Offering refactors in ${fileName}`, theirs, () => {
        const selection = toSpan(position);
        const refused = wantsRefused(preferences, triggerReason);
        return append(
          theirs,
          applicableRefactors(ts, allFindings(presentation, fileName), { selection, kind, refused }),
        );
      });
    },
    getEditsForRefactor: (fileName, formatOptions, position, name, action, preferences, ...rest) => {
      if (name !== refactorName) {
        return original.getEditsForRefactor(
          fileName,
          formatOptions,
          position,
          name,
          action,
          preferences,
          ...rest,
        );
      }
      return isolate(ts, presentation.log, `Refactoring ${fileName}`, undefined, () =>
        refactorEdits(ts, allFindings(presentation, fileName), toSpan(position), action),
      );
    },
  };
}

/**
 * An editor that says nothing gets to see why something cannot be done, since that is half of the answer; not when it
 * only looks for a lightbulb while the cursor moves.
 */
function wantsRefused(
  preferences: ts.UserPreferences | undefined,
  triggerReason: ts.RefactorTriggerReason | undefined,
): boolean {
  return preferences?.provideRefactorNotApplicableReason ?? triggerReason !== "implicit";
}

/** Refactors come when a person asks for them, so also from a rule whose findings are switched off. */
function allFindings({ analysis, configuration }: Presentation, fileName: string): readonly Finding[] {
  const { native, options } = configuration();
  return native ? analysis.findings(fileName, options) : [];
}

function shownFindings(presentation: Presentation, fileName: string): ShownFinding[] {
  const findings = allFindings(presentation, fileName);
  if (findings.length === 0) return [];
  const configuration = presentation.configuration();
  const byId = new Map(presentation.rules.map((rule) => [rule.id, rule]));
  return findings.flatMap((finding) => {
    const rule = byId.get(finding.rule);
    const setting = rule && settingOf(rule, configuration);
    return setting && setting !== "off" ? [{ finding, rule, setting }] : [];
  });
}

function findingsOf(presentation: Presentation, fileName: string, rule: Rule): Finding[] {
  return shownFindings(presentation, fileName)
    .filter((shown) => shown.rule === rule)
    .map(({ finding }) => finding);
}

function toSpan(position: number | ts.TextRange): { start: number; end: number } {
  return typeof position === "number"
    ? { start: position, end: position }
    : { start: position.pos, end: position.end };
}

/** The very answer of the original where there is nothing to add. */
function append<T>(theirs: T[], ours: readonly T[]): T[];
function append<T>(theirs: readonly T[], ours: readonly T[]): readonly T[];
function append<T>(theirs: readonly T[], ours: readonly T[]): readonly T[] {
  return ours.length === 0 ? theirs : [...theirs, ...ours];
}
