import { testPolish } from "./cases";
import type { MakeWorld } from "./recorder";
import { withPages, withValues } from "./worlds";

const sleeping =
  (...args: unknown[]): MakeWorld =>
  ({ async }) => ({ args, globals: { sleep: async("sleep", () => undefined) } });

const withReader =
  (...lines: string[]): MakeWorld =>
  ({ async, sync }) => {
    const rest = [...lines];
    return {
      args: [
        sync("open", () => ({
          read: async("read", () => rest.shift()),
          close: sync("close", () => undefined),
        })),
      ],
    };
  };

testPolish("whole generators", [
  {
    name: "a counter with a guard",
    before: `
      async function* generated(start: number, end: number) {
        let current = start;
        while (true) {
          if (current >= end) return;
          await sleep(1);
          yield current++;
          continue;
        }
      }`,
    after: `
      async function* generated(start: number, end: number) {
        for (let current = start; current < end; current++) {
          await sleep(1);
          yield current;
        }
      }`,
    worlds: [sleeping(0, 3), sleeping(2, 2), sleeping(5, 1)],
  },
  {
    name: "a counter with the main path in a branch",
    before: `
      async function* generated(start: number, end: number) {
        let current = start;
        while (true) {
          // still some to go
          if (current < end) {
            await sleep(1);
            yield current++;
            continue;
          }
          return;
        }
      }`,
    after: `
      async function* generated(start: number, end: number) {
        // still some to go
        for (let current = start; current < end; current++) {
          await sleep(1);
          yield current;
        }
      }`,
    worlds: [sleeping(0, 3), sleeping(2, 2)],
  },
  {
    name: "one at a time",
    before: `
      async function* generated(redis: Redis, keys: string[]) {
        const ikeys = keys[Symbol.iterator]();
        while (true) {
          const { value: k, done } = ikeys.next();
          if (done) {
            return;
          }
          const value = await redis.get(k);
          yield value;
          continue;
        }
      }`,
    after: `
      async function* generated(redis: Redis, keys: string[]) {
        for (const k of keys) {
          const value = await redis.get(k);
          yield value;
        }
      }`,
    worlds: [
      ({ async }) => ({ args: [{ get: async("get", (key: string) => key.length) }, ["a", "bb", "ccc"]] }),
    ],
  },
  {
    name: "an array by index",
    before: `
      async function* generated(items: readonly string[]) {
        let index = 0;
        while (true) {
          if (index < items.length) {
            yield items[index++];
            continue;
          }
          return undefined;
        }
      }`,
    after: `
      async function* generated(items: readonly string[]) {
        yield* items;
      }`,
    worlds: [() => ({ args: [["a", "b", "c"]] }), () => ({ args: [[]] })],
  },
  {
    name: "a filter over a source",
    context: { mayCloseSource: true, finalValueUnused: true },
    before: `
      async function* generated(source: AsyncIterable<number>, wanted: (value: number) => boolean) {
        const it = source[Symbol.asyncIterator]();
        outer: while (true) {
          while (true) {
            const result = await it.next();
            if (result.done) return result.value;
            if (wanted(result.value)) {
              yield result.value;
              continue outer;
            }
          }
        }
      }`,
    after: `
      async function* generated(source: AsyncIterable<number>, wanted: (value: number) => boolean) {
        for await (const item of source) {
          if (wanted(item)) {
            yield item;
          }
        }
      }`,
    worlds: [
      ({ sync }) => ({
        args: [
          (async function* () {
            yield* [1, 2, 3, 4, 5];
          })(),
          sync("wanted", (value: number) => value % 2 === 1),
        ],
      }),
    ],
  },
  {
    name: "a page cursor that fetches again while a page is empty",
    context: { ownsResults: true },
    before: `
      async function* generated(client: Client) {
        let buffer: Item[] = [];
        let cursor: string | undefined;
        let done = false;
        while (true) {
          // fetch the next page when there is nothing left
          while (buffer.length === 0) {
            if (done) return;
            const page = await client.list(cursor);
            buffer = page.items;
            cursor = page.next;
            if (!page.next) done = true;
          }
          yield buffer.shift()!;
          continue;
        }
      }`,
    after: `
      async function* generated(client: Client) {
        let cursor: string | undefined;
        // fetch the next page when there is nothing left
        do {
          const page = await client.list(cursor);
          cursor = page.next;
          yield* page.items;
        } while (cursor);
      }`,
    worlds: [withPages(["a", "b"], [], ["c"]), withPages([]), withPages(["a"])],
  },
  {
    name: "a page cursor that serves the cache first",
    context: { ownsResults: true, facts: { "client.list": { hasPlainSignature: true } } },
    before: `
      async function* generated(client: Client) {
        let buffer: Item[] = [];
        let cursor: string | null = "0";
        while (true) {
          if (buffer.length > 0) {
            yield buffer.shift()!;
            continue;
          }
          if (cursor === null) return undefined;
          const page = await client.list(cursor);
          buffer.push(...page.items);
          cursor = page.next ?? null;
          continue;
        }
      }`,
    after: `
      async function* generated(client: Client) {
        let cursor: string | null = "0";
        while (cursor !== null) {
          const page = await client.list(cursor);
          cursor = page.next ?? null;
          yield* [...page.items];
        }
      }`,
    worlds: [withPages(["a", "b"], [], ["c"]), withPages([]), withPages(["a"])],
  },
  {
    name: "a page cursor with an index and an empty page at the end",
    before: `
      async function* generated(client: Client) {
        let page: Item[] = [];
        let index = 0;
        let cursor = 0;
        while (true) {
          if (index >= page.length) {
            const answer = await client.list(cursor++);
            page = answer.items;
            index = 0;
            if (page.length === 0) {
              return;
            }
          }
          yield page[index++];
        }
      }`,
    after: `
      async function* generated(client: Client) {
        let cursor = 0;
        while (true) {
          const answer = await client.list(cursor++);
          const page: Item[] = answer.items;
          if (page.length === 0) {
            return;
          }
          yield* page;
        }
      }`,
    worlds: [withPages(["a", "b"], ["c"], [])],
  },
  {
    name: "a page cursor that fetches while there is more",
    context: { ownsResults: true },
    before: `
      async function* generated(client: Client) {
        const queue: Item[] = [];
        let cursor: string | undefined;
        let hasMore = true;
        while (true) {
          while (queue.length === 0 && hasMore) {
            const { items, next } = await client.list(cursor);
            queue.push(...items.map((item) => item + "!"));
            cursor = next;
            hasMore = next !== undefined;
          }
          if (queue.length === 0) {
            return;
          }
          const item = queue.shift()!;
          yield item;
        }
      }`,
    after: `
      async function* generated(client: Client) {
        let cursor: string | undefined;
        do {
          const { items, next } = await client.list(cursor);
          cursor = next;
          yield* [...items.map((item) => item + "!")];
        } while (cursor !== undefined);
      }`,
    worlds: [withPages(["a", "b"], [], ["c"])],
  },
  {
    name: "a flag that control flow expresses already",
    before: `
      async function* generated(next: () => Promise<string | null>) {
        let finished = false;
        while (true) {
          if (finished) {
            return;
          }
          const value = await next();
          if (value === null) {
            finished = true;
            return;
          }
          yield value;
          continue;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<string | null>) {
        while (true) {
          const value = await next();
          if (value === null) {
            return;
          }
          yield value;
        }
      }`,
    worlds: [
      ({ async }) => {
        const values = ["a", "b", null];
        return { args: [async("next", () => values.shift())] };
      },
    ],
  },
  {
    name: "a reader in clean-up",
    before: `
      async function* generated(stream: ReadableStream<string>) {
        let started = false;
        let reader: Reader | undefined;
        try {
          while (true) {
            if (!started) {
              started = true;
              reader = stream.getReader();
            }
            const { done, value } = await reader.read();
            if (done) {
              return;
            }
            yield value;
            continue;
          }
        } finally {
          reader?.releaseLock();
        }
      }`,
    after: `
      async function* generated(stream: ReadableStream<string>) {
        const reader = stream.getReader();
        try {
          while (true) {
            const { done, value } = await reader.read();
            if (done) {
              return;
            }
            yield value;
          }
        } finally {
          reader?.releaseLock();
        }
      }`,
    worlds: [
      ({ async, sync }) => {
        const values = ["a", "b"];
        const reader = {
          read: async("read", () => ({ done: values.length === 0, value: values.shift() })),
          releaseLock: sync("releaseLock", () => undefined),
        };
        return { args: [{ getReader: sync("getReader", () => reader) }] };
      },
    ],
  },
  {
    name: "a flag that is set on the way out",
    before: `
      async function* generated(client: Client, test: (item: string) => boolean) {
        let isDone = false;
        let index = 0;
        while (!isDone) {
          const { items, next } = await client.list(index++);
          if (!next) {
            isDone = true;
          } else if (test(next)) {
            yield items.length;
          }
        }
        return undefined;
      }`,
    after: `
      async function* generated(client: Client, test: (item: string) => boolean) {
        let index = 0;
        while (true) {
          const { items, next } = await client.list(index++);
          if (!next) return;
          if (test(next)) {
            yield items.length;
          }
        }
      }`,
    worlds: [
      (recorder) => {
        const world = withPages(["a"], ["b", "c"], [])(recorder);
        return { ...world, args: [...(world.args ?? []), (next: string) => next !== "1"] };
      },
    ],
  },
  {
    name: "a result that only carries its parts",
    before: `
      async function* generated(list: string[]) {
        let i = 0;
        while (true) {
          const item = { done: i === list.length, value: list[i] as string };
          i++;
          if (item.done) return item.value;
          yield item.value;
        }
      }`,
    after: `
      async function* generated(list: string[]) {
        yield* list;
      }`,
    context: { finalValueUnused: true },
    worlds: [() => ({ args: [["a", "b"]] }), () => ({ args: [[]] })],
  },
  {
    name: "what is cached first, then fetched",
    context: { facts: { "client.list": { hasPlainSignature: true } } },
    before: `
      async function* generated(client: Client) {
        const cache: string[] = [];
        let next: string | undefined = "0";
        while (true) {
          if (cache.length > 0) {
            yield cache.shift();
            continue;
          }
          let attempts = 0;
          while (cache.length === 0 && next) {
            const page = await client.list(next);
            cache.push(...page.items);
            next = page.next;
            if (cache.length === 0 && ++attempts > 10) break;
          }
          if (cache.length === 0) return;
          yield cache.shift();
        }
      }`,
    after: `
      async function* generated(client: Client) {
        const cache: string[] = [];
        let next: string | undefined = "0";
        while (true) {
          let attempts = 0;
          while (cache.length === 0 && next) {
            const page = await client.list(next);
            cache.push(...page.items);
            next = page.next;
            if (cache.length === 0 && ++attempts > 10) break;
          }
          if (cache.length === 0) return;
          while (cache.length > 0) {
            yield cache.shift();
          }
        }
      }`,
    worlds: [withPages(["a", "b"], [], ["c"]), withPages([])],
  },
  {
    name: "a source that is opened late, and closed where it was opened",
    context: { facts: { "open()": { isObject: true } } },
    before: `
      async function* generated(open: () => Reader) {
        let reader: Reader | undefined;
        try {
          while (true) {
            if (!reader) reader = open();
            const line = await reader.read();
            if (line === undefined) {
              reader?.close();
              return;
            }
            yield line;
          }
        } finally {
          reader?.close();
        }
      }`,
    after: `
      async function* generated(open: () => Reader) {
        const reader = open();
        try {
          while (true) {
            const line = await reader.read();
            if (line === undefined) {
              reader.close();
              return;
            }
            yield line;
          }
        } finally {
          reader.close();
        }
      }`,
    worlds: [withReader("a"), withReader()],
  },
  {
    name: "what is fetched in each round, and may be nothing whatever its type says",
    context: { facts: { "await next()": { isObject: true }, "next()": { isObject: true } } },
    before: `
      async function* generated(next: () => Promise<Row>) {
        let row: Row | undefined;
        while (true) {
          row = await next();
          if (!row) return;
          yield row;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<Row>) {
        while (true) {
          const row = await next();
          if (!row) return;
          yield row;
        }
      }`,
    worlds: [withValues({ a: 1 }, { a: 2 }), withValues()],
  },
]);
