import { rejoinInnerLoop } from "../../../src/engine/polish/passes/rejoin-inner-loop";
import { testPass } from "../cases";
import { withValues } from "../worlds";

testPass(rejoinInnerLoop, [
  {
    name: "the next one is drawn in two places",
    before: `
      async function* generated(next: () => Promise<number>) {
        outer: while (true) {
          let value = await next();
          while (value !== undefined) {
            // odd ones only
            if (value % 2 === 1) {
              yield value;
              continue outer;
            }
            value = await next();
          }
          return;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        let value = await next();
        while (value !== undefined) {
          // odd ones only
          if (value % 2 === 1) {
            yield value;
          }
          value = await next();
        }
        return;
      }`,
    worlds: [withValues(1, 2, 4, 3, 5)],
  },
  {
    name: "a round that begins otherwise",
    before: `
      async function* generated(next: () => Promise<number>, first: () => Promise<number>) {
        outer: while (true) {
          let value = await first();
          while (value !== undefined) {
            if (value % 2 === 1) {
              yield value;
              continue outer;
            }
            value = await next();
          }
          return;
        }
      }`,
  },
  {
    name: "something would come after the way back",
    before: `
      async function* generated(next: () => Promise<number>) {
        outer: while (true) {
          let value = await next();
          while (value !== undefined) {
            if (value % 2 === 1) {
              yield value;
              continue outer;
            }
            log(value);
            value = await next();
          }
          return;
        }
      }`,
  },
  {
    name: "it may go round behind the inner loop",
    before: `
      async function* generated(next: () => Promise<number>) {
        outer: while (true) {
          let value = await next();
          while (value !== undefined) {
            if (value % 2 === 1) {
              yield value;
              continue outer;
            }
            value = await next();
          }
          if (await next()) return;
        }
      }`,
  },
]);
