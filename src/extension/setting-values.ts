import { defaultOptions } from "../engine/options";
import type { LintOptions } from "../rules";
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

/**
 * Makes sense of what somebody wrote into settings. VS Code hands on anything, right or wrong.
 *
 * @param read - gives the value of a setting, without the `yieldwise.` before its name
 * @returns settings, with the default where a value makes no sense, and a sentence about each of those
 */
export function settingsFrom(read: (name: string) => unknown): {
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
    problems.push(`"yieldwise.${name}" is ${JSON.stringify(value)}; it should be ${wanted}.`);
    return fallback;
  };
  const rules = readRules(read("rules"), problems);
  const settings: Settings = {
    enable: take("enable", true, isBoolean, "true or false"),
    rules,
    options: {
      ...switchedOn(rules),
      outsideConsumers: take(
        "outsideConsumers",
        defaultOptions.outsideConsumers,
        oneOf("unknown", "serial"),
        '"unknown" or "serial"',
      ),
      preferredTarget: take(
        "preferredTarget",
        defaultOptions.preferredTarget,
        oneOf("function", "method"),
        '"function" or "method"',
      ),
      annotateTypes: take(
        "annotateTypes",
        defaultOptions.annotateTypes,
        oneOf("asWritten", "always", "whereNeeded"),
        '"asWritten", "always" or "whereNeeded"',
      ),
    },
    exclude: take("exclude", defaultExclude, isGlobs, "a list of globs"),
    maxFileSize: take("maxFileSize", defaultMaxFileSize, isSize, "a number of KiB above 0") * 1024,
    engine: take("engine", "auto", oneOf("auto", "bundled"), '"auto" or "bundled"'),
    trace: take("trace", "off", oneOf("off", "messages", "verbose"), '"off", "messages" or "verbose"'),
  };
  return { settings, problems };
}

function readRules(value: unknown, problems: string[]): Settings["rules"] {
  if (value === undefined) return {};
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    problems.push(
      `"yieldwise.rules" is ${JSON.stringify(value)}; it should be an object of severities by rule id.`,
    );
    return {};
  }
  const entries = Object.entries(value as Record<string, unknown>).flatMap(([id, severity]) => {
    const known = oneOf(...severities)(severity);
    if (known) return [[id, known] as const];
    const list = severities.map((each) => `"${each}"`).join(", ");
    problems.push(
      `"yieldwise.rules" has ${JSON.stringify(severity)} for "${id}"; it should have one of ${list}.`,
    );
    return [];
  });
  return Object.fromEntries(entries);
}

function oneOf<T extends string>(...allowed: readonly T[]): (value: unknown) => T | undefined {
  return (value) => allowed.find((each) => each === value);
}

function isBoolean(value: unknown): boolean | undefined {
  return typeof value === "boolean" ? value : undefined;
}

function isGlobs(value: unknown): readonly string[] | undefined {
  const isList = Array.isArray(value) && value.every((each) => typeof each === "string" && each !== "");
  return isList ? (value as string[]) : undefined;
}

function isSize(value: unknown): number | undefined {
  return typeof value === "number" && value > 0 ? value : undefined;
}
