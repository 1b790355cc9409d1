import type ts from "typescript";
import { isUndefined, wrapped } from "../syntax/nodes";
import type { TypeScript } from "../typescript";

/** What hangs on a promise: `.then(…).catch(…)`. */
export interface Chain {
  /** The call at its end, with what is around that. */
  readonly end: ts.Expression;
  /** What is given the value that the promise comes to; `undefined` where the chain hands it on. */
  readonly handler: ts.Expression | undefined;
  /** A failure of the promise may end in it. */
  readonly swallowsError: boolean;
}

/** @returns the chain that hangs on a promise right where that is made; `undefined` where there is none */
export function chainOn(ts: TypeScript, promise: ts.Expression): Chain | undefined {
  let chain: Chain | undefined;
  for (let end = wrapped(ts, promise); ; end = chain.end) {
    const call = linkOn(ts, end);
    if (!call) return chain;
    const { name } = call.expression;
    const [given, onError] = call.arguments;
    const handler = name.text === "then" && given && !isUndefined(ts, given) ? given : undefined;
    const swallows =
      name.text === "catch" ? given !== undefined : name.text === "then" && onError !== undefined;
    chain = {
      end: wrapped(ts, call),
      handler: chain?.handler ?? handler,
      swallowsError: chain?.swallowsError === true || swallows,
    };
  }
}

type Link = ts.CallExpression & { readonly expression: ts.PropertyAccessExpression };

/** `promise.then(…)`, for `promise` */
function linkOn(ts: TypeScript, promise: ts.Expression): Link | undefined {
  const { parent: access } = promise;
  if (!ts.isPropertyAccessExpression(access) || access.expression !== promise) return undefined;
  if (!/^(?:then|catch|finally)$/.test(access.name.text)) return undefined;
  const { parent: call } = access;
  const isLink = ts.isCallExpression(call) && call.expression === access;
  return isLink && !call.arguments.some((one) => ts.isSpreadElement(one)) ? (call as Link) : undefined;
}
