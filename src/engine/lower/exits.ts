import type ts from "typescript";
import { isContextual, isLiteral } from "./contextual";
import { assertedResult } from "../describe/asserted";
import { classifyExit, promiseWithoutResult, type Exit } from "../describe/exits";
import type { ResultsInScope } from "../describe/results-in-scope";
import type { ExpressionFacts } from "../expression-facts";
import type { IteratorKind } from "../kind";
import { say } from "../say";
import { canListComplete } from "../syntax/completion";
import { startWithCast } from "../syntax/jsdoc";
import {
  isAsserted,
  isAssertedAny,
  isOperand,
  isUndefined,
  unwrap,
  usesUsing,
  walk,
  walkOwn,
} from "../syntax/nodes";
import { isActingRead } from "../syntax/property-reads";
import type { TextEdit } from "../text";
import type { TypeScript } from "../typescript";
import { isAgainCall } from "./again";
import { choiceByDone } from "./choice-by-done";
import {
  declaredIn,
  editDraft,
  freeName,
  resultName,
  namesIn,
  NotUnderstood,
  parseDraft,
  blockText,
  textOf,
  type Draft,
} from "./draft";
import { isPure, touchesOnlyVariables } from "./effects";
import { exitEdits } from "./exit-comments";
import { heldDone } from "./held-result";
import { assignedBoolean, knownCondition } from "./known";
import { mayReadOffMissing, workedOutBefore } from "./missing";
import { negated, withoutDoubleNegation, insideParentheses } from "./negate";

/** What lowering the exits needs to know besides the text. */
export interface ExitContext {
  readonly kind: IteratorKind;
  /** Nobody looks at the value that comes with `done: true`. */
  readonly finalValueUnused: boolean;
  /** The compiler has checked that every path through `next` returns. */
  readonly alwaysGivesResult?: boolean;
  /** The code stands in a TypeScript file. */
  readonly isTypeScript?: boolean;
  /** Values are of the elements' type only because the author asserts it about the results. */
  readonly keepsAssertions?: boolean;
  /** They are so only because the author asserts it about the object. */
  readonly assertsElements?: boolean;
  /** A result that is handed on has a type by which it is always the end, so that no element could come of it. */
  readonly assertsResults?: boolean;
  /** The type that the author wrote down for elements. */
  readonly elementType?: string;
  /** Variables that only the code that is lowered assigns. */
  readonly ownVariables?: ReadonlySet<string>;
  /** Names of properties that do something when they are read, or may fail. */
  readonly acting?: ReadonlySet<string>;
  /** Functions of the code around that make results, by name. */
  readonly results?: ResultsInScope;
  /** Functions of the code around whose results are never the end, by name. */
  readonly elementMakers?: ReadonlySet<string>;
  /** What is known of an expression, by its text. */
  factsOf?(expressionText: string): ExpressionFacts | undefined;
}

const outerLabel = "outer";

/**
 * Puts the body into `while (true)` and its returned results into `yield`, `return` and `continue`.
 *
 * @throws NotUnderstood when a path gives no result, or one that cannot be read
 */
export function lowerExits(ts: TypeScript, draft: Draft, context: ExitContext): Draft {
  if (!context.alwaysGivesResult && canListComplete(ts, draft.body.statements)) {
    throw new NotUnderstood(say("a path through next() gives no result"));
  }
  if (usesUsing(ts, draft.body)) {
    throw new NotUnderstood(
      say("next() disposes of something before it gives its result, and a generator would do so later"),
    );
  }
  const taken = namesIn(ts, draft.body);
  const names: Names = {
    result: resultName(taken),
    value: ["value", "item", "element"].find((name) => !taken.has(name)) ?? freeName("value", taken),
    label: freeName(outerLabel, taken),
  };
  const edits: TextEdit[] = [];
  walkOwn(ts, draft.body, (node) => {
    if (!ts.isReturnStatement(node)) return;
    const place = placeOf(ts, draft, node, context);
    const exit = classifyExit(ts, node.expression, isAgainCall);
    if (!exit) throw new NotUnderstood(say("a path through next() gives no result"));
    const statements = exitStatements({ ts, draft, names, context, place }, exit);
    edits.push(...exitEdits(ts, draft, node, statements));
  });
  const inner = blockText(editDraft(ts, draft, edits));
  const isLabelled = edits.some(({ newText }) => newText.includes(`continue ${names.label};`));
  const label = isLabelled ? `${names.label}: ` : "";
  return parseDraft(ts, `{\n${label}while (true) ${inner}\n}`, draft.form);
}

interface Names {
  readonly result: string;
  readonly value: string;
  readonly label: string;
}

interface Place {
  /** Nothing runs after it but the next turn of the outer loop. */
  readonly isTail: boolean;
  /** It stands in a loop inside the outer one. */
  readonly needsLabel: boolean;
  /** It stands in a loop over something that leaving the loop closes. */
  readonly leavesClosingLoop: boolean;
  /** What has been worked out there in any case. */
  readonly before: readonly ts.Node[];
}

interface Work {
  readonly ts: TypeScript;
  readonly draft: Draft;
  readonly names: Names;
  readonly context: ExitContext;
  readonly place: Place;
  /** Conditions that hold or do not hold here, by their text, because a ternary has tested them. */
  readonly known?: Readonly<Record<string, boolean>>;
}

function placeOf(ts: TypeScript, draft: Draft, statement: ts.Statement, context: ExitContext): Place {
  let isTail = true;
  let needsLabel = false;
  let leavesClosingLoop = false;
  for (let node: ts.Node = statement; node !== draft.body; node = node.parent) {
    const { parent } = node;
    if (ts.isBlock(parent)) isTail &&= parent.statements.at(-1) === node;
    else if (ts.isCaseOrDefaultClause(parent)) isTail = false;
    else if (ts.isIterationStatement(parent, false)) {
      isTail = false;
      needsLabel = true;
      leavesClosingLoop ||= closesWhenLeft(ts, draft, parent, context);
    } else if (ts.isTryStatement(parent)) isTail &&= !parent.finallyBlock;
  }
  return { isTail, needsLabel, leavesClosingLoop, before: workedOutBefore(ts, draft.body, statement) };
}

function closesWhenLeft(
  ts: TypeScript,
  draft: Draft,
  loop: ts.IterationStatement,
  context: ExitContext,
): boolean {
  if (!ts.isForOfStatement(loop)) return false;
  if (loop.awaitModifier) return true;
  if (ts.isArrayLiteralExpression(loop.expression)) return false;
  const known = context.factsOf?.(textOf(draft, loop.expression));
  return known?.isArray !== true && !(known?.isSelfSyncIterator === true && known.closesQuietly === true);
}

function exitStatements(work: Work, exit: Exit): string[] {
  if (work.place.leavesClosingLoop && exit.kind !== "finish" && exit.kind !== "throw") {
    throw new NotUnderstood(say("a value is delivered from a loop that closes what it loops over"));
  }
  switch (exit.kind) {
    case "yield":
      return [yieldOf(work, exit), ...goOn(work)];
    case "finish":
      return [returnOf(work, exit.value)];
    case "throw":
      return [`throw ${exit.error ? textOf(work.draft, exit.error) : "undefined"};`];
    case "again":
      return goOn(work);
    case "computed":
      return computedStatements(work, exit);
    case "choice":
      return choiceStatements(work, exit);
    case "delegate":
    case "chain":
      return delegateStatements(work, exit.node);
    case "invalid":
      throw new NotUnderstood(say("a path through next() gives no result object"));
  }
}

function goOn({ place, names }: Work): string[] {
  if (place.isTail) return [];
  return [place.needsLabel ? `continue ${names.label};` : "continue;"];
}

function yieldOf(
  work: Work,
  exit: Extract<Exit, { kind: "yield" | "computed" }>,
  suffix = assertion(work, exit),
): string {
  const { value } = exit;
  if (!value) return suffix === "" ? "yield;" : `yield undefined${forUndefined(suffix)};`;
  if (suffix === "") return `yield ${withCast(work, withoutParentheses(work, value))};`;
  const text = withCast(work, value);
  return `yield ${isOperand(work.ts, value) ? text : `(${text})`}${suffix};`;
}

/** A result may be asserted to be one of rows whatever its value is; `undefined` itself is none, unless the type says so. */
function forUndefined(suffix: string): string {
  return /\b(?:any|unknown|undefined|void)\b/.test(suffix) ? suffix : ` as unknown${suffix}`;
}

/** A value needs no parentheses behind `yield`, unless JSDoc asserts its type by them, it is a sequence, or they hold several lines or a comment together. */
function withoutParentheses(work: Work, value: ts.Expression): ts.Expression {
  const { ts, draft } = work;
  if (!ts.isParenthesizedExpression(value)) return value;
  const { expression } = value;
  const isSequence =
    ts.isBinaryExpression(expression) && expression.operatorToken.kind === ts.SyntaxKind.CommaToken;
  const isBare =
    textOf(draft, value) === `(${textOf(draft, expression)})` && !textOf(draft, value).includes("\n");
  return isBare && !isSequence && withCast(work, value) === textOf(draft, value) ? expression : value;
}

/** @returns ` as Row` where the author asserts it about the result, and nobody knows it otherwise */
function assertion(
  { ts, draft, context }: Work,
  exit: Extract<Exit, { kind: "yield" | "computed" }>,
): string {
  const asserted = context.keepsAssertions ? assertedResult(ts, exit.node) : undefined;
  const isElementAsserted =
    context.assertsElements === true && exit.value && !isTypedByItself(ts, exit.value);
  const type = asserted
    ? (asserted.text ?? context.elementType)
    : isElementAsserted
      ? context.elementType
      : undefined;
  if (type === undefined || (exit.kind === "computed" && isTested(ts, draft, exit))) return "";
  return ` as ${type}`;
}

function isTypedByItself(ts: TypeScript, value: ts.Expression): boolean {
  return isLiteral(ts, value) || ts.isTemplateExpression(value) || isAsserted(ts, value);
}

/** `done ? (undefined as any) : rows.get(key)` makes the whole be of any type; the second half alone is not. */
function assertionLike({ ts, context }: Work, half: ts.Expression, other: ts.Expression): string {
  if (!context.isTypeScript || !isAssertedAny(ts, half) || isAsserted(ts, other)) return "";
  return ` as ${context.elementType ?? "any"}`;
}

/** `done: value === undefined`: behind the test the compiler knows by itself that there is a value. */
function isTested(
  ts: TypeScript,
  draft: Draft,
  { done, value }: Extract<Exit, { kind: "computed" }>,
): boolean {
  const test = unwrap(ts, done);
  return (
    value !== undefined &&
    ts.isBinaryExpression(test) &&
    test.operatorToken.kind === ts.SyntaxKind.EqualsEqualsEqualsToken &&
    isUndefined(ts, test.right) &&
    textOf(draft, test.left) === textOf(draft, value)
  );
}

/** @param done - what has been asked just before */
function returnOf(work: Work, value: ts.Expression | undefined, done?: ts.Expression): string {
  if (!value || isUndefined(work.ts, value)) return "return;";
  if (isDroppedAtEnd(work, value, done)) return "return;";
  return `return ${withCast(work, value)};`;
}

/** Nobody looks at the value, and working it out changes nothing but variables, nor can it fail. */
function isDroppedAtEnd(work: Work, value: ts.Expression, done: ts.Expression | undefined): boolean {
  const { ts, draft, context, place } = work;
  if (!context.finalValueUnused || !touchesOnlyVariables(ts, value, context.acting)) return false;
  const before = [...place.before, ...(done ? [done] : [])];
  return !mayReadOffMissing(ts, draft, value, { before, factsOf: (text) => context.factsOf?.(text) });
}

/** The value with a JSDoc comment that asserts its type. A line break behind `yield` or `return` would end the statement. */
function withCast({ draft: { sourceFile, text } }: Work, value: ts.Expression): string {
  const start = value.getStart(sourceFile);
  const comments = text.slice(startWithCast(sourceFile, value), start).replace(/\*\/\s+/g, "*/ ");
  const whole = comments + text.slice(start, value.end);
  return comments.includes("\n") ? `(${whole})` : whole;
}

function computedStatements(work: Work, exit: Extract<Exit, { kind: "computed" }>): string[] {
  const { ts, draft, names } = work;
  const { done, value, doneFirst } = exit;
  const { acting } = work.context;
  const condition = textOf(draft, insideParentheses(ts, withoutDoubleNegation(ts, done)));
  const known = knownDone(work, done);
  if (known === true) return [returnOf(work, value, done)];
  if (known === false) return [yieldOf(work, exit), ...goOn(work)];
  const said = assignedBoolean(ts, done);
  if (said !== undefined && (!value || isPure(ts, value, acting))) {
    const rest = said ? [returnOf(work, value, done)] : [yieldOf(work, exit), ...goOn(work)];
    return [`${textOf(draft, unwrap(ts, done))};`, ...rest];
  }
  const choice = value && choiceByDone(ts, draft, { done, value, doneFirst });
  if (choice) {
    const { whenDone, otherwise } = choice;
    const asserted = assertion(work, exit) || assertionLike(work, whenDone, otherwise);
    const again = yieldOf(work, { ...exit, value: otherwise }, asserted);
    return [`if (${condition}) ${returnOf(work, whenDone, done)}`, again, ...goOn(work)];
  }
  const final = doneReturn(work, exit);
  const isSaidOnce = !value || final === "return;" || isShort(ts, value);
  if (
    !value ||
    doneFirst ||
    isConstant(ts, draft, value) ||
    (final === "return;" && isMadeOfConstants(ts, draft, value)) ||
    (isSaidOnce && isPure(ts, value, acting) && isPure(ts, done, acting))
  ) {
    return [`if (${condition}) ${final}`, yieldOf(work, exit), ...goOn(work)];
  }
  return [
    `const ${names.value}${typeOfParts(work, value)} = ${textOf(draft, value)};`,
    `if (${condition}) ${work.context.finalValueUnused ? "return;" : `return ${names.value};`}`,
    `yield ${names.value}${assertion(work, exit)};`,
    ...goOn(work),
  ];
}

/** A name that holds the same whatever is asked in between. */
function isConstant(ts: TypeScript, draft: Draft, value: ts.Expression): boolean {
  const node = unwrap(ts, value);
  if (!ts.isIdentifier(node)) return false;
  const declarations: ts.Node[] = [];
  walk(ts, draft.body, (inner) => {
    if ("name" in inner && (inner.name as ts.Node | undefined)?.getText() === node.text)
      declarations.push(inner);
  });
  return (
    declarations.length === 1 &&
    declarations.every(
      (one) => ts.isVariableDeclaration(one) && (ts.getCombinedNodeFlags(one) & ts.NodeFlags.Const) !== 0,
    )
  );
}

/** `[key, value]`, which is the same pair whenever it is made */
function isMadeOfConstants(ts: TypeScript, draft: Draft, value: ts.Expression): boolean {
  const node = unwrap(ts, value);
  if (!ts.isArrayLiteralExpression(node)) return false;
  return node.elements.every((each) => isLiteral(ts, each) || isConstant(ts, draft, each));
}

/** What a list, a function or a literal in an object is taken for depends on the place where it stands. */
function typeOfParts({ ts, context: { isTypeScript, elementType } }: Work, value: ts.Expression): string {
  return isTypeScript && elementType !== undefined && isContextual(ts, value) ? `: ${elementType}` : "";
}

/** A name, a member or a literal, or a pair of them, which may stand in two places; anything longer is worked out once. */
function isShort(ts: TypeScript, value: ts.Expression): boolean {
  const node = unwrap(ts, value);
  if (ts.isArrayLiteralExpression(node))
    return node.elements.length <= 2 && node.elements.every((each) => isShort(ts, each));
  if (ts.isPropertyAccessExpression(node)) return isShort(ts, node.expression);
  return ts.isIdentifier(node) || ts.isLiteralExpression(node) || isUndefined(ts, node);
}

/** A `done` that a test around or before has settled. */
function knownDone({ ts, draft, known, context }: Work, done: ts.Expression): boolean | undefined {
  const test = unwrap(ts, done);
  if (!ts.isIdentifier(test) && !ts.isPropertyAccessExpression(test)) return undefined;
  if (isActingRead(ts, test, context.acting)) return undefined;
  const text = textOf(draft, test);
  return known?.[text] ?? knownCondition(ts, draft.body, done, text, context.ownVariables);
}

/** `done: value === undefined` says itself that there is no final value. */
function doneReturn(work: Work, exit: Extract<Exit, { kind: "computed" }>): string {
  const { ts, draft } = work;
  const { value } = exit;
  return value && isTested(ts, draft, exit) && isPure(ts, value, draft.form.acting)
    ? "return;"
    : returnOf(work, value, exit.done);
}

function choiceStatements(work: Work, exit: Extract<Exit, { kind: "choice" }>): string[] {
  const { ts, draft } = work;
  const choice = textOf(draft, exit.condition);
  const place = { ...work.place, before: [...work.place.before, exit.condition] };
  const inTrue = { ...work, place, known: { ...work.known, [choice]: true } };
  const inFalse = { ...work, place, known: { ...work.known, [choice]: false } };
  const whenTrue = exitStatements({ ...inTrue, place: { ...place, isTail: false } }, exit.whenTrue);
  const whenFalse = exitStatements(inFalse, exit.whenFalse);
  if (
    whenFalse.length === 1 &&
    isLeaving(work, exit.whenFalse, whenFalse) &&
    !isLeaving(work, exit.whenTrue, whenTrue)
  ) {
    const yields = exitStatements(inTrue, exit.whenTrue);
    return [`if (${negated(ts, draft.sourceFile, exit.condition)}) ${whenFalse.join(" ")}`, ...yields];
  }
  const condition = textOf(draft, insideParentheses(ts, exit.condition));
  if (whenTrue.length === 1) return [`if (${condition}) ${whenTrue.join(" ")}`, ...whenFalse];
  return [`if (${condition}) {\n${whenTrue.join("\n")}\n}`, ...whenFalse];
}

function isLeaving(work: Work, exit: Exit, [first = ""]: readonly string[]): boolean {
  if (/^(?:return|throw)\b/.test(first)) return true;
  return exit.kind === "delegate" && failingCall(work, exit.node) !== undefined;
}

function delegateStatements(work: Work, node: ts.Node): string[] {
  const { ts, draft, names } = work;
  const final = (name: string): string =>
    work.context.finalValueUnused ? "return;" : `return ${name}.value;`;
  const failing = failingCall(work, node);
  if (failing !== undefined) return [failing];
  const pending = promiseWithoutResult(ts, node);
  if (pending) return [`await ${untypedPromise(draft, pending)};`, "return;"];
  const asserted = resultType(work.context);
  const isSettled =
    ts.isIdentifier(node) && (work.context.kind === "sync" || isSettledVariable(work, node.text));
  if (isSettled && isNeverEnd(work, node)) return [`yield ${node.text}.value;`, ...goOn(work)];
  if (isSettled && !asserted) {
    const done = `${node.text}.done`;
    const known =
      work.known?.[done] ??
      heldDone(ts, draft, node) ??
      knownCondition(ts, draft.body, node, done, work.context.ownVariables);
    if (known === true) return [final(node.text)];
    if (known === false) return [`yield ${node.text}.value;`, ...goOn(work)];
    // The compiler takes the end for ruled out, and its value for none.
    const isRuledOut = work.context.factsOf?.(node.text)?.isNeverEndHere === true;
    const end = isRuledOut ? "return;" : final(node.text);
    return [`if (${node.text}.done) ${end}`, `yield ${node.text}.value;`, ...goOn(work)];
  }
  const inner = ts.isExpression(node) ? unwrap(ts, node) : node;
  const element = asserted ? undefined : assertedElement(work, node, inner);
  if (element !== undefined) return [`yield ${element};`, ...goOn(work)];
  const result =
    ts.isAwaitExpression(inner) || ts.isObjectLiteralExpression(inner)
      ? textOf(draft, inner)
      : settledText(ts, draft, node, work.context);
  if ((!asserted && isMadeElement(work, inner)) || isNeverEnd(work, inner)) {
    const given = result.startsWith("await ") ? `(${result})` : result;
    return [`yield ${given}.value;`, ...goOn(work)];
  }
  return [
    `const ${names.result}${typeOfPlace(work, inner)} = ${asserted ? `(${result}) as ${asserted}` : result};`,
    `if (${names.result}.done) ${final(names.result)}`,
    `yield ${names.result}.value;`,
    ...goOn(work),
  ];
}

/** Of which type a result is that never comes nobody needs to know. */
function untypedPromise(draft: Draft, promise: ts.NewExpression): string {
  const text = textOf(draft, promise);
  const [type] = promise.typeArguments ?? [];
  const written = type && textOf(draft, type);
  return written === undefined || written === "never" ? text : text.replace(`<${written}>`, "<never>");
}

/** `return fail("…");`, by what is declared to give `never`: the compiler does not let anybody ask that for a `done`. */
function failingCall({ ts, draft, context }: Work, node: ts.Node): string | undefined {
  const outer = ts.isExpression(node) ? unwrap(ts, node) : node;
  const call = ts.isAwaitExpression(outer) ? unwrap(ts, outer.expression) : outer;
  if (!ts.isCallExpression(call)) return undefined;
  const text = textOf(draft, call);
  const known = context.factsOf?.(text);
  if (known?.neverComesBack === true) return known.endsFlow === true ? `${text};` : `return ${text};`;
  return known?.neverGivesResult === true ? `return ${text};` : undefined;
}

/** `return context.signal(name);` took its type from what `next()` gives, and has to be told now. */
function typeOfPlace({ ts, draft, context }: Work, given: ts.Node): string {
  if (!context.isTypeScript || context.elementType === undefined || !ts.isExpression(given)) return "";
  const call = ts.isAwaitExpression(given) ? given.expression : given;
  const isTyped = context.factsOf?.(textOf(draft, call))?.isTypedByPlace === true;
  return isTyped ? `: IteratorResult<${context.elementType}>` : "";
}

/** The compiler would take a question for its `done` for an error: `const step: IteratorYieldResult<Row>`. */
function isNeverEnd({ ts, draft, context }: Work, node: ts.Node): boolean {
  const result = ts.isAwaitExpression(node) ? unwrap(ts, node.expression) : node;
  return context.factsOf?.(textOf(draft, result))?.isNeverEnd === true;
}

/** `element(row)`, a call of what never gives the end */
function isMadeElement({ ts, draft, context }: Work, node: ts.Node): boolean {
  const call = ts.isAwaitExpression(node) ? unwrap(ts, node.expression) : node;
  if (!ts.isCallExpression(call) || !ts.isIdentifier(call.expression)) return false;
  const { text } = call.expression;
  return context.elementMakers?.has(text) === true && !declaredIn(ts, draft.body).has(text);
}

/** `result as IteratorResult<Row>` is `result.value as Row`, where it is known to be no end. */
function assertedElement(work: Work, node: ts.Node, inner: ts.Node): string | undefined {
  const { ts, draft, context } = work;
  if (node === inner || !ts.isIdentifier(inner)) return undefined;
  if (context.kind === "async" && !isSettledVariable(work, inner.text)) return undefined;
  const done = `${inner.text}.done`;
  const known = work.known?.[done] ?? knownCondition(ts, draft.body, node, done, context.ownVariables);
  const text = assertedResult(ts, inner)?.text;
  return known === false && text !== undefined ? `${inner.text}.value as ${text}` : undefined;
}

/** What a result is taken for that would be nothing but an end by its own type. */
function resultType({ isTypeScript, assertsResults, elementType }: ExitContext): string | undefined {
  if (!isTypeScript || !assertsResults || elementType === undefined) return undefined;
  return `IteratorResult<${elementType}>`;
}

/** What gives the result itself: a promise is awaited. */
function settledText(ts: TypeScript, draft: Draft, node: ts.Node, context: ExitContext): string {
  const text = withResultType(ts, textOf(draft, node), node, context);
  const needsParentheses =
    ts.isConditionalExpression(node) ||
    ts.isBinaryExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node);
  if (context.kind === "sync" || isNoPromise(ts, draft, node, context)) return text;
  return needsParentheses ? `await (${text})` : `await ${text}`;
}

/** `it.next()` of a sync iterator, or an element of a list of results: what is a result at once, as its type says. */
function isNoPromise(ts: TypeScript, draft: Draft, node: ts.Node, context: ExitContext): boolean {
  return ts.isExpression(node) && context.factsOf?.(textOf(draft, unwrap(ts, node)))?.isThenable === false;
}

/** A promise whose type came from where it was returned to must say it itself now, and one that had none what can be asked of it. */
function withResultType(ts: TypeScript, text: string, node: ts.Node, context: ExitContext): string {
  if (!context.isTypeScript) return text;
  if (!ts.isNewExpression(node) || node.typeArguments || node.expression.getText() !== "Promise") return text;
  return text.replace(/^new Promise\b/, `new Promise<IteratorResult<${context.elementType ?? "unknown"}>>`);
}

/** A variable that holds a result by now, not the promise of one. */
function isSettledVariable({ ts, draft, context }: Work, name: string): boolean {
  if (context.factsOf?.(name)?.isThenable === false) return true;
  const values: ts.Expression[] = [];
  walk(ts, draft.body, (node) => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.name.text === name) {
      if (node.initializer) values.push(node.initializer);
    }
    if (ts.isBinaryExpression(node) && ts.isIdentifier(node.left) && node.left.text === name) {
      values.push(node.right);
    }
  });
  return values.length > 0 && values.every((value) => isSettled(ts, unwrap(ts, value)));
}

function isSettled(ts: TypeScript, value: ts.Expression): boolean {
  if (ts.isConditionalExpression(value)) {
    return isSettled(ts, unwrap(ts, value.whenTrue)) && isSettled(ts, unwrap(ts, value.whenFalse));
  }
  return ts.isAwaitExpression(value) || ts.isObjectLiteralExpression(value);
}
