import { asyncNextToForAwait } from "../../../src/engine/polish/passes/manual-next";
import { testPass } from "../cases";
import { withSource } from "../worlds";

testPass(asyncNextToForAwait, [
  {
    name: "a source that may be closed",
    context: { mayCloseSource: true },
    before: `
      async function* generated(source: AsyncIterable<number>) {
        const it = source[Symbol.asyncIterator]();
        let count = 0;
        while (true) {
          const { value, done } = await it.next();
          if (done) return;
          yield value * 2 + count++;
        }
      }`,
    after: `
      async function* generated(source: AsyncIterable<number>) {
        let count = 0;
        for await (const value of source) {
          yield value * 2 + count++;
        }
      }`,
    worlds: [withSource([1, 2])],
  },
  {
    name: "the final value is not looked at",
    context: { mayCloseSource: true, finalValueUnused: true },
    before: `
      async function* generated(source: AsyncIterable<number>) {
        const it = source[Symbol.asyncIterator]();
        while (true) {
          const result = await it.next();
          if (result.done) return result.value;
          yield result.value * 2;
        }
      }`,
    after: `
      async function* generated(source: AsyncIterable<number>) {
        for await (const item of source) {
          yield item * 2;
        }
      }`,
    worlds: [withSource([1, 2])],
  },
  {
    name: "nobody asks for the elements",
    context: { mayCloseSource: true, finalValueUnused: true },
    before: `
      async function* generated(source: AsyncIterable<number>) {
        const it = source[Symbol.asyncIterator]();
        let count = 0;
        while (true) {
          const result = await it.next();
          if (result.done) return;
          yield ++count;
        }
      }`,
    after: `
      async function* generated(source: AsyncIterable<number>) {
        let count = 0;
        for await (const _ of source) {
          yield ++count;
        }
      }`,
    worlds: [withSource([1, 2])],
  },
  {
    name: "the source must stay open",
    before: `
      async function* generated(source: AsyncIterable<number>) {
        const it = source[Symbol.asyncIterator]();
        while (true) {
          const { value, done } = await it.next();
          if (done) return;
          yield value;
        }
      }`,
  },
  {
    name: "something may happen between opening and drawing",
    context: { mayCloseSource: true },
    before: `
      async function* generated(source: AsyncIterable<number>) {
        const it = source[Symbol.asyncIterator]();
        await sleep(1);
        while (true) {
          const { value, done } = await it.next();
          if (done) return;
          yield value;
        }
      }`,
  },
  {
    name: "an iterator from elsewhere may not be iterable",
    context: { mayCloseSource: true },
    before: `
      async function* generated(it: AsyncIterator<number>) {
        while (true) {
          const { value, done } = await it.next();
          if (done) return;
          yield value;
        }
      }`,
  },
  {
    name: "the final value is handed on",
    context: { mayCloseSource: true },
    before: `
      async function* generated(source: AsyncIterable<number>) {
        const it = source[Symbol.asyncIterator]();
        while (true) {
          const result = await it.next();
          if (result.done) return result.value;
          yield result.value * 2;
        }
      }`,
  },
  {
    name: "a reader is no iterator",
    context: { mayCloseSource: true },
    before: `
      async function* generated(reader: Reader) {
        while (true) {
          const { value, done } = await reader.read();
          if (done) return;
          yield value;
        }
      }`,
  },
]);
