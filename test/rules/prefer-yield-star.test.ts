import { preferYieldStar } from "../../src/rules/prefer-yield-star";
import { testRule } from "./test-rule";

testRule(preferYieldStar, {
  valid: [
    { name: "yield* itself", code: `export async function* all() { yield* source; }\n` },
    {
      name: "asserts another type of the element",
      onlyTypeScript: true,
      code: `export async function* all() { for await (const x of source) yield x as unknown as string; }\n`,
    },
    {
      name: "does something with the element",
      code: `export async function* all() { for await (const x of source) yield x.trim(); }\n`,
    },
    {
      name: "does something beside it",
      code: `export async function* all() { for await (const x of source) { use(x); yield x; } }\n`,
    },
    {
      name: "yields something else",
      code: `export async function* all() { for await (const x of source) { yield names; } }\n`,
    },
    {
      name: "a loop over what is there already",
      code: `export async function* all() { for (const x of names) yield x; }\n`,
    },
    {
      name: "takes the element apart",
      code: `declare const lists: AsyncIterable<string[]>;
export async function* all() { for await (const [x] of lists) yield x; }
`,
    },
    {
      name: "uses what comes back",
      code: `export async function* all(): AsyncGenerator<string, void, string> {
  for await (const x of source) use(yield x);
}
`,
    },
  ],
  invalid: [
    {
      name: "consumers out of sight could call throw()",
      code: `export async function* all() {
  «for await (const x of source)» yield x;
}
`,
      suggestions: [
        `export async function* all() {
  yield* source;
}
`,
      ],
    },
    {
      name: "in a block, with await",
      code: `export async function* all() {
  «for await (const x of source)» {
    yield await x;
  }
}
`,
      suggestions: [
        `export async function* all() {
  yield* source;
}
`,
      ],
    },
    {
      name: "a comment would be lost",
      code: `export async function* all() {
  «for await (const x of source)» {
    // all of them
    yield x;
  }
}
`,
    },
    {
      name: "a generator of our own, and a loop over it",
      code: `async function* some(): AsyncGenerator<number> { yield 1; }
async function* all() {
  «for await (const x of some())» yield x;
}
for await (const x of all()) use(x);
export {};
`,
      output: `async function* some(): AsyncGenerator<number> { yield 1; }
async function* all() {
  yield* some();
}
for await (const x of all()) use(x);
export {};
`,
    },
    {
      name: "the same, but somebody calls throw()",
      code: `async function* some(): AsyncGenerator<number> { yield 1; }
async function* all() {
  «for await (const x of some())» yield x;
}
const it = all();
await it.throw(new Error("stop"));
export {};
`,
      suggestions: [
        `async function* some(): AsyncGenerator<number> { yield 1; }
async function* all() {
  yield* some();
}
const it = all();
await it.throw(new Error("stop"));
export {};
`,
      ],
    },
  ],
});
