import type ts from "typescript";
import { awaited, isUndefined, someOwn, unwrap, usesUsing, walk } from "../syntax/nodes";
import { usesOfVariable } from "../syntax/variable-name";
import { variableName } from "../describe/names";
import { mentionsName, type TextEdit } from "../text";
import type { TypeScript } from "../typescript";
import { isPure, writesName } from "./effects";
import {
  blockText,
  declaredIn,
  editDraft,
  namesIn,
  parseDraft,
  replaceNode,
  textOf,
  type Draft,
} from "./draft";
import { renamedText, type Renaming } from "./rename";

/** A private method that moves into the generator. */
export interface Helper {
  /** The name it is called by in the drafts. */
  readonly name: string;
  readonly isAsync: boolean;
  /** Names of its parameters; `undefined` when one is a pattern, optional or has a default. */
  readonly parameters: readonly string[] | undefined;
  /** What it does may be said at each of its calls, however much that is: it will be said once in the end. */
  readonly isRepeatable?: boolean;
  /** Its block with substitutions made, braces included. */
  readonly block: string;
  /** The whole helper as a nested function. */
  readonly declaration: string;
}

/** A draft, and the helpers that it still calls. */
export interface Inlined {
  readonly draft: Draft;
  readonly rest: readonly Helper[];
}

/** A body of at most this many statements may be repeated at each `return helper()`. */
const repeatableStatements = 2;

/**
 * Puts helpers in place of their calls where that reads well: called once, or a `return helper()` of a few statements.
 *
 * @param others - texts outside the draft that may call helpers as well
 */
export function inlineHelpers(
  ts: TypeScript,
  draft: Draft,
  helpers: readonly Helper[],
  others: readonly string[],
): Inlined {
  let current = draft;
  let rest = [...helpers];
  for (const helper of helpers) {
    const elsewhere = [...others, ...rest.filter((other) => other !== helper).map(({ block }) => block)];
    if (elsewhere.some((text) => mentionsName(text, helper.name)) || mentionsName(helper.block, helper.name))
      continue;
    const inlined = inlineOne(ts, current, helper);
    if (!inlined) continue;
    current = inlined;
    rest = rest.filter((other) => other !== helper);
  }
  return { draft: current, rest };
}

function inlineOne(ts: TypeScript, draft: Draft, helper: Helper): Draft | undefined {
  const calls = callsOf(ts, draft, helper.name);
  if (calls.length === 0 || !helper.parameters) return undefined;
  const body = parseDraft(ts, helper.block);
  if (usesUsing(ts, body.body)) return undefined;
  const isRepeatable = helper.isRepeatable === true || body.body.statements.length <= repeatableStatements;
  const isPlaced = (call: ts.Identifier): boolean =>
    isReturned(ts, call, helper) || (helper.isRepeatable === true && isStatement(ts, call));
  if (calls.length > 1 && !(isRepeatable && calls.every(isPlaced))) return undefined;
  let current = draft;
  for (let left = calls.length; left > 0; left--) {
    const [call] = callsOf(ts, current, helper.name);
    const apart = call && withParametersApart(ts, current, call, helper, body);
    const edit = call && apart && inlineCall(ts, current, call, apart.helper, apart.body);
    if (!edit) return undefined;
    current = editDraft(ts, current, [edit]);
  }
  return current;
}

/** `item(index++)` for a helper with a parameter `index`: inlined, that parameter needs a name of its own. */
function withParametersApart(
  ts: TypeScript,
  draft: Draft,
  callee: ts.Identifier,
  helper: Helper,
  body: Draft,
): { readonly helper: Helper; readonly body: Draft } {
  const given = callAround(ts, callee)?.call.arguments ?? [];
  const named = new Set(given.flatMap((argument) => [...namesIn(ts, argument)]));
  const declared = declaredIn(ts, body.body);
  const taken = new Set([...namesIn(ts, draft.body), ...namesIn(ts, body.body)]);
  const parameters = helper.parameters ?? [];
  const renamings = parameters.flatMap((from, index): Renaming[] => {
    const argument = given[index];
    const isItself = argument && ts.isIdentifier(argument) && argument.text === from;
    if (!named.has(from) || isItself || declared.has(from)) return [];
    const to = variableName(from, taken);
    taken.add(to);
    return [{ from, to }];
  });
  let current = body;
  for (const renaming of renamings)
    current = parseDraft(ts, renamedText(ts, current, current.body, renaming), current.form);
  const nameOf = (name: string): string => renamings.find(({ from }) => from === name)?.to ?? name;
  return { helper: { ...helper, parameters: parameters.map(nameOf) }, body: current };
}

function callsOf(ts: TypeScript, draft: Draft, name: string): ts.Identifier[] {
  const calls: ts.Identifier[] = [];
  walk(ts, draft.body, (node) => {
    if (ts.isIdentifier(node) && node.text === name) calls.push(node);
  });
  return calls;
}

/** The call with its `await`, when it is one that can be inlined. */
function callAround(
  ts: TypeScript,
  callee: ts.Identifier,
): { call: ts.CallExpression; outer: ts.Expression; isAwaited: boolean } | undefined {
  const call = callee.parent;
  if (!ts.isCallExpression(call) || call.expression !== callee) return undefined;
  if (ts.isAwaitExpression(call.parent)) return { call, outer: call.parent, isAwaited: true };
  return { call, outer: call, isAwaited: false };
}

/** Inside `try`, what an async helper fails with passes the handler by, unless it is awaited there. */
function isReturned(ts: TypeScript, callee: ts.Identifier, helper: Helper): boolean {
  const around = callAround(ts, callee);
  if (!around || !ts.isReturnStatement(around.outer.parent)) return false;
  return around.isAwaited || !helper.isAsync || !isInTry(ts, around.outer);
}

function isStatement(ts: TypeScript, callee: ts.Identifier): boolean {
  const around = callAround(ts, callee);
  return around !== undefined && ts.isExpressionStatement(around.outer.parent);
}

function isInTry(ts: TypeScript, node: ts.Node): boolean {
  for (let current = node.parent; !ts.isSourceFile(current); current = current.parent) {
    if (ts.isTryStatement(current)) return true;
  }
  return false;
}

function inlineCall(
  ts: TypeScript,
  draft: Draft,
  callee: ts.Identifier,
  helper: Helper,
  whole: Draft,
): TextEdit | undefined {
  const around = callAround(ts, callee);
  if (!around || isInNestedFunction(ts, callee)) return undefined;
  if (!keepsMeaning(ts, draft, around.call, helper, whole)) return undefined;
  const { body, given } = withConstants(ts, around.call, helper, whole);
  if (around.call.arguments.some((argument) => ts.isSpreadElement(argument))) return undefined;
  const { parent } = around.outer;
  if (ts.isReturnStatement(parent) && isReturned(ts, callee, helper)) {
    return replaceNode(draft, parent, enclosed(ts, parent, bind(ts, draft, around.call, given, body)));
  }
  if (!around.isAwaited && helper.isAsync) return undefined;
  if (around.isAwaited && !helper.isAsync) return undefined;
  const last = body.body.statements.at(-1);
  const dropped =
    last && ts.isReturnStatement(last) && isUnseen(ts, last, draft.form.acting) ? last : undefined;
  if (ts.isExpressionStatement(parent) && !returnsAnything(ts, body, dropped)) {
    const text = bind(ts, draft, around.call, given, body, dropped);
    return replaceNode(draft, parent, enclosed(ts, parent, text));
  }
  return inlineDeclaration(ts, draft, { ...around, helper, given }, body);
}

interface Inlining {
  readonly outer: ts.Expression;
  readonly call: ts.CallExpression;
  readonly helper: Helper;
  readonly given: Given;
}

/** `const page = await fetchPage();` where the helper's last statement is its only `return` */
function inlineDeclaration(
  ts: TypeScript,
  draft: Draft,
  { outer, call, helper, given }: Inlining,
  body: Draft,
): TextEdit | undefined {
  const declaration = outer.parent;
  if (!ts.isVariableDeclaration(declaration) || declaration.initializer !== outer) return undefined;
  const list = declaration.parent;
  if (!ts.isVariableDeclarationList(list) || list.declarations.length > 1) return undefined;
  const last = body.body.statements.at(-1);
  if (!last || !ts.isReturnStatement(last) || !last.expression || returnsAnything(ts, body, last))
    return undefined;
  const bound = bind(ts, draft, call, given, body, last);
  if (bound.startsWith("{")) return undefined;
  const value = unwrap(ts, last.expression);
  const text = textOf(body, last.expression);
  const isPlain = !helper.isAsync || ts.isAwaitExpression(value) || ts.isLiteralExpression(value);
  const head = draft.text.slice(list.getStart(draft.sourceFile), outer.getStart(draft.sourceFile));
  const initializer = `${head}${isPlain ? text : awaited(ts, last.expression, text)};`;
  return replaceNode(draft, list.parent, bound === "" ? initializer : `${bound}\n${initializer}`);
}

/** Do all names of the helper and of its arguments mean the same where the call stands? */
function keepsMeaning(
  ts: TypeScript,
  draft: Draft,
  call: ts.CallExpression,
  helper: Helper,
  body: Draft,
): boolean {
  const parameters = helper.parameters ?? [];
  if (parameters.some((name) => writesName(ts, body.body, name))) return false;
  const own = new Set([...parameters, ...declaredIn(ts, body.body)]);
  for (const [index, argument] of call.arguments.entries()) {
    const isItself = ts.isIdentifier(argument) && argument.text === parameters[index];
    if (!isItself && [...namesIn(ts, argument)].some((name) => own.has(name))) return false;
  }
  const around = declaredIn(ts, draft.body);
  return ![...namesIn(ts, body.body)].some((name) => !own.has(name) && around.has(name));
}

/** What it gives is not looked at, and takes nothing to make. */
function isUnseen(
  ts: TypeScript,
  { expression }: ts.ReturnStatement,
  acting: ReadonlySet<string> | undefined,
): boolean {
  return expression === undefined || isPure(ts, expression, acting);
}

function returnsAnything(ts: TypeScript, body: Draft, except?: ts.Statement): boolean {
  return someOwn(ts, body.body, (node) => ts.isReturnStatement(node) && node !== except);
}

function isInNestedFunction(ts: TypeScript, node: ts.Node): boolean {
  let depth = 0;
  for (let current = node.parent; !ts.isSourceFile(current); current = current.parent) {
    if (ts.isFunctionLike(current)) depth++;
  }
  return depth > 1;
}

/** What a call gives its helper. */
interface Given {
  /** The parameters that arguments are bound to, with their positions. */
  readonly names: readonly (readonly [index: number, name: string])[];
  /** Arguments that the helper has no parameter for. They are worked out all the same. */
  readonly surplus: readonly ts.Expression[];
}

/** `this.result(true)`: what a helper is told by a plain constant is put where the parameter was, which reads as what it does. */
function withConstants(
  ts: TypeScript,
  call: ts.CallExpression,
  { parameters = [] }: Helper,
  body: Draft,
): { readonly body: Draft; readonly given: Given } {
  const declared = declaredIn(ts, body.body);
  const edits: TextEdit[] = [];
  const names: [number, string][] = [];
  for (const [index, name] of parameters.entries()) {
    const constant = constantText(ts, call.arguments[index]);
    const uses = constant === undefined ? [] : usesOfVariable(ts, body.body, name);
    const fits = uses.every((use) => mayBeConstant(ts, use, constant));
    if (constant === undefined || declared.has(name) || !fits) names.push([index, name]);
    else edits.push(...uses.map((use) => constantFor(ts, body, use, constant)));
  }
  const given = { names, surplus: call.arguments.slice(parameters.length) };
  return { body: editDraft(ts, body, edits), given };
}

function constantText(ts: TypeScript, argument: ts.Expression | undefined): string | undefined {
  if (argument === undefined || isUndefined(ts, argument)) return "undefined";
  const node = unwrap(ts, argument);
  const { TrueKeyword, FalseKeyword, NullKeyword } = ts.SyntaxKind;
  const isPlain = node.kind === TrueKeyword || node.kind === FalseKeyword || node.kind === NullKeyword;
  return isPlain ? node.getText() : undefined;
}

/** Where a constant stands well; elsewhere the compiler may object to a comparison or a member of it. */
function mayBeConstant(ts: TypeScript, use: ts.Identifier, constant = ""): boolean {
  const { parent } = use;
  if (ts.isShorthandPropertyAssignment(parent) || ts.isReturnStatement(parent)) return true;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === use;
  if (ts.isCallExpression(parent)) return parent.expression !== use;
  if (constant !== "true" && constant !== "false") return false;
  if (ts.isIfStatement(parent)) return true;
  return ts.isConditionalExpression(parent) && parent.condition === use;
}

function constantFor(ts: TypeScript, body: Draft, use: ts.Identifier, constant: string): TextEdit {
  return replaceNode(
    body,
    use,
    ts.isShorthandPropertyAssignment(use.parent) ? `${use.text}: ${constant}` : constant,
  );
}

/** The helper's statements with its arguments bound; in a block of their own when names would meet. */
function bind(
  ts: TypeScript,
  draft: Draft,
  call: ts.CallExpression,
  { names, surplus }: Given,
  body: Draft,
  without?: ts.Statement,
): string {
  const lines: string[] = [];
  for (const [index, name] of names) {
    const argument = call.arguments[index];
    const text = argument ? textOf(draft, argument) : "undefined";
    if (text !== name) lines.push(`const ${name} = ${text};`);
  }
  for (const argument of surplus)
    if (!isPure(ts, argument, draft.form.acting)) lines.push(statementText(textOf(draft, argument)));
  const inner = blockText(body).slice(1, -1);
  const cut = without
    ? inner.slice(0, without.getFullStart() - body.body.getStart(body.sourceFile) - 1)
    : inner;
  lines.push(cut.trim());
  const text = lines.filter((line) => line !== "").join("\n");
  const outside = namesIn(ts, draft.body);
  const declared = body.body.statements.flatMap((statement) =>
    ts.isVariableStatement(statement) ? statement.declarationList.declarations.map(({ name }) => name) : [],
  );
  const collides =
    declared.flatMap((name) => [...namesIn(ts, name)]).some((name) => outside.has(name)) ||
    lines.some((line) => line.startsWith("const ") && outside.has(line.slice(6, line.indexOf(" ="))));
  return collides ? `{\n${text}\n}` : text;
}

/** The expression as a statement, which must not begin like a declaration or a block. */
function statementText(expression: string): string {
  return /^(?:\{|(?:async\s+)?function\b|class\b|let\b)/.test(expression)
    ? `(${expression});`
    : `${expression};`;
}

function enclosed(ts: TypeScript, statement: ts.Statement, text: string): string {
  const isListed = ts.isBlock(statement.parent);
  const isOpenEnded = /\/\/[^\n]*$/.test(text);
  const ended = isOpenEnded ? `${text}\n` : text;
  return isListed || isOneBlock(ts, ended) ? ended : `{\n${ended}\n}`;
}

function isOneBlock(ts: TypeScript, text: string): boolean {
  const [only, ...more] = parseDraft(ts, `{\n${text}\n}`).body.statements;
  return only !== undefined && ts.isBlock(only) && more.length === 0;
}
