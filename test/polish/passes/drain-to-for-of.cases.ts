import { drainToForOf } from "../../../src/engine/polish/passes/drain-to-for-of";
import { testPass } from "../cases";
import { withArgs, withHelpers, withPages } from "../worlds";

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
  {
    name: "a list of a page that was made out of text",
    before: `
      async function* generated(text: string) {
        const page = JSON.parse(text);
        const items: number[] = page.items;
        yield [page.next, page.items.length];
        while (items.length > 0) {
          yield items.shift()!;
        }
      }`,
    after: `
      async function* generated(text: string) {
        const page = JSON.parse(text);
        const items: number[] = page.items;
        yield [page.next, page.items.length];
        for (const item of items) {
          yield item;
        }
      }`,
    worlds: [withArgs(() => ['{ "items": [1, 2], "next": 3 }'])],
    context: { facts: { "JSON.parse(text)": { isFresh: true } } },
  },
  {
    name: "a list that may be left out of what was made out of text",
    before: `
      async function* generated(text: string) {
        const { items: found } = JSON.parse(text);
        const items: number[] = found ?? [];
        while (items.length > 0) {
          yield items.shift()!;
        }
      }`,
    after: `
      async function* generated(text: string) {
        const { items: found } = JSON.parse(text);
        const items: number[] = found ?? [];
        for (const item of items) {
          yield item;
        }
      }`,
    worlds: [withArgs(() => ['{ "items": [1, 2], "next": 3 }'])],
    context: { facts: { "JSON.parse(text)": { isFresh: true } } },
  },
  {
    name: "the page was not made here",
    before: `
      async function* generated(text: string) {
        const page = parse(text);
        const items: number[] = page.items;
        while (items.length > 0) {
          yield items.shift()!;
        }
      }`,
    context: { facts: { "JSON.parse(text)": { isFresh: true } } },
  },
  {
    name: "the page is handed on",
    before: `
      async function* generated(text: string) {
        const page = JSON.parse(text);
        const items: number[] = page.items;
        log(page);
        while (items.length > 0) {
          yield items.shift()!;
        }
      }`,
    context: { facts: { "JSON.parse(text)": { isFresh: true } } },
  },
  {
    name: "the list is taken once more",
    before: `
      async function* generated(text: string) {
        const page = JSON.parse(text);
        const items: number[] = page.items;
        yield page.items;
        while (items.length > 0) {
          yield items.shift()!;
        }
      }`,
    context: { facts: { "JSON.parse(text)": { isFresh: true } } },
  },
  {
    name: "the page gets another list",
    before: `
      async function* generated(text: string) {
        const page = JSON.parse(text);
        const items: number[] = page.items;
        page.items = [];
        while (items.length > 0) {
          yield items.shift()!;
        }
      }`,
    context: { facts: { "JSON.parse(text)": { isFresh: true } } },
  },
  {
    name: "what the list is a part of is handed on",
    before: `
      async function* generated(text: string) {
        const page = JSON.parse(text);
        const items: number[] = page.data.items;
        log(page.data);
        while (items.length > 0) {
          yield items.shift()!;
        }
      }`,
    context: { facts: { "JSON.parse(text)": { isFresh: true } } },
  },
  {
    name: "a closure knows the page",
    before: `
      async function* generated(text: string) {
        const page = JSON.parse(text);
        const items: number[] = page.items;
        log(() => page.items);
        while (items.length > 0) {
          yield items.shift()!;
        }
      }`,
    context: { facts: { "JSON.parse(text)": { isFresh: true } } },
  },
  {
    name: "what is taken where nothing was left out is another list",
    before: `
      async function* generated(text: string) {
        const page = JSON.parse(text);
        const items: number[] = page.items ?? others;
        while (items.length > 0) {
          yield items.shift()!;
        }
      }`,
    context: { facts: { "JSON.parse(text)": { isFresh: true } } },
  },
]);
