import type ts from "typescript";
import { concernsRules, isOn, type LintOptions } from "../rules";
import type { Rule } from "../rules/rule";

/** Rules that are on, and what is known of files under them. */
interface Selection {
  readonly rules: readonly Rule[];
  readonly known: WeakMap<ts.SourceFile, boolean>;
}

/**
 * Most files are none of our business, in every state of the project that holds them as they are: each is looked at once.
 *
 * @param all - the rules there are
 * @returns whether a rule that is on can find something in a file
 */
export function concernCheck(
  all: readonly Rule[],
): (sourceFile: ts.SourceFile, options: LintOptions) => boolean {
  const selections = new Map<string, Selection>();
  const selectionOf = (options: LintOptions): Selection => {
    const key = options.switchedOn?.join(" ") ?? "";
    const selection = selections.get(key) ?? {
      rules: all.filter((rule) => isOn(rule, options)),
      known: new WeakMap<ts.SourceFile, boolean>(),
    };
    selections.set(key, selection);
    return selection;
  };
  return (sourceFile, options) => {
    const { rules, known } = selectionOf(options);
    const isConcerned = known.get(sourceFile) ?? concernsRules(sourceFile.text, rules);
    known.set(sourceFile, isConcerned);
    return isConcerned;
  };
}
