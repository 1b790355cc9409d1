import type ts from "typescript";
import type { Members, Method } from "../detect/members";
import type { Site } from "../detect/site";
import { say } from "../say";
import { isFunctionBoundary, isWithin, outerThis, some, someOwn } from "../syntax/nodes";
import { isVariableName, usesOfVariable } from "../syntax/variable-name";
import { spanOf } from "../targets/common";
import { declaredNames } from "../targets/literal-parts";
import type { TypeScript } from "../typescript";
import type { FileSpan } from "../text";
import type { Reason } from "../verdict";

/** What is put together by assignments: are the methods that are seen there the ones that will be called? */
export function judgeAssembly(ts: TypeScript, { iterable, iterator, shape }: Site): Reason[] {
  const both = [...new Set([iterable, iterator])].flatMap((members) => members ?? []);
  // The opening method becomes the generator where it stands, whenever that is put in place.
  const isOpenedInPlace = shape === "class-with-literal";
  return both.flatMap((members) => [
    ...judgeUncertain(members, isOpenedInPlace),
    ...(isOpenedInPlace ? [] : judgeEarlyUse(ts, members)),
    ...judgeFunctions(ts, members),
  ]);
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

/** @returns why methods cannot be there from the start: code that runs before one is put on the prototype, and may use the class, finds none */
export function judgeEarlyUse(ts: TypeScript, { owner, prototype }: Members): Reason[] {
  const last = prototype.at(-1);
  if (!last) return [];
  const { statements } = last.parent as ts.BlockLike;
  const isHoisted = ts.isFunctionDeclaration(owner);
  const before = statements.filter(
    (statement) => statement.end <= last.pos && (isHoisted || statement.pos >= owner.pos),
  );
  const others = before.filter((statement) => !prototype.includes(statement));
  const names = namesThatReach(ts, owner, statements);
  const user = others.find((statement) => mayRun(ts, statement) && mentions(ts, statement, names));
  if (!user) return [];
  const late = prototype.find(({ pos }) => pos >= user.end) ?? last;
  return [notUnderstood(say("this is put in place behind code that may use it already"), spanOf(late))];
}

/** The name of the class, and those of functions and constants of its block whose code comes to it in the end. */
function namesThatReach(
  ts: TypeScript,
  owner: ts.Node,
  statements: readonly ts.Statement[],
): ReadonlySet<string> {
  const declared = statements.map((statement) => ({ statement, names: declaredNames(ts, [statement]) }));
  const names = new Set<string>();
  for (const { statement, names: own } of declared)
    if (isWithin(owner, statement)) for (const name of own) names.add(name);
  for (let size = -1; size < names.size;) {
    size = names.size;
    for (const { statement, names: own } of declared)
      if (mentions(ts, statement, names)) for (const name of own) names.add(name);
  }
  return names;
}

function mentions(ts: TypeScript, node: ts.Node, names: ReadonlySet<string>): boolean {
  return some(
    ts,
    node,
    (inner) => ts.isIdentifier(inner) && names.has(inner.text) && isVariableName(ts, inner),
  );
}

/** It does more than declare something, or put something somewhere. */
function mayRun(ts: TypeScript, statement: ts.Statement): boolean {
  if (isFunctionBoundary(ts, statement)) return false;
  return someOwn(
    ts,
    statement,
    (node) =>
      ts.isCallExpression(node) ||
      ts.isNewExpression(node) ||
      ts.isTaggedTemplateExpression(node) ||
      ts.isForOfStatement(node),
  );
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
