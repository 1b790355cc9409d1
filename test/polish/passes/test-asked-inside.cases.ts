import { testAskedInside } from "../../../src/engine/polish/passes/test-asked-inside";
import { testPass } from "../cases";
import { withArgs } from "../worlds";

testPass(testAskedInside, [
  {
    name: "a filter over the results of a source",
    before: `
      async function* generated(rows: number[]) {
        const iterator = rows[Symbol.iterator]();
        while (true) {
          const result = iterator.next();
          if (result.done || isEven(result.value)) {
            if (result.done) {
              return;
            }
            yield result.value;
          }
        }
        function isEven(row: number) {
          return row % 2 === 0;
        }
      }`,
    after: `
      async function* generated(rows: number[]) {
        const iterator = rows[Symbol.iterator]();
        while (true) {
          const result = iterator.next();
          if (result.done) {
            return;
          }
          if (isEven(result.value)) {
            yield result.value;
          }
        }
        function isEven(row: number) {
          return row % 2 === 0;
        }
      }`,
    worlds: [withArgs(() => [[1, 2, 3, 4]]), withArgs(() => [[]])],
  },
  {
    name: "the other question may change the answer",
    before: `
      async function* generated(state: { isOver: boolean }, ask: () => boolean) {
        while (true) {
          if (state.isOver || ask()) {
            if (state.isOver) return;
            yield 1;
          }
        }
      }`,
  },
  {
    name: "the inner test goes on",
    before: `
      async function* generated(first: boolean, second: boolean) {
        if (first || second) {
          if (first) yield 1;
          yield 2;
        }
      }`,
  },
]);
