import { noSyncThrow } from "../../src/rules/no-sync-throw";
import { testRule } from "./test-rule";

const lines = (members: string): string => `export class Lines {
  closed = false;
  [Symbol.asyncIterator]() { return this; }
${members.replace(/^/gm, "  ")}
}
`;

const next = `next(): Promise<IteratorResult<string>> {
  return read().then((value) => ({ value, done: value === "" }));
}`;

testRule(noSyncThrow, {
  valid: [
    {
      name: "an async method makes a rejection of it",
      code: lines(`async next(): Promise<IteratorResult<string>> {
  if (this.closed) throw new Error("closed");
  return { value: await read(), done: false };
}`),
    },
    {
      name: "gives a promise that rejects",
      code: lines(`next(): Promise<IteratorResult<string>> {
  if (this.closed) return Promise.reject(new Error("closed"));
  return read().then((value) => ({ value, done: value === "" }));
}`),
    },
    {
      name: "throws in a callback of a promise chain",
      code: lines(`next(): Promise<IteratorResult<string>> {
  return read().then((value) => {
    if (value === "") throw new Error("closed");
    return { value, done: false };
  });
}`),
    },
    {
      name: "the error is caught on the spot",
      code: lines(`next(): Promise<IteratorResult<string>> {
  try {
    if (this.closed) throw new Error("closed");
    return read().then((value) => ({ value, done: value === "" }));
  } catch (error) {
    return Promise.reject(error);
  }
}`),
    },
    {
      name: "made for loops without await, too",
      code: `export const countdown = {
  current: 3,
  [Symbol.asyncIterator]() { return this; },
  [Symbol.iterator]() { return this; },
  next() {
    if (this.current < 0) throw new RangeError("below zero");
    return { value: this.current--, done: this.current < 0 };
  },
};
`,
    },
  ],
  invalid: [
    {
      name: "next() of a closed reader",
      code: lines(`next(): Promise<IteratorResult<string>> {
  if (this.closed) «throw» new Error("closed");
  return read().then((value) => ({ value, done: value === "" }));
}`),
      suggestions: [
        lines(`next(): Promise<IteratorResult<string>> {
  if (this.closed) return Promise.reject(new Error("closed"));
  return read().then((value) => ({ value, done: value === "" }));
}`),
      ],
    },
    {
      name: "throw() that throws what it is given",
      code: lines(`${next}
throw(error: unknown): Promise<IteratorResult<string>> {
  this.closed = true;
  «throw» error;
}`),
      suggestions: [
        lines(`${next}
throw(error: unknown): Promise<IteratorResult<string>> {
  this.closed = true;
  return Promise.reject(error);
}`),
      ],
    },
    {
      name: "thrown on from a catch of its own",
      code: lines(`next(): Promise<IteratorResult<string>> {
  try {
    return read(String(this.closed)).then((value) => ({ value, done: value === "" }));
  } catch (error) {
    this.closed = true;
    «throw» error;
  }
}`),
      suggestions: [
        lines(`next(): Promise<IteratorResult<string>> {
  try {
    return read(String(this.closed)).then((value) => ({ value, done: value === "" }));
  } catch (error) {
    this.closed = true;
    return Promise.reject(error);
  }
}`),
      ],
    },
    {
      name: "a type that leaves no room for a promise: nothing is offered",
      onlyTypeScript: true,
      code: lines(`${next}
return(): never {
  «throw» new Error("not supported");
}`),
    },
  ],
});
