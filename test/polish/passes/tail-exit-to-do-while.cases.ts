import { tailExitToDoWhile } from "../../../src/engine/polish/passes/tail-exit-to-do-while";
import { testPass } from "../cases";
import { withValues } from "../worlds";

testPass(tailExitToDoWhile, [
  {
    name: "a test at the end",
    before: `
      async function* generated(next: () => Promise<number>) {
        let cursor = 0;
        while (true) {
          cursor = await next();
          yield cursor;
          // no more
          if (!cursor) return;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        let cursor = 0;
        do {
          cursor = await next();
          yield cursor;
          // no more
        } while (cursor);
      }`,
    worlds: [withValues(1, 2, 0)],
  },
  {
    name: "the test needs what only the body knows",
    before: `
      async function* generated(next: () => Promise<number>) {
        while (true) {
          const value = await next();
          yield value;
          if (!value) return;
        }
      }`,
  },
  {
    name: "a continue passes it by",
    before: `
      async function* generated(next: () => Promise<number>) {
        let value = 0;
        while (true) {
          value = await next();
          if (value === 1) continue;
          yield value;
          if (!value) return;
        }
      }`,
  },
]);
