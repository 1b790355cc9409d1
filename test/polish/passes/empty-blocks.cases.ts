import { emptyBlocks } from "../../../src/engine/polish/passes/empty-blocks";
import { testPass } from "../cases";
import { withArgs, withValues } from "../worlds";

testPass(emptyBlocks, [
  {
    name: "an if without a body",
    before: `
      async function* generated(a: boolean) {
        if (a) {
        }
        yield 1;
      }`,
    after: `
      async function* generated(a: boolean) {
        yield 1;
      }`,
    worlds: [withArgs(() => [true])],
  },
  {
    name: "an else without a body",
    before: `
      async function* generated(a: boolean) {
        if (a) {
          yield 1;
        } else {
        }
      }`,
    after: `
      async function* generated(a: boolean) {
        if (a) {
          yield 1;
        }
      }`,
    worlds: [withArgs(() => [true]), withArgs(() => [false])],
  },
  {
    name: "the other way round",
    before: `
      async function* generated(a: boolean) {
        if (a) {
        } else {
          yield 1;
        }
      }`,
    after: `
      async function* generated(a: boolean) {
        if (!a) {
          yield 1;
        }
      }`,
    worlds: [withArgs(() => [true]), withArgs(() => [false])],
  },
  {
    name: "a condition with an effect stays",
    before: `
      async function* generated(next: () => Promise<number>) {
        if (await next()) {
        }
        yield 1;
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        await next();
        yield 1;
      }`,
    worlds: [withValues(1)],
  },
  {
    name: "a comment says why it is empty",
    before: `
      async function* generated(a: boolean) {
        if (a) {
          // nothing to do
        }
      }`,
  },
]);
