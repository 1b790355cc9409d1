import type ts from "typescript";
import type { Members } from "../detect/members";
import type { Facts } from "../facts";
import { orUndefined } from "../lower/declarations";
import { NotUnderstood } from "../lower/draft";
import type { Renderer } from "../lower/render";
import { say } from "../say";
import { isUndefined, some } from "../syntax/nodes";
import type { TypeScript } from "../typescript";
import { spanOf } from "./common";
import { declaredNames } from "./literal-parts";

/** What one parameter of a constructor is given by the code that makes the iterator. */
export interface Given {
  readonly name: string;
  readonly type: string;
  readonly text: string;
  readonly isThis: boolean;
}

/**
 * @param outer - renders the code that makes the iterator
 * @returns what each parameter of the constructor is given
 * @throws NotUnderstood when a parameter is destructured or takes the rest, or may be given or not
 */
export function argumentsOf(
  ts: TypeScript,
  { construct }: Members,
  creation: ts.NewExpression,
  { facts, outer }: { readonly facts: Facts; readonly outer: Renderer },
): Given[] {
  return (construct?.parameters ?? []).map((parameter, index) => {
    const argument = creation.arguments?.[index];
    const isPlain = ts.isIdentifier(parameter.name) && !parameter.dotDotDotToken;
    if (!isPlain || (argument && ts.isSpreadElement(argument))) {
      throw new NotUnderstood(say("its constructor takes unusual parameters"), spanOf(parameter));
    }
    const name = parameter.name.getText();
    if (!argument) return { name, ...ownValue(ts, parameter), isThis: false };
    if (parameter.initializer && facts.falsyValues?.(argument)?.includes("undefined") !== false) {
      throw new NotUnderstood(say("'{0}' may be given or not", name), spanOf(parameter));
    }
    const text = outer.node(argument);
    return { name, type: typeFor(ts, parameter, argument), text, isThis: text === "this" };
  });
}

/** @returns what is computed for a parameter; what has its name already stays what it is */
export function valuesOf(creation: ts.NewExpression, given: readonly Given[]): ts.Expression[] {
  return (creation.arguments ?? []).filter((_, index) => given[index]?.name !== given[index]?.text);
}

/**
 * @throws NotUnderstood when the code that makes the iterator has another variable with the name of one of its
 * constructor's
 */
export function checkGiven(
  ts: TypeScript,
  statements: readonly ts.Statement[],
  given: readonly Given[],
  { construct }: Members,
): void {
  const around = declaredNames(ts, statements);
  const parameters = given.filter(({ name, text }) => name !== text).map(({ name }) => name);
  const names = [...parameters, ...declaredNames(ts, construct?.body.statements ?? [])];
  const twice = names.find((name) => around.has(name));
  if (construct && twice !== undefined)
    throw new NotUnderstood(say("'{0}' is declared twice", twice), spanOf(construct));
}

/** What a parameter is when nothing is given: its default, or `undefined`. */
function ownValue(ts: TypeScript, parameter: ts.ParameterDeclaration): Pick<Given, "type" | "text"> {
  const { initializer, questionToken, type } = parameter;
  if (initializer && isLiteral(ts, initializer)) {
    return { type: type ? `: ${type.getText()}` : "", text: initializer.getText() };
  }
  if (!initializer && questionToken) {
    // An assertion, because a constant that is declared as nothing but undefined is never anything else to the compiler.
    return { type: "", text: type ? `undefined as ${orUndefined(ts, type)}` : "undefined" };
  }
  throw new NotUnderstood(say("its constructor takes unusual parameters"), spanOf(parameter));
}

/** It names nothing, so it means the same wherever it stands. */
function isLiteral(ts: TypeScript, expression: ts.Expression): boolean {
  return (
    isUndefined(ts, expression) ||
    !some(ts, expression, (node) => ts.isIdentifier(node) || node.kind === ts.SyntaxKind.ThisKeyword)
  );
}

/** An argument that says its type better than the parameter does needs no annotation. */
function typeFor(ts: TypeScript, parameter: ts.ParameterDeclaration, argument: ts.Expression): string {
  const says =
    ts.isPropertyAccessExpression(argument) || ts.isIdentifier(argument) || ts.isLiteralExpression(argument);
  return says || !parameter.type ? "" : `: ${parameter.type.getText()}`;
}
