import type ts from "typescript";
import { variableName, variableNames } from "../describe/names";
import { boundNames } from "../syntax/bound-names";
import { accessKind, functionAround, isFunctionBoundary, some, unwrap, walk } from "../syntax/nodes";
import { usesOfVariable } from "../syntax/variable-name";
import { isThis } from "../syntax/this-alias";
import type { TypeScript } from "../typescript";
import type { Construct, Field } from "../detect/members";
import { sharesName } from "./aliases";
import { fieldType, isOptional, orUndefined } from "./declarations";
import { writesName } from "./effects";
import { isWrittenLater, type Assignment, type StateRequest } from "./state-request";

/** Fields that are nothing but a constructor parameter under its own or another name. */
export interface MergedParameters {
  /** The parameter's name by member key. */
  readonly names: Map<string, string>;
  /** Statements that have nothing left to do: `this.limit = limit;`. */
  readonly dropped: Set<ts.Node>;
  /** Statements, names and types that are written anew. */
  readonly replaced: Map<ts.Node, string>;
}

/**
 * Lets a field and the constructor parameter that it is set from share one variable, the parameter.
 *
 * A field of the same name always does, unless a closure of the constructor goes on reading the parameter while the field
 * changes. A field of another name does when neither is assigned later.
 */
export function mergeParameters(
  ts: TypeScript,
  request: StateRequest,
  keys: readonly string[],
  assignments: ReadonlyMap<string, Assignment>,
): MergedParameters {
  const merged: MergedParameters = { names: new Map(), dropped: new Set(), replaced: new Map() };
  const { construct } = request.members;
  if (!construct) return merged;
  for (const key of keys) {
    const field = request.members.fields.get(key);
    if (field && ts.isParameter(field.member)) {
      if (!differsLater(ts, request, construct, key) && !undecorate(ts, request, { construct, key }, merged))
        share(ts, request, key, key, merged);
      continue;
    }
    const assignment = assignments.get(key);
    const parameter = assignment && parameterNamed(ts, construct, unwrap(ts, assignment.value));
    if (!assignment || !parameter || [...merged.names.values()].includes(parameter)) continue;
    if (isWrittenBehind(ts, construct, parameter, assignment.statement.end)) continue;
    const isSameName = variableName(key, new Set()) === parameter;
    const isLate = isWrittenLater(request, key) || writesName(ts, construct, parameter);
    if (isLate && !(isSameName && !isReadInClosure(ts, construct, parameter))) continue;
    if (isLate && mayNeedMore(ts, construct, parameter, field)) continue;
    if (!share(ts, request, key, parameter, merged)) continue;
    merged.dropped.add(assignment.statement);
  }
  mergeConditional(ts, request, keys, assignments, merged);
  return merged;
}

/**
 * `private _limit: number`: the mark of what is private says nothing of a parameter, and would be taken for that of one that is not used.
 *
 * @returns whether the parameter has the bare name now, which must mean nothing else, and stand in no doc
 */
function undecorate(
  ts: TypeScript,
  { members, parameterTexts, around }: StateRequest,
  { construct, key }: { readonly construct: Construct; readonly key: string },
  merged: MergedParameters,
): boolean {
  const parameter = construct.parameters.find(({ name }) => name.getText() === key);
  const bare = variableName(key, new Set());
  if (!parameter || !key.startsWith("_") || bare === key || parameterTexts?.has(key)) return false;
  const isOthers = [...members.fields.keys()].some(
    (other) => other !== key && variableName(other, new Set()) === bare,
  );
  if (isOthers || variableNames(ts, [members.owner, ...around]).has(bare)) return false;
  const uses = usesOfVariable(ts, construct, key).filter((node) => node !== parameter.name);
  const isInDoc = ts.getJSDocParameterTags(parameter).length > 0;
  if (isInDoc || uses.some(({ parent }) => ts.isShorthandPropertyAssignment(parent))) return false;
  merged.names.set(key, bare);
  for (const node of [parameter.name, ...uses]) merged.replaced.set(node, bare);
  return true;
}

function parameterNamed(ts: TypeScript, construct: Construct, value: ts.Expression): string | undefined {
  if (!ts.isIdentifier(value)) return undefined;
  return boundNames(ts, construct).has(value.text) ? value.text : undefined;
}

/**
 * May what is assigned later need the field's own type, which is not the parameter's? Whoever calls the function is to give what they
 * gave the constructor, and nothing else.
 */
function mayNeedMore(
  ts: TypeScript,
  construct: Construct,
  parameterName: string,
  field: Field | undefined,
): boolean {
  const type = fieldType(ts, field);
  const parameter = construct.parameters.find(({ name }) => name.getText() === parameterName);
  if (!parameter) return true;
  if (!field || !type) return false;
  const isSame = parameter.type?.getText() === type.getText();
  const mayBeCleared = isOptional(field) && !(isSame && parameter.questionToken);
  const own = mayBeCleared ? orUndefined(ts, type) : type.getText();
  if ((isSame && !mayBeCleared) || parameter.type?.getText() === own) return false;
  return parameter.type !== undefined || parameter.initializer === undefined || mayBeCleared;
}

/** `private end?: number` that is put to `undefined` in the end: its parameter may say that it is always there. */
function mayBeClearedLater(request: StateRequest, key: string): boolean {
  const field = request.members.fields.get(key);
  return field !== undefined && isOptional(field) && isWrittenLater(request, key);
}

/** Does `private limit: number` of a constructor's parameters come to differ from the parameter, while that is still asked for? */
function differsLater(ts: TypeScript, request: StateRequest, construct: Construct, key: string): boolean {
  const isWrittenAtOnce = request.use.accesses.some(
    (access) => access.key === key && access.access !== "read" && access.within === "constructor",
  );
  return (
    isWrittenBehind(ts, construct, key, construct.body.pos) ||
    (isWrittenAtOnce && usesOfVariable(ts, construct.body, key).length > 0) ||
    (isWrittenLater(request, key) && isReadInClosure(ts, construct, key))
  );
}

/** The parameter goes on to be something else than the field that was set from it. */
function isWrittenBehind(ts: TypeScript, construct: Construct, name: string, offset: number): boolean {
  return usesOfVariable(ts, construct.body, name).some(
    (node) =>
      accessKind(ts, node) !== "read" && (node.pos >= offset || functionAround(ts, node) !== construct),
  );
}

function isReadInClosure(ts: TypeScript, construct: Construct, name: string): boolean {
  const isRead = (node: ts.Node): boolean =>
    some(ts, node, (inner) => ts.isIdentifier(inner) && inner.text === name);
  let found = false;
  walk(ts, construct, (node) => {
    if (ts.isTypeNode(node)) return false;
    found ||= node !== construct && isFunctionBoundary(ts, node) && isRead(node);
    return true;
  });
  return found;
}

/** @returns whether field and parameter share one variable now; a local of that name in a method would hide it */
function share(
  ts: TypeScript,
  request: StateRequest,
  key: string,
  name: string,
  merged: MergedParameters,
): boolean {
  const text = request.parameterTexts?.get(name);
  const aliases = text === undefined ? sharesName(ts, request, key, name) : [];
  if (!aliases) return false;
  merged.names.set(key, text ?? name);
  for (const { node } of aliases) merged.dropped.add(node);
  return true;
}

/** `if (end === undefined) { this.start = 0; this.end = start; } else { this.start = start; this.end = end; }` */
function mergeConditional(
  ts: TypeScript,
  request: StateRequest,
  keys: readonly string[],
  assignments: ReadonlyMap<string, Assignment>,
  merged: MergedParameters,
): void {
  const { construct, fields } = request.members;
  if (!construct) return;
  const parameters = new Set(
    construct.parameters.flatMap(({ name }) => (ts.isIdentifier(name) ? [name.text] : [])),
  );
  const candidates = keys.filter(
    (key) =>
      parameters.has(variableName(key, new Set())) &&
      !merged.names.has(key) &&
      !assignments.has(key) &&
      !fields.get(key)?.initializer &&
      !mayBeClearedLater(request, key) &&
      sharesName(ts, request, key, variableName(key, new Set()))?.length === 0 &&
      !isReadInClosure(ts, construct, variableName(key, new Set())),
  );
  if (candidates.length === 0) return;
  const choice = onlyIf(ts, construct, request, candidates);
  const text = choice && rewriteIf(ts, choice, candidates);
  if (!choice || text === undefined) return;
  for (const key of candidates) merged.names.set(key, variableName(key, new Set()));
  if (text === "") merged.dropped.add(choice);
  else merged.replaced.set(choice, text);
}

/** The one `if … else` in which all of these fields are assigned, with nothing after it that reads the parameters. */
function onlyIf(
  ts: TypeScript,
  construct: Construct,
  { use }: StateRequest,
  keys: readonly string[],
): ts.IfStatement | undefined {
  const last = construct.body.statements.at(-1);
  if (!last || !ts.isIfStatement(last) || !last.elseStatement) return undefined;
  const isInside = use.accesses
    .filter(({ within, key }) => within === "constructor" && keys.includes(key))
    .every(({ node }) => node.pos >= last.thenStatement.pos && node.end <= last.end);
  return isInside ? last : undefined;
}

function rewriteIf(ts: TypeScript, choice: ts.IfStatement, keys: readonly string[]): string | undefined {
  if (!choice.elseStatement || ts.isIfStatement(choice.elseStatement)) return undefined;
  const then = inOrder(ts, choice.thenStatement, keys);
  const otherwise = inOrder(ts, choice.elseStatement, keys);
  if (!then || !otherwise) return undefined;
  const condition = choice.expression.getText();
  const tail = otherwise.length > 0 ? ` else {\n${otherwise.join("\n")}\n}` : "";
  if (then.length === 0 && otherwise.length === 0) return "";
  if (then.length === 0) return `if (!(${condition})) {\n${otherwise.join("\n")}\n}`;
  return `if (${condition}) {\n${then.join("\n")}\n}${tail}`;
}

interface Step {
  readonly name: string;
  readonly value: ts.Expression;
}

/** Orders assignments so that none overwrites a parameter that a later one still reads; `undefined` when they go in a circle. */
function inOrder(ts: TypeScript, branch: ts.Statement, keys: readonly string[]): string[] | undefined {
  const statements = ts.isBlock(branch) ? branch.statements : [branch];
  let left: Step[] = [];
  for (const statement of statements) {
    const step = stepOf(ts, statement, keys);
    if (!step) return undefined;
    if (!(ts.isIdentifier(step.value) && step.value.text === step.name)) left.push(step);
  }
  const ordered: string[] = [];
  while (left.length > 0) {
    const next = left.find(
      ({ name }) => !left.some((other) => other.name !== name && reads(ts, other.value, name)),
    );
    if (!next) return undefined;
    ordered.push(`${next.name} = ${next.value.getText()};`);
    left = left.filter((step) => step !== next);
  }
  return ordered;
}

function stepOf(ts: TypeScript, statement: ts.Statement, keys: readonly string[]): Step | undefined {
  if (!ts.isExpressionStatement(statement) || !ts.isBinaryExpression(statement.expression)) return undefined;
  const { left, operatorToken, right } = statement.expression;
  if (operatorToken.kind !== ts.SyntaxKind.EqualsToken || !ts.isPropertyAccessExpression(left))
    return undefined;
  if (!isThis(ts, left.expression) || !keys.includes(left.name.text)) return undefined;
  if (some(ts, right, (node) => isThis(ts, node) || ts.isCallExpression(node))) return undefined;
  return { name: variableName(left.name.text, new Set()), value: right };
}

function reads(ts: TypeScript, expression: ts.Expression, name: string): boolean {
  let found = false;
  walk(ts, expression, (node) => {
    found ||= ts.isIdentifier(node) && node.text === name;
  });
  return found;
}
