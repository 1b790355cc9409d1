import type ts from "typescript";
import { commentsWithin, Edits, leadingStart } from "../support/edits";
import { isRightBefore, localOf, type Local } from "../support/loops";
import { asDeclaration, siblingsOf } from "../support/nodes";
import { declarationKind, isNeverWritten } from "../support/scopes";
import { isQuiet } from "../support/values";
import { definePass, startOf, textOf, variableAt, type View } from "../support/view";

/**
 * `const node = this.first; let current = node;` → `let current = this.first;`
 *
 * Condition: the first variable is never written, and is named only as the initial value of the second, which stands right behind it, or, where it is
 * only read, behind declarations that do nothing; only one of them has its type written down, and neither has a type asserted. Where other things are done in
 * between, the second one is declared in the place of the first, provided that no closure knows it.
 */
export const joinInitialValue = definePass("join-initial-value", (view) => {
  const { ts } = view;
  for (const variable of view.scopes.variables) {
    const local = localOf(view, variable);
    const initializer = local?.declaration.initializer;
    const [use, ...more] = variable.uses;
    if (!local || !initializer || !use || more.length > 0 || !isNeverWritten(variable)) continue;
    if (!["let", "const"].includes(declarationKind(ts, variable)) || ts.isAsExpression(initializer)) continue;
    const siblings = siblingsOf(ts, local.statement) ?? [];
    const later = siblings.find((one) => asDeclaration(ts, one)?.initializer === use.node);
    const joined = asDeclaration(ts, later);
    if (!later || !joined || !ts.isIdentifier(joined.name)) continue;
    const { type } = local.declaration;
    if (type && joined.type) continue;
    const isNext = siblings[siblings.indexOf(local.statement) + 1] === later;
    const isNear = isRightBefore(view, local.statement, later) && (isNext || isQuiet(view, initializer));
    if (!isNear) {
      const earlier = declaredEarlier(view, local, later, joined);
      if (earlier) return earlier;
      continue;
    }
    const annotation = type ? `: ${textOf(view, type)}` : "";
    const edits = new Edits(view)
      .remove(local.statement, initializer)
      .replaceNode(use.node, textOf(view, initializer));
    return (annotation ? edits.insert(joined.name.end, annotation) : edits).done();
  }
  return undefined;
});

/** `const start = first(); const end = last(); let at = start;` → `let at = first(); const end = last();` */
function declaredEarlier(view: View, first: Local, later: ts.Statement, joined: ts.VariableDeclaration) {
  const { ts } = view;
  const variable = variableAt(view, joined.name);
  const local = variable && localOf(view, variable);
  if (local?.statement !== later || local.variable.captured || !first.declaration.initializer)
    return undefined;
  if (startOf(view, later) < first.statement.end) return undefined;
  const kind = declarationKind(ts, local.variable);
  if (kind !== "const" && kind !== "let") return undefined;
  const isSpokenOf = [first.statement, later].some(
    (one) => commentsWithin(view, { start: leadingStart(view, one), end: one.end }).length > 0,
  );
  if (isSpokenOf || later.parent !== first.statement.parent) return undefined;
  const type = first.declaration.type ?? joined.type;
  const head = `${kind} ${local.variable.name}${type ? `: ${textOf(view, type)}` : ""}`;
  return new Edits(view)
    .replaceNode(first.statement, `${head} = ${textOf(view, first.declaration.initializer)};`)
    .remove(later)
    .done();
}
