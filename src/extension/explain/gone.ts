import { l10n, type Uri, workspace } from "vscode";
import { readSettings, severityOf } from "../settings";
import { whyLeftAlone } from "../wording";

/**
 * @param uri - the file that the iterator was in
 * @param rule - the rule that found it
 * @param isFileGone - the file is open, and not on disk any more
 * @returns why there is nothing to say of an iterator any more, and when there will be again, in a sentence or two
 */
export function whyGone(uri: Uri, rule: string, isFileGone: boolean): string {
  if (isFileGone) {
    return l10n.t(
      "{0} was deleted, moved or renamed. The explanation comes back when the file does.",
      workspace.asRelativePath(uri),
    );
  }
  const why = whyLeftAlone(uri, lengthOf(uri)) ?? whyRuleIsOff(uri, rule);
  return why === undefined
    ? l10n.t(
        "It was converted, changed or removed, or a comment suppresses it: there is no such hand-rolled iterator to be found any more. It comes back here when you undo that.",
      )
    : l10n.t("{0} The explanation comes back when you change that.", why);
}

function whyRuleIsOff(uri: Uri, rule: string): string | undefined {
  if (severityOf(rule, readSettings(uri)) !== "off") return undefined;
  return l10n.t('The rule "{0}" is switched off by the setting "yieldwise.rules".', rule);
}

function lengthOf(uri: Uri): number {
  const key = uri.toString();
  const document = workspace.textDocuments.find((each) => each.uri.toString() === key);
  return document?.getText().length ?? 0;
}
