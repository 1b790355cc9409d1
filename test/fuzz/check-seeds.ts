import { describe, expect, it } from "vitest";
import { checkPrograms, emptyTally, type Failure } from "./check";
import { programsOf } from "./program";

/** So many programs share one TypeScript program. */
const batch = 50;
/** Milliseconds; a busy machine takes its time. */
const patience = 600_000;
/** A longer run sets it: `FUZZ_PROGRAMS=2000`. */
const programs = Number(process.env.FUZZ_PROGRAMS ?? 300);

/** Declares the tests of iterators that are not async: fewer, since they take the same way through the engine. */
export function checkSyncSeeds(): void {
  describe("random iterators that are not async", () => {
    const tally = emptyTally();
    const seeds = Array.from({ length: Math.ceil(programs / batch / 4) }, (_, index) => index + 1);

    it.each(seeds)(
      "convert as they are judged (seed %i)",
      async (seed) => {
        const failures = await checkPrograms(programsOf(seed, batch, "sync"), tally);
        expect(failures.map(told)).toEqual([]);
      },
      patience,
    );

    it("are worth the look: most compile, and all verdicts occur", () => {
      expect(tally.unusable).toBeLessThan(tally.programs / 8);
      expect(tally.siteless).toBeLessThan(tally.programs / 8);
      expect(tally.safe).toBeGreaterThan(tally.programs / 3);
      expect(tally.review).toBeGreaterThan(tally.programs / 5);
      expect(tally.refused).toBeGreaterThan(tally.programs / 20);
    });
  });
}

/**
 * Declares the tests of one part of the seeds: a file each, so that they run at the same time.
 *
 * @param part - from 0
 */
export function checkSeeds(part: number, parts: number): void {
  const all = Array.from({ length: Math.ceil(programs / batch) }, (_, index) => index + 1);
  const seeds = all.filter((seed) => seed % parts === part);

  describe(`random iterators, part ${part + 1} of ${parts}`, () => {
    const tally = emptyTally();

    it.each(seeds)(
      "convert as they are judged (seed %i)",
      async (seed) => {
        const failures = await checkPrograms(programsOf(seed, batch), tally);
        expect(failures.map(told)).toEqual([]);
      },
      patience,
    );

    it("are worth the look: most compile, and all verdicts occur", () => {
      expect(tally.programs).toBe(batch * seeds.length);
      expect(tally.unusable).toBeLessThan(tally.programs / 8);
      expect(tally.siteless).toBeLessThan(tally.programs / 8);
      expect(tally.compared).toBeGreaterThan(tally.programs);
      expect(tally.safe).toBeGreaterThan(tally.programs / 3);
      expect(tally.review).toBeGreaterThan(tally.programs / 5);
      expect(tally.refused).toBeGreaterThan(tally.programs / 20);
    });
  });
}

function told({ program, kind, detail, after }: Failure): string {
  return `${program.name}: ${kind}\n${detail}\n\n${program.text}\n=== becomes\n${after}`;
}
