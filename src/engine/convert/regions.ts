import type ts from "typescript";
import { blockText, editDraft, parseDraft } from "../lower/draft";
import { commentsIn, startsLine, type Comment } from "../syntax/comments";
import type { Span, TextEdit } from "../text";
import type { TypeScript } from "../typescript";

const marker = /^\/\/\s*#(end)?region\b/;

/** `// #region`, and the `// #endregion` that belongs to it. */
type Region = readonly [Comment, Comment];

/**
 * What editors fold between `// #region` and `// #endregion`. Where both go, what was between them has gone or stands in other places.
 *
 * @param comments - all comments that go
 * @returns where the markers stand that have their other half among them
 */
export function emptyRegions(comments: readonly Comment[]): ReadonlySet<number> {
  return new Set(regionsOf(comments).flatMap((region) => region.map(({ start }) => start)));
}

function regionsOf(comments: readonly Comment[]): Region[] {
  const regions: Region[] = [];
  const open: Comment[] = [];
  for (const comment of [...comments].sort((a, b) => a.start - b.start)) {
    const found = marker.exec(comment.text);
    if (!found) continue;
    const begin = found[1] ? open.pop() : undefined;
    if (!found[1]) open.push(comment);
    else if (begin) regions.push([begin, comment]);
  }
  return regions;
}

/** @returns a body without the markers that came along with a variable while their other half, or all that they held, did not */
export function withoutHalfRegions(ts: TypeScript, block: string): string {
  if (!block.includes("region")) return block;
  const draft = parseDraft(ts, block);
  const comments = commentsIn(ts, draft.sourceFile).filter(({ text }) => marker.test(text));
  const filled = new Set(
    regionsOf(comments)
      .filter(([begin, end]) => !isBlank(draft.text, { start: begin.end, end: end.start }, comments))
      .flatMap((region) => region.map(({ start }) => start)),
  );
  const edits = comments
    .filter(({ start }) => !filled.has(start))
    .map((comment) => lineOf(draft.text, comment));
  return edits.length > 0 ? blockText(editDraft(ts, draft, edits)) : block;
}

function lineOf(text: string, { start, end }: Comment): TextEdit {
  if (!startsLine(text, start)) return { start: text.slice(0, start).trimEnd().length, end, newText: "" };
  const from = text.lastIndexOf("\n", start - 1) + 1;
  return { start: from, end: text.indexOf("\n", end) + 1, newText: "" };
}

/**
 * Members go with what stands above them, which may be one of a region's two markers. The other one goes with it where nothing is left
 * between the two; otherwise it stays where it is.
 *
 * @param removed - the ranges that go, each a whole member
 * @returns the ranges to remove instead
 */
export function withWholeRegions(
  ts: TypeScript,
  sourceFile: ts.SourceFile,
  removed: readonly Span[],
): readonly Span[] {
  if (removed.length === 0 || !sourceFile.text.includes("region")) return removed;
  let spans = removed;
  for (const region of regionsOf(commentsIn(ts, sourceFile))) {
    const [gone, ...both] = region.filter((half) => spans.some((span) => isIn(span, half)));
    if (!gone || both.length > 0) continue;
    const [begin, end] = region;
    const isEmpty = isBlank(sourceFile.text, { start: begin.end, end: end.start }, spans);
    const other = gone === begin ? end : begin;
    spans = isEmpty
      ? [...spans, wholeLine(sourceFile.text, other)]
      : spans.flatMap((span) => (isIn(span, gone) ? around(sourceFile.text, span, gone) : [span]));
  }
  return spans;
}

function isIn({ start, end }: Span, inner: Span): boolean {
  return start <= inner.start && inner.end <= end;
}

/** What goes of a member without a marker that stands above it, where no more than other markers is above that. */
function around(text: string, span: Span, { start, end }: Span): readonly Span[] {
  const above = text.slice(span.start, start).trimEnd();
  const isOfMarkers = above.split("\n").every((line) => line.trim() === "" || marker.test(line.trim()));
  if (!isOfMarkers) return [span];
  const behind = { start: end, end: span.end };
  return above === "" ? [behind] : [{ start: span.start, end: span.start + above.length }, behind];
}

/** With the line break before it. */
function wholeLine(text: string, { start, end }: Span): Span {
  return { start: text.slice(0, start).trimEnd().length, end };
}

function isBlank(text: string, { start, end }: Span, gone: readonly Span[]): boolean {
  let at = start;
  for (const span of [...gone].sort((a, b) => a.start - b.start)) {
    if (span.end <= at || span.start >= end) continue;
    if (text.slice(at, Math.max(at, span.start)).trim() !== "") return false;
    at = span.end;
  }
  return text.slice(at, Math.max(at, end)).trim() === "";
}
