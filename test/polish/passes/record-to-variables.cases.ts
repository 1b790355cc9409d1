import { recordToVariables } from "../../../src/engine/polish/passes/record-to-variables";
import { testPass } from "../cases";
import { withArgs } from "../worlds";

testPass(recordToVariables, [
  {
    name: "a result that only carries its parts",
    before: `
      async function* generated(list: string[]) {
        let i = 0;
        while (true) {
          // the next one
          const item = { done: i === list.length, value: list[i] as string };
          i++;
          if (item.done) return item.value;
          yield item.value!;
        }
      }`,
    after: `
      async function* generated(list: string[]) {
        let i = 0;
        while (true) {
          // the next one
          const done = i === list.length;
          const value = list[i] as string;
          i++;
          if (done) return value;
          yield value!;
        }
      }`,
    worlds: [withArgs(() => [["a", "b"]]), withArgs(() => [[]])],
  },
  {
    name: "a name is taken",
    before: `
      async function* generated(list: string[], done: number) {
        for (let i = 0; ; i++) {
          const item = { value: list[i], done: i === done };
          if (item.done) return;
          yield item.value;
        }
      }`,
    after: `
      async function* generated(list: string[], done: number) {
        for (let i = 0; ; i++) {
          const value = list[i];
          const done2 = i === done;
          if (done2) return;
          yield value;
        }
      }`,
    worlds: [withArgs(() => [["a", "b"], 2])],
  },
  {
    name: "somebody else gets the object",
    before: `
      async function* generated(list: string[]) {
        for (let i = 0; ; i++) {
          const item = { value: list[i], done: i === list.length };
          log(item);
          if (item.done) return;
          yield item.value;
        }
      }`,
  },
  {
    name: "a property is written",
    before: `
      async function* generated(list: string[]) {
        for (let i = 0; ; i++) {
          const item = { value: list[i], done: false };
          if (i === list.length) item.done = true;
          if (item.done) return;
          yield item.value;
        }
      }`,
  },
  {
    name: "a method would lose its object",
    before: `
      async function* generated(list: Array<() => string>) {
        for (let i = 0; ; i++) {
          const item = { value: list[i], done: i === list.length };
          if (item.done) return;
          yield item.value();
        }
      }`,
  },
  {
    name: "a type says more of the parts",
    before: `
      async function* generated(list: string[]) {
        for (let i = 0; ; i++) {
          const item: IteratorResult<unknown[]> = { value: [], done: i === list.length };
          if (item.done) return;
          yield item.value;
        }
      }`,
  },
  {
    name: "not all of it is written out",
    before: `
      async function* generated(next: () => object) {
        while (true) {
          const item = { value: 1, done: false, ...next() };
          if (item.done) return;
          yield item.value;
        }
      }`,
  },
  {
    name: "a closure reads it",
    before: `
      async function* generated(list: string[]) {
        for (let i = 0; ; i++) {
          const item = { value: list[i], done: i === list.length };
          if (item.done) return;
          yield () => item.value;
        }
      }`,
  },
  {
    name: "what has a name already needs no other",
    before: `
      async function* generated(list: string[]) {
        for (const item of list) {
          const value = item.trim();
          const result: IteratorResult<string> = { value, done: false };
          yield result.value;
        }
      }`,
    after: `
      async function* generated(list: string[]) {
        for (const item of list) {
          const value = item.trim();
          yield value;
        }
      }`,
    worlds: [withArgs(() => [["a", "b"]])],
  },
  {
    name: "the type that is said of the result is that of the value",
    before: `
      async function* generated(list: string[]) {
        for (let i = 0; i < list.length; i++) {
          const result: IteratorResult<string | number> = { value: list[i] ?? i, done: false as const };
          yield result.value;
        }
      }`,
    after: `
      async function* generated(list: string[]) {
        for (let i = 0; i < list.length; i++) {
          const value: string | number = list[i] ?? i;
          yield value;
        }
      }`,
    worlds: [withArgs(() => [["a", "b"]])],
  },
  {
    name: "the variable changes, or is another one, where the result is asked for it",
    before: `
      async function* generated(list: string[]) {
        let last = "none";
        for (const item of list) {
          const before = { value: last, done: false };
          const result = { value: item, done: false };
          last = item;
          {
            const item = 1;
            yield before.value + result.value + item;
          }
        }
      }`,
    after: `
      async function* generated(list: string[]) {
        let last = "none";
        for (const item of list) {
          const value = last;
          const current = item;
          last = item;
          {
            const item = 1;
            yield value + current + item;
          }
        }
      }`,
    worlds: [withArgs(() => [["a", "b"]])],
  },
]);
