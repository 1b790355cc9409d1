import type ts from "typescript";
import { isActingRead } from "../../syntax/property-reads";
import { Edits } from "../support/edits";
import type { Variable } from "../support/scopes";
import { isDisposable } from "../support/values";
import { definePass, startOf, textOf, type View } from "../support/view";

/**
 * `const { value, done } = await it.next();` → `const { done } = await it.next();` where nobody reads `value` any more. With its last
 * name the declaration goes, as far as what it takes apart has no effect: `const { limit } = this;` → nothing.
 *
 * Condition: the name has no use and no default, the pattern is a flat one of properties, in a declaration of its own, and has no rest,
 * which would hold the property instead.
 */
export const dropUnusedElement = definePass("drop-unused-element", (view) => {
  for (const variable of view.scopes.variables) {
    const unused = unusedElement(view, variable);
    if (!unused) continue;
    const { element, pattern, initializer, statement } = unused;
    const edits = new Edits(view);
    if (isActingRead(view.ts, element, view.context.acting)) continue;
    if (pattern.elements.length > 1) {
      return edits.replace(spanWithComma(view, pattern, element), "").done();
    }
    if (isDisposable(view, initializer)) return edits.remove(statement).done();
    return edits.replaceNode(statement, `${textOf(view, initializer)};`).done();
  }
  return undefined;
});

interface Unused {
  readonly element: ts.BindingElement;
  readonly pattern: ts.ObjectBindingPattern;
  readonly initializer: ts.Expression;
  readonly statement: ts.VariableStatement;
}

function unusedElement({ ts }: View, { declaration: name, uses }: Variable): Unused | undefined {
  const element = name.parent;
  if (uses.length > 0 || !ts.isBindingElement(element) || element.initializer) return undefined;
  const pattern = element.parent;
  const declaration = pattern.parent;
  if (
    !ts.isObjectBindingPattern(pattern) ||
    !pattern.elements.every(
      ({ propertyName, dotDotDotToken }) =>
        !dotDotDotToken && (!propertyName || ts.isIdentifier(propertyName)),
    )
  )
    return undefined;
  if (!ts.isVariableDeclaration(declaration) || !declaration.initializer) return undefined;
  const statement = declaration.parent.parent;
  if (!ts.isVariableStatement(statement) || statement.declarationList.declarations.length !== 1)
    return undefined;
  return { element, pattern, initializer: declaration.initializer, statement };
}

/** A name with the comma that parts it from its neighbour. */
function spanWithComma(view: View, { elements }: ts.ObjectBindingPattern, element: ts.BindingElement) {
  const next = elements[elements.indexOf(element) + 1];
  if (next) return { start: startOf(view, element), end: startOf(view, next) };
  const before = elements[elements.indexOf(element) - 1];
  return { start: before ? before.end : startOf(view, element), end: element.end };
}
