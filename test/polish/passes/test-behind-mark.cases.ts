import { testBehindMark } from "../../../src/engine/polish/passes/test-behind-mark";
import { testPass } from "../cases";
import { withArgs } from "../worlds";

testPass(testBehindMark, [
  {
    name: "a mark is asked for right behind it",
    before: `
      function* generated(list: string[]) {
        let done = false;
        let value: string | undefined;
        let i = 0;
        while (true) {
          if (i === list.length) {
            done = true;
            value = undefined;
            if (done) return;
          }
          value = list[i++];
          yield value;
        }
      }`,
    after: `
      function* generated(list: string[]) {
        let done = false;
        let value: string | undefined;
        let i = 0;
        while (true) {
          if (i === list.length) {
            done = true;
            value = undefined;
            if (true) return;
          }
          value = list[i++];
          yield value;
        }
      }`,
    worlds: [withArgs(() => [["a", "b"]]), withArgs(() => [[]])],
  },
  {
    name: "the opposite is asked for",
    before: `
      function* generated(n: number) {
        let open = true;
        yield n;
        open = false;
        if (!open) return;
        yield n + 1;
      }`,
    after: `
      function* generated(n: number) {
        let open = true;
        yield n;
        open = false;
        if (true) return;
        yield n + 1;
      }`,
    worlds: [withArgs(() => [1])],
  },
  {
    name: "something between writes it",
    before: `
      function* generated(n: number) {
        let done = false;
        yield n;
        done = true;
        if (n > 1) done = false;
        if (done) return;
        yield n + 1;
      }`,
  },
  {
    name: "a closure may write it",
    before: `
      function* generated(n: number, run: (again: () => void) => void) {
        let done = false;
        yield n;
        done = true;
        run(() => {
          done = false;
        });
        if (done) return;
        yield n + 1;
      }`,
  },
  {
    name: "it is no constant that it gets",
    before: `
      function* generated(n: number) {
        let done = false;
        yield n;
        done = n > 1;
        if (done) return;
        yield n + 1;
      }`,
  },
  {
    name: "it is written on one path",
    before: `
      function* generated(n: number) {
        let done = false;
        if (n > 1) {
          done = true;
        }
        if (done) return;
        yield n;
      }`,
  },
]);
