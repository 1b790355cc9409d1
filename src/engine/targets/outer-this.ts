import type ts from "typescript";
import { variableNames } from "../describe/names";
import type { Site } from "../detect/site";
import { freeName, NotUnderstood } from "../lower/draft";
import { indentationAt } from "../lower/layout";
import { styleOf } from "../lower/style";
import type { Members } from "../detect/members";
import { protocols, type IteratorKind } from "../kind";
import { say } from "../say";
import { bindingOf, sharesThis } from "../syntax/bound-function";
import {
  ancestor,
  bodyStatements,
  extendsOf,
  type FunctionWithBody,
  isFunctionBoundary,
  isWithin,
  outerThis,
} from "../syntax/nodes";
import type { TextEdit } from "../text";
import type { TypeScript } from "../typescript";
import { spanOf } from "./common";
import { initialValues } from "./initial-values";

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

/** @returns each `this` that an arrow function, or one that is bound, shares with the code around; the generator has one of its own */
export function thisOfCodeAround(ts: TypeScript, fn: FunctionWithBody): ts.Node[] {
  return sharesThis(ts, fn) ? thisIn(ts, fn.body) : [];
}

/** @returns for each `this` in functions that are bound to what a variable holds, the variable's name */
export function thisByName(ts: TypeScript, { methods }: Members): Map<ts.Node, string> {
  return new Map(
    [...methods.values()].flatMap(({ fn }) => {
      const self = bindingOf(ts, fn)?.self;
      if (!self || !ts.isIdentifier(self)) return [];
      return thisIn(ts, fn.body).map((node): [ts.Node, string] => [node, self.text]);
    }),
  );
}

/** Each `this` that is the one of the function which the node stands in. */
function thisIn(ts: TypeScript, root: ts.Node): ts.Node[] {
  const found: ts.Node[] = [];
  const look = (node: ts.Node): void => {
    if (node.kind === ts.SyntaxKind.ThisKeyword) found.push(node);
    if (isFunctionBoundary(ts, node) && !sharesThis(ts, node)) return;
    ts.forEachChild(node, look);
  };
  look(root);
  return found;
}

/**
 * @param members - an iterator object that is made in the code around
 * @param kind - its protocol; what opens it is gone in a generator
 * @returns each `this` in it that is the one of the code around
 * @throws NotUnderstood when it is made with the `arguments` of the code around
 */
export function thisAroundLiteral(ts: TypeScript, members: Members, kind: IteratorKind): ts.Node[] {
  const values = initialValues(members);
  const user = values.flatMap((value) => outerThis(ts, value) ?? []).find((node) => ts.isIdentifier(node));
  if (user) throw new NotUnderstood(say("'arguments' are those of the code around"), spanOf(user));
  const { openKey } = protocols[kind];
  const fns = [...members.methods.values()].flatMap(({ key, fn }) => (key === openKey ? [] : fn));
  return [...fns.flatMap((fn) => thisOfCodeAround(ts, fn)), ...values.flatMap((value) => thisIn(ts, value))];
}

/** `const self = this;` before the statement that returns the literal. */
function selfBeforeReturn(
  ts: TypeScript,
  { factory, node }: Site,
  outer: readonly ts.Node[],
  also: readonly ts.Node[],
): OuterThis {
  const returned = factory?.returned;
  if (!factory || !returned || !ts.isReturnStatement(returned) || ts.isArrowFunction(factory.fn))
    return keptBefore(ts, node, outer, also);
  const name = freeName("self", variableNames(ts, [factory.fn, ...also]));
  const first = statementWith(ts, factory.fn, outer) ?? returned;
  return { edit: selfBefore(ts, first, name), substitutions: new Map(outer.map((one) => [one, name])) };
}

/** The statement of the function that has the code in it: `rows[Symbol.iterator] = () => …;` before they are returned. */
function statementWith(
  ts: TypeScript,
  fn: FunctionWithBody,
  [first]: readonly ts.Node[],
): ts.Statement | undefined {
  return first && bodyStatements(ts, fn).find((statement) => isWithin(first, statement));
}

/**
 * `const self = this;` before the statement that an object stands in.
 *
 * @param outer - each `this` of the code around
 * @throws NotUnderstood when there is no place for that
 */
export function keptBefore(
  ts: TypeScript,
  object: ts.Node,
  outer: readonly ts.Node[],
  also: readonly ts.Node[] = [],
): OuterThis {
  const statement = statementAround(ts, object);
  const owner = statement && thisOwner(ts, statement);
  if (!statement || !ts.isBlock(statement.parent) || !owner || isBeforeSuper(ts, owner)) {
    const [blamed] = outer;
    throw new NotUnderstood(say("'this' is that of the code around"), blamed && spanOf(blamed));
  }
  const name = freeName("self", variableNames(ts, [owner, ...also]));
  return { edit: selfBefore(ts, statement, name), substitutions: new Map(outer.map((one) => [one, name])) };
}

/** The statement of the innermost function around. */
function statementAround(ts: TypeScript, object: ts.Node): ts.Statement | undefined {
  for (let node = object; !ts.isSourceFile(node); node = node.parent) {
    if (ts.isStatement(node)) return node;
    if (isFunctionBoundary(ts, node)) return undefined;
  }
  return undefined;
}

/** The function, or the field's value, that says what `this` is. */
function thisOwner(ts: TypeScript, node: ts.Node): ts.Node | undefined {
  return ancestor(
    node,
    (one): one is ts.Node =>
      (isFunctionBoundary(ts, one) && !ts.isArrowFunction(one)) || ts.isPropertyDeclaration(one),
  );
}

/** In the constructor of a subclass there is no `this` at first. */
function isBeforeSuper(ts: TypeScript, owner: ts.Node): boolean {
  if (!ts.isConstructorDeclaration(owner)) return ts.isClassLike(owner);
  return extendsOf(ts, owner.parent) !== undefined;
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
