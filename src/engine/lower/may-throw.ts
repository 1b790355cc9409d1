import type ts from "typescript";
import { isActingRead, mayFailUncalled } from "../syntax/property-reads";
import type { TypeScript } from "../typescript";
import { textOf, type Draft } from "./draft";

/** @returns whether this very node, and not what is below it, may fail or run code that is not to be seen here; to read a property may not */
export function mayThrow(ts: TypeScript, draft: Draft, node: ts.Node): boolean {
  if (ts.isCallExpression(node)) return draft.form.isQuietCall?.(textOf(draft, node)) !== true;
  return (
    isActingRead(ts, node, draft.form.acting) ||
    mayFailUncalled(ts, node, draft.form.acting) ||
    ts.isNewExpression(node) ||
    ts.isAwaitExpression(node) ||
    ts.isForOfStatement(node) ||
    ts.isTaggedTemplateExpression(node) ||
    ts.isSpreadElement(node) ||
    ts.isObjectBindingPattern(node) ||
    ts.isArrayBindingPattern(node)
  );
}
