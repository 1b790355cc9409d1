import { noFloatingAsyncGenerator } from "../../src/rules/no-floating-async-generator";
import { testRule } from "./test-rule";

const migrate = `async function* migrate(): AsyncGenerator<string> { yield await read(); }
`;

testRule(noFloatingAsyncGenerator, {
  valid: [
    { name: "goes through it", code: `${migrate}for await (const step of migrate()) use(step);\n` },
    { name: "keeps it", code: `${migrate}export const steps = migrate();\n` },
    { name: "hands it on", code: `${migrate}use(migrate());\n` },
    { name: "starts it by hand", code: `${migrate}await migrate().next();\n` },
    {
      name: "yields its elements",
      code: `${migrate}export async function* run() { yield* migrate(); }\n`,
    },
    {
      name: "an async function runs when it is called",
      code: `async function migrate() { await read(); }
await migrate();
`,
    },
    {
      name: "a function that begins at once and gives an iterable",
      code: `function start(): AsyncIterable<string> { use(1); return source; }
start();
export {};
`,
    },
    {
      name: "another function of the same name, in an inner scope",
      code: `${migrate}export function run(migrate: () => void) { migrate(); }
use(migrate());
`,
    },
    {
      name: "an arrow hands it to its caller",
      code: `${migrate}export const run = () => migrate();\n`,
    },
  ],
  invalid: [
    {
      name: "called like a procedure",
      knowing: ["types", "js"],
      code: `${migrate}export function run() { «migrate»(); }\n`,
    },
    {
      name: "awaiting a generator gives the generator",
      knowing: ["types", "js"],
      code: `${migrate}export async function run() {
  await «migrate»();
}
`,
      suggestions: [
        `${migrate}export async function run() {
  for await (const _ of migrate());
}
`,
      ],
    },
    {
      name: "a method, from another generator",
      knowing: ["types", "js"],
      code: `export class Tree {
  async *walk(depth = 0): AsyncGenerator<string> {
    yield await read();
    if (depth < 3) «this.walk»(depth + 1);
  }
}
`,
      suggestions: [
        `export class Tree {
  async *walk(depth = 0): AsyncGenerator<string> {
    yield await read();
    if (depth < 3) yield* this.walk(depth + 1);
  }
}
`,
      ],
    },
    {
      name: "in one branch only, or with void",
      knowing: ["types", "js"],
      code: `${migrate}export function run(ready: boolean) {
  ready && «migrate»();
  ready ? «migrate»() : use(1);
  void «migrate»();
}
`,
    },
    {
      name: "from another file",
      knowing: ["types", "js"],
      files: { "migrate.ts": `export async function* migrate() { yield 1; }\n` },
      code: `import { migrate } from "./migrate";
«migrate»();
for await (const line of source) use(line);
`,
      suggestions: [
        `import { migrate } from "./migrate";
for await (const _ of migrate());
for await (const line of source) use(line);
`,
      ],
    },
    {
      name: "the type promises a generator",
      knowing: ["types"],
      onlyTypeScript: true,
      code: `export interface Store { steps(): AsyncGenerator<string> }
export function run(store: Store) { «store.steps»(); }
`,
    },
  ],
});
