import { stepInsideRead } from "../../../src/engine/polish/passes/step-inside-read";
import { testPass } from "../cases";
import { withArgs } from "../worlds";

testPass(stepInsideRead, [
  {
    name: "the index is stepped between reading and handing out",
    before: `
      async function* generated(rows: string[]) {
        let i = 0;
        while (i < rows.length) {
          const value = rows[i]!;
          i += 1;
          yield value;
        }
        return i;
      }`,
    after: `
      async function* generated(rows: string[]) {
        let i = 0;
        while (i < rows.length) {
          yield rows[i++]!;
        }
        return i;
      }`,
    worlds: [withArgs(() => [["a", "b"]]), withArgs(() => [[]])],
  },
  {
    name: "the element has a name that says something",
    before: `
      async function* generated(rows: string[]) {
        let i = 0;
        while (i < rows.length) {
          const firstName = rows[i];
          i++;
          yield firstName;
        }
        return i;
      }`,
  },
  {
    name: "the index may be a text",
    before: `
      async function* generated(rows: any, i: any) {
        let at = i;
        while (at < rows.length) {
          const value = rows[at];
          at++;
          yield value;
        }
        return at;
      }`,
  },
  {
    name: "the index is asked for by what is handed out",
    before: `
      async function* generated(rows: string[]) {
        let i = 0;
        while (i < rows.length) {
          const value = rows[i];
          i++;
          yield [i, value];
        }
        return i;
      }`,
  },
  {
    name: "clean-up asks for the index",
    before: `
      async function* generated(rows: any) {
        let i = 0;
        try {
          while (i < 2) {
            const value = rows[i];
            i++;
            yield value;
          }
        } finally {
          log(i);
        }
      }`,
  },
  {
    name: "a closure knows the index",
    before: `
      async function* generated(rows: any) {
        let i = 0;
        log(() => i);
        while (i < 2) {
          const value = rows[i];
          i++;
          yield value;
        }
      }`,
  },
  {
    name: "the list is found by the index, too",
    before: `
      async function* generated(rows: string[][]) {
        let i = 0;
        while (i < 2) {
          const value = rows[i]![i];
          i++;
          yield value;
        }
      }`,
  },
]);
