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
  {
    name: "one is added first, and the guard asks the opposite",
    before: `
      async function* generated() {
        let i = 0;
        while (true) {
          i += 1;
          if (!(i <= 5)) return;
          yield i;
        }
      }`,
    after: `
      async function* generated() {
        for (let i = 1; i <= 5; i += 1) {
          yield i;
        }
      }`,
    worlds: [withHelpers()],
  },
  {
    name: "one is added and written back",
    before: `
      async function* generated() {
        let i = 0;
        while (true) {
          i = i + 1;
          if (i > 3) return;
          yield i * 10;
        }
      }`,
    after: `
      async function* generated() {
        for (let i = 1; i <= 3; i = i + 1) {
          yield i * 10;
        }
      }`,
    worlds: [withHelpers()],
  },
  {
    name: "it is another number to which one is added",
    before: `
      async function* generated(n: number) {
        let i = 0;
        while (true) {
          i = n + 1;
          if (i > 3) return;
          yield i;
          n = n + 2;
        }
      }`,
  },
  {
    name: "two are added",
    before: `
      async function* generated(end: number) {
        let i = 0;
        while (true) {
          i += 2;
          if (i > end) return;
          if (i === 4) continue;
          yield i;
        }
      }`,
    after: `
      async function* generated(end: number) {
        for (let i = 2; i <= end; i += 2) {
          if (i === 4) continue;
          yield i;
        }
      }`,
    worlds: [withHelpers(9), withHelpers(1)],
  },
  {
    name: "fractions add up to something else",
    before: `
      async function* generated(end: number) {
        let i = 0;
        while (true) {
          i += 0.1;
          if (i > end) return;
          yield i;
        }
      }`,
  },
  {
    name: "it is not known by how much",
    before: `
      async function* generated(end: number, step: number) {
        let i = 0;
        while (true) {
          i += step;
          if (i > end) return;
          yield i;
        }
      }`,
  },
]);
