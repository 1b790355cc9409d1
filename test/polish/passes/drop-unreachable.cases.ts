import { dropUnreachable } from "../../../src/engine/polish/passes/drop-unreachable";
import { testPass } from "../cases";
import { withValues } from "../worlds";

testPass(dropUnreachable, [
  {
    name: "code behind an exit, its comments kept",
    before: `
      async function* generated(next: () => Promise<number>) {
        yield await next();
        return;
        // never
        log("never");
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        yield await next();
        return;
        // never
      }`,
    worlds: [withValues(1)],
  },
  {
    name: "a function is declared there",
    before: `
      async function* generated(next: () => Promise<number>) {
        yield helper();
        return;
        function helper() {
          return 1;
        }
      }`,
  },
  {
    name: "in a clause, with names of its own",
    before: `
      async function* generated(next: () => Promise<number>) {
        switch (await next()) {
          case 1:
            yield 1;
            return;
            const late = 2;
            log(late);
            break;
          default:
            yield 2;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        switch (await next()) {
          case 1:
            yield 1;
            return;
          default:
            yield 2;
        }
      }`,
    worlds: [withValues(1), withValues(2)],
  },
  {
    name: "something before knows a name",
    before: `
      async function* generated(next: () => Promise<number>) {
        const read = () => late;
        yield await next();
        return;
        const late = read;
      }`,
  },
]);
