import type ts from "typescript";
import type { Finding, Rule } from "../rules/rule";
import { disableFixes } from "../rules";
import { say } from "../engine/say";
import type { TypeScript } from "../engine/typescript";
import { safeChoice } from "./choices";
import { combineChanges } from "../engine/combine";
import { sourceOf } from "./diagnostics";
import { toTextChanges } from "./edits";

/**
 * @returns one action for each repair of a finding, the best first; only the safe ones take part in "fix all"
 */
export function codeFixes(finding: Finding, rule: Rule): ts.CodeFixAction[] {
  const fixName = sourceOf(rule);
  const forAll = {
    fixId: fixName,
    fixAllDescription: say("Apply all safe fixes of '{0}' in this file", rule.id),
  };
  return finding.fixes.flatMap((fix) => {
    const changes = toTextChanges(fix.edits());
    if (changes.length === 0) return [];
    return [{ fixName, description: fix.title, changes, ...(fix.safe ? forAll : {}) }];
  });
}

/** @returns what stands behind the repairs of all findings: comments that suppress this one */
export function disableActions(
  ts: TypeScript,
  sourceFile: ts.SourceFile,
  finding: Finding,
): ts.CodeFixAction[] {
  return disableFixes(ts, sourceFile, finding).map((fix) => ({
    fixName: "yieldwise/disable",
    description: fix.title,
    changes: toTextChanges(fix.edits()),
  }));
}

/**
 * @param findings - of one file
 * @returns the best safe fix of each, as far as they leave each other alone
 */
export function combinedFix(findings: readonly Finding[]): ts.CombinedCodeActions {
  const changes = findings.flatMap((finding) => {
    const choice = safeChoice(finding);
    return choice ? [choice.edits()] : [];
  });
  return { changes: toTextChanges(combineChanges(changes)) };
}
