import type { TypeScript } from "../engine/typescript";
import type { Rule } from "../rules/rule";
import { sourceOf } from "./diagnostics";

/** The part of TypeScript's internals that this file relies on, present from 4.9 to 6.0. */
interface WithCodeFixes {
  readonly codefix?: {
    readonly registerCodeFix?: (registration: {
      readonly errorCodes: readonly number[];
      readonly fixIds: readonly string[];
      readonly getCodeActions: () => undefined;
    }) => void;
  };
}

/**
 * Puts the rules' codes on the list of codes that have fixes. Editors ask for that list once, without naming a file, which no
 * plugin gets to see, and then request no fixes for any other code. The fixes themselves come from the language service.
 *
 * @returns `false` when this TypeScript has no such list to put them on
 */
export function registerCodes(ts: TypeScript, rules: readonly Rule[]): boolean {
  const { codefix } = ts as WithCodeFixes;
  const register = codefix?.registerCodeFix;
  if (!register) return false;
  // A list for all projects and all copies of the plugin, and TypeScript takes each fix id only once.
  const known = new Set(ts.getSupportedCodeFixes());
  for (const rule of rules.filter(({ code }) => !known.has(String(code)))) {
    register({ errorCodes: [rule.code], fixIds: [sourceOf(rule)], getCodeActions: () => undefined });
  }
  return true;
}
