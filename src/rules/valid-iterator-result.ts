import type ts from "typescript";
import type { DescribedIterator } from "../engine";
import { doneOf, exitsOf, type Exit } from "../engine/describe/exits";
import type { Method } from "../engine/detect/members";
import { say } from "../engine/say";
import { canClausesComplete, canListComplete } from "../engine/syntax/completion";
import { isPrimitiveBySyntax } from "../engine/syntax/never-thenable";
import { memberKey } from "../engine/syntax/keys";
import { functionAround, hasModifier, isGenerator, unwrap, wrapped } from "../engine/syntax/nodes";
import type { TypeScript } from "../engine/typescript";
import { defineRule, type Fix, type Report, type RuleContext } from "./rule";
import { mentionsHandRolled } from "./support/mentions";
import { servesSyncLoops } from "./support/protocol-methods";

/** What a `done` counts as that is no boolean. */
type WrongDone = "doneText" | "doneFunction" | "donePromise";

type Message = "nothing" | "bare" | "misspelt" | "plain" | WrongDone;

export const validIteratorResult = defineRule<Message>({
  id: "valid-iterator-result",
  code: 990_004,
  defaultSeverity: "warning",
  recommended: true,
  fixes: ["suggestion"],
  description: "Require that `next()`, `return()` and `throw()` give promises of `{ value, done }`",
  why: `\`for await\` fails with a TypeError when \`next()\`, or \`return()\` after a \`break\`, gives no object. A misspelt \`done\`
is no \`done\`, and the loop never ends; a promise or a text as \`done\` counts as true, and the loop ends at once.`,
  messages: {
    nothing:
      "{{method}}() of {{label}} gives no result object here, for which 'for await' throws a TypeError",
    bare: "{{method}}() of {{label}} gives a bare value, not '{ value, done }', for which 'for await' throws a TypeError",
    misspelt: "Results have 'value' and 'done'; '{{name}}' means nothing to a loop",
    doneText: "'done' has to be true or false; a text counts as true, whatever it says",
    doneFunction: "'done' has to be true or false; a function counts as true",
    donePromise: "'done' has to be true or false; a promise counts as true",
    plain: "{{method}}() of {{label}} gives a plain result where a promise of one is due",
  },
  mentions: mentionsHandRolled,
  check: (context) => context.iterators.flatMap((iterator) => reportsOn(context, iterator)),
});

/** One method of the protocol, with its ways out. */
interface Subject {
  readonly context: RuleContext;
  readonly label: string;
  readonly method: Method;
  readonly exits: readonly Exit[];
  /** It is reached by `[Symbol.asyncIterator]`; a bare object with `next` may as well be made for loops without `await`. */
  readonly isAsync: boolean;
}

function reportsOn(context: RuleContext, { label, model }: DescribedIterator): Report<Message>[] {
  const { iterator } = model.site;
  if (!iterator || servesSyncLoops(iterator)) return [];
  return ["next", "return", "throw"].flatMap((key) => {
    const method = iterator.methods.get(key);
    if (!method || isGenerator(method.fn)) return [];
    const exits = key === "next" ? model.exits : exitsOf(context.ts, method.fn, () => false);
    const subject = { context, label, method, exits, isAsync: model.site.iterable !== undefined };
    return [
      ...exits.flatMap((exit) => resultReports(subject, exit)),
      ...endReport(subject),
      ...plainReport(subject),
    ];
  });
}

function resultReports(subject: Subject, exit: Exit): Report<Message>[] {
  const { context, label, method } = subject;
  const data = { method: method.key, label };
  switch (exit.kind) {
    case "invalid":
      return [{ message: "nothing", data, label, at: exit.node, fixes: giveResult(subject, exit.node) }];
    case "delegate":
      return isBare(context, exit.result) ? [{ message: "bare", data, label, at: exit.result }] : [];
    case "computed":
    case "yield":
    case "finish": {
      const done = exit.kind === "computed" ? exit.done : doneOf(context.ts, exit.node);
      const message = done && wrongDone(context, done);
      return message ? [{ message, label, at: done }] : misspelt(context, label, exit);
    }
    default:
      return [];
  }
}

/** A text, a number, a list: sure without types for literals, with types for all. */
function isBare({ ts, facts }: RuleContext, result: ts.Expression): boolean {
  const outer = unwrap(ts, result);
  const value = ts.isAwaitExpression(outer) ? unwrap(ts, outer.expression) : outer;
  if (ts.isArrayLiteralExpression(value)) return true;
  if (isPrimitiveBySyntax(ts, value)) return true;
  return facts.isPrimitive(outer) === true || facts.isArray(outer) === true;
}

/** What there is to say about a `done` that is no boolean; numbers and null work, and are left to taste. */
function wrongDone({ ts, facts }: RuleContext, done: ts.Expression): WrongDone | undefined {
  const value = unwrap(ts, done);
  if (ts.isStringLiteralLike(value) && value.text !== "") return "doneText";
  if (ts.isArrowFunction(value) || ts.isFunctionExpression(value)) return "doneFunction";
  if (ts.isAwaitExpression(value)) return undefined;
  return facts.isThenable(value) === true ? "donePromise" : undefined;
}

const nearDone =
  /^(?:Done|DONE|dnoe|doen|don|isDone|is_done|finished|isFinished|complete|completed|ended|isEnd)$/;
const nearValue = /^(?:Value|VALUE|vlaue|valeu|val|vaule|values)$/;

/** A name that stands in for the one that is missing. */
function misspelt(
  { ts }: RuleContext,
  label: string,
  exit: Exit & { readonly extras: readonly ts.Node[] },
): Report<Message>[] {
  const literal = exit.node;
  if (!ts.isObjectLiteralExpression(literal)) return [];
  const keys = literal.properties.map(({ name }) => name && memberKey(ts, name));
  return literal.properties.flatMap(({ name }) => {
    const key = name && memberKey(ts, name);
    if (!name || key === undefined) return [];
    const right = nearDone.test(key) ? "done" : nearValue.test(key) ? "value" : undefined;
    if (right === undefined || keys.includes(right)) return [];
    return [{ message: "misspelt" as const, data: { name: key }, label, at: name }];
  });
}

/** The body runs off its end. */
function endReport(subject: Subject): Report<Message>[] {
  const { context, label, method } = subject;
  const { ts } = context;
  const { body } = method.fn;
  if (!ts.isBlock(body) || isStub(method)) return [];
  if (!canListComplete(ts, body.statements, (statement) => isFailing(context, statement))) return [];
  const at = method.member.name;
  if (!at) return [];
  return [
    { message: "nothing", data: { method: method.key, label }, label, at, fixes: giveResult(subject, body) },
  ];
}

/** `assert.fail();`, `unreachable();`: what never comes back gets to no end, nor a `switch` that leaves by one of its clauses. */
function isFailing(context: RuleContext, statement: ts.Statement): boolean {
  const { ts, facts } = context;
  // Where no type says which values there are, the author knows that there are no others.
  if (ts.isSwitchStatement(statement) && facts.coversAllCases?.(statement) !== false)
    return !canClausesComplete(ts, statement, (inner) => isFailing(context, inner));
  if (!ts.isExpressionStatement(statement)) return false;
  const outer = unwrap(ts, statement.expression);
  return ts.isCallExpression(outer) && facts.neverComesBack?.(outer) === true;
}

/** Says in its type that it never comes back. */
function isStub({ fn }: Method): boolean {
  return fn.type !== undefined && /^(?:Promise<)?never\b/.test(fn.type.getText());
}

/** `return()` and `throw()` without a result end the sequence; what `next()` should give, nobody but the author knows. */
function giveResult({ context, method }: Subject, place: ts.Node): Fix[] {
  const { ts, sourceFile } = context;
  const { fn, key } = method;
  if (key === "next" || fn.type || !hasModifier(ts, fn, ts.SyntaxKind.AsyncKeyword)) return [];
  if (functionAround(ts, place) !== fn) return [];
  const result = "return { value: undefined, done: true };";
  const edit = ts.isBlock(place)
    ? atEnd(sourceFile, place, result)
    : ts.isReturnStatement(place)
      ? { start: place.getStart(sourceFile), end: place.end, newText: result }
      : { start: place.getStart(sourceFile), end: place.end, newText: "{ value: undefined, done: true }" };
  return [
    {
      title: say("Give a result that says done"),
      safe: false,
      edits: () => [{ fileName: sourceFile.fileName, edits: [edit] }],
    },
  ];
}

/** On a line of its own, in line with the last statement, where the block has lines. */
function atEnd(
  sourceFile: ts.SourceFile,
  block: ts.Block,
  text: string,
): { start: number; end: number; newText: string } {
  const last = block.statements.at(-1);
  if (!last) return { start: block.getStart(sourceFile) + 1, end: block.end - 1, newText: ` ${text} ` };
  const start = last.getStart(sourceFile);
  const [indent] = /[^\n]*$/.exec(sourceFile.text.slice(0, start)) ?? [""];
  const separator = indent.trim() === "" ? `\n${indent}` : " ";
  return { start: last.end, end: last.end, newText: `${separator}${text}` };
}

/** No promise on any way out. */
function plainReport(subject: Subject): Report<Message>[] {
  const { context, label, method, exits, isAsync } = subject;
  const { ts } = context;
  const { fn, key, member } = method;
  if (!isAsync || hasModifier(ts, fn, ts.SyntaxKind.AsyncKeyword)) return [];
  const isPlain = exits.some(
    ({ kind, node }) =>
      (kind === "yield" || kind === "finish" || kind === "computed") && isGivenBy(ts, node, fn),
  );
  const at = member.name;
  return isPlain && at
    ? [{ message: "plain", data: { method: key, label }, label, at, fixes: makeAsync(subject) }]
    : [];
}

/** The literal itself is what the function returns. */
function isGivenBy(ts: TypeScript, node: ts.Node, fn: Method["fn"]): boolean {
  if (!ts.isObjectLiteralExpression(node)) return false;
  let outer: ts.Expression = wrapped(ts, node);
  while (ts.isConditionalExpression(outer.parent) && isPlainChoice(ts, outer.parent)) {
    outer = wrapped(ts, outer.parent);
  }
  return (ts.isReturnStatement(outer.parent) && functionAround(ts, outer) === fn) || fn.body === outer;
}

/** `sync ? result : Promise.resolve(result)` knows what it does. */
function isPlainChoice(ts: TypeScript, { whenTrue, whenFalse }: ts.ConditionalExpression): boolean {
  return [whenTrue, whenFalse].every((branch) => {
    const inner = unwrap(ts, branch);
    return ts.isConditionalExpression(inner) ? isPlainChoice(ts, inner) : ts.isObjectLiteralExpression(inner);
  });
}

/** Its type, where it has one, has to say promise as well. */
function makeAsync({ context, method }: Subject): Fix[] {
  const { ts, sourceFile } = context;
  const { fn, declaration } = method;
  if (declaration || !(ts.isMethodDeclaration(fn) || ts.isArrowFunction(fn) || ts.isFunctionExpression(fn)))
    return [];
  const { type } = fn;
  if (type && !/^Iterator(?:Yield|Return)?Result\b/.test(type.getText(sourceFile))) return [];
  const head = ts.isMethodDeclaration(fn) ? fn.name.getStart(sourceFile) : fn.getStart(sourceFile);
  const edits = [
    { start: head, end: head, newText: "async " },
    ...(type
      ? [
          { start: type.getStart(sourceFile), end: type.getStart(sourceFile), newText: "Promise<" },
          { start: type.end, end: type.end, newText: ">" },
        ]
      : []),
  ];
  return [
    {
      title: say("Make it async"),
      safe: false,
      edits: () => [{ fileName: sourceFile.fileName, edits }],
    },
  ];
}
