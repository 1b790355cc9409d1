import { firstRoundBeforeLoop } from "../../../src/engine/polish/passes/first-round-before-loop";
import { testPass } from "../cases";
import { withValues } from "../worlds";

testPass(firstRoundBeforeLoop, [
  {
    name: "a start that goes on with the first round",
    before: `
      async function* generated(next: () => Promise<number>) {
        let started = false;
        while (true) {
          // open first
          if (!started) {
            started = true; // once
            const first = await next();

            log(first); // said
          }

          // go on
          yield await next();
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        const first = await next();

        log(first); // said

        // open first
        while (true) {
          // once

          // go on
          yield await next();
        }
      }`,
    worlds: [withValues(1, 2, 3)],
  },
  {
    name: "a first value of its own",
    before: `
      async function* generated(next: () => Promise<number>) {
        let first = true;
        while (true) {
          if (first) {
            first = false;
            yield 0;
            continue;
          }
          yield await next();
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        yield 0;
        while (true) {
          yield await next();
        }
      }`,
    worlds: [withValues(1, 2, 3)],
  },
  {
    name: "set in some cases only: the start may be tried again",
    before: `
      async function* generated(next: () => Promise<number>) {
        let started = false;
        while (true) {
          if (!started) {
            if (await next()) started = true;
          }
          yield await next();
        }
      }`,
  },
  {
    name: "asked for elsewhere",
    before: `
      async function* generated(next: () => Promise<number>) {
        let started = false;
        while (true) {
          if (!started) {
            started = true;
            log(1);
          }
          yield started;
        }
      }`,
  },
  {
    name: "a name would change its meaning",
    before: `
      async function* generated(next: () => Promise<number>, first: string) {
        let started = false;
        log(first);
        while (true) {
          if (!started) {
            started = true;
            const first = await next();
            log(first);
          }
          yield 1;
        }
      }`,
  },
]);
