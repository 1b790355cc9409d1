import type ts from "typescript";
import type { Plan } from "../targets/plan";
import { applyEdits, type TextEdit } from "../text";
import type { TypeScript } from "../typescript";
import { docPlace } from "./doc-place";
import type { LostComments } from "./lost-comments";

/** What a class was called, and what the function in its place is. */
export interface Renaming {
  readonly from: string;
  readonly to: string;
}

/**
 * What a comment that goes along with a class says of it by its name: `{@link Pages}`, `{@link Pages.next}`, `@see Pages`,
 * `new Pages(…)`, and the import of an example. In prose the name stays, which may be no more than a word there.
 *
 * @returns the edits that say it of the function
 */
function renamedInComment(comment: string, { from, to }: Renaming): TextEdit[] {
  const name = from.replace(/\$/g, "\\$");
  const whole = `(?<![\\w$.#])${name}(?![\\w$])`;
  const members = `(?:[.#~](?:\\[[\\w$.]+\\]|[\\w$]+))*(?:\\(\\))?`;
  const patterns = [
    // A member of the class is none of the function.
    new RegExp(`(\\{@link(?:code|plain)?\\s+|@see\\s+)${whole}${members}`, "g"),
    new RegExp(`()\\bnew\\s+((?:[\\w$]+\\.)*)(?<![\\w$])${name}(?=\\s*[(<])`, "g"),
    new RegExp(`(\\bimport\\s*(?:[\\w$]+\\s*,\\s*)?\\{[^{}]*?)${whole}(?=[^{}]*\\}\\s*from\\b)`, "g"),
    new RegExp(`(\\b(?:const|let|var)\\s*\\{[^{}]*?)${whole}(?=[^{}]*\\}\\s*=\\s*require\\b)`, "g"),
  ];
  return patterns.flatMap((pattern) =>
    [...comment.matchAll(pattern)].map((match) => {
      const [text, head = "", path = ""] = match;
      return { start: match.index + head.length, end: match.index + text.length, newText: path + to };
    }),
  );
}

/** @returns how the comment above a class that becomes a function speaks of it by its new name */
export function renamedInDoc(
  ts: TypeScript,
  sourceFile: ts.SourceFile,
  { renames, replaced }: Plan,
  name: string,
): TextEdit[] {
  const { existing } = docPlace(ts, sourceFile, replaced.start) ?? {};
  if (!renames || renames.text === name || !existing) return [];
  const { pos, end } = existing;
  const found = renamedInComment(sourceFile.text.slice(pos, end), { from: renames.text, to: name });
  return found.map((edit) => ({ ...edit, start: pos + edit.start, end: pos + edit.end }));
}

/** The same of comments on its members. */
export function renamedInLost(lost: LostComments, { renames }: Plan, name: string): LostComments {
  if (!renames || renames.text === name) return lost;
  const one = (text: string): string =>
    applyEdits(text, renamedInComment(text, { from: renames.text, to: name }));
  const all = <T extends { readonly text: string }>(docs: readonly T[]): T[] =>
    docs.map((doc) => ({ ...doc, text: one(doc.text) }));
  return {
    above: lost.above.map(one),
    atOpen: lost.atOpen.map(one),
    top: lost.top.map(one),
    atLoop: lost.atLoop.map(one),
    variables: all(lost.variables),
    parameters: all(lost.parameters),
    atCleanup: lost.atCleanup.map(one),
    bottom: lost.bottom.map(one),
  };
}
