import type ts from "typescript";
import type { Members } from "../detect/members";
import type { Facts } from "../facts";
import type { Renderer } from "../lower/render";
import type { ExpressionFacts } from "../polish/pass";
import { hasModifier, walk } from "../syntax/nodes";
import type { TypeScript } from "../typescript";

/**
 * Carries what the host knows of expressions over to the generated body, where they are known by their text.
 *
 * @param roots - the source that the body was made of
 * @param render - gives an expression the text that it has in the body
 * @returns answers for expressions whose every occurrence agrees
 */
export function expressionFacts(
  ts: TypeScript,
  roots: readonly ts.Node[],
  render: Renderer,
  facts: Facts,
  members: Members | undefined,
): (text: string) => ExpressionFacts | undefined {
  const byText = new Map<string, ts.Expression[]>();
  for (const root of roots) {
    walk(ts, root, (node) => {
      if (!isSubject(ts, node)) return;
      const text = render.node(node);
      byText.set(text, [...(byText.get(text) ?? []), node]);
    });
  }
  const known = new Map<string, ExpressionFacts | undefined>();
  return (text) => {
    if (!known.has(text))
      known.set(text, agree((byText.get(text) ?? []).map((node) => factsOf(ts, node, facts, members))));
    return known.get(text);
  };
}

function isSubject(ts: TypeScript, node: ts.Node): node is ts.Expression {
  return ts.isIdentifier(node) || ts.isPropertyAccessExpression(node);
}

function factsOf(
  ts: TypeScript,
  node: ts.Expression,
  facts: Facts,
  members: Members | undefined,
): ExpressionFacts {
  const isArray = facts.isArray(node);
  return clean({
    isArray,
    isIterable: facts.isIterable(node),
    isAsyncIterable: facts.isAsyncIterable(node),
    isPrimitive: facts.isPrimitive(node),
    isThenable: facts.isThenable(node),
    isNumber: facts.isNumber?.(node),
    isStable: isReadonlyField(ts, node, members) ?? isConstant(ts, node, facts),
    closesQuietly: facts.closesQuietly?.(node) ?? isArray,
    isSelfIterator: facts.isSelfIterator?.(node),
  });
}

/** `this.items` of a `readonly` field. */
function isReadonlyField(
  ts: TypeScript,
  node: ts.Expression,
  members: Members | undefined,
): boolean | undefined {
  if (!ts.isPropertyAccessExpression(node) || node.expression.kind !== ts.SyntaxKind.ThisKeyword)
    return undefined;
  const field = members?.fields.get(node.name.text);
  return field && hasModifier(ts, field.member, ts.SyntaxKind.ReadonlyKeyword) ? true : undefined;
}

/** A `const`, an import, a function or class: nothing assigns it. */
function isConstant(ts: TypeScript, node: ts.Expression, facts: Facts): boolean | undefined {
  if (!ts.isIdentifier(node)) return undefined;
  const declaration = facts.declarationOf(node);
  if (!declaration || !ts.isVariableDeclaration(declaration)) return undefined;
  return (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0 ? true : undefined;
}

type Answers = Readonly<Record<string, boolean | undefined>>;

function clean(answers: Answers): ExpressionFacts {
  return Object.fromEntries(Object.entries(answers).filter(([, answer]) => answer !== undefined));
}

function agree(all: readonly ExpressionFacts[]): ExpressionFacts | undefined {
  const [first, ...more] = all;
  if (!first) return undefined;
  const agreed = Object.entries(first).filter(([key, answer]) =>
    more.every((other) => other[key as keyof ExpressionFacts] === answer),
  );
  return Object.fromEntries(agreed);
}
