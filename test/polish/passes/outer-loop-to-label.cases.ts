import { outerLoopToLabel } from "../../../src/engine/polish/passes/outer-loop-to-label";
import { testPass } from "../cases";
import { withArgs, withHelpers } from "../worlds";

testPass(outerLoopToLabel, [
  {
    name: "each round begins with constants that are the same",
    context: { facts: { "this.end": { isNumber: true, isStable: true } } },
    before: `
      async function* generated(this: { end: number; n: number }) {
        outer: while (true) {
          const end = this.end;
          while (this.n < end) {
            this.n++;
            if (this.n % 2) {
              yield this.n;
              continue outer;
            }
          }
          return;
        }
      }`,
    after: `
      async function* generated(this: { end: number; n: number }) {
        const end = this.end;
        outer: while (this.n < end) {
          this.n++;
          if (this.n % 2) {
            yield this.n;
            continue outer;
          }
        }
        return;
      }`,
    worlds: [() => ({ self: { end: 4, n: 0 }, args: [] }), () => ({ self: { end: 0, n: 0 }, args: [] })],
  },
  {
    name: "the constant may be another one in the next round",
    before: `
      async function* generated(this: { end: number; n: number }) {
        outer: while (true) {
          const end = this.end;
          while (this.n < end) {
            this.n++;
            if (this.n % 2) {
              yield this.n;
              continue outer;
            }
          }
          return;
        }
      }`,
  },
  {
    name: "a search that ends",
    before: `
      async function* generated(end: number, isWanted: (n: number) => boolean) {
        let n = 0;
        outer: while (true) {
          while (n < end) {
            n++;
            if (n % 2) {
              yield n;
              continue outer;
            }
          }
          return;
        }
      }`,
    after: `
      async function* generated(end: number, isWanted: (n: number) => boolean) {
        let n = 0;
        outer: while (n < end) {
          n++;
          if (n % 2) {
            yield n;
            continue outer;
          }
        }
        return;
      }`,
    worlds: [withHelpers(5), withHelpers(0)],
  },
  {
    name: "an inner label",
    before: `
      async function* generated(rows: number[][]) {
        let row = 0;
        outer: while (true) {
          inner: while (row < rows.length) {
            for (const cell of rows[row++]) {
              if (cell === 0) continue inner;
              yield cell;
              continue outer;
            }
          }
          return;
        }
      }`,
    after: `
      async function* generated(rows: number[][]) {
        let row = 0;
        outer: inner: while (row < rows.length) {
          for (const cell of rows[row++]) {
            if (cell === 0) continue inner;
            yield cell;
            continue inner;
          }
        }
        return;
      }`,
    worlds: [withArgs(() => [[[1, 0], [2, 3], [0]]])],
  },
  {
    name: "a for starts anew",
    before: `
      async function* generated(end: number) {
        outer: while (true) {
          for (let i = 0; i < end; i++) {
            if (await sleep(i)) continue outer;
            yield i;
          }
          return;
        }
      }`,
  },
  {
    name: "something is done in each outer round",
    before: `
      async function* generated(end: number) {
        let n = 0;
        outer: while (true) {
          log(n);
          while (n < end) {
            yield n++;
            continue outer;
          }
          return;
        }
      }`,
  },
]);
