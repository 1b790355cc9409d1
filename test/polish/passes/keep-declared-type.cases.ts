import { keepDeclaredType } from "../../../src/engine/polish/passes/keep-declared-type";
import { testPass } from "../cases";
import { withArgs } from "../worlds";

const events = withArgs(() => [
  (handler: (event: string) => void) => {
    handler("x");
    handler("closed");
  },
]);

testPass(keepDeclaredType, [
  {
    name: "nothing at first",
    before: `
      async function* generated(on: (handler: (event: string) => void) => void) {
        let last: string | null = null;
        let first: string | undefined = undefined;
        on((event) => {
          last = event;
          first ??= event;
        });
        if (last !== null && first) yield last.trim() + first.trim();
      }`,
    after: `
      async function* generated(on: (handler: (event: string) => void) => void) {
        let last = null as string | null;
        let first: string | undefined;
        on((event) => {
          last = event;
          first ??= event;
        });
        if (last !== null && first) yield last.trim() + first.trim();
      }`,
    worlds: [events],
  },
  {
    name: "a type that no value narrows",
    before: `
      async function* generated(on: (handler: (event: string) => void) => void) {
        let last: unknown = null;
        on((event) => {
          last = event;
        });
        if (last) yield last;
      }`,
  },
  {
    name: "one of several values at first",
    before: `
      async function* generated(on: (handler: (event: string) => void) => void) {
        let state: State = "open";
        let mode = Mode.Loud;
        on((event) => {
          if (event === "closed") state = event;
          mode = Mode.Quiet;
        });
        if (state === "closed" && mode === Mode.Quiet) yield "closed";
      }`,
    after: `
      async function* generated(on: (handler: (event: string) => void) => void) {
        let state = "open" as State;
        let mode = Mode.Loud as Mode;
        on((event) => {
          if (event === "closed") state = event;
          mode = Mode.Quiet;
        });
        if (state === "closed" && mode === Mode.Quiet) yield "closed";
      }`,
    context: { facts: { state: { unionText: '"open" | "closed"' }, mode: { unionText: "Mode" } } },
    worlds: [(recorder) => ({ ...events(recorder), globals: { Mode: { Loud: 0, Quiet: 1 } } })],
  },
  {
    name: "a flag that is compared",
    before: `
      async function* generated(on: (handler: (event: string) => void) => void) {
        let closed = false;
        on((event) => (closed = event === "closed"));
        if (closed === true) yield "closed";
      }`,
    after: `
      async function* generated(on: (handler: (event: string) => void) => void) {
        let closed = false as boolean;
        on((event) => (closed = event === "closed"));
        if (closed === true) yield "closed";
      }`,
    context: { facts: { closed: { unionText: "boolean" } } },
    worlds: [events],
  },
  {
    name: "a flag that is only asked: nothing is narrowed that matters",
    before: `
      async function* generated(on: (handler: (event: string) => void) => void) {
        let closed = false;
        on((event) => (closed = event === "closed"));
        if (closed) yield "closed";
      }`,
    context: { facts: { closed: { unionText: "boolean" } } },
  },
  {
    name: "not known to be a union",
    before: `
      async function* generated(on: (handler: (event: string) => void) => void) {
        let last: Message = { text: "" };
        on((text) => (last = { text }));
        yield last.text;
      }`,
  },
  {
    name: "the generator's own code assigns it, and the compiler sees that",
    before: `
      async function* generated(next: () => Promise<"open" | "closed">) {
        let state: "open" | "closed" = "open";
        while (state === "open") {
          state = await next();
          yield state;
        }
      }`,
    context: { facts: { state: { unionText: '"open" | "closed"' } } },
  },
  {
    name: "only nested functions read it, where nothing is narrowed",
    before: `
      async function* generated(on: (handler: () => string) => void) {
        let state: "open" | "closed" = "open";
        on(() => (state = state === "open" ? "closed" : "open"));
        yield 1;
      }`,
    context: { facts: { state: { unionText: '"open" | "closed"' } } },
  },
  {
    name: "a call gives the first value: its type is its own",
    before: `
      async function* generated(read: () => State, on: (handler: (event: State) => void) => void) {
        let state: State = read();
        on((event) => (state = event));
        if (state === "closed") yield 1;
      }`,
    context: { facts: { state: { unionText: "State" } } },
  },
  {
    name: "a property that is put to a value before a loop",
    before: `
      async function* generated() {
        this.state = "open";
        while (this.state !== "closed") {
          yield log();
        }
      }`,
    after: `
      async function* generated() {
        this.state = "open" as "open" | "closed";
        while (this.state !== "closed") {
          yield log();
        }
      }`,
    context: { facts: { "this.state": { unionText: '"open" | "closed"' } } },
    worlds: [
      ({ sync }) => {
        const self = { state: "new" };
        return { self, globals: { log: sync("log", () => (self.state = "closed")) } };
      },
    ],
  },
  {
    name: "a property that is only given away, or compared before any loop",
    before: `
      async function* generated() {
        this.state = "open";
        if (this.state !== "closed") yield 0;
        while (true) {
          yield this.state;
        }
      }`,
    context: { facts: { "this.state": { unionText: '"open" | "closed"' } } },
  },
  {
    name: "what a loop assigns hangs on the variable itself",
    before: `
      async function* generated(start: string, get: <T>(path: string | undefined) => Promise<Page<T>>) {
        let cursor: string | undefined = start;
        do {
          const { rows, next } = await get<number>(cursor);
          cursor = next;
          yield rows;
        } while (cursor !== undefined);
      }`,
    after: `
      async function* generated(start: string, get: <T>(path: string | undefined) => Promise<Page<T>>) {
        let cursor = start as string | undefined;
        do {
          const { rows, next } = await get<number>(cursor);
          cursor = next;
          yield rows;
        } while (cursor !== undefined);
      }`,
    worlds: [
      ({ async }) => ({
        args: ["a", async("get", (path) => ({ rows: [path], next: path === "a" ? "b" : undefined }))],
      }),
    ],
  },
  {
    name: "the first value has the whole type already",
    before: `
      async function* generated(start: string | undefined, get: <T>(path?: string) => Promise<Page<T>>) {
        let cursor: string | undefined = start;
        while (true) {
          const page = await get<number>(cursor);
          cursor = page.next;
          yield page.rows;
        }
      }`,
    context: { facts: { start: { unionText: "string | undefined" } } },
  },
  {
    name: "a call's type does not hang on its arguments",
    before: `
      async function* generated(get: (path: string | undefined) => Promise<Page>) {
        let cursor: string | undefined = "first";
        while (cursor !== undefined) {
          const page = await get(cursor);
          cursor = page.next;
          yield page.rows;
        }
      }`,
    context: { facts: { get: { hasPlainSignature: true } } },
  },
  {
    name: "a call that is part of what another variable starts as",
    before: `
      async function* generated(text: (value: unknown) => string) {
        let at: number | string = 1;
        while (at !== "end") {
          const key = text(at) + "!";
          at = key === "2!" ? "end" : key.length;
          yield key;
        }
      }`,
    after: `
      async function* generated(text: (value: unknown) => string) {
        let at = 1 as number | string;
        while (at !== "end") {
          const key = text(at) + "!";
          at = key === "2!" ? "end" : key.length;
          yield key;
        }
      }`,
    context: { facts: { text: { hasPlainSignature: true } } },
    worlds: [({ sync }) => ({ args: [sync("text", (value) => String(value))] })],
  },
  {
    name: "the type on the way is written down",
    before: `
      async function* generated(get: <T>(path: string | undefined) => Promise<Page<T>>) {
        let cursor: string | undefined = "first";
        while (cursor !== undefined) {
          const page: Page<number> = await get(cursor);
          cursor = page.next;
          yield page.rows;
        }
      }`,
  },
  {
    name: "no first value: the variable has its whole type from the start",
    before: `
      async function* generated(get: <T>(path: string | undefined) => Promise<Page<T>>) {
        let cursor: string | undefined;
        do {
          const page = await get<number>(cursor);
          cursor = page.next;
          yield page.rows;
        } while (cursor);
      }`,
  },
  {
    name: "nothing at first, and asked before it is filled",
    before: `
      async function* generated(open: () => Promise<string>) {
        let page: string | null = null;
        let text = page && page.trim();
        while (!text) {
          page = await open();
          text = page.trim();
        }
        yield text;
      }`,
    after: `
      async function* generated(open: () => Promise<string>) {
        let page = null as string | null;
        let text = page && page.trim();
        while (!text) {
          page = await open();
          text = page.trim();
        }
        yield text;
      }`,
    worlds: [withArgs(() => [async () => "a"])],
  },
  {
    name: "a property that others fill",
    context: { facts: { "this.page": { unionText: "Page | undefined" } } },
    before: `
      async function* generated(this: { page: Page | undefined; fill(): Promise<void> }) {
        this.page = undefined;
        while (true) {
          await this.fill();
          if (!this.page) return;
          yield this.page.items;
        }
      }`,
    after: `
      async function* generated(this: { page: Page | undefined; fill(): Promise<void> }) {
        this.page = undefined as Page | undefined;
        while (true) {
          await this.fill();
          if (!this.page) return;
          yield this.page.items;
        }
      }`,
    worlds: [
      ({ async }) => {
        const pages = [{ items: ["a"] }, { items: ["b"] }];
        const self: { page: unknown; fill(): unknown } = {
          page: undefined,
          fill: async("fill", () => (self.page = pages.shift())),
        };
        return { self };
      },
    ],
  },
  {
    name: "filled in the loop that asks for it",
    context: { facts: { "this.page": { unionText: "Page | undefined" } } },
    before: `
      async function* generated(this: { page: Page | undefined; get(): Promise<Page> }) {
        this.page = undefined;
        while (true) {
          if (!this.page) {
            this.page = await this.get();
          }
          yield this.page.items;
        }
      }`,
  },
]);
