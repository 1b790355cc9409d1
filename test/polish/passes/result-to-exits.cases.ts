import { resultToExits } from "../../../src/engine/polish/passes/result-to-exits";
import { testPass } from "../cases";
import { withArgs, withHelpers } from "../worlds";

testPass(resultToExits, [
  {
    name: "a result in two branches",
    before: `
      async function* generated(source: string) {
        let index = 0;
        while (true) {
          let result: IteratorResult<string>;
          if (index < source.length) {
            const token = source[index];
            index += 1;
            // a token
            result = { value: token, done: false };
          } else {
            result = { value: undefined, done: true };
          }
          if (result.done) return;
          yield result.value;
        }
      }`,
    after: `
      async function* generated(source: string) {
        let index = 0;
        while (true) {
          if (index < source.length) {
            const token = source[index];
            index += 1;
            // a token
            yield token;
          } else {
            return;
          }
        }
      }`,
    worlds: [withArgs(() => ["ab"])],
  },
  {
    name: "done is worked out",
    before: `
      async function* generated(next: () => Promise<number>) {
        while (true) {
          let result;
          const value = await next();
          if (value > 1) {
            result = { value, done: value > 2 };
          } else {
            result = { value: undefined, done: true };
          }
          if (result.done) return;
          yield result.value;
        }
      }`,
  },
  {
    name: "the final value has an effect",
    before: `
      async function* generated(next: () => Promise<number>, total: () => number) {
        while (true) {
          let result;
          if (await next()) {
            result = { value: 1, done: false };
          } else {
            result = { value: total(), done: true };
          }
          if (result.done) return;
          yield result.value;
        }
      }`,
  },
  {
    name: "no branch is the end",
    before: `
      async function* generated(list: string[]) {
        for (const item of list) {
          let result: IteratorResult<string>;
          if (item === "") result = { value: "(empty)", done: false };
          else result = { value: item, done: false };
          yield result.value;
        }
      }`,
    after: `
      async function* generated(list: string[]) {
        for (const item of list) {
          if (item === "") yield "(empty)";
          else yield item;
        }
      }`,
    worlds: [withArgs(() => [["a", "", "b"]])],
  },
  {
    name: "one object that is filled anew",
    before: `
      async function* generated(items: string[]) {
        const entry = { value: undefined, done: false };
        let i = 0;
        while (true) {
          if (i < items.length) {
            // the next one
            entry.value = items[i++];
          } else {
            entry.value = "end";
            entry.done = true; // for good
          }
          if (entry.done) return entry.value;
          yield entry.value;
        }
      }`,
    after: `
      async function* generated(items: string[]) {
        let i = 0;
        while (true) {
          if (i < items.length) {
            // the next one
            yield items[i++];
          } else {
            return "end";
            // for good
          }
        }
      }`,
    worlds: [withHelpers(["a", "b"]), withHelpers([])],
  },
  {
    name: "one object that keeps its value to the end",
    before: `
      async function* generated(items: string[]) {
        const entry = { value: undefined, done: false };
        let i = 0;
        while (true) {
          if (i < items.length) {
            entry.value = items[i++];
          } else {
            entry.done = true;
          }
          if (entry.done) return entry.value;
          yield entry.value;
        }
      }`,
  },
  {
    name: "one object whose last value is asked for",
    before: `
      async function* generated(items: string[]) {
        const entry = { value: undefined, done: false };
        let i = 0;
        while (true) {
          if (i < items.length) {
            entry.value = [entry.value, items[i++]];
          } else {
            entry.value = undefined;
            entry.done = true;
          }
          if (entry.done) return entry.value;
          yield entry.value;
        }
      }`,
  },
  {
    name: "one object that somebody else has",
    before: `
      async function* generated(items: string[]) {
        const entry = { value: undefined, done: false };
        log(entry);
        let i = 0;
        while (true) {
          if (i < items.length) {
            entry.value = items[i++];
          } else {
            entry.value = undefined;
            entry.done = true;
          }
          if (entry.done) return entry.value;
          yield entry.value;
        }
      }`,
  },
  {
    name: "one object with its type, which is asserted to be a result",
    before: `
      async function* generated(rows: number[]) {
        let i = 0;
        const result: { value: number; done: boolean } = { value: 0, done: false };
        while (true) {
          if (i < rows.length) {
            result.value = rows[i++]!;
            result.done = false;
          } else {
            result.done = true;
            result.value = 0;
          }
          const step = result as IteratorResult<number>;
          if (step.done) return;
          yield step.value;
        }
      }`,
    after: `
      async function* generated(rows: number[]) {
        let i = 0;
        while (true) {
          if (i < rows.length) {
            yield rows[i++]!;
          } else {
            return;
          }
        }
      }`,
    worlds: [withArgs(() => [[1, 2]]), withArgs(() => [[]])],
  },
  {
    name: "the assertion says more than the object's type",
    before: `
      async function* generated(rows: unknown[]) {
        let i = 0;
        const result: { value: unknown; done: boolean } = { value: 0, done: false };
        while (true) {
          if (i < rows.length) {
            result.value = rows[i++];
          } else {
            result.done = true;
          }
          const step = result as IteratorResult<number>;
          if (step.done) return;
          yield step.value;
        }
      }`,
  },
  {
    name: "what comes between the two may fail",
    before: `
      async function* generated(rows: number[], check: (row: number) => void) {
        let i = 0;
        const result: { value: number; done: boolean } = { value: 0, done: false };
        while (true) {
          if (i < rows.length) {
            result.value = rows[i++]!;
            check(i);
            result.done = false;
          } else {
            result.value = 0;
            result.done = true;
          }
          const step = result as IteratorResult<number>;
          if (step.done) return;
          yield step.value;
        }
      }`,
  },
]);
