import { drainedUntilMissing } from "../../../src/engine/polish/passes/drained-until-missing";
import { testPass } from "../cases";
import { withArgs } from "../worlds";

testPass(drainedUntilMissing, [
  {
    name: "a copy of a list that may hold what ends it",
    before: `
      async function* generated(items) {
        const rest = [...items];
        while (true) {
          const item = rest.shift();
          if (item === undefined) return;
          yield item;
        }
      }`,
    after: `
      async function* generated(items) {
        const rest = [...items];
        for (const item of rest) {
          if (item === undefined) return;
          yield item;
        }
      }`,
    worlds: [withArgs(() => [[1, 2]]), withArgs(() => [[1, undefined, 2]]), withArgs(() => [[]])],
  },
  {
    name: "its elements are always there, as its type says",
    before: `
      async function* generated(items: string[]) {
        const rest: string[] = items.slice();
        while (true) {
          const item = rest.shift();
          if (item === undefined) break;
          yield item;
        }
        yield "end";
      }`,
    after: `
      async function* generated(items: string[]) {
        const rest: string[] = items.slice();
        for (const item of rest) {
          yield item;
        }
        yield "end";
      }`,
    worlds: [withArgs(() => [["a", ""]])],
  },
  {
    name: "its elements are objects",
    before: `
      async function* generated(items: Item[]) {
        const rest: Item[] = items.slice();
        while (true) {
          const item = rest.shift();
          if (!item) return;
          yield item;
        }
      }`,
    after: `
      async function* generated(items: Item[]) {
        const rest: Item[] = items.slice();
        for (const item of rest) {
          yield item;
        }
      }`,
    context: { facts: { rest: { neverAmong: "falsy" } } },
    worlds: [withArgs(() => [[{}, {}]]), withArgs(() => [[]])],
  },
  {
    name: "an empty element ends it, too",
    before: `
      async function* generated(items: string[]) {
        const rest: string[] = items.slice();
        while (true) {
          const item = rest.shift();
          if (!item) return;
          yield item;
        }
      }`,
    after: `
      async function* generated(items: string[]) {
        const rest: string[] = items.slice();
        for (const item of rest) {
          if (!item) return;
          yield item;
        }
      }`,
    worlds: [withArgs(() => [["a", "", "b"]])],
  },
  {
    name: "something is said of the test",
    before: `
      async function* generated(items: string[]) {
        const rest: string[] = items.slice();
        while (true) {
          const item = rest.shift();
          // nothing left
          if (item === undefined) return;
          yield item;
        }
      }`,
    after: `
      async function* generated(items: string[]) {
        const rest: string[] = items.slice();
        for (const item of rest) {
          // nothing left
          if (item === undefined) return;
          yield item;
        }
      }`,
    worlds: [withArgs(() => [["a", "b"]])],
  },
  {
    name: "somebody else holds the list",
    before: `
      async function* generated(items) {
        const rest = items;
        while (true) {
          const item = rest.shift();
          if (item === undefined) return;
          yield item;
        }
      }`,
  },
  {
    name: "the list grows meanwhile",
    before: `
      async function* generated(items) {
        const rest = [...items];
        while (true) {
          const item = rest.shift();
          if (item === undefined) return;
          yield item;
          if (item < 2) rest.push(5);
        }
      }`,
  },
  {
    name: "what ends it is not what an empty list gives",
    before: `
      async function* generated(items) {
        const rest = [...items];
        while (true) {
          const item = rest.shift();
          if (item === null) return;
          yield item;
        }
      }`,
  },
  {
    name: "there is more behind the loop than the way out",
    before: `
      async function* generated(items) {
        const rest = [...items];
        while (true) {
          const item = rest.shift();
          if (item === undefined) return;
          if (item === 2) break;
          yield item;
        }
        yield "end";
      }`,
  },
]);
