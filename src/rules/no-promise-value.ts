import type ts from "typescript";
import type { DescribedIterator } from "../engine";
import { annotationOf } from "../engine/describe/annotation";
import { say } from "../engine/say";
import { functionAround, hasModifier, unwrap } from "../engine/syntax/nodes";
import type { TypeScript } from "../engine/typescript";
import { defineRule, type Fix, type Report, type RuleContext } from "./rule";
import { mentionsHandRolled } from "./support/mentions";

export const noPromiseValue = defineRule({
  id: "no-promise-value",
  code: 990_012,
  defaultSeverity: "warning",
  recommended: true,
  fixes: ["suggestion"],
  description: "Disallow a promise as the `value` of a result",
  why: `\`for await\` awaits the result, not the \`value\` in it: the loop gets a promise where it expects an element. When
that promise rejects before somebody awaits it, Node.js ends the process.`,
  messages: {
    promise:
      "The value of this result is a promise, which 'for await' hands to the loop as it is: await it first",
  },
  mentions: mentionsHandRolled,
  check: (context) => context.iterators.flatMap((iterator) => reportsOn(context, iterator)),
});

function reportsOn(context: RuleContext, { label, model }: DescribedIterator): Report<"promise">[] {
  const { ts } = context;
  if (isMeant(annotationOf(ts, model.site)?.element)) return [];
  return model.exits.flatMap((exit): Report<"promise">[] => {
    if ((exit.kind !== "yield" && exit.kind !== "computed") || !exit.value) return [];
    if (!isPromise(context, exit.value)) return [];
    return [{ message: "promise", label, at: exit.value, fixes: awaitIt(context, exit.value) }];
  });
}

/** `AsyncIterator<Promise<string>>`: the author says that the elements are promises. */
function isMeant(element: string | undefined): boolean {
  return element !== undefined && /\bPromise(?:Like)?</.test(element);
}

function isPromise({ ts, facts }: RuleContext, value: ts.Expression): boolean {
  const inner = unwrap(ts, value);
  if (ts.isAwaitExpression(inner)) return false;
  return facts.isThenable(inner) === true || makesPromise(ts, inner);
}

/** `new Promise(…)`, `Promise.all(…)`, `import(…)`: no types are needed to see it. */
function makesPromise(ts: TypeScript, expression: ts.Expression): boolean {
  if (ts.isNewExpression(expression)) return isPromiseName(ts, expression.expression);
  if (!ts.isCallExpression(expression)) return false;
  const callee = expression.expression;
  if (callee.kind === ts.SyntaxKind.ImportKeyword) return true;
  return (
    ts.isPropertyAccessExpression(callee) &&
    isPromiseName(ts, callee.expression) &&
    /^(?:resolve|reject|all|allSettled|race|any)$/.test(callee.name.text)
  );
}

function isPromiseName(ts: TypeScript, expression: ts.Expression): boolean {
  return ts.isIdentifier(expression) && expression.text === "Promise";
}

/** Only where `await` can stand. */
function awaitIt({ ts, sourceFile }: RuleContext, value: ts.Expression): Fix[] {
  const fn = functionAround(ts, value);
  if (!fn || !hasModifier(ts, fn, ts.SyntaxKind.AsyncKeyword)) return [];
  const name = ts.isShorthandPropertyAssignment(value.parent) ? `${value.getText(sourceFile)}: ` : "";
  const isTight =
    ts.isBinaryExpression(value) || ts.isConditionalExpression(value) || ts.isArrowFunction(value);
  const text = value.getText(sourceFile);
  const edit = {
    start: value.getStart(sourceFile),
    end: value.end,
    newText: `${name}await ${isTight ? `(${text})` : text}`,
  };
  return [
    {
      title: say("Await the value"),
      safe: false,
      edits: () => [{ fileName: sourceFile.fileName, edits: [edit] }],
    },
  ];
}
