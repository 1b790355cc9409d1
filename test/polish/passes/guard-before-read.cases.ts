import { guardBeforeRead } from "../../../src/engine/polish/passes/guard-before-read";
import { testPass } from "../cases";
import { withArgs, withHelpers } from "../worlds";

testPass(guardBeforeRead, [
  {
    name: "the index is stepped before it is compared",
    before: `
      async function* generated(rows: number[]) {
        let i = 0;
        while (true) {
          const row = rows[i++]!;
          if (i > rows.length) return;
          yield row;
        }
      }`,
    after: `
      async function* generated(rows: number[]) {
        let i = 0;
        while (true) {
          if (i >= rows.length) return;
          const row = rows[i++]!;
          yield row;
        }
      }`,
    worlds: [withArgs(() => [[1, 2, 3]]), withArgs(() => [[]])],
  },
  {
    name: "the index itself is handed out, and the last one is returned",
    before: `
      async function* generated() {
        let i = 0;
        while (true) {
          const value = i++;
          if (i > 2) return value;
          yield value;
        }
      }`,
    after: `
      async function* generated() {
        let i = 0;
        while (true) {
          if (i >= 2) return i;
          const value = i++;
          yield value;
        }
      }`,
    worlds: [withArgs(() => [])],
  },
  {
    name: "the bound may be no whole number",
    before: `
      async function* generated(end: number) {
        let i = 0;
        while (true) {
          const value = i++;
          if (i > end) return;
          yield value;
        }
      }`,
  },
  {
    name: "the list may be anything",
    before: `
      async function* generated(rows: Rows) {
        let i = 0;
        while (true) {
          const row = rows[i++]!;
          if (i > rows.length) return;
          yield row;
        }
      }`,
  },
  {
    name: "the limit may be a fraction",
    before: `
      async function* generated(rows: number[], limit: number) {
        let i = 0;
        while (true) {
          const row = rows[i++]!;
          if (i > limit) return;
          yield row;
        }
      }`,
  },
  {
    name: "the index is told, too",
    before: `
      async function* generated(rows: number[]) {
        let i = 0;
        while (true) {
          log(i);
          const row = rows[i++]!;
          if (i > rows.length) return;
          yield [i, row];
        }
      }`,
    after: `
      async function* generated(rows: number[]) {
        let i = 0;
        while (true) {
          log(i);
          if (i >= rows.length) return;
          const row = rows[i++]!;
          yield [i, row];
        }
      }`,
    worlds: [withHelpers([1, 2])],
  },
  {
    name: "the guard takes the step",
    before: `
      async function* generated(rows: number[]) {
        let i = 0;
        while (true) {
          log("step" + i);
          const row = rows[i]!;
          if (++i > rows.length) return;
          yield row;
        }
      }`,
    after: `
      async function* generated(rows: number[]) {
        let i = 0;
        while (true) {
          log("step" + i);
          if (i >= rows.length) return;
          const row = rows[i++]!;
          yield row;
        }
      }`,
    worlds: [withHelpers([1, 2])],
  },
  {
    name: "clean-up asks for the index",
    before: `
      async function* generated(rows: number[]) {
        let i = 0;
        try {
          while (true) {
            const row = rows[i++]!;
            if (i > rows.length) return;
            yield row;
          }
        } finally {
          log(i);
        }
      }`,
  },
  {
    name: "the loop is entered again",
    before: `
      async function* generated(rows: number[]) {
        let i = 0;
        for (const add of [1, 2]) {
          while (true) {
            const row = rows[i++]!;
            if (i > rows.length) break;
            yield row;
          }
          rows.push(add, add);
        }
      }`,
  },
  {
    name: "the end is told the row",
    before: `
      async function* generated(rows: number[]) {
        let i = 0;
        while (true) {
          const row = rows[i++]!;
          if (i > rows.length) return row;
          yield row;
        }
      }`,
    after: `
      async function* generated(rows: number[]) {
        let i = 0;
        while (true) {
          if (i >= rows.length) return;
          const row = rows[i++]!;
          yield row;
        }
      }`,
    worlds: [withArgs(() => [[1, 2]]), withArgs(() => [[]])],
  },
  {
    name: "the end is told the row, of which a type speaks",
    context: { promisesFinalValue: true },
    before: `
      async function* generated(rows: number[]) {
        let i = 0;
        while (true) {
          const row = rows[i++]!;
          if (i > rows.length) return row;
          yield row;
        }
      }`,
  },
  {
    name: "the step is a statement between the two",
    before: `
      async function* generated(rows: number[], names: string[]) {
        let i = 0;
        while (true) {
          let name = names[i];
          i++;
          if (i > rows.length) return name;
          yield [i, name];
        }
      }`,
    after: `
      async function* generated(rows: number[], names: string[]) {
        let i = 0;
        while (true) {
          if (i >= rows.length) return;
          let name = names[i];
          i++;
          yield [i, name];
        }
      }`,
    worlds: [
      withArgs(() => [
        [1, 2],
        ["a", "b"],
      ]),
      withArgs(() => [[], []]),
    ],
  },
  {
    name: "the step is by two",
    before: `
      async function* generated(rows: number[]) {
        let i = 0;
        while (true) {
          const row = rows[i]!;
          i += 2;
          if (i > rows.length) return;
          yield row;
        }
      }`,
  },
  {
    name: "the step is another variable's",
    before: `
      async function* generated(rows: number[]) {
        let i = 0;
        let n = 0;
        while (true) {
          const row = rows[i]!;
          n++;
          if (i > rows.length) return;
          i++;
          yield [n, row];
        }
      }`,
  },
  {
    name: "the list is asked of what may be missing",
    context: { facts: { "box.inner.rows": { isArray: true } } },
    before: `
      async function* generated(box: any, rows: number[]) {
        let i = 0;
        while (true) {
          const row = box.inner.rows[i];
          i++;
          if (i > rows.length) return;
          yield row;
        }
      }`,
  },
  {
    name: "the row's own length",
    before: `
      async function* generated(rows: number[][]) {
        let i = 0;
        while (true) {
          const row: number[] = rows[i]!;
          i++;
          if (i > row.length) return;
          yield row;
        }
      }`,
  },
  {
    name: "what is read is worked out",
    before: `
      async function* generated(rows: number[], read: (row: number) => number) {
        let i = 0;
        while (true) {
          const row = read(rows[i++]!);
          if (i > rows.length) return;
          yield row;
        }
      }`,
  },
]);
