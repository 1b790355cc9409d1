import type ts from "typescript";
import { statementsOf } from "../../syntax/nodes";
import { breaksOf, canListComplete, continuesOf, isNeededOutside } from "./control";
import type { Local } from "./loops";
import { negate } from "./negate";
import { asAssignment, contains, ownDescendants } from "./nodes";
import { followingNumber, type Machine, type State } from "./state-machine";
import { constantText } from "./values";
import { variableAt, type View } from "./view";

/** What is done in a state until the next one comes. */
export interface Step {
  readonly state: State;
  /** What of the state is kept, in order. */
  readonly kept: readonly ts.Statement[];
  /** What it does before that, for as long as a condition holds. */
  readonly work?: Work;
  /** The state is a loop: this `if` ends it. */
  readonly end?: ts.IfStatement;
  readonly next: string | undefined;
}

/** What a state does as long as a condition holds. */
export interface Work {
  /** What comes before the condition in each round. */
  readonly before: readonly ts.Statement[];
  /** The opposite of the condition, where it is needed because something comes before. */
  readonly until: string | undefined;
  readonly choice: ts.IfStatement;
  readonly kept: readonly ts.Statement[];
}

/** The states, in the order in which they come. */
export interface Path {
  readonly steps: readonly Step[];
  /** The index of the step that the last one leads back to. */
  readonly backTo: number | undefined;
}

/** @returns the way through the states; `undefined` where it depends on more than they say */
export function pathOf(view: View, machine: Machine, loop: ts.WhileStatement): Path | undefined {
  const { local, states, isCounted } = machine;
  const steps: Step[] = [];
  const seen: State[] = [];
  for (let label = machine.first; label !== undefined;) {
    const wanted = label;
    const state: State | undefined =
      states.find((one) => one.label === wanted) ?? states.find((one) => one.label === undefined);
    if (state === undefined) return undefined;
    if (seen.includes(state))
      return state.label === wanted ? { steps, backTo: seen.indexOf(state) } : undefined;
    const step = isCounted ? countedStep(view, state, machine, loop) : stepOf(view, state, local, loop);
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
    loopStep(view, state, local, loop) ??
    workStep(view, state, local, loop)
  );
}

/** The state goes round to the next number, or ends the generator; what falls into the next one would run that again. */
function countedStep(
  view: View,
  state: State,
  { local }: Machine,
  loop: ts.WhileStatement,
): Step | undefined {
  const end = lastStep(view, state, local, loop);
  const last = state.statements.at(-1);
  const next = followingNumber(state.label);
  if (end || !last || next === undefined) return end;
  const isPlain = isRound(view, last, loop) && jumpsIn(view, state.statements, loop) === 1;
  return isPlain ? { state, kept: state.statements.slice(0, -1), next } : undefined;
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

/** The state sets the next one and goes round, or on to it. */
function plainStep(view: View, state: State, local: Local, loop: ts.WhileStatement): Step | undefined {
  const { statements } = state;
  const last = statements.at(-1);
  const settings = statements.filter((one) => isSetting(view, one, local));
  const [setting, ...others] = settings;
  if (!setting || others.length > 0 || settingsIn(statements, local) !== 1) return undefined;
  const next = targetOf(view, setting);
  if (last === undefined || next === undefined) return undefined;
  const isRoundLast = isRound(view, last, loop);
  if (!isRoundLast && !state.isLast && !state.fallsInto(next)) return undefined;
  if (jumpsIn(view, statements, loop) !== (isRoundLast ? 1 : 0)) return undefined;
  const kept = statements.filter((one) => one !== setting && !(isRoundLast && one === last));
  return { state, kept, next };
}

/** `…; if (c) { …; continue; } …; state = n; continue;` */
function workStep(view: View, state: State, local: Local, loop: ts.WhileStatement): Step | undefined {
  const { ts } = view;
  const at = state.statements.findIndex((statement) => ts.isIfStatement(statement));
  const choice = state.statements[at];
  if (!choice || !ts.isIfStatement(choice) || choice.elseStatement) return undefined;
  const before = state.statements.slice(0, at);
  const work = statementsOf(ts, choice.thenStatement);
  const last = work.at(-1);
  if (!last || work.length < 2 || !isRound(view, last, loop)) return undefined;
  const round = [...before, ...work];
  if (settingsIn(round, local) > 0 || jumpsIn(view, round, loop) !== 1) return undefined;
  const behind = { ...state, statements: state.statements.slice(at + 1) };
  const step = lastStep(view, behind, local, loop) ?? plainStep(view, behind, local, loop);
  const until = before.length > 0 ? negate(view, choice.expression) : undefined;
  const isLoop = before.length === 0 || (until !== undefined && !isNeededOutside(view, [...before, choice]));
  return step && isLoop
    ? { ...step, state, work: { before, until, choice, kept: work.slice(0, -1) } }
    : undefined;
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
  return assignment && constantText(view, assignment.value);
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
