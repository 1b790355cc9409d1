import { preferAsyncGenerator } from "../../src/rules/prefer-async-generator";
import { testRule } from "./test-rule";

testRule(preferAsyncGenerator, {
  valid: [
    {
      name: "an async generator",
      code: `export async function* words() { yield "a"; }
`,
    },
    {
      name: "an iterator that is not async, which is another rule's",
      code: `export function ticks() {
  let n = 0;
  return {
    [Symbol.iterator]() { return this; },
    next() { return { value: n++, done: false }; },
  };
}
`,
    },
    {
      name: "a cursor whose next() gives no results",
      code: `export class Cursor {
  index = 0;
  async next() { return names[this.index++]; }
  async *[Symbol.asyncIterator]() { while (this.index < names.length) yield this.next(); }
}
`,
    },
    {
      name: "a middleware that calls next() when it is done",
      code: `export function logged(log: (line: string) => void) {
  return { next: async (request: string, next: (request: string) => Promise<void>) => { log("done"); await next(request); } };
}
`,
    },
  ],
  invalid: [
    {
      name: "a function that returns an iterator",
      code: `export function «words»() {
  let index = 0;
  return {
    [Symbol.asyncIterator]() { return this; },
    async next() { return index < 2 ? { value: index++, done: false } : { value: undefined, done: true }; },
  };
}
`,
      output: `export async function* words() {
  for (let index = 0; index < 2; index++) {
    yield index;
  }
}
`,
    },
    {
      name: "an iterator in a file that names neither the symbol nor a type",
      code: `export function «words»() {
  let index = 0;
  return {
    async next() { return index < 2 ? { value: index++, done: false } : { value: undefined, done: true }; },
  };
}
`,
      output: `export async function* words() {
  for (let index = 0; index < 2; index++) {
    yield index;
  }
}
`,
    },
  ],
});
