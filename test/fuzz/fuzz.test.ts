import { describe, expect, it } from "vitest";
import { checkPrograms, type Failure, type Tally } from "./check";
import { writeProgram } from "./program";

/** So many programs share one TypeScript program. */
const batch = 50;
const batches = [1, 2, 3, 4, 5, 6];

describe("random iterators", () => {
  const tally: Tally = { programs: 0, unusable: 0, safe: 0, review: 0, refused: 0 };

  it.each(batches)("convert as they are judged (batch %i)", async (number) => {
    const firstSeed = (number - 1) * batch + 1;
    const programs = Array.from({ length: batch }, (_, index) => writeProgram(firstSeed + index));
    const failures = await checkPrograms(programs, tally);
    expect(failures.map(told)).toEqual([]);
  });

  it("are worth the look: most compile, and all verdicts occur", () => {
    expect(tally.programs).toBe(batch * batches.length);
    expect(tally.unusable).toBeLessThan(tally.programs / 4);
    expect(tally.safe).toBeGreaterThan(tally.programs / 3);
    expect(tally.review).toBeGreaterThan(tally.programs / 5);
    expect(tally.refused).toBeGreaterThan(tally.programs / 20);
  });
});

function told({ seed, kind, detail, before, after }: Failure): string {
  return `seed ${seed}: ${kind}\n${detail}\n\n${before}\n=== becomes\n${after}`;
}
