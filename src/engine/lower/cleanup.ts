import type ts from "typescript";
import { classifyExit, type Exit } from "../describe/exits";
import { protocols } from "../kind";
import { say } from "../say";
import { canComplete } from "../syntax/completion";
import { some, statementsOf, unwrap, walk, walkOwn } from "../syntax/nodes";
import { variablesNamed } from "../syntax/scopes";
import type { TextEdit } from "../text";
import type { TypeScript } from "../typescript";
import { isAgainCall } from "./again";
import { blockText, editDraft, insertAt, NotUnderstood, replaceNode, textOf, type Draft } from "./draft";
import { isPure } from "./effects";
import { withoutResultComments } from "./exit-comments";
import { negated } from "./negate";
import { lowerPromises } from "./promises";

/** What is around the body of `return()`. */
export interface CleanupSurroundings {
  /** The name of its parameter, which nobody gives a value when a loop is left. */
  readonly parameter: string | undefined;
  /** Variables that nobody looks at once the generator has ended. */
  readonly ownVariables: ReadonlySet<string>;
  /** Functions of the generator's own. */
  readonly helpers: ReadonlySet<string>;
}

/**
 * What `return()` does besides giving a result: the statements for `finally`.
 *
 * @param draft - the body of `return()`
 * @returns the statements' text; "" when it does nothing
 * @throws NotUnderstood when its shape cannot be read
 */
export function lowerCleanup(
  ts: TypeScript,
  draft: Draft,
  { parameter, ownVariables, helpers }: CleanupSurroundings,
): string {
  const exits = dropExits(ts, withoutResultComments(ts, lowerPromises(ts, draft)), parameter);
  const withoutExits = dropChosenResults(ts, exits, parameter);
  const withoutValue = parameter === undefined ? withoutExits : dropArgument(ts, withoutExits, parameter);
  return insideBlock(dropDeadWrites(ts, withoutValue, { ownVariables, helpers }));
}

/** `await source.return?.(value)`: leaving a loop gives no value to hand on. */
function dropArgument(ts: TypeScript, draft: Draft, parameter: string): Draft {
  const edits: TextEdit[] = [];
  walk(ts, draft.body, (node) => {
    if (!ts.isIdentifier(node) || node.text !== parameter) return;
    const { parent } = node;
    if (ts.isPropertyAccessExpression(parent) && parent.name === node) return;
    if (isGivenBack(ts, node)) {
      const isShorthand = ts.isShorthandPropertyAssignment(parent);
      edits.push(replaceNode(draft, node, isShorthand ? `${parameter}: undefined` : "undefined"));
      return;
    }
    const isOnly =
      ts.isCallExpression(parent) && parent.arguments.length === 1 && parent.arguments[0] === node;
    if (!isOnly) throw new NotUnderstood(say("return() works with the value it is given"));
    edits.push(replaceNode(draft, node, isClosing(ts, parent) ? "" : "undefined"));
  });
  return editDraft(ts, draft, edits);
}

/** `{ done: true, value }` */
function isGivenBack(ts: TypeScript, node: ts.Identifier): boolean {
  const { parent } = node;
  const isValue = ts.isShorthandPropertyAssignment(parent)
    ? node.text === "value"
    : ts.isPropertyAssignment(parent) && parent.initializer === node && parent.name.getText() === "value";
  if (!isValue || !ts.isObjectLiteralExpression(parent.parent)) return false;
  return parent.parent.properties.some(({ name }) => name?.getText() === "done");
}

/** `source.return(value)` */
function isClosing(ts: TypeScript, { expression }: ts.CallExpression): boolean {
  return ts.isPropertyAccessExpression(expression) && expression.name.text === "return";
}

function insideBlock(draft: Draft): string {
  return blockText(draft).slice(1, -1).trim();
}

/** A guard's early return becomes an `else`, so that nothing in `finally` returns. */
function dropExits(ts: TypeScript, draft: Draft, parameter: string | undefined): Draft {
  const edits: TextEdit[] = [];
  removeReturns(ts, draft, draft.body.statements, parameter, edits);
  return editDraft(ts, draft, edits);
}

/** `const result = source.return ? await source.return() : { done: true, value };`, of which only the effect is left */
function dropChosenResults(ts: TypeScript, draft: Draft, parameter: string | undefined): Draft {
  const edits: TextEdit[] = [];
  walkOwn(ts, draft.body, (node) => {
    const [declaration, ...more] = ts.isVariableStatement(node) ? node.declarationList.declarations : [];
    const value = declaration?.initializer && unwrap(ts, declaration.initializer);
    if (!declaration || more.length > 0 || !value || !ts.isConditionalExpression(value)) return;
    const isUnused =
      ts.isIdentifier(declaration.name) && variablesNamed(ts, draft.body, declaration.name.text).length === 1;
    const exit = isUnused ? classifyExit(ts, value, isAgainCall) : undefined;
    if (exit?.kind === "choice") edits.push(replaceNode(draft, node, exitEffect(ts, draft, exit, parameter)));
  });
  return editDraft(ts, draft, edits);
}

function removeReturns(
  ts: TypeScript,
  draft: Draft,
  statements: readonly ts.Statement[],
  parameter: string | undefined,
  edits: TextEdit[],
): void {
  for (const [index, statement] of statements.entries()) {
    if (!containsReturn(ts, statement)) continue;
    const rest = statements.slice(index + 1);
    if (ts.isReturnStatement(statement)) {
      edits.push(replaceNode(draft, statement, effectOf(ts, draft, statement, parameter)));
      return;
    }
    if (ts.isIfStatement(statement)) {
      removeFromIf(ts, draft, statement, rest, parameter, edits);
      return;
    }
    if (ts.isTryStatement(statement) && rest.length === 0) {
      const { tryBlock, catchClause } = statement;
      for (const block of [tryBlock, ...(catchClause ? [catchClause.block] : [])]) {
        removeReturns(ts, draft, block.statements, parameter, edits);
      }
      return;
    }
    if (ts.isTryStatement(statement) && !canComplete(ts, statement)) {
      throw new NotUnderstood(say("return() goes on after a try statement that gives its result"));
    }
    throw new NotUnderstood(say("return() gives its result from inside a loop, switch or try"));
  }
}

function removeFromIf(
  ts: TypeScript,
  draft: Draft,
  statement: ts.IfStatement,
  rest: readonly ts.Statement[],
  parameter: string | undefined,
  edits: TextEdit[],
): void {
  const last = rest.at(-1);
  const { thenStatement, elseStatement } = statement;
  const then = statementsOf(ts, thenStatement);
  if (last && (elseStatement || canComplete(ts, thenStatement))) {
    throw new NotUnderstood(say("return() gives its result in the middle"));
  }
  if (last && then.length === 1 && effectFree(ts, draft, then, parameter)) {
    const condition = negated(ts, draft.sourceFile, statement.expression);
    edits.push(replaceNode(draft, statement, `if (${condition}) {`), insertAt(last.end, "\n}"));
    removeReturns(ts, draft, rest, parameter, edits);
    return;
  }
  removeReturns(ts, draft, then, parameter, edits);
  if (elseStatement) removeReturns(ts, draft, statementsOf(ts, elseStatement), parameter, edits);
  if (last) {
    edits.push(insertAt(statement.end, " else {"), insertAt(last.end, "\n}"));
    removeReturns(ts, draft, rest, parameter, edits);
  }
}

function effectFree(
  ts: TypeScript,
  draft: Draft,
  statements: readonly ts.Statement[],
  parameter: string | undefined,
): boolean {
  const [statement] = statements;
  return (
    statement !== undefined &&
    ts.isReturnStatement(statement) &&
    effectOf(ts, draft, statement, parameter) === ""
  );
}

function containsReturn(ts: TypeScript, statement: ts.Statement): boolean {
  let found = false;
  walkOwn(ts, statement, (node) => {
    found ||= ts.isReturnStatement(node);
  });
  return found;
}

/** What is left of `return …;` once nobody takes the result. */
function effectOf(
  ts: TypeScript,
  draft: Draft,
  statement: ts.ReturnStatement,
  parameter: string | undefined,
): string {
  const exit = classifyExit(ts, statement.expression, isAgainCall);
  return exit ? exitEffect(ts, draft, exit, parameter) : "";
}

function exitEffect(ts: TypeScript, draft: Draft, exit: Exit, parameter: string | undefined): string {
  switch (exit.kind) {
    case "finish":
    case "yield":
      return exit.value && !isPure(ts, exit.value, draft.form.acting) ? `${textOf(draft, exit.value)};` : "";
    case "computed":
      return "";
    case "throw":
      return exit.error ? `throw ${textOf(draft, exit.error)};` : "throw undefined;";
    case "choice":
      return choiceEffect(ts, draft, exit, parameter);
    case "delegate":
    case "chain":
      return delegateEffect(ts, draft, exit.node, parameter);
    case "again":
    case "invalid":
      return "";
  }
}

function choiceEffect(
  ts: TypeScript,
  draft: Draft,
  exit: Extract<Exit, { kind: "choice" }>,
  parameter: string | undefined,
): string {
  const whenTrue = exitEffect(ts, draft, exit.whenTrue, parameter);
  const whenFalse = exitEffect(ts, draft, exit.whenFalse, parameter);
  const condition = textOf(draft, exit.condition);
  if (whenTrue === "" && whenFalse === "")
    return isPure(ts, exit.condition, draft.form.acting) ? "" : `${condition};`;
  if (whenTrue === "") return `if (${negated(ts, draft.sourceFile, exit.condition)}) {\n${whenFalse}\n}`;
  const otherwise = whenFalse === "" ? "" : ` else {\n${whenFalse}\n}`;
  return `if (${condition}) {\n${whenTrue}\n}${otherwise}`;
}

/** `return source.return?.(value) ?? { done: true, value }` keeps the call; the value is `undefined` when a loop is left. */
function delegateEffect(ts: TypeScript, draft: Draft, node: ts.Node, parameter: string | undefined): string {
  const expression = ts.isExpression(node) ? unwrap(ts, node) : node;
  if (ts.isBinaryExpression(expression) && isFallback(ts, expression.operatorToken.kind)) {
    const right = classifyExit(ts, expression.right, isAgainCall);
    if (right && exitEffect(ts, draft, right, parameter) === "") {
      return delegateEffect(ts, draft, expression.left, parameter);
    }
  }
  if (ts.isIdentifier(expression)) return "";
  const { wait } = protocols[draft.form.kind];
  const close = guardedClose(ts, draft, expression);
  if (close !== undefined) return `${wait}${close};`;
  const text = textOf(draft, expression);
  if (ts.isAwaitExpression(expression) || wait === "") return `${text};`;
  const isOperand = !ts.isBinaryExpression(expression) && !ts.isConditionalExpression(expression);
  return `${wait}${isOperand ? text : `(${text})`};`;
}

/** `source.return && source.return()` → `source.return?.()`, with `await` or without */
function guardedClose(ts: TypeScript, draft: Draft, expression: ts.Node): string | undefined {
  if (!ts.isBinaryExpression(expression)) return undefined;
  const { left, operatorToken } = expression;
  const closing = unwrap(ts, expression.right);
  const right = ts.isAwaitExpression(closing) ? unwrap(ts, closing.expression) : closing;
  if (operatorToken.kind !== ts.SyntaxKind.AmpersandAmpersandToken || !ts.isCallExpression(right))
    return undefined;
  const callee = textOf(draft, right.expression);
  const isClose =
    ts.isPropertyAccessExpression(left) && left.name.text === "return" && isPure(ts, left.expression);
  if (!isClose || textOf(draft, left) !== callee) return undefined;
  return `${callee}?.${draft.text.slice(right.expression.end, right.end)}`;
}

function isFallback(ts: TypeScript, kind: ts.SyntaxKind): boolean {
  return kind === ts.SyntaxKind.QuestionQuestionToken || kind === ts.SyntaxKind.BarBarToken;
}

function mentionsName(ts: TypeScript, node: ts.Node, name: string): boolean {
  return some(ts, node, (child) => ts.isIdentifier(child) && child.text === name);
}

/**
 * Once the generator has ended, its flags are never read again: `closed = true;` has nothing left to say. What is said about it
 * stays where other statements do; on its own it would make a block for clean-up that there is not.
 */
function dropDeadWrites(
  ts: TypeScript,
  draft: Draft,
  { ownVariables, helpers }: Pick<CleanupSurroundings, "ownVariables" | "helpers">,
): Draft {
  const written = draft.body.statements.filter((statement) =>
    isFlagWrite(ts, draft, statement, ownVariables),
  );
  const dead = written.filter((statement) => !isReadAfter(ts, draft, statement, helpers));
  const isAll = dead.length === draft.body.statements.length;
  return editDraft(
    ts,
    draft,
    dead.map((statement) => ({
      start: isAll ? statement.getFullStart() : statement.getStart(),
      end: statement.end + (isAll ? 0 : restOfLine(draft.text, statement.end).length),
      newText: "",
    })),
  );
}

/** The white space up to what stands on the next line; "" where a comment stands behind. */
function restOfLine(text: string, offset: number): string {
  return /^[ \t]*\n[ \t]*/.exec(text.slice(offset))?.[0] ?? "";
}

function isFlagWrite(
  ts: TypeScript,
  draft: Draft,
  statement: ts.Statement,
  ownVariables: ReadonlySet<string>,
): boolean {
  const target = flagWritten(ts, draft, statement);
  return target !== undefined && ownVariables.has(target);
}

function flagWritten(ts: TypeScript, { form }: Draft, statement: ts.Statement): string | undefined {
  if (!ts.isExpressionStatement(statement) || !ts.isBinaryExpression(statement.expression)) return undefined;
  const { left, operatorToken, right } = statement.expression;
  if (
    operatorToken.kind !== ts.SyntaxKind.EqualsToken ||
    !ts.isIdentifier(left) ||
    !isPure(ts, right, form.acting)
  )
    return undefined;
  return left.text;
}

/** What a function of the generator's own reads is not looked into. */
function callsHelper(ts: TypeScript, node: ts.Node, helpers: ReadonlySet<string>): boolean {
  return some(ts, node, (inner) => ts.isIdentifier(inner) && helpers.has(inner.text));
}

function isReadAfter(
  ts: TypeScript,
  draft: Draft,
  statement: ts.Statement,
  helpers: ReadonlySet<string>,
): boolean {
  const name = flagWritten(ts, draft, statement);
  const after = draft.body.statements.slice(draft.body.statements.indexOf(statement) + 1);
  return after.some(
    (other) => name !== undefined && (mentionsName(ts, other, name) || callsHelper(ts, other, helpers)),
  );
}
