import type ts from "typescript";
import { statementsOf, unwrap } from "../../syntax/nodes";
import { canListComplete } from "./control";
import { isUsedOnlyIn, ownLet, runsOnceFrom, type Local } from "./loops";
import { asAssignment, ownDescendants } from "./nodes";
import { constantText } from "./values";
import { variableAt, type View } from "./view";

/** What runs in one state. */
export interface State {
  /** Its constant; `undefined` for what runs in all other states. */
  readonly label: string | undefined;
  readonly statements: readonly ts.Statement[];
  /** Is it the state with this constant that comes next, where this one sets it and neither goes round nor ends? */
  readonly fallsInto: (constant: string) => boolean;
  /** Its end is the end of the round. */
  readonly isLast?: boolean;
}

/** A variable that says what the next round does, and what it does in each state. */
export interface Machine {
  readonly local: Local;
  readonly states: readonly State[];
  /** The constant of the first state; `undefined` where the variable does not start with one. */
  readonly first: string | undefined;
  /** Each round asks for the next number: `switch (step++)`. */
  readonly isCounted?: boolean;
}

/**
 * Reads `switch (state) {…}`, `switch (step++) {…}` and `if (state === 0) {…} if (state === 1) {…} rest` of an own variable that starts with a constant, and is only ever set to constants.
 *
 * @param statements - the loop's body
 */
export function machineOf(
  view: View,
  loop: ts.Statement,
  statements: readonly ts.Statement[],
): Machine | undefined {
  const machine = fromSwitch(view, statements) ?? fromChain(view, statements);
  if (machine === undefined) return undefined;
  const { local, first, isCounted } = machine;
  const { variable } = local;
  if (first === undefined || !isUsedOnlyIn(variable, loop) || !runsOnceFrom(view, local.statement, loop))
    return undefined;
  if (isCounted) return variable.uses.length === 1 ? machine : undefined;
  const isSetToConstants = variable.uses.every(({ node, reads, writes }) => {
    if (!writes) return true;
    const assignment = reads ? undefined : asAssignment(view.ts, node.parent.parent as ts.Statement);
    return assignment?.target === node && constantText(view, assignment.value) !== undefined;
  });
  return isSetToConstants && variable.uses.filter((use) => use.reads).length === asked(machine)
    ? machine
    : undefined;
}

/** How often the choice itself reads the state. */
function asked({ states }: Machine): number {
  const first = states[0]?.statements[0];
  const isSwitch = first !== undefined && states.some(({ statements }) => isInClause(statements));
  return isSwitch ? 1 : states.filter(({ label }) => label !== undefined).length;
}

function isInClause(statements: readonly ts.Statement[]): boolean {
  for (
    let node: ts.Node | undefined = statements[0];
    node !== undefined;
    node = node.parent as ts.Node | undefined
  ) {
    if ("clauses" in node) return true;
  }
  return false;
}

function fromSwitch(view: View, statements: readonly ts.Statement[]): Machine | undefined {
  const { ts } = view;
  const [choice, exit, ...others] = statements;
  if (!choice || !ts.isSwitchStatement(choice) || others.length > 0) return undefined;
  const asked = unwrap(ts, choice.expression);
  const step = stepOf(view, asked);
  const local = ownLet(view, variableAt(view, step ? step.operand : asked));
  const { clauses } = choice.caseBlock;
  if (
    local === undefined ||
    !clauses.every(
      (clause) => ts.isDefaultClause(clause) || constantText(view, clause.expression) !== undefined,
    )
  ) {
    return undefined;
  }
  // What stands behind the `switch` is for the states that leave it by `break`, and for those it does not know.
  const hasDefault = clauses.some((clause) => ts.isDefaultClause(clause));
  if (exit && (hasDefault || canListComplete(ts, [exit]) || leavesByBreak(view, choice))) return undefined;
  const labelOf = (clause: ts.CaseOrDefaultClause | undefined): string | undefined =>
    !clause || ts.isDefaultClause(clause) ? undefined : constantText(view, clause.expression);
  const states = clauses.map((clause, index) => ({
    label: labelOf(clause),
    statements: flat(ts, clause.statements),
    fallsInto: (constant: string) => constant === labelOf(clauses[index + 1]),
    isLast: index === clauses.length - 1 && !exit,
  }));
  const start = startOf(view, local);
  return {
    local,
    states: exit ? [...states, { label: undefined, statements: [exit], fallsInto: () => false }] : states,
    first: step && ts.isPrefixUnaryExpression(step) ? followingNumber(start) : start,
    isCounted: step !== undefined,
  };
}

function startOf(view: View, { declaration: { initializer } }: Local): string | undefined {
  return initializer && constantText(view, initializer);
}

/** `step++`, `++step` */
function stepOf(
  { ts }: View,
  node: ts.Expression,
): ts.PostfixUnaryExpression | ts.PrefixUnaryExpression | undefined {
  const isUnary = ts.isPostfixUnaryExpression(node) || ts.isPrefixUnaryExpression(node);
  return isUnary && node.operator === ts.SyntaxKind.PlusPlusToken ? node : undefined;
}

/** @returns "3" for "2"; `undefined` for what is no whole number */
export function followingNumber(constant: string | undefined): string | undefined {
  return constant !== undefined && /^\d{1,9}$/.test(constant) ? String(Number(constant) + 1) : undefined;
}

function leavesByBreak({ ts }: View, choice: ts.SwitchStatement): boolean {
  return choice.caseBlock.clauses.some((clause) => clause.statements.some((one) => hasBreak(ts, one)));
}

function hasBreak(ts: View["ts"], statement: ts.Statement): boolean {
  return ownDescendants(ts, statement).some((node) => ts.isBreakStatement(node));
}

/** `if (state === 0) {…} if (state === 1) {…} rest` */
function fromChain(view: View, statements: readonly ts.Statement[]): Machine | undefined {
  const { ts } = view;
  const states: Omit<State, "fallsInto">[] = [];
  let local: Local | undefined;
  for (const [index, statement] of statements.entries()) {
    const test =
      ts.isIfStatement(statement) && !statement.elseStatement
        ? testOf(view, statement.expression)
        : undefined;
    if (test === undefined || !ts.isIfStatement(statement)) {
      const rest = statements.slice(index);
      if (canListComplete(ts, rest)) return undefined;
      states.push({ label: undefined, statements: rest });
      break;
    }
    local ??= test.local;
    if (test.local.variable !== local.variable) return undefined;
    states.push({ label: test.label, statements: statementsOf(ts, statement.thenStatement) });
  }
  if (!local || states.length < 2) return undefined;
  const labels = states.map(({ label }) => label);
  // One that is not asked for is what the rest is for.
  const fallsInto = (index: number) => (constant: string) =>
    labels.slice(index + 1).includes(constant) || !labels.includes(constant);
  return {
    local,
    states: states.map((state, index) => ({ ...state, fallsInto: fallsInto(index) })),
    first: startOf(view, local),
  };
}

function testOf(view: View, condition: ts.Expression): { local: Local; label: string } | undefined {
  const { ts } = view;
  const node = unwrap(ts, condition);
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.EqualsEqualsEqualsToken)
    return undefined;
  const local = ownLet(view, variableAt(view, unwrap(ts, node.left)));
  const label = constantText(view, node.right);
  return local && label !== undefined ? { local, label } : undefined;
}

/** `case 0: {…}` is `case 0: …`. */
function flat(ts: View["ts"], statements: readonly ts.Statement[]): readonly ts.Statement[] {
  const [only, ...others] = statements;
  return only && others.length === 0 && ts.isBlock(only) ? only.statements : statements;
}
