import type ts from "typescript";
import { variableNames } from "../describe/names";
import type { Site } from "../detect/site";
import { freeName, NotUnderstood } from "../lower/draft";
import { indentationAt } from "../lower/layout";
import { styleOf } from "../lower/style";
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
  // A class's field has the instance around it, on which a method would be called, too.
  const found = ts.isPropertyDeclaration(fn.parent) ? [] : thisOfCodeAround(ts, fn);
  return found.length > 0 ? selfBeforeReturn(ts, site, found, also) : undefined;
}

/** @returns each `this` that an arrow function shares with the code around; the generator has one of its own */
export function thisOfCodeAround(ts: TypeScript, fn: FunctionWithBody): ts.Node[] {
  if (!ts.isArrowFunction(fn)) return [];
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
function selfBeforeReturn(
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
  return {
    edit: selfBefore(ts, returned, name),
    substitutions: new Map(outerThis.map((node) => [node, name])),
  };
}

/** @returns the edit that keeps `this` in a constant of that name, before a statement */
export function selfBefore(ts: TypeScript, statement: ts.Statement, name: string): TextEdit {
  const start = statement.getStart();
  const sourceFile = statement.getSourceFile();
  const indentation = indentationAt(sourceFile.text, start);
  // `(` or `[` at the beginning of the next line would go on with this one.
  const isSeparate = /^[\w$]/.test(sourceFile.text.slice(start));
  const end = isSeparate && !styleOf(ts, sourceFile).semicolons ? "" : ";";
  return { start, end: start, newText: `const ${name} = this${end}\n${indentation}` };
}
