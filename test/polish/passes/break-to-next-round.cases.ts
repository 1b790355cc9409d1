import { breakToNextRound } from "../../../src/engine/polish/passes/break-to-next-round";
import { testPass } from "../cases";
import { withValues } from "../worlds";

testPass(breakToNextRound, [
  {
    name: "a round of the outer loop ends where the inner one does",
    before: `
      async function* generated(next: () => Promise<number>) {
        outer: while (true) {
          log("round");
          while (true) {
            const value = await next();
            if (value === undefined) return;
            if (value < 0) continue;
            yield value;
            continue outer;
          }
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        while (true) {
          log("round");
          while (true) {
            const value = await next();
            if (value === undefined) return;
            if (value < 0) continue;
            yield value;
            break;
          }
        }
      }`,
    worlds: [withValues(1, -1, -2, 3)],
  },
  {
    name: "the step of a for loop and a finally block are on either way",
    before: `
      async function* generated(next: () => Promise<number>) {
        outer: for (let i = 0; i < 2; i++) {
          try {
            switch (await next()) {
              case 1:
                yield i;
                continue outer;
              default:
                log("other");
            }
          } finally {
            log("end");
          }
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        for (let i = 0; i < 2; i++) {
          try {
            switch (await next()) {
              case 1:
                yield i;
                break;
              default:
                log("other");
            }
          } finally {
            log("end");
          }
        }
      }`,
    worlds: [withValues(1, 2), withValues(2, 1)],
  },
  {
    name: "more comes behind the inner loop",
    before: `
      async function* generated(next: () => Promise<number>) {
        outer: while (true) {
          while (true) {
            const value = await next();
            if (!value) break;
            yield value;
            continue outer;
          }
          log("none");
        }
      }`,
  },
  {
    name: "two loops to leave",
    before: `
      async function* generated(next: () => Promise<number>) {
        outer: while (true) {
          for (const step of [1, 2]) {
            for (const factor of [1, 2]) {
              const value = await next();
              if (!value) return;
              yield value * factor * step;
              if (value > 1) continue outer;
            }
          }
        }
      }`,
  },
  {
    name: "another jump leaves the outer loop by its name",
    before: `
      async function* generated(next: () => Promise<number>) {
        outer: while (true) {
          while (true) {
            const value = await next();
            if (!value) break outer;
            yield value;
            continue outer;
          }
        }
        log("end");
      }`,
  },
]);
