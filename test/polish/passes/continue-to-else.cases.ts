import { continueToElse } from "../../../src/engine/polish/passes/continue-to-else";
import { testPass } from "../cases";
import { withArgs } from "../worlds";

testPass(continueToElse, [
  {
    name: "one after the other",
    before: `
      async function* generated(rows: (number | string | null)[]) {
        for (const row of rows) {
          if (row === null) {
            yield "none";
            continue;
          }
          if (typeof row === "string") {
            const text = row.trim();
            yield text;
            continue;
          }

          // a number
          const twice = row * 2; // as it is
          yield twice;
        }
      }`,
    after: `
      async function* generated(rows: (number | string | null)[]) {
        for (const row of rows) {
          if (row === null) {
            yield "none";
          } else if (typeof row === "string") {
            const text = row.trim();
            yield text;
          } else {
            // a number
            const twice = row * 2; // as it is
            yield twice;
          }
        }
      }`,
    worlds: [withArgs(() => [[1, " a", null]])],
  },
  {
    name: "a continue of the author's",
    before: `
      async function* generated(rows: number[]) {
        for (const row of rows) {
          if (row === 2) {
            skipped(row);
            continue;
          }
          yield row;
        }
      }`,
  },
  {
    name: "a guard follows",
    before: `
      async function* generated(rows: number[]) {
        while (true) {
          const row = rows.pop();
          if (row === 2) {
            yield row;
            continue;
          }
          if (row === undefined) return;
        }
      }`,
  },
  {
    name: "much follows",
    before: `
      async function* generated(rows: number[]) {
        for (const row of rows) {
          if (row === 2) {
            yield row;
            continue;
          }
          const a = row + 1;
          const b = a + 1;
          const c = b + 1;
          yield c;
        }
      }`,
  },
  {
    name: "another loop's round ends",
    before: `
      async function* generated(rows: number[][]) {
        outer: for (const list of rows) {
          for (const row of list) {
            if (row === 2) {
              yield row;
              continue outer;
            }
            yield row;
          }
        }
      }`,
  },
  {
    name: "something is said of going on",
    before: `
      async function* generated(rows: number[]) {
        for (const row of rows) {
          if (row === 2) {
            yield row;
            continue; // two is enough
          }
          yield row;
        }
      }`,
  },
]);
