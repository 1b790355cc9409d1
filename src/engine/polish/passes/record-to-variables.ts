import type ts from "typescript";
import { accessKind, wrapped } from "../../syntax/nodes";
import { Edits, indentAt } from "../support/edits";
import { localOf, type Local } from "../support/loops";
import { freeVariableName } from "../support/names";
import { isConst, ownDescendants } from "../support/nodes";
import { isNameShared, isNeverWritten } from "../support/scopes";
import { booleanOf } from "../support/values";
import { typeOf } from "../support/texts";
import { definePass, startOf, textOf, variableAt, type View } from "../support/view";

/**
 * `const item = { done: i === n, value: list[i] }; …; if (item.done) return; yield item.value;`
 * → `const done = i === n; const value = list[i]; …; if (done) return; yield value;`,
 * and `const result: IteratorResult<Row> = { value: row, done: false }; yield result.value;` → `yield row;`
 *
 * Condition: the object is an iterator's result (`value`, `done`), written out in full, a constant, and nothing but its properties is ever read: so nobody
 * else has it, and nobody can tell that it is gone. The parts are worked out in the same order as before; only what is a variable that nothing
 * writes, or `true` or `false`, needs no variable of its own.
 */
export const recordToVariables = definePass("record-to-variables", (view) => {
  const { ts } = view;
  for (const node of ownDescendants(ts, view.fn)) {
    const local = ts.isVariableDeclaration(node) ? constantOf(view, node) : undefined;
    const parts = local && partsOf(view, local);
    if (!local || !parts || !local.variable.uses.every((use) => readOf(view, use.node, parts))) continue;
    return rewritten(view, local, parts);
  }
  return undefined;
});

function rewritten(view: View, local: Local, parts: readonly Part[]) {
  const names = new Map(
    parts.map(({ key, value, isKnown }) => [key, isKnown ? value : freeVariableName(view, key)]),
  );
  const indent = indentAt(view, startOf(view, local.statement));
  const lines = parts
    .filter(({ isKnown }) => !isKnown)
    .map(({ key, type, value }) => `const ${names.get(key) ?? key}${type} = ${value};`);
  const edits = new Edits(view);
  if (lines.length === 0) edits.remove(local.statement);
  else edits.replaceNode(local.statement, lines.join(`\n${indent}`));
  for (const use of local.variable.uses) {
    const read = readOf(view, use.node, parts);
    if (read) edits.replaceNode(read, names.get(read.name.text) ?? read.name.text);
  }
  return edits.done();
}

interface Part {
  readonly key: string;
  readonly value: string;
  /** `: Row`, where the author wrote one that the value does not say itself. */
  readonly type: string;
  /** Its text means the same wherever the object is asked for it. */
  readonly isKnown: boolean;
  /** It is of the type that the author wrote, whatever `done` says. */
  readonly isOfType?: boolean;
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
  const element = type && elementOf(view, type);
  // A type says what the parts are, too; without it the compiler could see them in another way. That of the value can be kept.
  if ((type && !element) || !initializer || !ts.isObjectLiteralExpression(initializer)) return undefined;
  const parts: Part[] = [];
  for (const member of initializer.properties) {
    const value = ts.isShorthandPropertyAssignment(member)
      ? member.name
      : ts.isPropertyAssignment(member)
        ? member.initializer
        : undefined;
    if (!value || !member.name || !ts.isIdentifier(member.name)) return undefined;
    parts.push(partOf(view, member.name.text, value, element));
  }
  const keys = parts.map(({ key }) => key).sort();
  const isTold =
    type === undefined || parts.some(({ key, isKnown, isOfType }) => (key === "done" ? isKnown : isOfType));
  return isTold && keys.join() === "done,value" ? parts : undefined;
}

function partOf(view: View, key: string, value: ts.Expression, element: string | undefined): Part {
  const flag = key === "done" ? booleanOf(view, value) : undefined;
  if (flag !== undefined) return { key, value: String(flag), type: "", isKnown: true };
  const variable = variableAt(view, value);
  const isKnown = variable !== undefined && isNeverWritten(variable) && !isNameShared(view.scopes, variable);
  const text = element === undefined ? undefined : typeTextOf(view, value);
  // What may stand where a type parameter is wanted is of that type, whatever awaiting it would give.
  const isOfType = text !== undefined && (text === element || text === `Awaited<${element ?? ""}>`);
  const type = key === "value" && element !== undefined && !isOfType ? `: ${element}` : "";
  return { key, value: textOf(view, value), type, isKnown, isOfType };
}

/** The type that is written down for a variable, or that the facts tell of anything else. */
function typeTextOf(view: View, value: ts.Expression): string | undefined {
  const variable = variableAt(view, value);
  const declared = variable && typeOf(view, variable);
  return declared ? textOf(view, declared) : view.context.factsOf(textOf(view, value))?.typeText;
}

/** `Row` in `IteratorResult<Row>` */
function elementOf(view: View, type: ts.TypeNode): string | undefined {
  const { ts } = view;
  if (!ts.isTypeReferenceNode(type) || !/^Iterator(?:Yield)?Result$/.test(textOf(view, type.typeName)))
    return undefined;
  const [element] = type.typeArguments ?? [];
  return element && textOf(view, element);
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
