import type ts from "typescript";
import type { Facts } from "../facts";
import { settersOf } from "../judge/accessors-in-sight";
import { mayDivideBigInts, mayMixBigInts } from "../judge/big-integers";
import { mayCutBelowNothing } from "../judge/may-fail";
import { convertsKnownObject, copiesFromGetters, getterRead } from "../judge/runs-others";
import { isPure } from "../lower/effects";
import { some, someOwn, walk } from "../syntax/nodes";
import {
  dividing,
  mayFailUncalled,
  operation,
  propertyRead,
  propertySet,
  setting,
} from "../syntax/property-reads";
import type { TypeScript } from "../typescript";

/**
 * The names of properties that are getters which do something: they call, set or throw. To read any other, one of a class out of sight
 * among them, counts as harmless. Beside them, what does something or may fail although nothing is called: setters, operations of objects
 * and of bigints.
 *
 * @param root - the code that reads properties
 */
export function actingNames(ts: TypeScript, root: ts.Node, facts: Facts): ReadonlySet<string> {
  return namesWithin(ts, root, facts, []);
}

/** @param seen - the bodies of getters and setters that are looked into already */
function namesWithin(
  ts: TypeScript,
  root: ts.Node,
  facts: Facts,
  seen: readonly ts.Node[],
): ReadonlySet<string> {
  const acting = new Set<string>();
  const does = ({ body }: ts.AccessorDeclaration, acts: Acts) =>
    body !== undefined &&
    !seen.includes(body) &&
    acts(ts, body, namesWithin(ts, body, facts, [...seen, body]));
  walk(ts, root, (node) => {
    const read = propertyRead(ts, node);
    const getter = getterRead(ts, node, facts);
    if (read && getter && does(getter, doesSomething)) acting.add(read.text);
    const set = propertySet(ts, node);
    if (set && settersOf(ts, set, facts).some((setter) => does(setter, mayFail)))
      acting.add(setting(set.text));
    if (mayCutBelowNothing(ts, node)) acting.add(setting("length"));
    if (mayDivideBigInts(ts, node, facts)) acting.add(dividing);
    for (const mark of marksOf(ts, node, facts)) acting.add(mark);
  });
  return acting;
}

function marksOf(ts: TypeScript, node: ts.Node, facts: Facts): readonly string[] {
  const mark = operation(ts, node);
  const acts =
    convertsKnownObject(ts, node, facts) ||
    copiesFromGetters(ts, node, facts) ||
    (mayMixBigInts(ts, node, facts) && !mayDivideBigInts(ts, node, facts));
  return mark !== undefined && acts ? [mark] : [];
}

/** @param acting - what does something in this body */
type Acts = (ts: TypeScript, body: ts.Block, acting: ReadonlySet<string>) => boolean;

const doesSomething: Acts = (ts, body, acting) =>
  someOwn(ts, body, (node) => ts.isThrowStatement(node) || mayFailUncalled(ts, node, acting)) ||
  some(ts, body, (node) => ts.isExpression(node) && !isPure(ts, node, acting));

/** It does more than keep what it is given. */
const mayFail: Acts = (ts, body, acting) =>
  someOwn(
    ts,
    body,
    (node) =>
      ts.isThrowStatement(node) ||
      ts.isCallExpression(node) ||
      ts.isNewExpression(node) ||
      ts.isTaggedTemplateExpression(node) ||
      mayFailUncalled(ts, node, acting),
  );
