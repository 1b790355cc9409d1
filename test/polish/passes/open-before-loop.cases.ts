import { openBeforeLoop } from "../../../src/engine/polish/passes/open-before-loop";
import { testPass } from "../cases";
import { withValues } from "../worlds";

testPass(openBeforeLoop, [
  {
    // A blank line at a block's edge goes when all is laid out.
    name: "opened when it is needed first",
    before: `
      async function* generated(open: () => Reader) {
        let reader: Reader | undefined;
        try {
          while (true) {
            // once
            reader ??= open();

            const value = await reader.read();
            if (!value) return;
            yield value;
          }
        } finally {
          reader?.close();
        }
      }`,
    after: `
      async function* generated(open: () => Reader) {
        let reader: Reader | undefined;
        try {
          // once
          reader = open();

          while (true) {

            const value = await reader.read();
            if (!value) return;
            yield value;
          }
        } finally {
          reader?.close();
        }
      }`,
    worlds: [
      ({ async, sync }) => {
        const values = ["a", "b"];
        const reader = { read: async("read", () => values.shift()), close: sync("close", () => undefined) };
        return { args: [sync("open", () => reader)] };
      },
      ({ sync }) => ({ args: [sync("open", () => undefined)] }),
    ],
  },
  {
    name: "it may be opened again: nothing is asked of it",
    before: `
      async function* generated(open: () => Reader | undefined) {
        let reader: Reader | undefined;
        while (true) {
          reader ??= open();
          yield reader?.name;
        }
      }`,
  },
  {
    name: "it is dropped in between",
    before: `
      async function* generated(open: () => Reader) {
        let reader: Reader | undefined;
        while (true) {
          reader ??= open();
          const value = await reader.read();
          if (!value) reader = undefined;
          yield value;
        }
      }`,
  },
  {
    name: "a closure drops it",
    before: `
      async function* generated(open: () => Reader) {
        let reader: Reader | undefined;
        const stop = () => {
          reader = undefined;
        };
        while (true) {
          reader ??= open();
          const value = await reader.read();
          yield [value, stop];
        }
      }`,
  },
  {
    name: "facts say that it is an object",
    context: { facts: { "await open()": { isObject: true } } },
    before: `
      async function* generated(open: () => Promise<Reader>, next: () => Promise<string>) {
        let reader = undefined as Reader | undefined;
        while (true) {
          if (!reader) {
            reader = await open();
          }
          const value = await next();
          if (!value) return;
          yield value;
        }
      }`,
    after: `
      async function* generated(open: () => Promise<Reader>, next: () => Promise<string>) {
        let reader = undefined as Reader | undefined;
        reader = await open();
        while (true) {
          const value = await next();
          if (!value) return;
          yield value;
        }
      }`,
    worlds: [
      ({ async }) => {
        const values = ["a", "b"];
        return { args: [async("open", () => ({})), async("next", () => values.shift())] };
      },
    ],
  },
  {
    name: "opened where it is used",
    before: `
      async function* generated(open: () => Reader) {
        let reader: Reader | undefined;
        while (true) {
          const { value, done } = await (reader ??= open()).read();
          if (done) return;
          yield value;
        }
      }`,
    after: `
      async function* generated(open: () => Reader) {
        let reader: Reader | undefined;
        reader = open();
        while (true) {
          const { value, done } = await reader.read();
          if (done) return;
          yield value;
        }
      }`,
    worlds: [
      ({ async, sync }) => {
        const results = [{ value: "a" }, { value: "b" }, { done: true }];
        return { args: [sync("open", () => ({ read: async("read", () => results.shift()) }))] };
      },
    ],
  },
  {
    name: "opened for a constant of the round",
    before: `
      async function* generated(open: () => Reader) {
        let reader: Reader | undefined;
        while (true) {
          const current = reader || (reader = open());
          const { value, done } = await current.read();
          if (done) return;
          yield value;
        }
      }`,
    after: `
      async function* generated(open: () => Reader) {
        let reader: Reader | undefined;
        reader = open();
        while (true) {
          const current = reader;
          const { value, done } = await current.read();
          if (done) return;
          yield value;
        }
      }`,
    worlds: [
      ({ async, sync }) => {
        const results = [{ value: "a" }, { value: "b" }, { done: true }];
        return { args: [sync("open", () => ({ read: async("read", () => results.shift()) }))] };
      },
    ],
  },
  {
    name: "assigned again and again",
    before: `
      async function* generated(open: () => Reader) {
        let reader: Reader | undefined;
        while (true) {
          const value = await (reader = reader ?? open()).read();
          if (!value) return;
          yield value;
        }
      }`,
    after: `
      async function* generated(open: () => Reader) {
        let reader: Reader | undefined;
        reader = open();
        while (true) {
          const value = await reader.read();
          if (!value) return;
          yield value;
        }
      }`,
    worlds: [
      ({ async, sync }) => {
        const values = ["a", "b"];
        return { args: [sync("open", () => ({ read: async("read", () => values.shift()) }))] };
      },
    ],
  },
  {
    name: "an empty string is asked for again, and has methods of its own",
    before: `
      async function* generated(open: () => string) {
        let line: string | undefined;
        while (true) {
          if (!line) line = open();
          yield line.trim();
        }
      }`,
  },
  {
    name: "something else comes first",
    before: `
      async function* generated(open: () => Reader) {
        let reader: Reader | undefined;
        while (true) {
          const value = await read(log("first"), (reader ??= open()).read());
          yield value;
        }
      }`,
  },
  {
    name: "opened in some rounds",
    before: `
      async function* generated(open: () => Reader, ready: () => boolean) {
        let reader: Reader | undefined;
        while (true) {
          yield ready() && (await (reader ??= open()).read());
        }
      }`,
  },
  {
    name: "something has to be found before it can be opened",
    before: `
      async function* generated(find: () => Promise<File>) {
        let reader: Reader | undefined;
        while (true) {
          if (!reader) {
            // find it first
            const file = await find();
            reader = file.open();
          }
          const value = await reader.read();
          if (!value) return;
          yield value;
        }
      }`,
    after: `
      async function* generated(find: () => Promise<File>) {
        let reader: Reader | undefined;
        // find it first
        const file = await find();
        reader = file.open();
        while (true) {
          const value = await reader.read();
          if (!value) return;
          yield value;
        }
      }`,
    worlds: [
      ({ async, sync }) => {
        const values = ["a", "b"];
        const file = { open: sync("open", () => ({ read: async("read", () => values.shift()) })) };
        return { args: [async("find", () => file)] };
      },
      ({ async }) => ({ args: [async("find", () => ({ open: () => undefined }))] }),
    ],
  },
  {
    name: "there is none at first, which is asked for by name",
    before: `
      async function* generated(find: () => Promise<File>) {
        let reader: Reader | null = null;
        while (true) {
          if (reader === null) {
            const file = await find();
            reader = file.open();
          }
          const value = await reader.read();
          if (!value) return;
          yield value;
        }
      }`,
    after: `
      async function* generated(find: () => Promise<File>) {
        let reader: Reader | null = null;
        const file = await find();
        reader = file.open();
        while (true) {
          const value = await reader.read();
          if (!value) return;
          yield value;
        }
      }`,
    worlds: [
      ({ async, sync }) => {
        const values = ["a", "b"];
        const file = { open: sync("open", () => ({ read: async("read", () => values.shift()) })) };
        return { args: [async("find", () => file)] };
      },
      ({ async }) => ({ args: [async("find", () => ({ open: () => null }))] }),
    ],
  },
  {
    name: "a list that is loaded when it is needed first",
    before: `
      async function* generated(load: () => Promise<string[]>) {
        let rows: string[] | null = null;
        let index = 0;
        while (true) {
          if (rows === null) {
            const list = await load();
            rows = list;
          }
          if (index >= rows.length) return;
          yield rows[index++];
        }
      }`,
    after: `
      async function* generated(load: () => Promise<string[]>) {
        let rows: string[] | null = null;
        let index = 0;
        const list = await load();
        rows = list;
        while (true) {
          if (index >= rows.length) return;
          yield rows[index++];
        }
      }`,
    worlds: [
      ({ async }) => ({ args: [async("load", () => ["a", "b"])] }),
      ({ async }) => ({ args: [async("load", () => null)] }),
    ],
  },
  {
    name: "a list that may be loaded again: an empty text has a length, too",
    before: `
      async function* generated(load: () => Promise<string>) {
        let text: string | undefined;
        let index = 0;
        while (true) {
          if (!text) text = await load();
          if (index >= text.length) return;
          yield text[index++];
        }
      }`,
  },
  {
    name: "it is asked for what it never is",
    before: `
      async function* generated(open: () => Reader) {
        let reader: Reader | null | undefined;
        while (true) {
          if (reader === null) reader = open();
          const value = await reader.read();
          if (!value) return;
          yield value;
        }
      }`,
  },
  {
    name: "what is found goes on to the next round",
    before: `
      async function* generated(find: () => Promise<File>) {
        let reader: Reader | undefined;
        while (true) {
          if (!reader) {
            const file = await find();
            if (!file) continue;
            reader = file.open();
          }
          yield await reader.read();
        }
      }`,
  },
  {
    name: "what is found has a name that is taken",
    before: `
      async function* generated(find: () => Promise<File>) {
        let reader: Reader | undefined;
        const file = "log";
        while (true) {
          if (!reader) {
            const file = await find();
            reader = file.open();
          }
          yield await reader.read(file);
        }
      }`,
  },
  {
    name: "the loop is begun again for each file, and goes on with what is open",
    before: `
      async function* generated(open: () => Reader, files: string[]) {
        let reader: Reader | undefined;
        for (const file of files) {
          while (true) {
            reader ??= open();
            const value = await reader.read();
            if (value === file) break;
            yield value;
          }
        }
      }`,
  },
  {
    name: "an endless loop inside asks it first",
    before: `
      async function* generated(open: () => Reader) {
        let reader: Reader | undefined;
        outer: while (true) {
          if (!reader) reader = open();
          while (true) {
            const value = await reader.read();
            if (!value) return;
            if (value === "b") continue;
            yield value;
            continue outer;
          }
        }
      }`,
    after: `
      async function* generated(open: () => Reader) {
        let reader: Reader | undefined;
        reader = open();
        outer: while (true) {
          while (true) {
            const value = await reader.read();
            if (!value) return;
            if (value === "b") continue;
            yield value;
            continue outer;
          }
        }
      }`,
    worlds: [
      ({ async, sync }) => {
        const values = ["a", "b", "c"];
        const reader = { read: async("read", () => values.shift()) };
        return { args: [sync("open", () => reader)] };
      },
      ({ sync }) => ({ args: [sync("open", () => undefined)] }),
    ],
  },
  {
    name: "a loop inside may not ask it at all",
    before: `
      async function* generated(open: () => Reader | undefined, wanted: () => boolean) {
        let reader: Reader | undefined;
        while (true) {
          if (!reader) reader = open();
          while (wanted()) {
            yield await reader.read();
          }
        }
      }`,
  },
  {
    name: "what is done before the opening goes on with the loop",
    before: `
      async function* generated(find: () => Promise<Source | undefined>) {
        let reader: Reader | undefined;
        outer: while (true) {
          if (!reader) {
            const source = await find();
            if (!source) continue outer;
            reader = source.open();
          }
          yield await reader.read();
        }
      }`,
  },
  {
    name: "the next one is fetched ahead in each round",
    before: `
      async function* generated(next: () => Promise<number[]>) {
        let ahead: number[] | null = null;
        while (true) {
          if (ahead === null) ahead = await next();
          if (ahead.length === 0) return;
          const [value] = ahead;
          ahead = await next();
          yield [value, ahead.length > 0];
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number[]>) {
        let ahead: number[] | null = null;
        ahead = await next();
        while (true) {
          if (ahead.length === 0) return;
          const [value] = ahead;
          ahead = await next();
          yield [value, ahead.length > 0];
        }
      }`,
    worlds: [withValues([1], [2], []), withValues([]), withValues([1], null), withValues(undefined)],
  },
  {
    name: "what is fetched ahead may be nothing",
    before: `
      async function* generated(next: () => Promise<number[] | null>) {
        let ahead: number[] | null = null;
        while (true) {
          if (ahead === null) ahead = await next();
          yield ahead.length;
          ahead = await next();
        }
      }`,
  },
  {
    name: "what is fetched ahead is not always asked for something",
    before: `
      async function* generated(next: () => Promise<number[] | null>, asks: boolean) {
        let ahead: number[] | null = null;
        while (true) {
          if (ahead === null) ahead = await next();
          yield ahead.length;
          ahead = await next();
          if (asks && ahead.length > 3) return;
        }
      }`,
  },
  {
    name: "a handler goes on where nothing came",
    before: `
      async function* generated(next: () => Promise<number[] | null>) {
        let ahead: number[] | null = null;
        while (true) {
          if (ahead === null) ahead = await next();
          yield ahead.length;
          try {
            ahead = await next();
            log(ahead.length);
          } catch {}
        }
      }`,
  },
]);
