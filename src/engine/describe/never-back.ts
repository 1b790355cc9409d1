import type ts from "typescript";
import type { Facts } from "../facts";
import { unwrap } from "../syntax/nodes";
import type { TypeScript } from "../typescript";
import type { Exit } from "./exits";

/**
 * By what is declared: `never` may also be what a type parameter comes to, as in `first([])`.
 *
 * @returns whether a call never comes back: it fails, or goes on for ever
 */
export function neverComesBack(ts: TypeScript, node: ts.Expression, facts: Facts): boolean {
  if (!ts.isCallExpression(node) || facts.neverComesBack?.(node) !== true) return false;
  return isDeclaredAs(ts, node, facts, (type) => type.kind === ts.SyntaxKind.NeverKeyword);
}

/** @returns whether a call gives a `Promise<never>` */
export function promisesNever(ts: TypeScript, node: ts.Expression, facts: Facts): boolean {
  return (
    ts.isCallExpression(node) &&
    isDeclaredAs(
      ts,
      node,
      facts,
      (type) =>
        ts.isTypeReferenceNode(type) &&
        type.typeName.getText() === "Promise" &&
        type.typeArguments?.[0]?.kind === ts.SyntaxKind.NeverKeyword,
    )
  );
}

/**
 * The compiler goes by what is written of each name in `fail()`, `this.fail()` or `assert.fail()`, and not by what it infers.
 *
 * @returns whether it takes what stands behind the call for code that is never reached
 */
export function endsFlow(ts: TypeScript, node: ts.Expression, facts: Facts): boolean {
  if (!neverComesBack(ts, node, facts) || !ts.isCallExpression(node) || node.questionDotToken) return false;
  let object = node.expression;
  while (ts.isPropertyAccessExpression(object)) {
    object = object.expression;
    if (object.kind === ts.SyntaxKind.ThisKeyword) return true;
    const name = ts.isPropertyAccessExpression(object) ? object.name : object;
    const declaration = ts.isMemberName(name) ? facts.declarationOf(name) : undefined;
    const isInferred = !declaration || (isTyped(ts, declaration) && !declaration.type);
    if (isInferred) return false;
  }
  return ts.isIdentifier(object);
}

function isTyped(
  ts: TypeScript,
  node: ts.Node,
): node is ts.VariableDeclaration | ts.ParameterDeclaration | ts.PropertyDeclaration {
  return ts.isVariableDeclaration(node) || ts.isParameter(node) || ts.isPropertyDeclaration(node);
}

/** @returns the exits, with those that hand on what never comes as the failures that they are */
export function withFailures(ts: TypeScript, exits: readonly Exit[], facts: Facts): readonly Exit[] {
  return exits.map((exit) => {
    if (exit.kind !== "delegate") return exit;
    const result = unwrap(ts, exit.result);
    const call = ts.isAwaitExpression(result) ? unwrap(ts, result.expression) : result;
    const isFailure = neverComesBack(ts, call, facts) || promisesNever(ts, call, facts);
    return isFailure ? { kind: "throw", node: exit.node, error: undefined } : exit;
  });
}

function isDeclaredAs(
  ts: TypeScript,
  { expression }: ts.CallExpression,
  facts: Facts,
  test: (type: ts.TypeNode) => boolean,
): boolean {
  const callee = ts.isPropertyAccessExpression(expression) ? expression.name : expression;
  const declarations = facts.declarationsOf?.(callee) ?? [];
  return (
    declarations.length > 0 &&
    declarations.every((declaration) => {
      const type = givenType(ts, declaration);
      return type !== undefined && test(type);
    })
  );
}

/** What a function gives, or a variable of a function's type: `fail: (text: string) => never`. */
function givenType(ts: TypeScript, declaration: ts.Declaration): ts.TypeNode | undefined {
  if (ts.isFunctionLike(declaration)) return declaration.type;
  const type = isTyped(ts, declaration) || ts.isPropertySignature(declaration) ? declaration.type : undefined;
  return type && ts.isFunctionTypeNode(type) ? type.type : undefined;
}
