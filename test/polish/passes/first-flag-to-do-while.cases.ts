import { firstFlagToDoWhile } from "../../../src/engine/polish/passes/first-flag-to-do-while";
import { testPass } from "../cases";
import { withPages } from "../worlds";

testPass(firstFlagToDoWhile, [
  {
    name: "the first page is asked for without a cursor",
    before: `
      async function* generated(client: Client) {
        let cursor: string | undefined;
        let isFirst = true;
        while (isFirst || cursor) {
          const page = await client.list(cursor);
          isFirst = false;
          // where the next one begins
          cursor = page.next;
          yield* page.items;
        }
      }`,
    after: `
      async function* generated(client: Client) {
        let cursor: string | undefined;
        do {
          const page = await client.list(cursor);
          // where the next one begins
          cursor = page.next;
          yield* page.items;
        } while (cursor);
      }`,
    worlds: [withPages(["a"], ["b"]), withPages(["a"]), withPages()],
  },
  {
    name: "the flag says that it has begun, and stands behind",
    before: `
      async function* generated(client: Client) {
        let cursor: string | undefined;
        let started = false;
        while (cursor !== undefined || !started) {
          started = true;
          const page = await client.list(cursor);
          if (page.items.length === 0) break;
          cursor = page.next;
          yield page.items.length;
        }
      }`,
    after: `
      async function* generated(client: Client) {
        let cursor: string | undefined;
        do {
          const page = await client.list(cursor);
          if (page.items.length === 0) break;
          cursor = page.next;
          yield page.items.length;
        } while (cursor !== undefined);
      }`,
    worlds: [withPages(["a"], ["b"]), withPages(["a"]), withPages()],
  },
  {
    name: "what else is asked has an effect, and is asked before the first round",
    before: `
      async function* generated(client: Client) {
        let started = false;
        while (client.more() || !started) {
          started = true;
          yield (await client.list(0)).items;
        }
      }`,
  },
  {
    name: "what else is asked fails before the first round",
    before: `
      async function* generated(client: Client) {
        let page: any;
        let started = false;
        while (page.next || !started) {
          started = true;
          page = await client.list(0);
          yield page.items;
        }
      }`,
  },
  {
    name: "a continue passes the flag by",
    before: `
      async function* generated(client: Client) {
        let cursor: string | undefined;
        let isFirst = true;
        while (isFirst || cursor) {
          const page = await client.list(cursor);
          if (page.items.length === 0) continue;
          isFirst = false;
          cursor = page.next;
          yield* page.items;
        }
      }`,
  },
  {
    name: "the flag is asked for elsewhere, too",
    before: `
      async function* generated(client: Client) {
        let cursor: string | undefined;
        let isFirst = true;
        while (isFirst || cursor) {
          if (!isFirst) await client.pause();
          const page = await client.list(cursor);
          isFirst = false;
          cursor = page.next;
          yield* page.items;
        }
      }`,
  },
  {
    name: "the flag is turned over under a condition",
    before: `
      async function* generated(client: Client) {
        let cursor: string | undefined;
        let isFirst = true;
        while (isFirst || cursor) {
          const page = await client.list(cursor);
          if (page.items.length > 0) isFirst = false;
          cursor = page.next;
          yield* page.items;
        }
      }`,
  },
]);
