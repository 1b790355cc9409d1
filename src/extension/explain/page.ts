import * as vscode from "vscode";
import type { ReasonCode, Verdict } from "../../engine/verdict";
import type { Choice, PlacedReason } from "../backend";
import { commandIds } from "../command-ids";
import { type Iterator, kindOf } from "../iterators";
import { sentence, verdictName } from "../wording";
import { adviceFor } from "./advice";

const { l10n } = vscode;

/** Signs that can be told apart without colour. */
const signs: Record<Verdict, string> = { safe: "✓", review: "◐", refused: "⊘" };

/** The commands that the page's links run, and no others. */
export const linkedCommands: readonly string[] = [
  commandIds.goTo,
  commandIds.compare,
  commandIds.takeChoice,
  commandIds.showRule,
  commandIds.showReason,
];

/**
 * Writes the explanation of one iterator as a page without scripts: every link is a command.
 *
 * @param uri - the iterator's file
 * @param nonce - for the page's own style sheet
 */
export function explanationPage(uri: vscode.Uri, iterator: Iterator, nonce: string): string {
  const { label, verdict, range, choices } = iterator;
  const name = label ?? l10n.t("this iterator");
  const page = `
<h1>${escaped(capitalised(name))}</h1>
<p class="verdict ${verdict}"><span aria-hidden="true">${signs[verdict]}</span> ${escaped(verdictName(verdict))}</p>
<p>${escaped(summaryOf(iterator))} ${placeLink(new vscode.Location(uri, range))}</p>
${sectionsOf(choices)
  .map((alike) => choiceSection(alike, choices))
  .join("\n")}
<p>${link(commandIds.showRule, [iterator.rule], l10n.t("Show documentation for {0}", iterator.rule))}</p>`;
  return wholePage(name, page, nonce);
}

/**
 * Writes the page for when there is nothing to say of its iterator any more.
 *
 * @param uri - the file that the iterator was in
 * @param iterator - as it was
 * @param why - in a sentence or two
 * @param nonce - for the page's own style sheet
 */
export function gonePage(uri: vscode.Uri, { label, range }: Iterator, why: string, nonce: string): string {
  const name = label ?? l10n.t("this iterator");
  const page = `
<h1>${escaped(capitalised(name))}</h1>
<p>${escaped(why)} ${placeLink(new vscode.Location(uri, range))}</p>
<p>${escaped(l10n.t('For another iterator, put the cursor on it and run "Yieldwise: Explain".'))}</p>`;
  return wholePage(name, page, nonce);
}

function wholePage(title: string, content: string, nonce: string): string {
  return `<!DOCTYPE html>
<html lang="${escaped(language())}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}';">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style nonce="${nonce}">${style}</style>
</head>
<body>
<main>${content}
</main>
</body>
</html>
`;
}

/** A screen reader reads the page in this language: where there is no translation the text is English, whatever VS Code speaks. */
function language(): string {
  return l10n.bundle ? vscode.env.language : "en";
}

/** The reasons follow, each with its conversion. */
function summaryOf(iterator: Iterator): string {
  const isAsync = kindOf(iterator) === "async";
  switch (iterator.verdict) {
    case "safe":
      return isAsync
        ? l10n.t(
            "A hand-rolled async iterator. An async generator can replace it without changing what the program does.",
          )
        : l10n.t(
            "A hand-rolled iterator. A generator can replace it without changing what the program does.",
          );
    case "review":
      return isAsync
        ? l10n.t(
            "A hand-rolled async iterator. An async generator can replace it, with differences to review.",
          )
        : l10n.t("A hand-rolled iterator. A generator can replace it, with differences to review.");
    case "refused":
      return isAsync
        ? l10n.t("A hand-rolled async iterator that is best left as it is.")
        : l10n.t("A hand-rolled iterator that is best left as it is.");
  }
}

/** What cannot be done for the same reasons is explained once. */
function sectionsOf(choices: readonly Choice[]): Choice[][] {
  const sections: Choice[][] = [];
  for (const choice of choices) {
    const alike = sections.find(([first]) => first && isRefusedAlike(first, choice, choices));
    if (alike) alike.push(choice);
    else sections.push([choice]);
  }
  return sections;
}

function isRefusedAlike(one: Choice, other: Choice, all: readonly Choice[]): boolean {
  const itemsOf = (choice: Choice): string =>
    choice.reasons.map((each) => reasonItem(each, choice, all)).join();
  return one.verdict === "refused" && other.verdict === "refused" && itemsOf(one) === itemsOf(other);
}

function choiceSection(alike: readonly Choice[], all: readonly Choice[]): string {
  const [choice] = alike;
  if (!choice) return "";
  const { id, verdict, reasons } = choice;
  const actions =
    verdict === "refused"
      ? ""
      : `<p class="actions">${link(commandIds.compare, [id], l10n.t("Compare before and after"), "button")}
${link(commandIds.takeChoice, [id], l10n.t("Convert"), "button")}</p>`;
  const why =
    reasons.length === 0
      ? `<p>${escaped(l10n.t("Every consumer in the project gets the same values, errors, side effects and clean-up, in the same order."))}</p>`
      : `<ul>${reasons.map((each) => reasonItem(each, choice, all)).join("\n")}</ul>`;
  return `<section>
${alike.map(({ title }) => `<h2>${escaped(title)}</h2>`).join("\n")}
<p class="verdict ${verdict}"><span aria-hidden="true">${signs[verdict]}</span> ${escaped(verdictName(verdict))}</p>
${why}
${actions}
</section>`;
}

function reasonItem(reason: PlacedReason, choice: Choice, all: readonly Choice[]): string {
  const { code, message, verdict, at } = reason;
  const place = at ? placeLink(at) : "";
  const advice =
    verdict === "safe"
      ? ""
      : `<p class="advice"><strong>${escaped(l10n.t("What you can do:"))}</strong> ${inline(adviceFor(reason, choice, all))}</p>`;
  return `<li><p>${escaped(sentence(capitalised(message)))} ${place} ${codeLink(code)}</p>${advice}</li>`;
}

function placeLink({ uri, range: { start } }: vscode.Location): string {
  const place = `${vscode.workspace.asRelativePath(uri)}:${start.line + 1}`;
  return link(commandIds.goTo, [uri.toString(), start.line, start.character], place);
}

/** To what is written about a reason. */
function codeLink(code: ReasonCode): string {
  return `<a href="${hrefOf(commandIds.showReason, [code])}"><code>${code}</code></a>`;
}

/** @param kind - "button" for what is to look like one; it stays a link, since without a script the space bar does not press it */
function link(command: string, args: readonly unknown[], text: string, kind = ""): string {
  return `<a ${kind && `class="${kind}" `}href="${hrefOf(command, args)}">${escaped(text)}</a>`;
}

function hrefOf(command: string, args: readonly unknown[]): string {
  return escaped(`command:${command}?${encodeURIComponent(JSON.stringify(args))}`);
}

/** Code between backticks, as in Markdown. */
function inline(text: string): string {
  return escaped(text).replace(/`([^`]+)`/g, "<code>$1</code>");
}

/** Code keeps its case, such as "return()". */
function capitalised(text: string): string {
  if (/^\w+(?:\(|\.)/.test(text)) return text;
  return text.charAt(0).toLocaleUpperCase(language()) + text.slice(1);
}

function escaped(text: string): string {
  const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character);
}

const style = `
main { max-width: 50em; padding-bottom: 2em; line-height: 1.5; }
h1 { font-size: 1.6em; font-weight: 600; margin: 1em 0 0.3em; }
h2 { font-size: 1.15em; font-weight: 600; margin: 0 0 0.3em; }
section { border: 1px solid var(--vscode-widget-border, var(--vscode-editorWidget-border, transparent)); border-radius: 4px; padding: 1em 1.2em; margin: 1.2em 0; }
section p:last-child { margin-bottom: 0; }
ul { padding-left: 1.2em; }
li { margin: 0.6em 0; }
.verdict { font-weight: 600; margin: 0 0 0.6em; }
.verdict.safe span { color: var(--vscode-testing-iconPassed, inherit); }
.verdict.review span { color: var(--vscode-list-warningForeground, inherit); }
.verdict.refused span { color: var(--vscode-descriptionForeground); }
.advice { margin: 0.2em 0 0; }
a { color: var(--vscode-textLink-foreground); }
a:focus { outline: 1px solid var(--vscode-focusBorder); outline-offset: 2px; }
a.button { display: inline-block; padding: 0.3em 0.9em; margin-right: 0.6em; border-radius: 2px; text-decoration: none; color: var(--vscode-button-foreground); background: var(--vscode-button-background); border: 1px solid var(--vscode-button-border, transparent); }
a.button:hover { background: var(--vscode-button-hoverBackground); }
code { white-space: nowrap; font-family: var(--vscode-editor-font-family); color: var(--vscode-textPreformat-foreground); background: var(--vscode-textPreformat-background); }
`;
