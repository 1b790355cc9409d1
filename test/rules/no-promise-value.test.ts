import { noPromiseValue } from "../../src/rules/no-promise-value";
import { testRule } from "./test-rule";

const files = (result: string): string => `export class Files {
  index = 0;
  [Symbol.asyncIterator]() { return this; }
  async next() {
    if (this.index >= names.length) return { value: undefined, done: true };
    ${result}
  }
}
`;

testRule(noPromiseValue, {
  valid: [
    {
      name: "the value is awaited",
      code: files("return { value: await read(names[this.index++]), done: false };"),
    },
    {
      name: "the value was awaited before",
      code: files("const value = await read(names[this.index++]); return { value, done: false };"),
    },
    {
      name: "a promise of a result",
      code: `export const lines = {
  [Symbol.asyncIterator]: () => ({
    next: () => read().then((value) => ({ value, done: value === "" })),
  }),
};
`,
    },
    {
      name: "the type says that the elements are promises",
      onlyTypeScript: true,
      code: `export class Files implements AsyncIterator<Promise<string>> {
  index = 0;
  [Symbol.asyncIterator]() { return this; }
  async next(): Promise<IteratorResult<Promise<string>>> {
    if (this.index >= names.length) return { value: undefined, done: true };
    return { value: read(names[this.index++]), done: false };
  }
}
`,
    },
    {
      name: "a function is no promise",
      code: files("return { value: () => read(names[this.index++]), done: false };"),
    },
  ],
  invalid: [
    {
      name: "await was forgotten",
      knowing: ["types", "js"],
      code: files("return { value: «read(names[this.index++])», done: false };"),
      suggestions: [files("return { value: await read(names[this.index++]), done: false };")],
    },
    {
      name: "a variable that holds a promise",
      knowing: ["types", "js"],
      code: files("const value = read(names[this.index++]); return { «value», done: false };"),
      suggestions: [
        files("const value = read(names[this.index++]); return { value: await value, done: false };"),
      ],
    },
    {
      name: "Promise.all needs no types to be seen",
      code: files("this.index++; return { value: «Promise.all([read(), read()])», done: false };"),
      suggestions: [
        files("this.index++; return { value: await Promise.all([read(), read()]), done: false };"),
      ],
    },
    {
      name: "where await cannot stand, nothing is offered",
      code: `export const ticks = {
  [Symbol.asyncIterator]: () => ({
    next: () =>
      Promise.resolve({ value: «new Promise((resolve) => setTimeout(resolve, 1000))», done: false }),
  }),
};
`,
    },
  ],
});
