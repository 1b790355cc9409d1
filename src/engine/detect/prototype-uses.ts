import type ts from "typescript";
import { elementKey, keyOf, memberKey } from "../syntax/keys";
import { accessKind, unwrap, wrapped } from "../syntax/nodes";
import type { TypeScript } from "../typescript";
import { ownSymbol, partsAt, usesOfAlias, type Part } from "./prototype";

/** What some code, in whatever file, does with the prototype of a class. */
export type PrototypeUse =
  /** Something is put on it. */
  | { readonly kind: "put"; readonly part: Part }
  /** A member of it is read, or asked for; any, where there is no key. */
  | { readonly kind: "read"; readonly key: string | undefined; readonly node: ts.Node }
  /** It goes where nobody follows it. */
  | { readonly kind: "lost"; readonly node: ts.Node };

/** @param prototype - an expression that stands for the prototype */
export function prototypeUsesAt(ts: TypeScript, prototype: ts.Expression): readonly PrototypeUse[] {
  const object = wrapped(ts, prototype);
  const { parent } = object;
  if (ts.isVariableDeclaration(parent) && parent.initializer === object)
    return usesOfVariable(ts, parent, object);
  const parts = partsAt(ts, object);
  if (parts.length > 0) return parts.map((part) => ({ kind: "put", part }));
  if (ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent))
    return parent.expression === object ? memberUse(ts, parent) : [{ kind: "lost", node: object }];
  if (ts.isBinaryExpression(parent)) return operandUse(ts, parent, object);
  if (ts.isCallExpression(parent) && parent.arguments[0] === object) return givenUse(ts, parent);
  const isIdle = ts.isExpressionStatement(parent) || ts.isTypeOfExpression(parent);
  return isIdle ? [] : [{ kind: "lost", node: object }];
}

/** `const proto = X.prototype;`, `const { next } = X.prototype;` */
function usesOfVariable(
  ts: TypeScript,
  { name }: ts.VariableDeclaration,
  object: ts.Expression,
): readonly PrototypeUse[] {
  if (ts.isIdentifier(name))
    return (
      usesOfAlias(ts, name)?.flatMap((use) => prototypeUsesAt(ts, use)) ?? [{ kind: "lost", node: object }]
    );
  if (ts.isArrayBindingPattern(name)) return [{ kind: "lost", node: object }];
  return name.elements.map((element): PrototypeUse => {
    const { propertyName, name: own, dotDotDotToken } = element;
    const key = propertyName ?? (ts.isIdentifier(own) ? own : undefined);
    return { kind: "read", key: key && !dotDotDotToken ? memberKey(ts, key) : undefined, node: element };
  });
}

const asking = /^(?:hasOwnProperty|propertyIsEnumerable)$/;

/** `X.prototype.next`, `X.prototype[key]`, `X.prototype.hasOwnProperty("next")` */
function memberUse(
  ts: TypeScript,
  access: ts.PropertyAccessExpression | ts.ElementAccessExpression,
): readonly PrototypeUse[] {
  const key = elementKey(ts, access) ?? ownSymbol(ts, access);
  if (accessKind(ts, access) !== "read")
    return [{ kind: "put", part: { key, value: undefined, node: access, statement: undefined } }];
  const { parent } = access;
  const isCalled = ts.isCallExpression(parent) && parent.expression === access;
  if (isCalled && key !== undefined && asking.test(key)) return [readBy(ts, parent.arguments[0], access)];
  return [{ kind: "read", key, node: access }];
}

function readBy(ts: TypeScript, name: ts.Expression | undefined, node: ts.Node): PrototypeUse {
  return { kind: "read", key: name && keyOf(ts, unwrap(ts, name)), node };
}

/** `"next" in X.prototype`; what is compared is the object itself, which stays */
function operandUse(
  ts: TypeScript,
  { left, right, operatorToken }: ts.BinaryExpression,
  object: ts.Expression,
): readonly PrototypeUse[] {
  const { InKeyword, EqualsEqualsToken, EqualsEqualsEqualsToken } = ts.SyntaxKind;
  const { ExclamationEqualsToken, ExclamationEqualsEqualsToken } = ts.SyntaxKind;
  if (operatorToken.kind === InKeyword && right === object) return [readBy(ts, left, object.parent)];
  const isCompared = [
    EqualsEqualsToken,
    EqualsEqualsEqualsToken,
    ExclamationEqualsToken,
    ExclamationEqualsEqualsToken,
  ].some((kind) => kind === operatorToken.kind);
  return isCompared ? [] : [{ kind: "lost", node: object }];
}

/** Functions that tell nothing of what is on an object, and change nothing of it that would be different. */
const blind = /^(?:Object|Reflect)\.(?:freeze|seal|preventExtensions|is|is\w+|getPrototypeOf)$/;
const byKey = /^(?:Object|Reflect)\.(?:hasOwn|has|get|getOwnPropertyDescriptor)$/;
const listing = /^(?:Object|Reflect)\.(?:keys|values|entries|ownKeys|getOwnProperty\w+)$/;

/** `Object.getOwnPropertyNames(X.prototype)`, and others that put nothing on it */
function givenUse(ts: TypeScript, call: ts.CallExpression): readonly PrototypeUse[] {
  const callee = call.expression.getText();
  if (blind.test(callee)) return [];
  if (byKey.test(callee)) return [readBy(ts, call.arguments[1], call)];
  return [listing.test(callee) ? { kind: "read", key: undefined, node: call } : { kind: "lost", node: call }];
}
