import type ts from "typescript";
import { applyEdits, type TextEdit } from "../text";
import type { TypeScript } from "../typescript";
import { textOf, type Draft } from "./draft";

/** Longer ones keep their line breaks. */
const width = 70;

/**
 * The text of what a promise chain starts with. Where it was broken over lines only for the chain behind it, as in
 * `sensor⏎.read()⏎.then(…)`, it comes onto one line.
 */
export function startText(ts: TypeScript, draft: Draft, expression: ts.Expression): string {
  const offset = expression.getStart(draft.sourceFile);
  const whole = textOf(draft, expression);
  const joined = applyEdits(
    whole,
    breaksBeforeDots(ts, draft, expression).map(({ start, end, newText }) => ({
      start: start - offset,
      end: end - offset,
      newText,
    })),
  );
  return joined.includes("\n") || joined.length > width ? whole : joined;
}

function breaksBeforeDots(ts: TypeScript, draft: Draft, expression: ts.Expression): TextEdit[] {
  const edits: TextEdit[] = [];
  let node = expression;
  while (ts.isCallExpression(node) || ts.isPropertyAccessExpression(node)) {
    const { expression: object } = node;
    const between = ts.isPropertyAccessExpression(node)
      ? { start: object.end, end: node.name.getStart(draft.sourceFile) }
      : undefined;
    const text = between ? draft.text.slice(between.start, between.end) : "";
    if (between && text.includes("\n") && /^\s*\??\.\s*$/.test(text))
      edits.push({ ...between, newText: text.trim() });
    node = object;
  }
  return edits.reverse();
}
