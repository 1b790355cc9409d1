import { firstRoundBeforeLoop } from "../../../src/engine/polish/passes/first-round-before-loop";
import { testPass } from "../cases";
import { withValues } from "../worlds";

testPass(firstRoundBeforeLoop, [
  {
    name: "a start that goes on with the first round",
    before: `
      async function* generated(next: () => Promise<number>) {
        let started = false;
        while (true) {
          // open first
          if (!started) {
            started = true; // once
            const first = await next();

            log(first); // said
          }

          // go on
          yield await next();
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        // open first
        const first = await next();

        log(first); // said

        while (true) {
          // once

          // go on
          yield await next();
        }
      }`,
    worlds: [withValues(1, 2, 3)],
  },
  {
    name: "a first value of its own",
    before: `
      async function* generated(next: () => Promise<number>) {
        let first = true;
        while (true) {
          if (first) {
            first = false;
            yield 0;
            continue;
          }
          yield await next();
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        yield 0;
        while (true) {
          yield await next();
        }
      }`,
    worlds: [withValues(1, 2, 3)],
  },
  {
    name: "a flag that is nothing at first",
    before: `
      async function* generated(next: () => Promise<number>) {
        let started: boolean | undefined;
        while (true) {
          if (!started) {
            started = true;
            yield 0;
          }
          yield await next();
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        yield 0;
        while (true) {
          yield await next();
        }
      }`,
    worlds: [withValues(1, 2, 3)],
  },
  {
    name: "a flag that is nothing at first, and asked for the other way round",
    before: `
      async function* generated(next: () => Promise<number>) {
        let started: boolean | undefined;
        while (true) {
          if (started) {
            started = false;
            yield 0;
          }
          yield await next();
        }
      }`,
    worlds: [withValues(1, 2, 3)],
  },
  {
    name: "a number that is undefined before the first round",
    before: `
      async function* generated(next: () => Promise<number>) {
        let cursor: number | undefined;
        while (true) {
          if (cursor === undefined) {
            cursor = 0;
          }
          const value = await next();
          cursor += 2;
          cursor++;
          yield value + cursor;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        let cursor: number | undefined;
        cursor = 0;
        while (true) {
          const value = await next();
          cursor += 2;
          cursor++;
          yield value + cursor;
        }
      }`,
    worlds: [withValues(1, 2, 3)],
  },
  {
    name: "a number that is falsy again",
    before: `
      async function* generated(next: () => Promise<number>) {
        let cursor: number | undefined;
        while (true) {
          if (!cursor) {
            cursor = 0;
          }
          const value = await next();
          yield value + cursor;
        }
      }`,
    worlds: [withValues(1, 2, 3)],
  },
  {
    name: "a number that is undefined again",
    before: `
      async function* generated(next: () => Promise<number>) {
        let cursor: number | undefined;
        while (true) {
          if (cursor === undefined) {
            cursor = 0;
          }
          const value = await next();
          cursor = value > 1 ? undefined : cursor;
          yield value;
        }
      }`,
    worlds: [withValues(1, 2, 3)],
  },
  {
    name: "a number that is put back to undefined",
    before: `
      async function* generated(next: () => Promise<number>) {
        let cursor: number | undefined;
        while (true) {
          if (cursor === undefined) {
            cursor = 0;
          }
          const value = await next();
          yield value + cursor;
          if (value > 1) cursor = undefined;
        }
      }`,
    worlds: [withValues(1, 2, 3)],
  },
  {
    name: "a number that is put to null, which the test asks for",
    before: `
      async function* generated(next: () => Promise<number>) {
        let cursor: number | null = null;
        while (true) {
          if (cursor === null) {
            cursor = 0;
          }
          const value = await next();
          yield value + cursor;
          if (value > 1) cursor = null;
        }
      }`,
    worlds: [withValues(1, 2, 3)],
  },
  {
    name: "a number that is stepped before the loop",
    before: `
      async function* generated(next: () => Promise<number>) {
        let cursor: any;
        cursor++;
        while (true) {
          if (cursor === undefined) {
            cursor = 0;
          }
          const value = await next();
          yield [value, cursor];
        }
      }`,
    worlds: [withValues(1, 2, 3)],
  },
  {
    name: "a number that is out of range before the first round",
    before: `
      async function* generated(next: () => Promise<number>) {
        let list: number[] = [];
        let index = -1;
        while (true) {
          // load first
          if (index < 0) {
            list = [await next(), await next()];
            index = 0;
          }
          if (index >= list.length) return;
          yield list[index++];
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        let list: number[] = [];
        let index = -1;
        // load first
        list = [await next(), await next()];
        index = 0;
        while (true) {
          if (index >= list.length) return;
          yield list[index++];
        }
      }`,
    worlds: [withValues(1, 2)],
  },
  {
    name: "a number that goes out of range again",
    before: `
      async function* generated(next: () => Promise<number>) {
        let index = -1;
        while (true) {
          if (index < 0) {
            await next();
            index = 2;
          }
          yield index--;
        }
      }`,
  },
  {
    name: "a number that the branch does not bring into range",
    before: `
      async function* generated(next: () => Promise<number>) {
        let index = -2;
        while (true) {
          if (index < 0) {
            await next();
            index = -1;
          }
          yield index++;
        }
      }`,
  },
  {
    name: "set in some cases only: the start may be tried again",
    before: `
      async function* generated(next: () => Promise<number>) {
        let started = false;
        while (true) {
          if (!started) {
            if (await next()) started = true;
          }
          yield await next();
        }
      }`,
  },
  {
    name: "asked for elsewhere",
    before: `
      async function* generated(next: () => Promise<number>) {
        let started = false;
        while (true) {
          if (!started) {
            started = true;
            log(1);
          }
          yield started;
        }
      }`,
  },
  {
    name: "a name would change its meaning",
    before: `
      async function* generated(next: () => Promise<number>, first: string) {
        let started = false;
        log(first);
        while (true) {
          if (!started) {
            started = true;
            const first = await next();
            log(first);
          }
          yield 1;
        }
      }`,
  },
  {
    name: "a source that is opened in the first round",
    context: { facts: { "open()": { isObject: true } } },
    before: `
      async function* generated(open: () => Reader) {
        let reader: Reader | undefined;
        let sum = 0;
        while (true) {
          if (reader === undefined) {
            // opened late
            reader = open();
            yield sum;
            continue;
          }
          const value = await reader.read();
          if (!value) return;
          sum += value;
          yield sum;
        }
      }`,
    after: `
      async function* generated(open: () => Reader) {
        let reader: Reader | undefined;
        let sum = 0;
        // opened late
        reader = open();
        yield sum;
        while (true) {
          const value = await reader.read();
          if (!value) return;
          sum += value;
          yield sum;
        }
      }`,
    worlds: [
      ({ async, sync }) => {
        const values = [1, 2];
        const reader = { read: async("read", () => values.shift()) };
        return { args: [sync("open", () => reader)] };
      },
    ],
  },
  {
    name: "it is not known that something is opened",
    before: `
      async function* generated(open: () => Reader | undefined) {
        let reader: Reader | undefined;
        while (true) {
          if (!reader) {
            reader = open();
            yield 0;
            continue;
          }
          yield await reader.read();
        }
      }`,
  },
  {
    name: "a list that a closure reads, and more in the branch",
    before: `
      async function* generated(each: (visit: (value: number) => void) => void) {
        let at!: number;
        let list!: number[];
        while (true) {
          if (!list) {
            list = [];
            at = 0;
            each((value) => list.push(value));
          }
          if (at >= list.length) return;
          yield list[at++];
        }
      }`,
    after: `
      async function* generated(each: (visit: (value: number) => void) => void) {
        let at!: number;
        let list!: number[];
        list = [];
        at = 0;
        each((value) => list.push(value));
        while (true) {
          if (at >= list.length) return;
          yield list[at++];
        }
      }`,
    worlds: [
      ({ sync }) => ({
        args: [
          sync("each", (visit: (value: number) => void) => {
            [1, 2].forEach((value) => {
              visit(value);
            });
          }),
        ],
      }),
    ],
  },
  {
    name: "a page that gives the next one",
    context: { facts: { "await first()": { isObject: true }, "await page.next()": { isObject: true } } },
    before: `
      async function* generated(first: () => Promise<Page>) {
        let page: Page | null = null;
        while (true) {
          if (page === null) {
            page = await first();
          }
          if (page.isLast) return;
          yield page.name;
          page = await page.next();
        }
      }`,
    after: `
      async function* generated(first: () => Promise<Page>) {
        let page: Page | null = null;
        page = await first();
        while (true) {
          if (page.isLast) return;
          yield page.name;
          page = await page.next();
        }
      }`,
    worlds: [
      ({ async }) => {
        const page = (name: string, ...others: string[]): unknown => ({
          name,
          isLast: name === "",
          next: async(`after ${name}`, () => page(others[0] ?? "", ...others.slice(1))),
        });
        return { args: [async("first", () => page("a", "b"))] };
      },
    ],
  },
  {
    name: "there may be no next page: the first one would come again",
    context: { facts: { "await first()": { isObject: true } } },
    before: `
      async function* generated(first: () => Promise<Page>) {
        let page: Page | undefined;
        while (true) {
          if (!page) {
            page = await first();
          }
          yield page.name;
          page = await page.next();
        }
      }`,
  },
  {
    name: "it is given back on the way",
    context: { facts: { "open()": { isObject: true } } },
    before: `
      async function* generated(open: () => Reader) {
        let reader: Reader | undefined;
        while (true) {
          if (!reader) {
            reader = open();
            yield 0;
            continue;
          }
          const value = await reader.read();
          if (!value) reader = undefined;
          yield value;
        }
      }`,
  },
  {
    name: "opened before the loop in some cases",
    context: { facts: { "open()": { isObject: true } } },
    before: `
      async function* generated(open: () => Reader, isEarly: boolean) {
        let reader: Reader | undefined;
        if (isEarly) reader = open();
        while (true) {
          if (!reader) {
            reader = open();
            yield 0;
            continue;
          }
          yield await reader.read();
        }
      }`,
  },
  {
    name: "a function that only the branch calls opens it",
    context: { facts: { "await find()": { isObject: true } } },
    before: `
      async function* generated(find: () => Promise<Reader>) {
        let reader = null as Reader | null;
        const open = async () => {
          reader = await find();
        };
        while (true) {
          if (!reader) {
            await open();
          }
          const value = await reader!.read();
          if (!value) return;
          yield value;
        }
      }`,
    after: `
      async function* generated(find: () => Promise<Reader>) {
        let reader = null as Reader | null;
        const open = async () => {
          reader = await find();
        };
        await open();
        while (true) {
          const value = await reader!.read();
          if (!value) return;
          yield value;
        }
      }`,
    worlds: [
      ({ async }) => {
        const values = [1, 2];
        const reader = { read: async("read", () => values.shift()) };
        return { args: [async("find", () => reader)] };
      },
    ],
  },
  {
    name: "somebody else may call that function",
    context: { facts: { "await find()": { isObject: true } } },
    before: `
      async function* generated(find: () => Promise<Reader>, listen: (open: () => void) => void) {
        let reader = null as Reader | null;
        const open = async () => {
          reader = await find();
        };
        listen(open);
        while (true) {
          if (!reader) {
            await open();
          }
          yield await reader!.read();
        }
      }`,
  },
  {
    name: "a function opens it, perhaps: the branch comes again",
    context: { facts: { "await find()": { isObject: true } } },
    before: `
      async function* generated(find: () => Promise<Reader>, wait: () => Promise<boolean>) {
        let reader = null as Reader | null;
        const open = async () => {
          if (await wait()) reader = await find();
        };
        while (true) {
          if (!reader) {
            await open();
            yield 0;
            continue;
          }
          yield await reader.read();
        }
      }`,
  },
  {
    name: "the branch leaves the loop",
    context: { facts: { "open()": { isObject: true } } },
    before: `
      async function* generated(open: () => Reader, isClosed: () => boolean) {
        let reader: Reader | undefined;
        while (true) {
          if (!reader) {
            reader = open();
            if (isClosed()) break;
          }
          yield await reader.read();
        }
        log(1);
      }`,
  },
  {
    name: "what was left over is given first, where there is some",
    before: `
      async function* generated(next: () => Promise<number>, left = [1]) {
        let started = false;
        while (true) {
          if (!started) {
            started = true;
            if (left.length > 0) {
              log(left.length);
              yield left.length;
              continue;
            }
          }
          const value = await next();
          if (value === 0) return;
          yield value;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>, left = [1]) {
        if (left.length > 0) {
          log(left.length);
          yield left.length;
        }
        while (true) {
          const value = await next();
          if (value === 0) return;
          yield value;
        }
      }`,
    worlds: [withValues(1, 0)],
  },
  {
    name: "the branch goes on to another round before its end",
    before: `
      async function* generated(next: () => Promise<number>, left = [1]) {
        let started = false;
        while (true) {
          if (!started) {
            started = true;
            if (left.length > 0) continue;
            log(left.length);
          }
          yield await next();
        }
      }`,
  },
  {
    name: "the first round of a loop that asks at its end",
    before: `
      async function* generated(next: () => Promise<number>) {
        let opened = false;
        let page: number;
        do {
          if (!opened) {
            // late
            log(await next());
            opened = true;
          }
          page = await next();
          yield page;
        } while (page > 0);
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        let page: number;
        // late
        log(await next());
        do {
          page = await next();
          yield page;
        } while (page > 0);
      }`,
    worlds: [withValues(1, 2, 0, 3), withValues(1, 0), withValues()],
  },
  {
    name: "a start that asks whether there is a second round at all",
    before: `
      async function* generated(next: () => Promise<number>) {
        let opened = false;
        let left = 1;
        do {
          if (!opened) {
            opened = true;
            left = await next();
            continue;
          }
          left = await next();
          yield left;
        } while (left > 0);
      }`,
    worlds: [withValues(1, 2, 0, 3), withValues(0, 1)],
  },
  {
    name: "a loop that may have no round",
    before: `
      async function* generated(next: () => Promise<number>, left: number) {
        let opened = false;
        while (left > 0) {
          if (!opened) {
            log(await next());
            opened = true;
          }
          left--;
          yield left;
        }
      }`,
    worlds: [withValues(1, 2, 0, 3)],
  },
  {
    name: "a flag that the condition asks for",
    before: `
      async function* generated(next: () => Promise<number>) {
        let opened = false;
        let left = 2;
        do {
          if (!opened) {
            log(await next());
            opened = true;
          }
          left--;
          yield left;
        } while (opened && left > 0);
      }`,
    worlds: [withValues(1, 2, 0, 3)],
  },
]);
