import type ts from "typescript";
import { protocols } from "../kind";
import { unwrap } from "../syntax/nodes";
import { returnedBy } from "../syntax/returned";
import type { TypeScript } from "../typescript";
import { iteratorMadeBy } from "./made";
import type { Members, Method } from "./members";
import type { Owner } from "./owner";

/**
 * `[Symbol.iterator]() { return this.entries(); }`: what `entries()` makes is an iterator, although nothing else says so.
 *
 * @param all - the classes and literals of a file that may be iterable
 * @returns those that are iterators because one of the others hands them on
 */
export function iteratorsHandedOn(ts: TypeScript, all: readonly Members[]): ReadonlySet<Owner> {
  const handedOn = all.flatMap(({ methods, kind }) => {
    const open = methods.get(protocols[kind].openKey);
    const maker = open && methods.get(methodHandedOn(ts, open) ?? "");
    const made = maker?.fn.asteriskToken ? undefined : maker && returnedBy(ts, maker.fn);
    const inner = made && iteratorMadeBy(ts, made, kind);
    return inner?.methods.has("next") === true ? [inner.owner] : [];
  });
  return new Set(handedOn);
}

/** @returns the name of the method of the same object that is called last */
function methodHandedOn(ts: TypeScript, { fn }: Method): string | undefined {
  const returned = returnedBy(ts, fn);
  const call = returned && unwrap(ts, returned);
  if (!call || !ts.isCallExpression(call)) return undefined;
  const callee: ts.Expression = unwrap(ts, call.expression);
  const isOwn = ts.isPropertyAccessExpression(callee) && callee.expression.kind === ts.SyntaxKind.ThisKeyword;
  return isOwn ? callee.name.text : undefined;
}
