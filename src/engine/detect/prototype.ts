import type ts from "typescript";
import { elementKey, keyOf, memberKey } from "../syntax/keys";
import { declaredInScope } from "../syntax/in-scope";
import { importedKeys, type ImportedKeys } from "../syntax/imported-keys";
import { accessKind, ancestor, isConst, some, unwrap, wrapped, type FunctionWithBody } from "../syntax/nodes";
import { nodesOfKind } from "../syntax/nodes-of-kind";
import { usesOfVariable } from "../syntax/variable-name";
import type { TypeScript } from "../typescript";
import { classDeclaredBy, type Class } from "./owner";
import { platformGuardOf } from "./platform";

/** Something that is put on the prototype of a class or constructor function. */
export interface PrototypePart {
  /** `undefined` where nobody can tell what is put there: `Object.assign(X.prototype, mixin)`. */
  readonly key: string | undefined;
  /** What is put there: a value, or a member of a literal that is copied; `undefined` where it is computed. */
  readonly value: ts.Expression | ts.ObjectLiteralElementLike | undefined;
  /** What to show to a person. */
  readonly node: ts.Node;
  /** The statement that does this, and nothing but such things. */
  readonly statement: ts.ExpressionStatement | undefined;
  /** What a function that gets the prototype is told to do something to. */
  readonly handing?: Handing;
  /** It is put there whenever the class is declared. */
  readonly isCertain: boolean;
  /** The condition around the statement that asks for nothing but the platform. */
  readonly guard: ts.IfStatement | undefined;
}

/** The prototype is handed to a function, as in `wrapFns(X.prototype, "close", "getRow")`. */
export interface Handing {
  readonly call: ts.CallExpression;
  /** The strings that the function is given with it: names of methods, as it seems. */
  readonly names: readonly string[];
}

type PartsByClass = ReadonlyMap<Class, readonly PrototypePart[]>;

const known = new WeakMap<ts.SourceFile, { readonly parts: PartsByClass; readonly keys: ImportedKeys }>();

/** @returns the classes and constructor functions of a file whose prototypes get something, with what they get, in the order of the text */
export function prototypesIn(ts: TypeScript, sourceFile: ts.SourceFile): PartsByClass {
  const keys = importedKeys(sourceFile);
  const before = known.get(sourceFile);
  if (before?.keys === keys) return before.parts;
  const parts = findPrototypes(ts, sourceFile);
  known.set(sourceFile, { parts, keys });
  return parts;
}

function findPrototypes(ts: TypeScript, sourceFile: ts.SourceFile): PartsByClass {
  const found = new Map<Class, PrototypePart[]>();
  if (!sourceFile.text.includes(".prototype")) return found;
  for (const access of nodesOfKind(ts, sourceFile, ts.isPropertyAccessExpression)) {
    if (access.name.text !== "prototype" || !ts.isIdentifier(access.expression)) continue;
    const { text } = access.expression;
    const owner = declaredInScope(ts, access, text, (statement) => classDeclaredBy(ts, statement, text));
    const parts = owner ? partsAt(ts, access) : [];
    if (!owner || parts.length === 0) continue;
    const block = blockAround(ts, owner);
    const before = found.get(owner) ?? [];
    const lost = isAssignmentTo(ts, access.parent, access) && before.length > 0 ? [unknownPart(access)] : [];
    const placed = [...lost, ...parts].map((part) => {
      const guard = part.statement && platformGuardOf(ts, part.statement);
      return { ...part, guard, isCertain: blockAround(ts, guard ?? part.node) === block };
    });
    found.set(owner, [...before, ...placed]);
  }
  return found;
}

/** The block that the statement which the node is, or stands in, stands in itself. */
function blockAround(ts: TypeScript, node: ts.Node): ts.Node | undefined {
  const isStatement = ts.isStatement.bind(ts);
  return (isStatement(node) ? node : ancestor(node, isStatement))?.parent;
}

/** The same, before it is known when it is put there. */
export type Part = Omit<PrototypePart, "isCertain" | "guard">;

function unknownPart(node: ts.Node, statement?: ts.ExpressionStatement): Part {
  return { key: undefined, value: undefined, node, statement };
}

/**
 * @param prototype - an expression that stands for the prototype
 * @returns what is put on it there
 */
export function partsAt(ts: TypeScript, prototype: ts.Expression): readonly Part[] {
  const object = wrapped(ts, prototype);
  const { parent } = object;
  if (isAccess(ts, parent) && parent.expression === object) return assignedMember(ts, parent);
  if (isAssignmentTo(ts, parent, object)) return copiedFrom(ts, parent.right, parent);
  if (ts.isCallExpression(parent) && parent.arguments[0] === object) return putByCall(ts, parent);
  if (ts.isVariableDeclaration(parent) && parent.initializer === object && ts.isIdentifier(parent.name)) {
    return (usesOfAlias(ts, parent.name) ?? []).flatMap((use) => partsAt(ts, use));
  }
  return [];
}

/** @returns the uses of `const proto = X.prototype;`, if that is all that the name ever stands for */
export function usesOfAlias(ts: TypeScript, name: ts.Identifier): readonly ts.Identifier[] | undefined {
  const scope = blockAround(ts, name);
  const uses = scope && usesOfVariable(ts, scope, name.text).filter((use) => use !== name);
  return uses?.every((use) => accessKind(ts, use) === "read") ? uses : undefined;
}

function isAccess(
  ts: TypeScript,
  node: ts.Node,
): node is ts.PropertyAccessExpression | ts.ElementAccessExpression {
  return ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node);
}

function isAssignmentTo(ts: TypeScript, node: ts.Node, target: ts.Node): node is ts.BinaryExpression {
  return (
    ts.isBinaryExpression(node) &&
    node.left === target &&
    node.operatorToken.kind === ts.SyntaxKind.EqualsToken
  );
}

/** The statement that an assignment or call is all of. */
function statementOf(ts: TypeScript, expression: ts.Expression): ts.ExpressionStatement | undefined {
  const { parent } = expression;
  return ts.isExpressionStatement(parent) ? parent : undefined;
}

/** `X.prototype.next = function () {…}` */
function assignedMember(
  ts: TypeScript,
  access: ts.PropertyAccessExpression | ts.ElementAccessExpression,
): readonly Part[] {
  const target = wrapped(ts, access);
  const { parent } = target;
  if (!isAssignmentTo(ts, parent, target)) return [];
  const part = { value: parent.right, node: target, statement: statementOf(ts, parent) };
  return (keysInTurn(ts, access) ?? [elementKey(ts, access) ?? ownSymbol(ts, access)]).map((key) => ({
    ...part,
    key,
  }));
}

/**
 * `Pair.prototype[MARK] = true;`, by a symbol of the author's own, which is none of the protocol
 *
 * @returns "[MARK]"
 */
export function ownSymbol(
  ts: TypeScript,
  access: ts.PropertyAccessExpression | ts.ElementAccessExpression,
): string | undefined {
  const name = ts.isElementAccessExpression(access) ? unwrap(ts, access.argumentExpression) : undefined;
  if (!name || !ts.isIdentifier(name)) return undefined;
  return declaredInScope(ts, access, name.text, (statement) => {
    const declarations = ts.isVariableStatement(statement) ? statement.declarationList.declarations : [];
    const declaration = declarations.find((one) => isConst(ts, one) && one.name.getText() === name.text);
    const made = declaration?.initializer && unwrap(ts, declaration.initializer);
    const isMade = made && ts.isCallExpression(made) && made.expression.getText() === "Symbol";
    return isMade ? symbolKey(name.text) : undefined;
  });
}

const symbolKey = (name: string): string => `[${name}]`;

/** @returns whether the key of a part is a symbol of the author's own */
export function isOwnSymbol(key: string | undefined): boolean {
  return key?.startsWith("[") === true;
}

/** `for (const name of ["map", "filter"]) X.prototype[name] = …;`, and the same by `forEach()` */
function keysInTurn(
  ts: TypeScript,
  access: ts.PropertyAccessExpression | ts.ElementAccessExpression,
): readonly string[] | undefined {
  const name = ts.isElementAccessExpression(access) ? access.argumentExpression : undefined;
  const around =
    name && ts.isIdentifier(name) && ancestor(access, (node) => bindsInTurn(ts, node, name.text));
  if (!around) return undefined;
  const list = ts.isForOfStatement(around) ? around.expression : listOfForEach(ts, around);
  const literal = list && unwrap(ts, list);
  if (!literal || !ts.isArrayLiteralExpression(literal)) return undefined;
  const body = ts.isForOfStatement(around) ? around.statement : (around as FunctionWithBody).body;
  if (some(ts, body, (node) => ts.isIdentifier(node) && node.text === name.text && !isReadOf(ts, node)))
    return undefined;
  const keys = literal.elements.map((one) => (ts.isStringLiteralLike(one) ? one.text : undefined));
  return keys.every((key) => key !== undefined) ? keys : undefined;
}

/** It neither declares another variable of that name, nor writes to this one. */
function isReadOf(ts: TypeScript, name: ts.Identifier): boolean {
  const { parent } = name;
  const isDeclared =
    ts.isVariableDeclaration(parent) || ts.isBindingElement(parent) || ts.isParameter(parent);
  return !(isDeclared && parent.name === name) && accessKind(ts, name) === "read";
}

/** The nearest code around that the name belongs to, if that is a loop or a function. */
function bindsInTurn(
  ts: TypeScript,
  node: ts.Node,
  name: string,
): node is ts.ForOfStatement | ts.SignatureDeclaration {
  if (ts.isForOfStatement(node)) {
    const { initializer } = node;
    if (!ts.isVariableDeclarationList(initializer) || (initializer.flags & ts.NodeFlags.Const) === 0)
      return false;
    return initializer.declarations.some((declaration) => declaration.name.getText() === name);
  }
  return ts.isFunctionLike(node) && node.parameters.some((parameter) => parameter.name.getText() === name);
}

function listOfForEach(ts: TypeScript, callback: ts.SignatureDeclaration): ts.Expression | undefined {
  const { parent: call } = callback;
  if (!ts.isCallExpression(call) || call.arguments[0] !== callback) return undefined;
  const { expression: callee } = call;
  return ts.isPropertyAccessExpression(callee) && callee.name.text === "forEach"
    ? callee.expression
    : undefined;
}

/** `Object.assign(X.prototype, {…})`, `Object.defineProperty(X.prototype, "next", {…})` and the like; any other call may do anything. */
function putByCall(ts: TypeScript, call: ts.CallExpression): readonly Part[] {
  const [, ...given] = call.arguments;
  const statement = statementOf(ts, call);
  const callee = call.expression.getText();
  switch (callee) {
    case "Object.assign":
      return given.flatMap((source) => copiedFrom(ts, source, call));
    case "Object.defineProperty":
    case "Reflect.defineProperty": {
      const [name, descriptor] = given;
      const key = name && keyOf(ts, name);
      return [{ key, value: descriptor && describedValue(ts, descriptor), node: call, statement }];
    }
    case "Object.defineProperties":
      return given.flatMap((descriptors) => describedMembers(ts, descriptors, statement));
    default:
      return /^(?:Object|Reflect)\.(?!set)/.test(callee)
        ? []
        : [{ ...unknownPart(call), handing: { call, names: given.flatMap((one) => stringsIn(ts, one)) } }];
  }
}

/** `"close"`, or those of `["close", "getRow"]` */
function stringsIn(ts: TypeScript, argument: ts.Expression): readonly string[] {
  const value = unwrap(ts, argument);
  if (ts.isStringLiteralLike(value)) return [value.text];
  return ts.isArrayLiteralExpression(value) ? value.elements.flatMap((one) => stringsIn(ts, one)) : [];
}

/** `{ next: { value: … }, … }` */
function describedMembers(
  ts: TypeScript,
  descriptors: ts.Expression,
  statement: ts.ExpressionStatement | undefined,
): readonly Part[] {
  const literal = unwrap(ts, descriptors);
  if (!ts.isObjectLiteralExpression(literal)) return [unknownPart(descriptors, statement)];
  return literal.properties.map((node): Part => {
    if (!ts.isPropertyAssignment(node)) return unknownPart(node, statement);
    return { key: memberKey(ts, node.name), value: describedValue(ts, node.initializer), node, statement };
  });
}

/** What is copied of an object that is put together just for that. */
function copiedFrom(ts: TypeScript, source: ts.Expression, whole: ts.Expression): readonly Part[] {
  const statement = statementOf(ts, whole);
  const literal = unwrap(ts, source);
  if (!ts.isObjectLiteralExpression(literal)) return [unknownPart(source, statement)];
  return literal.properties.map((value): Part => {
    const key = value.name && memberKey(ts, value.name);
    return { key, value, node: value.name ?? value, statement };
  });
}

/** The `value` of a property's description. */
function describedValue(ts: TypeScript, descriptor: ts.Expression): Part["value"] {
  const literal = unwrap(ts, descriptor);
  if (!ts.isObjectLiteralExpression(literal)) return undefined;
  const member = literal.properties.find(({ name }) => name?.getText() === "value");
  return member && ts.isPropertyAssignment(member) ? member.initializer : member;
}
