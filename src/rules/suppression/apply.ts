import type ts from "typescript";
import type { Finding } from "../rule";
import type { Suppression, UnusedSuppression } from "./comments";

/** What is left of a file's findings, and which comments had no effect. */
export interface Suppressed {
  readonly findings: readonly Finding[];
  readonly unused: readonly UnusedSuppression[];
}

/** Which rules there are, and which of them were run: a comment for a rule that did not run is not called unused. */
export interface RulesRun {
  readonly known: ReadonlySet<string>;
  readonly run: ReadonlySet<string>;
}

/** Takes away the findings that comments suppress. */
export function applySuppressions(
  sourceFile: ts.SourceFile,
  suppressions: readonly Suppression[],
  findings: readonly Finding[],
  rules: RulesRun,
): Suppressed {
  const used = new Map<Suppression, Set<string>>();
  const use = (suppression: Suppression, rule: string): void => {
    used.set(suppression, (used.get(suppression) ?? new Set()).add(rule));
  };
  const left = findings.filter((finding) => {
    const by = suppressionOf(sourceFile, suppressions, finding);
    if (by) use(by, finding.rule);
    return !by;
  });
  markEnables(suppressions, use);
  return {
    findings: left,
    unused: suppressions.flatMap((each) => unusedPartsOf(each, used.get(each) ?? new Set(), rules)),
  };
}

/** The nearest comment has the say: one for the line, else the last one before the finding that switches its rule. */
function suppressionOf(
  sourceFile: ts.SourceFile,
  suppressions: readonly Suppression[],
  { rule, span }: Finding,
): Suppression | undefined {
  const { line } = sourceFile.getLineAndCharacterOfPosition(span.start);
  const fitting = suppressions.filter((suppression) => concerns(suppression, rule));
  const ofLine = fitting.find(
    (each) =>
      (each.kind === "line" && each.line === line) || (each.kind === "next-line" && each.line + 1 === line),
  );
  if (ofLine) return ofLine;
  const switched = fitting.filter(
    (each) => (each.kind === "disable" || each.kind === "enable") && each.span.end <= span.start,
  );
  const last = switched.at(-1);
  return last?.kind === "disable" ? last : undefined;
}

function concerns({ rules }: Suppression, rule: string): boolean {
  return rules.length === 0 || rules.some(({ id }) => id === rule);
}

/** Switching on again is of use where something is switched off. */
function markEnables(
  suppressions: readonly Suppression[],
  use: (suppression: Suppression, rule: string) => void,
): void {
  suppressions.forEach((enable, index) => {
    if (enable.kind !== "enable") return;
    for (const disable of suppressions.slice(0, index)) {
      if (disable.kind !== "disable") continue;
      const both = enable.rules.length === 0 ? disable.rules : enable.rules;
      if (both.length === 0) use(enable, "");
      for (const { id } of both) if (concerns(disable, id)) use(enable, id);
    }
  });
}

function unusedPartsOf(
  suppression: Suppression,
  used: ReadonlySet<string>,
  { known, run }: RulesRun,
): UnusedSuppression[] {
  if (suppression.rules.length === 0) {
    const ranAll = [...known].every((id) => run.has(id));
    return used.size === 0 && ranAll ? [{ suppression, isUnknown: false }] : [];
  }
  const unused = suppression.rules
    .filter(({ id }) => !used.has(id) && (run.has(id) || !known.has(id)))
    .map((rule) => ({ suppression, rule, isUnknown: !known.has(rule.id) }));
  const [first] = unused;
  return first && unused.length === suppression.rules.length && !unused.some(({ isUnknown }) => isUnknown)
    ? [{ suppression, isUnknown: false }]
    : unused;
}
