import type ts from "typescript";
import { variableNames } from "../describe/names";
import type { Site } from "../detect/site";
import { freeName, NotUnderstood } from "../lower/draft";
import { indentationAt } from "../lower/layout";
import { isFunctionBoundary, type FunctionWithBody } from "../syntax/nodes";
import type { TextEdit } from "../text";
import type { TypeScript } from "../typescript";
import { spanOf } from "./common";

/** How code from an arrow function names the `this` that it had there. */
export interface OuterThis {
  /** Keeps that `this` in a variable, before the literal is returned. */
  readonly edit: TextEdit;
  readonly substitutions: ReadonlyMap<ts.Node, string>;
}

/**
 * @param fn - what opens an iterator
 * @param also - other code that comes into the generator
 * @returns `undefined` where `this` stays what it is
 * @throws NotUnderstood when there is no place to keep it
 */
export function outerThisOf(
  ts: TypeScript,
  site: Site,
  fn: FunctionWithBody,
  also: readonly ts.Node[] = [],
): OuterThis | undefined {
  const found = thisOfCodeAround(ts, fn);
  return found.length > 0 ? selfBefore(ts, site, found, also) : undefined;
}

/** In an arrow function, `this` is that of the code around, not of the object that a method would be called on. */
function thisOfCodeAround(ts: TypeScript, fn: FunctionWithBody): ts.Node[] {
  if (!ts.isArrowFunction(fn) || ts.isPropertyDeclaration(fn.parent)) return [];
  const found: ts.Node[] = [];
  const look = (node: ts.Node): void => {
    if (node.kind === ts.SyntaxKind.ThisKeyword) found.push(node);
    if (isFunctionBoundary(ts, node) && !ts.isArrowFunction(node)) return;
    ts.forEachChild(node, look);
  };
  look(fn.body);
  return found;
}

/** `const self = this;` before the statement that returns the literal. */
function selfBefore(
  ts: TypeScript,
  { factory }: Site,
  outerThis: readonly ts.Node[],
  also: readonly ts.Node[],
): OuterThis {
  const returned = factory?.returned;
  if (!factory || !returned || !ts.isReturnStatement(returned) || ts.isArrowFunction(factory.fn)) {
    const [blamed] = outerThis;
    throw new NotUnderstood("'this' is that of the code around", blamed && spanOf(blamed));
  }
  const name = freeName("self", variableNames(ts, [factory.fn, ...also]));
  const start = returned.getStart();
  const indentation = indentationAt(returned.getSourceFile().text, start);
  return {
    edit: { start, end: start, newText: `const ${name} = this;\n${indentation}` },
    substitutions: new Map(outerThis.map((node) => [node, name])),
  };
}
