import { counterToLet } from "../../../src/engine/polish/passes/counter-to-let";
import { testPass } from "../cases";
import { withArgs } from "../worlds";

testPass(counterToLet, [
  {
    name: "a counter",
    before: `
      async function* generated(end: number) {
        var i = 0;
        var last = end;
        while (i < last) {
          yield i++;
        }
      }`,
    after: `
      async function* generated(end: number) {
        let i = 0;
        var last = end;
        while (i < last) {
          yield i++;
        }
      }`,
    worlds: [withArgs(() => [2])],
  },
  {
    name: "the loop is left by a test of the counter",
    before: `
      async function* generated(list: string[]) {
        var i = 0;
        while (true) {
          const value = list[i++];
          if (i > list.length) return;
          yield value;
        }
      }`,
    after: `
      async function* generated(list: string[]) {
        let i = 0;
        while (true) {
          const value = list[i++];
          if (i > list.length) return;
          yield value;
        }
      }`,
    worlds: [withArgs(() => [["a", "b"]])],
  },
  {
    name: "declared without a value, it keeps the one from the round before",
    before: `
      async function* generated(end: number) {
        for (const a of [1, 2]) {
          var i: number;
          while (i! < end) yield i!++;
          i = a;
        }
      }`,
  },
  {
    name: "no loop asks for it",
    before: `
      async function* generated(end: number) {
        var i = 0;
        while (true) {
          yield i++;
        }
      }`,
  },
  {
    name: "a closure knows it",
    before: `
      async function* generated(end: number) {
        var i = 0;
        while (i < end) {
          i++;
          yield () => i;
        }
      }`,
  },
  {
    name: "it is a parameter as well",
    before: `
      async function* generated(i: number) {
        var i = 0;
        while (i < 3) yield i++;
      }`,
  },
  {
    name: "it is declared twice",
    before: `
      async function* generated(end: number) {
        var i = 0;
        while (i < end) yield i++;
        var i = 1;
        yield i;
      }`,
  },
  {
    name: "it is named outside the block",
    before: `
      async function* generated(end: number) {
        if (end > 0) {
          var i = 0;
          while (i < end) yield i++;
        }
        yield i!;
      }`,
  },
]);
