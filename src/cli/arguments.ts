import { parseArgs } from "node:util";
import { defaultOptions, optionValues } from "../engine/options";
import { isOn, rules as allRules, type LintOptions } from "../rules";
import type { Rule } from "../rules/rule";
import { CannotRun } from "../project/failure";

const formats = ["pretty", "json", "sarif"] as const;
/** As words of a command line are written, and as the engine calls them. */
const annotateTypes = { "as-written": "asWritten", always: "always", "where-needed": "whereNeeded" } as const;
const annotateWords = Object.keys(annotateTypes) as (keyof typeof annotateTypes)[];

/** How the report is written. */
export type Format = (typeof formats)[number];

/** What a person asked for. */
export interface Arguments {
  /** As typed; empty where none was given. */
  readonly paths: readonly string[];
  readonly fix: "none" | "safe" | "review";
  /** Print what the fixes change, and write nothing. */
  readonly diff: boolean;
  /** Show under each finding what its fix would change. */
  readonly preview: boolean;
  readonly format: Format;
  readonly project: string | undefined;
  readonly rules: readonly Rule[];
  readonly engine: LintOptions;
  readonly help: boolean;
  readonly version: boolean;
}

const options = {
  fix: { type: "boolean" },
  "fix-review": { type: "boolean" },
  diff: { type: "boolean" },
  preview: { type: "boolean" },
  format: { type: "string" },
  project: { type: "string", short: "p" },
  rule: { type: "string", multiple: true },
  "outside-consumers": { type: "string" },
  "preferred-target": { type: "string" },
  "annotate-types": { type: "string" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean", short: "v" },
} as const;

/**
 * Reads the command line.
 *
 * @param args - the words after the program's name
 * @throws CannotRun when a word is not understood, or two contradict each other
 */
export function readArguments(args: readonly string[]): Arguments {
  const { values, positionals } = parse(args);
  const diff = values.diff ?? false;
  const preview = values.preview ?? false;
  const format = oneOf("--format", formats, values.format) ?? "pretty";
  if (diff && format !== "pretty") refuse(`--diff prints a diff, not a report: leave out --format ${format}`);
  if (preview && format !== "pretty") refuse(`--preview is for reading: leave out --format ${format}`);
  const fix = fixLevel(values, diff);
  if (preview && fix !== "none")
    refuse("--preview is for a report: leave it out, or leave out --fix and --diff");
  const named = values.rule ?? [];
  return {
    paths: positionals,
    fix,
    diff,
    preview,
    format,
    project: values.project,
    rules:
      named.length === 0
        ? allRules.filter((rule) => isOn(rule, defaultOptions))
        : allRules.filter(isNamedIn(named)),
    engine: {
      ...defaultOptions,
      switchedOn: named,
      outsideConsumers:
        oneOf("--outside-consumers", optionValues.outsideConsumers, values["outside-consumers"]) ??
        defaultOptions.outsideConsumers,
      preferredTarget:
        oneOf("--preferred-target", optionValues.preferredTarget, values["preferred-target"]) ??
        defaultOptions.preferredTarget,
      annotateTypes:
        annotateTypes[oneOf("--annotate-types", annotateWords, values["annotate-types"]) ?? "as-written"],
    },
    help: values.help ?? false,
    version: values.version ?? false,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const [sentence] = error.message.split(". ");
    return refuse(`${sentence ?? error.message}. See yieldwise --help`);
  }
}

function fixLevel(values: { fix?: boolean; "fix-review"?: boolean }, diff: boolean): Arguments["fix"] {
  if (values["fix-review"]) return "review";
  return values.fix || diff ? "safe" : "none";
}

function isNamedIn(ids: readonly string[]): (rule: Rule) => boolean {
  const known = allRules.map(({ id }) => id);
  const unknown = ids.filter((id) => !known.includes(id));
  if (unknown.length > 0) {
    refuse(
      `There is no rule ${unknown.map((id) => `"${id}"`).join(", ")}. The rules are: ${known.join(", ")}`,
    );
  }
  return ({ id }) => ids.includes(id);
}

function oneOf<T extends string>(
  flag: string,
  allowed: readonly T[],
  value: string | undefined,
): T | undefined {
  if (value === undefined) return undefined;
  const found = allowed.find((candidate) => candidate === value);
  return found ?? refuse(`${flag} takes ${allowed.join(" or ")}, not "${value}"`);
}

function refuse(message: string): never {
  throw new CannotRun([{ message }]);
}
