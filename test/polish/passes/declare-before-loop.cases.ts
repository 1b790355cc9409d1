import { declareBeforeLoop } from "../../../src/engine/polish/passes/declare-before-loop";
import { testPass } from "../cases";
import { withValues } from "../worlds";

testPass(declareBeforeLoop, [
  {
    name: "set by the condition",
    before: `
      async function* generated(next: () => Promise<number>) {
        outer: while (true) {
          // What comes next.
          let value: number;
          while ((value = await next())) {
            if (value > 1) {
              yield value;
              continue outer;
            }
          }
          return;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        // What comes next.
        let value: number;
        outer: while (true) {
          while ((value = await next())) {
            if (value > 1) {
              yield value;
              continue outer;
            }
          }
          return;
        }
      }`,
    worlds: [withValues(1, 2, 3, 0)],
  },
  {
    name: "set behind a test",
    before: `
      async function* generated(next: () => Promise<number>) {
        let isOver = false;
        while (true) {
          let value: number | undefined;
          while (!isOver && (value = await next())) {
            isOver = value > 2;
            yield value;
          }
          if (value === undefined) return;
        }
      }`,
    worlds: [withValues(1, 2, 3)],
  },
  {
    name: "set from what it was",
    before: `
      async function* generated(next: (last: number | undefined) => Promise<number>) {
        while (true) {
          let value: number | undefined;
          while ((value = await next(value))) {
            yield value;
          }
          return;
        }
      }`,
    worlds: [withValues(1, 2, 0)],
  },
  {
    name: "a closure knows it",
    before: `
      async function* generated(next: () => Promise<number>) {
        while (true) {
          let value: number;
          while ((value = await next())) {
            yield () => value;
          }
          return;
        }
      }`,
    worlds: [withValues(1, 0)],
  },
]);
