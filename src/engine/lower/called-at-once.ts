import type ts from "typescript";
import { calledAtOnce, type CalledAtOnce } from "../syntax/called-at-once";
import { hasModifier, isWithin, walkOwn } from "../syntax/nodes";
import { usesOfVariable } from "../syntax/variable-name";
import type { TypeScript } from "../typescript";
import { declaredIn, editDraft, replaceNode, textOf, type Draft } from "./draft";

/**
 * Puts the code of a function that is called at once, and whose outcome is returned, where it is called:
 * `return (async () => { await ready; return { value, done: false }; })();`
 *
 * @returns the same draft where there is none
 */
export function inlineCalledAtOnce(ts: TypeScript, draft: Draft): Draft {
  let found: { readonly statement: ts.ReturnStatement; readonly fn: CalledAtOnce["fn"] } | undefined;
  walkOwn(ts, draft.body, (node) => {
    if (found || !ts.isReturnStatement(node) || !node.expression) return !found;
    const called = calledAtOnce(ts, node.expression);
    if (called && canStandThere(ts, draft, node, called)) found = { statement: node, fn: called.fn };
    return !found;
  });
  if (!found) return draft;
  const { statement, fn } = found;
  const isListed = ts.isBlock(statement.parent) || ts.isCaseOrDefaultClause(statement.parent);
  const text = codeOf(ts, draft, fn);
  const needsBlock = !isListed || declaresWhatIsNamed(ts, draft, fn);
  const edit = replaceNode(draft, statement, needsBlock ? `{\n${text}\n}` : text);
  return inlineCalledAtOnce(ts, editDraft(ts, draft, [edit]));
}

/**
 * What is not awaited leaves a `try` before it has settled, so that its failure passes the handler by, and a `for…of`, which closes its
 * source meanwhile.
 */
function canStandThere(
  ts: TypeScript,
  draft: Draft,
  statement: ts.ReturnStatement,
  { fn, isAwaited }: CalledAtOnce,
): boolean {
  const isAsync = hasModifier(ts, fn, ts.SyntaxKind.AsyncKeyword);
  if (isAsync && draft.form.kind === "sync") return false;
  if (!isAsync || isAwaited) return true;
  for (let node: ts.Node = statement.parent; node !== draft.body; node = node.parent)
    if (ts.isTryStatement(node) || ts.isForOfStatement(node)) return false;
  return true;
}

function codeOf(ts: TypeScript, draft: Draft, { body }: CalledAtOnce["fn"]): string {
  return ts.isBlock(body) ? textOf(draft, body).slice(1, -1).trim() : `return ${textOf(draft, body)};`;
}

function declaresWhatIsNamed(ts: TypeScript, draft: Draft, fn: CalledAtOnce["fn"]): boolean {
  return [...declaredIn(ts, fn.body)].some((name) =>
    usesOfVariable(ts, draft.body, name).some((use) => !isWithin(use, fn)),
  );
}
