import type ts from "typescript";
import { memberKey } from "../syntax/keys";
import { isAssignmentOperator, walk } from "../syntax/nodes";
import type { TypeScript } from "../typescript";
import type { Objects } from "./objects";
import { placeOf, placesIn } from "./places";
import { codeAt } from "./reached";

/** Something that a place is given: at its declaration, by an assignment, or as an argument. */
interface Origin {
  readonly place: string;
  /** What the given expression mentions. */
  readonly mentions: readonly string[];
  /** The place that it is itself: `this.source = source` */
  readonly same: string | undefined;
}

/** @returns what places are given in some code */
export function originsIn(ts: TypeScript, objects: Objects, code: Iterable<ts.Node>): readonly Origin[] {
  const origins: Origin[] = [];
  const add = (place: string | undefined, given: ts.Expression | undefined): void => {
    if (place === undefined || !given) return;
    origins.push({ place, mentions: placesIn(ts, objects, given), same: placeOf(ts, objects, given) });
  };
  const addDeclared = (name: ts.BindingName, given: ts.Expression | undefined): void => {
    walk(ts, name, (node) => {
      if (ts.isIdentifier(node)) add(node.text, given);
    });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node)) addDeclared(node.name, node.initializer);
    if (ts.isPropertyDeclaration(node)) add(`this.${memberKey(ts, node.name) ?? ""}`, node.initializer);
    if (
      ts.isParameter(node) &&
      ts.isParameterPropertyDeclaration(node, node.parent) &&
      ts.isIdentifier(node.name)
    )
      add(`this.${node.name.text}`, node.name);
    if (ts.isBinaryExpression(node) && isAssignmentOperator(ts, node.operatorToken.kind))
      add(placeOf(ts, objects, node.left), node.right);
    if (ts.isCallExpression(node)) {
      for (const { parameters } of codeAt(ts, objects, node.expression))
        parameters.forEach(({ name }, index) => {
          addDeclared(name, node.arguments[index]);
        });
    }
  };
  for (const part of code) walk(ts, part, visit);
  return origins;
}

/** @returns the places, and those that what is in them was made of: for `reader = stream.getReader()`, the stream */
export function withOrigins(origins: readonly Origin[], places: readonly string[]): ReadonlySet<string> {
  const all = new Set(places);
  // The set grows while it is gone through.
  for (const place of all) {
    for (const origin of origins) {
      if (begins(place, origin.place)) for (const mentioned of origin.mentions) all.add(mentioned);
    }
  }
  return all;
}

/** @returns whether one of the places is this one, or something in it; the place may have other names, as a parameter has */
export function isTouched(origins: readonly Origin[], places: ReadonlySet<string>, place: string): boolean {
  const names = new Set([place]);
  for (const name of names) {
    for (const { place: given, same } of origins) {
      if (same !== undefined && begins(name, given) && names.size < 20)
        names.add(same + name.slice(given.length));
    }
  }
  return [...names].some((name) => [...places].some((other) => begins(other, name)));
}

function begins(place: string, start: string): boolean {
  return place === start || place.startsWith(`${start}.`);
}
