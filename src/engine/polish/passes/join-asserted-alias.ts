import type ts from "typescript";
import { isOperand } from "../../syntax/nodes";
import { Edits } from "../support/edits";
import { localOf, type Local } from "../support/loops";
import { declarationKind } from "../support/scopes";
import { definePass, textOf, variableAt, type View } from "../support/view";

/**
 * `const data = await load(); while (true) { const rows = data as Row[]; … rows … }`
 * → `const data = (await load()) as Row[]; while (true) { … data … }`
 *
 * Condition: both are constants, the alias is all that asks for the other one, and no other variable has the name that stays.
 */
export const joinAssertedAlias = definePass("join-asserted-alias", (view) => {
  const { ts } = view;
  for (const variable of view.scopes.variables) {
    const alias = localOf(view, variable);
    const assertion = alias?.declaration.initializer;
    if (!alias || !assertion || !ts.isAsExpression(assertion) || !isPlainConstant(view, alias)) continue;
    const original = originalOf(view, assertion.expression);
    if (!original || ts.isConstTypeReference(assertion.type)) continue;
    const { initializer, local } = original;
    const text = textOf(view, initializer);
    const whole = isOperand(ts, initializer) ? text : `(${text})`;
    const edits = new Edits(view)
      .remove(alias.statement)
      .replaceNode(initializer, `${whole} as ${textOf(view, assertion.type)}`);
    for (const { node } of variable.uses) edits.replaceNode(node, local.variable.name);
    return edits.done();
  }
  return undefined;
});

function isPlainConstant({ ts }: View, { variable, declaration }: Local): boolean {
  return (
    declarationKind(ts, variable) === "const" &&
    !declaration.type &&
    variable.uses.every(({ node }) => !ts.isShorthandPropertyAssignment(node.parent))
  );
}

/** The constant that is asserted to be something else, and asked for nowhere else. */
function originalOf(
  view: View,
  expression: ts.Expression,
): { local: Local; initializer: ts.Expression } | undefined {
  const variable = variableAt(view, expression);
  const local = variable && localOf(view, variable);
  const initializer = local?.declaration.initializer;
  if (!local || !initializer || !isPlainConstant(view, local) || variable.uses.length !== 1) return undefined;
  if (view.ts.isAsExpression(initializer)) return undefined;
  const isOnly = view.scopes.variables.every((other) => other === variable || other.name !== variable.name);
  return isOnly ? { local, initializer } : undefined;
}
