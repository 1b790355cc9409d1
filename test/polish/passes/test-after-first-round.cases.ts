import { testAfterFirstRound } from "../../../src/engine/polish/passes/test-after-first-round";
import { testPass } from "../cases";
import { withValues } from "../worlds";

testPass(testAfterFirstRound, [
  {
    name: "only the first round is not asked",
    before: `
      async function* generated(next: () => Promise<number>) {
        let started = false;
        let cursor = 0;
        while (true) {
          if (started && !cursor) return;
          started = true;
          cursor = await next();
          yield cursor;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        let cursor = 0;
        while (true) {
          cursor = await next();
          yield cursor;
          if (!cursor) return;
        }
      }`,
    worlds: [withValues(1, 2, 0)],
  },
  {
    name: "a continue would pass the test by",
    before: `
      async function* generated(next: () => Promise<number>) {
        let started = false;
        let cursor = 0;
        while (true) {
          if (started && !cursor) return;
          started = true;
          cursor = await next();
          if (cursor === 2) continue;
          yield cursor;
        }
      }`,
  },
]);
