import type ts from "typescript";
import { isTruthAsked } from "../support/conditions";
import { Edits } from "../support/edits";
import { localOf } from "../support/loops";
import { descendants, isEquality } from "../support/nodes";
import { declarationKind } from "../support/scopes";
import { isNothing, isOpened } from "../support/values";
import { definePass, startOf, variableAt, type View } from "../support/view";

/**
 * `const timer = start(); try { … } finally { timer?.clear(); }` → `… finally { timer.clear(); }`, and `if (timer) …` or
 * `if (timer !== undefined) …` → `if (true) …`
 *
 * Condition: the variable is a constant, and what it is set to is made there; or facts say that it is an object, and the question was whether it
 * has been set yet. A question for what somebody else gives is the author's, whatever the types say.
 */
export const dropOptionalChain = definePass("drop-optional-chain", (view) => {
  const { ts } = view;
  for (const node of descendants(ts, view.fn)) {
    if (ts.isPropertyAccessExpression(node) && node.questionDotToken) {
      const { questionDotToken: token } = node;
      if (!isKnownObject(view, node.expression)) continue;
      return new Edits(view).replace({ start: startOf(view, token), end: token.end }, ".").done();
    }
    const answer = ts.isExpression(node) ? answerOf(view, node) : undefined;
    if (answer !== undefined) return new Edits(view).replaceNode(node, String(answer)).done();
  }
  return undefined;
});

/** What a question for an object gives that is there for certain: `timer`, `timer !== undefined`, `timer == null` */
function answerOf(view: View, node: ts.Expression): boolean | undefined {
  const { ts } = view;
  if (ts.isIdentifier(node)) return isTruthAsked(view, node) && isKnownObject(view, node) ? true : undefined;
  if (!ts.isBinaryExpression(node) || !isEquality(ts, node) || !isKnownObject(view, node.left))
    return undefined;
  if (!isNothing(view, node.right)) return undefined;
  return node.operatorToken.getText().startsWith("!");
}

function isKnownObject(view: View, node: ts.Expression): boolean {
  const variable = variableAt(view, node);
  const initializer = variable && localOf(view, variable)?.declaration.initializer;
  if (!variable || !initializer || declarationKind(view.ts, variable) !== "const") return false;
  return isOpened(view, variable, initializer);
}
