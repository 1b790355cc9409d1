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

const start = "this.timer = setInterval(() => this.push(1), 100);";

testRule(noEagerAcquire, {
  valid: [
    {
      name: "acquires when a loop begins",
      code: ticker({ open: `${start} return this;` }),
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
      name: "each one that is made is looped over at once",
      code: `${ticker({ acquire: start }).replace("export class", "class")}
for await (const tick of new Ticks(new AbortController().signal)) use(tick);
export {};
`,
    },
  ],
  invalid: [
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
