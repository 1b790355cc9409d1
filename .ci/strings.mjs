// Collects the texts that are to be translated, for l10n/bundle.l10n.json: what the extension hands to `vscode.l10n.t`, and what
// engine, rules and plugin hand to `say`.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { root } from "./setup.mjs";

/**
 * @param {readonly string[]} folders - of the repository
 * @returns {string[]} the first argument of each call of `l10n.t` and `say` in the TypeScript files below
 * @throws {Error} where that is no literal, or `say` is handed around, so that nobody can tell what it will be called with
 */
export function localizedStrings(...folders) {
  return folders
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true }).map((name) => join(folder, name)),
    )
    .filter((name) => name.endsWith(".ts"))
    .flatMap((name) => stringsIn(name, readFileSync(join(root, name), "utf8")));
}

/**
 * @param {string} name - for the message of an error
 * @param {string} text - TypeScript
 * @returns {string[]} what is to be translated in it
 * @throws {Error} as {@link localizedStrings}
 */
export function stringsIn(name, text) {
  const source = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
  const found = [];
  const visit = (node) => {
    if (ts.isCallExpression(node) && isLocalizing(node.expression)) found.push(messageOf(node, source));
    if (ts.isIdentifier(node) && node.text === "say" && !isCalledOrNamed(node)) {
      throw new Error(
        `${placeOf(node, source)}: say has to be called right here, with its message as a literal`,
      );
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** `l10n.t`, `vscode.l10n.t` and `say` */
function isLocalizing(callee) {
  if (ts.isIdentifier(callee)) return callee.text === "say";
  if (!ts.isPropertyAccessExpression(callee) || callee.name.text !== "t") return false;
  const owner = callee.expression;
  return (ts.isIdentifier(owner) ? owner : owner.name)?.text === "l10n";
}

/** In a call, where it is imported, and where it is declared. */
function isCalledOrNamed(node) {
  const { parent } = node;
  if (ts.isImportSpecifier(parent)) return parent.propertyName === undefined;
  return (ts.isCallExpression(parent) && parent.expression === node) || ts.isFunctionDeclaration(parent);
}

/** What is put together at run time has no translation. */
function messageOf(call, source) {
  const [message, ...values] = call.arguments;
  if (message && ts.isStringLiteralLike(message)) {
    if (!ts.isIdentifier(call.expression) || placeholdersIn(message.text) === values.length)
      return message.text;
    throw new Error(`${placeOf(call, source)}: placeholders and values are not the same number`);
  }
  throw new Error(
    `${placeOf(call, source)}: ${call.expression.getText(source)} needs its message as a literal`,
  );
}

function placeholdersIn(message) {
  return new Set([...message.matchAll(/\{\d+\}/g)].map(([placeholder]) => placeholder)).size;
}

function placeOf(node, source) {
  const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
  return `${source.fileName}:${line + 1}`;
}
