import type ts from "typescript";
import { isAssignmentOperator, unwrap } from "../../syntax/nodes";
import { breaksOf, canComplete, settingBreaks } from "./control";
import { conjunctsOf } from "../../syntax/operators";
import { ownLet, runsOnceFrom, writesOf } from "./loops";
import { asAssignment, contains, descendants, siblingsOf } from "./nodes";
import { constantOf, isPlainQuestion, type Constant } from "./questions";
import { declarationKind, type Variable } from "./scopes";
import { booleanOf } from "./values";
import { startOf, textOf, variableAt, type View } from "./view";

/** What is known when a round of a loop ends, of variables that no closure knows and that live longer than the round. */
export interface Known {
  readonly constants: ReadonlyMap<Variable, Constant>;
  /** What questions come to that nothing has changed the answer of, by their text ({@link questionOf}). */
  readonly answers: ReadonlyMap<string, boolean>;
}

/** A question, written so that two of the same text come to the same where nothing has been written in between. */
export interface Question {
  readonly text: string;
  readonly variables: readonly Variable[];
}

/**
 * @param place - the last statement of a round, or one that only a jump to the next round follows
 * @param loop - the loop whose round it is
 * @returns what the way from the start of the round to behind this statement tells: by what was set on it, and by what was asked
 */
export function knownBehind(view: View, place: ts.Statement, loop: ts.Statement): Known {
  const way = new Way(view, loop);
  way.pass(place);
  for (let node: ts.Node = place; node.parent !== loop; node = node.parent) way.leave(node);
  if (view.ts.isWhileStatement(loop)) way.enter(loop.expression);
  return way.known();
}

/** @returns what the variables hold that start with a constant before a loop, and that nothing outside of it writes */
export function knownBefore(view: View, loop: ts.Statement): Known {
  const constants = new Map<Variable, Constant>();
  for (const variable of view.scopes.variables) {
    const local = ownLet(view, variable);
    const { initializer } = local?.declaration ?? {};
    const value = initializer && constantOf(view, initializer, new Map());
    if (!local || !value || contains(loop, local.statement) || !runsOnceFrom(view, local.statement, loop))
      continue;
    if (writesOf(variable).every(({ node }) => contains(loop, node))) constants.set(variable, value);
  }
  return { constants, answers: new Map() };
}

/**
 * Reads a question in a loop. A constant of the loop stands for what it was set to, and `i = text.indexOf("\n")` for its right side.
 *
 * @returns `undefined` for what may do something, or come to something else though nothing has been written
 */
export function questionOf(view: View, expression: ts.Expression, loop: ts.Statement): Question | undefined {
  const { ts } = view;
  if (!isPlainQuestion(view, expression)) return undefined;
  const variables: Variable[] = [];
  const textIn = (node: ts.Node): string => {
    if (ts.isParenthesizedExpression(node)) return textIn(node.expression);
    if (ts.isBinaryExpression(node) && isAssignmentOperator(ts, node.operatorToken.kind))
      return textIn(node.right);
    const variable = variableAt(view, node);
    const meant = variable && meantBy(view, variable, loop);
    if (meant) return textIn(meant);
    if (variable) variables.push(variable);
    const parts: string[] = [];
    ts.forEachChild(node, (child) => {
      parts.push(textIn(child));
    });
    return parts.length > 0 ? `${ts.SyntaxKind[node.kind]}(${parts.join(" ")})` : textOf(view, node);
  };
  return { text: textIn(expression), variables };
}

/** @returns the question that a constant of the loop holds the answer of */
function meantBy(view: View, variable: Variable, loop: ts.Statement): ts.Expression | undefined {
  const { ts } = view;
  const { parent } = variable.declaration;
  if (declarationKind(ts, variable) !== "const" || !contains(loop, variable.declaration)) return undefined;
  const value =
    ts.isVariableDeclaration(parent) && parent.name === variable.declaration && parent.initializer;
  return value && isPlainQuestion(view, value) ? value : undefined;
}

interface Answer extends Question {
  readonly holds: boolean;
}

/** Goes back on the way that leads to a place, and learns what has not been written since. */
class Way {
  readonly #constants = new Map<Variable, Constant>();
  readonly #answers = new Map<string, Answer>();
  readonly #notAll: (readonly Answer[])[] = [];
  readonly #written = new Set<Variable>();

  constructor(
    private readonly view: View,
    private readonly loop: ts.Statement,
  ) {}

  known(): Known {
    for (const parts of this.#notAll) {
      const [only, ...more] = parts.filter(({ text, holds }) => this.#answers.get(text)?.holds !== holds);
      if (only && more.length === 0 && !this.#answers.has(only.text))
        this.#answers.set(only.text, { ...only, holds: !only.holds });
    }
    const outlives = (variable: Variable): boolean => !contains(this.loop, variable.declaration);
    const answers = [...this.#answers.values()].filter(({ variables }) => variables.every(outlives));
    const constants = [...this.#constants].filter(([variable]) => outlives(variable));
    return {
      constants: new Map(constants),
      answers: new Map(answers.map(({ text, holds }) => [text, holds])),
    };
  }

  /** The round has begun with a condition that held. */
  enter(condition: ts.Expression): void {
    this.#learn(condition, true);
  }

  /** Goes from a node to what stands around it. */
  leave(node: ts.Node): void {
    const { ts } = this.view;
    const { parent } = node;
    const siblings = ts.isStatement(node) && ts.isBlock(parent) ? siblingsOf(ts, node) : undefined;
    const before = siblings?.filter((one) => one.end <= node.pos) ?? [];
    for (const one of before.reverse()) this.pass(one);
    if (ts.isIfStatement(parent)) {
      this.#learn(parent.expression, node === parent.thenStatement);
      this.#write(parent.expression);
    } else if (!ts.isBlock(parent)) {
      // A loop may have gone round before, a `try` may have come this far, and a `switch` may start anywhere.
      this.#write(parent);
    }
  }

  /** Goes back over a whole statement. */
  pass(statement: ts.Statement): void {
    const { ts } = this.view;
    const set = asAssignment(ts, statement);
    const variable = variableAt(this.view, set?.target);
    const value = set && constantOf(this.view, set.value, new Map());
    if (variable && value && !this.#written.has(variable) && !variable.captured) {
      this.#constants.set(variable, value);
      const { value: holds } = value;
      const text = set.target.text;
      if (typeof holds === "boolean" && !this.#answers.has(text))
        this.#answers.set(text, { text, variables: [variable], holds });
    }
    if (ts.isIfStatement(statement) && !statement.elseStatement && !canComplete(ts, statement.thenStatement))
      this.#learn(statement.expression, false);
    if (ts.isWhileStatement(statement) && endsByCondition(this.view, statement))
      this.#learn(statement.expression, false);
    this.#write(statement);
  }

  #learn(condition: ts.Expression, holds: boolean): void {
    const { view } = this;
    const { ts } = view;
    const node = unwrap(ts, condition);
    if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
      this.#learn(node.operand, !holds);
      return;
    }
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.BarBarToken) {
      if (!holds) for (const part of [node.left, node.right]) this.#learn(part, false);
      return;
    }
    const parts = conjunctsOf(view.ts, node);
    if (parts.length > 1 && holds) {
      for (const part of parts) this.#learn(part, true);
      return;
    }
    const answers = parts.map((part) => this.#lasting(part, holds || parts.length > 1));
    const [only] = answers;
    if (answers.length > 1) {
      const known = answers.filter((one) => one !== undefined);
      if (known.length === parts.length) this.#notAll.push(known);
    } else if (only && !this.#answers.has(only.text)) {
      this.#answers.set(only.text, only);
    }
  }

  /** @returns the question, where asking once more would give the same, as nothing that it is about has been written since */
  #lasting(expression: ts.Expression, holds: boolean): Answer | undefined {
    const { ts } = this.view;
    const node = unwrap(ts, expression);
    if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken)
      return this.#lasting(node.operand, !holds);
    const question = questionOf(this.view, expression, this.loop);
    const isSame = question?.variables.every(
      (variable) => !this.#written.has(variable) && !this.#isWrittenWithin(variable, expression),
    );
    return question && isSame === true ? { ...question, holds } : undefined;
  }

  /** Is the variable written by the question itself, or between it and a constant that it asks for? */
  #isWrittenWithin(variable: Variable, question: ts.Expression): boolean {
    const { view, loop } = this;
    const start = startOf(view, question);
    const first = earliest(view, question, loop);
    const { parent } = question;
    // In between, a loop has gone round.
    const isAskedAgain = first < start && view.ts.isWhileStatement(parent);
    const { end } = isAskedAgain ? parent : question;
    return variable.uses.some(({ node, writes }) => writes && node.pos >= first && node.end <= end);
  }

  #write(node: ts.Node): void {
    for (const variable of this.view.scopes.variables)
      if (variable.uses.some((use) => use.writes && contains(node, use.node))) this.#written.add(variable);
  }
}

/** Ends the loop where its condition does not hold, and by `break` only where just what that asks for has been set? */
function endsByCondition(view: View, loop: ts.WhileStatement): boolean {
  const { ts } = view;
  if (breaksOf(ts, loop).length === 0) return true;
  const endings = settingBreaks(ts, loop) ?? [];
  const isEnd = ({ set }: (typeof endings)[number]): boolean => {
    const value = booleanOf(view, set.value);
    const { text } = set.target;
    return value !== undefined && textOf(view, loop.expression) === (value ? `!${text}` : text);
  };
  return endings.length > 0 && endings.every(isEnd);
}

/** Where the first of the constants is worked out that a question asks for; its own start where there is none. */
function earliest(view: View, question: ts.Expression, loop: ts.Statement): number {
  return descendants(view.ts, question)
    .map((node) => variableAt(view, node))
    .flatMap((variable) => (variable && meantBy(view, variable, loop)) ?? [])
    .reduce((from, meant) => Math.min(from, earliest(view, meant, loop)), startOf(view, question));
}
