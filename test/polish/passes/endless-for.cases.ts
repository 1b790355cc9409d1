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
