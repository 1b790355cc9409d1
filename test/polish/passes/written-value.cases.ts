import { writtenValue } from "../../../src/engine/polish/passes/written-value";
import { testPass } from "../cases";
import { withArgs } from "../worlds";

testPass(writtenValue, [
  {
    name: "a sum that is handed out",
    before: `
      async function* generated(step: number) {
        let sum = 0;
        while (true) {
          // one step further
          const value = (sum += step);
          if (value > 9) return;
          yield value;
        }
      }`,
    after: `
      async function* generated(step: number) {
        let sum = 0;
        while (true) {
          // one step further
          sum += step;
          if (sum > 9) return;
          yield sum;
        }
      }`,
    worlds: [withArgs(() => [2]), withArgs(() => [20])],
  },
  {
    name: "a step before",
    before: `
      async function* generated(end: number) {
        let n = 0;
        while (n < end) {
          const value = ++n;
          yield value;
        }
      }`,
    after: `
      async function* generated(end: number) {
        let n = 0;
        while (n < end) {
          ++n;
          yield n;
        }
      }`,
    worlds: [withArgs(() => [2])],
  },
  {
    name: "the variable is written once more",
    before: `
      async function* generated(step: number) {
        let sum = 0;
        while (sum < 9) {
          const value = (sum += step);
          sum *= 2;
          yield value;
        }
      }`,
  },
  {
    name: "a closure keeps the constant",
    before: `
      async function* generated(step: number) {
        let sum = 0;
        while (sum < 9) {
          const value = (sum += step);
          yield () => value;
        }
      }`,
  },
  {
    name: "the author has a name for it",
    before: `
      async function* generated(step: number) {
        let sum = 0;
        while (sum < 9) {
          const subtotal = (sum += step);
          yield subtotal;
        }
      }`,
  },
]);
