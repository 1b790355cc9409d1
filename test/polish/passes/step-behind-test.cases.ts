import { stepBehindTest } from "../../../src/engine/polish/passes/step-behind-test";
import { testPass } from "../cases";
import { withArgs } from "../worlds";

testPass(stepBehindTest, [
  {
    name: "a countdown",
    before: `
      async function* generated(from: number) {
        let n = from;
        while (true) {
          const value = n;
          if (n-- <= 0) return;
          yield value;
        }
      }`,
    after: `
      async function* generated(from: number) {
        let n = from;
        while (true) {
          const value = n;
          if (n <= 0) return;
          n--;
          yield value;
        }
      }`,
    worlds: [withArgs(() => [3]), withArgs(() => [0]), withArgs(() => [2.5])],
  },
  {
    name: "the bound comes first, and what is returned is another variable",
    before: `
      async function* generated(rows: string[]) {
        let n = 0;
        while (true) {
          if (rows.length === n++) return rows;
          yield n;
        }
      }`,
    after: `
      async function* generated(rows: string[]) {
        let n = 0;
        while (true) {
          if (rows.length === n) return rows;
          n++;
          yield n;
        }
      }`,
    worlds: [withArgs(() => [["a", "b"]]), withArgs(() => [[]])],
  },
  {
    name: "the guard cannot come first",
    before: `
      async function* generated(read: () => Promise<string>) {
        let n = 0;
        while (true) {
          const text = await read();
          if (n++ >= 3) return;
          yield text;
        }
      }`,
  },
  {
    name: "what is stepped may be a text, and so may the other half",
    before: `
      async function* generated(from: string, end: string) {
        let n = from;
        while (true) {
          if (n++ >= end) return;
          yield n;
        }
      }`,
  },
  {
    name: "the end tells of the variable",
    before: `
      async function* generated(end: number) {
        let n = 0;
        while (true) {
          if (n++ >= end) return n;
          yield n;
        }
      }`,
  },
  {
    name: "a finally behind the loop tells of it",
    before: `
      async function* generated(end: number, log: (n: number) => void) {
        let n = 0;
        try {
          while (true) {
            if (n++ >= end) return;
            yield "more";
          }
        } finally {
          log(n);
        }
      }`,
  },
  {
    name: "the loop is entered again",
    before: `
      async function* generated(end: number) {
        let n = 0;
        for (const part of ["a", "b"]) {
          while (true) {
            if (n++ >= end) return;
            if (n === 3) break;
            yield part;
          }
        }
      }`,
  },
  {
    name: "a closure knows the variable",
    before: `
      async function* generated(end: number) {
        let n = 0;
        while (true) {
          if (n++ >= end) return;
          yield () => n;
        }
      }`,
  },
]);
