import { settledTestToJump } from "../../../src/engine/polish/passes/settled-test-to-jump";
import { testPass } from "../cases";
import { withValues } from "../worlds";

testPass(settledTestToJump, [
  {
    name: "asked the other way round behind what leaves",
    before: `
      async function* generated(next: () => Promise<number | null>) {
        while (true) {
          const row = await next();
          if (row) {
            yield row;
            continue;
          }
          if (!row) return;
          yield;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number | null>) {
        while (true) {
          const row = await next();
          if (row) {
            yield row;
            continue;
          }
          return;
        }
      }`,
    worlds: [withValues(1, 2, null)],
  },
  {
    name: "what an author has put behind it",
    before: `
      async function* generated(next: () => Promise<number | null>) {
        while (true) {
          const row = await next();
          if (row) {
            yield row;
            continue;
          }
          if (!row) return;
          throw new Error("never");
        }
      }`,
    worlds: [withValues(1, null)],
  },
  {
    name: "another question",
    before: `
      async function* generated(next: () => Promise<number | null>, more: () => Promise<number | null>) {
        while (true) {
          const row = await next();
          const other = await more();
          if (row) {
            yield row;
            continue;
          }
          if (!other) return;
          yield;
        }
      }`,
  },
  {
    name: "a branch that goes on",
    before: `
      async function* generated(next: () => Promise<number | null>) {
        while (true) {
          const row = await next();
          if (row) {
            yield row;
          }
          if (!row) return;
          yield;
        }
      }`,
    worlds: [withValues(1, null)],
  },
]);
