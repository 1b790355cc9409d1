import { requireReturnForwarding } from "../../src/rules/require-return-forwarding";
import { testRule } from "./test-rule";

/** Opens what it draws from when it is first asked, as one of two. */
const firstOf = (
  other: string,
  more = "",
): string => `declare function pages(from: number): AsyncGenerator<string>;
declare function shared(): AsyncIterator<string>;
export function lines(fromStart: boolean): AsyncIterableIterator<string> {
  let inner: AsyncIterator<string> | undefined;
  return {
    [Symbol.asyncIterator]() { return this; },
    async «next»(): Promise<IteratorResult<string>> {
      if (inner === undefined) inner = fromStart ? pages(1) : ${other};
      return inner.next();
    }${more}
  };
}
`;

testRule(requireReturnForwarding, {
  valid: [
    { name: "one of the two may be somebody else's", code: firstOf("shared()").replace(/[«»]/g, "") },
    {
      name: "forwards return()",
      code: `export function trimmed(lines: AsyncIterable<string>): AsyncIterable<string> {
  return {
    [Symbol.asyncIterator]() {
      const inner = lines[Symbol.asyncIterator]();
      return {
        async next() {
          const { value, done } = await inner.next();
          return done ? { value: undefined, done: true } : { value: value.trim(), done: false };
        },
        async return() {
          await inner.return?.();
          return { value: undefined, done: true };
        },
      };
    },
  };
}
`,
    },
    {
      name: "an async generator does it by itself",
      code: `export async function* trimmed(lines: AsyncIterable<string>) {
  for await (const line of lines) yield line.trim();
}
export const key = Symbol.asyncIterator;
`,
    },
    {
      name: "somebody else has opened it, and may go on with it",
      code: `export function some(inner: AsyncIterator<string>): AsyncIterator<string> {
  return {
    async next() { return inner.next(); },
  };
}
`,
    },
    {
      name: "return() calls something that may let it go",
      code: `export class Lines {
  inner = source[Symbol.asyncIterator]();
  [Symbol.asyncIterator]() { return this; }
  async next(): Promise<IteratorResult<string>> { return this.inner.next(); }
  async return(): Promise<IteratorResult<string>> {
    await this.close();
    return { value: undefined, done: true };
  }
  async close() { await this.inner.return?.(); }
}
`,
    },
    {
      name: "it is handed to somebody else",
      code: `export class Lines {
  inner = source[Symbol.asyncIterator]();
  constructor() { use(this.inner); }
  [Symbol.asyncIterator]() { return this; }
  async next(): Promise<IteratorResult<string>> { return this.inner.next(); }
}
`,
    },
    {
      name: "an array's iterator has nothing to close",
      code: `export class Names {
  inner = names[Symbol.iterator]();
  [Symbol.asyncIterator]() { return this; }
  async next(): Promise<IteratorResult<string>> { return this.inner.next(); }
}
`,
    },
    {
      name: "a cursor whose next() gives an element",
      code: `declare function openCursor(): { next(): Promise<string | null> };
export class Rows {
  cursor = openCursor();
  [Symbol.asyncIterator]() { return this; }
  async next(): Promise<IteratorResult<string>> {
    const value = await this.cursor.next();
    return value === null ? { value: undefined, done: true } : { value, done: false };
  }
}
`,
    },
  ],
  invalid: [
    {
      name: "maps another iterator by hand",
      code: `export function trimmed(lines: AsyncIterable<string>): AsyncIterable<string> {
  return {
    [Symbol.asyncIterator]() {
      const inner = lines[Symbol.asyncIterator]();
      return {
        async «next»() {
          const { value, done } = await inner.next();
          return done ? { value: undefined, done: true } : { value: value.trim(), done: false };
        },
      };
    },
  };
}
`,
      messageIds: ["missing"],
      suggestions: [
        `export function trimmed(lines: AsyncIterable<string>): AsyncIterable<string> {
  return {
    [Symbol.asyncIterator]() {
      const inner = lines[Symbol.asyncIterator]();
      return {
        async next() {
          const { value, done } = await inner.next();
          return done ? { value: undefined, done: true } : { value: value.trim(), done: false };
        },
        async return() {
          await inner.return?.();
          return { value: undefined, done: true };
        },
      };
    },
  };
}
`,
      ],
    },
    {
      name: "maps another iterator by hand, indented by four",
      code: `export function trimmed(lines: AsyncIterable<string>): AsyncIterable<string> {
    return {
        [Symbol.asyncIterator]() {
            const inner = lines[Symbol.asyncIterator]();
            return {
                async «next»() {
                    const { value, done } = await inner.next();
                    return done ? { value: undefined, done: true } : { value: value.trim(), done: false };
                },
            };
        },
    };
}
`,
      messageIds: ["missing"],
      suggestions: [
        `export function trimmed(lines: AsyncIterable<string>): AsyncIterable<string> {
    return {
        [Symbol.asyncIterator]() {
            const inner = lines[Symbol.asyncIterator]();
            return {
                async next() {
                    const { value, done } = await inner.next();
                    return done ? { value: undefined, done: true } : { value: value.trim(), done: false };
                },
                async return() {
                    await inner.return?.();
                    return { value: undefined, done: true };
                },
            };
        },
    };
}
`,
      ],
    },
    {
      name: "a class with its source in a field",
      code: `export class Lines {
  inner: AsyncIterator<string>;
  constructor(lines: AsyncIterable<string>) {
    this.inner = lines[Symbol.asyncIterator]();
  }
  [Symbol.asyncIterator]() { return this; }
  async «next»(): Promise<IteratorResult<string>> {
    return this.inner.next();
  }
}
`,
      suggestions: [
        `export class Lines {
  inner: AsyncIterator<string>;
  constructor(lines: AsyncIterable<string>) {
    this.inner = lines[Symbol.asyncIterator]();
  }
  [Symbol.asyncIterator]() { return this; }
  async next(): Promise<IteratorResult<string>> {
    return this.inner.next();
  }

  async return(): Promise<IteratorResult<string>> {
    await this.inner.return?.();
    return { value: undefined, done: true };
  }
}
`,
      ],
    },
    {
      name: "a return() that only says done",
      messageIds: ["unforwarded"],
      code: `export class Lines {
  inner = source[Symbol.asyncIterator]();
  [Symbol.asyncIterator]() { return this; }
  async next(): Promise<IteratorResult<string>> { return this.inner.next(); }
  async «return»(): Promise<IteratorResult<string>> { return { value: undefined, done: true }; }
}
`,
    },
    {
      name: "opened with the first next()",
      code: `export class Lines {
  inner: AsyncIterator<string> | undefined;
  [Symbol.asyncIterator]() { return this; }
  async «next»(): Promise<IteratorResult<string>> {
    if (!this.inner) this.inner = source[Symbol.asyncIterator]();
    return this.inner.next();
  }
}
`,
      suggestions: [
        `export class Lines {
  inner: AsyncIterator<string> | undefined;
  [Symbol.asyncIterator]() { return this; }
  async next(): Promise<IteratorResult<string>> {
    if (!this.inner) this.inner = source[Symbol.asyncIterator]();
    return this.inner.next();
  }

  async return(): Promise<IteratorResult<string>> {
    await this.inner?.return?.();
    return { value: undefined, done: true };
  }
}
`,
      ],
    },
    {
      name: "a generator with a final value, which closing it by hand would have to give",
      knowing: ["types"],
      code: `declare function pages(): AsyncGenerator<string, number>;
export function lines(): AsyncIterableIterator<string> {
  const inner = pages();
  return {
    [Symbol.asyncIterator]() { return this; },
    async «next»(): Promise<IteratorResult<string>> {
      const { value, done } = await inner.next();
      return done ? { value: undefined, done } : { value: value.trim(), done };
    }
  };
}
`,
    },
    {
      name: "one of two generators, opened with the first next()",
      knowing: ["types"],
      code: firstOf("pages(2)"),
      suggestions: [
        firstOf(
          "pages(2)",
          `,
    async return(): Promise<IteratorResult<string>> {
      await inner?.return?.();
      return { value: undefined, done: true };
    }`,
        ).replace("«next»", "next"),
      ],
    },
    {
      name: "every loop goes to the end: found only where the loops are out of sight",
      knowing: ["syntax"],
      code: `class Lines {
  inner = source[Symbol.asyncIterator]();
  [Symbol.asyncIterator]() { return this; }
  async «next»(): Promise<IteratorResult<string>> { return this.inner.next(); }
}
let count = 0;
for await (const line of new Lines()) count++;
export { count };
`,
    },
  ],
});
