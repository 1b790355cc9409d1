import { defaultOptions, optionValues } from "../engine/options";
import type { Messages } from "../engine/say";
import type { PluginConfiguration, RuleSetting } from "../protocol";
import type { LintOptions } from "../rules";
import type { Rule } from "../rules/rule";
import { switchedOn } from "../rules/switched-on";

/** The plugin's configuration with every default filled in. */
export interface Configuration {
  /** The plugin shows diagnostics, code fixes and refactors of its own. */
  readonly native: boolean;
  readonly rules: Readonly<Record<string, RuleSetting>>;
  readonly options: LintOptions;
  /** What the plugin says in another language; `undefined` for English. */
  readonly messages: Messages | undefined;
}

const ruleSettings: ReadonlySet<unknown> = new Set<RuleSetting>([
  "error",
  "warning",
  "information",
  "hint",
  "off",
]);

/**
 * Fills in the defaults. What nobody can make sense of is left out, and told.
 *
 * @param layers - what users wrote, or anything else; a later one wins, rule by rule
 * @param warn - takes one sentence for each value that is left out
 */
export function resolveConfiguration(
  layers: readonly unknown[],
  warn: (message: string) => void,
): Configuration {
  const merged = layers
    .map((layer) => readLayer(layer, warn))
    .reduce((below, above) => ({ ...below, ...above, rules: { ...below.rules, ...above.rules } }), {});
  return {
    native: (merged.enable ?? true) && (merged.presentation ?? "native") === "native",
    rules: merged.rules ?? {},
    options: { ...defaultOptions, ...readOptions({ ...merged, ...switchedOn(merged.rules ?? {}) }) },
    messages: merged.messages,
  };
}

/** @returns how a rule's findings are shown */
export function settingOf(rule: Rule, configuration: Configuration): RuleSetting {
  return configuration.rules[rule.id] ?? rule.defaultSeverity;
}

/** @returns what is declared there about the project, what it prefers, the rules that are switched on, and nothing else of it */
export function readOptions(from: Partial<LintOptions>): Partial<LintOptions> {
  const { outsideConsumers, preferredTarget, annotateTypes, switchedOn } = from;
  return {
    ...(outsideConsumers && { outsideConsumers }),
    ...(preferredTarget && { preferredTarget }),
    ...(annotateTypes && { annotateTypes }),
    ...(switchedOn && { switchedOn }),
  };
}

function readLayer(layer: unknown, warn: (message: string) => void): PluginConfiguration {
  if (!isRecord(layer)) return {};
  const { enable, presentation, outsideConsumers, preferredTarget, annotateTypes, rules, messages } = layer;
  return {
    ...read("enable", enable, [true, false], warn),
    ...read("presentation", presentation, ["native", "none"], warn),
    ...read("outsideConsumers", outsideConsumers, ["unknown", "serial"], warn),
    ...read("preferredTarget", preferredTarget, optionValues.preferredTarget, warn),
    ...read("annotateTypes", annotateTypes, optionValues.annotateTypes, warn),
    ...readRules(rules, warn),
    ...readMessages(messages, warn),
  };
}

function read<K extends string, V>(
  key: K,
  value: unknown,
  allowed: readonly V[],
  warn: (message: string) => void,
): Partial<Record<K, V>> {
  if (value === undefined) return {};
  const known = allowed.find((candidate) => candidate === value);
  if (known === undefined) {
    warn(
      `'${key}' is ${JSON.stringify(value)}, and should be one of ${JSON.stringify(allowed)}; it is left out.`,
    );
    return {};
  }
  return { [key]: known } as Record<K, V>;
}

function readRules(rules: unknown, warn: (message: string) => void): PluginConfiguration {
  if (rules === undefined) return {};
  if (!isRecord(rules)) {
    warn(
      `'rules' is ${JSON.stringify(rules)}, and should be an object of settings by rule id; it is left out.`,
    );
    return {};
  }
  const entries = Object.entries(rules).filter((entry): entry is [string, RuleSetting] => {
    const known = ruleSettings.has(entry[1]);
    if (!known) {
      const wanted = JSON.stringify([...ruleSettings]);
      warn(
        `'rules' has ${JSON.stringify(entry[1])} for '${entry[0]}', and should have one of ${wanted}; it is left out.`,
      );
    }
    return known;
  });
  return { rules: Object.fromEntries(entries) };
}

function readMessages(messages: unknown, warn: (message: string) => void): PluginConfiguration {
  if (messages === undefined) return {};
  if (isMessages(messages)) return { messages };
  warn("'messages' should be an object of texts by their English text; it is left out.");
  return {};
}

function isMessages(value: unknown): value is Messages {
  return isRecord(value) && Object.values(value).every((text) => typeof text === "string");
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
