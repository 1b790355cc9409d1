import type ts from "typescript";
import type { Members } from "../detect/members";
import type { Owner } from "../detect/owner";
import { say } from "../say";
import { hasModifier, isFunctionBoundary, isWithin, some, someOwn } from "../syntax/nodes";
import { isVariableName } from "../syntax/variable-name";
import { spanOf } from "./common";
import { declaredNames } from "./literal-parts";
import type { TypeScript } from "../typescript";
import type { Reason } from "../verdict";

/** @returns why methods cannot be there from the start: code that runs before one is put on the prototype, and may use the class, finds none */
export function usedBeforeMethods(ts: TypeScript, { owner, prototype }: Members): Reason[] {
  const last = prototype.at(-1);
  if (!last) return [];
  const { statements } = last.parent as ts.BlockLike;
  const isHoisted = ts.isFunctionDeclaration(owner);
  const before = statements.filter(
    (statement) => statement.end <= last.pos && (isHoisted || statement.pos >= owner.pos),
  );
  const others = before.filter((statement) => !prototype.includes(statement));
  const user = userOf(ts, owner, statements, others);
  if (!user) return [];
  const late = prototype.find(({ pos }) => pos >= user.end) ?? last;
  return [
    {
      code: "not-understood",
      message: say("this is put in place behind code that may use it already"),
      verdict: "refused",
      at: spanOf(late),
    },
  ];
}

/** @returns why a function in place of the class may differ: what is declared is there from the start, a class only from its place on */
export function usedBeforeDeclared(ts: TypeScript, owner: Owner): Reason[] {
  if (!ts.isClassDeclaration(owner)) return [];
  const { statements } = owner.parent as ts.BlockLike;
  const user = userOf(ts, owner, statements, statements.slice(0, statements.indexOf(owner)));
  if (!user) return [];
  return [
    {
      code: "identity",
      message: say("this may use the class before it is declared, which fails today"),
      verdict: "review",
      at: spanOf(user),
    },
  ];
}

/** @returns whether code that runs before the statement, which declares the name, may use that: it fails today */
export function isUsedBefore(ts: TypeScript, statement: ts.Statement, { text }: ts.Identifier): boolean {
  const { statements } = statement.parent as ts.BlockLike;
  const before = statements.slice(0, statements.indexOf(statement));
  const named = before
    .flatMap((other) => runAtOnce(ts, other))
    .some((code) => namesInOwnCode(ts, code, text));
  return named || userOf(ts, statement, statements, before) !== undefined;
}

/** What of a statement runs when it is its turn: of a class, what is static. */
function runAtOnce(ts: TypeScript, statement: ts.Statement): readonly ts.Node[] {
  if (!ts.isClassDeclaration(statement)) return isFunctionBoundary(ts, statement) ? [] : [statement];
  return statement.members.flatMap<ts.Node>((member) => {
    if (ts.isClassStaticBlockDeclaration(member)) return [member];
    const isStatic = hasModifier(ts, member, ts.SyntaxKind.StaticKeyword);
    return isStatic && ts.isPropertyDeclaration(member) && member.initializer ? [member.initializer] : [];
  });
}

function namesInOwnCode(ts: TypeScript, code: ts.Node, text: string): boolean {
  return someOwn(ts, code, (node) => ts.isIdentifier(node) && node.text === text && isVariableName(ts, node));
}

/** @returns the first of the statements that may use the class when it runs */
function userOf(
  ts: TypeScript,
  owner: ts.Node,
  all: readonly ts.Statement[],
  running: readonly ts.Statement[],
): ts.Statement | undefined {
  const names = namesThatReach(ts, owner, all);
  return running.find((statement) => mayRun(ts, statement) && mentions(ts, statement, names));
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
