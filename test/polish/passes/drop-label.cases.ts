import { dropLabel } from "../../../src/engine/polish/passes/drop-label";
import { testPass } from "../cases";
import { withValues } from "../worlds";

testPass(dropLabel, [
  {
    name: "a label that says what is clear",
    before: `
      async function* generated(next: () => Promise<number>) {
        outer: while (true) {
          const value = await next();
          if (!value) continue outer;
          if (value > 2) break outer;
          yield value;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        while (true) {
          const value = await next();
          if (!value) continue;
          if (value > 2) break;
          yield value;
        }
      }`,
    worlds: [withValues(1, 0, 2, 3)],
  },
  {
    name: "a jump over a loop",
    before: `
      async function* generated(next: () => Promise<number>) {
        outer: while (true) {
          for (const value of [1, 2]) {
            if (value > 1) continue outer;
            yield value;
          }
        }
      }`,
  },
  {
    name: "each round begins with the loop that it stands in",
    before: `
      async function* generated(next: () => Promise<number>) {
        let left = 3;
        outer: while (true) {
          while (left > 0) {
            left--;
            const value = await next();
            if (value > 1) {
              yield value;
              continue outer;
            }
            yield -value;
          }
          return;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        let left = 3;
        while (true) {
          while (left > 0) {
            left--;
            const value = await next();
            if (value > 1) {
              yield value;
              continue;
            }
            yield -value;
          }
          return;
        }
      }`,
    worlds: [withValues(1, 2, 3), withValues(2, 0, 1)],
  },
  {
    name: "something comes before that loop",
    before: `
      async function* generated(next: () => Promise<number>) {
        let left = 3;
        outer: while (true) {
          yield left;
          while (left > 0) {
            left--;
            if ((await next()) > 1) continue outer;
          }
          return;
        }
      }`,
  },
  {
    name: "the loop counts",
    before: `
      async function* generated(next: () => Promise<number>) {
        outer: while (true) {
          for (let left = 3; left > 0; left--) {
            if ((await next()) > 1) continue outer;
          }
          return;
        }
      }`,
  },
  {
    name: "a break out of a switch",
    before: `
      async function* generated(next: () => Promise<number>) {
        outer: while (true) {
          switch (await next()) {
            case 1:
              break outer;
          }
          yield 1;
        }
      }`,
  },
  {
    name: "a comment stands between a label that goes and the one that stays",
    before: `
      async function* generated(next: () => Promise<number>) {
        outer2: // as long as there are rows
        outer: while (true) {
          for (let left = 3; left > 0; left--) {
            if ((await next()) > 1) continue outer;
          }
          return;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        // as long as there are rows
        outer: while (true) {
          for (let left = 3; left > 0; left--) {
            if ((await next()) > 1) continue outer;
          }
          return;
        }
      }`,
    worlds: [withValues(1, 0, 2, 3, 0, 0, 0)],
  },
]);
