import type ts from "typescript";
import { declaredInScope } from "../syntax/in-scope";
import { elementKey, memberKey } from "../syntax/keys";
import { unwrap, walk } from "../syntax/nodes";
import { isVariableName } from "../syntax/variable-name";
import type { TypeScript } from "../typescript";
import { remembered, type Objects } from "./objects";

/**
 * Names what an expression stands for, so that two can be compared: `this.reader`, or `reader`. Constants and accessors that only
 * stand for something else are looked through, and all the objects are called `this`.
 *
 * @returns `undefined` where the expression is no variable and no member of one
 */
export function placeOf(ts: TypeScript, objects: Objects, expression: ts.Node): string | undefined {
  return remembered(objects.known.places, expression, () => placeWithin(ts, objects, expression, 10));
}

/** @param steps - how many more names may be looked through, for they may lead in a circle */
function placeWithin(
  ts: TypeScript,
  objects: Objects,
  expression: ts.Node,
  steps: number,
): string | undefined {
  const through = (other: ts.Expression) =>
    steps > 0 ? placeWithin(ts, objects, other, steps - 1) : undefined;
  const node = unwrap(ts, expression as ts.Expression);
  if (node.kind === ts.SyntaxKind.ThisKeyword || objects.owners.includes(node)) return "this";
  if (ts.isIdentifier(node))
    return isVariableName(ts, node) ? (placeOfConstant(ts, node, through) ?? node.text) : undefined;
  const key = elementKey(ts, node);
  if (key === undefined || !isAccess(ts, node)) return undefined;
  const object = placeWithin(ts, objects, node.expression, steps);
  if (object === undefined) return undefined;
  return (object === "this" ? placeGiven(ts, objects, key, through) : undefined) ?? `${object}.${key}`;
}

type Through = (expression: ts.Expression) => string | undefined;

/** @returns whether it is `object.member` or `object[member]` */
export function isAccess(
  ts: TypeScript,
  node: ts.Node,
): node is ts.PropertyAccessExpression | ts.ElementAccessExpression {
  return ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node);
}

/** `const self = this;`, `const { reader } = this;` */
function placeOfConstant(ts: TypeScript, name: ts.Identifier, through: Through): string | undefined {
  return declaredInScope(ts, name, name.text, (statement) => {
    if (!ts.isVariableStatement(statement)) return undefined;
    const list = statement.declarationList;
    const isConstant = (list.flags & ts.NodeFlags.Const) !== 0;
    for (const { name: bound, initializer } of isConstant ? list.declarations : []) {
      if (!initializer) continue;
      if (ts.isIdentifier(bound) && bound.text === name.text) return through(initializer);
      const key = keyBound(ts, bound, name.text);
      const whole = key === undefined ? undefined : through(initializer);
      if (whole !== undefined) return `${whole}.${key}`;
    }
    return undefined;
  });
}

/** The member that a pattern gives this name to: `reader` in `{ reader: source }` */
function keyBound(ts: TypeScript, pattern: ts.BindingName, name: string): string | undefined {
  if (!ts.isObjectBindingPattern(pattern)) return undefined;
  const element = pattern.elements.find((one) => one.name.getText() === name);
  const key = element?.propertyName ?? element?.name;
  return key && ts.isIdentifier(key) ? key.text : undefined;
}

/** `get reader() { return this.#reader; }` */
function placeGiven(ts: TypeScript, objects: Objects, key: string, through: Through): string | undefined {
  const getter = objects.accessors.find((one) => ts.isGetAccessor(one) && memberKey(ts, one.name) === key);
  const [only] = getter?.body.statements ?? [];
  if (!only || !ts.isReturnStatement(only) || !only.expression) return undefined;
  return through(only.expression);
}

/** @returns all places that code mentions: `this.reader.read` and not `this.reader` for `this.reader.read()` */
export function placesIn(ts: TypeScript, objects: Objects, code: ts.Node): readonly string[] {
  const found: string[] = [];
  walk(ts, code, (node) => {
    const place = placeOf(ts, objects, node);
    if (place !== undefined) found.push(place);
    return place === undefined;
  });
  return found;
}
