import { noEagerAcquire } from "../../src/rules/no-eager-acquire";
import { testRule } from "./test-rule";

interface Parts {
  readonly fields?: string;
  readonly acquire?: string;
  readonly open?: string;
  readonly close?: string;
  readonly more?: string;
}

/** Ticks until somebody stops. */
const ticker = ({
  fields = "timer: ReturnType<typeof setInterval> | undefined;",
  acquire = "",
  open = "return this;",
  close = "clearInterval(this.timer);",
  more = "",
}: Parts): string => `declare const emitter: {
  on(event: string, listener: (tick: number) => void): void;
  off(event: string, listener: (tick: number) => void): void;
};
export class Ticks {
  ticks: number[] = [];
  ${fields}
  constructor(signal: AbortSignal) {
    if (signal.aborted) throw new Error("aborted");
    ${acquire}
  }
  push = (tick: number) => { this.ticks.push(tick); };
  [Symbol.asyncIterator]() { ${open} }
  async next() {
    while (this.ticks.length === 0) await sleep(10);
    return { value: this.ticks.shift(), done: false };
  }
  async return() {
    ${close}
    return { value: undefined, done: true as const };
  }
  ${more}
}
`;

interface FunctionParts {
  readonly listen?: string;
  readonly first?: string;
  readonly more?: string;
}

/** The same as a function that returns an object. */
const eventsOf = ({ listen = "", first = "", more = "" }: FunctionParts): string => `interface Emitter {
  on(event: string, listener: (value: string) => void): void;
  off(event: string, listener: (value: string) => void): void;
}
export function eventsOf(emitter: Emitter) {
  const values: string[] = [];
  const push = (value: string) => { values.push(value); };
  const listen = () => emitter.on("value", push);
  const stop = () => { emitter.off("value", push); };
  ${listen}
  return {
    [Symbol.asyncIterator]() { return this; },
    async next() {
      ${first}
      while (values.length === 0) await sleep(10);
      return { value: values.shift(), done: false };
    },
    async return() {
      stop();
      return { value: undefined, done: true as const };
    },
    ${more}
  };
}
`;

const start = "this.timer = setInterval(() => this.push(1), 100);";

testRule(noEagerAcquire, {
  valid: [
    {
      name: "acquires when a loop begins",
      code: ticker({ open: `${start} return this;` }),
    },
    {
      name: "subscribes when the first element is asked for",
      onlyTypeScript: true,
      code: `interface Bus {
  subscribe(topic: string, listener: (message: string) => void): Promise<number>;
  unsubscribe(id: number): void;
}
export class Messages implements AsyncIterableIterator<string> {
  private readonly messages: string[] = [];
  private id: Promise<number> | undefined;
  constructor(private readonly bus: Bus, private readonly topic: string) {}
  [Symbol.asyncIterator]() { return this; }
  async next(): Promise<IteratorResult<string>> {
    await this.subscribe();
    const value = this.messages.shift();
    return value === undefined ? this.return() : { value, done: false };
  }
  async return(): Promise<IteratorResult<string>> {
    if (this.id) this.bus.unsubscribe(await this.id);
    return { value: undefined, done: true };
  }
  private subscribe(): Promise<number> {
    return (this.id ??= this.bus.subscribe(this.topic, (message) => this.messages.push(message)));
  }
}
`,
    },
    {
      name: "whoever has it can close it",
      code: ticker({ acquire: start, more: "close() { clearInterval(this.timer); }" }),
    },
    {
      name: "return() calls what others can call, too",
      code: ticker({ acquire: start, close: "this.stop();", more: "stop() { clearInterval(this.timer); }" }),
    },
    {
      name: "can be disposed of",
      code: ticker({ acquire: start, more: "[Symbol.dispose]() { clearInterval(this.timer); }" }),
    },
    {
      name: "lets go when it is told to",
      code: ticker({
        acquire: `${start} signal.addEventListener("abort", () => void this.return(), { once: true });`,
      }),
    },
    {
      name: "goes after the first time by itself",
      code: ticker({
        fields: "target = new EventTarget();",
        acquire: `signal.addEventListener("abort", () => this.push(0), { once: true });`,
        close: `this.target.removeEventListener("abort", null);`,
      }),
    },
    {
      name: "listens to what it has made for itself",
      code: ticker({
        fields: "target = new EventTarget();",
        acquire: `const target = new EventTarget();
    target.addEventListener("tick", () => this.push(1));
    this.target = target;`,
        close: `this.target.removeEventListener("tick", null);`,
      }),
    },
    {
      name: "nothing lets it go at all",
      code: ticker({ acquire: start, close: "" }),
    },
    {
      name: "a function's object listens when the first element is asked for",
      onlyTypeScript: true,
      code: eventsOf({ first: "listen();" }),
    },
    {
      name: "a function's object has a method that stops it",
      onlyTypeScript: true,
      code: eventsOf({ listen: "listen();", more: "close: stop," }),
    },
    {
      name: "a function stops listening at the end of the source",
      onlyTypeScript: true,
      code: eventsOf({ listen: `listen();\n  emitter.on("end", stop);` }),
    },
    {
      name: "a stream that is given to a function, which takes its lock",
      onlyTypeScript: true,
      code: `export function chunksOf(stream: ReadableStream<string>) {
  const reader = stream.getReader();
  return {
    [Symbol.asyncIterator]() { return this; },
    next: () => reader.read(),
    async return() {
      await reader.cancel();
      return { value: undefined, done: true as const };
    },
  };
}
`,
    },
    {
      name: "a loop itself makes it",
      onlyTypeScript: true,
      code: `${eventsOf({ listen: "listen();" }).replace("export function", "function")}export class Events {
  constructor(private readonly emitter: Emitter) {}
  [Symbol.asyncIterator]() { return eventsOf(this.emitter); }
}
`,
    },
    {
      name: "acquires in the method that a loop calls",
      onlyTypeScript: true,
      code: `export class Chunks {
  constructor(private readonly stream: ReadableStream<string>) {}
  [Symbol.asyncIterator](): AsyncIterator<string> {
    const reader = this.stream.getReader();
    return {
      async next() {
        const { done, value } = await reader.read();
        return done ? { value: undefined, done: true } : { value, done: false };
      },
      async return() {
        reader.releaseLock();
        return { value: undefined, done: true };
      },
    };
  }
}
`,
    },
    {
      name: "each one that is made is looped over at once",
      code: `${ticker({ acquire: start }).replace("export class", "class")}
for await (const tick of new Ticks(new AbortController().signal)) use(tick);
export {};
`,
    },
  ],
  invalid: [
    {
      name: "a function that listens and returns an object",
      onlyTypeScript: true,
      code: eventsOf({ listen: `«emitter.on»("value", push);` }),
    },
    {
      name: "to each of several events",
      onlyTypeScript: true,
      code: eventsOf({ listen: `for (const name of names) «emitter.on»(name, push);` }),
    },
    {
      name: "exported by name",
      onlyTypeScript: true,
      code: `${eventsOf({ listen: `«emitter.on»("value", push);` }).replace("export function", "function")}export { eventsOf };
`,
    },
    {
      name: "by way of another function within it",
      onlyTypeScript: true,
      code: eventsOf({ listen: "«listen»();" }),
    },
    {
      name: "a timer that return() stops",
      code: ticker({ acquire: "this.timer = «setInterval»(() => this.push(1), 100);" }),
    },
    {
      name: "a listener that return() removes, by way of a helper of its own",
      code: ticker({
        fields: "",
        acquire: `«emitter.on»("tick", this.push);`,
        close: "this._stop();",
        more: `_stop() { emitter.off("tick", this.push); }`,
      }),
    },
    {
      name: "subscriptions to each of a list, by way of a method that the constructor calls",
      onlyTypeScript: true,
      code: `interface Bus {
  subscribe(topic: string, listener: (message: string) => void): Promise<number>;
  unsubscribe(id: number): void;
}
export class Messages implements AsyncIterableIterator<string> {
  private readonly messages: string[] = [];
  private readonly ids: Promise<number[]>;
  constructor(private readonly bus: Bus, private readonly topics: string[]) {
    this.ids = «this.subscribeAll»();
  }
  [Symbol.asyncIterator]() { return this; }
  async next(): Promise<IteratorResult<string>> {
    await this.ids;
    const value = this.messages.shift();
    return value === undefined ? this.return() : { value, done: false };
  }
  async return(): Promise<IteratorResult<string>> {
    for (const id of await this.ids) this.bus.unsubscribe(id);
    return { value: undefined, done: true };
  }
  private subscribeAll(): Promise<number[]> {
    return Promise.all(
      this.topics.map((topic) => this.bus.subscribe(topic, (message) => this.messages.push(message))),
    );
  }
}
`,
    },
    {
      name: "as the initial value of a field",
      code: ticker({ fields: "timer = «setInterval»(() => this.ticks.push(1), 100);" }),
    },
    {
      name: "a reader's lock, of a class whose iterators are objects of their own",
      onlyTypeScript: true,
      code: `export class Chunks {
  private readonly reader: ReadableStreamDefaultReader<string>;
  constructor(stream: ReadableStream<string>) {
    this.reader = «stream.getReader»();
  }
  [Symbol.asyncIterator](): AsyncIterator<string> {
    const { reader } = this;
    return {
      async next() {
        const { done, value } = await reader.read();
        return done ? { value: undefined, done: true } : { value, done: false };
      },
      async return() {
        reader.releaseLock();
        return { value: undefined, done: true };
      },
    };
  }
}
`,
    },
  ],
});
