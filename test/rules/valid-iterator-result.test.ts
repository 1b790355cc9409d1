import { validIteratorResult } from "../../src/rules/valid-iterator-result";
import { testRule } from "./test-rule";

const lines = (members: string): string => `export class Lines {
  closed = false;
  [Symbol.asyncIterator]() { return this; }
${members.replace(/^/gm, "  ")}
}
`;

const next = `async next() {
  const value = await read();
  return { value, done: value === "" };
}`;

testRule(validIteratorResult, {
  valid: [
    {
      name: "results on all ways out",
      code: lines(`${next}
async return() {
  this.closed = true;
  return { value: undefined, done: true };
}`),
    },
    {
      name: "a clause for each value that there is",
      code: lines(`state: "text" | "end" = "text";
async next() {
  switch (this.state) {
    case "text":
      this.state = "end";
      return { value: await read(), done: false };
    case "end":
      return { value: undefined, done: true };
  }
}`),
    },
    {
      name: "promises of results",
      code: lines(`next() { return read().then((value) => ({ value, done: value === "" })); }`),
    },
    {
      name: "done may be missing where it is false",
      code: lines(`async next() { return { value: await read() }; }`),
    },
    { name: "an end without a value", code: lines(`async next() { return { done: true }; }`) },
    {
      name: "hands on the result of another iterator",
      code: lines(`next() { return source[Symbol.asyncIterator]().next(); }`),
    },
    {
      name: "a result with something more",
      code: lines(`async next() { return { value: await read(), done: false, finished: this.closed }; }`),
    },
    {
      name: "a result that others keep, where the compiler thinks that there is none",
      code: `export function lines(onClose: (close: () => void) => void): AsyncIterableIterator<string> {
  let closing: Promise<IteratorResult<string>> | undefined;
  onClose(() => { closing = Promise.resolve({ value: undefined, done: true }); });
  return {
    [Symbol.asyncIterator]() { return this; },
    async next() {
      if (closing) return closing;
      const value = await read();
      if (closing) return closing;
      return { value, done: false };
    },
  };
}
`,
    },
    {
      name: "throw() that throws",
      code: lines(`${next}
async throw(error: unknown) {
  throw error;
}`),
    },
    {
      name: "made for loops without await, too",
      code: `export const countdown = {
  current: 3,
  [Symbol.asyncIterator]() { return this; },
  [Symbol.iterator]() { return this; },
  next() { return { value: this.current--, done: this.current < 0 }; },
};
`,
    },
    {
      name: "gives a promise where one is asked for",
      code: `export const once = (sync: boolean) => ({
  [Symbol.asyncIterator]() { return this; },
  next() {
    return sync ? { value: 1, done: true } : Promise.resolve({ value: 1, done: true });
  },
});
`,
    },
    {
      name: "an iterator for loops without await, by another name of the symbol",
      code: `const key: typeof Symbol.iterator = Symbol.iterator;
export const words = (): Iterable<string> => ({
  [key](): Iterator<string> {
    const inner = names[key]();
    return {
      next(): IteratorResult<string> {
        const step = inner.next();
        return step.done ? { value: undefined, done: true } : { value: step.value, done: false };
      },
    };
  },
});
`,
    },
    {
      name: "done is awaited",
      code: lines(`async next() { return { value: 1, done: await isLast() }; }`).concat(
        "declare function isLast(): Promise<boolean>;\n",
      ),
    },
  ],
  invalid: [
    {
      name: "return() that gives nothing: break fails with a TypeError",
      messageIds: ["nothing"],
      code: lines(`${next}
async «return»() {
  this.closed = true;
}`),
      suggestions: [
        lines(`${next}
async return() {
  this.closed = true;
  return { value: undefined, done: true };
}`),
      ],
    },
    {
      name: "a way out of next() without a result",
      messageIds: ["nothing"],
      code: lines(`async next() {
  if (this.closed) «return;»
  return { value: await read(), done: false };
}`),
    },
    {
      name: "next() that calls what never comes back, by its type",
      knowing: ["syntax", "js"],
      messageIds: ["nothing"],
      code: `declare function unreachable(): never;
${lines(`async «next»() {
  if (this.closed) unreachable();
  else {
    unreachable();
  }
}`)}`,
    },
    {
      name: "one of two ways calls what never comes back",
      messageIds: ["nothing"],
      code: `declare function unreachable(): never;
${lines(`async «next»() {
  if (this.closed) unreachable();
}`)}`,
    },
    {
      name: "no clause for one of the values that there are",
      knowing: ["types"],
      messageIds: ["nothing"],
      code: lines(`state: "text" | "pause" | "end" = "text";
async «next»() {
  switch (this.state) {
    case "text":
      return { value: await read(), done: false };
    case "end":
      return { value: undefined, done: true };
  }
}`),
    },
    {
      name: "a clause for each value, one of which goes on behind them",
      messageIds: ["nothing"],
      code: lines(`state: "text" | "end" = "text";
async «next»() {
  switch (this.state) {
    case "text":
      this.state = "end";
      break;
    case "end":
      return { value: undefined, done: true };
  }
}`),
    },
    {
      name: "null for the end",
      messageIds: ["nothing"],
      code: lines(`async next() {
  if (this.closed) return «null»;
  return { value: await read(), done: false };
}`),
    },
    {
      name: "the element itself",
      messageIds: ["bare"],
      code: lines(`async next() {
  if (this.closed) return { value: undefined, done: true };
  return «"line"»;
}`),
    },
    {
      name: "the element itself, as only its type says",
      knowing: ["types", "js"],
      messageIds: ["bare"],
      code: lines(`async next() {
  if (this.closed) return { value: undefined, done: true };
  return «await read()»;
}`),
    },
    {
      name: "a misspelt done",
      messageIds: ["misspelt"],
      code: lines(`async next() {
  if (this.closed) return { value: undefined, «isDone»: true };
  return { value: await read(), done: false };
}`),
    },
    {
      name: "a text as done",
      messageIds: ["doneText"],
      code: lines(`async next() {
  return { value: await read(), done: «"false"» };
}`),
    },
    {
      name: "a promise as done",
      messageIds: ["donePromise"],
      knowing: ["types", "js"],
      code: `const isLast = async () => true;
export class Lines {
  [Symbol.asyncIterator]() { return this; }
  async next() { return { value: await read(), done: «isLast()» }; }
}
`,
    },
    {
      name: "no promise",
      messageIds: ["plain"],
      code: `export class Numbers {
  current = 0;
  [Symbol.asyncIterator]() { return this; }
  «next»(): IteratorResult<number> {
    return { value: this.current++, done: this.current > 3 };
  }
}
`,
      suggestions: [
        `export class Numbers {
  current = 0;
  [Symbol.asyncIterator]() { return this; }
  async next(): Promise<IteratorResult<number>> {
    return { value: this.current++, done: this.current > 3 };
  }
}
`,
      ],
    },
  ],
});
