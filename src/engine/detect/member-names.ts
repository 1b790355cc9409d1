import type ts from "typescript";
import { memberKey } from "../syntax/keys";
import { walk } from "../syntax/nodes";
import { isThis } from "../syntax/this-alias";
import type { TypeScript } from "../typescript";
import type { Members } from "./members";
import type { Site } from "./site";

/** @returns the names of all that the iterator and the iterable have: what is declared, and what their code does with `this` */
export function memberNames(ts: TypeScript, { iterator, iterable }: Site): ReadonlySet<string> {
  return new Set([iterator, iterable].flatMap((members) => (members ? namesOf(ts, members) : [])));
}

/** @returns the code that a class, literal or constructor function consists of */
export function partsOf({ owner, construct, methods }: Members): ReadonlySet<ts.Node> {
  return new Set([owner, ...(construct ? [construct] : []), ...[...methods.values()].map(({ fn }) => fn)]);
}

function namesOf(ts: TypeScript, members: Members): string[] {
  const { methods, fields, others } = members;
  const names = [...methods.keys(), ...fields.keys()];
  for (const other of others) {
    const key = ts.isClassElement(other) && other.name ? memberKey(ts, other.name) : undefined;
    if (key !== undefined) names.push(key);
  }
  for (const part of partsOf(members)) {
    walk(ts, part, (node) => {
      const isOwn = ts.isPropertyAccessExpression(node) && isThis(ts, node.expression);
      if (isOwn) names.push(node.name.text);
    });
  }
  return names;
}
