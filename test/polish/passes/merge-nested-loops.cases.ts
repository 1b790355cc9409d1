import { mergeNestedLoops } from "../../../src/engine/polish/passes/merge-nested-loops";
import { testPass } from "../cases";
import { withValues } from "../worlds";

testPass(mergeNestedLoops, [
  {
    name: "a search inside",
    before: `
      async function* generated(next: () => Promise<number>) {
        outer: while (true) {
          while (true) {
            const value = await next();
            if (value > 1) {
              yield value;
              continue outer;
            }
            if (!value) return;
          }
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        outer: while (true) {
          const value = await next();
          if (value > 1) {
            yield value;
            continue outer;
          }
          if (!value) return;
        }
      }`,
    worlds: [withValues(1, 2, 3)],
  },
  {
    name: "comments above the loop",
    before: `
      async function* generated(next: () => Promise<number>) {
        outer: while (true) {
          // as long as it takes
          while (true) {
            // the next one
            const value = await next();
            if (!value) return;
            yield value;
            continue outer;
          }
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        // as long as it takes
        outer: while (true) {
          // the next one
          const value = await next();
          if (!value) return;
          yield value;
          continue outer;
        }
      }`,
    worlds: [withValues(1, 2, 3), withValues()],
  },
  {
    name: "something is done in each outer round",
    before: `
      async function* generated(next: () => Promise<number>) {
        outer: while (true) {
          log("round");
          while (true) {
            yield await next();
            continue outer;
          }
        }
      }`,
  },
  {
    name: "the inner loop is left",
    before: `
      async function* generated(next: () => Promise<number>) {
        while (true) {
          while (true) {
            if (!(await next())) break;
            yield 1;
          }
        }
      }`,
  },
]);
