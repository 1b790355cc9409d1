import type ts from "typescript";
import { classifyExit, type Exit } from "../describe/exits";
import { say } from "../say";
import { canComplete, canListComplete } from "../syntax/completion";
import { accessKind, isFunctionBoundary, isWithin, some, someOwn, unwrap, walkOwn } from "../syntax/nodes";
import type { TextEdit } from "../text";
import type { TypeScript } from "../typescript";
import { isAgainCall } from "./again";
import { isContextual, isLiteral } from "./contextual";
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
    current = editDraft(ts, current, hoist(ts, current, { ...found, elementType }));
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

function hoist(
  ts: TypeScript,
  draft: Draft,
  { statement, deliveries, elementType }: Found & { readonly elementType: string | undefined },
): TextEdit[] {
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
  for (const { statement: delivery, exit } of deliveries)
    edits.push(assign(ts, draft, { statement: delivery, exit, leavesLoop: leaving.has(delivery) }, holder));
  edits.push(...closePaths(ts, draft, statement, following), ...declare(draft, statement, holder, type));
  return edits;
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
  { statement: delivery, exit, leavesLoop }: Delivery & { readonly leavesLoop: boolean },
  holder: Holder,
): TextEdit {
  const value = exit.kind === "yield" && exit.value ? textOf(draft, exit.value) : "undefined";
  const isHeld = holder.isResult || value === holder.name;
  if ((holder.declaration && isHeld) || holder.isOutside)
    return leavesLoop ? replaceNode(draft, delivery, "break;") : dropped(ts, delivery);
  const held = (text: string): TextEdit => {
    const set = `${holder.name} = ${text};`;
    if (!leavesLoop) return replaceNode(draft, delivery, set);
    const both = `${set}\nbreak;`;
    return replaceNode(draft, delivery, ts.isBlock(delivery.parent) ? both : `{\n${both}\n}`);
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

function declare(
  draft: Draft,
  statement: ts.TryStatement,
  holder: Holder,
  needed: string | undefined,
): TextEdit[] {
  const start = statement.getStart(draft.sourceFile);
  const written = holder.declaration?.type ? textOf(draft, holder.declaration.type) : needed;
  const type = written === undefined ? "" : `: ${written}`;
  const deliver = holder.isResult
    ? `\nreturn ${holder.name};`
    : `\nreturn { value: ${holder.name}, done: false };`;
  const edits = [insertAt(statement.end, deliver)];
  if (!holder.isOutside) edits.push(insertAt(start, `let ${holder.name}${type};\n`));
  if (holder.declaration) {
    const list = holder.declaration.parent;
    const { initializer } = holder.declaration;
    if (!initializer) return edits;
    const from = list.getStart(draft.sourceFile);
    edits.push({ start: from, end: initializer.getStart(draft.sourceFile), newText: `${holder.name} = ` });
  }
  return edits;
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
