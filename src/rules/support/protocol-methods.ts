import type { Members } from "../../engine/detect/members";

/**
 * Some iterators are made for `for` and for `for await`: their `next()` cannot give promises.
 *
 * @returns whether the object with `next` also has `[Symbol.iterator]`
 */
export function servesSyncLoops({ others }: Members): boolean {
  return others.some((member) => /^\S*\s*\*?\s*\[\s*Symbol\.iterator\s*\]/.test(member.getText()));
}
