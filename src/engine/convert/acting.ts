import type ts from "typescript";
import type { Facts } from "../facts";
import { isPure } from "../lower/effects";
import { some, someOwn, walk } from "../syntax/nodes";
import { settersOf } from "../judge/accessors-in-sight";
import { mayDivideBigInts } from "../judge/big-integers";
import { dividing, propertyRead, propertySet, setting } from "../syntax/property-reads";
import type { TypeScript } from "../typescript";

/**
 * The names of properties that are getters which do something: they call, set or throw. To read any other, one of a class out of sight
 * among them, counts as harmless. Beside them, what may fail although nothing is called: setters, and operations of bigints.
 *
 * @param root - the code that reads properties
 */
export function actingNames(ts: TypeScript, root: ts.Node, facts: Facts): ReadonlySet<string> {
  const acting = new Set<string>();
  walk(ts, root, (node) => {
    const name = propertyRead(ts, node);
    const getter = name && facts.getterOf?.(name);
    if (getter && acts(ts, getter)) acting.add(name.text);
    const set = propertySet(ts, node);
    if (set && settersOf(ts, set, facts).some((setter) => mayFail(ts, setter))) acting.add(setting(set.text));
    if (mayDivideBigInts(ts, node, facts)) acting.add(dividing);
  });
  return acting;
}

function acts(ts: TypeScript, { body }: ts.GetAccessorDeclaration): boolean {
  if (!body) return false;
  return (
    someOwn(ts, body, (node) => ts.isThrowStatement(node)) ||
    some(ts, body, (node) => ts.isExpression(node) && !isPure(ts, node))
  );
}

/** It does more than keep what it is given. */
function mayFail(ts: TypeScript, { body }: ts.SetAccessorDeclaration): boolean {
  if (!body) return false;
  return someOwn(
    ts,
    body,
    (node) =>
      ts.isThrowStatement(node) ||
      ts.isCallExpression(node) ||
      ts.isNewExpression(node) ||
      ts.isTaggedTemplateExpression(node),
  );
}
