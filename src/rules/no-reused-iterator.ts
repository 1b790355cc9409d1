import type ts from "typescript";
import { detect } from "../engine/detect";
import type { Site } from "../engine/detect/site";
import { staysDone } from "../engine/judge/stability";
import { accessKind, ancestor, isWithin, some, someOwn, unwrap } from "../engine/syntax/nodes";
import { defineRule, type Report, type RuleContext } from "./rule";
import { callsAsyncGenerator, isInAsyncGenerator } from "./support/generator-call";
import { mentionsAsyncGenerator, mentionsForAwait } from "./support/mentions";
import { isRunAgain, leadsTo } from "./support/order";

type Message = "again" | "rounds";

export const noReusedIterator = defineRule<Message>({
  id: "no-reused-iterator",
  code: 990_019,
  defaultSeverity: "warning",
  recommended: false,
  fixes: [],
  description: "Disallow to go through the same iterator twice",
  why: `An async generator object is gone through once, and leaving its loop early finishes it too. The second loop over it
gets nothing: it does not fail, it just does not run.`,
  messages: {
    again: "'{{name}}' can be gone through once, and a loop before has done so: nothing comes here",
    rounds:
      "'{{name}}' can be gone through once: nothing comes here from the second round of the loop around on",
  },
  mentions: [mentionsForAwait, mentionsAsyncGenerator, { word: "sync", test: /fromAsync/ }],
  check: (context) =>
    [...drawsByVariable(context)].flatMap(([variable, draws]) => reportsOn(context, variable, draws)),
});

/** Something that goes through what a variable holds, until its end. */
interface Draw {
  readonly name: ts.Identifier;
  /** The loop, or the statement that holds the expression. */
  readonly statement: ts.Statement;
}

type Variable = ts.VariableDeclaration | ts.ParameterDeclaration;

function drawsByVariable(context: RuleContext): Map<Variable, Draw[]> {
  const { ts, facts } = context;
  const byVariable = new Map<Variable, Draw[]>();
  for (const draw of drawsIn(context)) {
    const declaration = facts.declarationOf(draw.name);
    if (!declaration || !(ts.isVariableDeclaration(declaration) || ts.isParameter(declaration))) continue;
    byVariable.set(declaration, [...(byVariable.get(declaration) ?? []), draw]);
  }
  return byVariable;
}

/** `for await (… of name)`, `yield* name`, `Array.fromAsync(name)` */
function drawsIn(context: RuleContext): Draw[] {
  const { ts } = context;
  const drawn = [
    ...context.nodes(ts.isForOfStatement).flatMap((loop) => (loop.awaitModifier ? [loop.expression] : [])),
    ...context
      .nodes(ts.isYieldExpression)
      .flatMap((node) =>
        node.asteriskToken && node.expression && isInAsyncGenerator(context, node) ? [node.expression] : [],
      ),
    ...context
      .nodes(ts.isCallExpression)
      .flatMap((call) => (call.expression.getText() === "Array.fromAsync" ? call.arguments.slice(0, 1) : [])),
  ];
  return drawn
    .flatMap((expression): Draw[] => {
      const name = unwrap(ts, expression);
      const statement = ancestor(name, ts.isStatement.bind(ts));
      return ts.isIdentifier(name) && statement ? [{ name, statement }] : [];
    })
    .sort((a, b) => a.name.pos - b.name.pos);
}

function reportsOn(context: RuleContext, variable: Variable, draws: readonly Draw[]): Report<Message>[] {
  const { ts } = context;
  const reported: Report<Message>[] = [];
  for (const [index, draw] of draws.entries()) {
    const { name, statement } = draw;
    const isUsedUp = (earlier: Draw): boolean =>
      leadsTo(ts, earlier.statement, statement) && usesUp(context, variable, earlier, statement);
    if (draws.slice(0, index).some(isUsedUp)) {
      reported.push({ message: "again", data: { name: name.text }, at: name });
    } else if (isRunAgain(ts, statement, variable) && usesUp(context, variable, draw, statement)) {
      reported.push({ message: "rounds", data: { name: name.text }, at: name });
    }
  }
  return reported;
}

/** @returns whether nothing can come at the later place because the earlier one has gone through it */
function usesUp(context: RuleContext, variable: Variable, earlier: Draw, later: ts.Statement): boolean {
  const { ts } = context;
  if (isWrittenTo(context, variable)) return false;
  const initializer = ts.isVariableDeclaration(variable) ? variable.initializer : undefined;
  if (initializer && callsAsyncGenerator(context, initializer)) return true;
  // Leaving the loop closes a generator, but perhaps not what somebody has written by hand.
  if (mayBeLeft(ts, earlier.statement, later)) return false;
  if (context.facts.isSelfIterator?.(earlier.name) === true) return true;
  const isUntouched = !isUsedBetween(ts, earlier, later);
  return isUntouched && initializer !== undefined && isFinishedForEver(context, initializer);
}

function isWrittenTo({ ts, facts }: RuleContext, variable: Variable): boolean {
  const { name } = variable;
  if (!ts.isIdentifier(name)) return true;
  const isConst = (ts.getCombinedNodeFlags(variable) & ts.NodeFlags.Const) !== 0;
  return (
    !isConst &&
    some(
      ts,
      ancestor(variable, isScope(ts)) ?? variable.getSourceFile(),
      (node) =>
        ts.isIdentifier(node) &&
        node.text === name.text &&
        node !== name &&
        accessKind(ts, node) !== "read" &&
        facts.declarationOf(node) === variable,
    )
  );
}

function isScope(ts: RuleContext["ts"]): (node: ts.Node) => node is ts.SignatureDeclaration {
  return (node): node is ts.SignatureDeclaration => ts.isFunctionLike(node);
}

/** By a `break`, a jump to a label outside, or an error that is caught before the later place is reached. */
function mayBeLeft(ts: RuleContext["ts"], loop: ts.Statement, later: ts.Statement): boolean {
  if (!ts.isForOfStatement(loop)) return false;
  const jumps = someOwn(
    ts,
    loop.statement,
    (node) => ts.isBreakStatement(node) && targetOf(ts, node) === loop,
  );
  const isLabelled = someOwn(
    ts,
    loop.statement,
    (node) => ts.isBreakOrContinueStatement(node) && node.label !== undefined,
  );
  const handler = ancestor(loop, ts.isTryStatement.bind(ts));
  const isCaught = handler?.catchClause !== undefined && (later === loop || !isWithin(later, handler));
  return jumps || isLabelled || isCaught;
}

function targetOf(ts: RuleContext["ts"], jump: ts.BreakStatement): ts.Node | undefined {
  return ancestor(
    jump,
    (node): node is ts.Statement => ts.isIterationStatement(node, false) || ts.isSwitchStatement(node),
  );
}

function isUsedBetween(ts: RuleContext["ts"], { name, statement }: Draw, later: ts.Statement): boolean {
  const scope = ancestor(later, isScope(ts)) ?? later.getSourceFile();
  return some(
    ts,
    scope,
    (node) =>
      ts.isIdentifier(node) &&
      node.text === name.text &&
      node !== name &&
      node.pos >= statement.pos &&
      node.end <= later.end &&
      ts.isPropertyAccessExpression(node.parent),
  );
}

/** `new Countdown(3)`, of a class that is its own iterator and goes on saying done once it has said so. */
function isFinishedForEver(context: RuleContext, initializer: ts.Expression): boolean {
  const { ts, facts } = context;
  const made = unwrap(ts, initializer);
  if (!(ts.isNewExpression(made) || ts.isCallExpression(made)) || !ts.isIdentifier(made.expression))
    return false;
  const maker = facts.declarationOf(made.expression);
  if (!maker) return false;
  return sitesBeside(context, maker).some(({ node, factory, iterable, iterator, returnsItself, reopens }) => {
    const next = iterator?.methods.get("next");
    const isMaker = node === maker || factory?.fn === maker;
    return (
      isMaker &&
      iterable !== undefined &&
      returnsItself &&
      !reopens &&
      next !== undefined &&
      staysDone(ts, { next, returns: iterator?.methods.get("return"), facts })
    );
  });
}

/** The iterators of the file that a declaration stands in. */
function sitesBeside({ ts, sourceFile, iterators }: RuleContext, declaration: ts.Node): readonly Site[] {
  const file = declaration.getSourceFile();
  return file === sourceFile ? iterators.map(({ model }) => model.site) : detect(ts, file, ["async"]);
}
