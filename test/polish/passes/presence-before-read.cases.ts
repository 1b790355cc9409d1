import { presenceBeforeRead } from "../../../src/engine/polish/passes/presence-before-read";
import { testPass } from "../cases";
import { withHelpers } from "../worlds";

testPass(presenceBeforeRead, [
  {
    name: "a step before the read",
    before: `
      async function* generated(rows: string[]) {
        let i = -1;
        while (true) {
          const row = rows[++i];
          if (!(i in rows)) return row;
          yield row;
        }
      }`,
    after: `
      async function* generated(rows: string[]) {
        let i = -1;
        while (true) {
          if (!(++i in rows)) return;
          const row = rows[i];
          yield row;
        }
      }`,
    worlds: [withHelpers(["a", "b"]), withHelpers([])],
  },
  {
    name: "a step elsewhere",
    before: `
      async function* generated(rows: string[]) {
        let i = 0;
        while (true) {
          const row = rows[i];
          if (!(i in rows)) {
            return;
          }
          i += 2;
          yield row;
        }
      }`,
    after: `
      async function* generated(rows: string[]) {
        let i = 0;
        while (true) {
          if (!(i in rows)) {
            return;
          }
          const row = rows[i];
          i += 2;
          yield row;
        }
      }`,
    worlds: [withHelpers(["a", "b", "c"]), withHelpers([])],
  },
  {
    name: "another list is asked",
    before: `
      async function* generated(rows: string[], names: string[]) {
        let i = -1;
        while (true) {
          const row = rows[++i];
          if (!(i in names)) return;
          yield row;
        }
      }`,
  },
  {
    name: "the row is used before the end",
    before: `
      async function* generated(rows: string[]) {
        let i = -1;
        while (true) {
          const row = rows[++i];
          if (!(i in rows)) {
            log(String(row));
            return;
          }
          yield row;
        }
      }`,
  },
  {
    name: "the types ask for a final value",
    before: `
      async function* generated(rows: string[]) {
        let i = -1;
        while (true) {
          const row = rows[++i];
          if (!(i in rows)) return row;
          yield row;
        }
      }`,
    context: { promisesFinalValue: true },
  },
]);
