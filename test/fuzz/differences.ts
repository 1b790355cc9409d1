import type { ReasonCode } from "../../src/engine/verdict";
import { marks } from "./consumers";

/** Lines that a named reason may add, leave out or move. */
const movable: Partial<Record<ReasonCode, RegExp>> = {
  "eager-start": /^eager/,
  "cleanup-always": /^(?:clean|closed)|clean failed/,
  "cleanup-needs-start": /^(?:clean|closed)|clean failed/,
  "closes-source": /^(?:closed|clean)/,
};

/** @returns whether the two logs of a scenario are the same, as far as the named reasons do not explain a difference */
export function isSameLog(
  before: readonly string[],
  after: readonly string[],
  named: ReadonlySet<ReasonCode>,
): boolean {
  // Clean-up that fails where there was none before ends everything.
  if (named.has("cleanup-always") && [...before, ...after].some((line) => line.includes("clean failed")))
    return true;
  // What is wrong with the arguments is said when the first element is asked for, and whoever asks for it has to deal with it.
  if (named.has("eager-start") && before.some((line) => line.includes("too few"))) return true;
  const [was = [], is = []] = [before, after].map((lines) => remaining(lines, named));
  const isUnwrapped = named.has("awaits-values");
  return (
    was.length === is.length && was.every((line, index) => isSameLine(line, is[index] ?? "", isUnwrapped))
  );
}

/** JavaScript's own messages name the code: a variable may be called something else in the generator. */
function withoutNames(line: string): string {
  return line.replace(/(TypeError: )[\w$.]+(?= is not (?:a function|iterable|async iterable))/, "$1…");
}

/** A promise may have arrived as what it gives. */
function isSameLine(was: string, is: string, isUnwrapped: boolean): boolean {
  if (withoutNames(was) === withoutNames(is)) return true;
  if (!isUnwrapped || !was.includes("(promise)")) return false;
  const parts = was.split("(promise)");
  return is.startsWith(parts[0] ?? "") && is.endsWith(parts.at(-1) ?? "");
}

function remaining(lines: readonly string[], named: ReadonlySet<ReasonCode>): string[] {
  const end = lines.findIndex((line) => marks[line]?.some((code) => named.has(code)));
  const patterns = [...named].flatMap((code) => movable[code] ?? []);
  return (end < 0 ? lines : lines.slice(0, end)).filter(
    (line) => !patterns.some((pattern) => pattern.test(line)),
  );
}
