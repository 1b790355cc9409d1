import { stepBehindLoop } from "../../../src/engine/polish/passes/step-behind-loop";
import { testPass } from "../cases";
import { withArgs } from "../worlds";

const lists = withArgs(() => [[[1, 2], [], [3]]]);

testPass(stepBehindLoop, [
  {
    name: "before the only way out",
    context: { kind: "sync" },
    before: `
      function* generated(lists: number[][]) {
        let i = 0;
        while (i < lists.length) {
          const it = lists[i][Symbol.iterator]();
          while (true) {
            const { value, done } = it.next();
            if (done) {
              // on to the next one
              i++;
              break;
            }
            yield value;
          }
        }
      }`,
    after: `
      function* generated(lists: number[][]) {
        let i = 0;
        while (i < lists.length) {
          const it = lists[i][Symbol.iterator]();
          while (true) {
            const { value, done } = it.next();
            if (done) {
              // on to the next one
              break;
            }
            yield value;
          }
          i++;
        }
      }`,
    worlds: [lists],
  },
  {
    name: "there is another way out",
    context: { kind: "sync" },
    before: `
      function* generated(lists: number[][]) {
        let i = 0;
        while (i < lists.length) {
          const it = lists[i][Symbol.iterator]();
          while (true) {
            const { value, done } = it.next();
            if (done) {
              i++;
              break;
            }
            if (value < 0) break;
            yield value;
          }
        }
      }`,
  },
  {
    name: "the loop names the variable",
    context: { kind: "sync" },
    before: `
      function* generated(lists: number[][]) {
        let i = 0;
        while (i < lists.length) {
          const it = lists[i][Symbol.iterator]();
          while (true) {
            const { value, done } = it.next();
            if (done) {
              i++;
              break;
            }
            yield value + i;
          }
        }
      }`,
  },
  {
    name: "a finally comes between",
    context: { kind: "sync" },
    before: `
      function* generated(lists: number[][]) {
        let i = 0;
        while (i < lists.length) {
          const it = lists[i][Symbol.iterator]();
          while (true) {
            try {
              const { value, done } = it.next();
              if (done) {
                i++;
                break;
              }
              yield value;
            } finally {
              log(1);
            }
          }
        }
      }`,
  },
]);
