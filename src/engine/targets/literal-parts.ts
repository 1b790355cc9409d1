import type ts from "typescript";
import type { Facts } from "../facts";
import { variableNames } from "../describe/names";
import { selfUse, type SelfUse } from "../describe/self";
import type { Members } from "../detect/members";
import { isProtocolKey, planState, type ClassState } from "../lower/class-state";
import { NotUnderstood } from "../lower/draft";
import { lateFields } from "../lower/late-fields";
import { piece } from "../lower/pieces";
import type { Renderer } from "../lower/render";
import { say } from "../say";
import { boundNames, identifiersDeclared } from "../syntax/bound-names";
import {
  bodyStatements,
  functionAround,
  isFunctionBoundary,
  isWithin,
  lastStatement,
  someOwn,
  unwrap,
  wrapped,
  type FunctionWithBody,
  isAsserted,
} from "../syntax/nodes";
import { declaredScope, variablesNamed } from "../syntax/scopes";
import { isPlainValue } from "../syntax/plain-value";
import type { TypeScript } from "../typescript";
import { helperKeys, spanOf } from "./common";
import { withoutDisposal } from "./disposal";
import { namesOfMethods } from "./named-methods";
import { thisByName } from "./outer-this";

/** What is around a literal on its way to a generator. */
export interface LiteralSurroundings {
  readonly facts: Facts;
  /** Code that shares the generator's scope. */
  readonly around: readonly ts.Node[];
  /** Substitutions to make besides. */
  readonly also?: ReadonlyMap<ts.Node, string> | undefined;
}

/** An iterator that is an object literal: its state as variables. */
export interface LiteralParts {
  readonly state: ClassState;
  readonly use: SelfUse;
}

/** @throws NotUnderstood when the literal does more than iterate */
export function literalParts(
  ts: TypeScript,
  all: Members,
  { facts, around, also }: LiteralSurroundings,
): LiteralParts {
  const members = withoutDisposal(ts, all);
  const use = selfUse(ts, members, selfName(ts, members.owner));
  const helpers = helperKeys(members, use);
  checkLiteral(ts, members, use, helpers);
  checkFieldsKept(ts, members, facts);
  const state = planState(ts, {
    members,
    use,
    localizes: (key) => isNamed(use, key),
    movesConstructor: false,
    helpers,
    around,
    facts,
    also: new Map([...(also ?? []), ...thisByName(ts, members), ...namesOfMethods(ts, members)]),
  });
  return { state, use };
}

/** `this.key`, or `const { key } = this;` */
function isNamed({ accesses, destructured }: SelfUse, key: string): boolean {
  return (
    accesses.some((access) => access.key === key) ||
    destructured.some(({ elements }) => elements.some((element) => element.key === key))
  );
}

/** `const cursor: Cursor = {…}`, where that says that an iterator has an `index`. */
function checkFieldsKept(ts: TypeScript, members: Members, facts: Facts): void {
  // What is asserted of the literal is taken up with it.
  if (isAsserted(ts, wrapped(ts, members.owner as ts.Expression))) return;
  const asked = [...members.fields.values()].find(
    ({ key, member }) =>
      !isProtocolKey(members, key) && facts.asksForMember?.(members.owner as ts.Expression, member) === true,
  );
  if (asked)
    throw new NotUnderstood(
      say("a type says that it has {0}, which would be gone", asked.key),
      spanOf(asked.member),
      "public-members",
    );
}

/** A plain value that the iterator itself has no use for; who else asks for it is among the consumers. */
function isIdle(ts: TypeScript, { fields }: Members, key: string): boolean {
  const value = fields.get(key)?.initializer;
  return value !== undefined && isPlainValue(ts, value);
}

function checkLiteral(ts: TypeScript, members: Members, use: SelfUse, helpers: ReadonlySet<string>): void {
  const [bare] = use.bare;
  if (bare) throw new NotUnderstood(say("the iterator object is handed on"), spanOf(bare));
  const [other] = members.others;
  if (other)
    throw new NotUnderstood(
      say("the iterator object has members besides the iterator's"),
      spanOf(other),
      "public-members",
    );
  for (const { key, member } of [...members.methods.values(), ...members.fields.values()]) {
    const isUsed = isProtocolKey(members, key) || helpers.has(key) || isNamed(use, key);
    if (!isUsed && !isIdle(ts, members, key))
      throw new NotUnderstood(
        say("the iterator object has a member '{0}' besides the iterator's", key),
        spanOf(member),
        "public-members",
      );
  }
  const late = lateFields(ts, members, use);
  for (const access of use.accesses) {
    const { key } = access;
    const isKnown =
      members.fields.has(key) || helpers.has(key) || late.has(key) || (key === "next" && access.isCall);
    if (!isKnown)
      throw new NotUnderstood(
        say("'{0}' is not a member of the iterator object", access.node.getText()),
        spanOf(access.node),
      );
  }
}

/** `const iterator = { … };` */
export function selfName(ts: TypeScript, literal: ts.Node): string | undefined {
  const { parent } = wrapped(ts, literal as ts.Expression);
  return ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name) ? parent.name.text : undefined;
}

/**
 * @returns the statements of a function before it returns what was made, the constant that holds it left out
 * @throws NotUnderstood when the function returns something else on another path: in a generator, that would be its final value
 */
export function statementsBefore(
  ts: TypeScript,
  fn: FunctionWithBody,
  made: ts.Node,
  members: Members | undefined,
): ts.Statement[] {
  const holder = wrapped(ts, unwrap(ts, made as ts.Expression)).parent;
  const methods = [...(members?.methods.values() ?? [])].flatMap(({ declaration }) => declaration ?? []);
  const body = withoutBareBlock(ts, fn);
  const last = body.findLast((statement) => !ts.isFunctionDeclaration(statement));
  const statements = body.filter(
    (statement) => statement !== last && !isHolder(ts, statement, holder) && !methods.includes(statement),
  );
  for (const statement of statements) {
    const isFunction = isFunctionBoundary(ts, statement);
    const other = !isFunction && someOwn(ts, statement, (node) => ts.isReturnStatement(node));
    if (other) throw new NotUnderstood(say("something else is returned on another path"), spanOf(statement));
  }
  for (const method of methods) checkUnused(ts, method, statements);
  if (ts.isVariableDeclaration(holder) && ts.isIdentifier(holder.name)) {
    const { text } = holder.name;
    const user = statements.find((statement) => variableNames(ts, [statement]).has(text));
    if (user) throw new NotUnderstood(say("'{0}' is used before it is returned", text), spanOf(user));
  }
  return statements;
}

/**
 * `{ let i = 0; { return {…}; } }`: the block goes where it means the same by each name as what is around it.
 *
 * @throws NotUnderstood where it declares a name for itself that is used outside of it
 */
function withoutBareBlock(ts: TypeScript, fn: FunctionWithBody): readonly ts.Statement[] {
  const statements = bodyStatements(ts, fn);
  const block = ts.isBlock(fn.body) ? lastStatement(ts, fn.body) : undefined;
  if (!block || !ts.isBlock(block)) return statements;
  const others = statements.filter((statement) => statement !== block);
  const named = new Set([...variableNames(ts, others), ...boundNames(ts, fn)]);
  const own = [...declaredNames(ts, block.statements)].find((name) => named.has(name));
  if (own !== undefined) throw new NotUnderstood(say("'{0}' is declared twice", own), spanOf(block));
  return [...others, ...block.statements];
}

/**
 * A local function that becomes the generator's body cannot be called by anything else.
 *
 * @throws NotUnderstood when another statement names it
 */
export function checkUnused(ts: TypeScript, method: ts.Statement, others: readonly ts.Statement[]): void {
  const [name = ""] = declaredNames(ts, [method]);
  const user = userOf(ts, method, others);
  if (user) throw new NotUnderstood(say("'{0}' is used for more than the iterator", name), spanOf(user));
}

/** @returns the first use of what a statement declares that stands in none of these nodes */
export function useBeyond(
  ts: TypeScript,
  declaring: ts.Statement,
  own: readonly ts.Node[],
): ts.Identifier | undefined {
  const [name] = declaredNames(ts, [declaring]);
  const uses = name === undefined ? [] : variablesNamed(ts, declaring.parent, name);
  return uses.find((use) => !own.some((node) => isWithin(use, node)));
}

/** @returns the first statement that names what another one declares */
export function userOf(
  ts: TypeScript,
  declaring: ts.Statement,
  others: readonly ts.Statement[],
): ts.Statement | undefined {
  const [name] = declaredNames(ts, [declaring]);
  return name === undefined
    ? undefined
    : others.find((other) => other !== declaring && variableNames(ts, [other]).has(name));
}

/**
 * Callers are followed, but not what the function that makes the object does with it besides: `setTimeout(() => iterator.stop())`.
 *
 * @throws NotUnderstood when it does anything but return it
 */
export function checkHeld(ts: TypeScript, { owner, methods }: Members, maker: FunctionWithBody): void {
  const name = selfName(ts, owner);
  if (name === undefined) return;
  const own = [owner, ...[...methods.values()].flatMap(({ declaration }) => declaration ?? [])];
  const user = variablesNamed(ts, maker, name).find(
    (node) =>
      declaredScope(ts, node) === undefined &&
      !own.some((part) => isWithin(node, part)) &&
      !(ts.isReturnStatement(wrapped(ts, node).parent) && functionAround(ts, node) === maker),
  );
  if (user) throw new NotUnderstood(say("'{0}' is used for more than to be returned", name), spanOf(user));
}

function isHolder(ts: TypeScript, statement: ts.Statement, holder: ts.Node): boolean {
  return (
    ts.isVariableStatement(statement) &&
    statement.declarationList.declarations.some((declaration) => declaration === holder)
  );
}

/** @returns statements as they stand, with substitutions made, and a blank line where the author left one behind them */
export function copied(ts: TypeScript, render: Renderer, statements: readonly ts.Statement[]): string {
  const text = statements.map((statement) => piece(ts, render, statement)).join("\n");
  const last = statements.at(-1);
  const rest = last ? last.getSourceFile().text.slice(last.end) : "";
  return /^[^\n]*\n[ \t]*\r?\n/.test(rest) ? `${text}\n` : text;
}

/**
 * @param statements - those around the literal, which made its initial values when it was its turn
 * @param first - those that ran before all of them
 * @returns the statements with the variables of the literal among them, in the order in which all of it ran
 */
export function copiedAround(
  ts: TypeScript,
  { render, prelude }: ClassState,
  statements: readonly ts.Statement[],
  literal: ts.Node,
  first: readonly ts.Statement[] = [],
): string {
  const before = statements.filter(({ pos }) => pos < literal.pos);
  const behind = statements.slice(before.length);
  const last = behind.length > 0 ? [copied(ts, render, behind)] : [];
  return [copied(ts, render, [...first, ...before]), prelude, ...last].join("\n");
}

/**
 * @param statements - those of the function that makes the iterator, beside the making
 * @param making - the texts of what that does: arguments first, then the constructor
 * @returns all of it in the order in which it ran
 */
export function copiedAroundMaking(
  ts: TypeScript,
  outer: Renderer,
  { statements, creation }: { readonly statements: readonly ts.Statement[]; readonly creation: ts.Node },
  making: readonly string[],
): string {
  const before = statements.filter(({ pos }) => pos < creation.pos);
  const behind = statements.slice(before.length);
  return [copied(ts, outer, before), ...making, copied(ts, outer, behind)]
    .filter((text) => text.trim() !== "")
    .join("\n");
}

/** @returns names that are declared by statements of one block */
export function declaredNames(ts: TypeScript, statements: readonly ts.Statement[]): Set<string> {
  return new Set(
    statements.flatMap((statement) => identifiersDeclared(ts, statement).map(({ text }) => text)),
  );
}

/** @returns the names of a generator's own variables: of the state, of statements that come with it, of the function's parameters */
export function ownNames(
  ts: TypeScript,
  fn: ts.SignatureDeclaration,
  statements: readonly ts.Statement[],
  state: ClassState,
): Set<string> {
  return new Set([...state.names.values(), ...declaredNames(ts, statements), ...boundNames(ts, fn)]);
}

/**
 * Two scopes become one: a name that both declare would be declared twice.
 *
 * @param fn - the function, or constructor, whose parameters the generator takes
 * @param outer - the statements of its body that move along
 * @param inner - statements that come from a function further in
 * @throws NotUnderstood when there is such a name
 */
export function checkNames(
  ts: TypeScript,
  fn: ts.SignatureDeclaration | undefined,
  outer: readonly ts.Statement[],
  inner: readonly ts.Statement[],
): void {
  const names = new Set([...declaredNames(ts, outer), ...(fn ? boundNames(ts, fn) : [])]);
  for (const statement of inner) {
    const twice = [...declaredNames(ts, [statement])].find((name) => names.has(name));
    if (twice !== undefined)
      throw new NotUnderstood(say("'{0}' is declared twice", twice), spanOf(statement));
  }
}
