import type ts from "typescript";
import { classifyExit } from "../describe/exits";
import { say } from "../say";
import { canComplete } from "../syntax/completion";
import { isUndefined, walkOwn } from "../syntax/nodes";
import type { TextEdit } from "../text";
import type { TypeScript } from "../typescript";
import { isAgainCall } from "./again";
import { moveDecisionsBehindTry } from "./decision-behind-try";
import { editDraft, insertAt, NotUnderstood, textOf, type Draft } from "./draft";
import { loopClosed } from "./loops-in-try";
import { maximumTries, splitChoices } from "./try-choices";
import {
  type Typed,
  innermostTry,
  protectedBlocks,
  deliveriesIn,
  deliveriesOf,
  hasDelivery,
} from "./try-deliveries";
import { chooseHolder, assign, declarationOf } from "./try-holder";
import { hoistBehindLabel } from "./try-label";
import { tailifyBranch, closePaths, goesOnBehind } from "./try-tail";

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

/**
 * Tries forms without a label first.
 *
 * @throws NotUnderstood when none of them does
 */
function hoisted(ts: TypeScript, draft: Draft, found: Typed): Draft {
  if (ts.isLabeledStatement(found.statement.parent)) throw new NotUnderstood(say("a try block has a label"));
  const ways = [
    () => editDraft(ts, draft, hoist(ts, draft, found)),
    () => {
      const closed = withLoopsClosed(ts, withEndInside(ts, draft, found.statement), found.statement.pos);
      const statement = tryAt(ts, closed, found.statement.pos);
      return editDraft(
        ts,
        closed,
        hoist(ts, closed, { ...found, statement, deliveries: deliveriesOf(ts, statement) }),
      );
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

/** The statement that began there before edits inside or behind it. */
function tryAt(ts: TypeScript, draft: Draft, pos: number): ts.TryStatement {
  let found: ts.TryStatement | undefined;
  walkOwn(ts, draft.body, (node) => {
    if (ts.isTryStatement(node) && node.pos === pos) found = node;
  });
  if (!found) throw new NotUnderstood(say("a try statement stands in an unusual place"));
  return found;
}

function withLoopsClosed(ts: TypeScript, draft: Draft, pos: number): Draft {
  for (const block of protectedBlocks(ts, tryAt(ts, draft, pos))) {
    const edits = loopClosed(ts, draft, block, (one) => hasDelivery(ts, one));
    if (edits) return withLoopsClosed(ts, editDraft(ts, draft, edits), pos);
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
  for (const { statement: delivery, exit } of deliveries) {
    const leave = leaving.has(delivery) ? "break;" : undefined;
    edits.push(assign(ts, draft, { statement: delivery, exit, leave }, holder));
  }
  const { declared, deliver, initial } = declarationOf(ts, draft, holder, { deliveries, elementType });
  edits.push(...closePaths(ts, draft, statement, following), insertAt(statement.end, deliver));
  if (declared !== "") edits.push(insertAt(statement.getStart(draft.sourceFile), declared));
  return [...edits, ...initial];
}
