import { declareInHead } from "../../../src/engine/polish/passes/declare-in-head";
import { testPass } from "../cases";
import { withHelpers } from "../worlds";

testPass(declareInHead, [
  {
    name: "an index that only the loop knows",
    before: `
      async function* generated(numbers: readonly number[]) {
        let i = 0;
        const all = [...numbers];
        for (; i < all.length; i++) {
          yield all[i];
        }
      }`,
    after: `
      async function* generated(numbers: readonly number[]) {
        const all = [...numbers];
        for (let i = 0; i < all.length; i++) {
          yield all[i];
        }
      }`,
    worlds: [withHelpers([1, 2, 3]), withHelpers([])],
  },
  {
    name: "an index that is asked for behind the loop",
    before: `
      async function* generated(numbers: readonly number[]) {
        let i = 0;
        for (; i < numbers.length; i++) {
          yield numbers[i];
        }
        return i;
      }`,
  },
  {
    name: "a loop that goes on in a later round",
    before: `
      async function* generated(numbers: readonly number[]) {
        let i = 0;
        while (numbers.length > 3) {
          for (; i < numbers.length; i++) {
            yield numbers[i];
          }
        }
      }`,
  },
  {
    name: "an index that a closure keeps",
    before: `
      async function* generated(numbers: readonly number[]) {
        let i = 0;
        for (; i < numbers.length; i++) {
          yield () => i;
        }
      }`,
  },
]);
