import { apartGuardFirst } from "../../../src/engine/polish/passes/apart-guard-first";
import { testPass } from "../cases";
import { withHelpers } from "../worlds";

testPass(apartGuardFirst, [
  {
    name: "a failure before the end",
    before: `
      async function* generated(fails: number) {
        let n = 0;
        while (true) {
          n++;
          // the second one is broken
          if (n === 2) {
            if (fails === 2) throw new Error("broken");
          }
          if (n === 3 && fails === 3) throw new Error("broken");
          yield n;
          if (n > 5) return;
        }
      }`,
  },
  {
    name: "tests that are apart from the guard's",
    before: `
      async function* generated() {
        let n = 0;
        while (true) {
          n = n + 1;
          // the second one is broken
          if (n === 2) {
            throw new Error("broken");
          }
          if (n === 3) continue;
          // the end
          if (n > 3) return;
          yield n;
        }
      }`,
    after: `
      async function* generated() {
        let n = 0;
        while (true) {
          n = n + 1;
          // the end
          if (n > 3) return;
          // the second one is broken
          if (n === 2) {
            throw new Error("broken");
          }
          if (n === 3) continue;
          yield n;
        }
      }`,
    worlds: [withHelpers()],
  },
  {
    name: "both may be the case",
    before: `
      async function* generated() {
        let n = 0;
        while (true) {
          n++;
          if (n === 4) throw new Error("broken");
          if (n > 3) return;
          yield n;
        }
      }`,
  },
  {
    name: "it is not known where the end is",
    before: `
      async function* generated(end: number) {
        let n = 0;
        while (true) {
          n++;
          if (n === 2) throw new Error("broken");
          if (n > end) return;
          yield n;
        }
      }`,
  },
  {
    name: "the test does something else",
    before: `
      async function* generated(next: () => number) {
        let n = 0;
        while (true) {
          n++;
          if (next() === 2) throw new Error("broken");
          if (n > 3) return;
          yield n;
        }
      }`,
  },
]);
