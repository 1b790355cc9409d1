import type ts from "typescript";
import { statementsOf, unwrap } from "../../syntax/nodes";
import { breaksOf, canListComplete, continuesOf, wouldCollide } from "../support/control";
import { commentsWithin, Edits, indentAt, movedText, rangeOf } from "../support/edits";
import { isUsedOnlyIn, ownLet, runsOnceFrom, type Local } from "../support/loops";
import { asAssignment, contains, isEndless, ownDescendants } from "../support/nodes";
import { isConstantLiteral } from "../support/values";
import { definePass, startOf, textOf, variableAt, type View } from "../support/view";

/**
 * `let state = 0; while (true) { switch (state) { case 0: state = 1; yield a; continue; case 1: state = 2; yield b; continue; default: return; } }`
 * → `yield a; yield b; return;`; a state that comes back to itself becomes a loop. Also with `if (state === 0) {…}` for `case`.
 *
 * Condition: the state is a `let` that no closure knows, starts with a constant and is only ever set to constants; the loop holds nothing but the choice. Each
 * state that is reached sets the next one once, by a statement of its own, and then goes round; or ends the generator; or is of the form
 * `if (c) { state = n; continue; } …; continue;`, which is a loop that `c` ends. A way back to an earlier state makes a loop of all from there on.
 */
export const stateToStraightLine = definePass("state-to-straight-line", (view) => {
  const { ts } = view;
  for (const loop of ownDescendants(ts, view.fn)) {
    if (!isEndless(ts, loop) || !ts.isBlock(loop.statement) || !ts.isBlock(loop.parent)) continue;
    const machine = machineOf(view, loop, loop.statement.statements);
    const path = machine && pathOf(view, machine, loop);
    if (machine === undefined || path === undefined) continue;
    const used = path.steps.flatMap((step) => step.state.statements);
    if (path.steps.length < 2 || wouldCollide(view, used, loop.parent)) continue;
    return rewritten(view, loop, machine.local, path);
  }
  return undefined;
});

interface State {
  /** The text of its constant; `undefined` for what runs in all other states. */
  readonly label: string | undefined;
  readonly statements: readonly ts.Statement[];
}

interface Machine {
  readonly local: Local;
  readonly states: readonly State[];
}

function machineOf(view: View, loop: ts.Statement, statements: readonly ts.Statement[]): Machine | undefined {
  const machine = fromSwitch(view, statements) ?? fromChain(view, statements);
  if (machine === undefined) return undefined;
  const { local } = machine;
  const { initializer } = local.declaration;
  const { variable } = local;
  const isConstant = initializer !== undefined && isConstantLiteral(view, initializer);
  if (!isConstant || !isUsedOnlyIn(variable, loop) || !runsOnceFrom(view, local.statement, loop))
    return undefined;
  const isSetToConstants = variable.uses.every(({ node, reads, writes }) => {
    if (!writes) return true;
    const assignment = reads ? undefined : asAssignment(view.ts, node.parent.parent as ts.Statement);
    return assignment?.target === node && isConstantLiteral(view, assignment.value);
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
  const local = ownLet(view, variableAt(view, unwrap(ts, choice.expression)));
  const { clauses } = choice.caseBlock;
  if (
    local === undefined ||
    !clauses.every((clause) => ts.isDefaultClause(clause) || isConstantLiteral(view, clause.expression))
  ) {
    return undefined;
  }
  // What stands behind the `switch` is for the states that leave it by `break`, and for those it does not know.
  const hasDefault = clauses.some((clause) => ts.isDefaultClause(clause));
  if (exit && (hasDefault || canListComplete(ts, [exit]) || leavesByBreak(view, choice))) return undefined;
  const states = clauses.map((clause) => ({
    label: ts.isDefaultClause(clause) ? undefined : textOf(view, clause.expression),
    statements: flat(ts, clause.statements),
  }));
  return { local, states: exit ? [...states, { label: undefined, statements: [exit] }] : states };
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
  const states: State[] = [];
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
  return local && states.length > 1 ? { local, states } : undefined;
}

function testOf(view: View, condition: ts.Expression): { local: Local; label: string } | undefined {
  const { ts } = view;
  const node = unwrap(ts, condition);
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.EqualsEqualsEqualsToken)
    return undefined;
  const local = ownLet(view, variableAt(view, unwrap(ts, node.left)));
  return local && isConstantLiteral(view, node.right)
    ? { local, label: textOf(view, node.right) }
    : undefined;
}

/** `case 0: {…}` is `case 0: …`. */
function flat(ts: View["ts"], statements: readonly ts.Statement[]): readonly ts.Statement[] {
  const [only, ...others] = statements;
  return only && others.length === 0 && ts.isBlock(only) ? only.statements : statements;
}

interface Step {
  readonly state: State;
  /** What of the state is kept, in order. */
  readonly kept: readonly ts.Statement[];
  /** The state is a loop: this `if` ends it. */
  readonly end?: ts.IfStatement;
  readonly next: string | undefined;
}

interface Path {
  readonly steps: readonly Step[];
  /** The index of the step that the last one leads back to. */
  readonly backTo: number | undefined;
}

function pathOf(view: View, { local, states }: Machine, loop: ts.WhileStatement): Path | undefined {
  const { initializer } = local.declaration;
  const steps: Step[] = [];
  const seen: State[] = [];
  for (let label = initializer && textOf(view, initializer); label !== undefined;) {
    const wanted = label;
    const state: State | undefined =
      states.find((one) => one.label === wanted) ?? states.find((one) => one.label === undefined);
    if (state === undefined) return undefined;
    if (seen.includes(state))
      return state.label === wanted ? { steps, backTo: seen.indexOf(state) } : undefined;
    const step = stepOf(view, state, local, loop);
    if (step === undefined) return undefined;
    seen.push(state);
    steps.push(step);
    label = step.next;
  }
  return { steps, backTo: undefined };
}

function stepOf(view: View, state: State, local: Local, loop: ts.WhileStatement): Step | undefined {
  return (
    lastStep(view, state, local, loop) ??
    plainStep(view, state, local, loop) ??
    loopStep(view, state, local, loop)
  );
}

/** The state ends the generator. */
function lastStep(view: View, state: State, local: Local, loop: ts.WhileStatement): Step | undefined {
  const { ts } = view;
  const { statements } = state;
  if (canListComplete(ts, statements) || jumpsIn(view, statements, loop) > 0) return undefined;
  const kept = statements.filter((one) => !isSetting(view, one, local));
  return settingsIn(statements, local) === statements.length - kept.length
    ? { state, kept, next: undefined }
    : undefined;
}

/** The state sets the next one and goes round. */
function plainStep(view: View, state: State, local: Local, loop: ts.WhileStatement): Step | undefined {
  const { statements } = state;
  const last = statements.at(-1);
  const settings = statements.filter((one) => isSetting(view, one, local));
  const [setting, ...others] = settings;
  if (!setting || others.length > 0 || settingsIn(statements, local) !== 1) return undefined;
  if (last === undefined || !isRound(view, last, loop) || jumpsIn(view, statements, loop) !== 1)
    return undefined;
  const kept = statements.filter((one) => one !== setting && one !== last);
  return { state, kept, next: targetOf(view, setting) };
}

/** `if (c) { state = n; continue; } …; continue;` */
function loopStep(view: View, state: State, local: Local, loop: ts.WhileStatement): Step | undefined {
  const { ts } = view;
  const [end, ...rest] = state.statements;
  const last = rest.at(-1);
  if (!end || !last || !ts.isIfStatement(end) || end.elseStatement || !isRound(view, last, loop))
    return undefined;
  const [setting, jump, ...others] = statementsOf(ts, end.thenStatement);
  if (
    !setting ||
    !jump ||
    others.length > 0 ||
    !isSetting(view, setting, local) ||
    !isRound(view, jump, loop)
  )
    return undefined;
  if (settingsIn(state.statements, local) !== 1 || jumpsIn(view, state.statements, loop) !== 2)
    return undefined;
  return { state, kept: rest.slice(0, -1), end, next: targetOf(view, setting) };
}

function isSetting(view: View, statement: ts.Statement, local: Local): boolean {
  const target = asAssignment(view.ts, statement)?.target;
  return target !== undefined && variableAt(view, target) === local.variable;
}

function targetOf(view: View, setting: ts.Statement): string | undefined {
  const assignment = asAssignment(view.ts, setting);
  return assignment && textOf(view, assignment.value);
}

function settingsIn(statements: readonly ts.Statement[], { variable }: Local): number {
  return variable.uses.filter(({ node, writes }) => writes && statements.some((one) => contains(one, node)))
    .length;
}

/** `continue;`, or `break;` of the `switch`. */
function isRound(view: View, statement: ts.Statement, loop: ts.WhileStatement): boolean {
  const { ts } = view;
  if (ts.isContinueStatement(statement)) return continuesOf(ts, loop).includes(statement);
  return (
    ts.isBreakStatement(statement) && statement.label === undefined && !breaksOf(ts, loop).includes(statement)
  );
}

/** How many jumps lead out of these statements. */
function jumpsIn({ ts }: View, statements: readonly ts.Statement[], loop: ts.WhileStatement): number {
  let count = 0;
  for (const statement of statements) {
    for (const node of ownDescendants(ts, statement)) {
      if (!ts.isBreakOrContinueStatement(node)) continue;
      if (node.label !== undefined || !isInside(ts, node, statement)) count++;
    }
  }
  return count + breaksOf(ts, loop).filter((jump) => statements.some((one) => contains(one, jump))).length;
}

/** The jump belongs to a loop or switch inside the statement. */
function isInside(ts: View["ts"], jump: ts.BreakOrContinueStatement, statement: ts.Statement): boolean {
  for (let node: ts.Node = jump; node !== statement.parent; node = node.parent) {
    if (ts.isIterationStatement(node, false) || (ts.isSwitchStatement(node) && ts.isBreakStatement(jump)))
      return true;
  }
  return false;
}

function rewritten(view: View, loop: ts.WhileStatement, { statement }: Local, { steps, backTo }: Path) {
  const indent = indentAt(view, startOf(view, loop));
  const lines: string[] = [];
  for (const [index, step] of steps.entries()) {
    if (index === backTo) lines.push(`${indent}while (true) {`);
    lines.push(...linesOf(view, step, backTo !== undefined && index >= backTo ? `${indent}  ` : indent));
  }
  if (backTo !== undefined) lines.push(`${indent}}`);
  const kept = steps.flatMap(({ kept: some, end }) => [...some, ...(end ? [end] : [])]);
  const lost = commentsOutside(view, loop, kept).map((text) => `${indent}${text}`);
  return new Edits(view)
    .remove(statement)
    .replaceNode(loop, [...lost, ...lines].join("\n").slice(indent.length))
    .done();
}

function linesOf(view: View, { kept, end }: Step, indent: string): string[] {
  const move = (one: ts.Statement, to: string): string => to + movedText(view, rangeOf(view, one), to);
  if (end === undefined) return kept.map((one) => move(one, indent));
  const inner = `${indent}  `;
  return [
    `${indent}while (true) {`,
    `${inner}if (${textOf(view, end.expression)}) break;`,
    ...kept.map((one) => move(one, inner)),
    `${indent}}`,
  ];
}

/** Comments of the loop that do not go with a statement that is kept. */
function commentsOutside(view: View, loop: ts.Statement, kept: readonly ts.Statement[]): string[] {
  const all = commentsWithin(view, { start: startOf(view, loop), end: loop.end });
  for (const one of kept) {
    for (const comment of commentsWithin(view, rangeOf(view, one))) all.splice(all.indexOf(comment), 1);
  }
  return all;
}
