import { firstLoopBeforeLoop } from "../../../src/engine/polish/passes/first-loop-before-loop";
import { testPass } from "../cases";
import type { MakeWorld } from "../recorder";

const withCount =
  (count: number, ...values: unknown[]): MakeWorld =>
  ({ async, sync }) => {
    const rest = [...values];
    return {
      args: [async("next", () => rest.shift()), count],
      globals: { log: sync("log", () => undefined) },
    };
  };

testPass(firstLoopBeforeLoop, [
  {
    name: "the first ones are skipped",
    before: `
      async function* generated(next: () => Promise<number>, count: number) {
        let i = 0;
        // all but the first
        while (true) {
          // not these
          while (i < count) {
            if (!(await next())) return;
            i++;
          }
          // but these
          yield await next();
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>, count: number) {
        let i = 0;
        // all but the first
        // not these
        while (i < count) {
          if (!(await next())) return;
          i++;
        }
        while (true) {
          // but these
          yield await next();
        }
      }`,
    worlds: [withCount(2, 1, 2, 3), withCount(0, 1), withCount(3, 1), withCount(NaN, 1)],
  },
  {
    name: "a field that others may write",
    before: `
      async function* generated(this: Skipped, next: () => Promise<number>) {
        let i = 0;
        while (true) {
          while (i < this.count) {
            await next();
            i++;
          }
          yield await next();
        }
      }`,
  },
  {
    name: "a bound that grows",
    before: `
      async function* generated(next: () => Promise<number>, count: number) {
        let i = 0;
        while (true) {
          while (i < count) {
            await next();
            i++;
          }
          yield await next();
          count++;
        }
      }`,
  },
  {
    name: "a list that others fill",
    context: { facts: { "list.length": { isStable: true, isNumber: true } } },
    before: `
      async function* generated(next: () => Promise<number>, list: number[]) {
        let i = 0;
        while (true) {
          while (i < list.length) {
            yield list[i];
            i++;
          }
          await next();
        }
      }`,
  },
  {
    name: "a counter that starts again",
    before: `
      async function* generated(next: () => Promise<number>, count: number) {
        let i = 0;
        while (true) {
          while (i < count) {
            await next();
            i++;
          }
          yield await next();
          i = 0;
        }
      }`,
  },
  {
    name: "left before its end: it goes on in the next round",
    before: `
      async function* generated(next: () => Promise<number>, count: number) {
        let i = 0;
        while (true) {
          while (i < count) {
            if (await next()) break;
            i++;
          }
          yield await next();
        }
      }`,
  },
  {
    name: "a round of the outer loop in between",
    before: `
      async function* generated(next: () => Promise<number>, count: number) {
        let i = 0;
        outer: while (true) {
          while (i < count) {
            i++;
            yield await next();
            continue outer;
          }
          yield 0;
        }
      }`,
  },
  {
    name: "a closure counts",
    before: `
      async function* generated(next: () => Promise<number>, count: number) {
        let i = 0;
        const back = () => i--;
        while (true) {
          while (i < count) {
            await next();
            i++;
          }
          yield back;
        }
      }`,
  },
]);
