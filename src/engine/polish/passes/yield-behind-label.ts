import type ts from "typescript";
import { freeName } from "../../syntax/other-names";
import { canComplete, settingBreaks, wouldCollide, type SettingBreak } from "../support/control";
import { Edits } from "../support/edits";
import { ownLet, writesOf, type Local } from "../support/loops";
import { isEndless, isLoop, ownDescendants, yieldedBy, type EndlessLoop } from "../support/nodes";
import { definePass, startOf, textOf, variableAt, type View } from "../support/view";

/**
 * `while (true) { let value; found: { …; value = row; break found; … return; } yield value; }` → `while (true) { …; yield row; continue; … return; }`
 *
 * Condition: the value is a `let` without an initial value that no closure knows, set right before each `break` of the labelled block and
 * asked for by the `yield` behind it alone; nothing else gets behind the block. No `try` stands around a `break`: its handler would see
 * what the consumer does.
 */
export const yieldBehindLabel = definePass("yield-behind-label", (view) => {
  for (const outer of ownDescendants(view.ts, view.fn)) {
    const parts = isEndless(view.ts, outer) ? partsOf(view, outer) : undefined;
    const endings = parts && endingsOf(view, parts);
    if (!parts || !endings) continue;
    const { loop, labelled, block, given, local } = parts;
    const edits = new Edits(view).remove(local.statement).remove(given);
    edits.unwrap(startOf(view, labelled), block, labelled.end);
    const label = endings.some(({ isInLoop }) => isInLoop) ? labelOf(view, loop) : undefined;
    if (label?.isNew) edits.insert(startOf(view, loop), `${label.name}: `);
    for (const { set, leave, isInLoop } of endings) {
      edits.replaceNode(set.statement, `yield ${textOf(view, set.value)};`);
      edits.replaceNode(leave, isInLoop && label ? `continue ${label.name};` : "continue;");
    }
    return edits.done();
  }
  return undefined;
});

interface Parts {
  readonly loop: EndlessLoop;
  readonly local: Local;
  readonly labelled: ts.LabeledStatement;
  readonly block: ts.Block;
  readonly given: ts.Statement;
}

function partsOf(view: View, loop: EndlessLoop): Parts | undefined {
  const { ts } = view;
  if (!ts.isBlock(loop.statement)) return undefined;
  const [declared, labelled, given] = loop.statement.statements.slice(-3);
  if (!declared || !labelled || !given || !ts.isLabeledStatement(labelled)) return undefined;
  const { statement: block } = labelled;
  if (!ts.isBlock(block) || canComplete(ts, block) || wouldCollide(view, block.statements)) return undefined;
  const local = ownLet(view, variableAt(view, yieldedBy(ts, given)));
  if (local?.statement !== declared || local.declaration.initializer) return undefined;
  return { loop, local, labelled, block, given };
}

interface Ending extends SettingBreak {
  readonly isInLoop: boolean;
}

/** Each `value = row; break found;` of the block; `undefined` where one leaves it otherwise. */
function endingsOf(view: View, { block, local: { variable } }: Parts): Ending[] | undefined {
  const { ts } = view;
  const endings = settingBreaks(ts, block);
  if (!endings?.every(({ set }) => variableAt(view, set.target) === variable)) return undefined;
  const isAlone = writesOf(variable).length === endings.length && variable.uses.length === endings.length + 1;
  return isAlone
    ? endings.map((ending) => ({ ...ending, isInLoop: isInLoop(ts, ending.leave, block) }))
    : undefined;
}

function isInLoop(ts: View["ts"], node: ts.Node, root: ts.Node): boolean {
  for (let outer = node.parent; outer !== root; outer = outer.parent) if (isLoop(ts, outer)) return true;
  return false;
}

/** The label of the loop, or a name for one. */
function labelOf({ ts, fn }: View, loop: EndlessLoop): { name: string; isNew: boolean } {
  if (ts.isLabeledStatement(loop.parent)) return { name: loop.parent.label.text, isNew: false };
  const taken = new Set(
    ownDescendants(ts, fn).flatMap((node) => (ts.isLabeledStatement(node) ? [node.label.text] : [])),
  );
  return { name: freeName("outer", taken), isNew: true };
}
