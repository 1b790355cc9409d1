import type ts from "typescript";
import type { Usage } from "../consumer";
import type { SelfAccess, SelfUse } from "../describe/self";
import type { Members } from "../detect/members";
import type { Facts } from "../facts";
import { isPure, touchesNothing } from "../lower/effects";
import { NotUnderstood } from "../lower/draft";
import { say } from "../say";
import {
  accessKind,
  hasModifier,
  isJavaScript,
  isUndefined,
  some,
  statementsOf,
  unwrap,
} from "../syntax/nodes";
import { assignmentOf } from "../syntax/field-assignment";
import { isPlainValue } from "../syntax/plain-value";
import { isVariableName, usesOfVariable } from "../syntax/variable-name";
import type { TypeScript } from "../typescript";
import { spanOf } from "./common";
import { isAskedFor } from "./own-protocol";

/*
 * A class whose opening method makes another instance of it: which fields that instance has in common with the one that is looped over,
 * and what its constructor does for the others.
 */

/** The class, and what it gives the constructor when it opens an iterator. */
export interface Reopening {
  readonly members: Members;
  /** What the members do with `this`, the opening method included. */
  readonly use: SelfUse;
  readonly usage: Usage;
  readonly creation: ts.NewExpression;
  readonly facts: Facts;
}

/** The constructor's statements, by what becomes of them where an iterator is opened. */
export interface OpeningStatements {
  /** They set up what the iterator works with. */
  readonly kept: readonly ts.Statement[];
  /** They set what both instances have in common or no iterator looks at, and check what has been checked before. */
  readonly dropped: readonly ts.Statement[];
}

/**
 * @returns the fields that hold the same in each iterator as in the instance that opens it: set from what that hands on, and never set
 * again
 */
export function sharedFields(ts: TypeScript, reopening: Reopening): ReadonlySet<string> {
  const { members } = reopening;
  const keys = [...members.fields.keys(), ...assignedKeys(ts, members)];
  return new Set(keys.filter((key) => isHandedOn(ts, reopening, key) && isSetOnce(ts, reopening, key)));
}

function assignedKeys(ts: TypeScript, { construct }: Members): string[] {
  return (construct?.body.statements ?? []).flatMap((statement) => assignmentOf(ts, statement)?.key ?? []);
}

/** Its first value is the same in both: what is handed on, or a value that is written out. */
function isHandedOn(ts: TypeScript, reopening: Reopening, key: string): boolean {
  const { members, creation } = reopening;
  const field = members.fields.get(key);
  if (field && !ts.isParameter(field.member) && field.initializer)
    return isPlainValue(ts, field.initializer) && !isMade(ts, field.initializer);
  const index = parameterFor(ts, reopening, key);
  const given = index === undefined ? undefined : creation.arguments?.[index];
  const value = given && unwrap(ts, given);
  return (
    value !== undefined &&
    ts.isPropertyAccessExpression(value) &&
    value.expression.kind === ts.SyntaxKind.ThisKeyword &&
    value.name.text === key
  );
}

/** `[]`, `new Map()`: each instance has its own. */
function isMade(ts: TypeScript, value: ts.Expression): boolean {
  const made = unwrap(ts, value);
  return ts.isArrayLiteralExpression(made) || ts.isObjectLiteralExpression(made) || ts.isNewExpression(made);
}

/** The place of the parameter that a field is set from, and that nothing else is done with before. */
function parameterFor(ts: TypeScript, { members }: Reopening, key: string): number | undefined {
  const { construct, fields } = members;
  if (!construct) return undefined;
  const property = fields.get(key)?.member;
  const isProperty = property !== undefined && ts.isParameter(property);
  const assigned = construct.body.statements.flatMap((statement) => {
    const assignment = assignmentOf(ts, statement);
    return assignment?.key === key ? [unwrap(ts, assignment.value)] : [];
  });
  const [value, ...more] = assigned;
  if (isProperty ? value : more.length > 0 || !value || !ts.isIdentifier(value)) return undefined;
  const name = isProperty ? property.name.getText() : value?.getText();
  const index = construct.parameters.findIndex((parameter) => parameter.name.getText() === name);
  const parameter = construct.parameters[index];
  if (!parameter || parameter.dotDotDotToken || name === undefined) return undefined;
  const isChanged = usesOfVariable(ts, construct.body, name).some((use) => accessKind(ts, use) !== "read");
  return isChanged ? undefined : index;
}

/** Nothing sets it but the constructor, once: neither the class itself nor, as far as that can be seen, anybody else. */
function isSetOnce(ts: TypeScript, { members, use, usage, facts }: Reopening, key: string): boolean {
  const own = use.accesses.filter((access) => access.key === key && access.access !== "read");
  const isInPlace = ({ within, node }: SelfAccess): boolean =>
    within === "constructor" && node.parent.parent.parent === members.construct?.body;
  if (own.length > 1 || !own.every(isInPlace)) return false;
  if (own.length === 1 && members.fields.get(key)?.initializer) return false;
  const member = members.fields.get(key)?.member;
  const name = member?.name ?? own[0]?.node.name;
  if (!name) return false;
  const isOwnAlone =
    ts.isPrivateIdentifier(name) ||
    (member !== undefined && hasModifier(ts, member, ts.SyntaxKind.ReadonlyKeyword));
  if (isOwnAlone && !isJavaScript(name)) return true;
  if (isAskedFor(usage, key)) return false;
  const known = new Set<ts.Node>([name, ...use.accesses.map(({ node }) => node.name)]);
  const others = facts.references(name)?.filter(({ node }) => !known.has(node));
  return others?.every(({ node }) => isReadOf(ts, node)) ?? false;
}

/** `other.key` that is read, and a name that stands for the parameter of a parameter property. */
function isReadOf(ts: TypeScript, node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) return accessKind(ts, parent) === "read";
  return ts.isIdentifier(node) && !ts.isPropertyName(node.parent) && accessKind(ts, node) === "read";
}

/**
 * @param shared - the fields that both have in common
 * @param isState - is it a field that the iterator keeps for itself?
 * @throws NotUnderstood when making an instance does more than setting fields and checking what it is given
 */
export function openingStatements(
  ts: TypeScript,
  reopening: Reopening,
  shared: ReadonlySet<string>,
  isState: (key: string) => boolean,
): OpeningStatements {
  const { members } = reopening;
  const kept: ts.Statement[] = [];
  const dropped: ts.Statement[] = [];
  for (const statement of members.construct?.body.statements ?? []) {
    if (members.plumbing.has(statement)) continue;
    const set = assignmentOf(ts, statement);
    const isIdle = set ? shared.has(set.key) || isPure(ts, set.value) : isMetCheck(ts, reopening, statement);
    if (set && isState(set.key)) kept.push(statement);
    else if (isIdle) dropped.push(statement);
    else
      throw new NotUnderstood(
        say("making another instance does more than setting what the iterator works with"),
        spanOf(statement),
      );
  }
  return { kept, dropped };
}

/** `if (step <= 0) throw new RangeError(…);`: what the instance hands on has passed that. */
function isMetCheck(ts: TypeScript, reopening: Reopening, statement: ts.Statement): boolean {
  if (!ts.isIfStatement(statement) || statement.elseStatement) return false;
  const { expression, thenStatement } = statement;
  const [only, ...more] = statementsOf(ts, thenStatement);
  if (!only || more.length > 0 || !ts.isThrowStatement(only)) return false;
  if (!touchesNothing(ts, expression) || some(ts, expression, (node) => mayAct(ts, node))) return false;
  return !some(
    ts,
    expression,
    (node) =>
      ts.isIdentifier(node) &&
      isVariableName(ts, node) &&
      !isUndefined(ts, node) &&
      !isTest(node.parent.getText()) &&
      !isStillGiven(ts, reopening, node.text),
  );
}

function mayAct(ts: TypeScript, node: ts.Node): boolean {
  if (ts.isCallExpression(node)) return !isTest(node.expression.getText());
  return (
    ts.isNewExpression(node) ||
    ts.isTaggedTemplateExpression(node) ||
    ts.isFunctionLike(node) ||
    node.kind === ts.SyntaxKind.ThisKeyword
  );
}

/** `Number.isInteger`, `Array.isArray`: says the same of the same value. */
function isTest(callee: string): boolean {
  return /^(?:Number\.is\w+|Array\.isArray)$/.test(callee);
}

/** @returns whether the new instance is made as the old one was, which nobody can tell from making one */
export function isMadeAlike(ts: TypeScript, reopening: Reopening): boolean {
  const { members, creation } = reopening;
  const parameters = members.construct?.parameters ?? [];
  const names = parameters.map(({ name }) => name.getText());
  return (
    (creation.arguments ?? []).length === names.length &&
    names.every((name) => isStillGiven(ts, reopening, name)) &&
    isMadeQuietly(ts, members)
  );
}

/** Nothing is called but what makes something new and empty. */
function isMadeQuietly(ts: TypeScript, { construct, fields, plumbing }: Members): boolean {
  const isQuiet = (value: ts.Expression): boolean => isPlainValue(ts, value) || isPure(ts, value);
  const sets = (construct?.body.statements ?? []).filter((statement) => !plumbing.has(statement));
  return (
    [...fields.values()].every(({ initializer }) => !initializer || isQuiet(initializer)) &&
    sets.every((statement) => {
      const value = assignmentOf(ts, statement)?.value;
      return value !== undefined && isQuiet(value);
    })
  );
}

/** The parameter gets from the instance what that was given itself. */
function isStillGiven(ts: TypeScript, reopening: Reopening, name: string): boolean {
  const { members, creation, use } = reopening;
  const index = members.construct?.parameters.findIndex((parameter) => parameter.name.getText() === name);
  const given = index === undefined ? undefined : creation.arguments?.[index];
  const value = given && unwrap(ts, given);
  if (!value || !ts.isPropertyAccessExpression(value) || !isHandedOn(ts, reopening, value.name.text))
    return false;
  if (parameterFor(ts, reopening, value.name.text) !== index) return false;
  const isOfIterator = (within: string): boolean => ["constructor", "next", "return"].includes(within);
  return use.accesses.every(
    ({ key, access, within }) => key !== value.name.text || access === "read" || isOfIterator(within),
  );
}
