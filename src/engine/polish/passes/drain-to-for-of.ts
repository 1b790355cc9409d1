import type ts from "typescript";
import { elementType, isOwnList, nonEmptyList, shiftOf } from "../support/buffers";
import { breaksOf } from "../support/control";
import { Edits } from "../support/edits";
import { isEvaluatedFirst } from "../support/loops";
import { elementName } from "../support/names";
import { asDeclaration, contains, isConst, ownDescendants } from "../support/nodes";
import type { Variable } from "../support/scopes";
import { typeOf } from "../support/texts";
import { definePass, startOf, textOf, type View } from "../support/view";

/**
 * `const page = …; …; while (page.length > 0) { const item = page.shift(); … }` → `for (const item of page) { … }`
 *
 * Condition: the list belongs to the round that hands it out (it is declared in the same block, and named nowhere else), each round shifts once, first thing,
 * and nobody else holds the list: it was made here, or `ownsResults`. Then nobody sees that it is not emptied any more. An assertion that an element is there, or of the
 * type that is written down for elements, goes.
 */
export const drainToForOf = definePass("drain-to-for-of", (view) => {
  const { ts } = view;
  for (const loop of ownDescendants(ts, view.fn)) {
    if (!ts.isWhileStatement(loop) || !ts.isBlock(loop.statement)) continue;
    const list = nonEmptyList(view, loop.expression);
    const shift = list && shiftIn(view, list, loop, loop.statement);
    if (list === undefined || shift === undefined || !isOwnList(view, list, loop)) continue;
    if (breaksOf(ts, loop).length > 0) continue;
    return rewritten(view, loop, loop.statement, list, shift);
  }
  return undefined;
});

/** The one `list.shift()` of the body; `undefined` when the body does anything else with the list. */
function shiftIn(
  view: View,
  list: Variable,
  loop: ts.WhileStatement,
  body: ts.Block,
): ts.Expression | undefined {
  const [use, ...others] = list.uses.filter(
    ({ node }) => contains(loop, node) && !contains(loop.expression, node),
  );
  if (use === undefined || others.length > 0) return undefined;
  const shift = shiftOf(view, use.node);
  return shift && isEvaluatedFirst(view, shift, body) ? shift : undefined;
}

function rewritten(
  view: View,
  loop: ts.WhileStatement,
  body: ts.Block,
  list: Variable,
  shift: ts.Expression,
) {
  const { ts } = view;
  const edits = new Edits(view);
  const head = { start: startOf(view, loop), end: startOf(view, body) };
  const [first] = body.statements;
  const named = asDeclaration(ts, first);
  if (first && named?.initializer && isTheElement(view, named.initializer, shift, list)) {
    const isConstant = ts.isVariableStatement(first) && isConst(ts, first.declarationList);
    const pattern = `${isConstant ? "const" : "let"} ${textOf(view, named.name)}`;
    return edits.replace(head, `for (${pattern} of ${list.name}) `).remove(first).done();
  }
  const name = elementName(view, list.declaration);
  const read = isOfElements(view, shift.parent, list) ? shift.parent : shift;
  return edits.replace(head, `for (const ${name} of ${list.name}) `).replaceNode(read, name).done();
}

/** Nothing but the element, of the type that it has in the list. */
function isTheElement(view: View, value: ts.Expression, shift: ts.Expression, list: Variable): boolean {
  const inner = view.ts.isParenthesizedExpression(value) ? value.expression : value;
  return value === shift || inner === shift || (inner === shift.parent && isOfElements(view, inner, list));
}

/** `list.shift() as string`, where the list is declared as a `string[]` */
function isOfElements(view: View, asserted: ts.Node, list: Variable): boolean {
  const { ts } = view;
  const declared = typeOf(view, list);
  if (!ts.isAsExpression(asserted) || !declared) return false;
  const element = elementType(ts, declared);
  return element !== undefined && textOf(view, element) === textOf(view, asserted.type);
}
