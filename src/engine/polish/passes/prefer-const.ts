import type ts from "typescript";
import { Edits } from "../support/edits";
import { isEquality, isLet, ownDescendants } from "../support/nodes";
import { isNeverWritten, type Variable } from "../support/scopes";
import { definePass, startOf, type View } from "../support/view";

/**
 * `let page = …;` → `const page = …;`
 *
 * Condition: every variable of the declaration has an initial value, and nothing writes any of them again. In the head of a
 * `for…of` too.
 */
export const preferConst = definePass("prefer-const", (view) => {
  const { ts } = view;
  for (const list of ownDescendants(ts, view.fn)) {
    if (!ts.isVariableDeclarationList(list) || !isLet(ts, list) || ts.isForStatement(list.parent)) continue;
    const isInHead = ts.isForOfStatement(list.parent) || ts.isForInStatement(list.parent);
    const isWhole = list.declarations.every(
      ({ name, initializer }) =>
        (isInHead || initializer !== undefined) &&
        variablesOf(view, name).every((variable) => variable !== undefined && isNeverWritten(variable)),
    );
    if (!isWhole || list.declarations.some((declaration) => isComparedLiteral(view, declaration))) continue;
    const start = startOf(view, list);
    return new Edits(view).replace({ start, end: start + "let".length }, "const").done();
  }
  return undefined;
});

/** `const phase = 0` has the type 0, and comparing it with 2 would be an error; `let phase = 0` is any number. */
function isComparedLiteral({ ts, fn }: View, { name, initializer, type }: ts.VariableDeclaration): boolean {
  if (!ts.isIdentifier(name) || !initializer || type || !ts.isLiteralExpression(initializer)) return false;
  return ownDescendants(ts, fn).some((node) => {
    const compared = ts.isBinaryExpression(node)
      ? isEquality(ts, node)
        ? [node.left, node.right]
        : []
      : ts.isSwitchStatement(node)
        ? [node.expression]
        : [];
    return compared.some((side) => ts.isIdentifier(side) && side.text === name.text);
  });
}

function variablesOf(view: View, name: ts.BindingName): (Variable | undefined)[] {
  const { ts } = view;
  if (ts.isIdentifier(name)) return [view.scopes.variableOf(name)];
  return name.elements.flatMap((element) =>
    ts.isOmittedExpression(element) ? [] : variablesOf(view, element.name),
  );
}
