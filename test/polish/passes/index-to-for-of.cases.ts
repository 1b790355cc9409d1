import { indexToForOf } from "../../../src/engine/polish/passes/index-to-for-of";
import { testPass } from "../cases";
import { withHelpers } from "../worlds";

testPass(indexToForOf, [
  {
    name: "what is said of the index alone goes with it",
    before: `
      async function* generated(keys: readonly string[]) {
        // where we are
        // the index of the next key
        // the last one is the root
        for (let i = 0; i < keys.length; i++) {
          yield keys[i];
        }
      }`,
    after: `
      async function* generated(keys: readonly string[]) {
        // the last one is the root
        for (const key of keys) {
          yield key;
        }
      }`,
    forgets: ["// where we are", "// the index of the next key"],
    worlds: [withHelpers(["a", "b"])],
  },
  {
    name: "the author's name for the element",
    before: `
      async function* generated(keys: readonly string[]) {
        for (let i = 0; i < keys.length; i++) {
          const k = keys[i]!; // the key
          await sleep(k);
          yield k;
        }
      }`,
    after: `
      async function* generated(keys: readonly string[]) {
        for (const k of keys) {
          // the key
          await sleep(k);
          yield k;
        }
      }`,
    worlds: [withHelpers(["a", "b"]), withHelpers([])],
  },
  {
    name: "the author's name for an element that is read later, of a list that stays as it is",
    before: `
      async function* generated() {
        const users = ["a", "b"];
        for (let i = 0; i < users.length; i++) {
          await sleep(1);
          const user = users[i];
          log(user);
          yield user;
        }
      }`,
    after: `
      async function* generated() {
        const users = ["a", "b"];
        for (const user of users) {
          await sleep(1);
          log(user);
          yield user;
        }
      }`,
    worlds: [withHelpers()],
  },
  {
    name: "a name of a branch",
    before: `
      async function* generated() {
        const users = ["a", "b"];
        for (let i = 0; i < users.length; i++) {
          if (await sleep(true)) {
            const who = users[i];
            log(who);
          }
          yield "next";
        }
      }`,
    after: `
      async function* generated() {
        const users = ["a", "b"];
        for (const user of users) {
          if (await sleep(true)) {
            const who = user;
            log(who);
          }
          yield "next";
        }
      }`,
    worlds: [withHelpers()],
  },
  {
    name: "a name made from the list's",
    before: `
      async function* generated(entries: [string, number][]) {
        for (let i = 0; i < entries.length; i++) {
          yield await sleep(entries[i]);
        }
      }`,
    after: `
      async function* generated(entries: [string, number][]) {
        for (const entry of entries) {
          yield await sleep(entry);
        }
      }`,
    worlds: [withHelpers([["a", 1]])],
  },
  {
    name: "a list that grows meanwhile",
    before: `
      async function* generated(items: string[]) {
        for (let i = 0; i < items.length; i++) {
          yield items[i];
        }
      }`,
    after: `
      async function* generated(items: string[]) {
        for (const item of items) {
          yield item;
        }
      }`,
    worlds: [
      () => {
        const items = ["a"];
        return {
          args: [items],
          onValue: (_, index) => {
            if (index < 3) items.push("more");
          },
        };
      },
    ],
  },
  {
    name: "read after a wait, when others may have changed it",
    before: `
      async function* generated(items: string[]) {
        for (let i = 0; i < items.length; i++) {
          await sleep(1);
          yield items[i];
        }
      }`,
  },
  {
    name: "not known to be an array",
    before: `
      async function* generated(items: ArrayLike<string>) {
        for (let i = 0; i < items.length; i++) {
          yield items[i];
        }
      }`,
  },
  {
    name: "the index is wanted too",
    before: `
      async function* generated(items: string[]) {
        for (let i = 0; i < items.length; i++) {
          yield [i, items[i]];
        }
      }`,
  },
  {
    name: "the elements are replaced",
    before: `
      async function* generated(items: number[]) {
        for (let i = 0; i < items.length; i++) {
          items[i] = 1;
          yield 1;
        }
      }`,
  },
  {
    name: "a property may be given another array",
    context: { facts: { "this.items": { isArray: true } } },
    before: `
      async function* generated() {
        for (let i = 0; i < this.items.length; i++) {
          yield this.items[i];
        }
      }`,
  },
  {
    name: "a call would get the array as this",
    before: `
      async function* generated(calls: (() => number)[]) {
        for (let i = 0; i < calls.length; i++) {
          yield calls[i]();
        }
      }`,
  },
  {
    name: "a stable property, not changed by anybody",
    context: { facts: { "this.items": { isArray: true, isStable: true, isUnchanging: true } } },
    before: `
      async function* generated() {
        for (let i = 0; i < this.items.length; i++) {
          await sleep(1);
          yield this.items[i];
        }
      }`,
    after: `
      async function* generated() {
        for (const item of this.items) {
          await sleep(1);
          yield item;
        }
      }`,
    worlds: [
      ({ async }) => ({ self: { items: [1, 2] }, globals: { sleep: async("sleep", () => undefined) } }),
    ],
  },
  {
    name: "a list of its own, and its length in a constant",
    before: `
      async function* generated(row: Record<string, number>) {
        const keys = Object.keys(row);
        const count = keys.length;
        for (let i = 0; i < count; i++) {
          await sleep(1);
          yield row[keys[i]];
        }
      }`,
    after: `
      async function* generated(row: Record<string, number>) {
        const keys = Object.keys(row);
        for (const key of keys) {
          await sleep(1);
          yield row[key];
        }
      }`,
    worlds: [withHelpers({ a: 1, b: 2 }), withHelpers({})],
  },
  {
    name: "the length of a list that grows",
    before: `
      async function* generated(row: Record<string, number>) {
        const keys = Object.keys(row);
        const count = keys.length;
        for (let i = 0; i < count; i++) {
          keys.push(keys[i]);
          yield row[keys[i]];
        }
      }`,
  },
  {
    name: "the length of a list that others hold",
    before: `
      async function* generated(keys: string[]) {
        const count = keys.length;
        for (let i = 0; i < count; i++) {
          yield keys[i];
        }
      }`,
  },
  {
    name: "the length of a list of its own, one of whose elements is put",
    before: `
      async function* generated(row: Record<string, number>) {
        const keys = Object.keys(row);
        const count = keys.length;
        for (let i = 0; i < count; i++) {
          keys[i + 1] = "a";
          yield row[keys[i]];
        }
      }`,
  },
]);
