import type ts from "typescript";
import { protocols, type IteratorKind } from "../kind";
import { elementKey } from "../syntax/keys";
import { isAssignmentOperator, isGenerator, unwrap, type FunctionWithBody } from "../syntax/nodes";
import { nodesOfKind } from "../syntax/nodes-of-kind";
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

/**
 * `body[Symbol.asyncIterator] = () => ({ next: () => reader.read() });`: what the function returns is an iterator, although its
 * `next()` does not look like one.
 *
 * @returns the iterators of a file that such an assignment opens
 */
export function iteratorsOpenedElsewhere(
  ts: TypeScript,
  sourceFile: ts.SourceFile,
  kind: IteratorKind,
): ReadonlySet<Owner> {
  const opened = nodesOfKind(ts, sourceFile, ts.isBinaryExpression).flatMap((assignment) => {
    const opener = openerAssigned(ts, assignment, kind);
    const made = opener && returnedBy(ts, opener);
    const inner = made && iteratorMadeBy(ts, made, kind);
    return inner?.methods.has("next") === true ? [inner.owner] : [];
  });
  return new Set(opened);
}

function openerAssigned(
  ts: TypeScript,
  { left, operatorToken, right }: ts.BinaryExpression,
  kind: IteratorKind,
): FunctionWithBody | undefined {
  if (!isAssignmentOperator(ts, operatorToken.kind)) return undefined;
  if (elementKey(ts, left) !== protocols[kind].openKey) return undefined;
  const opener = unwrap(ts, right);
  const isFunction = ts.isArrowFunction(opener) || ts.isFunctionExpression(opener);
  return isFunction && !isGenerator(opener) ? opener : undefined;
}
