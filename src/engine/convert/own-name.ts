import { blockText, editDraft, parseDraft, replaceNode } from "../lower/draft";
import { usesOfVariable } from "../syntax/variable-name";
import type { TypeScript } from "../typescript";

/**
 * @param block - a body in which the generator calls itself
 * @param from - what it calls itself there
 * @returns the body with the name that the generator will have
 */
export function withOwnName(ts: TypeScript, block: string, from: string, name: string): string {
  const draft = parseDraft(ts, block);
  const calls = usesOfVariable(ts, draft.body, from);
  return blockText(
    editDraft(
      ts,
      draft,
      calls.map((call) => replaceNode(draft, call, name)),
    ),
  );
}
