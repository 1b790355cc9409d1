import type ts from "typescript";
import { accessKind } from "../../syntax/nodes";
import { Edits } from "../support/edits";
import { localOf, type Local } from "../support/loops";
import { contains } from "../support/nodes";
import { declarationKind } from "../support/scopes";
import { definePass, variableAt, type View } from "../support/view";
import { isNamedAlike } from "../support/named-alike";

/**
 * `const currentItems = await load(); if (!currentItems) return; const items: Item[] = currentItems;`
 * → `const items = await load(); if (!items) return;`
 *
 * Condition: both are constants, the name of one is the other's with something added, nothing asks for the first one behind, and no other
 * variable has one of the names; the shorter one stays. Where the alias says its type, nothing is put into it that the type of the first might not take.
 */
export const joinRenamedAlias = definePass("join-renamed-alias", (view) => {
  const { ts } = view;
  for (const variable of view.scopes.variables) {
    const alias = localOf(view, variable);
    const initializer = alias?.declaration.initializer;
    if (!alias || !initializer || declarationKind(ts, variable) !== "const") continue;
    const original = originalOf(view, alias, initializer);
    if (!original) continue;
    const isShorter = variable.name.length < original.variable.name.length;
    const edits = new Edits(view).remove(alias.statement);
    if (isShorter) rename(edits.replaceNode(original.declaration.name, variable.name), original, alias);
    else rename(edits, alias, original);
    return edits.done();
  }
  return undefined;
});

/** What stands for one variable stands for the other one. */
function rename(edits: Edits, { variable }: Local, other: Local): void {
  for (const { node } of variable.uses)
    if (!contains(other.statement, node)) edits.replaceNode(node, other.variable.name);
}

function originalOf(view: View, alias: Local, initializer: ts.Expression): Local | undefined {
  const { ts } = view;
  const { variable } = alias;
  const original = variableAt(view, initializer);
  const local = original && localOf(view, original);
  if (!local || declarationKind(ts, original) !== "const") return undefined;
  if (!isNamedAlike(variable.name, original.name) && !isNamedAlike(original.name, variable.name))
    return undefined;
  const names = [variable, original].map(({ name }) => name);
  const isAlone = view.scopes.variables.every(
    (other) => other === variable || other === original || !names.includes(other.name),
  );
  const isLast = original.uses.every(
    ({ node }) => node.end <= initializer.end && !ts.isShorthandPropertyAssignment(node.parent),
  );
  if (!isAlone || !isLast || original.captured) return undefined;
  if (variable.uses.some(({ node }) => ts.isShorthandPropertyAssignment(node.parent))) return undefined;
  return alias.declaration.type && variable.uses.some(({ node }) => mayPutIn(view, node)) ? undefined : local;
}

/** `items.push(item)`, `items[0] = item`, and what is done with it as a whole. */
function mayPutIn({ ts }: View, use: ts.Node): boolean {
  const { parent } = use;
  if (ts.isForOfStatement(parent)) return false;
  if (ts.isElementAccessExpression(parent)) return accessKind(ts, parent) !== "read";
  if (!ts.isPropertyAccessExpression(parent)) return true;
  const isCalled = ts.isCallExpression(parent.parent) && parent.parent.expression === parent;
  return isCalled
    ? !/^(?:shift|pop|slice|at|entries|keys|values)$/.test(parent.name.text)
    : accessKind(ts, parent) !== "read";
}
