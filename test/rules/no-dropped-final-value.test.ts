import { noDroppedFinalValue } from "../../src/rules/no-dropped-final-value";
import { testRule } from "./test-rule";

const iterator = (body: string): string => `export class Names {
  index = 0;
  items = ["a", "b"];
  [Symbol.asyncIterator]() { return this; }
  async next(): Promise<IteratorResult<string>> {
${body
  .split("\n")
  .map((line) => `    ${line}`)
  .join("\n")}
  }
}
`;

/** Keeps the latest element outside of `next()`. */
const latest = (before: string, value = "value"): string => `export function names() {
  let value = "";
  return {
    index: 0,
    [Symbol.asyncIterator]() { return this; },
    async next(): Promise<IteratorResult<string>> {
      if (this.index > 3) {
        ${before};
        return { value${value === "value" ? "" : `: ${value}`}, done: true };
      }
      value = await read();
      return { value, done: false };
    },
  };
}
`;

testRule(noDroppedFinalValue, {
  valid: [
    {
      name: "no value at the end",
      code: iterator(`const value = await read();
if (this.index++ > 3) return { value: undefined, done: true };
return { value, done: false };`),
    },
    {
      name: "asks for the end before the element is taken",
      code: iterator(`return { done: this.index >= this.items.length, value: this.items[this.index++]! };`),
    },
    {
      name: "asks whether the element was behind the end",
      code: iterator(`return { value: this.items[this.index++]!, done: this.index > this.items.length };`),
    },
    {
      name: "the list is asked before something is taken from it",
      code: iterator(`return { done: this.items.length === 0, value: this.items.shift()! };`),
    },
    {
      name: "another list is asked",
      code: iterator(`return { value: this.items.shift()!, done: names.length === 0 };`),
    },
    {
      name: "the condition says that there is no element",
      code: iterator(`const value = this.items[this.index++];
if (value === undefined) return { value, done: true };
return { value, done: false };`),
    },
    {
      name: "hands on the final value of another iterator",
      code: `export class Mapped {
  inner: AsyncIterator<string, string> = (async function* () { yield "a"; return "b"; })();
  [Symbol.asyncIterator]() { return this; }
  async next(): Promise<IteratorResult<string>> {
    const { value, done } = await this.inner.next();
    if (done) return { value, done: true };
    return { value, done: false };
  }
}
`,
    },
    {
      name: "a summary for whoever asks for the final value",
      code: `export class Counted implements AsyncIterator<string, number> {
  count = 0;
  async next(): Promise<IteratorResult<string, number>> {
    const value = await read();
    if (this.count++ > 3) return { value: this.count, done: true };
    return { value, done: false };
  }
}
`,
    },
    {
      name: "the element of the type is declared to come last",
      onlyTypeScript: true,
      code: `export class Counted implements AsyncIterator<number, number> {
  count = 0;
  async next(): Promise<IteratorResult<number, number>> {
    const count = this.count++;
    if (this.count > 3) return { value: count, done: true };
    return { value: count, done: false };
  }
}
`,
    },
    {
      name: "what is kept from an earlier call has been given already",
      code: latest("this.index++"),
    },
    {
      name: "null stands for no value",
      code: `export class Names {
  [Symbol.asyncIterator]() { return this; }
  async next(): Promise<IteratorResult<string, null>> {
    const value = await read();
    return value === "" ? { value: null, done: true } : { value, done: false };
  }
}
`,
    },
  ],
  invalid: [
    {
      name: "takes the element, then asks whether one is left",
      messageIds: ["computed"],
      code: iterator(`return { value: «this.items.shift()»!, done: this.items.length === 0 };`),
      suggestions: [iterator(`return { done: this.items.length === 0, value: this.items.shift()! };`)],
    },
    {
      name: "counts up, then asks whether the end is reached",
      messageIds: ["computed"],
      code: iterator(
        `return { value: «await read(this.items[this.index++]!)», done: this.index >= this.items.length };`,
      ),
      suggestions: [
        iterator(
          `return { done: this.index >= this.items.length, value: await read(this.items[this.index++]!) };`,
        ),
      ],
    },
    {
      name: "gives the last element with done",
      messageIds: ["finish"],
      code: iterator(`const value = this.items[this.index++]!;
if (this.index >= this.items.length) return { value: «value», done: true };
return { value, done: false };`),
    },
    {
      name: "takes another element at the end, and all consumers are loops",
      knowing: ["types", "js"],
      code: `class Names {
  index = 0;
  [Symbol.asyncIterator]() { return this; }
  async next(): Promise<IteratorResult<string>> {
    if (this.index++ > 3) return { value: «await read()», done: true };
    return { value: await read(), done: false };
  }
}
for await (const name of new Names()) use(name);
`,
    },
    {
      name: "reads a last one, and gives it with done",
      messageIds: ["finish"],
      code: latest("value = await read()", "«value»"),
    },
  ],
});
