import type ts from "typescript";
import type { IteratorKind } from "../kind";
import { memberKey } from "../syntax/keys";
import { isUndefined, unwrap } from "../syntax/nodes";
import type { TypeScript } from "../typescript";
import { classify, methodGiven, type Method } from "./member";
import type { NextTaker, Place } from "./next-taker";
import type { Making } from "./owner";

/** What a call gives to the iterator object that it makes. */
export interface Given {
  readonly methods: ReadonlyMap<string, Method>;
  /** The object can be looped over. */
  readonly isIterable: boolean;
}

/** @returns the methods that the call gives; `undefined` where it gives something else besides, or nobody can see them */
export function givenTo(
  ts: TypeScript,
  taker: NextTaker,
  call: Making,
  kind: IteratorKind,
): Given | undefined {
  if ((taker.kind !== undefined && taker.kind !== kind) || !isAllTaken(ts, call, taker)) return undefined;
  const [, ...furtherTypes] = call.typeArguments ?? [];
  if (furtherTypes.length > 0 || (call.typeArguments && taker.elementParameter === undefined))
    return undefined;
  const methods = new Map<string, Method>();
  for (const [key, place] of taker.places) {
    const method = methodAt(ts, call, key, place);
    if (method === "unknown") return undefined;
    if (method) methods.set(key, method);
    // An object of the class has the method all the same, which calls what is not there.
    else if (taker.made) return undefined;
  }
  return { methods, isIterable: taker.kind === kind };
}

interface MakingParts {
  readonly arguments?: readonly ts.Expression[] | undefined;
}

/** Nothing is given that the iterator object does not have. */
function isAllTaken(ts: TypeScript, { arguments: given = [] }: MakingParts, { places }: NextTaker): boolean {
  const taken = [...places.values()];
  return given.every((argument, index) => {
    const here = taken.filter((place) => place.argument === index);
    if (here.some(({ key }) => key === undefined)) return !ts.isSpreadElement(argument);
    const literal = unwrap(ts, argument);
    if (here.length === 0 || !ts.isObjectLiteralExpression(literal)) return false;
    return literal.properties.every(
      ({ name }) => name && here.some(({ key }) => key === memberKey(ts, name)),
    );
  });
}

/** @returns `undefined` where nothing is given for it */
function methodAt(
  ts: TypeScript,
  call: Making,
  as: string,
  { argument, key }: Place,
): Method | "unknown" | undefined {
  const given = call.arguments?.[argument];
  if (!given) return undefined;
  if (key === undefined)
    return isUndefined(ts, given) ? undefined : (methodGiven(ts, as, given) ?? "unknown");
  const literal = unwrap(ts, given);
  const member = ts.isObjectLiteralExpression(literal)
    ? literal.properties.find(({ name }) => name && memberKey(ts, name) === key)
    : undefined;
  const part = member && classify(ts, member);
  if (!member) return undefined;
  return part && "fn" in part ? { ...part, key: as } : "unknown";
}
