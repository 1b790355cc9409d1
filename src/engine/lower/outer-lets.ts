import type ts from "typescript";
import { namesBound } from "../syntax/bound-names";
import { isDeclaredName, usesOfVariable } from "../syntax/variable-name";
import { applyEdits, type TextEdit } from "../text";
import type { TypeScript } from "../typescript";

/**
 * Makes each `var` among a function's own statements a `let`, as those of `next()` are by then: what has become of them is looked at together.
 *
 * Condition, without which it stays: the function declares the name once, and names it nowhere before. Such a statement runs once.
 *
 * @param text - one function
 */
export function withOuterLets(ts: TypeScript, text: string): string {
  const sourceFile = ts.createSourceFile("outer-lets.ts", text, ts.ScriptTarget.Latest, true);
  const fn = sourceFile.statements.find(ts.isFunctionDeclaration);
  const edits: TextEdit[] = [];
  for (const statement of fn?.body?.statements ?? []) {
    if (!fn || !ts.isVariableStatement(statement)) continue;
    const { declarationList: list } = statement;
    const names = list.declarations.flatMap(({ name }) => namesBound(ts, name));
    if ((list.flags & ts.NodeFlags.BlockScoped) !== 0) continue;
    if (!names.every((name) => isOnlyHere(ts, fn, list, name))) continue;
    const start = list.getStart(sourceFile);
    edits.push({ start, end: start + "var".length, newText: "let" });
  }
  return applyEdits(text, edits);
}

/**
 * Gives back the `var` of a function's own statements that their author declares so, and nowhere otherwise.
 *
 * @param text - one function, where each of these variables is named behind its declaration only
 * @param source - where it comes from
 */
export function withOuterVars(ts: TypeScript, text: string, source: ts.SourceFile): string {
  if (!/\bvar\b/.test(source.text)) return text;
  const sourceFile = ts.createSourceFile("outer-vars.ts", text, ts.ScriptTarget.Latest, true);
  const fn = sourceFile.statements.find(ts.isFunctionDeclaration);
  const edits: TextEdit[] = [];
  for (const statement of fn?.body?.statements ?? []) {
    if (!fn || !ts.isVariableStatement(statement)) continue;
    const { declarationList: list } = statement;
    const start = list.getStart(sourceFile);
    const [keyword] = /^(?:let|const)\b/.exec(text.slice(start)) ?? [];
    const names = list.declarations.flatMap(({ name }) => namesBound(ts, name));
    if (keyword === undefined || !names.every((name) => isOnlyHere(ts, fn, list, name))) continue;
    if (!names.every((name) => isAlwaysVar(ts, source, name))) continue;
    edits.push({ start, end: start + keyword.length, newText: "var" });
  }
  return applyEdits(text, edits);
}

/** A parameter elsewhere says nothing of how its author declares variables. */
function isAlwaysVar(ts: TypeScript, source: ts.SourceFile, name: string): boolean {
  const declared = usesOfVariable(ts, source, name).flatMap((use) => listOf(ts, use) ?? []);
  return declared.length > 0 && declared.every(({ flags }) => (flags & ts.NodeFlags.BlockScoped) === 0);
}

/** The declarations among which the name stands for a new variable. */
function listOf(ts: TypeScript, name: ts.Identifier): ts.VariableDeclarationList | undefined {
  if (!isDeclaredName(ts, name)) return undefined;
  let node: ts.Node = name.parent;
  while (ts.isBindingElement(node) || ts.isObjectBindingPattern(node) || ts.isArrayBindingPattern(node))
    node = node.parent;
  return ts.isVariableDeclaration(node) && ts.isVariableDeclarationList(node.parent)
    ? node.parent
    : undefined;
}

/** All that names it comes behind its declaration, and declares no other one, of whatever block. */
function isOnlyHere(
  ts: TypeScript,
  fn: ts.FunctionDeclaration,
  list: ts.VariableDeclarationList,
  name: string,
): boolean {
  const uses = usesOfVariable(ts, fn, name);
  const declared = uses.filter((use) => isDeclaredName(ts, use));
  return declared.length === 1 && uses.every((use) => use.pos >= list.pos);
}
