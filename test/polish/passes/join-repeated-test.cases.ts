import { joinRepeatedTest } from "../../../src/engine/polish/passes/join-repeated-test";
import { testPass } from "../cases";
import { withArgs, withSource } from "../worlds";

testPass(joinRepeatedTest, [
  {
    name: "something is done at the end",
    before: `
      async function* generated(source: AsyncIterator<number, string>) {
        while (true) {
          const result = await source.next();
          if (result.done) {
            log("over");
          }
          if (result.done) return result.value;
          yield result.value;
        }
      }`,
    after: `
      async function* generated(source: AsyncIterator<number, string>) {
        while (true) {
          const result = await source.next();
          if (result.done) {
            log("over");
            return result.value;
          }
          yield result.value;
        }
      }`,
    worlds: [withSource([1, 2], "end")],
  },
  {
    name: "asked again at the branch's end",
    before: `
      function* generated(lists: number[][]) {
        let values = (lists.shift() ?? []).values();
        while (lists.length > 0) {
          let result = values.next();
          if (result.done) {
            values = (lists.shift() ?? []).values();
            result = values.next();
            if (result.done) throw new Error("empty");
          }
          if (result.done) return;
          yield result.value;
        }
      }`,
    after: `
      function* generated(lists: number[][]) {
        let values = (lists.shift() ?? []).values();
        while (lists.length > 0) {
          let result = values.next();
          if (result.done) {
            values = (lists.shift() ?? []).values();
            result = values.next();
            if (result.done) throw new Error("empty");
          }
          yield result.value;
        }
      }`,
    worlds: [withArgs(() => [[[1, 2], [3], []]]), withArgs(() => [[[1], [], [2]]])],
  },
  {
    name: "the branch draws another one",
    before: `
      function* generated(lists: number[][]) {
        const values = (lists.shift() ?? []).values();
        const others = (lists.shift() ?? []).values();
        while (true) {
          let result = values.next();
          if (result.done) {
            result = others.next();
          }
          if (result.done) return;
          yield result.value;
        }
      }`,
    worlds: [
      withArgs(() => [
        [
          [1, 2],
          [3, 4],
        ],
      ]),
    ],
  },
  {
    name: "the branch hands the result on",
    before: `
      function* generated(values: Iterator<number>, retry: (result: IteratorResult<number>) => void) {
        while (true) {
          const result = values.next();
          if (result.done) {
            retry(result);
          }
          if (result.done) return;
          yield result.value;
        }
      }`,
    worlds: [withArgs(() => [[1, 2].values(), () => undefined])],
  },
]);
