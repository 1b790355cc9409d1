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
]);
