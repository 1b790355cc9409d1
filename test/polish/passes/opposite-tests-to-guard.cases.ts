import { oppositeTestsToGuard } from "../../../src/engine/polish/passes/opposite-tests-to-guard";
import { testPass } from "../cases";
import { withValues } from "../worlds";

const results = withValues({ value: 1, done: false }, { value: 2, done: false }, { value: 3, done: true });

testPass(oppositeTestsToGuard, [
  {
    name: "something is done with each value",
    before: `
      async function* generated(next: () => Promise<IteratorResult<number>>) {
        while (true) {
          const result = await next();
          if (!result.done) log(result.value);
          if (result.done) return result.value;
          yield result.value;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<IteratorResult<number>>) {
        while (true) {
          const result = await next();
          if (result.done) return result.value;
          log(result.value);
          yield result.value;
        }
      }`,
    worlds: [results],
  },
  {
    name: "several things, and the other way around",
    before: `
      async function* generated(next: () => Promise<IteratorResult<number>>) {
        let count = 0;
        while (true) {
          const { value, done } = await next();
          if (!done) {
            // one more
            count += value;
            log(count);
          }
          if (done) {
            return count;
          }
          yield value;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<IteratorResult<number>>) {
        let count = 0;
        while (true) {
          const { value, done } = await next();
          if (done) {
            return count;
          }
          // one more
          count += value;
          log(count);
          yield value;
        }
      }`,
    worlds: [results],
  },
  {
    name: "the branch changes the answer",
    before: `
      async function* generated(next: () => Promise<IteratorResult<number>>) {
        while (true) {
          const result = await next();
          if (!result.done) result.done = log(result.value);
          if (result.done) return;
          yield result.value;
        }
      }`,
  },
  {
    name: "the branch hands the result to others, who may change it",
    before: `
      async function* generated(next: () => Promise<IteratorResult<number>>) {
        while (true) {
          const result = await next();
          if (!result.done) log(result);
          if (result.done) return;
          yield result.value;
        }
      }`,
  },
  {
    name: "the answer is a variable",
    before: `
      async function* generated(next: () => Promise<number>) {
        let over = false;
        while (true) {
          const value = await next();
          if (!over) over = value > 2;
          if (over) return;
          yield value;
        }
      }`,
  },
  {
    name: "the second one goes on",
    before: `
      async function* generated(next: () => Promise<IteratorResult<number>>) {
        const result = await next();
        if (!result.done) log("one");
        if (result.done) log("none");
        yield result.value;
      }`,
  },
  {
    name: "a constant is something that is written down",
    before: `
      async function* generated(next: (from: number | null) => Promise<number | null>) {
        let at: number | null = 0;
        while (true) {
          const now = at;
          if (now !== null) {
            at = await next(now);
          }
          if (now === null) return now;
          yield now;
        }
      }`,
    after: `
      async function* generated(next: (from: number | null) => Promise<number | null>) {
        let at: number | null = 0;
        while (true) {
          const now = at;
          if (now === null) return now;
          at = await next(now);
          yield now;
        }
      }`,
    worlds: [withValues(1, 2, null)],
  },
  {
    name: "it may be an object that a comparison asks for its text",
    before: `
      async function* generated(next: () => Promise<any>) {
        while (true) {
          const now = await next();
          if (now != 3) log(now);
          if (now == 3) return;
          yield now;
        }
      }`,
  },
]);
