import type ts from "typescript";
import type { DescribedIterator } from "../engine";
import type { Method } from "../engine/detect/members";
import { say } from "../engine/say";
import {
  ancestor,
  functionAround,
  hasModifier,
  isGenerator,
  isWithin,
  walkOwn,
  type FunctionWithBody,
} from "../engine/syntax/nodes";
import type { TypeScript } from "../engine/typescript";
import { defineRule, type Fix, type Report, type RuleContext } from "./rule";
import { mentionsHandRolled } from "./support/mentions";
import { servesSyncLoops } from "./support/protocol-methods";

export const noSyncThrow = defineRule({
  id: "no-sync-throw",
  code: 990_013,
  defaultSeverity: "warning",
  recommended: true,
  fixes: ["suggestion"],
  description:
    "Disallow `next()`, `return()` and `throw()` that throw instead of giving a promise that rejects",
  why: `Who calls an async iterator by hand expects a promise in any case. An error that is thrown at once goes past
\`.catch()\` and past the second callback of \`.then()\`, up the stack of a caller that is not prepared for it.`,
  messages: {
    thrown:
      "{{method}}() of {{label}} throws at once, past the '.catch()' of its caller: give a promise that rejects",
  },
  mentions: mentionsHandRolled,
  check: (context) => context.iterators.flatMap((iterator) => reportsOn(context, iterator)),
});

function reportsOn(context: RuleContext, { label, model }: DescribedIterator): Report<"thrown">[] {
  const { iterator } = model.site;
  if (!iterator || servesSyncLoops(iterator)) return [];
  return ["next", "return", "throw"].flatMap((key) => {
    const method = iterator.methods.get(key);
    return method
      ? throwsOf(context, method).map((statement) => report(context, label, method, statement))
      : [];
  });
}

function report(
  context: RuleContext,
  label: string,
  { key, fn }: Method,
  statement: ts.ThrowStatement,
): Report<"thrown"> {
  const start = statement.getStart(context.sourceFile);
  return {
    message: "thrown",
    data: { method: key, label },
    label,
    at: { start, end: start + "throw".length },
    fixes: reject(context, fn, statement),
  };
}

/** The `throw` statements that leave the function itself before it has given a promise. */
function throwsOf({ ts }: RuleContext, { fn }: Method): ts.ThrowStatement[] {
  if (hasModifier(ts, fn, ts.SyntaxKind.AsyncKeyword) || isGenerator(fn)) return [];
  const found: ts.ThrowStatement[] = [];
  walkOwn(ts, fn.body, (node) => {
    if (ts.isThrowStatement(node) && !isCaught(ts, node, fn)) found.push(node);
  });
  return found;
}

function isCaught(ts: TypeScript, node: ts.Node, fn: FunctionWithBody): boolean {
  const attempt = ancestor(node, (candidate): candidate is ts.TryStatement => ts.isTryStatement(candidate));
  if (!attempt || functionAround(ts, attempt) !== fn) return false;
  if (attempt.catchClause && isWithin(node, attempt.tryBlock)) return true;
  return isCaught(ts, attempt, fn);
}

/** Not where the author's types or a constructor-like caller would no longer fit: there a person decides. */
function reject({ sourceFile }: RuleContext, fn: FunctionWithBody, statement: ts.ThrowStatement): Fix[] {
  const type = fn.type?.getText(sourceFile);
  if (type !== undefined && !/^Promise\b/.test(type)) return [];
  const newText = `return Promise.reject(${statement.expression.getText(sourceFile)});`;
  const edit = { start: statement.getStart(sourceFile), end: statement.end, newText };
  return [
    {
      title: say("Give a promise that rejects"),
      safe: false,
      edits: () => [{ fileName: sourceFile.fileName, edits: [edit] }],
    },
  ];
}
