import { headCounterToFor } from "../../../src/engine/polish/passes/head-counter-to-for";
import { testPass } from "../cases";
import { withHelpers } from "../worlds";

testPass(headCounterToFor, [
  {
    name: "a constant for each round",
    before: `
      async function* generated(end: number) {
        let current = 0;
        while (true) {
          const n = current++; // the next one
          if (n > end) return;
          // odd ones are left out
          if (n % 2 === 1) continue;
          yield n;
        }
      }`,
    after: `
      async function* generated(end: number) {
        // the next one
        for (let n = 0; n <= end; n++) {
          // odd ones are left out
          if (n % 2 === 1) continue;
          yield n;
        }
      }`,
    worlds: [withHelpers(5), withHelpers(0)],
  },
  {
    name: "stepped at the start",
    before: `
      async function* generated(count: number) {
        let lap = 0;
        while (true) {
          lap++;
          if (lap === count) return;
          yield \`lap \${lap}\`;
        }
      }`,
    after: `
      async function* generated(count: number) {
        for (let lap = 1; lap !== count; lap++) {
          yield \`lap \${lap}\`;
        }
      }`,
    worlds: [withHelpers(4), withHelpers(1)],
  },
  {
    name: "the counter is named again",
    before: `
      async function* generated(end: number) {
        let current = 0;
        while (true) {
          const n = current++;
          if (n > end) return;
          yield current;
        }
      }`,
  },
  {
    name: "something is done at the end",
    before: `
      async function* generated(end: number) {
        let current = 0;
        while (true) {
          const n = current++;
          if (n > end) {
            log("end");
            return;
          }
          yield n;
        }
      }`,
  },
  {
    name: "a bound that may be undefined",
    before: `
      async function* generated(end?: number) {
        let current = 0;
        while (true) {
          const n = current++;
          if (n > end) return;
          yield n;
        }
      }`,
  },
]);
