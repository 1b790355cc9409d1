import { missingToEmpty } from "../../../src/engine/polish/passes/missing-to-empty";
import { testPass } from "../cases";
import { withPages } from "../worlds";

const objects = { facts: { rows: { neverAmong: "falsy" } } } as const;
const texts = { facts: { rows: { neverAmong: "missing" } } } as const;

/** A generator that fetches whenever nothing is left, and then asks `test` what came out. */
const fetching = (test: string, element = "const row = rows.shift();"): string => `
      async function* generated(client: Client) {
        let at = 0;
        let more = true;
        let rows: string[] = [];
        while (true) {
          while (rows.length === 0 && more) {
            const page = await client.list(at++);
            rows = page.items;
            more = page.next !== undefined;
          }
          ${element}
          ${test}
          yield row;
        }
      }`;

testPass(missingToEmpty, [
  {
    name: "what is fetched is fetched before",
    before: fetching("if (row === undefined) return;"),
    after: `
      async function* generated(client: Client) {
        let at = 0;
        let more = true;
        let rows: string[] = [];
        while (true) {
          while (rows.length === 0 && more) {
            const page = await client.list(at++);
            rows = page.items;
            more = page.next !== undefined;
          }
          if (rows.length === 0) return;
          const row = rows.shift()!;
          yield row;
        }
      }`,
    context: texts,
    worlds: [withPages(["a"], [], ["b", "c"]), withPages([])],
  },
  {
    name: "what is fetched is fetched behind, and comments stay with what they are about",
    before: `
      async function* generated(client) {
        let at = 0;
        let rows = [];
        while (true) {
          // the next one
          const row = rows.shift();
          // there is one
          if (row) {
            // hand it out
            yield row;
            continue;
          }
          if (at > 2) return;
          const page = await client.list(at++);
          rows = page.items;
        }
      }`,
    after: `
      async function* generated(client) {
        let at = 0;
        let rows = [];
        while (true) {
          // there is one
          if (rows.length > 0) {
            // the next one
            const row = rows.shift();
            // hand it out
            yield row;
            continue;
          }
          if (at > 2) return;
          const page = await client.list(at++);
          rows = page.items;
        }
      }`,
    context: { facts: { rows: { isArray: true, neverAmong: "falsy" } }, isJavaScript: true },
    worlds: [withPages(["a"], [], ["b", "c"]), withPages([])],
  },
  {
    name: "nothing came out, so more is fetched",
    before: `
      async function* generated(client: Client) {
        let at = 0;
        const rows: string[] = [];
        while (true) {
          const row = rows.shift();
          if (row == null) {
            // nothing left
            if (at > 2) return;
            const page = await client.list(at++);
            rows.push(...page.items);
            continue;
          }
          yield row;
        }
      }`,
    after: `
      async function* generated(client: Client) {
        let at = 0;
        const rows: string[] = [];
        while (true) {
          if (rows.length === 0) {
            // nothing left
            if (at > 2) return;
            const page = await client.list(at++);
            rows.push(...page.items);
            continue;
          }
          const row = rows.shift()!;
          yield row;
        }
      }`,
    context: texts,
    worlds: [withPages(["a"], [], ["b", "c"]), withPages([])],
  },
  {
    name: "work that is done until none is left",
    context: objects,
    before: `
      async function* generated(rows: Row[]) {
        const todo = [...rows];
        while (true) {
          const row = todo.shift();
          if (row === undefined) return;
          todo.push(...(await below(row)));
          yield row;
        }
      }`,
  },
  { name: "an empty text ends it, too", before: fetching("if (!row) return;"), context: texts },
  { name: "nobody knows what the elements are", before: fetching("if (!row) return;") },
  {
    name: "what is tested for is not what an empty list gives",
    before: fetching("if (row === null) return;"),
    context: objects,
  },
  {
    name: "what came out is named where nothing did",
    before: fetching("if (!row) return row;"),
    context: objects,
  },
  { name: "the branch goes on", before: fetching("if (!row) at = 0;"), context: objects },
  {
    name: "the last element is taken as well",
    before: fetching("if (!row) return;", "const row = rows.pop() ?? rows.shift();"),
    context: objects,
  },
  {
    name: "what came out is named behind the branch as well",
    before: `
      async function* generated(client: Client) {
        let rows: Row[] = [];
        while (true) {
          const row = rows.shift();
          if (row) {
            yield row;
            continue;
          }
          rows = await client.list(row);
        }
      }`,
    context: objects,
  },
  {
    name: "nobody fills the list",
    before: `
      async function* generated(client: Client) {
        const rows: Row[] = client.rows;
        while (true) {
          const row = rows.shift();
          if (!row) return;
          yield row;
        }
      }`,
    context: objects,
  },
  {
    name: "a closure knows the list",
    before: `
      async function* generated(client: Client) {
        const rows: Row[] = [];
        client.onRow = (row) => rows.push(row);
        while (true) {
          const row = rows.shift();
          if (!row) {
            rows.push(...(await client.list()));
            continue;
          }
          yield row;
        }
      }`,
    context: objects,
  },
]);
