import type ts from "typescript";
import { statementsOf, unwrap } from "../../syntax/nodes";
import { isLogical } from "./conditions";
import { questionOf, type Known } from "./known-here";
import { descendants, isConst, isLet } from "./nodes";
import { constantOf, isPlainQuestion, type Constant } from "./questions";
import type { Variable } from "./scopes";
import { variableAt, type View } from "./view";

/**
 * Goes through the start of a round by what is known before it, past tests that are decided and questions that do nothing.
 *
 * @param stop - goes no further than to this statement
 * @returns the first statement that does something, asks for what is not known, or leads out; `undefined` where the round comes to its end
 */
export function reachedFrom(
  view: View,
  loop: ts.WhileStatement,
  known: Known,
  stop?: ts.Statement,
): ts.Statement | undefined {
  return new Round(view, loop, known, stop).begin();
}

/** @returns what a condition comes to that is asked behind a loop, by what is known where that is left */
export function isDecided(
  view: View,
  condition: ts.Expression,
  loop: ts.WhileStatement,
  known: Known,
): boolean | undefined {
  return new Round(view, loop, known, undefined).decide(condition);
}

class Round {
  readonly #constants: Map<Variable, Constant>;
  readonly #set = new Set<Variable>();

  constructor(
    private readonly view: View,
    private readonly loop: ts.WhileStatement,
    private readonly known: Known,
    private readonly stop: ts.Statement | undefined,
  ) {
    this.#constants = new Map(known.constants);
  }

  begin(): ts.Statement | undefined {
    const { expression, statement } = this.loop;
    return this.decide(expression) === true ? this.go(statementsOf(this.view.ts, statement)) : undefined;
  }

  /** Goes through a list, and through what follows a branch to its end. */
  go(statements: readonly ts.Statement[], behind: readonly ts.Statement[] = []): ts.Statement | undefined {
    const { ts } = this.view;
    const [first, ...others] = statements;
    if (first && first === this.stop) return first;
    if (!first) return behind.length > 0 ? this.go(behind) : undefined;
    const later = [...others, ...behind];
    if (ts.isVariableStatement(first) || ts.isExpressionStatement(first))
      return this.#isPassed(first) ? this.go(later) : first;
    if (ts.isBlock(first)) return this.go(first.statements, later);
    const isChoice = ts.isIfStatement(first);
    if (!isChoice && !ts.isWhileStatement(first)) return first;
    const holds = this.decide(first.expression);
    if (holds === undefined) return first;
    const branch = isChoice
      ? holds
        ? first.thenStatement
        : first.elseStatement
      : holds
        ? first.statement
        : undefined;
    if (!branch) return this.go(later);
    // What follows a round of a loop is that loop's condition.
    return this.go(statementsOf(ts, branch), isChoice ? later : []);
  }

  /** Goes past what only asks, or keeps what is known. */
  #isPassed(statement: ts.VariableStatement | ts.ExpressionStatement): boolean {
    const { ts } = this.view;
    if (ts.isExpressionStatement(statement)) return this.#isQuestion(statement.expression, true);
    const { declarationList: list } = statement;
    if (!isConst(ts, list) && !isLet(ts, list)) return false;
    return list.declarations.every(({ name, initializer }) => {
      const variable = variableAt(this.view, name);
      if (!variable || variable.captured) return false;
      if (!initializer) return true;
      const value = constantOf(this.view, initializer, this.#constants);
      if (value) this.#constants.set(variable, value);
      return this.#isQuestion(initializer, false);
    });
  }

  #isQuestion(expression: ts.Expression, sets: boolean): boolean {
    const { ts } = this.view;
    const node = unwrap(ts, expression);
    const isSetting = ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken;
    if (sets !== isSetting || !isPlainQuestion(this.view, node)) return false;
    this.#settle(node);
    return true;
  }

  /** @returns what a condition comes to; `undefined` where that is not known, or it is no question */
  decide(condition: ts.Expression): boolean | undefined {
    const { view } = this;
    const { ts } = view;
    const node = unwrap(ts, condition);
    if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
      const inner = this.decide(node.operand);
      return inner === undefined ? undefined : !inner;
    }
    if (ts.isBinaryExpression(node) && isLogical(ts, node)) {
      const isOr = node.operatorToken.kind === ts.SyntaxKind.BarBarToken;
      const left = this.decide(node.left);
      return left === undefined || left === isOr ? left : this.decide(node.right);
    }
    if (!isPlainQuestion(view, node)) return undefined;
    const value = constantOf(view, node, this.#constants);
    const question = questionOf(view, node, this.loop);
    const isSame = question?.variables.every((variable) => !this.#set.has(variable));
    const answer = value ? Boolean(value.value) : isSame && this.known.answers.get(question?.text ?? "");
    this.#settle(node);
    return answer === false || answer === true ? answer : undefined;
  }

  /** Takes note of what a question sets. */
  #settle(question: ts.Expression): void {
    const { view } = this;
    const { ts } = view;
    for (const node of descendants(ts, question)) {
      if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.EqualsToken) continue;
      const variable = variableAt(view, unwrap(ts, node.left));
      if (!variable) continue;
      const value = constantOf(view, node.right, this.#constants);
      if (value) this.#constants.set(variable, value);
      else this.#constants.delete(variable);
      this.#set.add(variable);
    }
  }
}
