import { openedToInnerLoop } from "../../../src/engine/polish/passes/opened-to-inner-loop";
import { testPass } from "../cases";
import { withArgs } from "../worlds";

const lists = withArgs(() => [[[1, 2], [], [3]]]);

testPass(openedToInnerLoop, [
  {
    name: "one list after the other, opened when none is",
    before: `
      function* generated(lists: number[][]) {
        let i = 0;
        let it: Iterator<number> | undefined;
        while (true) {
          if (!it) {
            // the next list
            if (i >= lists.length) return;
            it = lists[i++][Symbol.iterator]();
          }
          const { value, done } = it.next();
          if (done) {
            it = undefined;
            continue;
          }
          yield value;
        }
      }`,
    after: `
      function* generated(lists: number[][]) {
        let i = 0;
        while (true) {
          // the next list
          if (i >= lists.length) return;
          const it = lists[i++][Symbol.iterator]();
          while (true) {
            const { value, done } = it.next();
            if (done) {
              break;
            }
            yield value;
          }
        }
      }`,
    context: { kind: "sync" },
    worlds: [lists],
  },
  {
    name: "as long as there are lists, which nobody else holds",
    before: `
      function* generated(...lists: number[][]) {
        let i = 0;
        let it: Iterator<number> | undefined;
        while (i < lists.length) {
          if (!it) {
            it = lists[i][Symbol.iterator]();
          }
          const { value, done } = it.next();
          if (done) {
            it = undefined;
            i++;
            continue;
          }
          yield value;
        }
      }`,
    after: `
      function* generated(...lists: number[][]) {
        let i = 0;
        while (i < lists.length) {
          const it = lists[i][Symbol.iterator]();
          while (true) {
            const { value, done } = it.next();
            if (done) {
              i++;
              break;
            }
            yield value;
          }
        }
      }`,
    context: { kind: "sync" },
    worlds: [withArgs(() => [[1, 2], [], [3]])],
  },
  {
    name: "who gave the lists may shorten them meanwhile",
    before: `
      function* generated(lists: number[][]) {
        let i = 0;
        let it: Iterator<number> | undefined;
        while (i < lists.length) {
          if (!it) {
            it = lists[i][Symbol.iterator]();
          }
          const { value, done } = it.next();
          if (done) {
            it = undefined;
            i++;
            continue;
          }
          yield value;
        }
      }`,
    context: { kind: "sync" },
  },
  {
    name: "the last list is not open any more once the index is past the end",
    before: `
      function* generated(...lists: number[][]) {
        let i = 0;
        let it: Iterator<number> | undefined;
        while (i < lists.length) {
          if (!it) {
            it = lists[i++][Symbol.iterator]();
          }
          const { value, done } = it.next();
          if (done) {
            it = undefined;
            continue;
          }
          yield value;
        }
      }`,
    context: { kind: "sync" },
  },
  {
    name: "emptied at the end of a round",
    before: `
      function* generated(lists: number[][]) {
        let it: Iterator<number> | null = null;
        while (true) {
          if (it === null) {
            const list = lists.shift();
            if (!list) return;
            it = list.values();
          }
          const step = it.next();
          if (!step.done) {
            yield step.value;
          } else {
            it = null; // used up
            yield "between";
          }
        }
      }`,
    after: `
      function* generated(lists: number[][]) {
        while (true) {
          const list = lists.shift();
          if (!list) return;
          const it = list.values();
          while (true) {
            const step = it.next();
            if (!step.done) {
              yield step.value;
            } else {
              // used up
              yield "between";
              break;
            }
          }
        }
      }`,
    context: { kind: "sync" },
    worlds: [lists],
  },
  {
    name: "drawn from before the next one is opened",
    before: `
      function* generated(lists: number[][]) {
        let it: Iterator<number> | null = null;
        while (true) {
          if (it) {
            const step = it.next();
            if (!step.done) {
              yield step.value;
              continue;
            }
            it = null;
          }
          const list = lists.shift();
          if (!list) return;
          it = list[Symbol.iterator]();
        }
      }`,
    after: `
      function* generated(lists: number[][]) {
        while (true) {
          const list = lists.shift();
          if (!list) return;
          const it = list[Symbol.iterator]();
          while (true) {
            const step = it.next();
            if (!step.done) {
              yield step.value;
              continue;
            }
            break;
          }
        }
      }`,
    context: { kind: "sync", facts: { "list[Symbol.iterator]()": { isObject: true } } },
    worlds: [lists],
  },
  {
    name: "what is opened may be nothing, and is asked for nothing at once",
    before: `
      function* generated(open: () => Source | undefined) {
        let source: Source | undefined;
        while (true) {
          if (!source) source = open();
          yield source?.value;
          source = undefined;
        }
      }`,
  },
  {
    name: "what is opened next hangs on the last one",
    before: `
      function* generated(first: Part) {
        let part: Part | undefined;
        while (true) {
          if (!part) {
            const before = part;
            part = first.behind(before);
          }
          const step = part.next();
          if (step.done) {
            part = undefined;
            continue;
          }
          yield step.value;
        }
      }`,
  },
  {
    name: "the loop is left from behind the opening",
    before: `
      function* generated(lists: number[][]) {
        let it: Iterator<number> | undefined;
        while (true) {
          if (!it) it = lists.shift().values();
          const step = it.next();
          if (step.value === 0) break;
          if (step.done) {
            it = undefined;
            continue;
          }
          yield step.value;
        }
        yield "end";
      }`,
  },
  {
    name: "more is done in the round once it is empty",
    before: `
      function* generated(lists: number[][]) {
        let it: Iterator<number> | undefined;
        while (true) {
          if (!it) it = lists.shift().values();
          const step = it.next();
          if (step.done) it = undefined;
          yield step.value;
        }
      }`,
  },
  {
    name: "what is looked at behind the loop",
    before: `
      function* generated(lists: number[][]) {
        let it: Iterator<number> | undefined;
        try {
          while (true) {
            if (!it) it = lists.shift().values();
            const step = it.next();
            if (step.done) {
              it = undefined;
              continue;
            }
            yield step.value;
          }
        } finally {
          it?.return?.();
        }
      }`,
  },
]);
