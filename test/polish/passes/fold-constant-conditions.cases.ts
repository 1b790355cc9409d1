import { foldConstantConditions } from "../../../src/engine/polish/passes/fold-constant-conditions";
import { testPass } from "../cases";
import { withValues } from "../worlds";

testPass(foldConstantConditions, [
  {
    name: "branches that are always or never taken",
    before: `
      async function* generated(next: () => Promise<number>) {
        if (true) {
          // always
          yield await next();
        }
        if (!false && false) {
          yield 2;
        }
        while (false || (await next())) {
          yield 3;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        // always
        yield await next();
        while ((await next())) {
          yield 3;
        }
      }`,
    worlds: [withValues(1, 2, 0)],
  },
  {
    name: "a value, not a condition",
    before: `
      async function* generated(a: number) {
        yield a && true;
      }`,
  },
  {
    name: "an effect before it",
    before: `
      async function* generated(a: () => boolean) {
        if (a() && false) {
          yield 1;
        }
      }`,
  },
]);
