import type ts from "typescript";
import { accessKind, wrapped } from "../../syntax/nodes";
import { Edits, indentAt } from "../support/edits";
import { localOf, type Local } from "../support/loops";
import { freeVariableName } from "../support/names";
import { isConst, ownDescendants } from "../support/nodes";
import { isNeverWritten } from "../support/scopes";
import { definePass, startOf, textOf, variableAt, type View } from "../support/view";

/**
 * `const result = { done: false, value: undefined }; … result.value = row; if (result.done) return; yield result.value;`
 * → `let done = false; let value = undefined; … value = row; if (done) return; yield value;`
 *
 * Condition: the object is an iterator's result (`value`, `done`), written out in full, a constant of this function that no other function knows, and
 * nothing but its properties is ever read or written, at least one of them written: so nobody else has it, and nobody can tell that it is gone. It has
 * no type written down, by which the compiler might know its parts in another way.
 */
export const filledRecordToVariables = definePass("filled-record-to-variables", (view) => {
  for (const node of ownDescendants(view.ts, view.fn)) {
    const local = view.ts.isVariableDeclaration(node) ? constantOf(view, node) : undefined;
    const parts = local && partsOf(view, local);
    const accesses = parts && accessesOf(view, local, parts);
    if (local && parts && accesses) return rewritten(view, local, parts, accesses);
  }
  return undefined;
});

interface Part {
  readonly key: string;
  readonly value: string;
}

function constantOf(view: View, declaration: ts.VariableDeclaration): Local | undefined {
  const variable = variableAt(view, declaration.name);
  const local = variable && localOf(view, variable);
  const isConstant = local && isConst(view.ts, local.statement.declarationList);
  return isConstant && !declaration.type && !variable.captured && isNeverWritten(variable)
    ? local
    : undefined;
}

/** The properties of a literal `{ value, done }`, in their order. */
function partsOf(view: View, { declaration: { initializer } }: Local): readonly Part[] | undefined {
  const { ts } = view;
  if (!initializer || !ts.isObjectLiteralExpression(initializer)) return undefined;
  const parts = initializer.properties.flatMap((member): Part[] => {
    if (!ts.isPropertyAssignment(member) || !ts.isIdentifier(member.name)) return [];
    return [{ key: member.name.text, value: textOf(view, member.initializer) }];
  });
  const keys = parts.map(({ key }) => key).sort();
  return initializer.properties.length === 2 && keys.join() === "done,value" ? parts : undefined;
}

/** Each use of the object, all of them of its properties, and one that writes. */
function accessesOf(
  { ts }: View,
  { variable }: Local,
  parts: readonly Part[],
): readonly ts.PropertyAccessExpression[] | undefined {
  const accesses = variable.uses.flatMap(({ node }) => {
    const access = node.parent;
    const isPart =
      ts.isPropertyAccessExpression(access) &&
      access.expression === node &&
      !access.questionDotToken &&
      parts.some(({ key }) => key === access.name.text);
    return isPart && !isOfObject(ts, access) ? [access] : [];
  });
  const isFilled = accesses.some((access) => accessKind(ts, access) !== "read");
  return isFilled && accesses.length === variable.uses.length ? accesses : undefined;
}

/** `result.value()` would give the object to the function as its `this`; `delete result.value` takes the property away. */
function isOfObject(ts: View["ts"], access: ts.PropertyAccessExpression): boolean {
  const whole = wrapped(ts, access);
  const { parent } = whole;
  return (
    (ts.isCallExpression(parent) && parent.expression === whole) ||
    (ts.isTaggedTemplateExpression(parent) && parent.tag === whole) ||
    ts.isDeleteExpression(parent)
  );
}

function rewritten(
  view: View,
  local: Local,
  parts: readonly Part[],
  accesses: readonly ts.PropertyAccessExpression[],
) {
  const names = new Map(parts.map(({ key }) => [key, freeVariableName(view, key)]));
  const indent = indentAt(view, startOf(view, local.statement));
  const lines = parts.map(({ key, value }) => `let ${names.get(key) ?? key} = ${value};`);
  const edits = new Edits(view).replaceNode(local.statement, lines.join(`\n${indent}`));
  for (const access of accesses) edits.replaceNode(access, names.get(access.name.text) ?? access.name.text);
  return edits.done();
}
