import { blockLayout } from "../../../src/engine/polish/passes/block-layout";
import { testPass } from "../cases";
import { withValues } from "../worlds";

testPass(blockLayout, [
  {
    name: "what stood on one line",
    before: `
      async function* generated(next: () => Promise<number>) {
        while (true) { const value = await next();
          if (!value) return;
          yield value; }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        while (true) {
          const value = await next();
          if (!value) return;
          yield value;
        }
      }`,
    worlds: [withValues(1, 2)],
  },
  {
    name: "a block on one line",
    before: `
      async function* generated(next: () => Promise<number>) {
        while (true) { yield await next(); }
      }`,
  },
]);
