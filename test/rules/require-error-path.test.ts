import { requireErrorPath } from "../../src/rules/require-error-path";
import { testRule } from "./test-rule";

/** An iterator whose `next()` makes a promise of something. */
const next = (executor: string, more = ""): string => `
declare function readCallback(done: (err: Error | null, value: string) => void): void;
export class Feed {
  closed = false;${more}
  [Symbol.asyncIterator]() { return this; }
  next(): Promise<IteratorResult<string>> {
    return new Promise(${executor});
  }
}
`;

/** An iterator over an emitter. */
const events = (listen: string, before = ""): string => `
interface Emitter { on(name: string, listener: (value: string) => void): this; off(name: string): this }
declare function finished(emitter: Emitter, done: (error?: Error) => void): void;
${before}
export class Feed {
  queue: string[] = [];
  ended = false;
  constructor(private readonly source: Emitter) {
    ${listen}
  }
  [Symbol.asyncIterator]() { return this; }
  async next(): Promise<IteratorResult<string>> {
    while (this.queue.length === 0 && !this.ended) await sleep(10);
    const value = this.queue.shift();
    return value === undefined ? { value: undefined, done: true } : { value, done: false };
  }
}
`;

const listening = `this.source.on("data", (value) => this.queue.push(value));`;

testRule(requireErrorPath, {
  valid: [
    {
      name: "the callback's error is passed on",
      code: next(
        "(resolve, reject) => { readCallback((err, value) => (err ? reject(err) : resolve({ value, done: false }))); }",
      ),
    },
    {
      name: "a callback without an error",
      code: next("(resolve) => { readCallback((_, value) => resolve({ value, done: false })); }"),
    },
    {
      name: "the first of an array's elements may be called so",
      code: next(
        "(resolve) => { names.forEach((error) => use(error)); resolve({ value: undefined, done: true }); }",
      ),
    },
    {
      name: "a promise with both handlers",
      code: next("(resolve, reject) => { read().then((value) => resolve({ value, done: false }), reject); }"),
    },
    {
      name: "a promise whose failure is caught",
      code: next(
        "(resolve, reject) => { read().then((value) => resolve({ value, done: false })).catch(reject); }",
      ),
    },
    {
      name: "a pause cannot fail",
      code: next("(resolve) => { sleep(10).then(() => resolve({ value: '', done: false })); }"),
    },
    {
      name: "an executor that catches its errors itself",
      code: next(
        "async (resolve, reject) => { try { resolve({ value: await read(), done: false }); } catch (error) { reject(error); } }",
      ),
    },
    {
      name: "a method that is no part of the iterator",
      code: next(
        "(resolve) => { resolve({ value: '', done: false }); }",
        `
  refresh() { return new Promise<string>((resolve) => { read().then(resolve); }); }`,
      ),
    },
    {
      name: "somebody listens for the error",
      onlyTypeScript: true,
      code: events(`${listening} this.source.on("error", () => { this.ended = true; });`),
    },
    {
      name: "in one chain",
      onlyTypeScript: true,
      code: events(
        `this.source.on("error", () => { this.ended = true; }).on("data", (value) => this.queue.push(value));`,
      ),
    },
    {
      name: "for all events at once",
      onlyTypeScript: true,
      code: events(
        `for (const name of ["data", "error"]) this.source.on(name, (value) => this.queue.push(value));`,
      ),
    },
    {
      name: "finished() hears of it",
      onlyTypeScript: true,
      code: events(`${listening} finished(this.source, () => { this.ended = true; });`),
    },
    {
      name: "what a listener throws is caught in it, or in a callback of its own",
      onlyTypeScript: true,
      code: events(
        `this.source.on("data", (value) => {
      try {
        if (value === "") throw new Error("empty");
        this.queue.push(value);
      } catch { this.ended = true; }
      const check = () => { if (value === "") throw new Error("empty"); };
      use(check);
    }).on("error", () => { this.ended = true; });`,
      ),
    },
    {
      name: "it is handed to somebody who may listen",
      onlyTypeScript: true,
      code: events(`${listening} watch(this.source);`, "declare function watch(emitter: Emitter): void;"),
    },
    {
      name: "it is listened to elsewhere in the file",
      onlyTypeScript: true,
      code: events(
        listening,
        `export function open(source: Emitter) { source.on("error", use); return new Feed(source); }`,
      ),
    },
    {
      name: "no element and no end: an emitter that may have no errors",
      onlyTypeScript: true,
      code: events(`this.source.on("change", (value) => this.queue.push(value));`),
    },
    {
      name: "standard input",
      onlyTypeScript: true,
      code: events(
        `process.stdin.on("data", (value) => this.queue.push(value));`,
        "declare const process: { stdin: Emitter };",
      ),
    },
    {
      name: "a channel for messages has no errors",
      code: `export function messages(port: EventTarget): AsyncIterableIterator<string> {
  const queue: string[] = [];
  port.addEventListener("message", () => queue.push(""));
  return {
    [Symbol.asyncIterator]() { return this; },
    async next() { return { value: queue.shift() ?? "", done: false }; },
  };
}
`,
    },
    {
      name: "a socket with a handler for errors",
      code: `export function messages(url: string): AsyncIterableIterator<string> {
  const queue: string[] = [];
  const socket = new WebSocket(url);
  socket.onmessage = ({ data }) => queue.push(String(data));
  socket.onerror = () => queue.push("failed");
  return {
    [Symbol.asyncIterator]() { return this; },
    async next() { return { value: queue.shift() ?? "", done: false }; },
  };
}
`,
    },
  ],
  invalid: [
    {
      name: "the callback's error is never looked at",
      messageIds: ["callback"],
      code: next("(resolve) => { readCallback((«err», value) => resolve({ value, done: false })); }"),
      suggestions: [
        next(
          "(resolve, reject) => { readCallback((err, value) => err ? reject(err) : resolve({ value, done: false })); }",
        ),
      ],
    },
    {
      name: "an underscore does not make it go away",
      code: next(
        "(resolve, reject) => { readCallback((«_err», value) => { resolve({ value, done: false }); }); }",
      ),
      suggestions: [
        next(
          "(resolve, reject) => { readCallback((_err, value) => { if (_err) return reject(_err); resolve({ value, done: false }); }); }",
        ),
      ],
    },
    {
      name: "a callback that settles no promise: no evident repair",
      code: next(
        "(resolve) => { readCallback((«err», value) => { this.closed = value === ''; }); resolve({ value: '', done: false }); }",
      ),
    },
    {
      name: "a promise without a second handler",
      messageIds: ["promise"],
      code: next("(resolve) => { read().«then»((value) => resolve({ value, done: false })); }"),
      suggestions: [
        next("(resolve, reject) => { read().then((value) => resolve({ value, done: false }), reject); }"),
      ],
    },
    {
      name: "an arrow function's parameter without parentheses, and a body without braces",
      code: next("resolve => read().«then»((value) => resolve({ value, done: false }))"),
      suggestions: [
        next("(resolve, reject) => read().then((value) => resolve({ value, done: false }), reject)"),
      ],
    },
    {
      name: "a reject that nobody calls",
      code: next("(resolve, reject) => { read().«then»((value) => resolve({ value, done: false })); }"),
      suggestions: [
        next("(resolve, reject) => { read().then((value) => resolve({ value, done: false }), reject); }"),
      ],
    },
    {
      name: "an async executor: its own promise is lost",
      messageIds: ["executor"],
      code: next("«async» (resolve) => { resolve({ value: await read(), done: false }); }"),
    },
    {
      name: "an emitter whose errors nobody hears",
      onlyTypeScript: true,
      messageIds: ["emitter"],
      code: events(`this.source.on(«"data"», (value) => this.queue.push(value));`),
    },
    {
      name: "one chain, one finding",
      onlyTypeScript: true,
      code: events(
        `this.source.on(«"data"», (value) => this.queue.push(value)).on("end", () => { this.ended = true; });`,
      ),
    },
    {
      name: "a socket by its name, where its type does not say what it is",
      code: `export function messages(socket: any): AsyncIterableIterator<string> {
  const queue: string[] = [];
  socket.«onmessage» = () => queue.push("");
  return {
    [Symbol.asyncIterator]() { return this; },
    async next() { return { value: queue.shift() ?? "", done: false }; },
  };
}
`.replace(": any", ""),
      broken: true,
    },
    {
      name: "a socket without a handler for errors",
      code: `export function messages(url: string): AsyncIterableIterator<string> {
  const queue: string[] = [];
  const socket = new WebSocket(url);
  socket.addEventListener(«"message"», ({ data }) => queue.push(String(data)));
  return {
    [Symbol.asyncIterator]() { return this; },
    async next() { return { value: queue.shift() ?? "", done: false }; },
  };
}
`,
    },
    {
      name: "an async generator over an emitter",
      messageIds: ["emitter"],
      code: `export async function* chunks(stream: ReturnType<typeof open>) {
  const queue: string[] = [];
  stream.on(«"data"», (chunk: string) => queue.push(chunk));
  while (true) { await sleep(10); yield queue.shift(); }
}
declare function open(): { on(event: string, listener: (chunk: string) => void): void };
`,
    },
    {
      name: "an async generator over callbacks",
      messageIds: ["callback"],
      code: `declare function readCallback(done: (err: Error | null, value: string) => void): void;
export async function* values() {
  while (true) yield await new Promise<string>((resolve) => { readCallback((«err», value) => resolve(value)); });
}
`,
      suggestions: [
        `declare function readCallback(done: (err: Error | null, value: string) => void): void;
export async function* values() {
  while (true) yield await new Promise<string>((resolve, reject) => { readCallback((err, value) => err ? reject(err) : resolve(value)); });
}
`,
      ],
    },
    {
      name: "a listener that throws: not even a try around the loop catches that",
      onlyTypeScript: true,
      messageIds: ["listener", "listener"],
      code: events(
        `this.source
      .on("error", (error) => { «throw» new Error(error); })
      .on("data", (value) => {
        try {
          this.queue.push(value);
        } finally {
          if (value === "") «throw» new Error("empty");
        }
      });`,
      ),
    },
  ],
});
