import { endlessFor } from "../../../src/engine/polish/passes/endless-for";
import { testPass } from "../cases";
import { withValues } from "../worlds";

testPass(endlessFor, [
  {
    name: "for without a head",
    before: `
      async function* generated(next: () => Promise<number>) {
        for (;;) {
          yield await next();
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        while (true) {
          yield await next();
        }
      }`,
    worlds: [withValues(1, 2)],
  },
  {
    name: "a test behind that never fails",
    before: `
      async function* generated(next: () => Promise<number>) {
        do {
          const value = await next();
          if (value === 2) continue;
          yield value;
        } while (true);
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        while (true) {
          const value = await next();
          if (value === 2) continue;
          yield value;
        }
      }`,
    worlds: [withValues(1, 2, 3)],
  },
  {
    name: "a test behind that may fail",
    before: `
      async function* generated(next: () => Promise<number>) {
        let value = 0;
        do {
          value = await next();
          yield value;
        } while (value < 2);
      }`,
  },
  {
    name: "a step in the head",
    before: `
      async function* generated(next: () => Promise<number>) {
        let i = 0;
        for (; ; i++) {
          yield i;
        }
      }`,
  },
]);
