import type ts from "typescript";
import type { Model } from "../describe/model";
import type { Facts } from "../facts";
import { NotUnderstood } from "../lower/draft";
import { say } from "../say";
import { find } from "../syntax/nodes";
import type { TypeScript } from "../typescript";
import { spanOf } from "./common";

/**
 * `function rows(): IterableIterator<Row> { return new Rows(); }` does not compile once the class is iterable and nothing else.
 *
 * @throws NotUnderstood when an instance stands where its type must have `next()`
 */
export function checkWantedByType(ts: TypeScript, { site, usage }: Model, facts: Facts): void {
  const next = site.iterator?.methods.get("next")?.member;
  if (!next || !ts.isClassElement(next)) return;
  const files = new Set([
    site.node.getSourceFile(),
    ...usage.instances.map(({ origin }) => origin.getSourceFile()),
    ...usage.symbolUses.map(({ node }) => node.getSourceFile()),
  ]);
  const isWanted = (node: ts.Node): boolean =>
    mayBeInstance(ts, node) && facts.asksForMember?.(node, next) === true;
  for (const file of files) {
    const wanted = find(ts, file, isWanted);
    if (wanted)
      throw new NotUnderstood(
        say("a type says that it has next(), which would be gone"),
        spanOf(wanted),
        "public-members",
      );
  }
}

function mayBeInstance(ts: TypeScript, node: ts.Node): node is ts.Expression {
  return (
    ts.isNewExpression(node) ||
    ts.isCallExpression(node) ||
    ts.isPropertyAccessExpression(node) ||
    ts.isElementAccessExpression(node) ||
    ts.isAwaitExpression(node) ||
    (ts.isIdentifier(node) && ts.isExpression(node) && isValue(ts, node))
  );
}

/** Not the name of something that is declared or of a member. */
function isValue(ts: TypeScript, node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return false;
  return !("name" in parent && parent.name === node) || ts.isShorthandPropertyAssignment(parent);
}
