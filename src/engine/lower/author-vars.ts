import type ts from "typescript";
import { namesBound } from "../syntax/bound-names";
import { functionAround, isWithin, walk } from "../syntax/nodes";
import { usesOfVariable } from "../syntax/variable-name";
import { applyEdits } from "../text";
import type { TypeScript } from "../typescript";

/**
 * Declares all variables with `var`, for authors who know nothing else.
 *
 * Condition, which all of them must meet: the name is declared once, and named in its block alone. Where a loop comes to the declaration
 * again, it has a value, and no function inside holds the variable: with `let` each turn has one of its own.
 *
 * @param text - code that parses as a file
 * @returns the same text where one of them must stay as it is: nobody mixes them
 */
export function withVars(ts: TypeScript, text: string): string {
  const sourceFile = ts.createSourceFile("vars.ts", text, ts.ScriptTarget.Latest, true);
  const lists: ts.VariableDeclarationList[] = [];
  walk(ts, sourceFile, (node) => {
    if (ts.isVariableDeclarationList(node)) lists.push(node);
  });
  const names = lists.flatMap((list) => namesOf(ts, list));
  if (new Set(names).size < names.length) return text;
  const scoped = lists.filter(({ flags }) => (flags & ts.NodeFlags.BlockScoped) !== 0);
  if (!scoped.every((list) => isSameAsVar(ts, sourceFile, list))) return text;
  const edits = scoped.map((list) => {
    const start = list.getStart(sourceFile);
    const [keyword = ""] = scopedKeyword.exec(text.slice(start)) ?? [];
    return { start, end: start + keyword.length, newText: "var" };
  });
  return applyEdits(text, edits);
}

/** `using` does more. */
const scopedKeyword = /^(?:let|const)\b/;

function namesOf(ts: TypeScript, { declarations }: ts.VariableDeclarationList): readonly string[] {
  return declarations.flatMap(({ name }) => namesBound(ts, name));
}

function isSameAsVar(ts: TypeScript, sourceFile: ts.SourceFile, list: ts.VariableDeclarationList): boolean {
  if (!scopedKeyword.test(list.getText(sourceFile))) return false;
  const { parent } = list;
  const home = ts.isVariableStatement(parent) ? parent.parent : parent;
  const uses = namesOf(ts, list).flatMap((name) => usesOfVariable(ts, sourceFile, name));
  if (!uses.every((use) => isWithin(use, home) && use.pos >= list.pos)) return false;
  if (!isRepeated(ts, list, home)) return true;
  const isGiven = ts.isForOfStatement(home) || ts.isForInStatement(home);
  const hasValues = isGiven || list.declarations.every(({ initializer }) => initializer !== undefined);
  return hasValues && uses.every((use) => functionAround(ts, use) === functionAround(ts, list));
}

/** A loop comes to it again, or it is a loop's own. */
function isRepeated(ts: TypeScript, list: ts.Node, home: ts.Node): boolean {
  if (ts.isCaseOrDefaultClause(home)) return true;
  const fn = functionAround(ts, list);
  const loop = ts.findAncestor(list.parent, (node) => node === fn || ts.isIterationStatement(node, false));
  return loop !== undefined && loop !== fn;
}
