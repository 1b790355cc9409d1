import { setBeforeAsked } from "../../../src/engine/polish/passes/set-before-asked";
import { testPass } from "../cases";
import { withPages } from "../worlds";

const page = { facts: { "await client.list(page?.next)": { isObject: true } } } as const;

testPass(setBeforeAsked, [
  {
    name: "a page that is missing at first",
    before: `
      async function* generated(client: Client) {
        let page: Page | undefined;
        let index = 0;
        while (true) {
          while (page && index < page.items.length) {
            yield page.items[index++];
          }
          // the last one
          if (page && !page.next) {
            return;
          }
          page = await client.list(page?.next);
          index = 0;
        }
      }`,
    after: `
      async function* generated(client: Client) {
        let page: Page | undefined;
        let index = 0;
        while (true) {
          page = await client.list(page?.next);
          index = 0;
          while (index < page.items.length) {
            yield page.items[index++];
          }
          // the last one
          if (!page.next) {
            return;
          }
        }
      }`,
    context: page,
    worlds: [withPages(["a", "b"], [], ["c"]), withPages([])],
  },
  {
    name: "one that is null at first, and is asked for more than one thing",
    before: `
      async function* generated(client: Client) {
        let page: Page | null = null;
        let at = 0;
        while (true) {
          if (page !== null && !page.next && (at > 0 || page.items)) return;
          page = await client.list(page?.next);
          at++;
          yield* page.items;
        }
      }`,
    after: `
      async function* generated(client: Client) {
        let page: Page | null = null;
        let at = 0;
        while (true) {
          page = await client.list(page?.next);
          at++;
          yield* page.items;
          if (!page.next && (at > 0 || page.items)) return;
        }
      }`,
    context: page,
    worlds: [withPages(["a", "b"], [], ["c"]), withPages([])],
  },
  {
    name: "there may be no page",
    before: `
      async function* generated(client: Client) {
        let page: Page | undefined;
        while (true) {
          if (page && !page.next) return;
          page = await client.list(page?.next);
          yield 1;
        }
      }`,
  },
  {
    name: "what is asked holds for nothing, too",
    before: `
      async function* generated(client: Client) {
        let page: Page | null = null;
        while (true) {
          if (page !== undefined && isOver()) return;
          page = await client.list(page?.next);
          yield 1;
        }
      }`,
    context: page,
  },
  {
    name: "a round may begin anew before its end",
    before: `
      async function* generated(client: Client) {
        let page: Page | undefined;
        while (true) {
          if (page && !page.next) return;
          page = await client.list(page?.next);
          if (page.items.length === 0) continue;
          yield* page.items;
        }
      }`,
    context: page,
  },
  {
    name: "it is emptied again",
    before: `
      async function* generated(client: Client) {
        let page: Page | undefined;
        while (true) {
          if (page && !page.next) return;
          page = await client.list(page?.next);
          yield* page.items;
          page = undefined;
        }
      }`,
    context: page,
  },
  {
    name: "it holds something before the loop",
    before: `
      async function* generated(client: Client, page: Page) {
        while (true) {
          if (page && !page.next) return;
          page = await client.list(page?.next);
          yield* page.items;
        }
      }`,
    context: page,
  },
]);
