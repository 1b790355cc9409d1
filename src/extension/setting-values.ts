import { closestMatch } from "leven";
import { defaultOptions, optionValues } from "../engine/options";
import { isWellFormedGlob } from "./globs";
import { type LintOptions, rules as allRules } from "../rules";
import type { Severity } from "../rules/rule";
import { switchedOn } from "../rules/switched-on";

/** How much is written to the output about what is asked and answered. */
export type Trace = "off" | "messages" | "verbose";

/** What a user set for a file, defaults filled in. */
export interface Settings {
  readonly enable: boolean;
  /** By rule id; rules that are not named keep their default. */
  readonly rules: Readonly<Record<string, Severity | "off">>;
  readonly options: LintOptions;
  /** Globs of files that are left alone. */
  readonly exclude: readonly string[];
  /** In bytes; a larger file is left alone. */
  readonly maxFileSize: number;
  readonly trace: Trace;
  /** "bundled": our own engine answers although there is a TypeScript server. */
  readonly engine: "auto" | "bundled";
}

const ruleIds = allRules.map(({ id }) => id);
const severities = ["error", "warning", "information", "hint", "off"] as const;

/** What is left alone unless somebody says otherwise. */
export const defaultExclude: readonly string[] = [
  "**/node_modules/**",
  "**/bower_components/**",
  "**/dist/**",
  "**/coverage/**",
];

/** In KiB. */
export const defaultMaxFileSize = 1024;

/** Says things in the user's language; `vscode.l10n` is one. */
export interface Localizer {
  t(message: string, ...args: (string | number)[]): string;
}

/**
 * Makes sense of what somebody wrote into settings. VS Code hands on anything, right or wrong.
 *
 * @param read - gives the value of a setting, without the `yieldwise.` before its name
 * @param l10n - puts the sentences into words
 * @returns settings, with the default where a value makes no sense, and a sentence about each of those
 */
export function settingsFrom(
  read: (name: string) => unknown,
  l10n: Localizer,
): {
  readonly settings: Settings;
  readonly problems: readonly string[];
} {
  const problems: string[] = [];
  const take = <T>(
    name: string,
    fallback: T,
    parse: (value: unknown) => T | undefined,
    wanted: string,
  ): T => {
    const value = read(name);
    if (value === undefined) return fallback;
    const parsed = parse(value);
    if (parsed !== undefined) return parsed;
    problems.push(l10n.t('"yieldwise.{0}" is {1}; it should be {2}.', name, JSON.stringify(value), wanted));
    return fallback;
  };
  const either = (first: string, second: string): string => l10n.t("{0} or {1}", first, second);
  const oneOfThree = (first: string, second: string, third: string): string =>
    l10n.t("{0}, {1} or {2}", first, second, third);
  const rules = readRules(read("rules"), problems, l10n);
  const settings: Settings = {
    enable: take("enable", true, isBoolean, either("true", "false")),
    rules,
    options: {
      ...switchedOn(rules),
      outsideConsumers: take(
        "outsideConsumers",
        defaultOptions.outsideConsumers,
        oneOf("unknown", "serial"),
        either('"unknown"', '"serial"'),
      ),
      preferredTarget: take(
        "preferredTarget",
        defaultOptions.preferredTarget,
        oneOf(...optionValues.preferredTarget),
        either('"function"', '"method"'),
      ),
      annotateTypes: take(
        "annotateTypes",
        defaultOptions.annotateTypes,
        oneOf(...optionValues.annotateTypes),
        oneOfThree('"asWritten"', '"always"', '"whereNeeded"'),
      ),
    },
    exclude: readGlobs(take("exclude", defaultExclude, isTexts, l10n.t("a list of globs")), problems, l10n),
    maxFileSize: take("maxFileSize", defaultMaxFileSize, isSize, l10n.t("a number of KiB above 0")) * 1024,
    engine: take("engine", "auto", oneOf("auto", "bundled"), either('"auto"', '"bundled"')),
    trace: take(
      "trace",
      "off",
      oneOf("off", "messages", "verbose"),
      oneOfThree('"off"', '"messages"', '"verbose"'),
    ),
  };
  return { settings, problems };
}

function readRules(value: unknown, problems: string[], l10n: Localizer): Settings["rules"] {
  if (value === undefined) return {};
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    const text = JSON.stringify(value);
    problems.push(l10n.t('"yieldwise.rules" is {0}; it should be an object of severities by rule id.', text));
    return {};
  }
  const entries = Object.entries(value as Record<string, unknown>).flatMap(([id, severity]) => {
    if (!ruleIds.includes(id)) {
      problems.push(unknownRule(id, l10n));
      return [];
    }
    const known = oneOf(...severities)(severity);
    if (known) return [[id, known] as const];
    const list = severities.map((each) => `"${each}"`).join(", ");
    const text = JSON.stringify(severity);
    problems.push(l10n.t('"yieldwise.rules" has {0} for "{1}"; it should have one of {2}.', text, id, list));
    return [];
  });
  return Object.fromEntries(entries);
}

function unknownRule(id: string, l10n: Localizer): string {
  const meant = closestMatch(id.toLowerCase(), ruleIds, {
    maxDistance: Math.max(2, Math.floor(id.length / 4)),
  });
  return meant === undefined
    ? l10n.t('"yieldwise.rules" names "{0}", and there is no such rule.', id)
    : l10n.t('"yieldwise.rules" names "{0}", and there is no such rule; did you mean "{1}"?', id, meant);
}

function oneOf<T extends string>(...allowed: readonly T[]): (value: unknown) => T | undefined {
  return (value) => allowed.find((each) => each === value);
}

function isBoolean(value: unknown): boolean | undefined {
  return typeof value === "boolean" ? value : undefined;
}

/** One that is wrong spoils the search for all of them. */
function readGlobs(globs: readonly string[], problems: string[], l10n: Localizer): readonly string[] {
  const wrong = globs.filter((glob) => !isWellFormedGlob(glob));
  for (const glob of wrong) {
    const text = JSON.stringify(glob);
    problems.push(
      l10n.t(
        '"yieldwise.exclude" has {0}, which is not a glob; see whether its brackets and braces are closed.',
        text,
      ),
    );
  }
  return wrong.length > 0 ? defaultExclude : globs;
}

function isTexts(value: unknown): readonly string[] | undefined {
  const isList = Array.isArray(value) && value.every((each) => typeof each === "string" && each !== "");
  return isList ? (value as string[]) : undefined;
}

function isSize(value: unknown): number | undefined {
  return typeof value === "number" && value > 0 ? value : undefined;
}
