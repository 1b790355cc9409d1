import { writtenAndReturned } from "../../../src/engine/polish/passes/written-and-returned";
import { testPass } from "../cases";
import { withArgs } from "../worlds";

testPass(writtenAndReturned, [
  {
    name: "what is written last is the final value",
    before: `
      function* generated(list: number[]) {
        let total = 0;
        for (const n of list) {
          total += n;
          yield n;
        }
        total = total / list.length;
        return total;
      }`,
    after: `
      function* generated(list: number[]) {
        let total = 0;
        for (const n of list) {
          total += n;
          yield n;
        }
        return total / list.length;
      }`,
    worlds: [withArgs(() => [[1, 3]]), withArgs(() => [[]])],
  },
  {
    name: "a finally further in does not count",
    before: `
      function* generated(n: number) {
        let value = n;
        try {
          yield value;
        } finally {
          value = 0;
        }
        value = n + 1;
        return value;
      }`,
    after: `
      function* generated(n: number) {
        let value = n;
        try {
          yield value;
        } finally {
          value = 0;
        }
        return n + 1;
      }`,
    worlds: [withArgs(() => [1])],
  },
  {
    name: "a finally around asks for it",
    before: `
      function* generated(n: number, log: (n: number) => void) {
        let value = n;
        try {
          yield value;
          value = n + 1;
          return value;
        } finally {
          log(value);
        }
      }`,
  },
  {
    name: "a closure asks for it",
    before: `
      function* generated(n: number, tell: (last: () => number) => void) {
        let value = n;
        tell(() => value);
        yield value;
        value = n + 1;
        return value;
      }`,
  },
  {
    name: "another one is returned",
    before: `
      function* generated(n: number) {
        let value = n;
        yield value;
        value = n + 1;
        return n;
      }`,
  },
  {
    name: "it has a type of its own",
    before: `
      function* generated(n: number) {
        let value: number | string = n;
        yield value;
        value = n + 1;
        return value;
      }`,
  },
  {
    name: "a comment says something",
    before: `
      function* generated(n: number) {
        let value = n;
        yield value;
        value = n + 1; // the last
        return value;
      }`,
  },
]);
