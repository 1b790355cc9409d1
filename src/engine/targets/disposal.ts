import type ts from "typescript";
import { consumersOf } from "../consumer";
import type { Model } from "../describe/model";
import type { Members } from "../detect/members";
import type { IteratorKind } from "../kind";
import { say } from "../say";
import { bodyStatements, isUndefined, unwrap, type FunctionWithBody } from "../syntax/nodes";
import type { TypeScript } from "../typescript";
import type { Reason } from "../verdict";
import { spanOf } from "./common";

/*
 * A generator can be disposed of: that calls its `return()`. What an author wrote for `using` goes where it does no more than that.
 */

/**
 * @param members - of an iterator object
 * @returns the same without a `[Symbol.dispose]()`, or `[Symbol.asyncDispose]()`, that does nothing but call `return()`, if that
 */
export function withoutDisposal(ts: TypeScript, members: Members): Members {
  const others = members.others.filter((other) => !isDisposal(ts, other, members));
  return others.length === members.others.length ? members : { ...members, others };
}

/**
 * Whoever is out of sight may dispose of it: a generator has ended then, and on older platforms it has no such method.
 *
 * @returns a reason where the iterator object has one and not everybody is known who may call it
 */
export function disposalOutOfSight(ts: TypeScript, members: Members, { usage, isPublic }: Model): Reason[] {
  const disposal = members.others.find((other) => isDisposal(ts, other, members));
  if (!disposal) return [];
  const { instances, symbolUses, complete } = usage;
  const all = [...symbolUses, ...consumersOf({ instances })];
  if (complete && !isPublic && !all.some(({ kind }) => kind === "escapes")) return [];
  return [
    {
      code: "public-members",
      message: say(
        "code out of sight may dispose of it, which ends a generator where the platform knows how to, and fails elsewhere",
      ),
      verdict: "review",
      at: spanOf(disposal),
    },
  ];
}

/** `[Symbol.dispose]() {}`, `async [Symbol.asyncDispose]() { await this.return(); }`, `[Symbol.asyncDispose]: async () => {}` */
function isDisposal(ts: TypeScript, node: ts.Node, { kind, methods }: Members): boolean {
  const member = ts.isMethodDeclaration(node) || ts.isPropertyAssignment(node) ? node : undefined;
  const name = member?.name;
  if (!member || !name || !ts.isComputedPropertyName(name)) return false;
  const fn = name.expression.getText() === symbolOf(kind) ? functionIn(ts, member) : undefined;
  if (!fn || fn.asteriskToken || fn.parameters.length > 0) return false;
  const closesIt = (expression: ts.Expression): boolean => methods.has("return") && closes(ts, expression);
  if (!ts.isBlock(fn.body)) return isNothing(fn.body) || closesIt(fn.body);
  const [only, ...more] = bodyStatements(ts, fn);
  if (!only) return true;
  const isOne = more.length === 0 && (ts.isReturnStatement(only) || ts.isExpressionStatement(only));
  if (!isOne) return false;
  return (
    !only.expression ||
    (ts.isReturnStatement(only) && isNothing(only.expression)) ||
    closesIt(only.expression)
  );
}

function functionIn(
  ts: TypeScript,
  member: ts.MethodDeclaration | ts.PropertyAssignment,
): FunctionWithBody | undefined {
  if (ts.isMethodDeclaration(member)) return member.body && (member as FunctionWithBody);
  const value = unwrap(ts, member.initializer);
  return ts.isArrowFunction(value) || ts.isFunctionExpression(value) ? value : undefined;
}

function symbolOf(kind: IteratorKind): string {
  return kind === "async" ? "Symbol.asyncDispose" : "Symbol.dispose";
}

/** `Promise.resolve()` */
function isNothing(expression: ts.Expression): boolean {
  return /^Promise\.resolve\(\)$/.test(expression.getText());
}

/** `await this.return()`, `this.return?.(undefined)`, `this.return().then(() => {})` */
function closes(ts: TypeScript, expression: ts.Expression): boolean {
  const given = unwrap(ts, expression);
  const call = ts.isAwaitExpression(given) ? unwrap(ts, given.expression) : given;
  if (!ts.isCallExpression(call)) return false;
  const callee = unwrap(ts, call.expression);
  if (!ts.isPropertyAccessExpression(callee)) return false;
  if (callee.name.text === "then")
    return call.arguments.every((one) => isEmptyFunction(ts, one)) && closes(ts, callee.expression);
  return (
    callee.name.text === "return" &&
    callee.expression.kind === ts.SyntaxKind.ThisKeyword &&
    call.arguments.every((one) => isUndefined(ts, one))
  );
}

/** `() => {}`, `() => undefined` */
function isEmptyFunction(ts: TypeScript, node: ts.Expression): boolean {
  if (!ts.isArrowFunction(node)) return false;
  return ts.isBlock(node.body) ? node.body.statements.length === 0 : isUndefined(ts, node.body);
}
