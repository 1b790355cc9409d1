import { noFloatingWork } from "../../src/rules/no-floating-work";
import { testRule } from "./test-rule";

/** A queue that is filled from outside of `next()`, by a method that the constructor calls. */
const feed = (start: string, fill: string): string => `export class Feed {
  queue: string[] = [];
  error: unknown;
  constructor() {
    ${start}
  }
  async fill() {
    ${fill}
  }
  [Symbol.asyncIterator]() { return this; }
  async next(): Promise<IteratorResult<string>> {
    if (this.error) throw this.error;
    const value = this.queue.shift();
    return value === undefined ? { value: undefined, done: true } : { value, done: false };
  }
}
`;

/** A `next()` that does something else first. */
const inNext = (...statements: string[]): string => `export class Feed {
  queue: string[] = [];
  async fill() { this.queue.push(await read()); }
  [Symbol.asyncIterator]() { return this; }
  async next(): Promise<IteratorResult<string>> {
    ${statements.join("\n    ")}
    const value = this.queue.shift();
    return value === undefined ? { value: undefined, done: true } : { value, done: false };
  }
}
`;

const plain = "for (const name of names) this.queue.push(await read(name));";

testRule(noFloatingWork, {
  valid: [
    {
      name: "it catches its errors itself",
      code: feed("this.fill();", `try { ${plain} } catch (error) { this.error = error; }`),
    },
    {
      name: "a failure is kept for next()",
      code: feed("this.fill().catch((error: unknown) => { this.error = error; });", plain),
    },
    { name: "then() with both handlers", code: feed("this.fill().then(() => use(1), use);", plain) },
    { name: "void says that it is meant", code: feed("void this.fill();", plain) },
    { name: "nothing in it can fail", code: feed("this.fill();", "this.queue.push(...names);") },
    {
      name: "next() awaits it",
      code: `export class Feed {
  queue: string[] = [];
  async fill() { this.queue.push(await read()); }
  [Symbol.asyncIterator]() { return this; }
  async next(): Promise<IteratorResult<string>> {
    await this.fill();
    const value = this.queue.shift();
    return value === undefined ? { value: undefined, done: true } : { value, done: false };
  }
}
`,
    },
    {
      name: "it only waits for one that catches its errors",
      code: `export class Feed {
  queue: string[] = [];
  error: unknown;
  constructor() { this.start(); }
  async start() { await this.fill(); }
  async fill() { try { this.queue.push(await read()); } catch (error) { this.error = error; } }
  [Symbol.asyncIterator]() { return this; }
  async next(): Promise<IteratorResult<string>> {
    if (this.error) throw this.error;
    const value = this.queue.shift();
    return value === undefined ? { value: undefined, done: true } : { value, done: false };
  }
}
`,
    },
    {
      name: "it only lets time go by",
      code: feed("this.fill();", "await sleep(10); this.queue.push(...names);"),
    },
    { name: "a pause cannot fail", code: feed("sleep(10).then(() => this.queue.push(...names));", plain) },
    {
      name: "waiting to be woken cannot fail",
      code: feed(
        "this.fill();",
        "await new Promise<void>((resolve) => { this.wake = resolve; }); this.queue.push(...names);",
      ).replace("error: unknown;", "error: unknown; wake?: () => void;"),
    },
    {
      name: "the promise around is settled by it, which is for require-error-path to judge",
      code: `export class Feed {
  [Symbol.asyncIterator]() { return this; }
  next(): Promise<IteratorResult<string>> {
    return new Promise((resolve) => {
      read().then((value) => resolve({ value, done: false }));
    });
  }
}
`,
    },
    { name: "what is called is no promise, as far as is known", code: feed("use(this);", plain) },
    {
      name: "it is kept",
      code: feed("this.started = this.fill();", plain).replace(
        "error: unknown;",
        "error: unknown; started: Promise<void>;",
      ),
    },
    {
      name: "catch() comes before then()",
      code: feed("this.fill().catch(use).then(() => use(1));", plain),
    },
    {
      name: "another method starts it",
      code: feed("use(1);", `${plain} } start() { this.fill();`),
    },
    {
      name: "a listener starts it, and that is not the iterator's to await",
      code: feed("setTimeout(() => { this.fill(); }, 10);", plain),
    },
    {
      name: "the executor passes failures on",
      code: `export class Feed {
  [Symbol.asyncIterator]() { return this; }
  next(): Promise<IteratorResult<string>> {
    return new Promise((resolve, reject) => {
      read().then((value) => resolve({ value, done: false }), reject);
    });
  }
}
`,
    },
  ],
  invalid: [
    { name: "the constructor starts it", code: feed("«this.fill»();", plain) },
    {
      name: "its catch throws again",
      code: feed("«this.fill»();", `try { ${plain} } catch (error) { throw new Error(String(error)); }`),
    },
    { name: "then() without a second handler", code: feed("this.fill().«then»(() => use(1));", plain) },
    {
      name: "finally() passes the failure on to nobody",
      code: feed("this.fill().«finally»(() => use(1));", plain),
    },
    {
      name: "next() starts it and does not wait",
      code: inNext("«this.fill»();"),
      suggestions: [inNext("await this.fill();")],
    },
    {
      name: "a function called where it stands",
      code: feed(
        "(«async» () => { for (const name of names) this.queue.push(await read(name)); })();",
        "use(1);",
      ),
    },
    {
      name: "behind a condition",
      code: feed("names.length > 0 && «this.fill»();", plain),
    },
    {
      name: "a method of the constructor's starts it",
      code: `export class Feed {
  queue: string[] = [];
  constructor() { this.start(); }
  start() { «this.fill»(); }
  async fill() { this.queue.push(await read()); }
  [Symbol.asyncIterator]() { return this; }
  async next(): Promise<IteratorResult<string>> {
    const value = this.queue.shift();
    return value === undefined ? { value: undefined, done: true } : { value, done: false };
  }
}
`,
    },
    {
      name: "the function that makes the iterator starts it",
      knowing: ["types", "js"],
      code: `export function feed(): AsyncIterableIterator<string> {
  const queue: string[] = [];
  async function fill() { queue.push(await read()); }
  «fill»();
  return {
    [Symbol.asyncIterator]() { return this; },
    async next() {
      const value = queue.shift();
      return value === undefined ? { value: undefined, done: true } : { value, done: false };
    },
  };
}
`,
    },
    {
      name: "[Symbol.asyncIterator]() starts it",
      code: `export class Feed {
  async fill(queue: string[]) { queue.push(await read()); }
  [Symbol.asyncIterator](): AsyncIterator<string> {
    const queue: string[] = [];
    «this.fill»(queue);
    return {
      async next() {
        const value = queue.shift();
        return value === undefined ? { value: undefined, done: true } : { value, done: false };
      },
    };
  }
}
`,
    },
    {
      name: "a promise by its type",
      knowing: ["types", "js"],
      code: feed("«read»();", plain),
    },
    {
      name: "then() makes it a promise, whatever is called",
      code: feed("read().«then»((value) => this.queue.push(value));", plain),
    },
    {
      name: "a method that hands the promise on",
      code: feed("«this.fill»();", "return").replace(
        /async fill.*\n.*/,
        "fill() {\n    return read().then((value) => this.queue.push(value));",
      ),
    },
    {
      name: "the catch is on the wrong one",
      code: feed("this.fill().«then»(() => { read().catch(use); });", plain),
    },
    {
      name: "the executor of next()'s promise starts it",
      code: `export class Feed {
  queue: string[] = [];
  async fill() { this.queue.push(await read()); }
  [Symbol.asyncIterator]() { return this; }
  next(): Promise<IteratorResult<string>> {
    return new Promise((resolve) => {
      «this.fill»();
      resolve({ value: this.queue[0] ?? "", done: false });
    });
  }
}
`,
    },
    {
      name: "a method that waits for one that can fail",
      code: `export class Feed {
  queue: string[] = [];
  constructor() { «this.start»(); }
  async start() { await this.fill(); }
  async fill() { this.queue.push(await read()); }
  [Symbol.asyncIterator]() { return this; }
  async next(): Promise<IteratorResult<string>> {
    const value = this.queue.shift();
    return value === undefined ? { value: undefined, done: true } : { value, done: false };
  }
}
`,
    },
    {
      name: "an async next() can wait for it",
      code: inNext(
        "«this.fill»();",
        "if (this.queue.length === 0) «this.fill»();",
        "this.queue.length > 9 || «this.fill»();",
      ),
      suggestions: [
        inNext(
          "await this.fill();",
          "if (this.queue.length === 0) this.fill();",
          "this.queue.length > 9 || this.fill();",
        ),
        inNext(
          "this.fill();",
          "if (this.queue.length === 0) await this.fill();",
          "this.queue.length > 9 || this.fill();",
        ),
        inNext(
          "this.fill();",
          "if (this.queue.length === 0) this.fill();",
          "this.queue.length > 9 || await this.fill();",
        ),
      ],
    },
    {
      name: "an async next() can wait for a chain, and for a function that is called where it stands",
      code: inNext(
        "read().«then»((value) => this.queue.push(value));",
        "(«async» () => { use(await read()); })();",
      ),
      suggestions: [
        inNext(
          "await read().then((value) => this.queue.push(value));",
          "(async () => { use(await read()); })();",
        ),
        inNext(
          "read().then((value) => this.queue.push(value));",
          "await (async () => { use(await read()); })();",
        ),
      ],
    },
    {
      name: "neither a constructor nor a next() that is not async can wait",
      code: `export class Feed {
  queue: string[] = [];
  constructor() { «this.fill»(); }
  async fill() { this.queue.push(await read()); }
  [Symbol.asyncIterator]() { return this; }
  next(): Promise<IteratorResult<string>> {
    «this.fill»();
    return Promise.resolve({ value: this.queue[0] ?? "", done: this.queue.length === 0 });
  }
}
`,
      suggestions: [],
    },
  ],
});
