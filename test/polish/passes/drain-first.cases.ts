import { drainFirst } from "../../../src/engine/polish/passes/drain-first";
import { testPass } from "../cases";
import { withPages } from "../worlds";

testPass(drainFirst, [
  {
    name: "hand out while there is something",
    before: `
      async function* generated(client: Client) {
        let buffer: string[] = [];
        let cursor = 0;
        while (true) {
          if (buffer.length > 0) {
            yield buffer.shift();
            continue;
          }
          if (cursor > 2) return;
          buffer = (await client.list(cursor++)).items;
        }
      }`,
    after: `
      async function* generated(client: Client) {
        let buffer: string[] = [];
        let cursor = 0;
        while (true) {
          while (buffer.length > 0) {
            yield buffer.shift();
            continue;
          }
          if (cursor > 2) return;
          buffer = (await client.list(cursor++)).items;
        }
      }`,
    worlds: [withPages(["a", "b"], [], ["c"])],
  },
  {
    name: "fetch while there is nothing",
    before: `
      async function* generated(client: Client) {
        let buffer: string[] = [];
        let cursor = 0;
        while (true) {
          // refill
          while (buffer.length === 0) {
            if (cursor > 2) return;
            buffer = (await client.list(cursor++)).items;
          }
          yield buffer.shift();
        }
      }`,
    after: `
      async function* generated(client: Client) {
        let buffer: string[] = [];
        let cursor = 0;
        while (true) {
          while (buffer.length > 0) {
            yield buffer.shift();
          }
          // refill
          if (cursor > 2) return;
          buffer = (await client.list(cursor++)).items;
        }
      }`,
    worlds: [withPages(["a", "b"], [], ["c"])],
  },
  {
    name: "an empty page is the end",
    before: `
      async function* generated(client: Client) {
        let buffer: string[] = [];
        let cursor = 0;
        while (true) {
          if (!buffer.length) {
            buffer = (await client.list(cursor++)).items;
          }
          if (!buffer.length) return;
          yield buffer.shift();
        }
      }`,
    after: `
      async function* generated(client: Client) {
        let buffer: string[] = [];
        let cursor = 0;
        while (true) {
          while (buffer.length) {
            yield buffer.shift();
          }
          buffer = (await client.list(cursor++)).items;
          if (!buffer.length) return;
        }
      }`,
    worlds: [withPages(["a", "b"], ["c"], [], ["d"])],
  },
  {
    name: "fetch while there is nothing and there is more",
    before: `
      async function* generated(client: Client) {
        const buffer: string[] = [];
        let cursor: string | undefined = "0";
        while (true) {
          while (buffer.length === 0 && cursor !== undefined) {
            const page = await client.list(cursor);
            buffer.push(...page.items);
            cursor = page.next;
          }
          if (buffer.length === 0) return;
          yield buffer.shift();
        }
      }`,
    after: `
      async function* generated(client: Client) {
        const buffer: string[] = [];
        let cursor: string | undefined = "0";
        while (true) {
          while (buffer.length > 0) {
            yield buffer.shift();
          }
          if (cursor === undefined) return;
          const page = await client.list(cursor);
          buffer.push(...page.items);
          cursor = page.next;
        }
      }`,
    worlds: [withPages(["a", "b"], [], ["c"]), withPages([])],
  },
  {
    name: "one fetch only: an empty page gives undefined",
    before: `
      async function* generated(client: Client) {
        let buffer: string[] = [];
        let cursor = 0;
        while (true) {
          if (buffer.length === 0) {
            if (cursor > 2) return;
            buffer = (await client.list(cursor++)).items;
          }
          yield buffer.shift();
        }
      }`,
  },
  {
    name: "a closure fills the buffer",
    before: `
      async function* generated(client: Client) {
        let buffer: string[] = [];
        const fill = async () => {
          buffer = (await client.list(0)).items;
        };
        while (true) {
          while (buffer.length === 0) {
            await fill();
          }
          yield buffer.shift();
        }
      }`,
  },
  {
    name: "somebody else's list that grows meanwhile",
    before: `
      async function* generated(log: Log) {
        let cursor = 0;
        while (true) {
          if (cursor < log.lines.length) {
            yield log.lines[cursor++];
            continue;
          }
          if (log.closed) return;
          await log.grown();
        }
      }`,
    after: `
      async function* generated(log: Log) {
        let cursor = 0;
        while (true) {
          while (cursor < log.lines.length) {
            yield log.lines[cursor++];
            continue;
          }
          if (log.closed) return;
          await log.grown();
        }
      }`,
    worlds: [
      ({ async }) => {
        const log = {
          lines: ["a", "b"],
          closed: false,
          grown: async("grown", () => {
            log.closed = log.lines.length > 2;
            log.lines.push("c");
          }),
        };
        return { args: [log] };
      },
    ],
  },
  {
    name: "the end is asked for behind the fetch, by the length alone",
    before: `
      async function* generated(client: { list(cursor?: string): Promise<{ items: string[]; next?: string }> }) {
        let cursor: string | undefined;
        let index = 0;
        let rows: string[] = [];
        while (true) {
          if (index >= rows.length) {
            index = 0;
            const page = await client.list(cursor);
            rows = page.items;
            cursor = page.next;
          }
          // nothing more
          if (rows.length === 0) return;
          const row = rows[index];
          index += 1;
          yield row;
        }
      }`,
    after: `
      async function* generated(client: { list(cursor?: string): Promise<{ items: string[]; next?: string }> }) {
        let cursor: string | undefined;
        let index = 0;
        let rows: string[] = [];
        while (true) {
          while (index < rows.length) {
            const row = rows[index];
            index += 1;
            yield row;
          }
          index = 0;
          const page = await client.list(cursor);
          rows = page.items;
          cursor = page.next;
          // nothing more
          if (rows.length === 0) return;
        }
      }`,
    worlds: [withPages(["a", "b"], ["c"], [])],
  },
  {
    name: "the index may be below zero, where an empty list is not asked for more",
    before: `
      async function* generated(next: () => Promise<string[]>) {
        let index = 0;
        let rows: string[] = [];
        while (true) {
          if (index >= rows.length) {
            index = 0;
            rows = await next();
          }
          if (rows.length === 0) return;
          yield rows[index];
          index -= 1;
        }
      }`,
  },
  {
    name: "without more to fetch, the index is behind the list's end",
    before: `
      async function* generated(next: () => Promise<string[]>, more: boolean) {
        let index = 0;
        let rows: string[] = [];
        while (true) {
          if (index >= rows.length && more) {
            index = 0;
            rows = await next();
          }
          if (rows.length === 0) return;
          yield rows[index];
          index++;
        }
      }`,
  },
  {
    name: "anybody's list, from which the branch takes",
    before: `
      async function* generated(box: { items: string[] }, load: () => Promise<string[]>) {
        while (true) {
          if (box.items.length > 0) {
            yield box.items.shift();
            continue;
          }
          box.items = await load();
          if (box.items.length === 0) return;
        }
      }`,
    after: `
      async function* generated(box: { items: string[] }, load: () => Promise<string[]>) {
        while (true) {
          while (box.items.length > 0) {
            yield box.items.shift();
            continue;
          }
          box.items = await load();
          if (box.items.length === 0) return;
        }
      }`,
    worlds: [
      ({ async }) => {
        const pages = [["b"], ["c", "d"], []];
        return { args: [{ items: ["a"] }, async("load", () => pages.shift())] };
      },
    ],
  },
  {
    name: "anybody's list, from which the branch takes nothing",
    before: `
      async function* generated(box: { items: string[] }, load: () => Promise<string[]>) {
        while (true) {
          if (box.items.length > 0) {
            yield box.items;
            continue;
          }
          box.items = await load();
          if (box.items.length === 0) return;
        }
      }`,
  },
  {
    name: "by an index, of a page that is missing at first",
    before: `
      async function* generated(client: Client) {
        let page: Page | undefined;
        let index = 0;
        while (true) {
          if (page && index < page.items.length) {
            yield page.items[index++];
            continue;
          }
          if (page && !page.next) return;
          page = await client.list(page?.next);
          index = 0;
        }
      }`,
    after: `
      async function* generated(client: Client) {
        let page: Page | undefined;
        let index = 0;
        while (true) {
          while (page && index < page.items.length) {
            yield page.items[index++];
            continue;
          }
          if (page && !page.next) return;
          page = await client.list(page?.next);
          index = 0;
        }
      }`,
    worlds: [withPages(["a", "b"], [], ["c"]), withPages([])],
  },
  {
    name: "a list that is missing at first",
    before: `
      async function* generated(client: Client) {
        let at = 0;
        let index = 0;
        let rows: string[] | null = null;
        while (true) {
          if (rows === null || index >= rows.length) {
            if (rows !== null && rows.length < 2) return;
            rows = (await client.list(at++)).items;
            index = 0;
            if (rows.length === 0) return;
          }
          yield rows[index++];
        }
      }`,
    after: `
      async function* generated(client: Client) {
        let at = 0;
        let index = 0;
        let rows: string[] | null = null;
        while (true) {
          while (rows !== null && index < rows.length) {
            yield rows[index++];
          }
          if (rows !== null && rows.length < 2) return;
          rows = (await client.list(at++)).items;
          index = 0;
          if (rows.length === 0) return;
        }
      }`,
    context: { facts: { "rows.length": { isNumber: true } } },
    worlds: [withPages(["a", "b"], ["c"]), withPages(["a", "b"], ["c", "d"]), withPages([])],
  },
  {
    name: "another one is missing at first",
    before: `
      async function* generated(client: Client) {
        let index = 0;
        let page: Page | null = null;
        let rows: string[] = [];
        while (true) {
          if (page === null || index >= rows.length) {
            page = await client.list(0);
            rows = page.items;
            index = 0;
            if (rows.length === 0) return;
          }
          yield rows[index++];
        }
      }`,
  },
]);
