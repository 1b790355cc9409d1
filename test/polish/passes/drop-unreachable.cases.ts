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
    name: "behind a loop that is only left together with the one around it",
    before: `
      async function* generated(next: () => Promise<number>) {
        outer: while (true) {
          while (true) {
            const row = await next();
            if (row === 0) break outer;
            yield row;
          }
          log("never");
        }
        log("end");
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        outer: while (true) {
          while (true) {
            const row = await next();
            if (row === 0) break outer;
            yield row;
          }
        }
        log("end");
      }`,
    worlds: [withValues(1, 2, 0)],
  },
  {
    name: "a loop, left from further in by a label of its own",
    before: `
      async function* generated(next: () => Promise<number>) {
        search: rows: while (true) {
          switch (await next()) {
            case 0:
              break search;
            default:
              yield 1;
          }
        }
        log("end");
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
