import { yieldBeforeStep } from "../../../src/engine/polish/passes/yield-before-step";
import { testPass } from "../cases";
import { withArgs } from "../worlds";

testPass(yieldBeforeStep, [
  {
    name: "a copy of what goes on",
    before: `
      async function* generated(max: number) {
        let a = 0;
        let b = 1;
        while (true) {
          // the next one
          const value = a;
          if (value > max) return;

          // go on
          [a, b] = [b, a + b];
          yield value; // this one
        }
      }`,
    after: `
      async function* generated(max: number) {
        let a = 0;
        let b = 1;
        while (true) {
          // the next one
          if (a > max) return;

          yield a; // this one
          // go on
          [a, b] = [b, a + b];
        }
      }`,
    worlds: [withArgs(() => [10])],
  },
  {
    name: "two steps",
    before: `
      async function* generated(times: number) {
        let side = "left";
        let count = 0;
        while (count < times) {
          const value = side;
          side = side === "left" ? "right" : "left";
          count++;
          yield value;
        }
      }`,
    after: `
      async function* generated(times: number) {
        let side = "left";
        let count = 0;
        while (count < times) {
          yield side;
          side = side === "left" ? "right" : "left";
          count++;
        }
      }`,
    worlds: [withArgs(() => [3])],
  },
  {
    name: "a copy that something is read by",
    before: `
      async function* generated(rows: string[], read: (row: string) => string) {
        let i = 0;
        while (i < rows.length) {
          const at = i;
          i += 1;
          yield read(rows[at]!);
        }
      }`,
    after: `
      async function* generated(rows: string[], read: (row: string) => string) {
        let i = 0;
        while (i < rows.length) {
          yield read(rows[i]!);
          i += 1;
        }
      }`,
    worlds: [
      ({ sync }) => ({ args: [["a", "b"], sync("read", (row) => `<${String(row)}>`)] }),
      ({ sync }) => ({
        args: [
          ["a", "b"],
          sync("read", () => {
            throw new Error("no");
          }),
        ],
      }),
    ],
  },
  {
    name: "what is handed out names how far it is, too",
    before: `
      async function* generated(rows: string[]) {
        let i = 0;
        while (i < rows.length) {
          const at = i;
          i += 1;
          yield [at, i];
        }
      }`,
  },
  {
    name: "the copy is the name of a property as well",
    before: `
      async function* generated(rows: string[]) {
        let i = 0;
        while (i < rows.length) {
          const at = i;
          i += 1;
          yield { at };
        }
      }`,
  },
  {
    name: "finally sees how far it is",
    before: `
      async function* generated() {
        let n = 0;
        try {
          while (n < 3) {
            const value = n;
            n++;
            yield value;
          }
        } finally {
          log(n);
        }
      }`,
  },
  {
    name: "a closure sees how far it is",
    before: `
      async function* generated(show: (count: () => number) => void) {
        let n = 0;
        show(() => n);
        while (n < 3) {
          const value = n;
          n++;
          yield value;
        }
      }`,
  },
  {
    name: "the step has an effect",
    before: `
      async function* generated(next: (n: number) => number) {
        let n = 0;
        while (n < 3) {
          const value = n;
          n = next(n);
          yield value;
        }
      }`,
  },
  {
    name: "the step reads what others may change during the pause",
    before: `
      async function* generated(options: { step: number }) {
        let n = 0;
        while (n < 3) {
          const value = n;
          n = n + options.step;
          yield value;
        }
      }`,
  },
  {
    name: "the copy does not change",
    before: `
      async function* generated() {
        let n = 0;
        let count = 0;
        while (count < 3) {
          const value = n;
          count++;
          yield value;
        }
      }`,
  },
  {
    name: "the copy is read after the pause",
    before: `
      async function* generated() {
        let n = 0;
        while (n < 3) {
          const value = n;
          n++;
          yield value;
          log(value);
        }
      }`,
  },
  {
    name: "something with an effect comes between",
    before: `
      async function* generated() {
        let n = 0;
        while (n < 3) {
          const value = n;
          n++;
          log("counted");
          yield value;
        }
      }`,
  },
]);
