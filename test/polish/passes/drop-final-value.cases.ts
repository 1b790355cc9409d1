import { dropFinalValue } from "../../../src/engine/polish/passes/drop-final-value";
import { testPass } from "../cases";
import { withValues } from "../worlds";

testPass(dropFinalValue, [
  {
    name: "undefined says nothing",
    before: `
      async function* generated(next: () => Promise<number>) {
        yield await next();
        return undefined;
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        yield await next();
        return;
      }`,
    worlds: [withValues(1)],
  },
  {
    name: "void 0",
    before: `
      async function* generated(next: () => Promise<number>) {
        yield await next();
        return void 0;
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        yield await next();
        return;
      }`,
    worlds: [withValues(1)],
  },
  {
    name: "somebody may look at it",
    before: `
      async function* generated(total: number) {
        yield total;
        return total;
      }`,
  },
  {
    name: "working it out has an effect",
    context: { finalValueUnused: true },
    before: `
      async function* generated(total: () => number) {
        yield 1;
        return total();
      }`,
  },
  {
    name: "a member of what may be missing",
    context: { finalValueUnused: true },
    before: `
      async function* generated(rows: { name: string }[]) {
        for (let i = 0; ; i++) {
          const row = rows[i];
          if (i >= rows.length) return row.name;
          yield row.name;
        }
      }`,
  },
]);
