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
    name: "a block in the place of a statement on its own line",
    before: `
      async function* generated(next: () => Promise<number>) {
        if ((await next()) > 0)
          {
          yield 1;
        }
        else
          {
          yield 2;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        if ((await next()) > 0) {
          yield 1;
        }
        else {
          yield 2;
        }
      }`,
    worlds: [withValues(1), withValues(0)],
  },
  {
    name: "braces on lines of their own, where their author likes them",
    before: `
      async function* generated(next: () => Promise<number>) {
        if ((await next()) > 0)
        {
          yield 1;
        }
      }`,
  },
  {
    name: "a block on one line",
    before: `
      async function* generated(next: () => Promise<number>) {
        while (true) { yield await next(); }
      }`,
  },
]);
