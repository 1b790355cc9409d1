import type ts from "typescript";
import { namesIn, parseDraft } from "../lower/draft";
import { startWithComments } from "../lower/pieces";
import { someOwn } from "../syntax/nodes";
import { isOfProtocolOnly } from "../syntax/protocol-comments";
import { applyEdits } from "../text";
import type { TypeScript } from "../typescript";
import type { LostComments } from "./lost-comments";
import { withCleanupDocs, withVariableDocs, type VariableDoc } from "./variable-docs";

/** @returns the block with the comments in their places */
export function withLostComments(ts: TypeScript, block: string, lost: LostComments): string {
  const documented = withVariableDocs(ts, block, lost.variables);
  // JSDoc of a variable that is gone goes with it; a plain comment may say more.
  const plain = documented.rest.filter(({ text }) => !text.startsWith("/**"));
  const said = plain.filter((doc) => !saysWhatIsGone(ts, block, doc, plain)).map(({ text }) => text);
  const cleaned = withCleanupDocs(ts, documented.block, lost.atCleanup);
  const homeless = cleaned ? [] : lost.atCleanup.filter((text) => !text.startsWith("/**"));
  return withPlainComments(ts, cleaned ?? documented.block, {
    ...lost,
    top: [...lost.top, ...homeless],
    atLoop: [...said, ...lost.atLoop],
  });
}

/** "Where we are.", above a position that nothing keeps any more; "set by return()", behind a flag. */
function saysWhatIsGone(
  ts: TypeScript,
  block: string,
  { names, isBehind }: VariableDoc,
  all: readonly VariableDoc[],
): boolean {
  const together = all.filter((one) => one.isBehind === isBehind && one.names.join() === names.join());
  const { body } = parseDraft(ts, block);
  return isOfProtocolOnly(together.map(({ text }) => text).join("\n"), "gone", [
    ...names,
    ...namesIn(ts, body),
  ]);
}

function withPlainComments(
  ts: TypeScript,
  block: string,
  { atOpen, top, atLoop, bottom }: LostComments,
): string {
  const end = block.trimEnd().slice(0, -1).trimEnd();
  const whole = bottom.length > 0 ? `${end}\n${bottom.join("\n")}\n}` : block;
  const located = atLoop.length > 0 ? aboveLoop(ts, whole, atLoop) : whole;
  const first = located === undefined ? [...top, ...atLoop] : top;
  const rest = located ?? whole;
  const [behindBrace, ...others] = atOpen;
  const opening = behindBrace === undefined ? "{" : `{ ${behindBrace}`;
  const lines = [opening, ...others, ...first];
  return atOpen.length + first.length === 0 ? rest : `${lines.join("\n")}\n${rest.slice(1).trimStart()}`;
}

const prefix = "async function* generated() ";

function aboveLoop(ts: TypeScript, block: string, comments: readonly string[]): string | undefined {
  const text = prefix + block;
  const sourceFile = ts.createSourceFile("loop.ts", text, ts.ScriptTarget.Latest, true);
  const [fn] = sourceFile.statements;
  if (!fn || !ts.isFunctionDeclaration(fn) || !fn.body) return undefined;
  const place = yielding(ts, fn.body);
  if (!place) return undefined;
  const start = ownStart(ts, text, place.statement);
  const lead = place.isFirst ? "\n" : "\n\n";
  const before = /\s*$/.exec(text.slice(0, start))?.[0].length ?? 0;
  const newText = `${lead}${comments.join("\n")}\n`;
  return applyEdits(text, [{ start: start - before, end: start, newText }]).slice(prefix.length);
}

/** Where a statement begins with the comments above it, but for those that a blank line divides from it. */
function ownStart(ts: TypeScript, text: string, statement: ts.Statement): number {
  const start = startWithComments(ts, statement);
  const above = text.slice(start, statement.getStart());
  const blank = [...above.matchAll(/\n[ \t]*\n[ \t]*/g)].at(-1);
  return blank ? start + blank.index + blank[0].length : start;
}

/** The first statement that yields; what stands in `try` is looked at for itself. */
function yielding(
  ts: TypeScript,
  block: ts.Block,
): { statement: ts.Statement; isFirst: boolean } | undefined {
  const statement = block.statements.find((one) => someOwn(ts, one, (node) => ts.isYieldExpression(node)));
  if (!statement) return undefined;
  const inner = ts.isTryStatement(statement) ? yielding(ts, statement.tryBlock) : undefined;
  return inner ?? { statement, isFirst: statement === block.statements[0] };
}
