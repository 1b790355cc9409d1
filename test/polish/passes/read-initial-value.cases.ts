import { readInitialValue } from "../../../src/engine/polish/passes/read-initial-value";
import { testPass } from "../cases";
import { withHelpers } from "../worlds";

testPass(readInitialValue, [
  {
    name: "the end, worked out from where it starts",
    before: `
      async function* generated(start: number, count: number) {
        let at = start;
        const last = at + count;
        while (at < last) {
          yield at++;
        }
      }`,
    after: `
      async function* generated(start: number, count: number) {
        let at = start;
        const last = start + count;
        while (at < last) {
          yield at++;
        }
      }`,
    worlds: [withHelpers(3, 2), withHelpers(1, 0)],
  },
  {
    name: "a start that is written",
    before: `
      async function* generated(start: number, count: number) {
        let at = start;
        const last = at + (start += count);
        while (at < last) {
          yield at++;
        }
      }`,
  },
  {
    name: "it is written on the way",
    before: `
      async function* generated(start: number, count: number) {
        let at = start;
        const first = at++;
        const last = at + count;
        while (at < last) {
          yield at++ - first;
        }
      }`,
  },
  {
    name: "no loop's own anyway",
    before: `
      async function* generated(start: number, count: number) {
        let at = start;
        const last = at + count;
        while (at < last) {
          yield at++;
        }
        yield at;
      }`,
  },
  {
    name: "a number says less than the name",
    before: `
      async function* generated(count: number) {
        let at = 0;
        const last = at + count;
        while (at < last) {
          yield at++;
        }
      }`,
  },
]);
