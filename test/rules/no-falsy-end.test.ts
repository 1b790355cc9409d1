import { noFalsyEnd } from "../../src/rules/no-falsy-end";
import { testRule } from "./test-rule";

/** Draws from a list whose elements are of this type. */
const queue = (element: string, next: string): string => `export class Queue {
  items: ${element}[] = [];
  [Symbol.asyncIterator]() { return this; }
  async next() {
    ${next}
  }
}
`;

/** Draws from a function. */
const reading = (gives: string, body: string): string => `declare function readNext(): Promise<${gives}>;
${body}
`;

testRule(noFalsyEnd, {
  valid: [
    {
      name: "asks for the end, and nothing else",
      code: queue(
        "number",
        `const value = this.items.shift();
    if (value === undefined) return { value, done: true as const };
    return { value, done: false as const };`,
      ),
    },
    {
      name: "elements that are objects",
      code: queue(
        "{ id: number }",
        `const value = this.items.shift();
    if (!value) return { value, done: true as const };
    return { value, done: false as const };`,
      ),
    },
    {
      name: "elements that are words, none of them empty",
      code: reading(
        '"up" | "down" | undefined',
        `export async function* moves() {
  let move;
  while ((move = await readNext())) yield move;
}`,
      ),
    },
    {
      name: "a falsy value is all that can say that there is no more",
      code: reading(
        "string",
        `export async function* chunks() {
  for (;;) {
    const chunk = await readNext();
    if (!chunk) return;
    yield chunk;
  }
}`,
      ),
    },
    {
      name: "nothing is known of the elements",
      code: reading(
        "any",
        `export async function* all() {
  let value;
  while ((value = await readNext())) yield value;
}`,
      ),
    },
    {
      name: "a falsy element is passed over, and the next one asked for",
      code: reading(
        "string | undefined",
        `export async function* words(more: () => boolean) {
  while (more()) {
    const word = await readNext();
    if (!word) continue;
    yield word;
  }
}`,
      ),
    },
    {
      name: "only when the source has ended as well",
      code: reading(
        "string | undefined",
        `export async function* words(ended: () => boolean) {
  for (;;) {
    const word = await readNext();
    if (!word && ended()) return;
    yield word;
  }
}`,
      ),
    },
    {
      name: "the element is another value than the one that is asked",
      code: reading(
        "number | undefined",
        `export const sizes = {
  [Symbol.asyncIterator]: () => ({
    async next() {
      const size = await readNext();
      return size ? { value: { size }, done: false } : { value: undefined, done: true };
    },
  }),
};`,
      ),
    },
    {
      name: "a token that leads to the next page is no element",
      code: reading(
        "{ items: string[]; token?: string }",
        `export async function* pages() {
  let token: string | undefined = "first";
  while (token) {
    const page: { items: string[]; token?: string } = await readNext();
    yield page;
    token = page.token;
  }
}`,
      ),
    },
    {
      name: "the variable gets another value before it is given",
      code: reading(
        "string | undefined",
        `export async function* words() {
  let word = await readNext();
  if (!word) return;
  word = "first";
  yield word;
}`,
      ),
    },
    {
      name: "null may be there to say that there is no more",
      code: queue(
        "({ id: number } | null)",
        `const value = this.items.shift();
    if (!value) return { value: undefined, done: true as const };
    return { value, done: false as const };`,
      ),
    },
    {
      name: "a failure, not an end",
      code: reading(
        "string | undefined",
        `export async function* words() {
  for (;;) {
    const word = await readNext();
    if (!word) throw new Error("no word");
    yield word;
  }
}`,
      ),
    },
    {
      name: "more elements come behind the loop",
      code: reading(
        "string | undefined",
        `export async function* words() {
  let word;
  while ((word = await readNext())) yield word;
  yield "end";
}`,
      ),
    },
  ],
  invalid: [
    {
      name: "zero ends it",
      knowing: ["types"],
      code: queue(
        "number",
        `const value = this.items.shift();
    if («!value») return { value: undefined, done: true as const };
    return { value, done: false as const };`,
      ),
      suggestions: [
        queue(
          "number",
          `const value = this.items.shift();
    if (value === undefined) return { value: undefined, done: true as const };
    return { value, done: false as const };`,
        ),
      ],
    },
    {
      name: "what is done is asked of the element",
      knowing: ["types"],
      code: queue(
        "boolean",
        `const value = this.items.shift();
    return { value, done: «!value» };`,
      ),
      suggestions: [
        queue(
          "boolean",
          `const value = this.items.shift();
    return { value, done: value === undefined };`,
        ),
      ],
    },
    {
      name: "a list's elements, which its type says are there",
      knowing: ["types"],
      code: queue(
        "string",
        `const value = this.items[0];
    this.items = this.items.slice(1);
    if (value) return { value, done: false as const };
    return { value: undefined, done: true as const };`,
      ).replace("if (value)", "if («value»)"),
      suggestions: [
        queue(
          "string",
          `const value = this.items[0];
    this.items = this.items.slice(1);
    if (value !== undefined) return { value, done: false as const };
    return { value: undefined, done: true as const };`,
        ),
      ],
    },
    {
      name: "among other conditions, and the end is made by return()",
      knowing: ["types"],
      code: `export class Inbox {
  closed = false;
  items: string[] = [];
  [Symbol.asyncIterator]() { return this; }
  async next(): Promise<IteratorResult<string>> {
    const value = this.items.shift();
    if (this.closed || «!value») {
      this.items = [];
      return this.return();
    }
    return { value, done: false };
  }
  async return(): Promise<IteratorResult<string>> { return { value: undefined, done: true }; }
}
`,
      suggestions: [
        `export class Inbox {
  closed = false;
  items: string[] = [];
  [Symbol.asyncIterator]() { return this; }
  async next(): Promise<IteratorResult<string>> {
    const value = this.items.shift();
    if (this.closed || value === undefined) {
      this.items = [];
      return this.return();
    }
    return { value, done: false };
  }
  async return(): Promise<IteratorResult<string>> { return { value: undefined, done: true }; }
}
`,
      ],
    },
    {
      name: "in a chain of promises",
      knowing: ["types"],
      onlyTypeScript: true,
      code: reading(
        "string | null",
        `export const words = {
  [Symbol.asyncIterator]: () => ({
    next: (): Promise<IteratorResult<string>> =>
      readNext().then((word) => («word» ? { value: word, done: false } : { value: undefined, done: true })),
  }),
};`,
      ),
      suggestions: [
        reading(
          "string | null",
          `export const words = {
  [Symbol.asyncIterator]: () => ({
    next: (): Promise<IteratorResult<string>> =>
      readNext().then((word) => (word !== null ? { value: word, done: false } : { value: undefined, done: true })),
  }),
};`,
        ),
      ],
    },
    {
      name: "null is an element, says the author",
      knowing: ["types"],
      onlyTypeScript: true,
      code: `export async function* drain(items: (Date | null)[]): AsyncGenerator<Date | null> {
  let item;
  while ((«item = items.shift()»)) yield item;
}
`,
      suggestions: [
        `export async function* drain(items: (Date | null)[]): AsyncGenerator<Date | null> {
  let item;
  while ((item = items.shift()) !== undefined) yield item;
}
`,
      ],
    },
    {
      name: "whatever the type parameter stands for",
      knowing: ["types"],
      onlyTypeScript: true,
      code: `export async function* drain<T>(items: readonly T[]): AsyncGenerator<T> {
  let at = 0;
  while (true) {
    const item = items[at++];
    if («!item») break;
    yield item;
  }
}
`,
      suggestions: [
        `export async function* drain<T>(items: readonly T[]): AsyncGenerator<T> {
  let at = 0;
  while (true) {
    const item = items[at++];
    if (item === undefined) break;
    yield item;
  }
}
`,
      ],
    },
    {
      name: "as a loop's condition, with clean-up behind it",
      knowing: ["types"],
      onlyTypeScript: true,
      code: reading(
        "string | null | undefined",
        `export async function* words() {
  let word;
  try {
    while ((«word = await readNext()»)) yield word;
  } finally {
    use("closed");
  }
}`,
      ),
      suggestions: [
        reading(
          "string | null | undefined",
          `export async function* words() {
  let word;
  try {
    while ((word = await readNext()) != null) yield word;
  } finally {
    use("closed");
  }
}`,
        ),
      ],
    },
  ],
});
