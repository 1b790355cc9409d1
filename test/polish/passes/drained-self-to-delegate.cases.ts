import { drainedSelfToDelegate } from "../../../src/engine/polish/passes/drained-self-to-delegate";
import { testPass } from "../cases";
import type { MakeWorld } from "../recorder";

const tree = {
  value: 1,
  children: [
    { value: 2, children: [{ value: 3, children: [] }] },
    { value: 4, children: [] },
  ],
};
/** The generator that `walk` is the name of. */
async function* walk(node: typeof tree): AsyncGenerator<number> {
  yield node.value;
  for (const child of node.children) yield* walk(child);
}

/** The same where it is not async. */
function* walkSync(node: typeof tree): Generator<number> {
  yield node.value;
  for (const child of node.children) yield* walkSync(child);
}

const worlds: MakeWorld[] = [() => ({ args: [tree], globals: { walk } })];

/** What a class that makes instances of itself is lowered to. */
const walking = (first: string, rest: string): string => `
      async function* generated(node: any) {
        yield node.value;
        let i = 0;
        let inner${first};
        while (true) {
          if (inner) {
            const result = await inner.next();
            if (!result.done) {
              yield result.value;
              continue;
            }
            inner = undefined;
          }
          const child = node.children[i++];
          ${rest}
        }
      }`;

const inSync = (generator: string): string => generator.replace("async ", "").replace("await ", "");

testPass(drainedSelfToDelegate, [
  {
    name: "children of children",
    context: { selfName: "walk" },
    before: walking("", "if (!child) return;\n          inner = walk(child);"),
    after: `
      async function* generated(node: any) {
        yield node.value;
        let i = 0;
        while (true) {
          const child = node.children[i++];
          if (!child) return;
          yield* walk(child);
        }
      }`,
    worlds,
  },
  {
    name: "children of children in a generator that is not async",
    context: { selfName: "walk", kind: "sync" },
    before: inSync(walking("", "if (!child) return;\n          inner = walk(child);")),
    after: `
      function* generated(node: any) {
        yield node.value;
        let i = 0;
        while (true) {
          const child = node.children[i++];
          if (!child) return;
          yield* walk(child);
        }
      }`,
    worlds: [() => ({ args: [tree], globals: { walk: walkSync } })],
  },
  {
    name: "an async generator does not await what it draws",
    context: { selfName: "walk" },
    before: walking("", "if (!child) return;\n          inner = walk(child);").replace("await ", ""),
  },
  {
    name: "a try, which sees that it is closed",
    context: { selfName: "walk" },
    before: walking(
      "",
      "if (!child) return;\n          try { log(child); } finally { log(node); }\n          inner = walk(child);",
    ),
  },
  {
    name: "an error can be thrown into it, which would go on to the inner one",
    context: { selfName: "walk", hasThrow: true },
    before: walking("", "if (!child) return;\n          inner = walk(child);"),
  },
  {
    name: "a closure knows the variable",
    context: { selfName: "walk" },
    before: walking("", "if (!child) return;\n          log(() => inner);\n          inner = walk(child);"),
  },
  {
    name: "another generator, which may do something when it is closed",
    before: walking("", "if (!child) return;\n          inner = walk(child);"),
  },
  {
    name: "it holds something at first",
    context: { selfName: "walk" },
    before: walking(" = walk(node.first)", "if (!child) return;\n          inner = walk(child);"),
  },
  {
    name: "more is done behind it",
    context: { selfName: "walk" },
    before: walking("", "if (!child) return;\n          inner = walk(child);\n          log(child);"),
  },
  {
    name: "it is asked for once more",
    context: { selfName: "walk" },
    before: walking("", "if (!child) return;\n          if (!inner) inner = walk(child);"),
  },
]);
