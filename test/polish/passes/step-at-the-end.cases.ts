import { stepAtTheEnd } from "../../../src/engine/polish/passes/step-at-the-end";
import { testPass } from "../cases";
import { withValues } from "../worlds";

testPass(stepAtTheEnd, [
  {
    name: "a copy of the position, which goes on at once",
    before: `
      async function* generated(next: () => Promise<number>) {
        let index = 0;
        while (true) {
          const i = index;
          if (i === 3) return;
          index++;
          yield i + (await next());
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        let index = 0;
        while (true) {
          if (index === 3) return;
          yield index + (await next());
          index++;
        }
      }`,
    worlds: [withValues(1, 2, 3)],
  },
  {
    name: "the step is worked out from the copy",
    before: `
      async function* generated(next: () => Promise<number>) {
        let index = 3;
        while (true) {
          const i = index;
          if (i <= 0) return;
          index = i - 1;
          // said
          yield i + (await next());
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        let index = 3;
        while (true) {
          if (index <= 0) return;
          // said
          yield index + (await next());
          index--;
        }
      }`,
    worlds: [withValues(1, 2, 3)],
  },
  {
    name: "the variable is read behind its step",
    before: `
      async function* generated(next: () => Promise<number>) {
        let index = 0;
        while (true) {
          const i = index;
          if (i === 3) return;
          index++;
          yield i + index + (await next());
        }
      }`,
  },
  {
    name: "a round may end before its last statement",
    before: `
      async function* generated(next: () => Promise<number>) {
        let index = 0;
        while (true) {
          const i = index;
          if (i === 3) return;
          index++;
          if ((await next()) > 1) continue;
          yield i;
        }
      }`,
  },
  {
    name: "the loop is entered again, with the variable where it was",
    before: `
      async function* generated(next: () => Promise<number>) {
        let index = 0;
        for (const limit of [1, 2]) {
          while (true) {
            const i = index;
            if (i >= limit) break;
            index++;
            yield i + (await next());
          }
        }
      }`,
  },
  {
    name: "a closure keeps the copy",
    before: `
      async function* generated(next: () => Promise<number>) {
        let index = 0;
        const later: (() => number)[] = [];
        while (true) {
          const i = index;
          if (i === 3) return;
          index++;
          later.push(() => i);
          yield await next();
        }
      }`,
  },
]);
