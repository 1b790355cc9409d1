import { drainToForOf } from "../../../src/engine/polish/passes/drain-to-for-of";
import { testPass } from "../cases";
import { withHelpers, withPages } from "../worlds";

testPass(drainToForOf, [
  {
    name: "a list that was made here",
    before: `
      async function* generated(names: string[]) {
        const upper: string[] = names.map((name) => name.toUpperCase());
        while (upper.length > 0) {
          const name = upper.shift()!;
          await sleep(name);
          yield name;
        }
      }`,
    after: `
      async function* generated(names: string[]) {
        const upper: string[] = names.map((name) => name.toUpperCase());
        for (const name of upper) {
          await sleep(name);
          yield name;
        }
      }`,
    worlds: [withHelpers(["a", "b"])],
  },
  {
    name: "a fetched list that nobody else holds",
    context: { ownsResults: true },
    before: `
      async function* generated(client: Client) {
        const { length } = "abc";
        const items: string[] = (await client.list(0)).items;
        while (items.length) {
          yield items.shift()! + length;
        }
      }`,
    after: `
      async function* generated(client: Client) {
        const { length } = "abc";
        const items: string[] = (await client.list(0)).items;
        for (const item of items) {
          yield item + length;
        }
      }`,
    worlds: [withPages(["a", "b"])],
  },
  {
    name: "its length is asked for before",
    context: { ownsResults: true },
    before: `
      async function* generated(client: Client) {
        const items: string[] = (await client.list(0)).items;
        if (items.length === 0) return;
        while (items.length > 0) {
          yield items.shift()!;
        }
      }`,
    after: `
      async function* generated(client: Client) {
        const items: string[] = (await client.list(0)).items;
        if (items.length === 0) return;
        for (const item of items) {
          yield item;
        }
      }`,
    worlds: [withPages(["a", "b"]), withPages([])],
  },
  {
    name: "its length is asked for afterwards",
    context: { ownsResults: true },
    before: `
      async function* generated(client: Client) {
        const items: string[] = (await client.list(0)).items;
        while (items.length > 0) {
          yield items.shift()!;
        }
        yield items.length;
      }`,
  },
  {
    name: "somebody may see that it is emptied",
    before: `
      async function* generated(client: Client) {
        const items: string[] = (await client.list(0)).items;
        while (items.length > 0) {
          yield items.shift();
        }
      }`,
  },
  {
    name: "the caller's own list",
    context: { ownsResults: true },
    before: `
      async function* generated(items: string[]) {
        while (items.length > 0) {
          yield items.shift();
        }
      }`,
  },
  {
    name: "its length is asked for while it is emptied",
    context: { ownsResults: true },
    before: `
      async function* generated(client: Client) {
        const items: string[] = (await client.list(0)).items;
        while (items.length > 0) {
          yield [items.shift(), items.length];
        }
      }`,
  },
  {
    name: "the type of the elements is asserted",
    before: `
      async function* generated(names: string[]) {
        const upper: readonly string[] = names.map((name) => name.toUpperCase());
        while (upper.length > 0) {
          yield upper.shift() as string;
        }
      }`,
    after: `
      async function* generated(names: string[]) {
        const upper: readonly string[] = names.map((name) => name.toUpperCase());
        for (const item of upper) {
          yield item;
        }
      }`,
    worlds: [withHelpers(["a", "b"])],
  },
  {
    name: "another type is asserted",
    before: `
      async function* generated(names: string[]) {
        const upper: unknown[] = names.map((name) => name.toUpperCase());
        while (upper.length > 0) {
          yield upper.shift() as string;
        }
      }`,
    after: `
      async function* generated(names: string[]) {
        const upper: unknown[] = names.map((name) => name.toUpperCase());
        for (const item of upper) {
          yield item as string;
        }
      }`,
    worlds: [withHelpers(["a", "b"])],
  },
  {
    name: "a constant of another type",
    before: `
      async function* generated(names: string[]) {
        const upper: unknown[] = names.map((name) => name.toUpperCase());
        while (upper.length > 0) {
          const name = upper.shift() as string;
          yield name.length;
        }
      }`,
    after: `
      async function* generated(names: string[]) {
        const upper: unknown[] = names.map((name) => name.toUpperCase());
        for (const item of upper) {
          const name = item as string;
          yield name.length;
        }
      }`,
    worlds: [withHelpers(["a", "b"])],
  },
]);
