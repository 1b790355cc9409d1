// Collects the strings of the extension that `vscode.l10n.t` hands out, for l10n/bundle.l10n.json.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { root } from "./setup.mjs";

/**
 * @param {string} folder - of the repository
 * @returns {string[]} the first argument of each call of `l10n.t` in the TypeScript files below, each once, in the order of the
 *   alphabet
 */
export function localizedStrings(folder) {
  const files = readdirSync(join(root, folder), { recursive: true })
    .map((name) => join(root, folder, name))
    .filter((name) => name.endsWith(".ts"));
  return [...new Set(files.flatMap(stringsIn))].sort();
}

function stringsIn(file) {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest);
  const found = [];
  const visit = (node) => {
    if (ts.isCallExpression(node) && isLocalizing(node.expression)) found.push(messageOf(node, source));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** `l10n.t` and `vscode.l10n.t` */
function isLocalizing(callee) {
  if (!ts.isPropertyAccessExpression(callee) || callee.name.text !== "t") return false;
  const owner = callee.expression;
  return (ts.isIdentifier(owner) ? owner : owner.name)?.text === "l10n";
}

/** What is put together at run time has no translation. */
function messageOf({ arguments: [message] }, source) {
  if (message && ts.isStringLiteralLike(message)) return message.text;
  const { line } = source.getLineAndCharacterOfPosition(message?.pos ?? 0);
  throw new Error(`${source.fileName}:${line + 1}: l10n.t needs its message as a literal`);
}
