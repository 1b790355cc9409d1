import type ts from "typescript";
import { isUndefined, statementsOf, unwrap } from "../../syntax/nodes";
import { Edits } from "../support/edits";
import { ownLet, ownLocal, type Local } from "../support/loops";
import { asAssignment, contains, isEndless, ownDescendants, siblingsOf } from "../support/nodes";
import type { Variable } from "../support/scopes";
import { isRelay, readsOf, resultIn, type WrittenResult } from "../support/results";
import { booleanOf, isDisposable } from "../support/values";
import { definePass, textOf, variableAt, type View } from "../support/view";

/**
 * `let result; if (c) { …; result = { value, done: false }; } else { result = { value: undefined, done: true }; } if (result.done) return; yield result.value;`
 * → `if (c) { …; yield value; } else { return; }`
 *
 * Condition: each branch ends with the assignment of a literal with `value` and a constant `done`, and the `if` and the `yield` behind are all else that
 * names the result, and the last in their block: so each branch is known to end in one or the other. Where every `done` is `false`, there need be no `if`.
 *
 * The same with `const result = { value: undefined, done: false };` before the loop, and `result.value = value;` in each branch, with `result.done = true;`
 * behind it in some: nothing else names the object, and a round that sets `done` is the last one. The object may have a type written down, of which
 * its assertion in `const step = result as IteratorResult<Row>;` says no more.
 */
export const resultToExits = definePass("result-to-exits", (view) => ofNewResults(view) ?? ofOneResult(view));

function ofNewResults(view: View) {
  const { ts } = view;
  for (const choice of ownDescendants(ts, view.fn)) {
    if (!ts.isIfStatement(choice)) continue;
    const siblings = siblingsOf(ts, choice);
    const at = siblings?.indexOf(choice) ?? -1;
    const behind = siblings?.slice(at + 1) ?? [];
    const outcomes = outcomesOf(view, choice);
    const [first] = outcomes ?? [];
    const local = first && ownLet(view, variableAt(view, first.target));
    if (!outcomes || !local || !siblings?.includes(local.statement) || local.declaration.initializer)
      continue;
    const { name, uses } = local.variable;
    const reads =
      outcomes.every(({ done }) => !done) && isRelay(view, behind, name) ? 1 : readsOf(view, behind, name);
    const isWhole =
      outcomes.every((outcome) => outcome.target.text === name) && uses.length === outcomes.length + reads;
    if (!isWhole || reads === 0) continue;
    const edits = new Edits(view).remove(local.statement);
    for (const statement of behind) edits.remove(statement);
    const isValueReturned = reads === 3;
    if (!isValueReturned && outcomes.some((outcome) => outcome.done && !outcome.isDisposable)) continue;
    for (const { statement, done, value } of outcomes) {
      const final = isValueReturned && value !== "undefined" ? `return ${value};` : "return;";
      edits.replaceNode(statement, done ? final : `yield ${value};`);
    }
    return edits.done();
  }
  return undefined;
}

/** One object is filled anew in each round. */
function ofOneResult(view: View) {
  const { ts } = view;
  for (const loop of ownDescendants(ts, view.fn)) {
    if (!isEndless(ts, loop) || !ts.isBlock(loop.statement)) continue;
    const behind = loop.statement.statements.slice(-2);
    const [test] = behind;
    if (!test || !ts.isIfStatement(test)) continue;
    const [, object] = /^(\w+)\.done$/.exec(textOf(view, test.expression)) ?? [];
    const reads = object === undefined ? 0 : readsOf(view, behind, object);
    const alias = reads > 0 ? assertedResult(view, test, reads) : undefined;
    const choice = loop.statement.statements.at(alias ? -4 : -3);
    const local = reads > 0 ? emptyResult(view, test.expression, alias) : undefined;
    if (!local || !choice || !ts.isIfStatement(choice) || contains(loop, local.statement)) continue;
    const fillings = fillingsOf(view, choice, local.variable);
    if (!fillings) continue;
    const written = fillings.flatMap(({ statements }) => statements).length;
    if (local.variable.uses.length !== written + (alias ? 1 : reads)) continue;
    if (reads !== 3 && fillings.some(({ done, value }) => done && !isDisposable(view, value))) continue;
    const edits = new Edits(view).remove(local.statement);
    for (const statement of behind) edits.remove(statement);
    if (alias) edits.remove(alias.statement);
    for (const { statements, done, value } of fillings) {
      const [filling, ...marks] = statements;
      const final =
        reads === 3 && !isUndefined(ts, unwrap(ts, value)) ? `return ${textOf(view, value)};` : "return;";
      if (filling) edits.replaceNode(filling, done ? final : `yield ${textOf(view, value)};`);
      for (const mark of marks) edits.remove(mark);
    }
    return edits.done();
  }
  return undefined;
}

/** `const step = result as IteratorResult<Row>;` right before its test, which names what is filled for all that comes then. */
function assertedResult(view: View, test: ts.IfStatement, reads: number): Asserted | undefined {
  const { ts } = view;
  const variable = ts.isPropertyAccessExpression(test.expression)
    ? variableAt(view, test.expression.expression)
    : undefined;
  const local = variable && ownLocal(view, variable);
  const initializer = local?.declaration.initializer;
  const siblings = siblingsOf(ts, test) ?? [];
  if (!local || !initializer || !ts.isAsExpression(initializer) || local.declaration.type) return undefined;
  if (siblings[siblings.indexOf(test) - 1] !== local.statement || variable.uses.length !== reads)
    return undefined;
  const { expression, type } = initializer;
  const element = ts.isTypeReferenceNode(type) ? type.typeArguments?.[0] : undefined;
  return element && { statement: local.statement, original: expression, element: textOf(view, element) };
}

interface Asserted {
  readonly statement: ts.Statement;
  readonly original: ts.Expression;
  /** The type of the elements. */
  readonly element: string;
}

/**
 * `const result = { value: undefined, done: false };`, which no closure knows.
 *
 * @param alias - what is asserted of it, which then has to be what its own type says of the value
 */
function emptyResult(view: View, done: ts.Expression, alias: Asserted | undefined): Local | undefined {
  const { ts } = view;
  const named = alias?.original ?? (ts.isPropertyAccessExpression(done) ? done.expression : undefined);
  const variable = variableAt(view, named);
  const local = variable && ownLocal(view, variable);
  const initializer = local?.declaration.initializer;
  if (!local || !initializer || !ts.isObjectLiteralExpression(initializer)) return undefined;
  const { type } = local.declaration;
  if (alias ? !type || valueTypeIn(view, type) !== alias.element : type) return undefined;
  const parts = initializer.properties.map((member) => textOf(view, member).replace(/\s/g, ""));
  const isPlain = parts.sort().join() === "done:false,value:undefined";
  return isPlain || (alias && isUnfinished(view, initializer)) ? local : undefined;
}

/** `{ value: 0, done: false }` */
function isUnfinished(view: View, { properties }: ts.ObjectLiteralExpression): boolean {
  const { ts } = view;
  return (
    properties.length === 2 &&
    properties.every((member) => {
      if (!ts.isPropertyAssignment(member)) return false;
      if (member.name.getText() === "done") return booleanOf(view, member.initializer) === false;
      return member.name.getText() === "value" && isDisposable(view, member.initializer);
    })
  );
}

/** `number` of `{ value: number; done: boolean }` */
function valueTypeIn(view: View, type: ts.TypeNode): string | undefined {
  const { ts } = view;
  const members = ts.isTypeLiteralNode(type) ? type.members : [];
  const value = members.find((member) => member.name?.getText() === "value");
  return value && ts.isPropertySignature(value) && value.type ? textOf(view, value.type) : undefined;
}

/** How a branch fills the object. */
interface Filling {
  /** `result.value = value;`, and `result.done = true;` or `result.done = false;` beside it */
  readonly statements: readonly ts.Statement[];
  readonly value: ts.Expression;
  readonly done: boolean;
}

/** How each branch of the chain ends; `undefined` when one ends in another way, or there is no last `else`. */
function fillingsOf(view: View, choice: ts.IfStatement, object: Variable): Filling[] | undefined {
  const { thenStatement, elseStatement } = choice;
  const first = fillingOf(view, thenStatement, object);
  if (!first || !elseStatement) return undefined;
  if (view.ts.isIfStatement(elseStatement)) {
    const rest = fillingsOf(view, elseStatement, object);
    return rest && [first, ...rest];
  }
  const last = fillingOf(view, elseStatement, object);
  return last && [first, last];
}

function fillingOf(view: View, branch: ts.Statement, object: Variable): Filling | undefined {
  const { ts } = view;
  if (!ts.isBlock(branch)) return undefined;
  const ends = branch.statements.slice(-2);
  const part = (key: "value" | "done") =>
    ends.flatMap((statement) => {
      const set = partSet(view, statement, object, key);
      return set ? { statement, set } : [];
    });
  const [filling, ...more] = part("value");
  const [mark, ...others] = part("done");
  const done = mark ? booleanOf(view, mark.set) : false;
  const last = branch.statements.at(-1);
  if (!filling || more.length > 0 || others.length > 0 || done === undefined) return undefined;
  if (last !== filling.statement && last !== mark?.statement) return undefined;
  return { statements: [filling.statement, ...(mark ? [mark.statement] : [])], value: filling.set, done };
}

/** Reads `object.key = value;`. */
function partSet(
  view: View,
  statement: ts.Statement,
  object: Variable,
  key: "value" | "done",
): ts.Expression | undefined {
  const { ts } = view;
  const set = ts.isExpressionStatement(statement) ? statement.expression : undefined;
  if (!set || !ts.isBinaryExpression(set) || set.operatorToken.kind !== ts.SyntaxKind.EqualsToken)
    return undefined;
  const { left, right } = set;
  const isPart =
    ts.isPropertyAccessExpression(left) &&
    left.name.text === key &&
    variableAt(view, left.expression) === object;
  return isPart ? right : undefined;
}

interface Outcome extends WrittenResult {
  readonly statement: ts.Statement;
  readonly target: ts.Identifier;
}

/** What each branch of the chain ends with; `undefined` when one ends in another way, or there is no last `else`. */
function outcomesOf(view: View, choice: ts.IfStatement): Outcome[] | undefined {
  const { ts } = view;
  const { thenStatement, elseStatement } = choice;
  const first = outcomeOf(view, thenStatement);
  if (!first || !elseStatement) return undefined;
  if (ts.isIfStatement(elseStatement)) {
    const rest = outcomesOf(view, elseStatement);
    return rest && [first, ...rest];
  }
  const last = outcomeOf(view, elseStatement);
  return last && [first, last];
}

/** Reads `result = { value: v, done: false };` at the end of a branch. */
function outcomeOf(view: View, branch: ts.Statement): Outcome | undefined {
  const assignment = asAssignment(view.ts, statementsOf(view.ts, branch).at(-1));
  const result = assignment && resultIn(view, assignment.value);
  return assignment && result && { statement: assignment.statement, target: assignment.target, ...result };
}
