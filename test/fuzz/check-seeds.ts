import { describe, expect, it } from "vitest";
import type { IteratorKind } from "../../src/engine/kind";
import { checkPrograms, emptyTally, type Failure } from "./check";
import { programsOf } from "./program";

/** So many programs share one TypeScript program. */
const batch = 50;
/** Milliseconds; a busy machine takes its time. */
const patience = 600_000;
/** All programs of all files together. A longer run sets it: `FUZZ_PROGRAMS=20000`. */
const programs = Number(process.env.FUZZ_PROGRAMS ?? 2000);
/** Iterators that are not async are fewer, since they take the same way through the engine. */
const shares: Readonly<Record<IteratorKind, number>> = { async: 3 / 4, sync: 1 / 4 };

/**
 * Declares the tests of one part of the seeds: a file each, so that they run at the same time.
 *
 * @param kind - the protocol of the iterators
 * @param part - from 0
 */
export function checkSeeds(kind: IteratorKind, part = 0, parts = 1): void {
  const all = Array.from({ length: Math.ceil((programs * shares[kind]) / batch) }, (_, index) => index + 1);
  const seeds = all.filter((seed) => seed % parts === part);

  describe(`random ${kind} iterators, part ${part + 1} of ${parts}`, () => {
    const tally = emptyTally();
    const texts = new Set<string>();

    it.each(seeds)(
      "convert as they are judged (seed %i)",
      async (seed) => {
        const made = programsOf(seed, batch, kind);
        for (const { text } of made) texts.add(text);
        const failures = await checkPrograms(made, tally);
        expect(failures.map(told)).toEqual([]);
      },
      patience,
    );

    it("are worth the look: hardly one like another, most compile, and all verdicts occur", () => {
      expect(tally.programs).toBe(batch * seeds.length);
      expect(texts.size).toBeGreaterThan(tally.programs * 0.98);
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
