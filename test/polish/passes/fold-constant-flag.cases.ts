import { foldConstantFlag } from "../../../src/engine/polish/passes/fold-constant-flag";
import { testPass } from "../cases";
import { withValues } from "../worlds";

testPass(foldConstantFlag, [
  {
    name: "never set any more",
    before: `
      async function* generated(next: () => Promise<number>) {
        let finished = false;
        while (true) {
          if (finished) return;
          yield await next();
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        while (true) {
          if (false) return;
          yield await next();
        }
      }`,
    worlds: [withValues(1, 2)],
  },
  {
    name: "a constant has a name for a reason",
    before: `
      async function* generated(next: () => Promise<number>) {
        const verbose = false;
        if (verbose) log(1);
        yield 1;
      }`,
  },
  {
    name: "set somewhere",
    before: `
      async function* generated(next: () => Promise<number>) {
        let finished = false;
        while (true) {
          if (finished) return;
          finished = (await next()) > 1;
        }
      }`,
  },
]);
