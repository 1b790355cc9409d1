import { chosenResultToExits } from "../../../src/engine/polish/passes/chosen-result-to-exits";
import { testPass } from "../cases";
import { withArgs, withValues } from "../worlds";

testPass(chosenResultToExits, [
  {
    name: "a first value, and its flag",
    before: `
      async function* generated(next: () => Promise<number>) {
        let isFirst = true;
        while (true) {
          const result = isFirst ? { value: [1], done: false } : { done: true };
          isFirst = false;
          if (result.done) return result.value;
          yield result.value;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        let isFirst = true;
        while (true) {
          if (!isFirst) return;
          isFirst = false;
          yield [1];
        }
      }`,
    worlds: [withValues()],
  },
  {
    name: "a value that is worked out before the flag is set, and a last one",
    context: { facts: { "this.isOver": { unionText: "boolean" } } },
    before: `
      async function* generated(this: { isOver: boolean }, next: () => Promise<number>) {
        while (true) {
          const result = this.isOver ? { value: "end", done: true } : { value: await next(), done: false };
          this.isOver = true;
          if (result.done) return result.value;
          yield result.value;
        }
      }`,
    after: `
      async function* generated(this: { isOver: boolean }, next: () => Promise<number>) {
        while (true) {
          if (this.isOver) return "end";
          const value = await next();
          this.isOver = true;
          yield value;
        }
      }`,
    worlds: [
      ({ async }) => ({ self: { isOver: false }, args: [async("next", () => 1)] }),
      ({ async }) => ({ self: { isOver: true }, args: [async("next", () => 1)] }),
    ],
  },
  {
    name: "an index that goes on in between, and is asked for by nobody at the end",
    before: `
      async function* generated(rows: { length: number; [index: number]: string }) {
        let index = 0;
        while (true) {
          const result = index < rows.length ? { value: rows[index], done: false } : { done: true };
          index += 1;
          if (result.done) return;
          yield result.value;
        }
      }`,
    after: `
      async function* generated(rows: { length: number; [index: number]: string }) {
        let index = 0;
        while (true) {
          if (!(index < rows.length)) return;
          const value = rows[index];
          index += 1;
          yield value;
        }
      }`,
    worlds: [withArgs(() => [["a", "b"]]), withArgs(() => [[]])],
  },
  {
    name: "the clean-up asks for the index",
    before: `
      async function* generated(rows: string[], log: (index: number) => void) {
        let index = 0;
        try {
          while (true) {
            const result = index < rows.length ? { value: rows[index], done: false } : { done: true };
            index += 1;
            if (result.done) return;
            yield result.value;
          }
        } finally {
          log(index);
        }
      }`,
  },
  {
    name: "nothing in between",
    before: `
      async function* generated(next: () => Promise<number>) {
        let value = await next();
        while (true) {
          const result = value ? { value } : { value: undefined, done: true };
          if (result.done) return;
          yield result.value;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        let value = await next();
        while (true) {
          if (!value) return;
          yield value;
        }
      }`,
    worlds: [withValues(0), withValues(1)],
  },
  {
    name: "a field that may be something else than a flag",
    before: `
      async function* generated(this: Pages, next: () => Promise<number>) {
        while (true) {
          const result = this.isFirst ? { value: 1, done: false } : { done: true };
          this.isFirst = false;
          if (result.done) return;
          yield result.value;
        }
      }`,
  },
  {
    name: "a counter goes on at the end, too",
    before: `
      async function* generated(next: () => Promise<number>) {
        let at = 0;
        while (true) {
          const result = at < 2 ? { value: at, done: false } : { done: true };
          at++;
          log(at);
          if (result.done) return;
          yield result.value;
        }
      }`,
  },
  {
    name: "the result is told elsewhere",
    before: `
      async function* generated(next: () => Promise<number>) {
        let isFirst = true;
        while (true) {
          const result = isFirst ? { value: 1, done: false } : { done: true };
          isFirst = false;
          log(result);
          if (result.done) return;
          yield result.value;
        }
      }`,
  },
  {
    name: "both give a value",
    before: `
      async function* generated(next: () => Promise<number>) {
        let isFirst = true;
        while (true) {
          const result = isFirst ? { value: 1, done: false } : { value: 2, done: false };
          isFirst = false;
          if (result.done) return;
          yield result.value;
        }
      }`,
  },
  {
    name: "the last value has an effect that nobody would see",
    before: `
      async function* generated(next: () => Promise<number>) {
        let isFirst = true;
        while (true) {
          const result = isFirst ? { value: 1, done: false } : { value: await next(), done: true };
          isFirst = false;
          if (result.done) return;
          yield result.value;
        }
      }`,
  },
]);
