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
    name: "a property of this",
    before: `
      async function* generated() {
        const items = this.items;
        yield* items;
      }`,
    after: `
      async function* generated() {
        yield* this.items;
      }`,
    worlds: [() => ({ self: { items: ["a", "b"] } })],
  },
  {
    name: "the property of this may be set meanwhile",
    before: `
      async function* generated(next: () => Promise<number>) {
        const items = this.items;
        await next();
        yield* items;
      }`,
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
  {
    name: "the list of a call right before",
    before: `
      async function* generated(rows: () => string[]) {
        const all = rows();
        yield* all;
      }`,
    after: `
      async function* generated(rows: () => string[]) {
        yield* rows();
      }`,
    worlds: [({ sync }) => ({ args: [sync("rows", () => ["a", "b"])] })],
  },
  {
    name: "the list of a call, with something in between",
    before: `
      async function* generated(rows: () => string[]) {
        const all = rows();
        log("all");
        yield* all;
      }`,
  },
  {
    name: "the list of a call that is said to be of another type",
    before: `
      async function* generated(rows: () => unknown) {
        const all = rows() as string[];
        yield* all;
      }`,
  },
]);
