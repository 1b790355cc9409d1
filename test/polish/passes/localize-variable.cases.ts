import { localizeVariable } from "../../../src/engine/polish/passes/localize-variable";
import { testPass } from "../cases";
import { withPages } from "../worlds";

testPass(localizeVariable, [
  {
    name: "no value lives from round to round",
    before: `
      async function* generated(client: Client) {
        let page: Page | undefined;
        let list: string[] = [];
        while (true) {
          page = await client.list(0);
          list = page.items;
          yield list.length;
        }
      }`,
    after: `
      async function* generated(client: Client) {
        while (true) {
          let page = await client.list(0);
          let list: string[] = page.items;
          yield list.length;
        }
      }`,
    worlds: [withPages(["a", "b"])],
  },
  {
    name: "a name gives the value, and has the type that is written down",
    before: `
      async function* generated(client: Client) {
        let list: string[] = [];
        while (true) {
          const page = await client.list(0);
          list = page.items;
          yield list.length;
        }
      }`,
    after: `
      async function* generated(client: Client) {
        while (true) {
          const page = await client.list(0);
          let list = page.items;
          yield list.length;
        }
      }`,
    context: { facts: { "page.items": { typeText: "string[]" } } },
    worlds: [withPages(["a", "b"])],
  },
  {
    name: "what is said of the variable goes with it",
    before: `
      async function* generated(client: Client) {
        // what the server gave
        let page = ""; // empty at the end
        let size = 0; // of the page
        while (true) {
          page = await client.list(0);
          size = page.length; // in letters
          yield size;
        }
      }`,
    after: `
      async function* generated(client: Client) {
        while (true) {
          // what the server gave
          let page = await client.list(0); // empty at the end
          // of the page
          let size = page.length; // in letters
          yield size;
        }
      }`,
    worlds: [withPages(["a", "b"])],
  },
  {
    name: "the last round's value is used",
    before: `
      async function* generated(client: Client) {
        let cursor = 0;
        while (true) {
          cursor = await client.list(cursor);
          yield cursor;
        }
      }`,
  },
  {
    name: "assigned in a branch",
    before: `
      async function* generated(client: Client) {
        let page;
        while (true) {
          if (!page) page = await client.list(0);
          yield page.items;
        }
      }`,
  },
  {
    name: "used after the loop",
    before: `
      async function* generated(next: () => Promise<number>) {
        let value = 0;
        while (value < 3) {
          value = await next();
          yield value;
        }
        log(value);
      }`,
  },
  {
    name: "a closure keeps it",
    before: `
      async function* generated(next: () => Promise<number>) {
        let value = 0;
        while (true) {
          value = await next();
          yield () => value;
        }
      }`,
  },
  {
    name: "a counter that each loop sets anew",
    before: `
      async function* generated(read: (row: number, attempt: number) => Promise<string>) {
        let attempt = 0;
        for (let row = 0; row < 2; row++) {
          for (attempt = 0; attempt < 2; attempt++) {
            yield await read(row, attempt);
          }
        }
      }`,
    after: `
      async function* generated(read: (row: number, attempt: number) => Promise<string>) {
        for (let row = 0; row < 2; row++) {
          for (let attempt = 0; attempt < 2; attempt++) {
            yield await read(row, attempt);
          }
        }
      }`,
    worlds: [
      ({ async }) => ({ args: [async("read", (row, attempt) => `${String(row)}.${String(attempt)}`)] }),
    ],
  },
  {
    name: "a counter that is looked at behind its loop",
    before: `
      async function* generated(read: (row: number, attempt: number) => Promise<string>) {
        let attempt = 0;
        for (let row = 0; row < 2; row++) {
          for (attempt = 0; attempt < 2; attempt++) {
            yield await read(row, attempt);
          }
          log(attempt);
        }
      }`,
  },
]);
