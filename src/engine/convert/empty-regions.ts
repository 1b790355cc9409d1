import type { Comment } from "../syntax/comments";

const marker = /^\/\/\s*#(end)?region\b/;

/**
 * What editors fold between `// #region` and `// #endregion`. Where both go, what was between them has gone or stands in other places.
 *
 * @param comments - all comments that go
 * @returns where the markers stand that have their other half among them
 */
export function emptyRegions(comments: readonly Comment[]): ReadonlySet<number> {
  const paired = new Set<number>();
  const open: number[] = [];
  for (const { text, start } of [...comments].sort((a, b) => a.start - b.start)) {
    const found = marker.exec(text);
    if (!found) continue;
    const begin = found[1] ? open.pop() : undefined;
    if (!found[1]) open.push(start);
    else if (begin !== undefined) paired.add(begin).add(start);
  }
  return paired;
}
