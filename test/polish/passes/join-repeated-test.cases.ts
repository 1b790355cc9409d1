import { joinRepeatedTest } from "../../../src/engine/polish/passes/join-repeated-test";
import { testPass } from "../cases";
import type { MakeWorld } from "../recorder";
import { withArgs, withSource } from "../worlds";

const withCursor =
  (...rows: number[]): MakeWorld =>
  ({ async }) => {
    const rest = [...rows];
    const cursor = {
      more: async("more", () => rest.length > 0),
      next: async("next", () => rest.shift()),
      close: async("close", () => undefined),
    };
    return { args: [cursor, 2] };
  };

testPass(joinRepeatedTest, [
  {
    name: "something is done at the end",
    before: `
      async function* generated(source: AsyncIterator<number, string>) {
        while (true) {
          const result = await source.next();
          if (result.done) {
            log("over");
          }
          if (result.done) return result.value;
          yield result.value;
        }
      }`,
    after: `
      async function* generated(source: AsyncIterator<number, string>) {
        while (true) {
          const result = await source.next();
          if (result.done) {
            log("over");
            return result.value;
          }
          yield result.value;
        }
      }`,
    worlds: [withSource([1, 2], "end")],
  },
  {
    name: "something is done at the end, without a block",
    before: `
      async function* generated(source: AsyncIterator<number, string>) {
        while (true) {
          const result = await source.next();
          // the source is short
          if (result.done) log("over");
          if (result.done) return result.value;
          yield result.value;
        }
      }`,
    after: `
      async function* generated(source: AsyncIterator<number, string>) {
        while (true) {
          const result = await source.next();
          // the source is short
          if (result.done) {
            log("over");
            return result.value;
          }
          yield result.value;
        }
      }`,
    worlds: [withSource([1, 2], "end")],
  },
  {
    name: "asked for again without a block, and set in between",
    before: `
      async function* generated(source: AsyncIterator<number, undefined>) {
        while (true) {
          let result = await source.next();
          if (result.done) result = await source.next();
          if (result.done) return;
          yield result.value;
        }
      }`,
  },
  {
    name: "asked again at the branch's end",
    before: `
      function* generated(lists: number[][]) {
        let values = (lists.shift() ?? []).values();
        while (lists.length > 0) {
          let result = values.next();
          if (result.done) {
            values = (lists.shift() ?? []).values();
            result = values.next();
            if (result.done) throw new Error("empty");
          }
          if (result.done) return;
          yield result.value;
        }
      }`,
    after: `
      function* generated(lists: number[][]) {
        let values = (lists.shift() ?? []).values();
        while (lists.length > 0) {
          let result = values.next();
          if (result.done) {
            values = (lists.shift() ?? []).values();
            result = values.next();
            if (result.done) throw new Error("empty");
          }
          yield result.value;
        }
      }`,
    worlds: [withArgs(() => [[[1, 2], [3], []]]), withArgs(() => [[[1], [], [2]]])],
  },
  {
    name: "the branch draws another one",
    before: `
      function* generated(lists: number[][]) {
        const values = (lists.shift() ?? []).values();
        const others = (lists.shift() ?? []).values();
        while (true) {
          let result = values.next();
          if (result.done) {
            result = others.next();
          }
          if (result.done) return;
          yield result.value;
        }
      }`,
    worlds: [
      withArgs(() => [
        [
          [1, 2],
          [3, 4],
        ],
      ]),
    ],
  },
  {
    name: "the branch hands the result on",
    before: `
      function* generated(values: Iterator<number>, retry: (result: IteratorResult<number>) => void) {
        while (true) {
          const result = values.next();
          if (result.done) {
            retry(result);
          }
          if (result.done) return;
          yield result.value;
        }
      }`,
    worlds: [withArgs(() => [[1, 2].values(), () => undefined])],
  },
  {
    name: "what a constant holds",
    before: `
      async function* generated(cursor: Cursor) {
        while (true) {
          const more = await cursor.more();
          if (!more) {
            await cursor.close();
          }
          if (!more) return undefined;
          yield await cursor.next();
        }
      }`,
    after: `
      async function* generated(cursor: Cursor) {
        while (true) {
          const more = await cursor.more();
          if (!more) {
            await cursor.close();
            return undefined;
          }
          yield await cursor.next();
        }
      }`,
    worlds: [withCursor(1, 2), withCursor()],
  },
  {
    name: "two constants that are compared",
    before: `
      async function* generated(cursor: Cursor, last: number) {
        while (true) {
          const row = await cursor.next();
          if (row === undefined || row === last) {
            await cursor.close();
          }
          if (row === undefined || row === last) return;
          yield row;
        }
      }`,
    after: `
      async function* generated(cursor: Cursor, last: number) {
        while (true) {
          const row = await cursor.next();
          if (row === undefined || row === last) {
            await cursor.close();
            return;
          }
          yield row;
        }
      }`,
    worlds: [withCursor(1, 2), withCursor()],
  },
  {
    name: "what may be another answer by then",
    before: `
      async function* generated(cursor: Cursor, state: { isOver: boolean }) {
        while (true) {
          const row = await cursor.next();
          if (state.isOver) {
            await cursor.close();
          }
          if (state.isOver) return;
          yield row;
        }
      }`,
  },
  {
    name: "a variable that is set meanwhile",
    before: `
      async function* generated(cursor: Cursor) {
        while (true) {
          let more = await cursor.more();
          if (!more) {
            more = await cursor.more();
          }
          if (!more) return;
          yield await cursor.next();
        }
      }`,
    worlds: [withCursor(1, 2), withCursor()],
  },
  {
    name: "an object that is asked for its number",
    before: `
      async function* generated(cursor: Cursor, end: { valueOf(): number }) {
        while (true) {
          const row = await cursor.next();
          if (row > end) {
            await cursor.close();
          }
          if (row > end) return;
          yield row;
        }
      }`,
  },
]);
