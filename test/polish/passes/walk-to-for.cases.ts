import { walkToFor } from "../../../src/engine/polish/passes/walk-to-for";
import { testPass } from "../cases";
import { withArgs } from "../worlds";

const chain = withArgs(() => [{ name: "a", next: { name: "b", next: null } }]);
const none = withArgs(() => [undefined]);

testPass(walkToFor, [
  {
    name: "the head, or the next one",
    before: `
      function* generated(head: Item | undefined) {
        let item: Item | null | undefined;
        while (true) {
          item = item ? item.next : head;
          if (!item) return;
          yield item.name;
        }
      }
      interface Item { name: string; next: Item | null }`,
    after: `
      function* generated(head: Item | undefined) {
        for (let item: Item | null | undefined = head; item; item = item.next) {
          yield item.name;
        }
      }
      interface Item { name: string; next: Item | null }`,
    worlds: [chain, none],
  },
  {
    name: "a variable of any type, which would have that of the head",
    before: `
      function* generated(head: Item) {
        let item;
        while (true) {
          item = item ? item.next : head;
          if (!item) return;
          yield item.name;
        }
      }
      interface Item { name: string; next: Item | null }`,
    worlds: [chain],
  },
  {
    name: "begins somewhere",
    before: `
      function* generated(head: Item) {
        let item: Item | null = head;
        while (true) {
          item = item ? item.next : head;
          if (!item) return;
          yield item.name;
        }
      }
      interface Item { name: string; next: Item | null }`,
    worlds: [chain],
  },
  {
    name: "set elsewhere, too",
    before: `
      function* generated(head: Item) {
        let item: Item | null | undefined;
        let count = 0;
        while (true) {
          item = item ? item.next : head;
          if (!item) return;
          yield item.name;
          if (count++ === 0) item = undefined;
        }
      }
      interface Item { name: string; next: Item | null }`,
    worlds: [chain],
  },
  {
    name: "more is done at the end",
    before: `
      function* generated(head: Item) {
        let item: Item | null | undefined;
        while (true) {
          item = item ? item.next : head;
          if (!item) return "over";
          yield item.name;
        }
      }
      interface Item { name: string; next: Item | null }`,
    worlds: [chain],
  },
]);
