import { requireReturn } from "../../src/rules/require-return";
import { testRule } from "./test-rule";

interface Parts {
  readonly open?: string;
  readonly close?: string;
  readonly more?: string;
  readonly tail?: string;
}

const emitter = `declare const emitter: {
  on(event: string, listener: (tick: number) => void): void;
  once(event: string, listener: (tick: number) => void): void;
  off(event: string, listener: (tick: number) => void): void;
};
`;

/** An iterable whose loops each get an iterator of their own. */
const ticker = ({ open = "", close = "", tail = "" }: Parts): string => `${emitter}export class Ticks {
  [Symbol.asyncIterator](): AsyncIterator<number> {
    const ticks: number[] = [];
    const push = (tick: number) => ticks.push(tick);
    ${open}
    return {
      async next() {
        while (ticks.length === 0) await sleep(10);
        return { value: ticks.shift() ?? 0, done: false };
      },${close}
    };
  }
}
${tail}`;

/** A class that is its own iterator. */
const reader = ({ open = "", close = "", more = "" }: Parts): string => `export class Chunks {
  reader: ReadableStreamDefaultReader<string> | undefined;
  ${more}
  readonly stream: ReadableStream<string>;
  constructor(stream: ReadableStream<string>) { this.stream = stream; }
  [Symbol.asyncIterator]() { return this; }
  async next(): Promise<IteratorResult<string>> {
    ${open}
    const { value, done } = await (this.reader ?? this.stream.getReader()).read();
    return done ? { value: undefined, done: true } : { value, done: false };
  }
  ${close}
}
`;

/** A function that makes an iterator over a cursor, with what it does at the end. */
const rows = (
  end: string,
  more = "",
): string => `interface Cursor { read(): Promise<string | undefined>; close(): Promise<void>; flush(): void }
export function rows(cursor: Cursor): AsyncIterableIterator<string, undefined> {
  return {
    [Symbol.asyncIterator]() { return this; },
    async next() {
      const value = await cursor.read();
      if (value === undefined) {
        ${end}
        return { value: undefined, done: true };
      }
      return { value, done: false };
    }${more}
  };
}
`;

const interval = "const timer = setInterval(push, 100, 1);";

testRule(requireReturn, {
  valid: [
    { name: "nothing is acquired", code: ticker({}) },
    {
      name: "return() lets go",
      code: ticker({
        open: interval,
        close: `
      async return() { clearInterval(timer); return { value: undefined, done: true }; },`,
      }),
    },
    { name: "a listener that goes by itself", code: ticker({ open: `emitter.once("tick", push);` }) },
    {
      name: "a timer that goes by itself",
      code: ticker({ open: "setTimeout(push, 100, 1);" }),
    },
    {
      name: "a signal lets go",
      code: ticker({
        open: `${interval} AbortSignal.timeout(10).addEventListener("abort", () => clearInterval(timer), { once: true });`,
      }),
    },
    {
      name: "the source lets go when it ends",
      code: ticker({
        open: `emitter.on("tick", push); emitter.once("end", () => emitter.off("tick", push));`,
      }),
    },
    {
      name: "an emitter of its own",
      code: ticker({ open: `const own = new EventTarget(); own.addEventListener("tick", () => push(1));` }),
    },
    {
      name: "an emitter of its own, in a chain",
      code: `declare const open: () => { on(event: string, listener: (chunk: string) => void): ReturnType<typeof open> };
export async function* chunks() {
  const queue: string[] = [];
  const stream = open();
  stream
    .on("data", (chunk) => queue.push(chunk))
    .on("end", (chunk) => queue.push(chunk));
  while (true) { await sleep(10); yield queue.shift(); }
}
`,
    },
    {
      name: "subscribe() gives an iterable, which yield* closes",
      code: `declare const topic: { subscribe(name: string): AsyncIterable<string> };
export async function* messages(name: string) {
  yield "begin";
  yield* topic.subscribe(name);
  for await (const message of await topic.subscribe(name)) yield message;
}
`,
    },
    {
      name: "a stream that was made for the generator",
      code: `export function pump(start: (controller: ReadableStreamDefaultController<string>) => void) {
  const stream = new ReadableStream<string>({ start });
  return (async function* () {
    const reader = stream.getReader();
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  })();
}
`,
    },
    {
      name: "whoever has it can let go",
      code: reader({
        open: "this.reader ??= this.stream.getReader();",
        close: "close() { this.reader?.releaseLock(); }",
      }),
    },
    {
      name: "it can be disposed of",
      code: reader({
        open: "this.reader ??= this.stream.getReader();",
        close: "async [Symbol.asyncDispose]() { await this.reader?.cancel(); }",
      }),
    },
    {
      name: "next() lets go of what it has acquired",
      code: reader({
        open: "const own = this.stream.getReader(); use(await own.read()); own.releaseLock();",
      }),
    },
    {
      name: "what next() does at the end lets go of nothing",
      code: rows("cursor.flush();"),
    },
    {
      name: "return() closes what next() closes at the end",
      code: rows(
        "await cursor.close();",
        ", async return() { await cursor.close(); return { value: undefined, done: true }; }",
      ),
    },
    {
      name: "a base class may have a return()",
      code: reader({ open: "this.reader ??= this.stream.getReader();" })
        .replace("class Chunks", "class Chunks extends Base")
        .replace("this.stream = stream;", "super(); this.stream = stream;")
        .replace(/^/, "declare class Base { return(): Promise<IteratorResult<string>>; }\n"),
    },
    {
      name: "an async generator that acquires and does not yield",
      code: `export async function* none() { const timer = setInterval(use, 10); await sleep(100); clearInterval(timer); }\n`,
    },
    {
      name: "a stream that is looped over is closed by the loop",
      code: `declare const fs: { createReadStream(name: string): AsyncIterable<string> };
export async function* chunks() {
  const stream = fs.createReadStream("a");
  for await (const chunk of stream) yield chunk.trim();
}
`,
    },
    {
      name: "a blob's own stream",
      code: `export async function* chunks(blob: Blob) {
  const reader = blob.stream().getReader();
  yield (await reader.read()).value;
}
`,
    },
    {
      name: "a stream that is handed on",
      code: `declare const fs: { createReadStream(name: string): AsyncIterable<string> };
declare function lines(options: { input: AsyncIterable<string> }): AsyncIterable<string>;
export async function* chunks() {
  for await (const line of lines({ input: fs.createReadStream("a") })) yield line.trim();
}
`,
    },
    {
      name: "an async generator whose finally calls something that may let go",
      code: `declare const emitter: { on(event: string, listener: (tick: number) => void): () => void };
export async function* ticks() {
  const queue: number[] = [];
  const subscriptions = [emitter.on("tick", (tick) => queue.push(tick))];
  try {
    while (true) { await sleep(10); yield queue.shift(); }
  } finally {
    subscriptions.forEach((stop) => stop());
  }
}
`,
    },
    {
      name: "an async generator with finally",
      code: `${emitter}export async function* ticks() {
  const ticks: number[] = [];
  const push = (tick: number) => ticks.push(tick);
  emitter.on("tick", push);
  try {
    while (true) { await sleep(10); yield ticks.shift(); }
  } finally {
    emitter.off("tick", push);
  }
}
`,
    },
  ],
  invalid: [
    {
      name: "a timer",
      code: ticker({ open: interval.replace("setInterval", "«setInterval»") }),
      suggestions: [
        ticker({
          open: interval,
          close: `
      async return() {
        clearInterval(timer);
        return { value: undefined, done: true };
      },`,
        }),
      ],
    },
    {
      name: "a listener, also when the end lets go of it",
      code: ticker({ open: `«emitter.on»("tick", push);` }),
      suggestions: [
        ticker({
          open: `emitter.on("tick", push);`,
          close: `
      async return() {
        emitter.off("tick", push);
        return { value: undefined, done: true };
      },`,
        }),
      ],
    },
    {
      name: "a listener that nobody can name",
      code: ticker({ open: `«emitter.on»("tick", (tick) => ticks.push(tick));` }),
    },
    {
      name: "a listener for an event that is named elsewhere",
      code: ticker({
        open: `«emitter.on»(eventName, (tick) => ticks.push(tick));`,
        tail: "declare const eventName: string;\n",
      }),
    },
    {
      name: "a file",
      code: ticker({
        open: "const file = «fs.promises.open»('a'); void file.then(use);",
        tail: "declare const fs: { promises: { open(name: string): Promise<unknown> } };\n",
      }),
    },
    {
      name: "a reader's lock",
      code: reader({ open: "this.reader ??= «this.stream.getReader»();" }),
    },
    {
      name: "next() lets go at the end, which a loop that is left early never reaches",
      code: reader({
        open: "this.reader ??= «this.stream.getReader»(); if (this.stream.locked) { this.reader.releaseLock(); return { value: undefined, done: true }; }",
      }),
    },
    {
      name: "a method of its own lets go, and no one else can call it",
      code: reader({
        open: "this.reader ??= «this.stream.getReader»(); if (this.stream.locked) this.#release();",
        close: "#release() { this.reader?.releaseLock(); }",
      }),
    },
    {
      name: "the constructor acquires",
      code: reader({}).replace(
        "this.stream = stream;",
        "this.stream = stream; this.reader = «stream.getReader»();",
      ),
    },
    {
      name: "a function that makes the iterator acquires",
      code: `export function ticks(url: string): AsyncIterableIterator<string> {
  const messages: string[] = [];
  const source = «new EventSource(url)»;
  source.onmessage = ({ data }) => messages.push(String(data));
  return {
    [Symbol.asyncIterator]() { return this; },
    async next() { await sleep(10); return { value: messages.shift() ?? "", done: false }; },
  };
}
`.replace("«new EventSource(url)»", "new «EventSource»(url)"),
    },
    {
      name: "next() closes at the end what it was given",
      messageIds: ["ending"],
      code: rows("«cursor.close»();"),
      suggestions: [
        rows(
          "cursor.close();",
          `,
    async return() {
      cursor.close();
      return { value: undefined, done: true };
    }`,
        ),
      ],
    },
    {
      name: "and waits for that",
      code: rows("await «cursor.close»();"),
      suggestions: [
        rows(
          "await cursor.close();",
          `,
    async return() {
      await cursor.close();
      return { value: undefined, done: true };
    }`,
        ),
      ],
    },
    {
      name: "in a chain of promises",
      code: rows("return «cursor.close»().then(() => ({ value: undefined, done: true as const }));").replace(
        "async next()",
        "async next(): Promise<IteratorResult<string, undefined>>",
      ),
      onlyTypeScript: true,
      suggestions: [
        rows(
          "return cursor.close().then(() => ({ value: undefined, done: true as const }));",
          `,
    async return(): Promise<IteratorResult<string, undefined>> {
      await cursor.close();
      return { value: undefined, done: true };
    }`,
        ).replace("async next()", "async next(): Promise<IteratorResult<string, undefined>>"),
      ],
    },
    {
      name: "an async generator without finally",
      messageIds: ["generator-lock"],
      code: `export async function* chunks(stream: ReadableStream<string>) {
  const reader = «stream.getReader»();
  while (true) {
    const { value, done } = await reader.read();
    if (done) return;
    yield value;
  }
}
`,
    },
    {
      name: "an async generator that lets go at the end alone",
      code: `${emitter}export async function* ticks() {
  const queue: number[] = [];
  const push = (tick: number) => queue.push(tick);
  «emitter.on»("tick", push);
  while (queue.length < 10) { await sleep(10); yield queue.shift(); }
  emitter.off("tick", push);
}
`,
    },
    {
      name: "subscribe() that takes a listener",
      code: `declare const topic: { subscribe(listener: (message: string) => void): () => void };
export async function* messages() {
  const queue: string[] = [];
  const stop = «topic.subscribe»((message) => queue.push(message));
  while (queue.length < 10) { await sleep(10); yield queue.shift(); }
  stop();
}
`,
    },
    {
      name: "a stream that somebody has handed in",
      code: `export function chunks(stream: ReadableStream<string>) {
  return (async function* () {
    const reader = «stream.getReader»();
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  })();
}
`,
    },
    {
      name: "a chain of listeners over several lines",
      code: `declare const stream: { on(event: string, listener: (chunk: string) => void): typeof stream };
export async function* chunks() {
  const queue: string[] = [];
  stream
    .on("data", (chunk) => queue.push(chunk))
    .«on»("end", (chunk) => queue.push(chunk));
  while (true) { await sleep(10); yield queue.shift(); }
}
`,
    },
  ],
});
