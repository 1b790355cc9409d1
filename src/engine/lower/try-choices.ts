import type ts from "typescript";
import { classifyExit } from "../describe/exits";
import { walkOwn } from "../syntax/nodes";
import type { TextEdit } from "../text";
import type { TypeScript } from "../typescript";
import { isAgainCall } from "./again";
import { editDraft, replaceNode, textOf, type Draft } from "./draft";

/** More protected deliveries than this in one function are not what a person wrote. */
export const maximumTries = 30;

/** `return done ? finish : deliver;` inside `try` becomes an `if`, so that each branch can be told apart. */
export function splitChoices(ts: TypeScript, draft: Draft): Draft {
  let current = draft;
  for (let count = 0; count < maximumTries; count++) {
    const edit = firstChoice(ts, current);
    if (!edit) return current;
    current = editDraft(ts, current, [edit]);
  }
  return current;
}

function firstChoice(ts: TypeScript, draft: Draft): TextEdit | undefined {
  let edit: TextEdit | undefined;
  walkOwn(ts, draft.body, (node) => {
    if (edit || !ts.isReturnStatement(node) || !node.expression || !ts.isBlock(node.parent)) return;
    const exit = classifyExit(ts, node.expression, isAgainCall);
    if (exit?.kind !== "choice" || !isInTry(ts, node, draft.body)) return;
    const { node: choice } = exit;
    const [whenTrue, whenFalse] = [choice.whenTrue, choice.whenFalse].map((branch) => textOf(draft, branch));
    const text = `if (${textOf(draft, choice.condition)}) {\nreturn ${whenTrue ?? ""};\n} else {\nreturn ${whenFalse ?? ""};\n}`;
    edit = replaceNode(draft, node, text);
  });
  return edit;
}

function isInTry(ts: TypeScript, node: ts.Node, root: ts.Node): boolean {
  for (let current = node; current !== root; current = current.parent) {
    if (ts.isTryStatement(current.parent) && current.parent.finallyBlock !== current) return true;
  }
  return false;
}
