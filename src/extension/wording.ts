import { l10n, type Uri, workspace } from "vscode";
import type { IteratorKind } from "../engine/kind";
import type { Target, Verdict } from "../engine/verdict";
import type { Choice, PlacedReason } from "./backend";
import { type Iterator, kindOf, lookedFor } from "./iterators";
import { isExcluded } from "./languages";
import { readSettings, type Settings } from "./settings";

/** @returns the reasons that make the choice what it is, in one sentence without a full stop */
export function describeReasons(choice: Choice): string {
  return decisive(choice)
    .map(({ message }) => message)
    .join("; ");
}

/** @returns what is said without a full stop as a sentence of its own, with the stop of the language */
export function sentence(text: string): string {
  return l10n.t("{0}.", text);
}

/** @returns the line for the same conversion, looked at before it is applied */
export function previewTitleOf(choice: Choice, files: number): string {
  return l10n.t("{0} (preview {1} files)", choice.title, files);
}

/** @returns what is done to an iterator: the name of a step in the Refactor Preview */
export function convertLabel(kind: IteratorKind): string {
  return kind === "async" ? l10n.t("Convert to async generator") : l10n.t("Convert to generator");
}

/** @returns which iterator becomes what, as no two conversions have it: the name of one of several steps in the Refactor Preview */
export function conversionLabel(uri: Uri, iterator: Iterator): string {
  const { label, range, target } = iterator;
  const place = `${workspace.asRelativePath(uri)}:${range.start.line + 1}`;
  const kind = kindOf(iterator);
  const becomes = target ? targetName(kind, target) : convertLabel(kind);
  return `${label ?? l10n.t("iterator")} → ${becomes} (${place})`;
}

/** @returns what is said when nothing is found in a file with this text */
export function noneInFile(settings: Settings, text: string): string {
  const none = noneWith(settings);
  if (lookedFor(settings) === "none" || !mentionsSuppressions(text)) return none;
  const but = l10n.t('What its "yieldwise-disable" comments suppress does not count.');
  return `${none} ${but}`;
}

function noneWith(settings: Settings): string {
  switch (lookedFor(settings)) {
    case "both":
      return l10n.t("This file has no hand-rolled iterator.");
    case "async":
      return l10n.t("This file has no hand-rolled async iterator.");
    case "sync":
      return l10n.t(
        'This file has no hand-rolled iterator that is not async. The rule "prefer-async-generator", for those that are, is switched off.',
      );
    case "none":
      return rulesOff();
  }
}

/** @returns what is said when a file holds so many iterators, and none that is safe to convert */
export function noneSafeInFile(count: number): string {
  return count === 1
    ? l10n.t("The only hand-rolled iterator in this file is not safe to convert.")
    : l10n.t("None of the {0} hand-rolled iterators in this file is safe to convert.", count);
}

/** @returns how many iterators are safe to convert */
export function safeCount(count: number): string {
  return count === 1
    ? l10n.t("1 iterator is safe to convert")
    : l10n.t("{0} iterators are safe to convert", count);
}

/** @returns what is said of a file whose code is not whole: nobody knows what it holds */
export function unfinished(uri: Uri): string {
  return l10n.t(
    "{0} has syntax errors; iterators are found and converted again once these are mended.",
    workspace.asRelativePath(uri),
  );
}

/** @returns what is said where no iterator is looked for */
export function rulesOff(): string {
  return l10n.t(
    'The setting "yieldwise.rules" switches off both "prefer-async-generator" and "prefer-generator", so no iterator is looked for.',
  );
}

/** @returns what is said where the whole extension is switched off */
export function switchedOff(): string {
  return l10n.t('Yieldwise is switched off by the setting "yieldwise.enable".');
}

/**
 * @param length - of the file's text
 * @returns why the settings leave a file alone, if they do
 */
export function whyLeftAlone(uri: Uri, length: number): string | undefined {
  const { enable, maxFileSize } = readSettings(uri);
  if (!enable) return switchedOff();
  if (isExcluded(uri)) {
    return l10n.t(
      '{0} is left alone: the setting "yieldwise.exclude" names it.',
      workspace.asRelativePath(uri),
    );
  }
  return length > maxFileSize ? tooLarge(uri, length) : undefined;
}

/** @returns the line for everything of one rule that is safe in a file */
export function fixAllOfRuleTitle(rule: string): string {
  return l10n.t("Fix all safe {0} problems in this file", rule);
}

/** @returns the line for everything that is safe in a file */
export function fixAllTitle(): string {
  return l10n.t("Fix all safe Yieldwise problems in this file");
}

/** @returns why a file is left alone */
export function tooLarge(uri: Uri, length: number): string {
  const name = workspace.asRelativePath(uri);
  const size = Math.ceil(length / 1024);
  return l10n.t('{0} has {1} KiB, more than "yieldwise.maxFileSize" allows; it is left alone.', name, size);
}

/** @returns a verdict in words, for headings and labels */
export function verdictName(verdict: Verdict): string {
  switch (verdict) {
    case "safe":
      return l10n.t("Safe to convert");
    case "review":
      return l10n.t("To review");
    case "refused":
      return l10n.t("Best left as it is");
  }
}

/** @returns what takes the iterator's place */
export function targetName(kind: IteratorKind, target: Target): string {
  const isAsync = kind === "async";
  switch (target) {
    case "function":
      return isAsync ? l10n.t("async generator function") : l10n.t("generator function");
    case "method":
      return isAsync ? l10n.t("async generator method") : l10n.t("generator method");
    case "inline":
      return isAsync ? l10n.t("async generator in place") : l10n.t("generator in place");
  }
}

function mentionsSuppressions(text: string): boolean {
  return text.includes("yieldwise-disable");
}

function decisive({ verdict, reasons }: Choice): PlacedReason[] {
  return reasons.filter((reason) => reason.verdict === verdict);
}
