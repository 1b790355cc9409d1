/**
 * @returns the one of the words that was probably meant: it differs in few letters; `undefined` when none
 *   comes near
 */
export function nearest(word: string, words: readonly string[]): string | undefined {
  const [best] = words
    .map((each) => ({ each, distance: distance(word.toLowerCase(), each) }))
    .sort((a, b) => a.distance - b.distance);
  return best && best.distance <= Math.max(2, word.length / 4) ? best.each : undefined;
}

/** How many letters have to be put in, taken out or replaced. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [index, letter] of Array.from(a).entries()) row = nextRow(row, letter, b, index + 1);
  return row.at(-1) ?? 0;
}

function nextRow(above: readonly number[], letter: string, b: string, first: number): number[] {
  const row = [first];
  for (const [index, other] of Array.from(b).entries()) {
    const replaced = (above[index] ?? 0) + (letter === other ? 0 : 1);
    const added = (row[index] ?? 0) + 1;
    const removed = (above[index + 1] ?? 0) + 1;
    row.push(Math.min(replaced, added, removed));
  }
  return row;
}
