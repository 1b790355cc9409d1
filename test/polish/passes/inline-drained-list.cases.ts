import { inlineDrainedList } from "../../../src/engine/polish/passes/inline-drained-list";
import { testPass } from "../cases";
import { withPages } from "../worlds";

testPass(inlineDrainedList, [
  {
    name: "a property between quiet statements",
    before: `
      async function* generated(client: Client) {
        let cursor: string | undefined;
        do {
          const page = await client.list(cursor);
          const items: string[] = page.items;
          cursor = page.next;
          yield* items;
        } while (cursor);
      }`,
    after: `
      async function* generated(client: Client) {
        let cursor: string | undefined;
        do {
          const page = await client.list(cursor);
          cursor = page.next;
          yield* page.items;
        } while (cursor);
      }`,
    worlds: [withPages(["a", "b"], [], ["c"])],
  },
  {
    name: "others may change the page meanwhile",
    before: `
      async function* generated(client: Client) {
        const page = await client.list(0);
        const items: string[] = page.items;
        await client.list(1);
        yield* items;
      }`,
  },
  {
    name: "the page is handed to somebody",
    context: { ownsResults: true },
    before: `
      async function* generated(client: Client) {
        const page = await client.list(0);
        const items: string[] = page.items;
        log(page);
        yield* items;
      }`,
  },
  {
    name: "used twice",
    context: { ownsResults: true },
    before: `
      async function* generated(client: Client) {
        const page = await client.list(0);
        const items: string[] = page.items;
        log(items);
        yield* items;
      }`,
  },
]);
