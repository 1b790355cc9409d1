import { dropUnusedVariable } from "../../../src/engine/polish/passes/drop-unused-variable";
import { testPass } from "../cases";
import { withValues } from "../worlds";

testPass(dropUnusedVariable, [
  {
    name: "only ever written",
    before: `
      async function* generated(next: () => Promise<number>) {
        let count = 0;
        let last;
        while (true) {
          count++;
          // remember
          last = await next();
          yield 1;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        while (true) {
          // remember
          await next();
          yield 1;
        }
      }`,
    worlds: [withValues(1, 2)],
  },
  {
    name: "a call stays",
    before: `
      async function* generated(next: () => Promise<number>) {
        const first = await next();
        yield 1;
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        await next();
        yield 1;
      }`,
    worlds: [withValues(1, 2)],
  },
  {
    name: "read somewhere",
    before: `
      async function* generated(next: () => Promise<number>) {
        let count = 0;
        while (true) {
          yield count++;
        }
      }`,
  },
]);
