import type ts from "typescript";
import type { Exit } from "../describe/exits";
import { say } from "../say";
import { accessKind, isWithin, some, unwrap } from "../syntax/nodes";
import type { TextEdit } from "../text";
import type { TypeScript } from "../typescript";
import { isContextual, isLiteral } from "./contextual";
import { freeName, resultName, namesIn, NotUnderstood, replaceNode, textOf, type Draft } from "./draft";
import type { Delivery, Typed } from "./try-deliveries";

/** Where the value waits until the `try` is left. */
export interface Holder {
  readonly name: string;
  /** Holds a whole result, because not every delivery is a plain element. */
  readonly isResult: boolean;
  /** The author's own declaration inside the block, which moves out. */
  readonly declaration: ts.VariableDeclaration | undefined;
  /** The variable lives outside already, and holds the value until it is delivered. */
  readonly isOutside?: boolean;
}

/** @returns the author's own variable where all that is delivered is in it, or else a new one */
export function chooseHolder(
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
  { form }: Draft,
  { isResult, declaration }: Holder,
  { deliveries, elementType }: Pick<Typed, "deliveries" | "elementType">,
): string | undefined {
  // What the author declared holds more than elements, maybe.
  if (isResult || declaration || !form.isTypeScript) return undefined;
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

/**
 * Puts what is delivered into the variable that waits for it.
 *
 * @throws NotUnderstood when a promise is handed on that nobody awaits inside the `try`
 */
export function assign(
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
export function declarationOf(
  ts: TypeScript,
  draft: Draft,
  holder: Holder,
  delivered: Pick<Typed, "deliveries" | "elementType">,
): { declared: string; deliver: string; initial: TextEdit[] } {
  const { name, isResult, isOutside, declaration } = holder;
  const written = declaration?.type
    ? textOf(draft, declaration.type)
    : typeNeeded(ts, draft, holder, delivered);
  const type = written === undefined ? "" : `: ${written}`;
  const deliver = isResult ? `\nreturn ${name};` : `\nreturn { value: ${name}, done: false };`;
  const declared = isOutside ? "" : `let ${name}${type};\n`;
  if (!declaration?.initializer) return { declared, deliver, initial: [] };
  const start = declaration.parent.getStart(draft.sourceFile);
  const end = declaration.initializer.getStart(draft.sourceFile);
  return { declared, deliver, initial: [{ start, end, newText: `${name} = ` }] };
}
