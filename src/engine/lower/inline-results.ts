import type ts from "typescript";
import { keepsType, resultText, type ResultHelper } from "../syntax/result-helpers";
import type { ResultsInScope } from "../describe/results-in-scope";
import { walk } from "../syntax/nodes";
import type { TextEdit } from "../text";
import type { TypeScript } from "../typescript";
import { editDraft, replaceNode, textOf, type Draft } from "./draft";
import { isPure } from "./effects";

/**
 * Puts results in place of calls that make them, where they are given: `return item(row);` → `return { value: row, done: false };`
 *
 * @param helpers - those that the code around knows
 * @param isEndAlone - of the results only what else they do counts, and not what they are
 */
export function inlineResults(
  ts: TypeScript,
  draft: Draft,
  helpers: ResultsInScope,
  isEndAlone = false,
): Draft {
  if (helpers.size === 0) return draft;
  const edits: TextEdit[] = [];
  walk(ts, draft.body, (node) => {
    const edit = inlined(ts, draft, node, helpers, isEndAlone);
    if (edit) edits.push(edit);
    return edit === undefined;
  });
  return editDraft(ts, draft, edits);
}

function inlined(
  ts: TypeScript,
  draft: Draft,
  node: ts.Node,
  helpers: ResultsInScope,
  isEndAlone: boolean,
): TextEdit | undefined {
  const call = ts.isCallExpression(node) ? node : undefined;
  const name = call ? call.expression : node;
  const first = call && ts.isPropertyAccessExpression(name) ? name.expression : name;
  if (!ts.isIdentifier(first) || (!call && isCallee(ts, first))) return undefined;
  const helper = helpers.get(textOf(draft, name));
  if (!helper || (helper.isConstant ?? false) !== (call === undefined)) return undefined;
  if (helper.isAsync && draft.form.kind === "sync") return undefined;
  const outer = ts.isAwaitExpression(node.parent) ? node.parent : node;
  if (!isGiven(ts, outer) || isDeclaredIn(ts, draft, first.text)) return undefined;
  const given = [...(call?.arguments ?? [])];
  if (!isEndAlone && !keepsType(ts, helper, given)) return undefined;
  if (!keepsOrder(ts, helper, given, draft.form.acting) || /\/[/*]/.test(textOf(draft, node)))
    return undefined;
  const text = resultText(
    helper,
    given.map((argument) => textOf(draft, argument)),
  );
  return replaceNode(draft, outer, ts.isArrowFunction(outer.parent) ? `(${text})` : text);
}

function isCallee(ts: TypeScript, name: ts.Identifier): boolean {
  return ts.isCallExpression(name.parent) && name.parent.expression === name;
}

/** What a function returns or a promise is resolved with, or one branch of it. */
function isGiven(ts: TypeScript, node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isReturnStatement(parent)) return true;
  if (ts.isArrowFunction(parent)) return parent.body === node;
  if (ts.isConditionalExpression(parent)) return parent.condition !== node && isGiven(ts, parent);
  if (ts.isParenthesizedExpression(parent) || ts.isAsExpression(parent)) return isGiven(ts, parent);
  if (!ts.isCallExpression(parent) || parent.arguments[0] !== node) return false;
  return /^(?:Promise\.)?resolve$/.test(parent.expression.getText());
}

/** A variable of that name further in means something else. */
function isDeclaredIn(ts: TypeScript, draft: Draft, name: string): boolean {
  let isDeclared = false;
  walk(ts, draft.body, (node) => {
    const declares =
      ts.isVariableDeclaration(node) ||
      ts.isBindingElement(node) ||
      ts.isParameter(node) ||
      ts.isFunctionDeclaration(node) ||
      ts.isClassDeclaration(node);
    isDeclared ||=
      declares && node.name !== undefined && ts.isIdentifier(node.name) && node.name.text === name;
  });
  return isDeclared;
}

/** Arguments are worked out in their order, also those that do not become part of the result. */
function keepsOrder(
  ts: TypeScript,
  { parts }: ResultHelper,
  given: readonly ts.Expression[],
  acting: ReadonlySet<string> | undefined,
): boolean {
  if (given.some((argument) => ts.isSpreadElement(argument))) return false;
  const used = new Set(parts.flatMap(({ parameter }) => parameter ?? []));
  const effects = given.filter((argument) => !isPure(ts, argument, acting));
  return effects.length <= 1 && effects.every((argument) => used.has(given.indexOf(argument)));
}
