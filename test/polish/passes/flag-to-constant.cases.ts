import { flagToConstant } from "../../../src/engine/polish/passes/flag-to-constant";
import { testPass } from "../cases";
import { withPages } from "../worlds";

testPass(flagToConstant, [
  {
    name: "a short page is the last one",
    before: `
      async function* generated(client: Client) {
        let at = 0;
        let done = false;
        while (!done) {
          const { items } = await client.list(at++);
          // a short one
          if (items.length < 2) {
            done = true;
          }
          yield* items;
        }
      }`,
    after: `
      async function* generated(client: Client) {
        let at = 0;
        while (true) {
          const { items } = await client.list(at++);
          // a short one
          const done = items.length < 2;
          yield* items;
          if (done) return;
        }
      }`,
    worlds: [withPages(["a", "b"], ["c"]), withPages([])],
  },
  {
    name: "more comes behind the loop, which asks for more, and the flag says to go on",
    before: `
      async function* generated(client: Client) {
        let at = 0;
        let more = true;
        while (more && at < 5) {
          const page = await client.list(at++);
          if (page.next === undefined) more = false;
          yield* page.items;
        }
        yield "end";
      }`,
    after: `
      async function* generated(client: Client) {
        let at = 0;
        while (true && at < 5) {
          const page = await client.list(at++);
          const more = page.next !== undefined;
          yield* page.items;
          if (!more) break;
        }
        yield "end";
      }`,
    worlds: [withPages(["a", "b"], ["c"]), withPages([])],
  },
  {
    name: "a round may go on to the next one before its end",
    before: `
      async function* generated(client: Client) {
        let done = false;
        while (!done) {
          const { items } = await client.list(0);
          if (items.length < 2) done = true;
          if (items.length === 0) continue;
          yield* items;
        }
      }`,
  },
  {
    name: "something else is done as well",
    before: `
      async function* generated(client: Client) {
        let done = false;
        while (!done) {
          const { items } = await client.list(0);
          if (items.length < 2) {
            done = true;
            client.close();
          }
          yield* items;
        }
      }`,
  },
  {
    name: "it is set at two places",
    before: `
      async function* generated(client: Client) {
        let done = false;
        while (!done) {
          const { items, next } = await client.list(0);
          if (items.length < 2) done = true;
          if (next === undefined) done = true;
          yield* items;
        }
      }`,
  },
  {
    name: "somebody else asks for it",
    before: `
      async function* generated(client: Client) {
        let done = false;
        while (!done) {
          const { items } = await client.list(0);
          if (items.length < 2) done = true;
          yield* items;
          if (!done) client.log();
        }
      }`,
  },
]);
