import { resumedFor } from "../../../src/engine/polish/passes/resumed-for";
import { testPass } from "../cases";
import { withHelpers } from "../worlds";

testPass(resumedFor, [
  {
    name: "a search that goes on where it was",
    before: `
      async function* generated(numbers: readonly number[]) {
        let start = 0;
        outer: while (true) {
          for (let i = start; i < numbers.length; i++) {
            if (numbers[i] % 2 === 0) continue;
            start = i + 1;
            yield numbers[i];
            continue outer;
          }
          return;
        }
      }`,
    after: `
      async function* generated(numbers: readonly number[]) {
        outer: for (let i = 0; i < numbers.length; i++) {
          if (numbers[i] % 2 === 0) continue;
          yield numbers[i];
          continue outer;
        }
        return;
      }`,
    worlds: [withHelpers([1, 2, 3, 4, 5]), withHelpers([])],
  },
  {
    name: "another place is remembered",
    before: `
      async function* generated(numbers: readonly number[]) {
        let start = 0;
        outer: while (true) {
          for (let i = start; i < numbers.length; i++) {
            start = i + 2;
            yield numbers[i];
            continue outer;
          }
          return;
        }
      }`,
  },
  {
    name: "it is not always remembered: the search would start anew",
    before: `
      async function* generated(numbers: readonly number[]) {
        let start = 0;
        outer: while (true) {
          for (let i = start; i < numbers.length; i++) {
            if (numbers[i] < 0) continue outer;
            start = i + 1;
            yield numbers[i];
            continue outer;
          }
          return;
        }
      }`,
  },
]);
