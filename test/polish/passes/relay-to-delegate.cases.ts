import { relayToDelegate } from "../../../src/engine/polish/passes/relay-to-delegate";
import { testPass } from "../cases";
import { withArgs } from "../worlds";

testPass(relayToDelegate, [
  {
    name: "an array",
    before: `
      async function* generated(items: string[]) {
        for (const item of items) {
          yield item;
        }
      }`,
    after: `
      async function* generated(items: string[]) {
        yield* items;
      }`,
    worlds: [withArgs(() => [["a", "b"]])],
  },
  {
    name: "an array made on the spot",
    before: `
      async function* generated(items: string[]) {
        for (const item of items.slice()) {
          yield item;
        }
      }`,
    after: `
      async function* generated(items: string[]) {
        yield* items.slice();
      }`,
    worlds: [withArgs(() => [["a", "b"]])],
  },
  {
    name: "the original takes errors: they would go to the array",
    context: { hasThrow: true },
    before: `
      async function* generated(items: string[]) {
        for (const item of items) {
          yield item;
        }
      }`,
  },
  {
    name: "not known to be an array",
    before: `
      async function* generated(items: Iterable<string>) {
        for (const item of items) {
          yield item;
        }
      }`,
  },
  {
    name: "the answer of the source's return() would be the final value",
    before: `
      async function* generated(source: AsyncIterable<string>) {
        for await (const item of source) {
          yield item;
        }
      }`,
  },
  {
    name: "more than a relay",
    before: `
      async function* generated(items: string[]) {
        for (const item of items) {
          yield item + 1;
        }
      }`,
  },
  {
    name: "the entries of a map",
    before: `
      async function* generated(load: () => Promise<Map<string, number>>) {
        const map: Map<string, number> = await load();
        for (const entry of map.entries()) {
          yield entry;
        }
      }`,
    after: `
      async function* generated(load: () => Promise<Map<string, number>>) {
        const map: Map<string, number> = await load();
        yield* map.entries();
      }`,
    worlds: [
      ({ async }) => ({
        args: [
          async(
            "load",
            () =>
              new Map([
                ["a", 1],
                ["b", 2],
              ]),
          ),
        ],
      }),
    ],
  },
  {
    name: "something is said of the elements",
    before: `
      async function* generated(items: string[]) {
        for (const item of items) {
          // in their order
          // and all of them
          yield item;
        }
      }`,
    after: `
      async function* generated(items: string[]) {
        // in their order
        // and all of them
        yield* items;
      }`,
    worlds: [withArgs(() => [["a", "b"]])],
  },
]);
