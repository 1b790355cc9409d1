import type ts from "typescript";
import type { Members } from "../detect/members";
import { readDoc } from "../syntax/doc-comment";
import type { TextEdit } from "../text";
import { isIteratorObject } from "../detect/owner";
import type { TypeScript } from "../typescript";
import { declarationOf } from "./class-declaration";

/**
 * @returns the edits that take out of the JSDoc of a class what a function cannot be: `@constructor`, `@class`, `@implements` and
 * `@extends`
 */
export function classTags(ts: TypeScript, { owner }: Members): TextEdit[] {
  if (isIteratorObject(ts, owner)) return [];
  return (
    ts
      .getJSDocTags(declarationOf(ts, owner))
      .filter((tag) => ts.isJSDocClassTag(tag) || ts.isJSDocImplementsTag(tag) || ts.isJSDocAugmentsTag(tag))
      .map((tag) => withoutTag(owner.getSourceFile().text, tag))
      // A comment that goes as a whole goes once.
      .filter((edit, index, edits) => edits.findIndex(({ start }) => start === edit.start) === index)
  );
}

/** @returns whether nothing is left of a comment without the tags that only a class can have */
export function saysOnlyClassTags(comment: string): boolean {
  const { description, tags } = readDoc(comment);
  const isOfClass = (lines: readonly string[]): boolean =>
    /^\s*@(?:class|constructor|implements|extends|augments)\b\s*(?:\{[^@]*\}\s*)?$/.test(lines.join("\n"));
  return description.length === 0 && tags.length > 0 && tags.every(isOfClass);
}

/** Its line, and a blank one before it where it was the last one; or the whole comment where there is nothing else in it. */
function withoutTag(text: string, { parent, pos }: ts.JSDocTag): TextEdit {
  const comment = text.slice(parent.pos, parent.end);
  if (saysOnlyClassTags(comment)) {
    const behind = /^\s*/.exec(text.slice(parent.end))?.[0].length ?? 0;
    return { start: parent.pos, end: parent.end + behind, newText: "" };
  }
  const before = text.slice(parent.pos, pos);
  const behind = text.slice(pos, parent.end);
  const isLast = /^[^\n]*\n\s*\*\/$/.test(behind);
  const head = (isLast ? /(?:\r?\n[ \t]*\*?[ \t]*)+$/ : /\r?\n[ \t]*\*?[ \t]*$/).exec(before);
  const line = /^[^\r\n]*?(?=\s*\*\/|\r?\n)/.exec(behind)?.[0].length ?? 0;
  return { start: pos - (head?.[0].length ?? 0), end: pos + line, newText: "" };
}
