import { inlineBareValue } from "../../../src/engine/polish/passes/inline-bare-value";
import { testPass } from "../cases";
import { withArgs } from "../worlds";

testPass(inlineBareValue, [
  {
    name: "an element",
    before: `
      async function* generated(rows: string[]) {
        for (let i = 0; i < rows.length; i++) {
          // the row
          const value = rows[i];
          yield value;
        }
      }`,
    after: `
      async function* generated(rows: string[]) {
        for (let i = 0; i < rows.length; i++) {
          // the row
          yield rows[i];
        }
      }`,
    worlds: [withArgs(() => [["a", "b"]])],
  },
  {
    name: "a pair whose type is asserted",
    before: `
      async function* generated(rows: string[]) {
        for (let i = 0; i < rows.length; i++) {
          const item = [i, rows[i]] as [number, string];
          yield item;
        }
      }`,
    after: `
      async function* generated(rows: string[]) {
        for (let i = 0; i < rows.length; i++) {
          yield [i, rows[i]] as [number, string];
        }
      }`,
    worlds: [withArgs(() => [["a", "b"]])],
  },
  {
    name: "a text, and what is there for certain",
    before: `
      async function* generated(rows: (string | undefined)[]) {
        for (let i = 0; i < rows.length; i++) {
          const v = \`\${i}\`;
          yield v;
          const el = rows[i]!;
          yield el;
        }
      }`,
    after: `
      async function* generated(rows: (string | undefined)[]) {
        for (let i = 0; i < rows.length; i++) {
          yield \`\${i}\`;
          yield rows[i]!;
        }
      }`,
    worlds: [withArgs(() => [["a", "b"]])],
  },
  {
    name: "something is waited for",
    before: `
      async function* generated(next: () => Promise<unknown>) {
        while (true) {
          const value = (await next()) as string;
          yield value;
        }
      }`,
  },
  {
    name: "the name says something",
    before: `
      async function* generated(rows: string[]) {
        for (let i = 0; i < rows.length; i++) {
          const row = rows[i];
          yield row;
        }
      }`,
  },
  {
    name: "it is named once more",
    before: `
      async function* generated(rows: string[]) {
        for (let i = 0; i < rows.length; i++) {
          const value = rows[i];
          yield value;
          yield value;
        }
      }`,
  },
  {
    name: "the author wrote its type",
    before: `
      async function* generated(rows: unknown[]) {
        for (let i = 0; i < rows.length; i++) {
          const value: any = rows[i];
          yield value;
        }
      }`,
  },
  {
    name: "what a literal is taken for may hang on its place",
    before: `
      async function* generated() {
        while (true) {
          const value = [1];
          yield value;
        }
      }`,
  },
]);
