import type ts from "typescript";
import { namesBound } from "../syntax/bound-names";
import { accessKind, walk } from "../syntax/nodes";
import { isDeclaredName, usesOfVariable } from "../syntax/variable-name";
import { applyEdits, type TextEdit } from "../text";
import type { TypeScript } from "../typescript";

/**
 * Gives back the `let` of variables that their author declares so although nothing writes them: it is not for a conversion to mend.
 *
 * @param text - code that parses as a file
 * @param source - where it comes from
 */
export function withOwnLets(ts: TypeScript, text: string, source: ts.SourceFile): string {
  const sourceFile = ts.createSourceFile("lets.ts", text, ts.ScriptTarget.Latest, true);
  const edits: TextEdit[] = [];
  walk(ts, sourceFile, (node) => {
    if (!ts.isVariableDeclarationList(node) || !/^const\b/.test(node.getText(sourceFile))) return;
    const names = node.declarations.flatMap(({ name }) => namesBound(ts, name));
    if (names.length === 0 || !names.every((name) => isNeedlessLet(ts, source, name))) return;
    const start = node.getStart(sourceFile);
    edits.push({ start, end: start + "const".length, newText: "let" });
  });
  return applyEdits(text, edits);
}

/** Each variable of the name is declared with `let`, and none is written. */
function isNeedlessLet(ts: TypeScript, source: ts.SourceFile, name: string): boolean {
  const uses = usesOfVariable(ts, source, name);
  const declared = uses.filter((use) => isDeclaredName(ts, use));
  return (
    declared.length > 0 &&
    declared.every((use) => isLet(ts, use)) &&
    uses.every((use) => declared.includes(use) || accessKind(ts, use) === "read")
  );
}

function isLet(ts: TypeScript, name: ts.Identifier): boolean {
  const declaration = ts.findAncestor(name, (node) => ts.isVariableDeclaration(node));
  return declaration !== undefined && (declaration.parent.flags & ts.NodeFlags.Let) !== 0;
}
