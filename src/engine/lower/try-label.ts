import type ts from "typescript";
import { classifyExit } from "../describe/exits";
import { say } from "../say";
import { canComplete, canListComplete } from "../syntax/completion";
import { isWithin, some, walkOwn } from "../syntax/nodes";
import type { TextEdit } from "../text";
import type { TypeScript } from "../typescript";
import { isAgainCall } from "./again";
import { freeName, insertAt, namesIn, NotUnderstood, type Draft } from "./draft";
import type { Delivery, Found, Typed } from "./try-deliveries";
import { type Holder, chooseHolder, assign, declarationOf } from "./try-holder";

/**
 * `found: try { …; if (fits(row)) { value = row; break found; } …; return end; } catch …  return { value, done: false }`
 *
 * Who gets past the `try` without a value stays inside the labelled block.
 *
 * @throws NotUnderstood when what may run past that block is not the end of a loop's round
 */
export function hoistBehindLabel(
  ts: TypeScript,
  draft: Draft,
  { statement, deliveries, elementType }: Typed,
): TextEdit[] {
  const range = labelledRange(ts, statement);
  const holder = holderForRange(ts, draft, { range, statement, deliveries });
  const label = freeName("found", labelsIn(ts, draft.body));
  const edits = deliveries.map(({ statement: delivery, exit }) =>
    assign(ts, draft, { statement: delivery, exit, leave: `break ${label};` }, holder),
  );
  const isAlone = range.length === 1 && range[0] === statement && !canComplete(ts, statement);
  const last = holder.isResult ? undefined : plainDelivery(ts, range);
  if (last) edits.push(assign(ts, draft, { ...last, leave: undefined }, holder));
  const goesOn = canListComplete(ts, range) ? "\ncontinue;" : "";
  const [open, close] = isAlone ? ["", ""] : ["{\n", `${goesOn}\n}`];
  const { declared, deliver, initial } = declarationOf(ts, draft, holder, { deliveries, elementType });
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
  const isNamedBeside = (): boolean =>
    some(
      ts,
      draft.body,
      (node) => ts.isIdentifier(node) && node.text === holder.name && !isWithin(node, statement.tryBlock),
    );
  if (range[0] === statement && (!holder.declaration || !isNamedBeside())) return holder;
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
