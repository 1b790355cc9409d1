import type ts from "typescript";
import { classifyExit, type Exit } from "../describe/exits";
import { say } from "../say";
import { canComplete, canListComplete } from "../syntax/completion";
import {
  accessKind,
  isFunctionBoundary,
  isUndefined,
  isWithin,
  some,
  someOwn,
  unwrap,
  walkOwn,
} from "../syntax/nodes";
import type { TextEdit } from "../text";
import type { TypeScript } from "../typescript";
import { isAgainCall } from "./again";
import { isContextual, isLiteral } from "./contextual";
import { loopClosed } from "./loops-in-try";
import { moveDecisionsBehindTry } from "./decision-behind-try";
import {
  editDraft,
  freeName,
  resultName,
  insertAt,
  namesIn,
  NotUnderstood,
  replaceNode,
  textOf,
  type Draft,
} from "./draft";

/** More protected deliveries than this in one function are not what a person wrote. */
const maximumTries = 30;

/**
 * Takes elements out of `try` before they are delivered: the original had left the block by then, so neither its handler
 * nor its `finally` may see what the consumer does at the `yield`.
 *
 * `try { return { value: await f(), done: false } } catch …` → `let value; try { value = await f(); } catch …  return { value, done: false }`
 *
 * @param isNextAsync - what fails in `next()` is a promise that rejects, which the caller's `try` does not see
 * @param elementType - the type of the elements, as their author wrote it
 */
export function hoistFromTry(
  ts: TypeScript,
  draft: Draft,
  isNextAsync: boolean,
  elementType?: string,
): Draft {
  let current = moveDecisionsBehindTry(ts, splitChoices(ts, draft));
  for (let count = 0; count < maximumTries; count++) {
    const found = innermostTry(ts, current, isNextAsync);
    if (!found) return current;
    current = hoisted(ts, current, { ...found, elementType });
  }
  throw new NotUnderstood(say("it delivers values from too many try blocks"));
}

interface Delivery {
  readonly statement: ts.ReturnStatement;
  readonly exit: Exit;
}

/** A `try` statement that delivers elements, and where it does. */
interface Found {
  readonly statement: ts.TryStatement;
  readonly deliveries: readonly Delivery[];
}

function innermostTry(ts: TypeScript, draft: Draft, isNextAsync: boolean): Found | undefined {
  let found: Found | undefined;
  walkOwn(ts, draft.body, (node) => {
    if (!ts.isTryStatement(node)) return;
    if (node.finallyBlock && callsAgain(ts, guardedBlocks(node))) {
      throw new NotUnderstood(say("next() calls itself before a finally block has run"));
    }
    if (!isNextAsync && node.catchClause && callsAgain(ts, [node.tryBlock])) {
      throw new NotUnderstood(
        say("next() calls itself inside try, whose handler sees each failure once more"),
      );
    }
    if (node.catchClause && returnsRejection(ts, node.tryBlock)) {
      throw new NotUnderstood(say("a rejected promise leaves a try block, whose handler does not see it"));
    }
    const deliveries = protectedBlocks(ts, node).flatMap((block) => deliveriesIn(ts, block));
    if (deliveries.length > 0) found = { statement: node, deliveries };
  });
  return found;
}

/** What a `finally` block runs behind. */
function guardedBlocks({ tryBlock, catchClause }: ts.TryStatement): ts.Block[] {
  return catchClause ? [tryBlock, catchClause.block] : [tryBlock];
}

/** The inner `next()` has begun before the outer `finally`; a loop would run it the other way round. */
function callsAgain(ts: TypeScript, blocks: readonly ts.Block[]): boolean {
  return blocks.some((block) =>
    someOwn(
      ts,
      block,
      (node) =>
        ts.isReturnStatement(node) && classifyExit(ts, node.expression, isAgainCall)?.kind === "again",
    ),
  );
}

/** `return Promise.reject(error)`: a `throw` in its place would be caught. */
function returnsRejection(ts: TypeScript, block: ts.Block): boolean {
  return someOwn(
    ts,
    block,
    (node) => ts.isReturnStatement(node) && classifyExit(ts, node.expression, isAgainCall)?.kind === "throw",
  );
}

/** `return done ? finish : deliver;` inside `try` becomes an `if`, so that each branch can be told apart. */
function splitChoices(ts: TypeScript, draft: Draft): Draft {
  let current = draft;
  for (let count = 0; count < maximumTries; count++) {
    const edit = firstChoice(ts, current);
    if (!edit) return current;
    current = editDraft(ts, current, [edit]);
  }
  return current;
}

function firstChoice(ts: TypeScript, draft: Draft): TextEdit | undefined {
  let edit: TextEdit | undefined;
  walkOwn(ts, draft.body, (node) => {
    if (edit || !ts.isReturnStatement(node) || !node.expression || !ts.isBlock(node.parent)) return;
    const exit = classifyExit(ts, node.expression, isAgainCall);
    if (exit?.kind !== "choice" || !isInTry(ts, node, draft.body)) return;
    const { node: choice } = exit;
    const [whenTrue, whenFalse] = [choice.whenTrue, choice.whenFalse].map((branch) => textOf(draft, branch));
    const text = `if (${textOf(draft, choice.condition)}) {\nreturn ${whenTrue ?? ""};\n} else {\nreturn ${whenFalse ?? ""};\n}`;
    edit = replaceNode(draft, node, text);
  });
  return edit;
}

function isInTry(ts: TypeScript, node: ts.Node, root: ts.Node): boolean {
  for (let current = node; current !== root; current = current.parent) {
    if (ts.isTryStatement(current.parent) && current.parent.finallyBlock !== current) return true;
  }
  return false;
}

/** A handler that simply ends in a value delivers it with others that are values, also where nothing guards it. */
function protectedBlocks(
  ts: TypeScript,
  { tryBlock, catchClause, finallyBlock }: ts.TryStatement,
): ts.Block[] {
  if (!catchClause) return [tryBlock];
  const last = catchClause.block.statements.at(-1);
  const exit =
    last && ts.isReturnStatement(last) ? classifyExit(ts, last.expression, isAgainCall) : undefined;
  const isPlain = exit?.kind === "yield" && deliveriesIn(ts, catchClause.block).length === 1;
  const tried = isPlain ? deliveriesIn(ts, tryBlock) : [];
  const isJoined = tried.length > 0 && tried.every((delivery) => delivery.exit.kind === "yield");
  const isNeeded = finallyBlock !== undefined || isJoined;
  return isNeeded ? [tryBlock, catchClause.block] : [tryBlock];
}

function deliveriesIn(ts: TypeScript, block: ts.Block): Delivery[] {
  const deliveries: Delivery[] = [];
  walkOwn(ts, block, (node) => {
    if (!ts.isReturnStatement(node)) return;
    const exit = classifyExit(ts, node.expression, isAgainCall);
    if (exit?.kind === "again" && exit.awaited) {
      throw new NotUnderstood(say("next() awaits itself inside try"));
    }
    if (exit?.kind === "delegate" && isNarrowedResult(ts, block, node.expression)) {
      throw new NotUnderstood(
        say("a result that is declared with a type and made on the spot leaves a try block"),
      );
    }
    if (exit && delivers(exit)) deliveries.push({ statement: node, exit });
  });
  return deliveries;
}

/**
 * `const result: IteratorResult<T> = { value, done: false }`: outside the block the compiler still knows which kind of result
 * it is, and takes a question for its `done` for an error.
 */
function isNarrowedResult(ts: TypeScript, block: ts.Block, expression: ts.Expression | undefined): boolean {
  const result = expression && unwrap(ts, expression);
  if (!result || !ts.isIdentifier(result)) return false;
  return someOwn(
    ts,
    block,
    (node) =>
      ts.isVariableDeclaration(node) &&
      node.type !== undefined &&
      node.initializer !== undefined &&
      ts.isIdentifier(node.name) &&
      node.name.text === result.text &&
      ts.isObjectLiteralExpression(unwrap(ts, node.initializer)),
  );
}

function delivers(exit: Exit): boolean {
  if (exit.kind === "choice") return delivers(exit.whenTrue) || delivers(exit.whenFalse);
  return (
    exit.kind === "yield" || exit.kind === "computed" || exit.kind === "delegate" || exit.kind === "chain"
  );
}

/**
 * Tries forms without a label first.
 *
 * @throws NotUnderstood when none of them does
 */
function hoisted(ts: TypeScript, draft: Draft, found: Typed): Draft {
  const ways = [
    () => editDraft(ts, draft, hoist(ts, draft, found)),
    () => {
      const closed = withLoopsClosed(ts, withEndInside(ts, draft, found.statement), found.statement);
      return editDraft(ts, closed, hoist(ts, closed, { ...found, ...foundAgain(ts, closed, found) }));
    },
    () => editDraft(ts, draft, hoistBehindLabel(ts, draft, found)),
  ];
  let failure: unknown;
  for (const way of ways) {
    try {
      return way();
    } catch (error) {
      if (!(error instanceof NotUnderstood)) throw error;
      failure = error;
    }
  }
  throw failure;
}

/** The statement after edits inside or behind it. */
function foundAgain(ts: TypeScript, draft: Draft, { statement: { pos } }: Pick<Found, "statement">): Found {
  let found: Found | undefined;
  walkOwn(ts, draft.body, (node) => {
    if (!ts.isTryStatement(node) || node.pos !== pos) return;
    const deliveries = protectedBlocks(ts, node).flatMap((block) => deliveriesIn(ts, block));
    found = { statement: node, deliveries };
  });
  if (!found) throw new NotUnderstood(say("a try statement stands in an unusual place"));
  return found;
}

function withLoopsClosed(ts: TypeScript, draft: Draft, statement: ts.TryStatement): Draft {
  const { statement: current } = foundAgain(ts, draft, { statement });
  for (const block of protectedBlocks(ts, current)) {
    const edits = loopClosed(ts, draft, block, (one) => hasDelivery(ts, one));
    if (edits) return withLoopsClosed(ts, editDraft(ts, draft, edits), statement);
  }
  return draft;
}

/**
 * `try { if (more()) return element; } catch (e) { log(e); } return end;` → `try { …; return end; } catch (e) { log(e); return end; }`
 *
 * Condition: the end has no value, so that nobody can tell when it is made.
 */
function withEndInside(ts: TypeScript, draft: Draft, statement: ts.TryStatement): Draft {
  const { tryBlock, catchClause, parent } = statement;
  if (!ts.isBlock(parent)) return draft;
  const [end, ...more] = parent.statements.slice(parent.statements.indexOf(statement) + 1);
  if (!end || more.length > 0 || !ts.isReturnStatement(end)) return draft;
  const exit = classifyExit(ts, end.expression, isAgainCall);
  if (exit?.kind !== "finish" || (exit.value && !isUndefined(ts, exit.value))) return draft;
  const open = [tryBlock, catchClause?.block].filter(
    (block): block is ts.Block => block !== undefined && canComplete(ts, block),
  );
  if (open.length === 0) return draft;
  return editDraft(ts, draft, [
    ...open.map((block) => insertAt(block.end - 1, `${textOf(draft, end)}\n`)),
    { start: statement.end, end: end.end, newText: "" },
  ]);
}

type Typed = Found & { readonly elementType: string | undefined };

function hoist(ts: TypeScript, draft: Draft, { statement, deliveries, elementType }: Typed): TextEdit[] {
  const list = statement.parent;
  if (!ts.isBlock(list) && !ts.isCaseOrDefaultClause(list)) {
    throw new NotUnderstood(say("a try statement stands in an unusual place"));
  }
  const following = list.statements.slice(list.statements.indexOf(statement) + 1);
  const edits: TextEdit[] = [];
  const goesOn = goesOnBehind(ts, statement, following) ? "continue;" : undefined;
  const leaving = new Set<ts.ReturnStatement>();
  for (const block of protectedBlocks(ts, statement)) {
    // What is tried may deliver nothing itself, and must not run into what its handler delivers.
    const isTried = block === statement.tryBlock && goesOn !== undefined;
    if (isTried || deliveriesIn(ts, block).length > 0)
      tailifyBranch({ ts, draft, edits, goesOn, leaving }, block);
  }
  const holder = chooseHolder(ts, draft, statement, deliveries);
  // What the author declared holds more than elements, maybe.
  const isNew = !holder.isResult && !holder.declaration && draft.form.isTypeScript;
  const type = isNew ? typeNeeded(ts, deliveries, elementType) : undefined;
  for (const { statement: delivery, exit } of deliveries) {
    const leave = leaving.has(delivery) ? "break;" : undefined;
    edits.push(assign(ts, draft, { statement: delivery, exit, leave }, holder));
  }
  const { declared, deliver, initial } = declarationOf(draft, holder, type);
  edits.push(...closePaths(ts, draft, statement, following), insertAt(statement.end, deliver));
  if (declared !== "") edits.push(insertAt(statement.getStart(draft.sourceFile), declared));
  return [...edits, ...initial];
}

/**
 * `found: try { …; if (fits(row)) { value = row; break found; } …; return end; } catch …  return { value, done: false }`
 *
 * Who gets past the `try` without a value stays inside the labelled block.
 *
 * @throws NotUnderstood when what may run past that block is not the end of a loop's round
 */
function hoistBehindLabel(
  ts: TypeScript,
  draft: Draft,
  { statement, deliveries, elementType }: Typed,
): TextEdit[] {
  const range = labelledRange(ts, statement);
  const holder = holderForRange(ts, draft, { range, statement, deliveries });
  const isNew = !holder.isResult && !holder.declaration && draft.form.isTypeScript;
  const type = isNew ? typeNeeded(ts, deliveries, elementType) : undefined;
  const label = freeName("found", labelsIn(ts, draft.body));
  const edits = deliveries.map(({ statement: delivery, exit }) =>
    assign(ts, draft, { statement: delivery, exit, leave: `break ${label};` }, holder),
  );
  const isAlone = range.length === 1 && range[0] === statement && !canComplete(ts, statement);
  const last = holder.isResult ? undefined : plainDelivery(ts, range);
  if (last) edits.push(assign(ts, draft, { ...last, leave: undefined }, holder));
  const goesOn = canListComplete(ts, range) ? "\ncontinue;" : "";
  const [open, close] = isAlone ? ["", ""] : ["{\n", `${goesOn}\n}`];
  const { declared, deliver, initial } = declarationOf(draft, holder, type);
  const start = range[0]?.getStart(draft.sourceFile) ?? statement.getStart(draft.sourceFile);
  return [
    ...edits,
    ...initial,
    insertAt(start, `${declared}${label}: ${open}`),
    insertAt(range.at(-1)?.end ?? statement.end, `${close}${deliver}`),
  ];
}

/**
 * @returns the statement, with what runs behind it where nothing was delivered, up to where a path ends or a loop goes on
 * @throws NotUnderstood where that is in no list of statements around
 */
function labelledRange(ts: TypeScript, statement: ts.TryStatement): readonly ts.Statement[] {
  let current: ts.Node = statement;
  if (!canComplete(ts, statement)) return [statement];
  for (;;) {
    const { parent }: ts.Node = current;
    if (ts.isBlock(parent)) {
      const range = parent.statements.slice(parent.statements.indexOf(current as ts.Statement));
      const isMoved = range.some((one) => ts.isFunctionDeclaration(one) || ts.isClassDeclaration(one));
      const ends = !canListComplete(ts, range) || ts.isIterationStatement(parent.parent, false);
      if (ends && !isMoved) return range;
    }
    const isPassed = ts.isBlock(parent) ? ts.isIfStatement(parent.parent) : ts.isIfStatement(parent);
    if (!isPassed) throw new NotUnderstood(say("a try block may go on without delivering a value"));
    current = parent;
  }
}

/** What the last of the statements gives can be given with what was found before. */
function plainDelivery(ts: TypeScript, range: readonly ts.Statement[]): Delivery | undefined {
  const statement = range.at(-1);
  if (!statement || !ts.isReturnStatement(statement)) return undefined;
  const exit = classifyExit(ts, statement.expression, isAgainCall);
  return exit?.kind === "yield" && exit.extras.length === 0 ? { statement, exit } : undefined;
}

/** A name that is seen behind the range, and means nothing else inside it. */
function holderForRange(
  ts: TypeScript,
  draft: Draft,
  { range, statement, deliveries }: Found & { readonly range: readonly ts.Statement[] },
): Holder {
  const holder = chooseHolder(ts, draft, statement, deliveries);
  if (range[0] === statement && !holder.declaration) return holder;
  const isNamedBeside = some(
    ts,
    draft.body,
    (node) => ts.isIdentifier(node) && node.text === holder.name && !isWithin(node, statement.tryBlock),
  );
  if (range[0] === statement && !isNamedBeside) return holder;
  const name = freeName(holder.isResult ? "result" : "value", namesIn(ts, draft.body));
  return { name, isResult: holder.isResult, declaration: undefined };
}

function labelsIn(ts: TypeScript, root: ts.Node): Set<string> {
  const labels = new Set<string>();
  walkOwn(ts, root, (node) => {
    if (ts.isLabeledStatement(node)) labels.add(node.label.text);
  });
  return labels;
}

/** Where the value waits until the `try` is left. */
interface Holder {
  readonly name: string;
  /** Holds a whole result, because not every delivery is a plain element. */
  readonly isResult: boolean;
  /** The author's own declaration inside the block, which moves out. */
  readonly declaration: ts.VariableDeclaration | undefined;
  /** The variable lives outside already, and holds the value until it is delivered. */
  readonly isOutside?: boolean;
}

function chooseHolder(
  ts: TypeScript,
  draft: Draft,
  statement: ts.TryStatement,
  deliveries: readonly Delivery[],
): Holder {
  const isResult = deliveries.some(({ exit }) => exit.kind !== "yield" || exit.extras.length > 0);
  const taken = namesIn(ts, draft.body);
  const [first, ...more] = deliveries;
  if (isResult) {
    const declaration = more.length === 0 ? handedOn(ts, statement, first?.exit) : undefined;
    const name = declaration?.name.getText(draft.sourceFile) ?? resultName(taken);
    return { name, isResult, declaration };
  }
  const value = first?.exit.kind === "yield" ? first.exit.value : undefined;
  if (value && ts.isIdentifier(value)) {
    const declaration = topLevelDeclaration(ts, statement.tryBlock, value.text);
    const isOfOthers = more.some(({ statement: other }) => isWithin(other, statement.tryBlock));
    const isNamed = [statement.catchClause, statement.finallyBlock].some(
      (block) => block && namesIn(ts, block).has(value.text),
    );
    if (declaration && !isOfOthers && (more.length === 0 || !isNamed))
      return { name: value.text, isResult, declaration };
    if (more.length === 0 && isStableOutside(ts, statement, value.text)) {
      return { name: value.text, isResult, declaration: undefined, isOutside: true };
    }
  }
  return { name: freeName("value", taken), isResult, declaration: undefined };
}

/** The elements' type, where a value is taken for another one outside of a result that has a type. */
function typeNeeded(
  ts: TypeScript,
  deliveries: readonly Delivery[],
  elementType: string | undefined,
): string | undefined {
  const isPlain = elementType === undefined || /^(?:string|any|unknown)$/.test(elementType);
  const needsType = deliveries.some(({ exit }) => {
    const value = exit.kind === "yield" ? exit.value : undefined;
    return value !== undefined && (isContextual(ts, value) || (!isPlain && isLiteral(ts, value)));
  });
  return needsType ? elementType : undefined;
}

/** `const result = await source.next(); … return result;` */
function handedOn(
  ts: TypeScript,
  { tryBlock }: ts.TryStatement,
  exit: Exit | undefined,
): ts.VariableDeclaration | undefined {
  if (exit?.kind !== "delegate" || !ts.isIdentifier(exit.result)) return undefined;
  return topLevelDeclaration(ts, tryBlock, exit.result.text);
}

/** Nothing in the statement declares or assigns the variable, so it still holds the value afterwards. */
function isStableOutside(ts: TypeScript, statement: ts.TryStatement, name: string): boolean {
  return !some(ts, statement, (node) => {
    if (!ts.isIdentifier(node) || node.text !== name) return false;
    const { parent } = node;
    if (ts.isVariableDeclaration(parent) || ts.isBindingElement(parent) || ts.isParameter(parent))
      return true;
    return ts.isExpression(node) && accessKind(ts, node) !== "read";
  });
}

function topLevelDeclaration(
  ts: TypeScript,
  block: ts.Block,
  name: string,
): ts.VariableDeclaration | undefined {
  for (const statement of block.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    const [declaration, ...more] = statement.declarationList.declarations;
    if (!declaration?.initializer || more.length > 0) continue;
    if (ts.isIdentifier(declaration.name) && declaration.name.text === name) return declaration;
  }
  return undefined;
}

function assign(
  ts: TypeScript,
  draft: Draft,
  { statement: delivery, exit, leave }: Delivery & { readonly leave: string | undefined },
  holder: Holder,
): TextEdit {
  const value = exit.kind === "yield" && exit.value ? textOf(draft, exit.value) : "undefined";
  const isHeld = holder.isResult || value === holder.name;
  if ((holder.declaration && isHeld) || holder.isOutside)
    return leave !== undefined ? replaceNode(draft, delivery, leave) : dropped(ts, delivery);
  const held = (text: string): TextEdit => {
    const set = `${holder.name} = ${text};`;
    if (leave === undefined) return replaceNode(draft, delivery, set);
    const both = `${set}\n${leave}`;
    const isInList = ts.isBlock(delivery.parent) || ts.isCaseOrDefaultClause(delivery.parent);
    return replaceNode(draft, delivery, isInList ? both : `{\n${both}\n}`);
  };
  if (!holder.isResult) return held(value);
  const { expression } = delivery;
  if (!expression || isPromised(ts, draft, exit)) {
    throw new NotUnderstood(say("a promise is returned from inside try without being awaited"));
  }
  return held(textOf(draft, resultOf(exit, expression)));
}

/** `Promise.resolve({ value, done })` is that result. */
function resultOf(exit: Exit, expression: ts.Expression): ts.Node {
  return exit.kind === "yield" || exit.kind === "computed" ? exit.node : expression;
}

/** Its failure would pass the handler by, and must be caught here all the same. */
function isPromised(ts: TypeScript, { form }: Draft, exit: Exit): boolean {
  return form.kind === "async" && exit.kind === "delegate" && !isSettled(ts, exit.result);
}

/** The statement goes; where a statement must stand, an empty block stays. */
function dropped(ts: TypeScript, delivery: ts.ReturnStatement): TextEdit {
  if (ts.isBlock(delivery.parent)) return { start: delivery.getStart(), end: delivery.end, newText: "" };
  return { start: delivery.getStart(), end: delivery.end, newText: "{}" };
}

function isSettled(ts: TypeScript, given: ts.Expression): boolean {
  const expression = unwrap(ts, given);
  return (
    ts.isAwaitExpression(expression) ||
    ts.isIdentifier(expression) ||
    ts.isObjectLiteralExpression(expression)
  );
}

/** The variable in front of the statement, the delivery behind it, and what is left of a declaration that moves out. */
function declarationOf(
  draft: Draft,
  { name, isResult, isOutside, declaration }: Holder,
  needed: string | undefined,
): { declared: string; deliver: string; initial: TextEdit[] } {
  const written = declaration?.type ? textOf(draft, declaration.type) : needed;
  const type = written === undefined ? "" : `: ${written}`;
  const deliver = isResult ? `\nreturn ${name};` : `\nreturn { value: ${name}, done: false };`;
  const declared = isOutside ? "" : `let ${name}${type};\n`;
  if (!declaration?.initializer) return { declared, deliver, initial: [] };
  const start = declaration.parent.getStart(draft.sourceFile);
  const end = declaration.initializer.getStart(draft.sourceFile);
  return { declared, deliver, initial: [{ start, end, newText: `${name} = ` }] };
}

interface Tail {
  readonly ts: TypeScript;
  readonly draft: Draft;
  readonly edits: TextEdit[];
  /** What a path says that delivers nothing, where it may do so. */
  readonly goesOn: string | undefined;
  /** Collects the deliveries that have a loop to leave. */
  readonly leaving: Set<ts.ReturnStatement>;
}

/**
 * Every path through the block must end in its last statement, so that running off its end means "deliver":
 * `if (c) return a; rest` becomes `if (c) … else { rest }`.
 *
 * @param end - where the list ends
 */
function tailify(tail: Tail, statements: readonly ts.Statement[], end: number): void {
  const { ts } = tail;
  const index = statements.findIndex((statement) => hasDelivery(ts, statement));
  const statement = statements[index];
  if (!statement) {
    goOn(tail, statements, end);
    return;
  }
  const rest = statements.slice(index + 1);
  if (ts.isIfStatement(statement)) {
    tailifyBranches(tail, statement, rest);
    return;
  }
  if (rest.length > 0) throw new NotUnderstood(say("a value is delivered from the middle of a try block"));
  if (ts.isBlock(statement)) tailifyBranch(tail, statement);
  else if (isEndlessLoop(ts, statement)) leaveLoop(tail, statement);
  else if (!ts.isReturnStatement(statement)) {
    throw new NotUnderstood(say("a value is delivered from a loop or switch inside try"));
  }
}

/** Nothing leaves it but what it delivers, or fails with. */
function isEndlessLoop(ts: TypeScript, statement: ts.Statement): statement is ts.IterationStatement {
  return ts.isIterationStatement(statement, false) && !canComplete(ts, statement);
}

/** `while (true) { … return { value: row, done: false }; }` → `while (true) { … value = row; break; }` */
function leaveLoop({ ts, leaving }: Tail, loop: ts.IterationStatement): void {
  walkOwn(ts, loop.statement, (node) => {
    if (!ts.isReturnStatement(node) || !hasDelivery(ts, node)) return;
    if (leftByBreak(ts, node) !== loop)
      throw new NotUnderstood(say("a value is delivered from a loop or switch inside try"));
    leaving.add(node);
  });
}

/** The loop or `switch` that a `break` in this place would leave; `undefined` for a `try` whose `finally` runs on the way. */
function leftByBreak(ts: TypeScript, node: ts.Node): ts.Node | undefined {
  for (let current = node.parent; ; current = current.parent) {
    if (ts.isTryStatement(current) || isFunctionBoundary(ts, current)) return undefined;
    if (ts.isIterationStatement(current, false) || ts.isSwitchStatement(current)) return current;
  }
}

function tailifyBranches(tail: Tail, statement: ts.IfStatement, rest: readonly ts.Statement[]): void {
  const { ts, edits, goesOn } = tail;
  const { thenStatement, elseStatement } = statement;
  const last = rest.at(-1);
  if (last && (elseStatement || canComplete(ts, thenStatement))) {
    throw new NotUnderstood(say("a value is delivered from the middle of a try block"));
  }
  tailifyBranch(tail, thenStatement);
  if (elseStatement) tailifyBranch(tail, elseStatement);
  else if (last) {
    edits.push(insertAt(statement.end, " else {"));
    tailify(tail, rest, last.end);
    edits.push(insertAt(last.end, "\n}"));
  } else if (goesOn !== undefined) {
    edits.push(insertAt(statement.end, ` else {\n${goesOn}\n}`));
  }
}

function tailifyBranch(tail: Tail, branch: ts.Statement): void {
  const { ts, draft, edits, goesOn } = tail;
  if (ts.isBlock(branch)) tailify(tail, branch.statements, branch.end - 1);
  else if (hasDelivery(ts, branch)) tailify(tail, [branch], branch.end);
  else if (goesOn !== undefined && canComplete(ts, branch)) {
    edits.push(insertAt(branch.getStart(draft.sourceFile), "{\n"), insertAt(branch.end, `\n${goesOn}\n}`));
  }
}

/** A path that delivers nothing must not run into the delivery. */
function goOn({ ts, edits, goesOn }: Tail, statements: readonly ts.Statement[], end: number): void {
  if (goesOn === undefined || !canListComplete(ts, statements)) return;
  const last = statements.at(-1);
  edits.push(last ? insertAt(last.end, `\n${goesOn}`) : insertAt(end, `\n${goesOn}\n`));
}

function hasDelivery(ts: TypeScript, statement: ts.Statement): boolean {
  return some(ts, statement, (node) => {
    if (!ts.isReturnStatement(node) || isInFunction(ts, node, statement)) return false;
    const exit = classifyExit(ts, node.expression, isAgainCall);
    return exit !== undefined && delivers(exit);
  });
}

function isInFunction(ts: TypeScript, node: ts.Node, root: ts.Node): boolean {
  for (let current = node.parent; isWithin(current, root) && current !== root; current = current.parent) {
    if (isFunctionBoundary(ts, current)) return true;
  }
  return false;
}

/** Paths that ran on after the `try` must not run into the delivery that now stands there. */
function closePaths(
  ts: TypeScript,
  draft: Draft,
  statement: ts.TryStatement,
  following: readonly ts.Statement[],
): TextEdit[] {
  const edits: TextEdit[] = [];
  const endsLoop = goesOnBehind(ts, statement, following);
  if (canComplete(ts, statement.tryBlock) && !endsLoop) {
    throw new NotUnderstood(say("a try block may go on without delivering a value"));
  }
  const handler = statement.catchClause?.block;
  if (!handler || !canComplete(ts, handler)) return edits;
  if (endsLoop) {
    const isClosed = protectedBlocks(ts, statement).includes(handler) && hasDelivery(ts, handler);
    return isClosed ? edits : [...edits, insertAt(handler.end - 1, "continue;\n")];
  }
  const first = following.at(0);
  const last = following.at(-1);
  if (!first || !last || statement.finallyBlock) {
    throw new NotUnderstood(say("a catch block may go on without delivering a value"));
  }
  const goesOn = canListComplete(ts, following);
  if (goesOn && !isTailOfLoop(ts, last)) {
    throw new NotUnderstood(say("a catch block may go on without delivering a value"));
  }
  const start = statement.end;
  const moved = draft.text.slice(start, last.end).trim();
  const text = goesOn ? `${moved}\ncontinue;\n` : `${moved}\n`;
  return [...edits, insertAt(handler.end - 1, text), { start, end: last.end, newText: "" }];
}

function goesOnBehind(
  ts: TypeScript,
  statement: ts.TryStatement,
  following: readonly ts.Statement[],
): boolean {
  return following.length === 0 && isTailOfLoop(ts, statement);
}

/** @returns whether nothing runs after the statement but the next turn of the loop around it */
function isTailOfLoop(ts: TypeScript, statement: ts.Statement): boolean {
  let current: ts.Node = statement;
  for (;;) {
    const { parent } = current;
    if (ts.isIterationStatement(parent, false)) return true;
    if (ts.isBlock(parent)) {
      if (parent.statements.at(-1) !== current || ts.isTryStatement(parent.parent)) return false;
    } else if (!ts.isIfStatement(parent)) {
      return false;
    }
    current = parent;
  }
}
