import { joinInitialValue } from "../../../src/engine/polish/passes/join-initial-value";
import { testPass } from "../cases";
import { withArgs } from "../worlds";

const list = () => [{ first: { item: 1, next: { item: 2, next: undefined } } }, () => 7];

testPass(joinInitialValue, [
  {
    name: "a constant that only begins a variable",
    before: `
      async function* generated(list: List) {
        const node = list.first;
        let current = node;
        while (current) {
          yield current.item;
          current = current.next;
        }
      }`,
    after: `
      async function* generated(list: List) {
        let current = list.first;
        while (current) {
          yield current.item;
          current = current.next;
        }
      }`,
    worlds: [withArgs(list)],
  },
  {
    name: "its type goes along, and what is only read may pass a declaration",
    before: `
      async function* generated(list: List) {
        // where it begins
        const node: Node | undefined = list.first;
        let count = 0;
        let current = node;
        while (current) {
          yield [current.item, ++count];
          current = current.next;
        }
      }`,
    after: `
      async function* generated(list: List) {
        // where it begins
        let count = 0;
        let current: Node | undefined = list.first;
        while (current) {
          yield [current.item, ++count];
          current = current.next;
        }
      }`,
    worlds: [withArgs(list)],
  },
  {
    name: "it is named elsewhere, too",
    before: `
      async function* generated(list: List) {
        const start = list.first;
        let current = start;
        while (current) {
          yield current.item;
          current = current.next ?? start;
        }
      }`,
  },
  {
    name: "a call would come later, so that the second variable comes earlier",
    before: `
      async function* generated(open: () => Promise<number>, size: () => Promise<number>) {
        const first: number = await open();
        const count = await size();
        let current = first;
        while (current < count) yield current++;
      }`,
    after: `
      async function* generated(open: () => Promise<number>, size: () => Promise<number>) {
        let current: number = await open();
        const count = await size();
        while (current < count) yield current++;
      }`,
    worlds: [({ async }) => ({ args: [async("open", () => 1), async("size", () => 3)] })],
  },
  {
    name: "a closure knows the second one",
    before: `
      async function* generated(list: List, open: () => Node) {
        const node = open();
        let count = list.size;
        let current = node;
        yield () => current;
        while (count-- > 0) {
          yield current.item;
          current = current.next;
        }
      }`,
  },
  {
    name: "something is said about it",
    before: `
      async function* generated(list: List, open: () => Node) {
        const node = open();
        let count = list.size;
        // where we are
        let current = node;
        while (count-- > 0) {
          yield current.item;
          current = current.next;
        }
      }`,
  },
  {
    name: "each has a type of its own",
    before: `
      async function* generated(list: List) {
        const node: Node = list.first;
        let current: Node | undefined = node;
        while (current) {
          yield current.item;
          current = current.next;
        }
      }`,
  },
]);
