import type ts from "typescript";
import type { Members, Method } from "../detect/members";
import type { Site } from "../detect/site";
import { protocols, type IteratorKind } from "../kind";
import { say } from "../say";
import { hasModifier, isGenerator, outerThis } from "../syntax/nodes";
import { usesOfVariable } from "../syntax/variable-name";
import { spanOf } from "../targets/common";
import { usedBeforeMethods } from "../targets/early-use";
import type { TypeScript } from "../typescript";
import type { FileSpan } from "../text";
import type { Reason } from "../verdict";

/** What is put together by assignments: are the methods that are seen there the ones that will be called? */
export function judgeAssembly(ts: TypeScript, { kind, iterable, iterator, shape }: Site): Reason[] {
  const both = [...new Set([iterable, iterator])].flatMap((members) => members ?? []);
  // The opening method becomes the generator where it stands, whenever that is put in place.
  const isOpenedInPlace = shape === "class-with-literal";
  const opened = iterable ? judgeOpener(ts, iterable, kind) : [];
  const assembled = both.flatMap((members) => [
    ...judgeUncertain(members, isOpenedInPlace),
    ...(isOpenedInPlace ? [] : usedBeforeMethods(ts, members)),
    ...judgeFunctions(ts, members),
  ]);
  return [...opened, ...assembled];
}

/** `async [Symbol.asyncIterator]() { return { next … }; }`: every loop throws a `TypeError`, for a promise has no `next()`. */
function judgeOpener(ts: TypeScript, { methods }: Members, kind: IteratorKind): Reason[] {
  const { openKey, symbol } = protocols[kind];
  const opener = methods.get(openKey);
  if (!opener || isGenerator(opener.fn) || !hasModifier(ts, opener.fn, ts.SyntaxKind.AsyncKeyword)) return [];
  const message = say("an async [Symbol.{0}]() gives a promise, which no loop can draw from", symbol);
  return [notUnderstood(message, spanOf(opener.member.name ?? opener.member))];
}

/** `if (source.return) iterator.return = …;`: every generator has all three methods. */
function judgeUncertain({ uncertain: all }: Members, isOpenedInPlace: boolean): Reason[] {
  const uncertain = all.filter(({ isOnlyOpener }) => !(isOnlyOpener && isOpenedInPlace));
  const [method] = uncertain;
  if (!method) return [];
  return [
    {
      code: uncertain.some(({ isThrow }) => isThrow) ? "throw-method" : "not-understood",
      message: method.why,
      verdict: "refused",
      at: spanOf(method.node),
    },
  ];
}

function notUnderstood(message: string, at: FileSpan): Reason {
  return { code: "not-understood", message, verdict: "refused", at };
}

/** What a function means by `this` and by its own name is lost where its body is moved. */
function judgeFunctions(ts: TypeScript, { methods, prototype }: Members): Reason[] {
  const put = [...methods.values()].filter(({ declaration }) =>
    (prototype as readonly (ts.Statement | undefined)[]).includes(declaration),
  );
  return put.flatMap(({ fn }: Method) => {
    const own = outerThis(ts, fn);
    if (own) return [notUnderstood(say("'this' is that of the code around"), spanOf(own))];
    const name = ts.isFunctionExpression(fn) ? fn.name?.text : undefined;
    const [use] = name === undefined ? [] : usesOfVariable(ts, fn.body, name);
    return use ? [notUnderstood(say("'{0}' is the function itself", use.text), spanOf(use))] : [];
  });
}
