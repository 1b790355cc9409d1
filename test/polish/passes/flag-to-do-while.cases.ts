import { flagToDoWhile } from "../../../src/engine/polish/passes/flag-to-do-while";
import { testPass } from "../cases";
import { withPages } from "../worlds";

testPass(flagToDoWhile, [
  {
    name: "the flag says what the cursor says",
    before: `
      async function* generated(client: Client) {
        let cursor: string | undefined;
        let done = false;
        while (!done) {
          const page = await client.list(cursor);
          cursor = page.next;
          // the last one
          if (!page.next) done = true;
          yield page.items.length;
        }
      }`,
    after: `
      async function* generated(client: Client) {
        let cursor: string | undefined;
        do {
          const page = await client.list(cursor);
          cursor = page.next;
          yield page.items.length;
          // the last one
        } while (cursor);
      }`,
    worlds: [withPages(["a"], ["b"]), withPages(["a"])],
  },
  {
    name: "the loop asks for more",
    before: `
      async function* generated(client: Client) {
        let at = 0;
        let done = false;
        while (!done && at < 5) {
          const { items, next } = await client.list(at++);
          // the last one
          if (next === undefined) done = true;
          yield items.length;
        }
      }`,
    after: `
      async function* generated(client: Client) {
        let at = 0;
        while (true && at < 5) {
          const { items, next } = await client.list(at++);
          yield items.length;
          // the last one
          if (next === undefined) return;
        }
      }`,
    worlds: [withPages(["a"], ["b"]), withPages(["a"])],
  },
  {
    name: "the loop asks for more first, and that does something",
    before: `
      async function* generated(client: Client) {
        let done = false;
        while (client.isOpen() && !done) {
          const { items, next } = await client.list(0);
          if (next === undefined) done = true;
          yield items.length;
        }
      }`,
  },
  {
    name: "the test is at the end already",
    before: `
      async function* generated(client: Client) {
        let index = 0;
        let hasMore = true;
        while (hasMore) {
          const { items, next } = await client.list(index++);
          yield items.length;
          hasMore = next !== undefined;
        }
      }`,
    after: `
      async function* generated(client: Client) {
        let index = 0;
        while (true) {
          const { items, next } = await client.list(index++);
          yield items.length;
          if (next === undefined) return;
        }
      }`,
    worlds: [withPages(["a"], ["b"]), withPages(["a"])],
  },
  {
    name: "the page may say something else after the values",
    before: `
      async function* generated(client: Client) {
        let done = false;
        while (!done) {
          const page = await client.list(0);
          done = page.isLast;
          yield page.items;
        }
      }`,
  },
  {
    name: "a continue passes the test by",
    before: `
      async function* generated(client: Client) {
        let cursor = 0;
        let done = false;
        while (!done) {
          cursor = await client.list(cursor);
          if (cursor === 1) continue;
          if (!cursor) done = true;
          yield cursor;
        }
      }`,
  },
  {
    name: "the cursor changes after the test",
    before: `
      async function* generated(client: Client) {
        let cursor = 0;
        let done = false;
        while (!done) {
          cursor = await client.list(cursor);
          if (!cursor) done = true;
          yield cursor;
          cursor++;
        }
      }`,
  },
]);
