import { passThroughToDelegate } from "../../../src/engine/polish/passes/pass-through-to-delegate";
import { testPass } from "../cases";
import { withSource } from "../worlds";

testPass(passThroughToDelegate, [
  {
    name: "the source must stay open",
    before: `
      async function* generated(source: AsyncIterable<string>) {
        const it = source[Symbol.asyncIterator]();
        while (true) {
          const result = await it.next();
          if (result.done) return result.value;
          yield result.value;
        }
      }`,
  },
  {
    name: "a source with a final value",
    context: { mayCloseSource: true },
    before: `
      async function* generated(source: AsyncIterable<string>) {
        const it = source[Symbol.asyncIterator]();
        while (true) {
          const result = await it.next();
          if (result.done) return result.value;
          yield result.value;
        }
      }`,
    after: `
      async function* generated(source: AsyncIterable<string>) {
        return yield* source;
      }`,
    worlds: [withSource(["a", "b"], "end")],
  },
  {
    name: "the value is changed on the way",
    context: { mayCloseSource: true },
    before: `
      async function* generated(source: AsyncIterable<string>) {
        const it = source[Symbol.asyncIterator]();
        while (true) {
          const result = await it.next();
          if (result.done) return result.value;
          yield result.value + 1;
        }
      }`,
  },
  {
    name: "errors thrown in would go to the source",
    context: { mayCloseSource: true, hasThrow: true },
    before: `
      async function* generated(source: AsyncIterable<string>) {
        const it = source[Symbol.asyncIterator]();
        while (true) {
          const result = await it.next();
          if (result.done) return result.value;
          yield result.value;
        }
      }`,
  },
]);
