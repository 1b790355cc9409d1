import { Edits } from "../support/edits";
import { isRightBefore, localOf } from "../support/loops";
import { asDeclaration, siblingsOf } from "../support/nodes";
import { declarationKind, isNeverWritten } from "../support/scopes";
import { isQuiet } from "../support/values";
import { definePass, textOf } from "../support/view";

/**
 * `const node = this.first; let current = node;` → `let current = this.first;`
 *
 * Condition: the first variable is never written, and is named only as the initial value of the second, which stands right behind it, or, where it is
 * only read, behind declarations that do nothing; only one of them has its type written down, and neither has a type asserted.
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
    if (!later || !joined || !ts.isIdentifier(joined.name) || !isRightBefore(view, local.statement, later))
      continue;
    const isNext = siblings[siblings.indexOf(local.statement) + 1] === later;
    if (!isNext && !isQuiet(view, initializer)) continue;
    const { type } = local.declaration;
    if (type && joined.type) continue;
    const annotation = type ? `: ${textOf(view, type)}` : "";
    const edits = new Edits(view)
      .remove(local.statement, initializer)
      .replaceNode(use.node, textOf(view, initializer));
    return (annotation ? edits.insert(joined.name.end, annotation) : edits).done();
  }
  return undefined;
});
