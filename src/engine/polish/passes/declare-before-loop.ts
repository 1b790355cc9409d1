import type ts from "typescript";
import { unwrap, wrapped } from "../../syntax/nodes";
import { beginBehind } from "../support/before-loop";
import { wouldCollide } from "../support/control";
import { Edits } from "../support/edits";
import { isAlwaysEvaluated } from "../support/loops";
import { asDeclaration, contains, isEndless, isLet, ownDescendants, withLabel } from "../support/nodes";
import type { Variable } from "../support/scopes";
import { definePass, variableAt, type View } from "../support/view";

/**
 * `while (true) { let row; while ((row = next())) { … } … }` → `let row; while (true) { while ((row = next())) { … } … }`
 *
 * Condition: the `let` is the first that an endless loop does, and says no value; the loop behind it gives it one first thing, whenever it asks for
 * its condition, before anything reads it. No closure knows it, which would be told one round's from another's.
 */
export const declareBeforeLoop = definePass("declare-before-loop", (view) => {
  const { ts } = view;
  for (const outer of ownDescendants(ts, view.fn)) {
    if (!isEndless(ts, outer) || !ts.isBlock(outer.statement)) continue;
    const whole = withLabel(ts, outer);
    const [statement, inner] = outer.statement.statements;
    if (!statement || !inner || !ts.isWhileStatement(inner) || !ts.isBlock(whole.parent)) continue;
    const variable = bareLet(view, statement);
    if (!variable || !isSetFirst(view, variable, inner)) continue;
    if (wouldCollide(view, [statement], whole.parent)) continue;
    return beginBehind(view, new Edits(view), outer, statement).done();
  }
  return undefined;
});

/** `let row: Row;`, which no closure knows */
function bareLet(view: View, statement: ts.Statement): Variable | undefined {
  const declaration = asDeclaration(view.ts, statement);
  if (!declaration || declaration.initializer) return undefined;
  const list = declaration.parent;
  const variable = variableAt(view, declaration.name);
  return view.ts.isVariableDeclarationList(list) && isLet(view.ts, list) && variable?.captured === false
    ? variable
    : undefined;
}

/** `(row = next()) && row.ok` */
function isSetFirst({ ts }: View, { uses }: Variable, { expression }: ts.WhileStatement): boolean {
  const [first] = [...uses].sort((a, b) => a.node.pos - b.node.pos);
  const setting = first?.node.parent;
  if (!first || !setting || !ts.isBinaryExpression(setting) || !contains(expression, setting)) return false;
  if (setting.operatorToken.kind !== ts.SyntaxKind.EqualsToken || setting.left !== first.node) return false;
  if (uses.some(({ node }) => contains(setting.right, node))) return false;
  let node: ts.Node = wrapped(ts, setting);
  while (node !== expression && unwrap(ts, expression) !== node) {
    if (!isAlwaysEvaluated(ts, node.parent, node)) return false;
    node = node.parent;
  }
  return true;
}
