import { preferGenerator } from "../../src/rules/prefer-generator";
import { testRule } from "./test-rule";

testRule(preferGenerator, {
  valid: [
    {
      name: "a generator",
      code: `export function* words() { yield "a"; }
`,
    },
    {
      name: "an async iterator, which is another rule's",
      code: `export function ticks() {
  let n = 0;
  return {
    [Symbol.asyncIterator]() { return this; },
    async next() { return { value: n++, done: false }; },
  };
}
`,
    },
    {
      name: "a cursor with next() and hasNext(), whose next() gives no results",
      code: `export class Cursor {
  index = 0;
  hasNext() { return this.index < names.length; }
  next() { return names[this.index++]; }
  *[Symbol.iterator]() { while (this.hasNext()) yield this.next(); }
}
`,
    },
    {
      name: "next() gives promises under Symbol.iterator",
      code: `export class Confused {
  [Symbol.iterator]() { return this; }
  async next() { return { value: 1, done: false }; }
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
    [Symbol.iterator]() { return this; },
    next() { return index < 2 ? { value: index++, done: false } : { value: undefined, done: true }; },
  };
}
`,
      output: `export function* words() {
  for (let index = 0; index < 2; index++) {
    yield index;
  }
}
`,
    },
  ],
});
