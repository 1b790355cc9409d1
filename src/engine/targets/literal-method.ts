import type ts from "typescript";
import type { Model } from "../describe/model";
import { NotUnderstood } from "../lower/draft";
import { someOwn } from "../syntax/nodes";
import type { TypeScript } from "../typescript";
import { blockOf, cleanupOf, helpersOf, spanOf } from "./common";
import { returnType } from "./header";
import { copied, declaredNames, literalParts, statementsBefore } from "./literal-parts";
import type { Plan, PlanContext } from "./plan";

/**
 * `[Symbol.asyncIterator]() { …; return { next() {…} }; }` becomes `async *[Symbol.asyncIterator]() {…}`, in a class or a literal.
 *
 * @throws NotUnderstood when the literal does more than iterate
 */
export function planLiteralMethod(ts: TypeScript, { site }: Model, context: PlanContext): Plan {
  const { open, iterator, made } = site;
  const next = iterator?.methods.get("next");
  if (!open || !iterator || !next || !made) throw new NotUnderstood("it returns no object literal");
  checkThis(ts, open.fn);
  if (open.fn.parameters.length > 0) throw new NotUnderstood("[Symbol.asyncIterator]() takes parameters", spanOf(open.fn));
  const statements = statementsBefore(ts, open.fn, made);
  const { state, helpers } = literalParts(ts, iterator, statements);
  const { member } = open;
  const head = methodModifiers(ts, member);
  const name = member.name?.getText() ?? "[Symbol.asyncIterator]";
  return {
    parts: {
      prelude: [copied(ts, state.render, statements), state.prelude].join("\n"),
      helpers: helpersOf(ts, state.render, iterator, helpers),
      next: blockOf(ts, state.render, next),
      cleanup: cleanupOf(ts, state.render, iterator),
      context,
      ownVariables: new Set(state.names.values()),
      at: spanOf(iterator.methods.get("return")?.member.name ?? site.anchor),
    },
    parameters: "",
    replaced: { start: member.getStart(), end: member.end },
    kept: [],
    reasons: [],
    renames: undefined,
    relation: "opens-generators",
    eager: [],
    eagerAtOpen: statements,
    sources: [open.fn],
    render: state.render,
    ownVariables: new Set([...state.names.values(), ...declaredNames(ts, statements)]),
    print: (block) => ({ text: `${head}async *${name}()${returnType(ts, site, false)} ${block}` }),
  };
}

/** @returns `public `, `override ` and the like; `readonly` is for fields only */
export function methodModifiers(ts: TypeScript, member: ts.Node): string {
  const modifiers = ts.canHaveModifiers(member) ? (ts.getModifiers(member) ?? []) : [];
  return modifiers
    .filter(({ kind }) => kind !== ts.SyntaxKind.ReadonlyKeyword && kind !== ts.SyntaxKind.AsyncKeyword)
    .map((modifier) => `${modifier.getText()} `)
    .join("");
}

/** In an arrow function, `this` is not the object that a method would be called on. */
function checkThis(ts: TypeScript, fn: ts.Node): void {
  if (!ts.isArrowFunction(fn) || ts.isClassLike(fn.parent.parent)) return;
  if (someOwnOrArrow(ts, fn)) throw new NotUnderstood("'this' is that of the code around", spanOf(fn));
}

function someOwnOrArrow(ts: TypeScript, fn: ts.ArrowFunction): boolean {
  return someOwn(ts, fn, (node) => {
    if (node.kind === ts.SyntaxKind.ThisKeyword) return true;
    return ts.isArrowFunction(node) && node !== fn && someOwnOrArrow(ts, node);
  });
}
