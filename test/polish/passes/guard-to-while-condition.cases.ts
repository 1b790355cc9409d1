import { guardToWhileCondition } from "../../../src/engine/polish/passes/guard-to-while-condition";
import { testPass } from "../cases";
import { withArgs, withHelpers, withValues } from "../worlds";

testPass(guardToWhileCondition, [
  {
    name: "numbers compared",
    before: `
      async function* generated(index: number, end: number) {
        while (true) {
          if (index >= end) return;
          yield index++;
        }
      }`,
    after: `
      async function* generated(index: number, end: number) {
        while (index < end) {
          yield index++;
        }
      }`,
    worlds: [withHelpers(0, 3), withHelpers(3, 1)],
  },
  {
    name: "code that was switched off, before a guard, stays in the round",
    before: `
      async function* generated(index: number, end: number) {
        while (true) {
          // log("a round");
          // no more
          if (index >= end) return;
          // the next
          yield index++;
        }
      }`,
    after: `
      async function* generated(index: number, end: number) {
        // no more
        while (index < end) {
          // log("a round");
          // the next
          yield index++;
        }
      }`,
    worlds: [withHelpers(0, 3), withHelpers(3, 1)],
  },
  {
    name: "a guard in clean-up, with comments",
    before: `
      async function* generated(done: boolean) {
        try {
          while (true) {
            // nothing left
            if (done || closed()) {
              // so it is over
              return;
            }
            done = true;
            yield 1;
          }
        } finally {
          log("closed");
        }
      }`,
    after: `
      async function* generated(done: boolean) {
        try {
          // nothing left
          while (!done && !closed()) {
            done = true;
            yield 1;
          }
          // so it is over
        } finally {
          log("closed");
        }
      }`,
    worlds: [
      ({ sync }) => ({
        args: [false],
        globals: { closed: sync("closed", () => false), log: sync("log", () => undefined) },
      }),
    ],
  },
  {
    name: "a break, with code behind the loop",
    before: `
      async function* generated(next: () => Promise<string | null>) {
        let value = await next();
        while (true) {
          if (value === null) break;
          yield value;
          value = await next();
        }
        log("end");
      }`,
    after: `
      async function* generated(next: () => Promise<string | null>) {
        let value = await next();
        while (value !== null) {
          yield value;
          value = await next();
        }
        log("end");
      }`,
    worlds: [withValues("a", "b", null)],
  },
  {
    name: "an array is empty",
    before: `
      async function* generated(queue: string[]) {
        while (true) {
          if (queue.length === 0) return;
          yield queue.shift();
        }
      }`,
    after: `
      async function* generated(queue: string[]) {
        while (queue.length > 0) {
          yield queue.shift();
        }
      }`,
    worlds: [withArgs(() => [["a", "b"]])],
  },
  {
    name: "not known to be numbers: `!(undefined >= 3)` is not `undefined < 3`",
    before: `
      async function* generated(index: any, end: any) {
        while (true) {
          if (index >= end) return;
          yield index++;
        }
      }`,
  },
  {
    name: "an optional bound may be undefined",
    before: `
      async function* generated(index: number, end?: number) {
        while (true) {
          if (index >= end) return;
          yield index++;
        }
      }`,
  },
  {
    name: "the final value, and what happens on the way out, behind the loop",
    before: `
      async function* generated(next: () => Promise<number>, end: number) {
        let total = 0;
        for (const round of [1, 2]) {
          while (true) {
            // enough
            if (total >= end) {
              log("end"); // said
              return total;
            }
            total += 2;
            yield round;
          }
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>, end: number) {
        let total = 0;
        for (const round of [1, 2]) {
          // enough
          while (total < end) {
            total += 2;
            yield round;
          }
          log("end"); // said
          return total;
        }
      }`,
    worlds: [({ sync }) => ({ args: [0, 5], globals: { log: sync("log", () => undefined) } })],
  },
  {
    name: "a break leads behind the loop",
    before: `
      async function* generated(next: () => Promise<number>, done: boolean) {
        while (true) {
          if (done) return 1;
          if (await next()) break;
          yield 1;
        }
        yield 2;
      }`,
  },
  {
    name: "the guard is not the first thing",
    before: `
      async function* generated(done: boolean) {
        while (true) {
          log("round");
          if (done) return;
          yield 1;
        }
      }`,
  },
]);
