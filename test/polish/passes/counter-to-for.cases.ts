import { counterToFor } from "../../../src/engine/polish/passes/counter-to-for";
import { testPass } from "../cases";
import { withHelpers } from "../worlds";

testPass(counterToFor, [
  {
    name: "what says that it is a step goes with it, what says more stays",
    before: `
      async function* generated(end: number) {
        let i = 0;
        while (i < end) {
          yield i;
          // move on to the next one
          i += 2; // odd ones are left out
        }
      }`,
    after: `
      async function* generated(end: number) {
        for (let i = 0; i < end; i += 2) {
          yield i;
          // odd ones are left out
        }
      }`,
    forgets: ["// move on to the next one"],
    worlds: [withHelpers(3)],
  },
  {
    name: "stepped where it is handed out",
    before: `
      async function* generated(start: number, end: number) {
        let current = start;
        while (current < end) {
          await sleep(1);
          yield current++;
        }
      }`,
    after: `
      async function* generated(start: number, end: number) {
        for (let current = start; current < end; current++) {
          await sleep(1);
          yield current;
        }
      }`,
    worlds: [withHelpers(0, 3), withHelpers(3, 1)],
  },
  {
    name: "stepped at the end, by more than one, with a type and comments",
    before: `
      async function* generated(end: number, step: number) {
        // where we are
        let i: number = 0;
        while (i < end) {
          yield i; // this one
          i += step; // on
        }
      }`,
    after: `
      async function* generated(end: number, step: number) {
        // where we are
        for (let i: number = 0; i < end; i += step) {
          yield i; // this one
          // on
        }
      }`,
    worlds: [withHelpers(5, 2), withHelpers(0, 1)],
  },
  {
    name: "declared before the clean-up",
    before: `
      async function* generated(end: number) {
        let i = 0;
        try {
          while (i < end) {
            const value = i++;
            if (value === 1) continue;
            yield value;
          }
        } finally {
          log("closed");
        }
      }`,
    after: `
      async function* generated(end: number) {
        try {
          for (let i = 0; i < end; i++) {
            const value = i;
            if (value === 1) continue;
            yield value;
          }
        } finally {
          log("closed");
        }
      }`,
    worlds: [withHelpers(3)],
  },
  {
    name: "a closure knows it: in a for each round has its own",
    before: `
      async function* generated(end: number) {
        let i = 0;
        while (i < end) {
          yield () => i;
          i++;
        }
      }`,
  },
  {
    name: "a continue before the step",
    before: `
      async function* generated(end: number) {
        let i = 0;
        while (i < end) {
          if (await sleep(i)) continue;
          yield i++;
        }
      }`,
  },
  {
    name: "read after the step",
    before: `
      async function* generated(end: number) {
        let i = 0;
        while (i < end) {
          yield i++;
          log(i);
        }
      }`,
  },
  {
    name: "stepped in a branch only",
    before: `
      async function* generated(end: number) {
        let i = 0;
        while (i < end) {
          if (await sleep(i)) {
            yield i++;
          }
        }
      }`,
  },
  {
    name: "stepped twice",
    before: `
      async function* generated(end: number) {
        let i = 0;
        while (i < end) {
          yield i++;
          i++;
        }
      }`,
  },
  {
    name: "used after the loop",
    before: `
      async function* generated(end: number) {
        let i = 0;
        while (i < end) {
          yield i++;
        }
        log(i);
      }`,
  },
  {
    name: "its start may change before the loop",
    before: `
      async function* generated(start: number, end: number) {
        let i = start;
        start = await sleep(1);
        while (i < end) {
          yield i++;
        }
      }`,
  },
  {
    name: "a parameter is no local counter",
    before: `
      async function* generated(i: number, end: number) {
        while (i < end) {
          yield i++;
        }
      }`,
  },
  {
    name: "the step is worked out anew",
    before: `
      async function* generated(end: number) {
        let i = 0;
        while (i < end) {
          yield i;
          i += log(i);
        }
      }`,
  },
  {
    name: "stepped by what a round works out for itself",
    before: `
      async function* generated(total: number) {
        let left = total;
        while (left > 0) {
          const share = Math.min(left, 3);
          left -= share;
          yield share;
        }
      }`,
  },
  {
    name: "handed out before a step that is not its value",
    before: `
      async function* generated(start: any, end: any) {
        let i = start;
        while (i < end) {
          yield i;
          i++;
        }
      }`,
    after: `
      async function* generated(start: any, end: any) {
        for (let i = start; i < end; i++) {
          yield i;
        }
      }`,
    worlds: [withHelpers("1", 3), withHelpers(null, 2)],
  },
  {
    name: "a bigint",
    before: `
      async function* generated(start: bigint, end: bigint) {
        let i = start;
        while (i < end) {
          yield i++;
        }
      }`,
    after: `
      async function* generated(start: bigint, end: bigint) {
        for (let i = start; i < end; i++) {
          yield i;
        }
      }`,
    worlds: [withHelpers(1n, 3n)],
  },
  {
    name: "of text the step gives a number",
    before: `
      async function* generated(start: any, end: any) {
        let i = start;
        while (i < end) {
          yield i++;
        }
      }`,
  },
  {
    name: "so it does where the value goes on from there",
    before: `
      async function* generated(rows: string[], start: any) {
        let i = start;
        while (i < rows.length) {
          const at = i++;
          yield [rows[at], at + 1];
        }
      }`,
  },
]);
