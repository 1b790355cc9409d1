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
        // open first
        const first = await next();

        log(first); // said

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
    name: "a number that is out of range before the first round",
    before: `
      async function* generated(next: () => Promise<number>) {
        let list: number[] = [];
        let index = -1;
        while (true) {
          // load first
          if (index < 0) {
            list = [await next(), await next()];
            index = 0;
          }
          if (index >= list.length) return;
          yield list[index++];
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        let list: number[] = [];
        let index = -1;
        // load first
        list = [await next(), await next()];
        index = 0;
        while (true) {
          if (index >= list.length) return;
          yield list[index++];
        }
      }`,
    worlds: [withValues(1, 2)],
  },
  {
    name: "a number that goes out of range again",
    before: `
      async function* generated(next: () => Promise<number>) {
        let index = -1;
        while (true) {
          if (index < 0) {
            await next();
            index = 2;
          }
          yield index--;
        }
      }`,
  },
  {
    name: "a number that the branch does not bring into range",
    before: `
      async function* generated(next: () => Promise<number>) {
        let index = -2;
        while (true) {
          if (index < 0) {
            await next();
            index = -1;
          }
          yield index++;
        }
      }`,
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
