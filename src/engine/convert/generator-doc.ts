import type ts from "typescript";
import { readDoc, tagName, writeDoc } from "../syntax/doc-comment";
import { mergeJsDoc } from "../syntax/jsdoc";
import { openingDoc } from "../syntax/member-docs";
import { saysOnlyClassTags } from "../targets/class-tags";
import type { Plan } from "../targets/plan";
import { applyEdits, type TextEdit } from "../text";
import type { TypeScript } from "../typescript";
import { docPlace } from "./doc-place";
import type { LostComments } from "./lost-comments";
import type { VariableDoc } from "./variable-docs";

/** Comments above the generator: as text, or as edits of what stands there. */
export interface Documented {
  readonly text: string;
  readonly edits: readonly TextEdit[];
}

/** Puts comments above the generator; with a JSDoc comment that stands there already, they become one. */
export function documented(
  ts: TypeScript,
  sourceFile: ts.SourceFile,
  { replaced, openedClass }: Plan,
  lost: Pick<LostComments, "above" | "parameters">,
  newLine: string,
): Documented {
  const place = docPlace(ts, sourceFile, replaced.start);
  const { text } = sourceFile;
  const written = place?.existing && text.slice(place.existing.pos, place.existing.end);
  const comments = [
    ...parameterDocs(lost.parameters, [written ?? "", ...lost.above].join("\n")),
    ...lost.above,
  ];
  if (!place?.existing || written === undefined) return { text: above(comments), edits: [] };
  const { pos, end } = place.existing;
  const indentation = /[ \t]*$/.exec(text.slice(0, pos))?.[0] ?? "";
  const indented = (comment: string): string => comment.trimEnd().replace(/\n/g, newLine + indentation);
  // As an edit of its own it would stand in what goes with a class: one comment takes the place of the other.
  if (!place.isMember && comments.length > 0 && saysOnlyClassTags(written))
    return { text: "", edits: [{ start: pos, end, newText: indented(above(comments)) }] };
  const left = place.isMember ? openingDoc(written, openedClass) : written;
  if (left === written)
    return {
      text: "",
      edits: comments.length > 0 ? mergeJsDoc(text, place.existing, comments, newLine) : [],
    };
  const all = left === undefined ? comments : [left, ...comments];
  if (all.length === 0) return { text: "", edits: [{ start: pos, end: replaced.start, newText: "" }] };
  return { text: "", edits: [{ start: pos, end, newText: indented(above(all)) }] };
}

/**
 * What the descriptions of fields say of the parameters that took their places, and in JavaScript their types, unless something is said
 * of those.
 *
 * @param others - the other comments
 */
function parameterDocs(docs: readonly VariableDoc[], others: string): string[] {
  return docs.flatMap((doc) => {
    const [name = ""] = doc.names;
    const isTold = new RegExp(`@param\\s+(?:\\{[^@]*\\}\\s+)?\\[?${name}\\b`).test(others);
    const [first, ...rest] = readDoc(doc.text).description;
    const type = typeOf(doc);
    if ((first === undefined && type === undefined) || isTold) return [];
    const isOptional =
      type !== undefined && (doc.typed?.initializer !== undefined || /\bundefined\b/.test(type));
    const named = `${type === undefined ? "" : `{${type}} `}${isOptional ? `[${name}]` : name}`;
    const line = first === undefined ? `@param ${named}` : `@param ${named} - ${first}`;
    return writeDoc({ description: [], tags: [[line, ...rest]] }) ?? [];
  });
}

/** @returns `T[]` of `@type {T[]}`, where that holds for a parameter as well */
function typeOf({ text, typed }: VariableDoc): string | undefined {
  if (!typed || typed.dotDotDotToken) return undefined;
  const tag = readDoc(text).tags.find((lines) => tagName(lines) === "type");
  if (tag?.length !== 1) return undefined;
  const type = /^@type\s*\{(.*)\}$/.exec(tag.join("").trim())?.[1]?.trim();
  return type === "" ? undefined : type;
}

function above([first, ...more]: readonly string[]): string {
  if (first === undefined) return "";
  const range = { pos: 0, end: first.length };
  return `${more.length > 0 ? applyEdits(first, mergeJsDoc(first, range, more, "\n")) : first}\n`;
}
