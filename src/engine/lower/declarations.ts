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

/**
 * @param asserted - a type that the value has to be taken for
 * @returns `let current: number = 0;` with the type only where it says what the value does not
 */
export function declareField(ts: TypeScript, render: Renderer, local: LocalField, asserted?: string): string {
  const { field, name } = local;
  const initializer = field?.initializer;
  const type = fieldType(ts, field);
  if (!initializer) return `let ${name}${typeWithoutValue(ts, field, type)};`;
  const value = render.node(initializer);
  if (asserted !== undefined) return `let ${name} = ${value} as ${asserted};`;
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
  if (!type || saysItself(ts, type, value)) return ` = ${text}`;
  const full = `: ${type.getText()}${local.field && isOptional(local.field) ? " | undefined" : ""}`;
  return isUndefined(ts, value) ? full : `${full} = ${text}`;
}

/** @returns the type that the author wrote for the field */
export function fieldType(ts: TypeScript, field: Field | undefined): ts.TypeNode | undefined {
  const member = field?.member;
  return member && (ts.isPropertyDeclaration(member) || ts.isParameter(member)) ? member.type : undefined;
}

function isOptional({ member }: Field): boolean {
  return "questionToken" in member && member.questionToken !== undefined;
}

function typeWithoutValue(ts: TypeScript, field: Field | undefined, type: ts.TypeNode | undefined): string {
  if (!field || !type) return "";
  const { member } = field;
  if (isOptional(field)) return `: ${type.getText()} | undefined`;
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
