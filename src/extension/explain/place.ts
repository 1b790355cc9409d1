/** A place in a text, as VS Code counts. */
export interface Place {
  readonly line: number;
  readonly character: number;
}

/** One change of a text, as VS Code tells of it. */
export interface TextChange {
  readonly range: { readonly start: Place; readonly end: Place };
  readonly text: string;
}

/**
 * Follows a place through changes of its text.
 *
 * @param changes - of one event; VS Code gives those that stand last in the text first
 * @returns where the place is then; `undefined` when the text around it was replaced
 */
export function placeAfter(place: Place | undefined, changes: readonly TextChange[]): Place | undefined {
  return changes.reduce(afterOne, place);
}

/** @returns whether the two are the same place */
export function isSamePlace(a: Place, b: Place): boolean {
  return a.line === b.line && a.character === b.character;
}

function afterOne(place: Place | undefined, { range: { start, end }, text }: TextChange): Place | undefined {
  if (!place) return undefined;
  if (isAtOrBefore(end, place)) return shifted(place, end, endOf(start, text));
  return isAtOrBefore(place, start) ? place : undefined;
}

/** What stood behind `from` stands behind `to`, and only what was in the same line moves within its line. */
function shifted(place: Place, from: Place, to: Place): Place {
  const line = place.line + to.line - from.line;
  if (place.line !== from.line) return { line, character: place.character };
  return { line, character: place.character + to.character - from.character };
}

function endOf(start: Place, text: string): Place {
  const lines = text.split(/\r\n|\r|\n/);
  const last = lines.at(-1) ?? "";
  const character = lines.length === 1 ? start.character + last.length : last.length;
  return { line: start.line + lines.length - 1, character };
}

function isAtOrBefore(a: Place, b: Place): boolean {
  return a.line < b.line || (a.line === b.line && a.character <= b.character);
}
