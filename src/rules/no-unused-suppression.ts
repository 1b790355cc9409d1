import type ts from "typescript";
import { say } from "../engine/say";
import type { Span, TextEdit } from "../engine/text";
import { defineRule, type Fix, type Report } from "./rule";
import { mentionsSuppression } from "./support/mentions";
import type { UnusedSuppression } from "./suppression/comments";

type Message = "comment" | "rule" | "unknownRule";

export const noUnusedSuppression = defineRule<Message>({
  id: "no-unused-suppression",
  code: 990_100,
  defaultSeverity: "warning",
  recommended: true,
  fixes: ["safe"],
  description: "Remove a `yieldwise-disable` comment that suppresses nothing",
  why: `A comment that suppresses nothing says that there is a problem where there is none, and would hide the next one that
comes up in its place.`,
  messages: {
    comment: "Nothing is found here, so this comment suppresses nothing.",
    rule: "'{{rule}}' finds nothing here, so there is nothing to suppress.",
    unknownRule: "There is no rule '{{rule}}', so there is nothing to suppress.",
  },
  mentions: [mentionsSuppression],
  last: true,
  check: ({ sourceFile, unusedSuppressions }) =>
    unusedSuppressions.map((unused) => toReport(sourceFile, unused)),
});

function toReport(sourceFile: ts.SourceFile, unused: UnusedSuppression): Report<Message> {
  const { suppression, rule, isUnknown } = unused;
  const isWhole = !rule || suppression.rules.length === 1;
  return {
    message: !rule ? "comment" : isUnknown ? "unknownRule" : "rule",
    data: { rule: rule?.id ?? "" },
    at: rule?.span ?? suppression.span,
    fixes: [isWhole ? removeComment(sourceFile, suppression.span) : removeRule(sourceFile, unused)],
  };
}

function removeComment(sourceFile: ts.SourceFile, span: Span): Fix {
  return fix(sourceFile, say("Remove the comment"), { ...withLine(sourceFile.text, span), newText: "" });
}

function removeRule(sourceFile: ts.SourceFile, { suppression, rule }: UnusedSuppression): Fix {
  const index = suppression.rules.findIndex((each) => each === rule);
  const before = suppression.rules[index - 1];
  const after = suppression.rules[index + 1];
  const span = rule?.span ?? suppression.span;
  const start = before?.span.end ?? span.start;
  const end = before ? span.end : (after?.span.start ?? span.end);
  return fix(sourceFile, say("Remove '{0}' from the comment", rule?.id ?? ""), { start, end, newText: "" });
}

/** The comment with the line that it fills, or with the space before it. */
function withLine(text: string, { start, end }: Span): Span {
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const lineBreak = /^[ \t]*(\r?\n|$)/.exec(text.slice(end));
  const isAlone = text.slice(lineStart, start).trim() === "";
  if (isAlone && lineBreak) return { start: lineStart, end: end + lineBreak[0].length };
  const space = /[ \t]*$/.exec(text.slice(lineStart, start))?.[0].length ?? 0;
  return { start: lineBreak ? start - space : start, end };
}

function fix(sourceFile: ts.SourceFile, title: string, edit: TextEdit): Fix {
  return { title, safe: true, edits: () => [{ fileName: sourceFile.fileName, edits: [edit] }] };
}
