import type ts from "typescript";
import { analyze, mentionsIterator } from "../engine";
import type { Facts } from "../engine/facts";
import { defaultOptions, type EngineOptions } from "../engine/options";
import type { TypeScript } from "../engine/typescript";
import { preferAsyncGenerator } from "./prefer-async-generator";
import type { Finding, Rule } from "./rule";

/** Every rule, in the order of the documentation. */
export const rules: readonly Rule[] = [preferAsyncGenerator];

/** What `lint` needs of a host. */
export interface LintInput {
  readonly ts: TypeScript;
  readonly sourceFile: ts.SourceFile;
  readonly facts: Facts;
  readonly options?: EngineOptions;
  /** Rules to run; all when absent. */
  readonly rules?: readonly Rule[];
}

/**
 * Runs the rules over one file.
 *
 * @returns findings in the order of the text, refused sites included (with verdict "refused" and no fixes)
 */
export function lint(input: LintInput): Finding[] {
  const { ts, sourceFile, facts, options = defaultOptions } = input;
  if (!mentionsIterator(sourceFile.text)) return [];
  const sites = analyze(ts, sourceFile, facts, options);
  const context = { ts, sourceFile, facts, options, sites };
  return (input.rules ?? rules)
    .flatMap((rule) => rule.check(context))
    .sort((a, b) => a.span.start - b.span.start);
}
