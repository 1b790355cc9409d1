import type ts from "typescript";
import { accessKind, wrapped } from "../../syntax/nodes";
import { Edits, indentAt } from "../support/edits";
import { localOf, type Local } from "../support/loops";
import { freeVariableName } from "../support/names";
import { isConst, ownDescendants } from "../support/nodes";
import { isNeverWritten } from "../support/scopes";
import { definePass, startOf, textOf, variableAt, type View } from "../support/view";

/**
 * `const item = { done: i === n, value: list[i] }; …; if (item.done) return; yield item.value;`
 * → `const done = i === n; const value = list[i]; …; if (done) return; yield value;`
 *
 * Condition: the object is an iterator's result (`value`, `done`), written out in full, a constant, and nothing but its properties is ever read: so nobody
 * else has it, and nobody can tell that it is gone. The parts are worked out in the same order as before.
 */
export const recordToVariables = definePass("record-to-variables", (view) => {
  const { ts } = view;
  for (const node of ownDescendants(ts, view.fn)) {
    const local = ts.isVariableDeclaration(node) ? constantOf(view, node) : undefined;
    const parts = local && partsOf(view, local);
    if (!local || !parts || !local.variable.uses.every((use) => readOf(view, use.node, parts))) continue;
    const names = new Map(parts.map(({ key }) => [key, freeVariableName(view, key)]));
    const indent = indentAt(view, startOf(view, local.statement));
    const lines = parts.map(({ key, value }) => `const ${names.get(key) ?? key} = ${value};`);
    const edits = new Edits(view).replaceNode(local.statement, lines.join(`\n${indent}`));
    for (const use of local.variable.uses) {
      const read = readOf(view, use.node, parts);
      if (read) edits.replaceNode(read, names.get(read.name.text) ?? read.name.text);
    }
    return edits.done();
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
  return isConstant && !variable.captured && isNeverWritten(variable) ? local : undefined;
}

/** The properties of a literal `{ value, done }`; `undefined` for anything else. */
function partsOf(view: View, { declaration: { initializer, type } }: Local): Part[] | undefined {
  const { ts } = view;
  // A type says what the parts are, too; without it the compiler could see them in another way.
  if (type || !initializer || !ts.isObjectLiteralExpression(initializer)) return undefined;
  const parts: Part[] = [];
  for (const member of initializer.properties) {
    if (!ts.isPropertyAssignment(member) || !ts.isIdentifier(member.name)) return undefined;
    parts.push({ key: member.name.text, value: textOf(view, member.initializer) });
  }
  const keys = parts.map(({ key }) => key).sort();
  return keys.join() === "done,value" ? parts : undefined;
}

/** `item.value`, only read. */
function readOf(
  { ts }: View,
  use: ts.Identifier,
  parts: readonly Part[],
): ts.PropertyAccessExpression | undefined {
  const access = use.parent;
  if (!ts.isPropertyAccessExpression(access) || access.expression !== use || access.questionDotToken)
    return undefined;
  if (!parts.some(({ key }) => key === access.name.text) || accessKind(ts, access) !== "read")
    return undefined;
  // `item.value()` would give the object to the function as its `this`.
  const whole = wrapped(ts, access);
  const { parent } = whole;
  const isCalled =
    (ts.isCallExpression(parent) && parent.expression === whole) ||
    (ts.isTaggedTemplateExpression(parent) && parent.tag === whole);
  return isCalled ? undefined : access;
}
