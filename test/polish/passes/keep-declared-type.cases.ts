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
        let first: string | undefined;
        on((event) => {
          last = event;
          first ??= event;
        });
        if (last !== null && first) yield last.trim() + first.trim();
      }`,
    after: `
      async function* generated(on: (handler: (event: string) => void) => void) {
        let last = null as string | null;
        let first = undefined as string | undefined;
        on((event) => {
          last = event;
          first ??= event;
        });
        if (last !== null && first) yield last.trim() + first.trim();
      }`,
    worlds: [events],
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
]);
