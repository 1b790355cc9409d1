import type ts from "typescript";
import type { Field } from "../detect/members";
import { isUndefined, unwrap } from "../syntax/nodes";
import type { TypeScript } from "../typescript";
import type { Renderer } from "./render";

/** A field that becomes a variable. */
export interface LocalField {
  readonly name: string;
  readonly field: Field | undefined;
}

/** What the field's own text does not say of its type. */
export interface OuterTypes {
  /** A type that the value has to be taken for. */
  readonly asserted: string | undefined;
  /** The type that the code around gives the field. */
  readonly declared: string | undefined;
}

/**
 * @returns `let current: number = 0;` with the type only where it says what the value does not
 */
export function declareField(ts: TypeScript, render: Renderer, local: LocalField, types: OuterTypes): string {
  const { field, name } = local;
  const initializer = field?.initializer;
  const type = fieldType(ts, field);
  if (!initializer) return `let ${name}${typeWithoutValue(ts, field, type)};`;
  const value = render.node(initializer);
  if (types.asserted !== undefined) return `let ${name} = ${value} as ${types.asserted};`;
  if (types.declared !== undefined) return `let ${name}: ${types.declared} = ${value};`;
  return `let ${name}${valueWithType(ts, local, type, initializer, value)};`;
}

/** @returns `: string[] = []`, or ` = 0` */
export function valueWithType(
  ts: TypeScript,
  local: LocalField,
  type: ts.TypeNode | undefined,
  value: ts.Expression,
  text: string,
): string {
  const mayBeCleared = local.field !== undefined && isOptional(local.field);
  if (!type || (!mayBeCleared && saysItself(ts, type, value))) return ` = ${text}`;
  const full = `: ${mayBeCleared ? orUndefined(ts, type) : type.getText()}`;
  return isUndefined(ts, value) ? full : `${full} = ${text}`;
}

/** @returns the type that the author wrote for the field */
export function fieldType(ts: TypeScript, field: Field | undefined): ts.TypeNode | undefined {
  const member = field?.member;
  return member && (ts.isPropertyDeclaration(member) || ts.isParameter(member)) ? member.type : undefined;
}

/** `private node?: Row`, which may hold nothing. */
export function isOptional({ member }: Field): boolean {
  return "questionToken" in member && member.questionToken !== undefined;
}

/** @returns the type as a member of a union: `(() => void) | undefined` */
export function orUndefined(ts: TypeScript, type: ts.TypeNode): string {
  const needsParentheses =
    ts.isFunctionTypeNode(type) ||
    ts.isConstructorTypeNode(type) ||
    ts.isConditionalTypeNode(type) ||
    ts.isInferTypeNode(type);
  return `${needsParentheses ? `(${type.getText()})` : type.getText()} | undefined`;
}

function typeWithoutValue(ts: TypeScript, field: Field | undefined, type: ts.TypeNode | undefined): string {
  if (!field || !type) return "";
  const { member } = field;
  if (isOptional(field)) return `: ${orUndefined(ts, type)}`;
  return `${ts.isPropertyDeclaration(member) && member.exclamationToken ? "!" : ""}: ${type.getText()}`;
}

/** `number = 0`, `string = ""`, `boolean = false`: the value says its type. */
function saysItself(ts: TypeScript, type: ts.TypeNode, value: ts.Expression): boolean {
  const inner = unwrap(ts, value);
  switch (type.kind) {
    case ts.SyntaxKind.NumberKeyword:
      return ts.isNumericLiteral(inner) || ts.isPrefixUnaryExpression(inner);
    case ts.SyntaxKind.StringKeyword:
      return ts.isStringLiteralLike(inner);
    case ts.SyntaxKind.BooleanKeyword:
      return inner.kind === ts.SyntaxKind.TrueKeyword || inner.kind === ts.SyntaxKind.FalseKeyword;
    default:
      return (
        ts.isNewExpression(inner) &&
        type.getText() === inner.getText().replace(/^new /, "").replace(/\(.*$/s, "")
      );
  }
}
