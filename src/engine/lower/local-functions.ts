import type ts from "typescript";
import { hasModifier, isGenerator, isWithin, someOwn, unwrap, walk } from "../syntax/nodes";
import { usesOfVariable } from "../syntax/variable-name";
import type { TextEdit } from "../text";
import type { TypeScript } from "../typescript";
import { againMarker } from "./again";
import {
  declaredIn,
  editDraft,
  freeName,
  namesIn,
  parseDraft,
  replaceNode,
  textOf,
  type Draft,
} from "./draft";
import { isPure, writesName } from "./effects";
import { renamedText, type Renaming } from "./rename";

/** A function that `next()` declares for itself. */
export interface LocalFunction {
  readonly name: ts.Identifier;
  readonly fn: (ts.ArrowFunction | ts.FunctionExpression | ts.FunctionDeclaration) & {
    readonly body: ts.ConciseBody;
  };
  readonly statement: ts.Statement;
}

/** `return accept(value);` */
interface TailCall {
  readonly call: ts.CallExpression;
  readonly statement: ts.ReturnStatement;
}

/**
 * Puts a function that `next()` declares for itself where it is called, when it is called once and what it gives is returned:
 * `const accept = (kept) => (kept ? result : this.next()); return accept(await verdict);`
 *
 * @returns the same draft where there is none
 */
export function inlineLocalFunctions(ts: TypeScript, draft: Draft): Draft {
  for (const local of localFunctions(ts, draft)) {
    const whole = wholeBody(ts, draft, local);
    if (whole) return inlineLocalFunctions(ts, whole);
    const tail = onlyTailCall(ts, draft, local);
    const text = tail && keepsNames(ts, draft, local, tail) ? inlinedText(ts, draft, local, tail) : undefined;
    if (!tail || text === undefined) continue;
    const isListed = ts.isBlock(tail.statement.parent) || ts.isCaseOrDefaultClause(tail.statement.parent);
    const edited = editDraft(ts, draft, [
      removal(draft, local.statement),
      replaceNode(draft, tail.statement, isListed ? text : `{\n${text}\n}`),
    ]);
    return inlineLocalFunctions(ts, edited);
  }
  return draft;
}

/** The statement with the line that it stands on. */
function removal(draft: Draft, statement: ts.Statement): TextEdit {
  const edit = replaceNode(draft, statement, "");
  const space = /^\s*\n\s*/.exec(draft.text.slice(edit.end))?.[0].length ?? 0;
  return { ...edit, end: edit.end + space };
}

function localFunctions(ts: TypeScript, draft: Draft): LocalFunction[] {
  const found: LocalFunction[] = [];
  walk(ts, draft.body, (node) => {
    const local = ts.isStatement(node) ? localFunction(ts, node) : undefined;
    if (local && !usesOwnThis(ts, local.fn)) found.push(local);
    return !local && !ts.isFunctionLike(node) && !ts.isClassLike(node);
  });
  return found;
}

/** @returns the function that a statement declares and does nothing else */
export function localFunction(ts: TypeScript, statement: ts.Statement): LocalFunction | undefined {
  if (ts.isFunctionDeclaration(statement)) {
    const { name, body } = statement;
    return name && body && !isGenerator(statement)
      ? { name, fn: statement as LocalFunction["fn"], statement }
      : undefined;
  }
  if (!ts.isVariableStatement(statement)) return undefined;
  const { declarationList } = statement;
  const [only, ...more] = declarationList.declarations;
  if (!only?.initializer || more.length > 0 || (declarationList.flags & ts.NodeFlags.Const) === 0)
    return undefined;
  const fn = unwrap(ts, only.initializer);
  const isFunction = ts.isArrowFunction(fn) || (ts.isFunctionExpression(fn) && !isGenerator(fn));
  return isFunction && ts.isIdentifier(only.name) ? { name: only.name, fn, statement } : undefined;
}

function usesOwnThis(ts: TypeScript, { kind, body }: LocalFunction["fn"]): boolean {
  if (kind === ts.SyntaxKind.ArrowFunction) return false;
  return someOwn(
    ts,
    body,
    (node) => node.kind === ts.SyntaxKind.ThisKeyword || (ts.isIdentifier(node) && node.text === "arguments"),
  );
}

/** `const step = () => … step() …; return step();` is all of `next()`: the function that calls itself is `next()` that does so. */
function wholeBody(ts: TypeScript, draft: Draft, local: LocalFunction): Draft | undefined {
  const { fn, name, statement } = local;
  const [first, last, ...more] = draft.body.statements;
  if (first !== statement || !last || more.length > 0 || fn.parameters.length > 0) return undefined;
  const uses = usesOfVariable(ts, draft.body, name.text).filter((use) => use !== name);
  const inner = uses.filter((use) => isWithin(use, fn.body));
  const [outer, ...others] = uses.filter((use) => !inner.includes(use));
  const isReturned = outer && others.length === 0 && isReturnedBy(ts, outer, last);
  if (!isReturned || inner.length === 0 || !inner.every((use) => isPlainCall(ts, use))) return undefined;
  const body = renamedText(ts, draft, fn.body, { from: name.text, to: againMarker });
  return parseDraft(ts, ts.isBlock(fn.body) ? body : `{\nreturn ${body};\n}`, draft.form);
}

function isReturnedBy(ts: TypeScript, use: ts.Identifier, statement: ts.Statement): boolean {
  const call = ts.isAwaitExpression(use.parent.parent) ? use.parent.parent : use.parent;
  return isPlainCall(ts, use) && ts.isReturnStatement(statement) && call.parent === statement;
}

function isPlainCall(ts: TypeScript, use: ts.Identifier): boolean {
  const { parent } = use;
  return ts.isCallExpression(parent) && parent.expression === use && parent.arguments.length === 0;
}

/** The function's one use, when that is a call whose result `next()` itself returns. */
function onlyTailCall(ts: TypeScript, draft: Draft, local: LocalFunction): TailCall | undefined {
  const [use, ...more] = usesOfVariable(ts, draft.body, local.name.text).filter((one) => one !== local.name);
  if (!use || more.length > 0) return undefined;
  const call = use.parent;
  if (!ts.isCallExpression(call) || call.expression !== use || call.questionDotToken) return undefined;
  const outer = ts.isAwaitExpression(call.parent) ? call.parent : call;
  const statement = outer.parent;
  if (!ts.isReturnStatement(statement) || !takesArguments(ts, local, call)) return undefined;
  const isAsync = hasModifier(ts, local.fn, ts.SyntaxKind.AsyncKeyword);
  const escapes = isInOtherScope(ts, draft, statement, isAsync && outer === call);
  return escapes ? undefined : { call, statement };
}

/** In a function of its own; or inside `try`, where what is not awaited fails behind its back. */
function isInOtherScope(ts: TypeScript, draft: Draft, node: ts.Node, isPending: boolean): boolean {
  for (let current = node.parent; current !== draft.body; current = current.parent) {
    if (ts.isFunctionLike(current) || (isPending && ts.isTryStatement(current))) return true;
  }
  return false;
}

function takesArguments(
  ts: TypeScript,
  { fn }: LocalFunction,
  { arguments: given }: ts.CallExpression,
): boolean {
  return (
    !fn.typeParameters &&
    fn.parameters.length === given.length &&
    fn.parameters.every(
      ({ name, initializer, dotDotDotToken, questionToken }) =>
        name.getText() !== "this" && !initializer && !dotDotDotToken && !questionToken,
    ) &&
    !given.some((argument) => ts.isSpreadElement(argument))
  );
}

/** Does everything that the function names from outside mean the same where it is called? */
function keepsNames(ts: TypeScript, draft: Draft, { fn, statement }: LocalFunction, tail: TailCall): boolean {
  const used = namesIn(ts, fn.body);
  for (let node: ts.Node = tail.statement.parent; node !== statement.parent; node = node.parent) {
    if (node === draft.body || [...declaredIn(ts, node)].some((name) => used.has(name))) return false;
  }
  const own = ownNames(ts, fn);
  return !tail.call.arguments.some((argument) => own.some((name) => namesIn(ts, argument).has(name)));
}

/** What it declares itself, save for plain parameters, which can be called otherwise. */
function ownNames(ts: TypeScript, { body, parameters }: LocalFunction["fn"]): string[] {
  const patterns = parameters.filter(({ name }) => !ts.isIdentifier(name));
  return [body, ...patterns].flatMap((node) => [...declaredIn(ts, node)]);
}

function inlinedText(
  ts: TypeScript,
  draft: Draft,
  local: LocalFunction,
  { call }: TailCall,
): string | undefined {
  const { fn } = local;
  const renamings: Renaming[] = [];
  const lines = fn.parameters.map(({ name, type }, index) => {
    const argument = call.arguments[index];
    if (!argument) return "";
    const value = textOf(draft, argument);
    const annotation = type ? `: ${textOf(draft, type)}` : "";
    if (!ts.isIdentifier(name)) return `const ${textOf(draft, name)}${annotation} = ${value};`;
    const isUsed = usesOfVariable(ts, fn.body, name.text).length > 0;
    if (value === name.text || (!isUsed && isPure(ts, argument, draft.form.acting))) return "";
    if (!isUsed) return `${value};`;
    const isTaken = isUsedAround(ts, draft, local, name.text);
    const to = isTaken ? freeName(name.text, namesIn(ts, draft.body)) : name.text;
    if (isTaken) renamings.push({ from: name.text, to });
    return `${writesName(ts, fn.body, name.text) ? "let" : "const"} ${to}${annotation} = ${value};`;
  });
  const [renaming, ...more] = renamings;
  if (more.length > 0) return undefined;
  const body = renamedText(ts, draft, fn.body, renaming);
  lines.push(ts.isBlock(fn.body) ? body.slice(1, -1).trim() : `return ${body};`);
  const text = lines.filter((line) => line !== "").join("\n");
  const meets = ownNames(ts, fn).some((name) => isUsedAround(ts, draft, local, name));
  return meets ? `{\n${text}\n}` : text;
}

/** Does the name occur outside the function? */
function isUsedAround(ts: TypeScript, draft: Draft, { statement }: LocalFunction, name: string): boolean {
  return usesOfVariable(ts, draft.body, name).some((use) => !isWithin(use, statement));
}
