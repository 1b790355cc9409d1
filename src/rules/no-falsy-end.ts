import type ts from "typescript";
import type { DescribedIterator } from "../engine";
import { annotationOf } from "../engine/describe/annotation";
import type { FalsyValue } from "../engine/facts";
import { say } from "../engine/say";
import {
  accessKind,
  type AsyncGeneratorFunction,
  functionAround,
  isWithin,
  some,
  unwrap,
  walkOwn,
} from "../engine/syntax/nodes";
import { defineRule, type Fix, type Report, type RuleContext } from "./rule";
import { endsGenerator, endsIterator, type IsEnd } from "./support/ending";
import { mentionsAsyncGenerator, mentionsHandRolled } from "./support/mentions";
import { falsyTests, testsPassed, type TruthTest } from "./support/truth-tests";

export const noFalsyEnd = defineRule({
  id: "no-falsy-end",
  code: 990_015,
  defaultSeverity: "warning",
  recommended: false,
  fixes: ["suggestion"],
  description: "Disallow to end at a falsy value where an element can be falsy",
  why: `\`if (!value)\` is meant to ask for the end, and is true for \`0\`, \`""\` and \`false\` as well. An element like that
ends the sequence: whatever comes behind it is lost, without an error.`,
  messages: {
    ends: "'{{name}}' can be {{elements}}, and such an element ends the sequence as {{end}} does",
  },
  mentions: [...mentionsHandRolled, mentionsAsyncGenerator],
  check: (context) => [
    ...context.iterators.flatMap((iterator) => reportsOnIterator(context, iterator)),
    ...context.asyncGenerators.flatMap((generator) => reportsOnGenerator(context, generator)),
  ],
});

/** What is given as an element, and where. */
interface Given {
  readonly node: ts.Node;
  readonly value: ts.Expression;
}

function reportsOnIterator(context: RuleContext, { model, label }: DescribedIterator): Report<"ends">[] {
  const { ts } = context;
  const computed = model.exits.flatMap((exit) =>
    exit.kind === "computed" && exit.value ? falsyTests(ts, exit.done, nameOf(ts, exit.value)) : [],
  );
  const given = model.exits.flatMap((exit): Given[] =>
    exit.kind === "yield" && exit.value ? [{ node: exit.node, value: exit.value }] : [],
  );
  const tests = [...computed, ...endingTests(context, given, endsIterator(ts, model.exits))];
  const elementType = tests.length > 0 ? annotationOf(ts, model.site)?.element : undefined;
  return tests
    .flatMap((test) => reportOn(context, test, elementType) ?? [])
    .map((report) => ({ ...report, label }));
}

function reportsOnGenerator(context: RuleContext, generator: AsyncGeneratorFunction): Report<"ends">[] {
  const { ts } = context;
  const given: Given[] = [];
  walkOwn(ts, generator.body, (node) => {
    if (ts.isYieldExpression(node) && !node.asteriskToken && node.expression) {
      given.push({ node, value: node.expression });
    }
  });
  const { type } = generator;
  const elementType = type && ts.isTypeReferenceNode(type) ? type.typeArguments?.[0]?.getText() : undefined;
  return endingTests(context, given, endsGenerator(ts)).flatMap(
    (test) => reportOn(context, test, elementType) ?? [],
  );
}

/** The tests that let an element through, and end the sequence instead where it is falsy. */
function endingTests({ ts }: RuleContext, given: readonly Given[], isEnd: IsEnd): TruthTest[] {
  const found = given.flatMap(({ node, value }) => {
    const name = nameOf(ts, value);
    const tests = name === "" ? [] : testsPassed(ts, node, name);
    return tests.filter((test) => isEnd(test.otherwise) && !changesBetween({ ts }, test.node, node, name));
  });
  return found.filter((test, index) => found.findIndex(({ node }) => node === test.node) === index);
}

/** `value`, `result.value`, `this.current`; empty for everything else. */
function nameOf(ts: RuleContext["ts"], expression: ts.Expression): string {
  const inner = unwrap(ts, expression);
  if (ts.isIdentifier(inner) || inner.kind === ts.SyntaxKind.ThisKeyword) return inner.getText();
  if (!ts.isPropertyAccessExpression(inner) || inner.questionDotToken) return "";
  return nameOf(ts, inner.expression) === "" ? "" : inner.getText();
}

/** Between the test and the place, the name comes to mean another value. */
function changesBetween(
  { ts }: Pick<RuleContext, "ts">,
  test: ts.Node,
  place: ts.Node,
  name: string,
): boolean {
  const [root] = name.split(".");
  return some(ts, functionAround(ts, place) ?? place.getSourceFile(), (node) => {
    if (node.pos < test.end || node.end > place.pos || isWithin(node, test)) return false;
    if (ts.isVariableDeclaration(node)) return node.name.getText() === root;
    const isName = ts.isIdentifier(node) || ts.isPropertyAccessExpression(node);
    return isName && (node.getText() === name || node.getText() === root) && accessKind(ts, node) !== "read";
  });
}

/** @param elementType - what the author says that elements are */
function reportOn(
  context: RuleContext,
  test: TruthTest,
  elementType: string | undefined,
): Report<"ends"> | undefined {
  const { ts, facts } = context;
  const falsy = facts.falsyValues?.(test.subject) ?? [];
  const isNullElement = falsy.includes("undefined") && /(?:^|\|)\s*null\s*(?:$|\|)/.test(elementType ?? "");
  const isNoElement = (value: FalsyValue): boolean =>
    value === "undefined" || (value === "null" && !isNullElement);
  const elements = falsy.filter((value) => !isNoElement(value));
  const missing = falsy.filter(isNoElement);
  const end = missing.length > 0 ? missing : endOfList(context, test.subject);
  if (elements.length === 0 || end === undefined) return undefined;
  const subject = unwrap(ts, test.subject);
  const name = ts.isBinaryExpression(subject) ? subject.left : subject;
  return {
    message: "ends",
    data: { name: name.getText(), elements: listed(elements), end: listed(end) },
    at: test.node,
    fixes: [askForTheEnd(context, test, end)],
  };
}

function listed(values: readonly FalsyValue[]): string {
  const rest = values.slice(0, -1);
  const last = values.at(-1) ?? "";
  return rest.length === 0 ? last : say("{0} or {1}", rest.join(", "), last);
}

/**
 * A value that is never `undefined` or `null` has nothing else than the falsy one to say that there is no more, as in "0 bytes read";
 * but what is taken from a list is `undefined` behind the last one, whether its type admits it or not.
 */
function endOfList(context: RuleContext, subject: ts.Expression): readonly FalsyValue[] | undefined {
  return isFromList(context, subject) ? ["undefined"] : undefined;
}

/** `items[index]`, `items.shift()`, `items.pop()` */
function isFromList({ ts, facts }: RuleContext, subject: ts.Expression): boolean {
  const inner = unwrap(ts, subject);
  const declaration = ts.isIdentifier(inner) ? facts.declarationOf(inner) : undefined;
  const source = ts.isBinaryExpression(inner)
    ? inner.right
    : declaration && ts.isVariableDeclaration(declaration)
      ? declaration.initializer
      : undefined;
  const value = source && unwrap(ts, source);
  if (!value) return false;
  if (ts.isElementAccessExpression(value)) return facts.isArray(value.expression) === true;
  if (!ts.isCallExpression(value) || !ts.isPropertyAccessExpression(value.expression)) return false;
  const { name, expression } = value.expression;
  return /^(?:shift|pop|at)$/.test(name.text) && facts.isArray(expression) === true;
}

function askForTheEnd(
  { ts, sourceFile }: RuleContext,
  { node, subject, isNegated }: TruthTest,
  end: readonly FalsyValue[],
): Fix {
  const [only] = end;
  const operator = `${isNegated ? "=" : "!"}${end.length === 1 ? "==" : "="}`;
  const other = end.length === 1 && only ? only : "null";
  const text = subject.getText(sourceFile);
  const operand = ts.isBinaryExpression(subject) ? `(${text})` : text;
  // Assertions and parentheses around the test stay where they are.
  const isWrapped =
    node === subject && ts.isParenthesizedExpression(node.parent) && ts.isBinaryExpression(subject);
  const place = isWrapped ? node.parent : node;
  return {
    title: say("Ask for {0}: other falsy values are elements then", listed(end)),
    safe: false,
    edits: () => [
      {
        fileName: sourceFile.fileName,
        edits: [
          { start: place.getStart(sourceFile), end: place.end, newText: `${operand} ${operator} ${other}` },
        ],
      },
    ],
  };
}
