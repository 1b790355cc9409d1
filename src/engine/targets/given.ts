import type ts from "typescript";
import type { SelfUse } from "../describe/self";
import type { Members } from "../detect/members";
import type { Facts } from "../facts";
import { orUndefined } from "../lower/declarations";
import { NotUnderstood } from "../lower/draft";
import type { Renderer } from "../lower/render";
import { say } from "../say";
import { accessKind, isUndefined, isWithin, some, type FunctionWithBody } from "../syntax/nodes";
import { neverReassigned } from "../syntax/never-reassigned";
import { usesOfVariable } from "../syntax/variable-name";
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

/** What makes an iterator by giving a variable to a parameter of the same name. */
export interface HandingOver {
  /** The function in whose place the generator stands. */
  readonly fn: FunctionWithBody;
  readonly creation: ts.NewExpression;
  readonly members: Members;
  readonly use: SelfUse;
  /** What the fields become. */
  readonly names: ReadonlyMap<string, string>;
  readonly facts: Facts;
}

/**
 * A parameter that is given a variable of the same name is that variable in the generator.
 *
 * @throws NotUnderstood when the iterator changes what others see, or sees what others change
 */
export function checkHandedOver(ts: TypeScript, given: readonly Given[], handing: HandingOver): void {
  const { creation } = handing;
  const shared = given.find(({ name, text }) => {
    const argument = creation.arguments?.find((one) => one.getText() === text);
    return name === text && argument && !isOneVariable(ts, name, argument, handing);
  });
  if (shared)
    throw new NotUnderstood(
      say("'{0}' is a variable that the iterator does not have for itself", shared.name),
      spanOf(creation),
    );
}

function isOneVariable(
  ts: TypeScript,
  name: string,
  argument: ts.Expression,
  { fn, creation, members, use, names, facts }: HandingOver,
): boolean {
  const { construct } = members;
  const uses = usesOfVariable(ts, fn, name).filter(
    (node) => creation.arguments?.includes(node) !== true && !(construct && isWithin(node, construct)),
  );
  const declared = uses.find((node) => isDeclaredFor(ts, fn, node));
  const others = uses.filter((node) => node !== declared);
  if (declared && others.length === 0) return true;
  const isConstant = others.every((node) => accessKind(ts, node) === "read");
  const isWritten = use.accesses.some(
    ({ key, access, within, node }) =>
      names.get(key) === name &&
      access !== "read" &&
      !(within === "constructor" && isAssignmentOf(ts, node, name)),
  );
  const areOwnReads = usesOfVariable(ts, construct?.body ?? creation, name).every(
    (node) => accessKind(ts, node) === "read",
  );
  if (!isConstant || isWritten || !areOwnReads) return false;
  return declared !== undefined || isConstantOutside(ts, facts.declarationOf(argument));
}

/** It is a parameter of the function, or a variable of its body. */
function isDeclaredFor(ts: TypeScript, fn: FunctionWithBody, { parent }: ts.Node): boolean {
  if (fn.parameters.some((parameter) => parameter === parent)) return true;
  return ts.isVariableDeclaration(parent) && parent.parent.parent.parent === fn.body;
}

/** `this.count = count;` */
function isAssignmentOf(ts: TypeScript, node: ts.Node, name: string): boolean {
  const { parent } = node;
  return (
    ts.isBinaryExpression(parent) &&
    parent.left === node &&
    parent.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
    ts.isIdentifier(parent.right) &&
    parent.right.text === name
  );
}

/** What nobody assigns; what is not known may be assigned. */
function isConstantOutside(ts: TypeScript, declaration: ts.Declaration | undefined): boolean {
  if (!declaration) return false;
  if (ts.isVariableDeclaration(declaration)) return neverReassigned(ts, declaration);
  if (!ts.isParameter(declaration) || !ts.isIdentifier(declaration.name)) return false;
  return usesOfVariable(ts, declaration.parent, declaration.name.text).every(
    (node) => node === declaration.name || accessKind(ts, node) === "read",
  );
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
