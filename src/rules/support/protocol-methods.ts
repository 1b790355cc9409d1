import type { Members } from "../../engine/detect/members";
import { protocols } from "../../engine/kind";

/**
 * Some iterators are made for `for` and for `for await`: their `next()` cannot give promises.
 *
 * @returns whether the object with `next` also has `[Symbol.iterator]`
 */
export function servesSyncLoops({ methods, fields }: Members): boolean {
  const { openKey } = protocols.sync;
  return methods.has(openKey) || fields.has(openKey);
}
