import { noSyncIteration } from "../../src/rules/no-sync-iteration";
import { testRule } from "./test-rule";

const pages = `async function* pages() { yield await read(); }
`;

testRule(noSyncIteration, {
  valid: [
    { name: "for await", code: `${pages}for await (const page of pages()) use(page);\n` },
    {
      name: "a list that came out of a promise",
      code: `${pages}for (const line of await Array.fromAsync(pages())) use(line);\n`,
    },
    {
      name: "both: it can be iterated either way",
      code: `class Lines {
  *[Symbol.iterator]() { yield "a"; }
  async *[Symbol.asyncIterator]() { yield "a"; }
}
for (const line of new Lines()) use([line, ...new Lines()]);
export {};
`,
    },
    {
      name: "one of several, or anything",
      code: `export function all(lines: any, either: Iterable<string> | AsyncIterable<string>) {
  for (const line of lines) use(line);
  if (Symbol.iterator in either) for (const line of either) use(line);
}
`,
    },
    { name: "an object may be spread", code: `${pages}use({ ...pages() });\n` },
    {
      name: "yield* in an async generator",
      code: `${pages}export async function* all() { yield* pages(); }\n`,
    },
    {
      name: "a generator that is not async",
      code: `function* pages() { yield 1; }
use([...pages(), ...Array.from(pages())]);
for await (const page of pages()) use(page);
`,
    },
  ],
  invalid: [
    {
      name: "the await was forgotten",
      knowing: ["types", "js"],
      broken: true,
      code: `${pages}export async function main() {
  for (const page of «pages()») use(page);
}
`,
      output: `${pages}export async function main() {
  for await (const page of pages()) use(page);
}
`,
    },
    {
      name: "no await can stand there",
      knowing: ["types", "js"],
      broken: true,
      code: `${pages}export function main() {
  for (const page of «pages()») use(page);
}
`,
    },
    {
      name: "a variable, and a class of one's own",
      knowing: ["types", "js"],
      broken: true,
      code: `class Lines {
  async *[Symbol.asyncIterator]() { yield "a"; }
}
const lines = new Lines();
for (const line of «lines») use(line);
for (const line of «source») use(line);
`,
      output: `class Lines {
  async *[Symbol.asyncIterator]() { yield "a"; }
}
const lines = new Lines();
for await (const line of lines) use(line);
for await (const line of source) use(line);
`,
    },
    {
      name: "spread",
      knowing: ["types", "js"],
      broken: true,
      code: `${pages}export async function main() {
  use([...«pages()»].length);
  use(["first", ...«pages()»]);
}
`,
      suggestions: [
        `${pages}export async function main() {
  use((await Array.fromAsync(pages())).length);
  use(["first", ...pages()]);
}
`,
      ],
    },
    {
      name: "Array.from() gives an empty array, and Promise.all() throws",
      knowing: ["types", "js"],
      broken: true,
      code: `${pages}export async function main() {
  const all = Array.from(«pages()»);
  use([all, await Promise.all(«pages()»), new Set(«pages()»)]);
}
`,
      suggestions: [
        `${pages}export async function main() {
  const all = await Array.fromAsync(pages());
  use([all, await Promise.all(pages()), new Set(pages())]);
}
`,
      ],
    },
    {
      name: "taken apart like an array",
      knowing: ["types", "js"],
      broken: true,
      code: `${pages}export const [first] = «pages()»;\n`,
    },
    {
      name: "yield* in a generator that is not async",
      knowing: ["types", "js"],
      broken: true,
      code: `${pages}export function* all() { yield* «pages()»; }\n`,
    },
  ],
});
