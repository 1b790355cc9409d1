import type ts from "typescript";
import type { Model } from "../describe/model";
import { variableNames } from "../describe/names";
import type { Site } from "../detect/site";
import { freeName, NotUnderstood } from "../lower/draft";
import { indentationAt } from "../lower/layout";
import { isFunctionBoundary, type FunctionWithBody } from "../syntax/nodes";
import type { TextEdit } from "../text";
import { openText } from "../syntax/keys";
import type { TypeScript } from "../typescript";
import { spanOf } from "./common";
import { methodType } from "./overridden";
import { copiedAround, declaredNames, initialValues, literalParts, statementsBefore } from "./literal-parts";
import { partsOf } from "./parts";
import type { Plan, PlanContext } from "./plan";
import { openingOf } from "./opening";

/**
 * `[Symbol.asyncIterator]() { …; return { next() {…} }; }` becomes `async *[Symbol.asyncIterator]() {…}`, in a class or a literal.
 *
 * @throws NotUnderstood when the literal does more than iterate
 */
export function planLiteralMethod(ts: TypeScript, { site }: Model, context: PlanContext): Plan {
  const { open, iterator, made } = site;
  const next = iterator?.methods.get("next");
  if (!open || !iterator || !next || !made) throw new NotUnderstood("it returns no object literal");
  const outerThis = thisOfCodeAround(ts, open.fn);
  const self = outerThis.length > 0 ? selfBefore(ts, site, outerThis) : undefined;
  if (open.fn.parameters.length > 0)
    throw new NotUnderstood(`${openText(site.kind)}() takes parameters`, spanOf(open.fn));
  const statements = statementsBefore(ts, open.fn, made, iterator);
  const { state } = literalParts(ts, iterator, statements, self?.substitutions);
  const own = new Set([...state.names.values(), ...declaredNames(ts, statements)]);
  const { replaced, head } = openingOf(ts, site.kind, open);
  const type = methodType(ts, site, context, open, false);
  return {
    parts: partsOf(ts, {
      site,
      context,
      members: iterator,
      next,
      state,
      prelude: copiedAround(ts, state, statements, iterator.owner),
      ownVariables: own,
    }),
    parameters: "",
    replaced,
    kept: [],
    reasons: [],
    renames: undefined,
    relation: "opens-generators",
    eager: [],
    eagerAtOpen: [...statements, ...initialValues(iterator)],
    sources: [open.fn],
    render: state.render,
    ownVariables: own,
    print: (block) => ({
      text: `${head}${type} ${block}`,
      ...(self && { more: [self.edit] }),
    }),
  };
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
): { edit: TextEdit; substitutions: ReadonlyMap<ts.Node, string> } {
  const returned = factory?.returned;
  if (!factory || !returned || !ts.isReturnStatement(returned) || ts.isArrowFunction(factory.fn)) {
    const [blamed] = outerThis;
    throw new NotUnderstood("'this' is that of the code around", blamed && spanOf(blamed));
  }
  const name = freeName("self", variableNames(ts, [factory.fn]));
  const start = returned.getStart();
  const indentation = indentationAt(returned.getSourceFile().text, start);
  return {
    edit: { start, end: start, newText: `const ${name} = this;\n${indentation}` },
    substitutions: new Map(outerThis.map((node) => [node, name])),
  };
}
