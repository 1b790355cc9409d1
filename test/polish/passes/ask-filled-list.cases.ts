import { askFilledList } from "../../../src/engine/polish/passes/ask-filled-list";
import { testPass } from "../cases";
import { withPages } from "../worlds";

testPass(askFilledList, [
  {
    name: "an empty page ends it before the list is filled",
    before: `
      async function* generated(client: Client) {
        let at = 0;
        let rows: string[] = [];
        let index = 0;
        while (true) {
          if (index >= rows.length) {
            const page = await client.list(at++);
            // nothing more
            if (page.items.length === 0) return;
            rows = page.items;
            index = 0;
          }
          yield rows[index++];
        }
      }`,
    after: `
      async function* generated(client: Client) {
        let at = 0;
        let rows: string[] = [];
        let index = 0;
        while (true) {
          if (index >= rows.length) {
            const page = await client.list(at++);
            rows = page.items;
            index = 0;
            // nothing more
            if (rows.length === 0) return;
          }
          yield rows[index++];
        }
      }`,
    worlds: [withPages(["a"], ["b", "c"]), withPages([])],
  },
  {
    name: "an empty page ends it when the list has been filled",
    before: `
      async function* generated(client: Client) {
        let at = 0;
        let isLast = false;
        let rows: string[] = [];
        let index = 0;
        while (true) {
          if (index >= rows.length) {
            if (isLast) return;
            const page = await client.list(at++);
            rows = page.items;
            index = 0;
            if (!page.next) isLast = true;
            if (!page.items.length) return;
          }
          yield rows[index++];
        }
      }`,
    after: `
      async function* generated(client: Client) {
        let at = 0;
        let isLast = false;
        let rows: string[] = [];
        let index = 0;
        while (true) {
          if (index >= rows.length) {
            if (isLast) return;
            const page = await client.list(at++);
            rows = page.items;
            index = 0;
            if (!page.next) isLast = true;
            if (!rows.length) return;
          }
          yield rows[index++];
        }
      }`,
    worlds: [withPages(["a"], ["b", "c"]), withPages([])],
  },
  {
    name: "what is filled in is another list",
    before: `
      async function* generated(client: Client) {
        let rows: string[] = [];
        let index = 0;
        while (true) {
          if (index >= rows.length) {
            const page = await client.list(0);
            if (page.items.length === 0) return;
            rows = page.others;
            index = 0;
          }
          yield rows[index++];
        }
      }`,
  },
  {
    name: "something is done between",
    before: `
      async function* generated(client: Client) {
        let rows: string[] = [];
        let index = 0;
        while (true) {
          if (index >= rows.length) {
            const page = await client.list(0);
            if (page.items.length === 0) return;
            rows = page.items;
            client.log(rows);
            index = 0;
          }
          yield rows[index++];
        }
      }`,
  },
  {
    name: "the clean-up reads what is assigned",
    before: `
      async function* generated(client: Client) {
        let rows: string[] = [];
        let index = 0;
        try {
          while (true) {
            if (index >= rows.length) {
              const page = await client.list(0);
              if (page.items.length === 0) return;
              rows = page.items;
              index = 0;
            }
            yield rows[index++];
          }
        } finally {
          client.log(index);
        }
      }`,
  },
  {
    name: "the page is a variable, which may be another one by then",
    before: `
      async function* generated(client: Client) {
        let rows: string[] = [];
        let index = 0;
        let page: Page;
        while (true) {
          if (index >= rows.length) {
            page = await client.list(0);
            if (page.items.length === 0) return;
            rows = page.items;
            index = 0;
          }
          yield rows[index++];
        }
      }`,
  },
]);
