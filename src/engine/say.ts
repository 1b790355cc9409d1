/*
 * What the engine says to people, in their language. There is one table for all of it, which a host sets before it asks anything,
 * as TypeScript itself has one (`setLocalizedDiagnosticMessages`): to hand it through every function would be a parameter of each
 * that knows nothing of it. Hosts that set none, as ESLint and the command line, hear English.
 */

/** Translations by the English text. A text that is missing stays English. */
export type Messages = Readonly<Record<string, string>>;

let inUse: Messages = {};

/**
 * Sets the language of all that is said from now on; what was said before stays as it is.
 *
 * @param messages - the translations, in VS Code the bundle of the display language; `undefined` for English
 */
export function setMessages(messages: Messages | undefined): void {
  inUse = messages ?? {};
}

/**
 * Says a whole sentence, as `vscode.l10n.t` does. `npm run generate` collects the templates, so each is a literal.
 *
 * @param template - in English, with `{0}`, `{1}` … for what comes from the code; any other brace stands for itself
 * @param values - names, code and numbers, or whole phrases that were said before
 * @returns the sentence in the language of the host
 */
export function say(template: string, ...values: readonly (string | number)[]): string {
  const text = translationOf(template);
  if (values.length === 0) return text;
  return text.replace(/\{(\d+)\}/g, (placeholder, index: string) => {
    const value = values[Number(index)];
    return value === undefined ? placeholder : String(value);
  });
}

/**
 * Looks up what is no argument of {@link say}: the messages of rules, which are tables with placeholders of another kind.
 *
 * @param text - in English
 * @returns its translation with the same placeholders, or the text itself
 */
export function translationOf(text: string): string {
  // A translator leaves a text empty that is not done yet; and "constructor" is in no table unless somebody has put it there.
  const translated = Object.hasOwn(inUse, text) ? inUse[text] : undefined;
  return translated === undefined || translated === "" ? text : translated;
}
