import { rejoinInnerLoop } from "../../../src/engine/polish/passes/rejoin-inner-loop";
import { testPass } from "../cases";
import { withHelpers, withValues } from "../worlds";

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
    name: "a loop whose step draws the next one as its beginning does",
    before: `
      async function* generated(next: () => Promise<number>) {
        outer: while (true) {
          for (let value = await next(); value !== undefined; value = await next()) {
            if (value % 2 === 0) continue;
            yield value;
            continue outer;
          }
          return;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        outer: for (let value = await next(); value !== undefined; value = await next()) {
          if (value % 2 === 0) continue;
          yield value;
          continue outer;
        }
        return;
      }`,
    worlds: [withValues(1, 2, 4, 3, 5)],
  },
  {
    name: "an index that takes the step of the loop on the way back",
    before: `
      async function* generated(numbers: readonly number[]) {
        let i = 0;
        outer: while (true) {
          for (; i < numbers.length; i++) {
            if (numbers[i] % 2 === 0) continue;
            yield numbers[i++];
            continue outer;
          }
          return;
        }
      }`,
    after: `
      async function* generated(numbers: readonly number[]) {
        let i = 0;
        outer: for (; i < numbers.length; i++) {
          if (numbers[i] % 2 === 0) continue;
          yield numbers[i];
          continue outer;
        }
        return;
      }`,
    worlds: [withHelpers([1, 2, 3, 4, 5]), withHelpers([])],
  },
  {
    name: "what is handed out is a number only as the value of the step",
    before: `
      async function* generated(start: any, end: number) {
        let i = start;
        outer: while (true) {
          for (; i < end; i++) {
            if (i % 2 === 0) continue;
            yield i++;
            continue outer;
          }
          return;
        }
      }`,
  },
  {
    name: "an index that takes no step on the way back",
    before: `
      async function* generated(numbers: readonly number[]) {
        let i = 0;
        outer: while (true) {
          for (; i < numbers.length; i++) {
            if (i % 2 === 0) i++;
            yield numbers[i];
            continue outer;
          }
          return;
        }
      }`,
  },
  {
    name: "an index that is asked for a second time",
    before: `
      async function* generated(numbers: readonly number[]) {
        let i = 0;
        outer: while (true) {
          for (; i < numbers.length; i++) {
            yield numbers[i++] * i;
            continue outer;
          }
          return;
        }
      }`,
  },
  {
    name: "a loop whose step is another one than its beginning",
    before: `
      async function* generated(next: () => Promise<number>, first: () => Promise<number>) {
        outer: while (true) {
          for (let value = await first(); value !== undefined; value = await next()) {
            yield value;
            continue outer;
          }
          return;
        }
      }`,
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
  {
    name: "more comes between the value and the step",
    before: `
      async function* generated(next: () => Promise<number>) {
        outer: while (true) {
          let value = await next();
          // as long as there are some
          while (value !== undefined) {
            if (value % 2 === 1) {
              yield value;
              continue outer;
            }
            // even ones
            log(value);
            value = await next(); // go on
          }
          log("end");
          return;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        // as long as there are some
        outer: for (let value = await next(); value !== undefined; value = await next()) {
          if (value % 2 === 1) {
            yield value;
            continue outer;
          }
          // even ones
          log(value);
          // go on
        }
        log("end");
        return;
      }`,
    worlds: [withValues(1, 2, 4, 3, 5), withValues()],
  },
  {
    name: "a jump would go on without a step",
    before: `
      async function* generated(next: () => Promise<number>) {
        outer: while (true) {
          let value = await next();
          while (value !== undefined) {
            if (value % 2 === 1) {
              yield value;
              continue outer;
            }
            if (value-- === 3) continue;
            log(value);
            value = await next();
          }
          return;
        }
      }`,
  },
  {
    name: "a closure knows the variable of several rounds",
    before: `
      async function* generated(next: () => Promise<number>) {
        outer: while (true) {
          let value = await next();
          while (value !== undefined) {
            if (value % 2 === 1) {
              yield value;
              continue outer;
            }
            log(() => value);
            value = await next();
          }
          return;
        }
      }`,
  },
  {
    name: "what comes behind asks for the variable",
    before: `
      async function* generated(next: () => Promise<number>) {
        outer: while (true) {
          let value = await next();
          while (value > 0) {
            if (value % 2 === 1) {
              yield value;
              continue outer;
            }
            log(value);
            value = await next();
          }
          log(value);
          return;
        }
      }`,
  },
  {
    name: "closures that know the variable of their round",
    before: `
      async function* generated(next: () => Promise<number>) {
        const later: (() => number)[] = [];
        outer: while (true) {
          for (let value = await next(); value !== undefined; value = await next()) {
            later.push(() => value++);
            if (value % 2 === 0) continue;
            yield later.map((one) => one());
            continue outer;
          }
          yield later.map((one) => one());
          return;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        const later: (() => number)[] = [];
        outer: for (let value = await next(); value !== undefined; value = await next()) {
          later.push(() => value++);
          if (value % 2 === 0) continue;
          yield later.map((one) => one());
          continue outer;
        }
        yield later.map((one) => one());
        return;
      }`,
    worlds: [withValues(1, 2, 4, 3, 5)],
  },
]);
