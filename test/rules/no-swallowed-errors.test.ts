import { noSwallowedErrors } from "../../src/rules/no-swallowed-errors";
import { testRule } from "./test-rule";

/** A reader of lines whose `next()` has this body. */
const lines = (body: string): string => `export class Lines {
  error: unknown;
  stopped = false;
  [Symbol.asyncIterator]() { return this; }
  async next(): Promise<IteratorResult<string>> {
${body.replace(/^/gm, "    ")}
  }
}
`;

const chain = (body: string): string => `export class Lines {
  [Symbol.asyncIterator]() { return this; }
  next(): Promise<IteratorResult<string>> {
${body.replace(/^/gm, "    ")}
  }
}
`;

/** Rows that come by events, from one emitter. */
const rows = (
  listen: string,
): string => `interface Emitter { on(name: string, listener: (value: string) => void): this }
export function rows(source: Emitter): AsyncIterableIterator<string, undefined> {
  const queue: string[] = [];
  const failures: string[] = [];
  let isOver = false;
  const finish = () => { isOver = true; };
  source.on("data", (row) => queue.push(row));
  ${listen}
  return {
    [Symbol.asyncIterator]() { return this; },
    async next() {
      while (queue.length === 0 && !isOver) await sleep(10);
      if (failures.length > 0) throw failures[0];
      const value = queue.shift();
      return value === undefined ? { value: undefined, done: true } : { value, done: false };
    },
  };
}
`;

testRule(noSwallowedErrors, {
  valid: [
    {
      name: "the error is thrown again",
      code: lines(`try {
  return { value: await read(), done: false };
} catch (error) {
  console.error(error);
  throw error;
}`),
    },
    {
      name: "one kind of error is the end, and the author says which",
      code: lines(`try {
  return { value: await read(), done: false };
} catch (error) {
  if (error instanceof RangeError) return { value: undefined, done: true };
  throw error;
}`),
    },
    {
      name: "the error is kept for somebody",
      code: lines(`try {
  return { value: await read(), done: false };
} catch (error) {
  this.error = error;
  return { value: undefined, done: true };
}`),
    },
    {
      name: "the error is the final value",
      code: lines(`try {
  return { value: await read(), done: false };
} catch (error) {
  return { value: error, done: true };
}`),
    },
    {
      name: "what is tried takes a signal, and fails when it is told to stop",
      code: lines(`const signal = AbortSignal.timeout(1000);
try {
  return { value: await fetch("/line", { signal }).then((response) => response.text()), done: false };
} catch {
  return { value: undefined, done: true };
}`),
    },
    {
      name: "a chain that lets the failure through",
      code: chain(`return read().then((value) => ({ value, done: value === "" }));`),
    },
    {
      name: "a generator that asks first whether there is anything",
      code: `export async function* entries() {
  let page;
  try {
    page = await load(1);
  } catch {
    return;
  }
  yield* page.items;
}
`,
    },
    {
      name: "a generator that goes on with the next element",
      code: `export async function* entries() {
  for (const name of names) {
    try {
      yield await read(name);
    } catch {
      continue;
    }
  }
}
`,
    },
    {
      name: "a generator that notes that something is missing",
      code: `export let isWhole = true;
export async function* entries() {
  try {
    for await (const line of source) yield line;
  } catch {
    isWhole = false;
  }
}
`,
    },
    {
      name: "a generator of one element at the most",
      code: `export async function* entries() {
  try {
    yield await read();
  } catch (error) {
    console.error(error);
  }
}
`,
    },
    {
      name: "a generator that goes on with something else",
      code: `export async function* entries() {
  try {
    for await (const line of source) yield line;
  } catch (error) {
    console.error(error);
  }
  yield "the rest is missing";
}
`,
    },
    {
      name: "break leaves for one name only",
      code: `export async function* entries() {
  for (const name of names) {
    while (true) {
      try {
        yield await read(name);
      } catch {
        break;
      }
    }
  }
}
`,
    },
    {
      name: "a listener that keeps the error",
      code: rows(`source.on("end", finish).on("error", (error) => { failures.push(error); finish(); });`),
    },
    {
      name: "one more listener keeps the error",
      code: rows(
        `source.on("end", finish).on("error", finish).on("error", (error) => failures.push(error));`,
      ),
    },
    {
      name: "an error that is not the end",
      code: rows(`source.on("end", finish).on("error", () => console.error("a row is missing"));`),
    },
    {
      name: "clean-up in finally",
      code: `export async function* entries() {
  try {
    yield await read();
  } finally {
    use("closed");
  }
}
`,
    },
  ],
  invalid: [
    {
      name: "catch says done",
      code: lines(`try {
  return { value: await read(), done: false };
} «catch» {
  return { value: undefined, done: true };
}`),
      suggestions: [
        lines(`try {
  return { value: await read(), done: false };
} catch (error) {
  throw error;
}`),
      ],
    },
    {
      name: "a log does not reach the loop",
      code: lines(`try {
  return { value: await read(), done: false };
} «catch» (cause) {
  console.error("cannot read", cause);
  return { value: undefined, done: true };
}`),
      suggestions: [
        lines(`try {
  return { value: await read(), done: false };
} catch (cause) {
  console.error("cannot read", cause);
  throw cause;
}`),
      ],
    },
    {
      name: "the end stands behind an empty catch",
      code: lines(`try {
  return { value: await read(), done: false };
} «catch» {}
return { value: undefined, done: true };`),
      suggestions: [
        lines(`try {
  return { value: await read(), done: false };
} catch (error) {throw error; }
return { value: undefined, done: true };`),
      ],
    },
    {
      name: "a second callback of then()",
      code: chain(`return read().then(
  (value) => ({ value, done: false }),
  «() => ({ value: undefined, done: true })»,
);`),
      suggestions: [
        chain(`return read().then(
  (value) => ({ value, done: false }),
);`),
      ],
    },
    {
      name: "a callback of catch()",
      code: chain(`return read()
  .then((value): IteratorResult<string> => ({ value, done: false }))
  .catch(«() => ({ value: undefined, done: true })»);`),
      suggestions: [
        chain(`return read()
  .then((value): IteratorResult<string> => ({ value, done: false }));`),
      ],
    },
    {
      name: "a generator that ends with the pages it has",
      code: `export async function* entries() {
  for (let page = 1; ; page++) {
    try {
      const { items, last } = await load(page);
      yield* items;
      if (last) return;
    } «catch» {
      return;
    }
  }
}
`,
      suggestions: [
        `export async function* entries() {
  for (let page = 1; ; page++) {
    try {
      const { items, last } = await load(page);
      yield* items;
      if (last) return;
    } catch (error) {
      throw error;
    }
  }
}
`,
      ],
    },
    {
      name: "a generator that logs the failure and runs off its end",
      code: `export async function* entries() {
  try {
    for await (const line of source) yield line;
  } «catch» (error) {
    console.error(error);
  }
}
`,
      suggestions: [
        `export async function* entries() {
  try {
    for await (const line of source) yield line;
  } catch (error) {
    console.error(error);
    throw error;
  }
}
`,
      ],
    },
    {
      name: "a generator that leaves its only loop",
      code: `export async function* entries() {
  while (true) {
    let line;
    try {
      line = await read();
    } «catch» {
      break;
    }
    yield line;
  }
}
`,
      suggestions: [
        `export async function* entries() {
  while (true) {
    let line;
    try {
      line = await read();
    } catch (error) {
      throw error;
    }
    yield line;
  }
}
`,
      ],
    },
    {
      name: "an error event that ends the sequence as the end does",
      knowing: ["types", "js"],
      messageIds: ["listener"],
      code: rows(`source.on("end", finish).on(«"error"», finish);`),
    },
    {
      name: "an async generator whose listener says done",
      messageIds: ["listener"],
      code: `export async function* rows(source: EventTarget) {
  const waiting: ((result: IteratorResult<string>) => void)[] = [];
  source.addEventListener(«"error"», (event) => {
    console.error(event);
    for (const resolve of waiting) resolve({ value: undefined, done: true });
  });
  while (true) {
    const { value, done } = await new Promise<IteratorResult<string>>((resolve) => waiting.push(resolve));
    if (done) return;
    yield value;
  }
}
`,
    },
  ],
});
