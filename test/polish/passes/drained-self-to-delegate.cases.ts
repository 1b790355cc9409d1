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
