import { testedConstant } from "../../../src/engine/polish/passes/tested-constant";
import { testPass } from "../cases";
import type { MakeWorld } from "../recorder";
import { withArgs } from "../worlds";

const withStack =
  (...values: number[]): MakeWorld =>
  ({ sync }) => {
    const rest = [...values];
    return {
      args: [{ hasNext: sync("hasNext", () => rest.length > 0), next: sync("next", () => rest.shift()) }],
    };
  };

testPass(testedConstant, [
  {
    name: "a question that each round begins with",
    before: `
      async function* generated(stack: Stack) {
        while (true) {
          const more = stack.hasNext();
          if (!more) return;
          yield stack.next();
        }
      }`,
    after: `
      async function* generated(stack: Stack) {
        while (stack.hasNext()) {
          yield stack.next();
        }
      }`,
    worlds: [withStack(1, 2), withStack()],
  },
  {
    name: "a length that the own index is compared with",
    context: { facts: { size: { isNumber: true } } },
    before: `
      async function* generated(list: { size(): number }) {
        let index = 0;
        while (true) {
          const size = list.size();
          if (index >= size) return;
          yield index++;
        }
      }`,
    after: `
      async function* generated(list: { size(): number }) {
        let index = 0;
        while (index < list.size()) {
          yield index++;
        }
      }`,
    worlds: [({ sync }) => ({ args: [{ size: sync("size", () => 2) }] })],
  },
  {
    name: "an end with a value",
    before: `
      async function* generated(at: number, end: number) {
        while (true) {
          const isDone = at === end;
          if (isDone) return at;
          yield at++;
        }
      }`,
    after: `
      async function* generated(at: number, end: number) {
        while (true) {
          if (at === end) return at;
          yield at++;
        }
      }`,
    worlds: [withArgs(() => [0, 2]), withArgs(() => [2, 2])],
  },
  {
    name: "the round asks once more",
    before: `
      async function* generated(stack: Stack) {
        while (true) {
          const more = stack.hasNext();
          if (!more) return;
          yield more;
        }
      }`,
  },
  {
    name: "what is compared could be another one behind the call",
    context: { facts: { size: { isNumber: true }, "this.index": { isNumber: true } } },
    before: `
      async function* generated(this: { index: number }, list: { size(): number }) {
        while (true) {
          const size = list.size();
          if (this.index >= size) return;
          yield this.index++;
        }
      }`,
  },
  {
    name: "asked for in one case only",
    before: `
      async function* generated(stack: Stack, isOpen: boolean) {
        while (true) {
          const more = stack.hasNext();
          if (isOpen && !more) return;
          yield stack.next();
        }
      }`,
  },
  {
    name: "the opposite is not exact",
    before: `
      async function* generated(stack: Stack) {
        let index = 0;
        while (true) {
          const size = stack.size();
          if (index >= size) return;
          yield index++;
        }
      }`,
  },
  {
    name: "the opposite is asked, and more is done behind",
    before: `
      async function* generated(stack: Stack) {
        while (true) {
          const more = await stack.hasNext();
          if (!more) {
            await stack.hasNext();
            return 1;
          }
          yield stack.next();
        }
      }`,
    after: `
      async function* generated(stack: Stack) {
        while (true) {
          if (!(await stack.hasNext())) {
            await stack.hasNext();
            return 1;
          }
          yield stack.next();
        }
      }`,
    worlds: [withStack(1, 2), withStack()],
  },
]);
