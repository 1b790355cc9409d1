import type ts from "typescript";
import { variableName, variableNames } from "../describe/names";
import type { SelfAccess, SelfUse } from "../describe/self";
import type { Field, Members } from "../detect/members";
import { protocols } from "../kind";
import { say } from "../say";
import { boundNames } from "../syntax/bound-names";
import { isFunctionBoundary, isWithin, someOwn, unwrap, wrapped } from "../syntax/nodes";
import { declaredScope, variablesNamed } from "../syntax/scopes";
import { isSaidByThis, spanOf, statementOf } from "../syntax/this-alias";
import type { FileSpan } from "../text";
import type { TypeScript } from "../typescript";
import { againMarker, closeMarker } from "./again";
import { aliasesOf, isApartFrom, sharesName } from "./aliases";
import { declareField, fieldType, isOptional, valueWithType, type LocalField } from "./declarations";
import { NotUnderstood } from "./draft";
import { checkFieldOrder } from "./field-order";
import { lateFields } from "./late-fields";
import { checkMeanings, declaredFor, isFreeFor } from "./meanings";
import { mergeParameters } from "./merge-parameters";
import { piece, undocumented } from "./pieces";
import { createRenderer, type Renderer } from "./render";
import { isWrittenLater, type Assignment, type StateRequest } from "./state-request";

/** @returns whether the key is one of the protocol's own; all other methods are helpers */
export function isProtocolKey({ kind }: Pick<Members, "kind">, key: string): boolean {
  return key === "next" || key === "return" || key === "throw" || key === protocols[kind].openKey;
}

/** `super();`, which a class with a base cannot do without, and a function cannot have. */
export function isBareSuper(ts: TypeScript, statement: ts.Statement): boolean {
  if (!ts.isExpressionStatement(statement) || !ts.isCallExpression(statement.expression)) return false;
  const { expression, arguments: given } = statement.expression;
  return expression.kind === ts.SyntaxKind.SuperKeyword && given.length === 0;
}

/** The fields of a class or literal as variables of a generator. */
export interface ClassState {
  readonly render: Renderer;
  /** Declarations and the constructor's statements. */
  readonly prelude: string;
  /** The variables' names by member key; fields that stay fields are absent. */
  readonly names: ReadonlyMap<string, string>;
  /** The names of the functions that methods become, by member key. */
  readonly helperNames: ReadonlyMap<string, string>;
  /** Statements that have nothing left to do, such as `const end = this.end;` where the variable is called `end`. */
  readonly dropped: ReadonlySet<ts.Node>;
  /** What becomes of each `const { items, options } = this;`. */
  readonly opened: ReadonlyMap<ts.Node, string>;
}

/**
 * The state of a class that goes as a whole: every field becomes a variable, and the constructor's work is the generator's.
 *
 * @throws NotUnderstood when a field's initial value cannot be traced, or is made from what is not set yet
 */
export function planWholeState(
  ts: TypeScript,
  request: Omit<StateRequest, "localizes" | "movesConstructor">,
): ClassState {
  checkFieldOrder(ts, request.members, request.use);
  return planState(ts, { ...request, localizes: () => true, movesConstructor: true });
}

/**
 * Finds names for the fields that become variables, and writes their declarations.
 *
 * @throws NotUnderstood when a field's initial value cannot be traced
 */
export function planState(ts: TypeScript, request: StateRequest): ClassState {
  const { members } = request;
  const sourceFile = members.owner.getSourceFile();
  if (request.movesConstructor) checkRunsToItsEnd(ts, members);
  const keys = stateKeys(ts, request);
  const assignments = request.movesConstructor
    ? initialAssignments(ts, request, keys)
    : new Map<string, Assignment>();
  const merged = request.movesConstructor ? mergeParameters(ts, request, keys, assignments) : noMerge;
  const superCalls = members.construct?.body.statements.filter((one) => isBareSuper(ts, one)) ?? [];
  const aliases = request.use.aliases.filter((alias) => request.movesConstructor || isSaidByThis(ts, alias));
  const gone = new Set<ts.Node>([
    ...merged.dropped,
    ...(request.movesConstructor ? superCalls : []),
    ...aliases.flatMap((alias) => statementOf(ts, alias) ?? []),
  ]);
  const declared = declaredAround(ts, request);
  const helperNames = nameHelpers(ts, request, declared);
  const names = nameState(ts, request, keys, { fields: merged.names, helpers: helperNames });
  checkMeanings(ts, piecesOf(request), new Set([...declared, ...names.byKey.values()]));
  const substitutions = new Map<ts.Node, string>(request.also);
  for (const { uses } of aliases) for (const use of uses) substitutions.set(use, "this");
  for (const access of request.use.accesses) {
    const name = substitute(access, names.byKey, helperNames);
    if (name !== undefined) substitutions.set(access.isCall ? wrapped(ts, access.node) : access.node, name);
  }
  for (const [node, text] of deletions(ts, request, names.byKey)) substitutions.set(node, text);
  for (const alias of names.dropped) substitutions.set(alias, "");
  for (const statement of gone) substitutions.set(statement, "");
  const dropped = new Set<ts.Node>([...names.dropped, ...gone]);
  const opened = openedFields(request, names.byKey, dropped);
  for (const [statement, text] of opened) substitutions.set(statement, text);
  for (const [node, text] of merged.replaced) substitutions.set(node, text);
  const invented = inventedNames(names.byKey, merged.names);
  const cuts = aliases.flatMap((alias) => (statementOf(ts, alias) ? [] : spanOf(alias)));
  const render = createRenderer(sourceFile, substitutions, invented, names.byKey, cuts);
  const prelude = writePrelude(ts, request, {
    render,
    names: names.byKey,
    assignments,
    dropped: gone,
    keys,
    merged: merged.names,
  });
  return { render, prelude, names: names.byKey, helperNames, dropped, opened };
}

/** `delete this.current;`: a variable cannot be deleted, and is put to `undefined`. */
function deletions(
  ts: TypeScript,
  { use }: StateRequest,
  names: ReadonlyMap<string, string>,
): Map<ts.Node, string> {
  const found = new Map<ts.Node, string>();
  for (const { node, key } of use.accesses) {
    const deletion = wrapped(ts, node).parent;
    const name = names.get(key);
    if (name === undefined || !ts.isDeleteExpression(deletion)) continue;
    if (!ts.isExpressionStatement(deletion.parent))
      throw new NotUnderstood(say("something is made of the deletion of '{0}'", key), spanOfNode(deletion));
    found.set(deletion, `${name} = undefined`);
  }
  return found;
}

/** A constructor that returns early leaves an iterator that has all to come; the generator would have ended. */
function checkRunsToItsEnd(ts: TypeScript, { construct, plumbing }: Members): void {
  for (const statement of construct?.body.statements ?? []) {
    if (plumbing.has(statement) || isFunctionBoundary(ts, statement)) continue;
    if (someOwn(ts, statement, (node) => ts.isReturnStatement(node)))
      throw new NotUnderstood(say("what makes it returns early on some path"), spanOfNode(statement));
  }
}

/** What is left of `const { items, index } = this;`: nothing for what is a variable of that name, a copy of what changes. */
function openedFields(
  { use }: StateRequest,
  names: ReadonlyMap<string, string>,
  dropped: ReadonlySet<ts.Node>,
): Map<ts.Node, string> {
  const opened = new Map<ts.Node, string>();
  for (const { statement, elements } of use.destructured) {
    if (!elements.some(({ key }) => names.has(key))) continue;
    const copies = elements
      .filter(({ node }) => !dropped.has(node))
      .map(({ key, name, node }) => {
        const variable = names.get(key);
        if (variable === undefined)
          throw new NotUnderstood(
            say("'{0}' of 'this' is not a field that moves along", key),
            spanOfNode(node),
          );
        return `const ${name} = ${variable};`;
      });
    opened.set(statement, copies.join("\n"));
  }
  return opened;
}

function spanOfNode(node: ts.Node): FileSpan {
  return { fileName: node.getSourceFile().fileName, start: node.getStart(), end: node.end };
}

/** Keys that are state: declared fields, and in JavaScript what the constructor assigns, or a literal comes to have. */
function stateKeys(ts: TypeScript, { members, use, localizes }: StateRequest): string[] {
  const assigned = use.accesses.filter(
    ({ within, access }) => within === "constructor" && access === "write",
  );
  const late = lateFields(ts, members, use);
  const keys = new Set([...members.fields.keys(), ...assigned.map(({ key }) => key), ...late]);
  for (const key of members.methods.keys()) keys.delete(key);
  return [...keys].filter((key) => localizes(key));
}

function substitute(
  { key, isCall, within }: SelfAccess,
  names: ReadonlyMap<string, string>,
  helpers: ReadonlyMap<string, string>,
): string | undefined {
  if (key === "next" && isCall && !names.has(key)) return within === "return" ? undefined : againMarker;
  return helpers.get(key) ?? names.get(key);
}

/** A method keeps its name as a function, unless that means something else where it is called, or to what comes to stand beside it. */
function nameHelpers(
  ts: TypeScript,
  request: StateRequest,
  declared: ReadonlySet<string>,
): Map<string, string> {
  const pieces = piecesOf(request);
  const names = new Map<string, string>();
  for (const key of request.helpers) {
    const accesses = request.use.accesses.filter((access) => access.key === key);
    const replaced = accesses.find(({ access }) => access !== "read");
    if (replaced)
      throw new NotUnderstood(say("'{0}' is replaced by another function", key), spanOfNode(replaced.node));
    if (key === "return") {
      names.set(key, closeMarker);
      continue;
    }
    const calls = accesses.map(({ node }) => node);
    const plain = variableName(key, new Set());
    const others = new Set([...declared, ...names.values()]);
    const isFree = (name: string) => !others.has(name) && isFreeFor(ts, pieces, name, calls);
    names.set(key, isFree(plain) ? plain : firstFree(`own${capitalized(plain)}`, isFree));
  }
  return names;
}

function capitalized(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function firstFree(name: string, isFree: (name: string) => boolean): string {
  if (isFree(name)) return name;
  for (let number = 2; ; number++) if (isFree(`${name}${number}`)) return `${name}${number}`;
}

/** What the constructor and the code around declare for the whole generator. */
function declaredAround(ts: TypeScript, { members, movesConstructor, around }: StateRequest): Set<string> {
  const construct = movesConstructor && members.construct ? [members.construct] : [];
  return declaredFor(ts, [...construct, ...around]);
}

function initialAssignments(
  ts: TypeScript,
  request: StateRequest,
  keys: readonly string[],
): Map<string, Assignment> {
  const found = new Map<string, Assignment>();
  for (const key of keys) {
    const writes = request.use.accesses.filter(
      (access) => access.key === key && access.within === "constructor" && access.access !== "read",
    );
    const [only, ...more] = writes;
    if (!only || more.length > 0 || request.members.fields.get(key)?.initializer) continue;
    const assignment = topLevelAssignment(ts, request, only);
    if (assignment && !isReadBefore(request.use, key, assignment.statement)) found.set(key, assignment);
  }
  return found;
}

function topLevelAssignment(
  ts: TypeScript,
  { members }: StateRequest,
  { node }: SelfAccess,
): Assignment | undefined {
  const { parent } = node;
  if (!ts.isBinaryExpression(parent) || parent.operatorToken.kind !== ts.SyntaxKind.EqualsToken)
    return undefined;
  const statement = parent.parent;
  if (!ts.isExpressionStatement(statement) || statement.parent !== members.construct?.body) return undefined;
  return { statement, value: parent.right };
}

function isReadBefore(use: SelfUse, key: string, statement: ts.Node): boolean {
  return use.accesses.some(
    (access) => access.key === key && access.within === "constructor" && access.node.end <= statement.pos,
  );
}

const noMerge = {
  names: new Map<string, string>(),
  dropped: new Set<ts.Node>(),
  replaced: new Map<ts.Node, string>(),
};

/** The names that are not what the author called the fields. */
function inventedNames(
  byKey: ReadonlyMap<string, string>,
  given: ReadonlyMap<string, string>,
): Map<string, string> {
  const own = [...byKey].filter(([key, name]) => !given.has(key) && name !== variableName(key, new Set()));
  return new Map(own.map(([key, name]) => [name, variableName(key, new Set())]));
}

interface StateNames {
  readonly byKey: ReadonlyMap<string, string>;
  /** `const items = this.items;` where the variable is called `items` as well. */
  readonly dropped: ReadonlySet<ts.Node>;
}

function nameState(
  ts: TypeScript,
  request: StateRequest,
  keys: readonly string[],
  given: { readonly fields: ReadonlyMap<string, string>; readonly helpers: ReadonlyMap<string, string> },
): StateNames {
  const byPiece = piecesOf(request).map((piece) => ({ piece, names: variableNames(ts, [piece]) }));
  const named = new Set(given.helpers.values());
  const byKey = new Map<string, string>(given.fields);
  const dropped = new Set<ts.Node>();
  for (const key of keys) {
    if (byKey.has(key)) continue;
    const apart = helpersWithout(request, key);
    const taken = new Set([
      ...named,
      ...byPiece.flatMap(({ piece, names }) => [
        ...(apart.has(piece) ? fromOutside(ts, piece, names) : names),
      ]),
    ]);
    const [alias] = aliasesOf(ts, request, key);
    const shared =
      alias && !isParameterName(ts, request, alias.name) && sharesName(ts, request, key, alias.name);
    const others = new Set([...taken].filter((name) => name !== alias?.name));
    const name = shared ? variableName(alias.name, others) : variableName(key, taken);
    byKey.set(key, name);
    named.add(name);
    if (shared) for (const { node } of shared) dropped.add(node);
  }
  return { byKey, dropped };
}

/** The methods that become functions of their own and do nothing with the field: what they declare hides it from nobody. */
function helpersWithout({ members, helpers, use }: StateRequest, key: string): ReadonlySet<ts.Node> {
  const apart = [...helpers].filter((helper) => isApartFrom(use, helper, key));
  return new Set(apart.flatMap((helper) => members.methods.get(helper)?.fn ?? []));
}

/** The names that mean something else there than what the function declares itself. */
function fromOutside(ts: TypeScript, fn: ts.Node, names: ReadonlySet<string>): string[] {
  return [...names].filter((name) => {
    const uses = variablesNamed(ts, fn, name);
    const scopes = uses.flatMap((use) => declaredScope(ts, use) ?? []);
    return !uses.every((use) => scopes.some((scope) => isWithin(use, scope) && isWithin(scope, fn)));
  });
}

function isParameterName(ts: TypeScript, { members }: StateRequest, name: string): boolean {
  return members.construct !== undefined && boundNames(ts, members.construct).has(name);
}

/** All code that will share the generator's scope. */
function piecesOf(request: StateRequest): ts.Node[] {
  return [...codeOf(request), ...request.around];
}

/** That of the members. */
function codeOf({ members, movesConstructor, helpers }: StateRequest): ts.Node[] {
  const methods = [...members.methods.values()].filter(
    ({ key }) => isProtocolKey(members, key) || helpers.has(key),
  );
  const initializers = [...members.fields.values()].flatMap(({ initializer }) =>
    initializer ? [initializer] : [],
  );
  const construct = movesConstructor && members.construct ? [members.construct] : [];
  return [...methods.map(({ fn }) => fn), ...initializers, ...construct];
}

interface PreludeInput {
  readonly render: Renderer;
  readonly names: ReadonlyMap<string, string>;
  readonly assignments: ReadonlyMap<string, Assignment>;
  readonly dropped: ReadonlySet<ts.Node>;
  readonly keys: readonly string[];
  /** The names of parameters that are fields, by member key. */
  readonly merged: ReadonlyMap<string, string>;
}

function writePrelude(ts: TypeScript, request: StateRequest, input: PreludeInput): string {
  const { members } = request;
  const lines: string[] = [];
  for (const key of input.keys) {
    const field = members.fields.get(key);
    const local = localField(input.names, key, field);
    if (!local || local.name === "this" || isParameterVariable(ts, request, local.name)) continue;
    if (field && ts.isParameter(field.member)) {
      if (!input.merged.has(key)) lines.push(`let ${local.name} = ${key};`);
      continue;
    }
    if (input.assignments.has(key)) continue;
    const types = {
      asserted: enumOf(ts, request, key, field),
      declared: typeFromOutside(ts, request, key, field),
    };
    const text = declareField(ts, input.render, local, types);
    lines.push(field ? undocumented(ts, field.member, text) : text);
  }
  if (request.movesConstructor) lines.push(...constructorStatements(ts, request, input));
  return lines.filter((line) => line.trim() !== "").join("\n");
}

/**
 * `Part` for a field that starts as `Part.Header` and changes: the compiler follows a variable's values, and would object to a
 * `case` that its loop never comes to.
 */
function enumOf(
  ts: TypeScript,
  { facts, use }: StateRequest,
  key: string,
  field: Field | undefined,
): string | undefined {
  const value = field?.initializer;
  if (!value || !ts.isPropertyAccessExpression(value) || fieldType(ts, field)) return undefined;
  const declaration = facts?.declarationOf(value.name);
  if (!declaration || !ts.isEnumMember(declaration)) return undefined;
  const isWritten = use.accesses.some((access) => access.key === key && access.access !== "read");
  return isWritten ? value.expression.getText() : undefined;
}

/**
 * `Page | null` for a property of a literal that starts as a page, where an assertion or the code around says that it may be null: in
 * the literal itself, nothing does.
 */
function typeFromOutside(
  ts: TypeScript,
  { facts, use }: StateRequest,
  key: string,
  field: Field | undefined,
): string | undefined {
  if (!field || !(ts.isPropertyAssignment(field.member) || ts.isShorthandPropertyAssignment(field.member)))
    return undefined;
  const written = use.accesses.find((access) => access.key === key && access.access !== "read")?.node;
  if (!written || !ts.isPropertyAccessExpression(written)) return undefined;
  const declaration = facts?.declarationOf(written.name);
  return declaration && declaration !== field.member ? facts?.unionText?.(written) : undefined;
}

function isParameterVariable(ts: TypeScript, request: StateRequest, name: string): boolean {
  return request.movesConstructor && isParameterName(ts, request, name);
}

function localField(
  names: ReadonlyMap<string, string>,
  key: string,
  field: Field | undefined,
): LocalField | undefined {
  const name = names.get(key);
  return name === undefined ? undefined : { name, field };
}

function constructorStatements(ts: TypeScript, request: StateRequest, input: PreludeInput): string[] {
  const { construct, plumbing } = request.members;
  const statements = (construct?.body.statements ?? []).filter((statement) => !plumbing.has(statement));
  const byStatement = new Map(
    [...input.assignments].map(([key, assignment]) => [assignment.statement as ts.Statement, key]),
  );
  return statements.map((statement) => {
    if (input.dropped.has(statement)) return undocumented(ts, statement, "").trim();
    const key = byStatement.get(statement);
    if (key === undefined) return piece(ts, input.render, statement);
    return undocumented(ts, statement, declareAssigned(ts, request, input, key));
  });
}

function declareAssigned(ts: TypeScript, request: StateRequest, input: PreludeInput, key: string): string {
  const field = request.members.fields.get(key);
  const assignment = input.assignments.get(key);
  const local = localField(input.names, key, field);
  if (!assignment || !local) throw new NotUnderstood(say("the initial value of '{0}' cannot be traced", key));
  const { value } = assignment;
  const text = input.render.node(value);
  const saysItself = !mayBeOther(request, key, field, text) && saysItsType(ts, request, field, value);
  const type = saysItself ? undefined : fieldType(ts, field);
  return `let ${local.name}${valueWithType(ts, local, type, value, text)};`;
}

/** `private node?: Row`, or `private node: Tree` that starts as `this`: what is put there later may be none of what it starts as. */
function mayBeOther(request: StateRequest, key: string, field: Field | undefined, text: string): boolean {
  const isWider = text === "this" || (field !== undefined && isOptional(field));
  return isWider && isWrittenLater(request, key);
}

function saysItsType(
  ts: TypeScript,
  request: StateRequest,
  field: Field | undefined,
  value: ts.Expression,
): boolean {
  return (
    isTypedParameter(ts, request, field, value) ||
    isKnownNumber(ts, request, field, value) ||
    isGivenAs(ts, request, field, value)
  );
}

/** `current: number` assigned from the parameter `start: number` needs no type of its own. */
function isTypedParameter(
  ts: TypeScript,
  { members }: StateRequest,
  field: Field | undefined,
  value: ts.Expression,
): boolean {
  const inner = unwrap(ts, value);
  const type = fieldType(ts, field);
  if (type && isFieldOfType(ts, members, type, inner)) return true;
  if (!ts.isIdentifier(inner)) return false;
  const parameter = members.construct?.parameters.find(
    ({ name }) => ts.isIdentifier(name) && name.text === inner.text,
  );
  if (!parameter || !type) return false;
  return parameter.type?.getText() === type.getText() && !parameter.questionToken;
}

/** `current: Date` set from `this.first`, which is a `Date` as well. */
function isFieldOfType(
  ts: TypeScript,
  { fields }: StateRequest["members"],
  type: ts.TypeNode,
  value: ts.Expression,
): boolean {
  if (!ts.isPropertyAccessExpression(value) || value.expression.kind !== ts.SyntaxKind.ThisKeyword)
    return false;
  return fieldType(ts, fields.get(value.name.text))?.getText() === type.getText();
}

/** `limit: number` assigned from `Math.min(a, b)` */
function isKnownNumber(
  ts: TypeScript,
  { facts }: StateRequest,
  field: Field | undefined,
  value: ts.Expression,
): boolean {
  return fieldType(ts, field)?.kind === ts.SyntaxKind.NumberKeyword && facts?.isNumber?.(value) === true;
}

/** `date: Date` assigned from what a call gives, which is declared to be a `Date` */
function isGivenAs(
  ts: TypeScript,
  { facts }: StateRequest,
  field: Field | undefined,
  value: ts.Expression,
): boolean {
  const type = fieldType(ts, field)?.getText();
  if (type === undefined || !facts || !ts.isCallExpression(unwrap(ts, value))) return false;
  return facts.typeText?.(value) === type && facts.hasTypeOfItsOwn?.(value) === true;
}
