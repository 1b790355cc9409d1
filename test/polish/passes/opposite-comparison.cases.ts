import { oppositeComparison } from "../../../src/engine/polish/passes/opposite-comparison";
import { testPass } from "../cases";
import { withArgs } from "../worlds";

testPass(oppositeComparison, [
  {
    name: "an index of a list",
    before: `
      async function* generated(rows: number[]) {
        let i = 0;
        while (true) {
          await null;
          if (!(i < rows.length)) return;
          if (!(rows[i] === 2)) yield rows[i];
          i++;
        }
      }`,
    after: `
      async function* generated(rows: number[]) {
        let i = 0;
        while (true) {
          await null;
          if (i >= rows.length) return;
          if (rows[i] !== 2) yield rows[i];
          i++;
        }
      }`,
    worlds: [withArgs(() => [[1, 2, 3]]), withArgs(() => [[]])],
  },
  {
    name: "it may be no number",
    before: `
      async function* generated(next: () => Promise<number | undefined>) {
        while (true) {
          const value = await next();
          if (!(value < 12)) return;
          yield value;
        }
      }`,
  },
  {
    name: "two questions before the end",
    before: `
      async function* generated(rows: (number | null)[]) {
        while (true) {
          const row = rows.pop();
          if (!(row !== undefined && row)) return;
          yield row;
        }
      }`,
    after: `
      async function* generated(rows: (number | null)[]) {
        while (true) {
          const row = rows.pop();
          if (row === undefined || !row) return;
          yield row;
        }
      }`,
    worlds: [withArgs(() => [[1, 0, 3]]), withArgs(() => [[1, 2]])],
  },
  {
    name: "two questions that do not lead to the end",
    before: `
      async function* generated(rows: (number | null)[]) {
        for (const row of rows) {
          if (!(row === null || row === 2)) {
            yield row;
          }
        }
      }`,
  },
]);
