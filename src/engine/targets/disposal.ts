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

/** `[Symbol.dispose]() {}`, `async [Symbol.asyncDispose]() { await this.return(); }` */
function isDisposal(ts: TypeScript, node: ts.Node, { kind, methods }: Members): boolean {
  if (!ts.isMethodDeclaration(node) || !node.body || node.asteriskToken || node.parameters.length > 0)
    return false;
  if (!ts.isComputedPropertyName(node.name) || node.name.expression.getText() !== symbolOf(kind))
    return false;
  const [only, ...more] = bodyStatements(ts, node as FunctionWithBody);
  if (!only) return true;
  return more.length === 0 && (isNothing(ts, only) || (methods.has("return") && closes(ts, only)));
}

function symbolOf(kind: IteratorKind): string {
  return kind === "async" ? "Symbol.asyncDispose" : "Symbol.dispose";
}

/** `return Promise.resolve();` */
function isNothing(ts: TypeScript, statement: ts.Statement): boolean {
  return (
    ts.isReturnStatement(statement) &&
    /^(?:Promise\.resolve\(\))?$/.test(statement.expression?.getText() ?? "")
  );
}

/** `await this.return();`, `await this.return(undefined);` */
function closes(ts: TypeScript, statement: ts.Statement): boolean {
  const given = ts.isExpressionStatement(statement) ? unwrap(ts, statement.expression) : undefined;
  const call = given && ts.isAwaitExpression(given) ? unwrap(ts, given.expression) : given;
  if (!call || !ts.isCallExpression(call) || !call.arguments.every((one) => isUndefined(ts, one)))
    return false;
  const callee = unwrap(ts, call.expression);
  return (
    ts.isPropertyAccessExpression(callee) &&
    callee.name.text === "return" &&
    callee.expression.kind === ts.SyntaxKind.ThisKeyword
  );
}
