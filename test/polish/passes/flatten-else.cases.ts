import { flattenElse } from "../../../src/engine/polish/passes/flatten-else";
import { testPass } from "../cases";
import { withValues } from "../worlds";

testPass(flattenElse, [
  {
    name: "the branch is over",
    before: `
      async function* generated(next: () => Promise<string | null>) {
        while (true) {
          const value = await next();
          if (value === null) {
            return;
          } else {
            // a value
            yield value;
          }
        }
      }`,
    after: `
      async function* generated(next: () => Promise<string | null>) {
        while (true) {
          const value = await next();
          if (value === null) {
            return;
          }
          // a value
          yield value;
        }
      }`,
    worlds: [withValues("a", null)],
  },
  {
    name: "the branch goes on",
    before: `
      async function* generated(next: () => Promise<string | null>) {
        while (true) {
          const value = await next();
          if (value === null) {
            log("nothing");
          } else {
            yield value;
          }
        }
      }`,
  },
  {
    name: "a chain",
    before: `
      async function* generated(next: () => Promise<string | null>) {
        while (true) {
          const value = await next();
          if (value === null) {
            return;
          } else if (value) {
            yield value;
          }
        }
      }`,
  },
]);
