import { emptyBlocks } from "../../../src/engine/polish/passes/empty-blocks";
import { testPass } from "../cases";
import { withArgs, withValues } from "../worlds";

testPass(emptyBlocks, [
  {
    name: "the only question for a field of the class around, which would be left unused",
    before: `
      async function* generated(this: { done: boolean; list: number[] }) {
        if (this.done) {
        }
        yield this.list;
      }`,
  },
  {
    name: "a question for what is asked for elsewhere, too",
    before: `
      async function* generated() {
        if (state.done) {
        }
        yield state.done;
      }`,
    after: `
      async function* generated() {
        yield state.done;
      }`,
    worlds: [() => ({ globals: { state: { done: true } } })],
  },
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
