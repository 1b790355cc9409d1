import { asyncNextToForAwait } from "../../../src/engine/polish/passes/manual-next";
import { testPass } from "../cases";
import type { MakeWorld } from "../recorder";
import { withSource } from "../worlds";

/** A source of two numbers, and a function. */
const withSourceAnd =
  (fn: (item: number) => number): MakeWorld =>
  (recorder) => {
    const world = withSource([1, 2])(recorder);
    return { ...world, args: [...(world.args ?? []), fn] };
  };

async function* countTo(most: number) {
  for (let n = 1; n <= most; n++) yield await Promise.resolve(n);
}

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
    name: "the name of a parameter in a type is free",
    context: { mayCloseSource: true },
    before: `
      async function* generated(source: AsyncIterable<number>, double: (item: number) => number) {
        const it = source[Symbol.asyncIterator]();
        while (true) {
          const result = await it.next();
          if (result.done) return;
          yield double(result.value);
        }
      }`,
    after: `
      async function* generated(source: AsyncIterable<number>, double: (item: number) => number) {
        for await (const item of source) {
          yield double(item);
        }
      }`,
    worlds: [withSourceAnd((item: number) => item * 2)],
  },
  {
    name: "more than the end is asked for",
    context: { mayCloseSource: true },
    before: `
      async function* generated(source: AsyncIterable<number>) {
        const it = source[Symbol.asyncIterator]();
        while (true) {
          const { value, done } = await it.next();
          if (done || value > 2 || value < 0) return;
          yield value * 2;
        }
      }`,
    after: `
      async function* generated(source: AsyncIterable<number>) {
        for await (const value of source) {
          if (value > 2 || value < 0) return;
          yield value * 2;
        }
      }`,
    worlds: [withSource([1, 2])],
  },
  {
    name: "the end is asked for behind something else",
    context: { mayCloseSource: true },
    before: `
      async function* generated(source: AsyncIterable<number>) {
        const it = source[Symbol.asyncIterator]();
        while (true) {
          const { value, done } = await it.next();
          if (value > 2 || done) return;
          yield value * 2;
        }
      }`,
  },
  {
    name: "what more is asked for does not end the loop alone",
    context: { mayCloseSource: true },
    before: `
      async function* generated(source: AsyncIterable<number>) {
        const it = source[Symbol.asyncIterator]();
        while (true) {
          const { value, done } = await it.next();
          if (done || value > 2) {
            console.log(value);
            return;
          }
          yield value * 2;
        }
      }`,
  },
  {
    name: "a helper of its own gives the values, and has nothing to clean up",
    before: `
      async function* generated() {
        const delays = backoff();

        async function* backoff() {
          for (let n = 1; n < 4; n++) yield n;
        }

        while (true) {
          const delay = await delays.next();
          if (delay.done) return;
          yield delay.value * 2;
        }
      }`,
    after: `
      async function* generated() {
        async function* backoff() {
          for (let n = 1; n < 4; n++) yield n;
        }

        for await (const delay of backoff()) {
          yield delay * 2;
        }
      }`,
    worlds: [() => ({})],
  },
  {
    name: "a function of the project gives them",
    context: { facts: { "rows(2)": { isQuietGenerator: true } } },
    before: `
      async function* generated() {
        const it = rows(2);
        while (true) {
          const result = await it.next();
          if (result.done) return;
          yield result.value * 2;
        }
      }`,
    after: `
      async function* generated() {
        for await (const item of rows(2)) {
          yield item * 2;
        }
      }`,
    worlds: [
      () => ({
        globals: {
          rows: async function* (count: number) {
            for (let n = 0; n < count; n++) yield n;
          },
        },
      }),
    ],
  },
  {
    name: "the helper cleans up",
    before: `
      async function* generated() {
        const delays = backoff();

        async function* backoff() {
          try {
            yield 1;
          } finally {
            console.log("closed");
          }
        }

        while (true) {
          const delay = await delays.next();
          if (delay.done) return;
          yield delay.value * 2;
        }
      }`,
  },
  {
    name: "the helper is a sync generator, whose promises a loop would await",
    before: `
      async function* generated() {
        const delays = backoff();

        function* backoff() {
          yield Promise.resolve(1);
        }

        while (true) {
          const delay = await delays.next();
          if (delay.done) return;
          yield delay.value;
        }
      }`,
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
    name: "a generator that is kept in a variable",
    context: { mayCloseSource: true, facts: { it: { isSelfIterator: true } } },
    before: `
      async function* generated(read: (most: number) => AsyncGenerator<number>) {
        const it = read(2);
        while (true) {
          const { value, done } = await it.next();
          if (done) return;
          yield value;
        }
      }`,
    after: `
      async function* generated(read: (most: number) => AsyncGenerator<number>) {
        for await (const value of read(2)) {
          yield value;
        }
      }`,
    worlds: [() => ({ args: [countTo] })],
  },
  {
    name: "what is kept in a variable may be another iterator",
    context: { mayCloseSource: true },
    before: `
      async function* generated(read: (most: number) => AsyncIterator<number>) {
        const it = read(2);
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
