import { dropMissingElement } from "../../../src/engine/polish/passes/drop-missing-element";
import { testPass } from "../cases";
import { withArgs } from "../worlds";

const letters = withArgs(() => [["a", "b", "c"]]);
const none = withArgs(() => [[]]);

testPass(dropMissingElement, [
  {
    name: "nothing is left to take behind the loop",
    before: `
      function* generated(items: string[]) {
        while (items.length > 0) {
          yield items.shift();
        }
        return items.shift();
      }`,
    after: `
      function* generated(items: string[]) {
        while (items.length > 0) {
          yield items.shift();
        }
        return;
      }`,
    worlds: [letters, none],
  },
  {
    name: "a guard says that there is none",
    before: `
      function* generated(items: string[]) {
        while (true) {
          if (!items.length) return items.pop();
          yield items.pop();
        }
      }`,
    after: `
      function* generated(items: string[]) {
        while (true) {
          if (!items.length) return;
          yield items.pop();
        }
      }`,
    worlds: [letters, none],
  },
  {
    name: "an index past the end",
    before: `
      function* generated(items: string[]) {
        let i = 0;
        while (i < items.length) {
          yield items[i++];
        }
        return items[i++];
      }`,
    after: `
      function* generated(items: string[]) {
        let i = 0;
        while (i < items.length) {
          yield items[i++];
        }
        return;
      }`,
    worlds: [letters, none],
  },
  {
    name: "the loop may be left earlier",
    before: `
      function* generated(items: string[]) {
        while (items.length > 0) {
          const item = items.shift();
          if (item === "b") break;
          yield item;
        }
        return items.shift();
      }`,
    worlds: [letters],
  },
  {
    name: "something happens in between",
    before: `
      function* generated(items: string[]) {
        while (items.length > 0) {
          yield items.shift();
        }
        items.push("z");
        return items.shift();
      }`,
    worlds: [letters],
  },
  {
    name: "an index that may be no number",
    before: `
      function* generated(items: string[], start: any) {
        let i = start;
        while (i < items.length) {
          yield items[i++];
        }
        return items[i];
      }`,
    worlds: [withArgs(() => [["a"], "length"])],
  },
  {
    name: "not known to be an array",
    before: `
      function* generated(queue: { length: number; shift(): string }) {
        while (queue.length > 0) {
          yield queue.shift();
        }
        return queue.shift();
      }`,
  },
  {
    name: "the step is seen by a clean-up",
    before: `
      function* generated(items: string[], log: (at: number) => void) {
        let i = 0;
        try {
          while (i < items.length) {
            yield items[i++];
          }
          return items[i++];
        } finally {
          log(i);
        }
      }`,
  },
  {
    name: "the types ask for one",
    context: { promisesFinalValue: true },
    before: `
      function* generated(items: string[]): Generator<string, string | undefined> {
        while (items.length > 0) {
          yield items.shift()!;
        }
        return items.shift();
      }`,
    worlds: [letters],
  },
]);
